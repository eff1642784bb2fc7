import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AliOssClient, createAliOss } from '../src/ali-oss-client.ts'
import { sendRaw, signHeaders } from '../src/raw-client.ts'
import { type OssServer, SANDBOX_CREDENTIAL, startOss } from '../src/server.ts'

let oss: OssServer
let client: AliOssClient
const PUBLISHER = { accessKeyId: 'LTAIpublisher', accessKeySecret: 'sandbox-publisher', allow: ['oss:PutObject'] }

beforeEach(async () => {
  oss = await startOss({ buckets: [{ name: 'demo' }], credentials: [SANDBOX_CREDENTIAL, PUBLISHER] })
  client = createAliOss(oss.endpoint)
})

afterEach(() => oss.close())

type Headers = Readonly<Record<string, string>>
const HELLO = Buffer.from('hello')
const PUBLIC: Headers = { 'x-oss-object-acl': 'public-read' }

/** Uploads an object in one part, with headers at each step. */
async function uploadInParts(
  key: string,
  headers: { readonly initiate?: Headers; readonly complete?: Headers },
  uploader = client,
) {
  const uploadId = String((await uploader.initMultipartUpload(key, { headers: { ...headers.initiate } })).uploadId)
  const { etag } = await uploader.uploadPart(key, uploadId, 1, HELLO, 0, 5)
  return uploader.completeMultipartUpload(key, uploadId, [{ number: 1, etag }], { headers: { ...headers.complete } })
}

/** Sends a signed request, free of what a client makes of headers. */
function send(method: string, key: string, request: { readonly headers?: Headers; readonly query?: string } = {}) {
  const { headers: given = {}, query = '' } = request
  const headers = { ...given, ...signHeaders({ bucket: 'demo', key, method, headers: given, query }) }
  const sent = method === 'PUT' ? { ...headers, 'content-length': '0' } : headers
  return sendRaw({ port: oss.port, method, path: `/${key}?${query}`, host: 'localhost', headers: sent })
}

describe('an ACL', () => {
  test('is set with the object, for a multipart upload only at Complete', async () => {
    await client.put('put', HELLO, { headers: { ...PUBLIC } })
    await uploadInParts('initiate', { initiate: PUBLIC })
    await uploadInParts('complete', { complete: PUBLIC })
    const acls = ['put', 'initiate', 'complete'].map(async (key) => (await client.getACL(key)).acl)
    expect(await Promise.all(acls)).toEqual(['public-read', 'default', 'public-read'])
  })

  test('is not copied', async () => {
    await client.put('from', HELLO, { headers: { ...PUBLIC } })
    await client.copy('to', 'from')
    expect(oss.object('demo', 'to')?.acl).toBe('default')
    await client.copy('from', 'from', { headers: { 'x-oss-metadata-directive': 'REPLACE' } })
    expect(oss.object('demo', 'from')?.acl).toBe('default')
    await client.copy('to', 'from', { headers: { 'x-oss-object-acl': 'private' } })
    expect(oss.object('demo', 'to')?.acl).toBe('private')
  })

  test('needs oss:PutObjectAcl in the request that sets it', async () => {
    const publisher = createAliOss(oss.endpoint, PUBLISHER)
    const denied = { status: 403, code: 'AccessDenied' }
    await expect(publisher.put('k', HELLO, { headers: { ...PUBLIC } })).rejects.toMatchObject(denied)
    await expect(uploadInParts('k', { complete: PUBLIC }, publisher)).rejects.toMatchObject(denied)
    expect((await uploadInParts('k', { initiate: PUBLIC }, publisher)).res.status).toBe(200)
  })

  test('that is public is refused under Block Public Access, at Complete for an object in parts', async () => {
    oss.setBucket('demo', { blockPublicAccess: true })
    const denied = { status: 403, code: 'AccessDenied', ecCode: '0016-00000901' }
    await expect(client.put('k', HELLO, { headers: { ...PUBLIC } })).rejects.toMatchObject(denied)
    await expect(uploadInParts('k', { initiate: PUBLIC, complete: PUBLIC })).rejects.toMatchObject(denied)
    expect([oss.object('demo', 'k'), oss.uploads('demo')]).toMatchObject([undefined, [{ parts: [{ number: 1 }] }]])
    await uploadInParts('k', { initiate: PUBLIC, complete: { 'x-oss-object-acl': 'private' } })
    await expect(client.copy('to', 'k', { headers: { ...PUBLIC } })).rejects.toMatchObject(denied)
    await expect(client.putACL('k', 'public-read')).rejects.toMatchObject(denied)
  })
})

describe('what describes an object', () => {
  const described = {
    'content-type': 'text/x-test',
    'x-oss-storage-class': 'IA',
    'x-oss-tagging': 'a=1',
    'x-oss-server-side-encryption': 'AES256',
    'x-oss-meta-a-1': 'b',
  }
  const expected = { storageClass: 'IA', tags: { a: '1' }, encryption: 'AES256', headers: { 'x-oss-meta-a-1': 'b' } }

  test('is fixed by Put and by Initiate, and Complete changes none of it', async () => {
    await client.put('put', HELLO, { headers: { ...described } })
    await uploadInParts('parts', { initiate: described, complete: { 'x-oss-storage-class': 'Archive' } })
    for (const key of ['put', 'parts']) expect(oss.object('demo', key)).toMatchObject(expected)
    const { uploadId } = await client.initMultipartUpload('k')
    const headers = { 'x-oss-server-side-encryption': 'AES256' }
    const refused = await send('PUT', 'k', { query: `partNumber=1&uploadId=${uploadId}`, headers })
    expect([refused.status, refused.body]).toEqual([400, expect.stringContaining('<Code>InvalidArgument</Code>')])
  })

  test('is copied or replaced as the directives say; class and encryption are those of the request', async () => {
    await client.put('from', HELLO, { headers: { ...described } })
    const given = { 'content-type': 'text/new', 'x-oss-tagging': 'b=2', 'x-oss-copy-source': '/demo/from' }
    expect((await send('PUT', 'to', { headers: given })).status).toBe(200)
    const copied = { storageClass: 'Standard', encryption: undefined, tags: { a: '1' } }
    expect(oss.object('demo', 'to')).toMatchObject({ ...copied, headers: { 'content-type': 'text/x-test' } })
    const directives = { 'x-oss-metadata-directive': 'REPLACE', 'x-oss-tagging-directive': 'Replace' }
    await send('PUT', 'to', { headers: { ...given, ...directives } })
    expect(oss.object('demo', 'to')).toMatchObject({ tags: { b: '2' }, headers: { 'content-type': 'text/new' } })
    expect(oss.object('demo', 'to')?.headers).not.toHaveProperty('x-oss-meta-a-1')
    const wrong = await send('PUT', 'to', { headers: { ...given, 'x-oss-metadata-directive': 'KEEP' } })
    expect([wrong.status, wrong.body]).toEqual([400, expect.stringContaining('<Code>InvalidArgument</Code>')])
  })

  test('may be encrypted with SM4 by a key of KMS, and by nothing else', async () => {
    const headers = { 'x-oss-server-side-encryption': 'KMS', 'x-oss-server-side-data-encryption': 'SM4' }
    expect((await client.put('k', HELLO, { headers: { ...headers } })).res.headers).toMatchObject(headers)
    const wrong = { ...headers, 'x-oss-server-side-encryption': 'AES256' }
    await expect(client.put('k', HELLO, { headers: wrong })).rejects.toMatchObject({ code: 'InvalidArgument' })
  })

  test.each([
    ['x-oss-meta-under_score', 'a'],
    ['x-oss-meta-large', 'a'.repeat(8 * 1024)],
  ])('is refused with %s', async (name, value) => {
    for (const write of [
      () => client.put('k', HELLO, { headers: { [name]: value } }),
      () => client.initMultipartUpload('k', { headers: { [name]: value } }),
    ])
      await expect(write()).rejects.toMatchObject({ status: 400, code: 'InvalidArgument' })
  })

  test('comes back byte for byte, whatever the bytes mean', async () => {
    const bytes = Buffer.from('attachment; filename="中文名尊.exe"; née').toString('latin1')
    const headers = { 'content-disposition': bytes, 'x-oss-meta-name': bytes }
    expect((await send('PUT', 'k', { headers })).status).toBe(200)
    expect(oss.object('demo', 'k')?.headers).toMatchObject(headers)
    expect((await send('HEAD', 'k')).headers).toMatchObject(headers)
  })

  test.each(['\u0001', '\u007f', '\u0000'])('is refused with the byte %j', async (byte) => {
    const socket = connect(oss.port, '127.0.0.1')
    const answer: Buffer[] = []
    socket.on('data', (chunk: Buffer) => answer.push(chunk))
    socket.write(
      `PUT /k HTTP/1.1\r\nHost: localhost\r\nContent-Disposition: a${byte}b\r\nContent-Length: 0\r\n\r\n`,
      'latin1',
    )
    await once(socket, 'close')
    expect(Buffer.concat(answer).toString()).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
    expect(oss.object('demo', 'k')).toBeUndefined()
  })
})

describe('a bucket with a retention policy', () => {
  test('lets no credential overwrite or delete objects until the period is over', async () => {
    oss.setBucket('demo', { retentionMs: 60_000 })
    await client.put('k', HELLO)
    const immutable = { status: 409, code: 'FileImmutable' }
    await expect(client.put('k', HELLO)).rejects.toMatchObject(immutable)
    await expect(uploadInParts('k', {})).rejects.toMatchObject(immutable)
    await expect(client.copy('k', 'k')).rejects.toMatchObject(immutable)
    await expect(client.delete('k')).rejects.toMatchObject(immutable)
    await expect(client.deleteMulti(['k'])).rejects.toMatchObject(immutable)
    expect((await client.put('other', HELLO)).res.status).toBe(200)
    oss.setBucket('demo', { retentionMs: 0 })
    expect((await client.delete('k')).res.status).toBe(204)
  })

  test('accepts new versions, and keeps all versions', async () => {
    oss.setBucket('demo', { retentionMs: 60_000, versioning: 'Enabled' })
    const versionId = (await client.put('k', HELLO)).res.headers['x-oss-version-id']
    expect((await client.put('k', HELLO)).res.status).toBe(200)
    expect((await client.delete('k')).res.headers['x-oss-delete-marker']).toBe('true')
    await expect(client.delete('k', { versionId })).rejects.toMatchObject({ code: 'FileImmutable' })
  })
})

test('a bucket whose requester pays answers only to those who agree to it', async () => {
  oss.setBucket('demo', { payer: 'Requester', acl: 'public-read-write' })
  await expect(client.put('k', HELLO)).rejects.toMatchObject({
    status: 403,
    code: 'AccessDenied',
    ecCode: '0003-00000703',
  })
  const agreed = { 'x-oss-request-payer': 'requester' }
  expect((await client.put('k', HELLO, { headers: { ...agreed } })).res.status).toBe(200)
  expect(oss.object('demo', 'k')?.headers).not.toHaveProperty('x-oss-request-payer')
  const anonymous = await sendRaw({ port: oss.port, path: '/k', host: 'localhost', headers: agreed })
  expect(anonymous.status).toBe(403)
})
