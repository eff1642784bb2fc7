import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AliOssClient, createAliOss } from '../src/ali-oss-client.ts'
import { type OssServer, startOss } from '../src/server.ts'
import { crc64Of } from '../src/store/crc64.ts'

let oss: OssServer
let client: AliOssClient

beforeEach(async () => {
  oss = await startOss({ buckets: [{ name: 'demo' }] })
  client = createAliOss(oss.endpoint)
})

afterEach(() => oss.close())

const KIB = 1024

async function begin(key: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const { uploadId } = await client.initMultipartUpload(key, { headers })
  return String(uploadId)
}

async function send(
  key: string,
  uploadId: string,
  number: number,
  bytes: Buffer,
): Promise<{ number: number; etag: unknown }> {
  const { etag } = await client.uploadPart(key, uploadId, number, bytes, 0, bytes.length)
  return { number, etag }
}

describe('a multipart upload', () => {
  test('becomes an object with the CRC64 of all its bytes', async () => {
    const first = Buffer.alloc(100 * KIB, 'a')
    const last = Buffer.from('the end')
    const uploadId = await begin('a/ü +%.bin', { 'Content-Type': 'text/x-test', 'x-oss-storage-class': 'IA' })
    const parts = [await send('a/ü +%.bin', uploadId, 2, last), await send('a/ü +%.bin', uploadId, 1, first)]
    const done = await client.completeMultipartUpload('a/ü +%.bin', uploadId, parts)
    const crc64 = (await crc64Of(first, last)).toString()
    expect(done.res.headers['x-oss-hash-crc64ecma']).toBe(crc64)
    expect(String(done.etag)).toMatch(/^"[0-9A-F]{32}-2"$/)
    expect(await oss.objectBytes('demo', 'a/ü +%.bin')).toEqual(Buffer.concat([first, last]))
    expect(oss.object('demo', 'a/ü +%.bin')).toMatchObject({ crc64, storageClass: 'IA', type: 'Multipart' })
    expect(oss.uploads('demo')).toEqual([])
    const head = await client.head('a/ü +%.bin')
    expect(head.res.headers).toMatchObject({
      'content-type': 'text/x-test',
      'x-oss-object-type': 'Multipart',
      'x-oss-hash-crc64ecma': crc64,
      'content-length': String(100 * KIB + 7),
    })
  })

  test('lists its parts in pages with their CRC64', async () => {
    const uploadId = await begin('k')
    for (const number of [3, 1, 7]) await send('k', uploadId, number, Buffer.from(`part ${number}`))
    const page = await client.listParts('k', uploadId, { 'max-parts': 2 })
    expect(page).toMatchObject({ isTruncated: 'true', nextPartNumberMarker: '3', maxParts: '2' })
    expect(page.parts).toMatchObject([
      { PartNumber: '1', Size: '6', HashCrc64ecma: (await crc64Of(Buffer.from('part 1'))).toString() },
      { PartNumber: '3' },
    ])
    const rest = await client.listParts('k', uploadId, { 'part-number-marker': '3' })
    expect(rest).toMatchObject({ isTruncated: 'false', parts: { PartNumber: '7' } })
  })

  test.each([
    ['a part out of order', 'InvalidPartOrder', ['2', '1']],
    ['an unknown part', 'InvalidPart', ['1', '5']],
    ['a small part before the last', 'EntityTooSmall', ['1', '2']],
  ])('is refused with %s', async (_what, code, numbers) => {
    const uploadId = await begin('k')
    const etags = new Map([['5', '"00"']])
    for (const number of ['1', '2']) {
      etags.set(number, String((await send('k', uploadId, Number(number), Buffer.from(number))).etag))
    }
    const xml = numbers.map(
      (number) => `<Part><PartNumber>${number}</PartNumber><ETag>${etags.get(number)}</ETag></Part>`,
    )
    const content = `<CompleteMultipartUpload>${xml.join('')}</CompleteMultipartUpload>`
    const request = { method: 'POST', bucket: 'demo', object: 'k', subres: { uploadId }, content: Buffer.from(content) }
    await expect(client.request({ ...request, successStatuses: [200] })).rejects.toMatchObject({ code, status: 400 })
    expect(oss.uploads('demo')).toHaveLength(1)
  })

  test('is gone once it is aborted', async () => {
    const uploadId = await begin('k')
    await client.abortMultipartUpload('k', uploadId)
    await expect(client.listParts('k', uploadId)).rejects.toMatchObject({ code: 'NoSuchUpload', status: 404 })
    expect(oss.requests.map(({ operation, status, code }) => [operation, status, code])).toEqual([
      ['InitiateMultipartUpload', 200, undefined],
      ['AbortMultipartUpload', 204, undefined],
      ['ListParts', 404, 'NoSuchUpload'],
    ])
  })
})
