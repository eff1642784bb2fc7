import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sendRaw, signHeaders } from '../src/raw-client.ts'
import { type OssServer, startOss } from '../src/server.ts'

let oss: OssServer
const NOW_MS = Date.parse('2026-01-02T03:04:05.678Z')

beforeEach(async () => {
  oss = await startOss({ buckets: [{ name: 'demo' }], now: () => NOW_MS })
})

afterEach(() => oss.close())

const KIB = 1024

interface Sent {
  readonly bucket?: string
  readonly key?: string
  readonly query?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly secret?: string
}

/** Sends a signed request in path style. */
function send(method: string, { bucket = 'demo', key = '', query = '', headers = {}, body = '', secret }: Sent = {}) {
  const signing = { bucket, key, method, query, headers, atMs: NOW_MS, ...(secret === undefined ? {} : { secret }) }
  const sent = { ...signHeaders(signing), 'content-length': `${Buffer.byteLength(body)}` }
  const path = `/${bucket}/${encodeURIComponent(key)}${query === '' ? '' : `?${query}`}`
  return sendRaw({ port: oss.port, method, path, host: '127.0.0.1', headers: sent, body })
}

async function initiate(key: string, query = 'uploads'): Promise<string> {
  const { body } = await send('POST', { key, query })
  return /<UploadId>([^<]+)/.exec(body)?.[1] ?? ''
}

async function sendPart(key: string, uploadId: string, number: number, body: string) {
  const { headers } = await send('PUT', { key, query: `partNumber=${number}&uploadId=${uploadId}`, body })
  return `<Part><PartNumber>${number}</PartNumber><ETag>${headers.etag}</ETag></Part>`
}

function complete(key: string, uploadId: string, parts: string) {
  const body = `<CompleteMultipartUpload>${parts}</CompleteMultipartUpload>`
  return send('POST', { key, query: `uploadId=${uploadId}`, body })
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex').toUpperCase()

describe('answers in XML', () => {
  test('have times in whole seconds', async () => {
    await oss.putObject({ bucket: 'demo', key: 'k' }, 'x')
    await initiate('u')
    for (const query of ['', 'list-type=2', 'versions', 'uploads', 'bucketInfo']) {
      const { body } = await send('GET', { query })
      const times = body.match(/\d{4}-\d\d-\d\dT[^<]*/g)
      expect([query, times]).toEqual([query, ['2026-01-02T03:04:05.000Z']])
    }
  })
})

describe('an object in parts', () => {
  test('has the MD5 of the upper-case MD5s of its parts as ETag, and its key is percent-encoded in Location', async () => {
    const key = 'a b/中%'
    const uploadId = await initiate(key)
    const bytes = ['a'.repeat(100 * KIB), 'the end']
    const parts = [await sendPart(key, uploadId, 1, bytes[0] ?? ''), await sendPart(key, uploadId, 2, bytes[1] ?? '')]
    const done = await complete(key, uploadId, parts.join(''))
    expect(done.headers.etag).toBe(`"${md5(bytes.map(md5).join(''))}-2"`)
    expect(done.body).toContain('/a%20b/%E4%B8%AD%25</Location>')
  })

  test('is empty where Complete names no part', async () => {
    const uploadId = await initiate('k')
    const done = await complete('k', uploadId, '')
    expect([done.status, oss.object('demo', 'k')?.sizeBytes]).toEqual([200, 0])
  })

  test('that is sent in sequence has an MD5, and refuses a part before the preceding ones', async () => {
    const uploadId = await initiate('k', 'sequential&uploads')
    const early = await send('PUT', { key: 'k', query: `partNumber=2&uploadId=${uploadId}`, body: 'b' })
    expect([early.status, early.body]).toEqual([409, expect.stringContaining('<Code>PartNotSequential</Code>')])
    await complete('k', uploadId, await sendPart('k', uploadId, 1, 'all'))
    const head = await send('HEAD', { key: 'k' })
    expect(head.headers['content-md5']).toBe(createHash('md5').update('all').digest('base64'))
  })
})

describe('a request that names a sub-resource which its operation does not have', () => {
  test.each([
    ['DELETE', '', 'tagging'],
    ['DELETE', '', 'lifecycle'],
    ['DELETE', '', 'unheardOf'],
    ['PUT', '', 'tagging'],
    ['PUT', '', 'unheardOf'],
    ['GET', '', 'lifecycle'],
    ['DELETE', 'k', 'acl'],
    ['DELETE', 'k', 'unheardOf'],
    ['PUT', 'k', 'uploads'],
    ['PUT', 'k', 'symlink'],
    ['PUT', 'k', 'unheardOf'],
    ['POST', 'k', 'restore'],
    ['GET', 'k', 'uploads'],
    ['GET', 'k', 'x-oss-process=image'],
  ])('is not implemented: %s /demo/%s?%s', async (method, key, query) => {
    if (key !== '') await oss.putObject({ bucket: 'demo', key }, 'kept')
    const { status, body } = await send(method, { key, query })
    expect([status, body]).toEqual([400, expect.stringContaining('<Code>NotImplemented</Code>')])
    expect((await oss.objectBytes('demo', 'k'))?.toString()).toBe(key === '' ? undefined : 'kept')
  })

  test('is carried out if it only reads and the name is not a sub-resource', async () => {
    await oss.putObject({ bucket: 'demo', key: 'k' }, 'x')
    expect((await send('GET', { key: 'k', query: 'v=1' })).status).toBe(200)
  })
})

test('a GET of the metadata has no body and no length; HEAD returns the size', async () => {
  await oss.putObject({ bucket: 'demo', key: 'k' }, 'hello')
  const got = await send('GET', { key: 'k', query: 'objectMeta' })
  expect([got.status, got.headers['content-length'], got.body]).toEqual([200, '0', ''])
  expect((await send('HEAD', { key: 'k', query: 'objectMeta' })).headers['content-length']).toBe('5')
})

test('a missing bucket is reported before the key is checked', async () => {
  const missing = await send('GET', { bucket: 'nowhere', key: 'k', secret: 'wrong' })
  expect([missing.status, missing.body]).toEqual([404, expect.stringContaining('<Code>NoSuchBucket</Code>')])
  const wrong = await send('GET', { key: 'k', secret: 'wrong' })
  expect([wrong.status, wrong.body]).toEqual([403, expect.stringContaining('<Code>SignatureDoesNotMatch</Code>')])
  expect((await send('PUT', { bucket: 'nowhere', secret: 'wrong' })).status).toBe(403)
})

test('an EC is that of the operation, or absent', async () => {
  const part = await send('PUT', { key: 'k', query: 'partNumber=1&uploadId=none', body: 'x' })
  expect(part.headers['x-oss-ec']).toBe('0042-00000002')
  expect((await send('GET', { key: 'k' })).headers['x-oss-ec']).toBe('0026-00000001')
  expect((await send('GET', { key: 'k', query: 'uploadId=none' })).headers['x-oss-ec']).toBeUndefined()
  expect((await send('GET', { key: 'k', query: 'acl' })).headers['x-oss-ec']).toBeUndefined()
})

test('live channels are an empty list, and a callback is not implemented', async () => {
  expect((await send('GET', { query: 'live' })).body).toContain('<IsTruncated>false</IsTruncated>')
  const put = await send('PUT', { key: 'k', headers: { 'x-oss-callback': 'e30=' }, body: 'x' })
  expect([put.status, oss.object('demo', 'k')]).toEqual([400, undefined])
})

test.each([
  ['GET', 'list-type=2&continuation-token=made-up'],
  ['GET', 'versions&key-marker=k&version-id-marker=made-up'],
])('a marker that is not from this server is refused: %s ?%s', async (method, query) => {
  const sorted = query.split('&').sort().join('&')
  const { status, body } = await send(method, { query: sorted })
  expect([status, body]).toEqual([400, expect.stringContaining('<Code>InvalidArgument</Code>')])
})

test('a version that cannot be one is not deleted', async () => {
  const one = await send('DELETE', { key: 'k', query: 'versionId=made-up' })
  const list = '<Delete><Object><Key>k</Key><VersionId>made-up</VersionId></Object></Delete>'
  const many = await send('POST', { query: 'delete', body: list })
  expect([one.status, many.status]).toEqual([400, 400])
})

test('a bucket with settings that this server does not have is not created', async () => {
  const headers = { 'x-oss-server-side-encryption': 'AES256' }
  expect((await send('PUT', { bucket: 'second', headers })).status).toBe(400)
  expect((await send('GET', { bucket: 'second' })).status).toBe(404)
})

test('the sizes of a bucket are returned by storage class', async () => {
  await oss.putObject({ bucket: 'demo', key: 'k' }, 'hello')
  await send('PUT', { key: 'ia', headers: { 'x-oss-storage-class': 'IA' }, body: 'cold' })
  const { body } = await send('GET', { query: 'stat' })
  expect(body).toContain('<StandardStorage>5</StandardStorage><StandardObjectCount>1</StandardObjectCount>')
  expect(body).toContain('<InfrequentAccessStorage>65536</InfrequentAccessStorage>')
  expect(body).toContain('<InfrequentAccessRealStorage>4</InfrequentAccessRealStorage>')
})
