import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AliOssClient, createAliOss } from '../src/ali-oss-client.ts'
import type { CopiedCrc64 } from '../src/options.ts'
import { sendRaw, signHeaders } from '../src/raw-client.ts'
import { type OssServer, startOss } from '../src/server.ts'

let oss: OssServer
let client: AliOssClient
let uploadId: string
const SOURCE = Buffer.from('0123456789')

beforeEach(async () => {
  oss = await startOss({ buckets: [{ name: 'demo' }, { name: 'other' }], maxCopyBytes: 5 })
  client = createAliOss(oss.endpoint, { bucket: 'demo' })
  await oss.putObject({ bucket: 'demo', key: 'from' }, SOURCE)
  uploadId = String((await client.initMultipartUpload('to')).uploadId)
})

afterEach(() => oss.close())

type Headers = Readonly<Record<string, string>>

async function send(
  method: string,
  key: string,
  request: { readonly query?: string; readonly headers?: Headers } = {},
) {
  const { query = '', headers = {} } = request
  const signed = signHeaders({ bucket: 'demo', key, method, query, headers })
  const sent = { ...signed, 'content-length': '0' }
  return sendRaw({ port: oss.port, method, path: `/demo/${key}?${query}`, host: '127.0.0.1', headers: sent })
}

function copyPart(headers: Headers, number = 1) {
  return send('PUT', 'to', {
    query: `partNumber=${number}&uploadId=${uploadId}`,
    headers: { 'x-oss-copy-source': '/demo/from', ...headers },
  })
}

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex').toUpperCase()
const parts = () => oss.uploads('demo')[0]?.parts ?? []

describe('a range of the source', () => {
  test.each([
    ['bytes=2-4', '234', 'bytes 2-4/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=5-10', '0123456789', undefined],
    ['bytes=10-12', '0123456789', undefined],
    ['bytes=4-2', '0123456789', undefined],
    ['2-4', '0123456789', undefined],
    ['bytes=2-4,6-7', '0123456789', undefined],
  ])('%s copies %s', async (range, copied, contentRange) => {
    const { status, headers, body } = await copyPart({ 'x-oss-copy-source-range': range })
    const etag = `"${md5(Buffer.from(copied))}"`
    expect([status, headers.etag, headers['content-range']]).toEqual([200, etag, contentRange])
    expect(headers).not.toHaveProperty('x-oss-hash-crc64ecma')
    expect(body).toContain('<CopyPartResult>')
    expect(parts()).toMatchObject([{ number: 1, sizeBytes: copied.length, etag }])
  })
})

describe('a condition on the source', () => {
  const past = 'Thu, 01 Jan 2015 00:00:00 GMT'
  const future = 'Fri, 01 Jan 2100 00:00:00 GMT'
  const etag = `"${md5(SOURCE)}"`
  test.each([
    ['if-match', etag, 200],
    ['if-match', '"00"', 412],
    ['if-none-match', '"00"', 200],
    ['if-none-match', etag, 304],
    ['if-modified-since', past, 200],
    ['if-modified-since', future, 304],
    ['if-unmodified-since', future, 200],
    ['if-unmodified-since', past, 412],
  ])('%s %s is answered %i', async (name, value, status) => {
    const answer = await copyPart({ [`x-oss-copy-source-${name}`]: value })
    expect([answer.status, parts().length]).toEqual([status, status === 200 ? 1 : 0])
  })
})

describe('a source', () => {
  test('is named percent-encoded, and by its version', async () => {
    await oss.putObject({ bucket: 'demo', key: 'a?versionId=1' }, 'plain')
    await client.putBucketVersioning('demo', 'Enabled')
    const { res } = await client.put('from', Buffer.from('newest'))
    const copied = async (source: string, number: number) =>
      (await copyPart({ 'x-oss-copy-source': source }, number)).headers['x-oss-copy-source-version-id']
    expect(await copied('/demo/a%3FversionId%3D1', 1)).toBe('null')
    expect(await copied('/demo/from?versionId=null', 2)).toBe('null')
    expect(await copied('/demo/from', 3)).toBe(res.headers['x-oss-version-id'])
    expect(parts().map(({ sizeBytes }) => sizeBytes)).toEqual([5, 10, 6])
  })

  test.each([
    ['demo/from', 400, 'InvalidArgument'],
    ['/demo', 400, 'InvalidArgument'],
    ['/demo/nothing', 404, 'NoSuchKey'],
    ['/nowhere/from', 404, 'NoSuchBucket'],
    ['/demo/from?versionId=none', 404, 'NoSuchVersion'],
  ])('%s is answered %i %s', async (source, status, code) => {
    const answer = await copyPart({ 'x-oss-copy-source': source })
    expect([answer.status, answer.body]).toEqual([status, expect.stringContaining(`<Code>${code}</Code>`)])
  })

  test('that is archived, appended to or encrypted by its client is refused', async () => {
    await client.put('cold', SOURCE, { headers: { 'x-oss-storage-class': 'Archive' } })
    await client.append('log', SOURCE)
    await client.put('secret', SOURCE, { headers: { 'x-oss-meta-client-side-encryption-key': 'x' } })
    const answers = ['cold', 'log', 'secret'].map((key) => copyPart({ 'x-oss-copy-source': `/demo/${key}` }))
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([403, 400, 400])
    const copy = await send('PUT', 'copy', { headers: { 'x-oss-copy-source': '/demo/cold' } })
    expect([copy.status, copy.body]).toEqual([403, expect.stringContaining('<Code>InvalidObjectState</Code>')])
  })

  test('can become one that is archived, and be one of any storage class that is not', async () => {
    for (const [storageClass, status] of [
      ['IA', 200],
      ['Archive', 403],
      ['ColdArchive', 403],
      ['DeepColdArchive', 403],
      ['Standard', 200],
    ] as const) {
      expect(oss.setStorageClass({ bucket: 'demo', key: 'from' }, storageClass)).toBe(true)
      expect((await copyPart({})).status, storageClass).toBe(status)
    }
    expect(oss.setStorageClass({ bucket: 'demo', key: 'nothing' }, 'IA')).toBe(false)
  })

  test('may lie in another bucket, and be the object that is being written', async () => {
    await oss.putObject({ bucket: 'other', key: 'x' }, 'elsewhere')
    await oss.putObject({ bucket: 'demo', key: 'to' }, 'old')
    const sizes = ['/other/x', '/demo/to'].map(async (source, index) => {
      expect((await copyPart({ 'x-oss-copy-source': source }, index + 1)).status).toBe(200)
    })
    await Promise.all(sizes)
    expect(parts().map(({ sizeBytes }) => sizeBytes)).toEqual([9, 3])
  })

  test('needs oss:GetObject', async () => {
    const limited = { accessKeyId: 'LTAIlimited', accessKeySecret: 'sandbox-limited', allow: ['oss:PutObject'] }
    oss.setCredential(limited)
    const copier = createAliOss(oss.endpoint, limited)
    const source = { sourceKey: 'from', sourceBucketName: 'demo' }
    await expect(copier.uploadPartCopy('to', uploadId, 1, '0-9', source)).rejects.toMatchObject({
      code: 'AccessDenied',
    })
  })

  test('above the limit is copied as a whole only if bucket, class and encryption stay the same', async () => {
    const copy = async (headers: Headers, key = 'copy') =>
      (await send('PUT', key, { headers: { 'x-oss-copy-source': '/demo/from', ...headers } })).status
    expect(await copy({})).toBe(200)
    expect(await copy({ 'x-oss-storage-class': 'IA' })).toBe(400)
    expect(await copy({ 'x-oss-server-side-encryption': 'AES256' })).toBe(400)
    await oss.putObject({ bucket: 'other', key: 'from' }, SOURCE)
    expect(await copy({ 'x-oss-copy-source': '/other/from' })).toBe(400)
  })
})

test.each<readonly [CopiedCrc64, readonly [boolean, boolean, boolean]]>([
  ['told', [true, true, true]],
  ['not-at-complete', [false, false, true]],
  ['never', [false, false, false]],
])('with `copiedCrc64: %s` ListParts, Complete and HEAD return a CRC64: %j', async (copiedCrc64, told) => {
  oss.setBucket('demo', { copiedCrc64 })
  await copyPart({})
  const listed = await send('GET', 'to', { query: `uploadId=${uploadId}` })
  const etag = parts()[0]?.etag
  const done = await client.completeMultipartUpload('to', uploadId, [{ number: 1, etag }])
  const head = await client.head('to')
  const name = 'x-oss-hash-crc64ecma'
  expect([listed.body.includes('HashCrc64ecma'), name in done.res.headers, name in head.res.headers]).toEqual(told)
})

describe('a copied part', () => {
  test.each([
    [`partNumber=0&uploadId=`, 400, 'InvalidArgument'],
    [`partNumber=10001&uploadId=`, 400, 'InvalidArgument'],
    [`partNumber=1&uploadId=0`, 404, 'NoSuchUpload'],
  ])('of %s… is answered %i %s', async (query, status, code) => {
    const headers = { 'x-oss-copy-source': '/demo/from' }
    const answer = await send('PUT', 'to', { query: `${query}${query.endsWith('=') ? uploadId : ''}`, headers })
    expect([answer.status, answer.body]).toEqual([status, expect.stringContaining(`<Code>${code}</Code>`)])
  })

  test('replaces what its number had, and may not be small unless it is the last', async () => {
    await client.uploadPart('to', uploadId, 1, SOURCE, 0, 5)
    await copyPart({})
    await copyPart({ 'x-oss-copy-source-range': 'bytes=0-2' }, 2)
    expect(parts().map(({ sizeBytes }) => sizeBytes)).toEqual([10, 3])
    const named = parts().map(({ number, etag }) => ({ number, etag }))
    await expect(client.completeMultipartUpload('to', uploadId, named)).rejects.toMatchObject({
      code: 'EntityTooSmall',
    })
    await client.completeMultipartUpload('to', uploadId, named.slice(1))
    expect((await oss.objectBytes('demo', 'to'))?.toString()).toBe('012')
  })

  test('leaves the object with the headers, tags and ACL of Initiate, and none of the source', async () => {
    const headers = { 'x-oss-object-acl': 'public-read', 'x-oss-tagging': 'a=1', 'x-oss-meta-old': '1' }
    await client.put('from', SOURCE, { headers })
    await copyPart({})
    await client.completeMultipartUpload('to', uploadId, [{ number: 1, etag: parts()[0]?.etag }])
    const { acl, tags, headers: stored } = oss.object('demo', 'to') ?? {}
    expect([acl, tags, Object.keys(stored ?? {})]).toEqual([
      'default',
      {},
      expect.not.arrayContaining(['x-oss-meta-old']),
    ])
  })
})

test('in a bucket with opaque ETags the ETag of a part is not its MD5, and Complete accepts it', async () => {
  oss.setBucket('demo', { partETags: 'opaque' })
  const { headers } = await copyPart({})
  expect(headers.etag).not.toBe(`"${md5(SOURCE)}"`)
  const done = await client.completeMultipartUpload('to', uploadId, [{ number: 1, etag: headers.etag }])
  expect(done.res.status).toBe(200)
})
