import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import type { Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AliOssClient, type AliOssResult, createAliOss } from '../src/ali-oss-client.ts'
import { sendRaw } from '../src/raw-client.ts'
import type { RequestRecord } from '../src/request-log.ts'
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

  test('holds a body whose client goes away: nothing is stored, even if all of it had come', async () => {
    const bytes = Buffer.alloc(100_000, 'x')
    const uploadId = String((await client.initMultipartUpload('k')).uploadId)
    await client.uploadPart('k', uploadId, 1, bytes, 0, bytes.length)
    const [, { url, headers }] = oss.requests as [unknown, RequestRecord]
    oss.faults.add({ action: { kind: 'stall', at: 'within-body', afterBytes: 80_000 } })
    const again = request(oss.endpoint + url, { method: 'PUT', headers }).on('error', () => {})
    again.end(bytes)
    await oss.waitFor(({ fault, bytesReceived }) => fault === 'stall' && bytesReceived === bytes.length)
    again.destroy()
    await oss.waitFor(({ fault, finished }) => fault === 'stall' && finished)
    expect(oss.uploads('demo')[0]?.parts).toMatchObject([{ number: 1, sizeBytes: bytes.length }])
  })

  test('damages a body, so that its CRC64 differs', async () => {
    oss.faults.add({ action: { kind: 'damage-body', atByte: 299_999 } })
    const uploadId = String((await client.initMultipartUpload('k')).uploadId)
    oss.faults.clear()
    oss.faults.add({ action: { kind: 'damage-body', atByte: 299_999 } })
    const damaged = Buffer.from(BYTES)
    damaged[299_999] = (damaged[299_999] ?? 0) ^ 0x20
    const part = await client.uploadPart('k', uploadId, 1, BYTES, 0, BYTES.length)
    expect(part.res.headers['x-oss-hash-crc64ecma']).toBe((await crc64Of(damaged)).toString())
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

  test.each([
    'PutObject',
    'InitiateMultipartUpload',
    'CompleteMultipartUpload',
    'HeadObject',
    'ListParts',
    'UploadPart',
  ])('puts a page without a mark of OSS in place of the answer to %s', async (operation) => {
    const uploadId = String((await client.initMultipartUpload('k')).uploadId)
    const { etag } = await client.uploadPart('k', uploadId, 1, BYTES, 0, BYTES.length)
    await client.put('old', BYTES)
    oss.faults.add({ when: { operation }, action: { kind: 'page' } })
    const calls: Readonly<Record<string, () => Promise<AliOssResult>>> = {
      PutObject: () => client.put('k', BYTES),
      InitiateMultipartUpload: () => client.initMultipartUpload('k'),
      CompleteMultipartUpload: () => client.completeMultipartUpload('k', uploadId, [{ number: 1, etag }]),
      HeadObject: () => client.head('old'),
      ListParts: () => client.listParts('k', uploadId),
      UploadPart: () => client.uploadPart('k', uploadId, 2, BYTES, 0, BYTES.length),
    }
    await calls[operation]?.().catch(() => {})
    const [request] = await oss.waitFor({ operation, finished: true, status: 200 })
    expect(request).toMatchObject({ status: 200 })
    expect(oss.requests.find(({ fault }) => fault === 'page')).toMatchObject({ operation, status: 200, answered: true })
    expect([oss.object('demo', 'k'), oss.uploads('demo')[0]?.parts.length]).toEqual([undefined, 1])
  })

  test('sends a page with its own headers, and carries out the operation if `done` is set', async () => {
    oss.setBucket('demo', { acl: 'public-read-write' })
    oss.faults.add({ action: { kind: 'page', done: true } })
    const put = await sendRaw({ port: oss.port, method: 'PUT', path: '/k', host: 'localhost', body: 'x' })
    expect(put).toMatchObject({ status: 200, headers: { etag: expect.stringMatching(/^W\//), server: 'nginx' } })
    expect(put.headers).not.toHaveProperty('x-oss-request-id')
    expect(put.body).toMatch(/^<html>/)
    expect(oss.object('demo', 'k')).toMatchObject({ sizeBytes: 1 })
  })

  test('leaves out the CRC64 of answers and lists', async () => {
    oss.faults.add({ times: 0, action: { kind: 'leave-out-crc64' } })
    const uploadId = String((await client.initMultipartUpload('k')).uploadId)
    const part = await client.uploadPart('k', uploadId, 1, BYTES, 0, BYTES.length)
    const listed = await client.listParts('k', uploadId)
    const done = await client.completeMultipartUpload('k', uploadId, [{ number: 1, etag: part.etag }])
    const answers = [part.res, done.res, (await client.head('k')).res]
    expect(answers.map(({ headers }) => headers['x-oss-hash-crc64ecma'])).toEqual([undefined, undefined, undefined])
    expect(listed.parts).not.toHaveProperty('HashCrc64ecma')
  })

  test('switches protocols and sends nothing more', async () => {
    oss.faults.add({ action: { kind: 'switch-protocols' } })
    const outgoing = request({ host: '127.0.0.1', port: oss.port, path: '/k' })
    const upgraded = once(outgoing, 'upgrade')
    outgoing.end()
    const [answer, socket] = (await upgraded) as [IncomingMessage, Socket]
    expect(answer.statusCode).toBe(101)
    socket.destroy()
    await oss.waitFor({ finished: true })
  })

  test.each([false, true])('trickles an answer, all of it (its head too: %j)', async (head) => {
    await oss.putObject({ bucket: 'demo', key: 'k' }, 'a'.repeat(40))
    oss.faults.add({ action: { kind: 'trickle-answer', everyMs: 0, head } })
    const { content, res } = await client.get('k')
    expect([String(content), res.headers['x-oss-object-type']]).toEqual(['a'.repeat(40), 'Normal'])
    expect(await oss.waitFor({ finished: true })).toMatchObject([{ answered: true, status: 200 }])
  })

  test('answers XML that is nested as deep as it is long, and a page of 200,000 parts', async () => {
    oss.setBucket('demo', { acl: 'public-read-write' })
    oss.faults.add({ when: { operation: 'GetObject' }, action: { kind: 'nested-xml' } })
    const nested = await sendRaw({ port: oss.port, path: '/k', host: 'localhost' })
    expect([nested.status, Math.round(nested.body.length / 1024 ** 2)]).toEqual([200, 15])
    oss.faults.add({ when: { operation: 'ListParts' }, action: { kind: 'many-parts', count: 200_000 } })
    const listed = await sendRaw({ port: oss.port, path: '/k?uploadId=1', host: 'localhost' })
    expect(listed.body.split('<PartNumber>').length - 1).toBe(200_000)
    expect(listed.body).toContain('<IsTruncated>false</IsTruncated>')
  })

  test('sends a date that does not exist', async () => {
    const details = { ServerTime: '+277760-09-13T00:00:00.000Z' }
    oss.faults.add({ action: { kind: 'answer', status: 403, code: 'RequestTimeTooSkewed', details } })
    const { status, body } = await sendRaw({ port: oss.port, path: '/k', host: 'localhost' })
    expect([status, body]).toEqual([403, expect.stringContaining(`<ServerTime>${details.ServerTime}</ServerTime>`)])
  })

  test('of the clock makes requests too old', async () => {
    oss.clockOffsetMs = 3600_000
    await expect(client.put('k', BYTES)).rejects.toMatchObject({ status: 403, code: 'RequestTimeTooSkewed' })
  })
})
