import { request } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createAliOss } from '../src/ali-oss-client.ts'
import { sendRaw, signHeaders } from '../src/raw-client.ts'
import { type OssServer, startOss } from '../src/server.ts'
import { crc64Of } from '../src/store/crc64.ts'

let oss: OssServer | undefined

afterEach(async () => {
  await oss?.close()
  oss = undefined
})

const BYTES = Buffer.alloc(300_000, 'abcdefghijk')

describe.each(['memory', 'disk', 'discard'] as const)('with bodies kept in %s', (storage) => {
  test('an upload ends in an object of the right size and CRC64', async () => {
    oss = await startOss({ buckets: [{ name: 'demo' }], storage })
    const client = createAliOss(oss.endpoint)
    const uploadId = String((await client.initMultipartUpload('k')).uploadId)
    const parts: { number: number; etag: unknown }[] = []
    for (const number of [1, 2, 3]) {
      const { etag } = await client.uploadPart('k', uploadId, number, BYTES, 0, BYTES.length)
      parts.push({ number, etag })
    }
    await client.completeMultipartUpload('k', uploadId, parts)
    const crc64 = (await crc64Of(BYTES, BYTES, BYTES)).toString()
    expect(oss.object('demo', 'k')).toMatchObject({ sizeBytes: 900_000, crc64 })
    if (storage === 'discard') return
    const got = await client.get('k', { headers: { Range: 'bytes=299990-600009' } })
    expect(got.content).toEqual(Buffer.concat([BYTES, BYTES, BYTES]).subarray(299_990, 600_010))
  })
})

describe('without digests', () => {
  test('the CRC64 is still right', async () => {
    const crc64Module = new URL('../../../src/core/bytes/crc64.ts', import.meta.url).href
    oss = await startOss({ buckets: [{ name: 'demo' }], digests: false, crc64Module })
    const put = await createAliOss(oss.endpoint).put('k', BYTES)
    expect(put.res.headers['x-oss-hash-crc64ecma']).toBe((await crc64Of(BYTES)).toString())
  })
})

describe('a connection that the client ends within a body', () => {
  test('stores nothing, and is recorded with the bytes that were received', async () => {
    oss = await startOss({ buckets: [{ name: 'demo' }] })
    const headers = { ...signHeaders({ bucket: 'demo', key: 'k', method: 'PUT' }), 'content-length': '1000000' }
    const outgoing = request({ host: '127.0.0.1', port: oss.port, method: 'PUT', path: '/demo/k', headers })
    outgoing.on('error', () => {})
    outgoing.write(BYTES)
    await oss.waitFor({ operation: 'PutObject', minBytesReceived: BYTES.length })
    outgoing.destroy()
    const [record] = await oss.waitFor({ finished: true })
    expect(record).toMatchObject({ bytesReceived: 300_000, bodyComplete: false, status: undefined, answered: false })
    expect(oss.objects('demo')).toEqual([])
    expect(oss.counters()).toMatchObject({
      bodyBytesReceived: 300_000,
      bodyBytesOfOthers: 300_000,
      bodyBytesOfSuccesses: 0,
    })
  })
})

describe('a refused request', () => {
  test('keeps its connection open, and its body is read and counted', async () => {
    oss = await startOss({ buckets: [{ name: 'demo' }] })
    const headers = signHeaders({ bucket: 'demo', key: 'k', method: 'PUT', secret: 'wrong' })
    const refused = await sendRaw({ port: oss.port, method: 'PUT', path: '/demo/k', headers, body: BYTES })
    expect(refused.status).toBe(403)
    const [record] = await oss.waitFor({ finished: true })
    expect(record).toMatchObject({
      bytesReceived: 300_000,
      code: 'SignatureDoesNotMatch',
      operation: 'PutObject',
      key: 'k',
    })
  })

  test('with Expect: 100-continue is refused before its body is sent', async () => {
    oss = await startOss({ buckets: [{ name: 'demo' }] })
    const { port } = oss
    const signed = signHeaders({ bucket: 'demo', key: 'k', method: 'PUT', secret: 'wrong' })
    const lines = Object.entries({ ...signed, host: '127.0.0.1', expect: '100-continue', 'content-length': '1000' })
    const head = ['PUT /demo/k HTTP/1.1', ...lines.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n')
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(head))
      socket.once('data', (bytes) => {
        resolve(bytes.toString())
        socket.destroy()
      })
      socket.once('error', reject)
    })
    expect(answer).toMatch(/^HTTP\/1\.1 403 /)
  })
})

describe('too many requests at once', () => {
  test('are answered 503', async () => {
    oss = await startOss({ buckets: [{ name: 'demo' }] })
    const client = createAliOss(oss.endpoint)
    oss.maxInFlight = 1
    oss.faults.add({ action: { kind: 'stall', at: 'before-answer' } })
    const first = client.put('a', BYTES)
    await oss.waitFor({ operation: 'PutObject' })
    await expect(client.put('b', BYTES)).rejects.toMatchObject({ status: 503, code: 'ServiceUnavailable' })
    oss.faults.release()
    expect((await first).res.status).toBe(200)
    expect(oss.counters().maxInFlight).toBe(2)
  })
})

describe('closing', () => {
  test('ends connections at once, also stalled ones', async () => {
    oss = await startOss({ buckets: [{ name: 'demo' }] })
    oss.faults.add({ action: { kind: 'stall', at: 'before-body' } })
    const put = createAliOss(oss.endpoint).put('k', BYTES)
    await oss.waitFor({ operation: 'PutObject' })
    await oss.close()
    await expect(put).rejects.toMatchObject({ status: -1 })
  })
})

describe('changes without the protocol', () => {
  test('affect parts, uploads and objects like those of another client', async () => {
    oss = await startOss({ buckets: [{ name: 'demo' }] })
    const client = createAliOss(oss.endpoint)
    const uploadId = String((await client.initMultipartUpload('k')).uploadId)
    const { etag } = await client.uploadPart('k', uploadId, 1, BYTES, 0, BYTES.length)
    await oss.replacePart({ bucket: 'demo', uploadId, partNumber: 1 }, 'other bytes')
    const complete = () => client.completeMultipartUpload('k', uploadId, [{ number: 1, etag }])
    await expect(complete()).rejects.toMatchObject({ code: 'InvalidPart' })
    expect(oss.abortUpload('demo', uploadId)).toBe(true)
    await expect(complete()).rejects.toMatchObject({ code: 'NoSuchUpload' })
  })
})
