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

const BYTES = Buffer.alloc(300_000, 'x')

describe('a fault', () => {
  test('answers instead of the operation, as often as it was told', async () => {
    oss.faults.add({
      when: { operation: 'PutObject', nth: 2 },
      action: { kind: 'answer', status: 503, code: 'ServiceUnavailable' },
    })
    await client.put('a', BYTES)
    await expect(client.put('b', BYTES)).rejects.toMatchObject({ status: 503, code: 'ServiceUnavailable' })
    await client.put('b', BYTES)
    expect(oss.objects('demo').map(({ key }) => key)).toEqual(['a', 'b'])
  })

  test.each(['before-body', 'within-body', 'after-body'] as const)(
    'resets the connection %s and stores nothing',
    async (at) => {
      oss.faults.add({ action: { kind: 'reset', at, afterBytes: 100_000 } })
      await expect(client.put('k', BYTES)).rejects.toMatchObject({ status: -1 })
      const [request] = await oss.waitFor({ finished: true })
      expect(oss.object('demo', 'k')).toBeUndefined()
      expect(request).toMatchObject({
        fault: 'reset',
        status: undefined,
        answered: false,
        bodyComplete: at === 'after-body',
      })
    },
  )

  test('loses the answer after the operation was done', async () => {
    oss.faults.add({ action: { kind: 'lose-answer' } })
    await expect(client.put('k', BYTES)).rejects.toMatchObject({ status: -1 })
    expect(oss.object('demo', 'k')).toMatchObject({ sizeBytes: 300_000 })
  })

  test('holds a request until it is released', async () => {
    oss.faults.add({ action: { kind: 'stall', at: 'within-body', afterBytes: 1000 } })
    const put = client.put('k', BYTES)
    await oss.waitFor({ minBytesReceived: 1000 })
    expect(oss.object('demo', 'k')).toBeUndefined()
    oss.faults.release()
    expect((await put).res.status).toBe(200)
  })

  test('damages a body, so that its CRC64 is another', async () => {
    oss.faults.add({ action: { kind: 'damage-body', atByte: 299_999 } })
    const uploadId = String((await client.initMultipartUpload('k')).uploadId)
    oss.faults.clear()
    oss.faults.add({ action: { kind: 'damage-body', atByte: 299_999 } })
    const part = await client.uploadPart('k', uploadId, 1, BYTES, 0, BYTES.length)
    expect(part.res.headers['x-oss-hash-crc64ecma']).not.toBe((await crc64Of(BYTES)).toString())
  })

  test('cuts an answer in the middle', async () => {
    await client.put('k', BYTES)
    oss.faults.add({ action: { kind: 'cut-answer', afterBytes: 1000 } })
    await expect(client.get('k')).rejects.toThrow()
  })

  test('answers Complete with 200 and an error', async () => {
    const uploadId = String((await client.initMultipartUpload('k')).uploadId)
    const part = await client.uploadPart('k', uploadId, 1, BYTES, 0, BYTES.length)
    oss.faults.add({ action: { kind: 'error-in-200', code: 'InternalError' } })
    const done = await client.completeMultipartUpload('k', uploadId, [{ number: 1, etag: part.etag }])
    expect(String(done.res.data)).toContain('<Code>InternalError</Code>')
    expect(oss.object('demo', 'k')).toBeUndefined()
  })

  test('of the clock makes requests too old', async () => {
    oss.clockOffsetMs = 3600_000
    await expect(client.put('k', BYTES)).rejects.toMatchObject({ status: 403, code: 'RequestTimeTooSkewed' })
  })
})
