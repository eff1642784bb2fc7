import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AliOssClient, createAliOss } from '../src/ali-oss-client.ts'
import { sendRaw } from '../src/raw-client.ts'
import { type OssServer, SANDBOX_CREDENTIAL, startOss } from '../src/server.ts'

let oss: OssServer
let publisher: AliOssClient
const PUBLISHER = {
  accessKeyId: 'LTAIpublisher',
  accessKeySecret: 'sandbox-publisher',
  allow: ['oss:PutObject'],
  prefix: 'release/',
}

beforeEach(async () => {
  oss = await startOss({ buckets: [{ name: 'demo' }], credentials: [SANDBOX_CREDENTIAL, PUBLISHER] })
  publisher = createAliOss(oss.endpoint, PUBLISHER)
})

afterEach(() => oss.close())

const HELLO = Buffer.from('hello')

describe('a credential with oss:PutObject alone', () => {
  test('publishes an object in parts', async () => {
    const uploadId = String((await publisher.initMultipartUpload('release/k')).uploadId)
    const part = await publisher.uploadPart('release/k', uploadId, 1, HELLO, 0, 5)
    await publisher.completeMultipartUpload('release/k', uploadId, [{ number: 1, etag: part.etag }])
    expect(oss.object('demo', 'release/k')?.sizeBytes).toBe(5)
  })

  test.each<readonly [string, (uploadId: string) => Promise<unknown>]>([
    ['ListParts', (uploadId) => publisher.listParts('release/k', uploadId)],
    ['AbortMultipartUpload', (uploadId) => publisher.abortMultipartUpload('release/k', uploadId)],
    ['GetObject', () => publisher.get('release/k')],
    ['HeadObject', () => publisher.head('release/k')],
    ['another prefix', () => publisher.put('other/k', HELLO)],
    ['tags', () => publisher.put('release/k', HELLO, { headers: { 'x-oss-tagging': 'a=1' } })],
    ['an ACL', () => publisher.put('release/k', HELLO, { headers: { 'x-oss-object-acl': 'private' } })],
  ])('is denied %s', async (_what, ask) => {
    const uploadId = String((await publisher.initMultipartUpload('release/k')).uploadId)
    await expect(ask(uploadId)).rejects.toMatchObject({ status: 403, code: 'AccessDenied' })
  })

  test('is told which action it lacks', async () => {
    const url = await publisher.signatureUrlV4('GET', 60, {}, 'release/k')
    const { body } = await sendRaw({ port: oss.port, path: url.replace(oss.endpoint, ''), host: 'localhost' })
    expect(body).toContain('<AuthAction>oss:GetObject</AuthAction>')
    expect(body).toContain('<NoPermissionType>ImplicitDeny</NoPermissionType>')
  })
})

describe('the public', () => {
  const get = (key: string, method = 'GET') => sendRaw({ port: oss.port, method, path: `/${key}`, host: 'localhost' })

  test('reads what the ACLs of object and bucket allow', async () => {
    await oss.putObject({ bucket: 'demo', key: 'k' }, 'hello')
    const refused = await get('k')
    expect([refused.status, refused.body.includes('because of bucket acl')]).toEqual([403, true])
    const head = await get('k', 'HEAD')
    expect(Buffer.from(String(head.headers['x-oss-err']), 'base64').toString()).toContain('<Code>AccessDenied</Code>')
    const owner = createAliOss(oss.endpoint)
    await owner.putACL('k', 'public-read')
    expect((await get('k')).body).toBe('hello')
    oss.setBucket('demo', { blockPublicAccess: true })
    expect((await get('k')).status).toBe(403)
    await expect(owner.putACL('k', 'public-read')).rejects.toMatchObject({ status: 403, code: 'AccessDenied' })
  })

  test('cannot download .apk files from a default domain if that is forbidden', async () => {
    await oss.close()
    oss = await startOss({ buckets: [{ name: 'demo', acl: 'public-read' }], forbidApkDownload: true })
    await oss.putObject({ bucket: 'demo', key: 'a.apk' }, 'hello')
    expect((await get('a.apk')).status).toBe(200)
    const byDefault = await sendRaw({ port: oss.port, path: '/a.apk', host: 'demo.oss-cn-hangzhou.aliyuncs.com' })
    expect([byDefault.status, byDefault.body.includes('ApkDownloadForbidden')]).toEqual([400, true])
  })
})
