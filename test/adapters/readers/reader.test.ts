/** What stands between a bucket and its readers, as those meet it who ask without credentials. */

import { createHash } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { createReaders } from '../../../src/adapters/readers/reader.ts'
import { crc64 } from '../../../src/core/bytes/crc64.ts'
import { EDGE_SIZE_BYTES, WHOLE_SIZE_BYTES } from '../../../src/core/bytes/sample.ts'
import type { Finding, ReadableObject } from '../../../src/core/readers/finding.ts'
import { lookAsReader } from '../../../src/engine/readers/look.ts'
import { bytesOf } from '../../engine/world.ts'
import { localhostCertificate } from '../../sandbox/net/certificates.ts'
import { startLoopbackServer } from '../../sandbox/net/loopback-server.ts'
import { startProxy } from '../../sandbox/net/proxy.ts'

const SMALL = bytesOf(1000)
const LARGE = bytesOf(WHOLE_SIZE_BYTES + 300_000)
const signal = new AbortController().signal

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function objectOf(bytes: Buffer): ReadableObject {
  const edges = { head: bytes.subarray(0, EDGE_SIZE_BYTES), tail: bytes.subarray(-EDGE_SIZE_BYTES) }
  const sample =
    bytes.length <= WHOLE_SIZE_BYTES
      ? ({ kind: 'whole', sha256: sha256(bytes) } as const)
      : ({ kind: 'edges', head: sha256(edges.head), tail: sha256(edges.tail) } as const)
  return { key: 'app.exe', sizeBytes: bytes.length, crc64: crc64(bytes), sample, contentType: 'application/x-dosexec' }
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void

interface Ways {
  readonly bytes?: Buffer
  readonly env?: NodeJS.ProcessEnv
  readonly silenceMs?: number
  readonly signs?: boolean
}

/** @returns what readers find behind a server of this kind */
async function find(handle: Handler, { bytes = SMALL, env = {}, silenceMs = 30_000, signs = false }: Ways = {}) {
  const server = await startLoopbackServer(async (request, response) => handle(request, response))
  const sign = signs ? async (url: string) => `${url}?x-oss-signature=secret` : undefined
  const readers = createReaders({ base: server.url, env, sign, silenceMs })
  onTestFinished(async () => {
    readers.close()
    await server.close()
  })
  return lookAsReader(readers, objectOf(bytes), { whole: false, signal })
}

/** Serves bytes without any header of OSS, ranges as well. */
function serve(bytes: Buffer, headers: Readonly<Record<string, string>> = {}): Handler {
  return ({ method, headers: asked }, response) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(asked.range ?? '') ?? []
    const part = from === undefined ? bytes : bytes.subarray(Number(from), Number(to) + 1)
    const range = from === undefined ? {} : { 'content-range': `bytes ${from}-${to}/${bytes.length}` }
    response.writeHead(from === undefined ? 200 : 206, { ...headers, ...range, 'content-length': String(part.length) })
    response.end(method === 'HEAD' ? undefined : part)
  }
}

const changed = (bytes: Buffer, at: number) =>
  Buffer.concat([bytes.subarray(0, at), Buffer.of(0, 255), bytes.subarray(at + 2)])
const RIGHT: Finding = { kind: 'right' }

test.each<readonly [string, Handler, Ways, Partial<Finding>]>([
  ['bytes without any header of OSS', serve(SMALL), {}, RIGHT],
  ['a large object without any header of OSS', serve(LARGE), { bytes: LARGE }, RIGHT],
  ['wrong bytes of the right length', serve(changed(SMALL, 500)), {}, { kind: 'other-bytes' }],
  [
    'a wrong end of the right length',
    serve(changed(LARGE, LARGE.length - 10)),
    { bytes: LARGE },
    { kind: 'other-bytes' },
  ],
  ['an object that is too short', serve(LARGE.subarray(0, -1)), { bytes: LARGE }, { kind: 'other-bytes' }],
  [
    'wrong bytes under the CRC64 of others',
    serve(changed(SMALL, 5), { 'x-oss-hash-crc64ecma': '17' }),
    {},
    { kind: 'other-bytes' },
  ],
  [
    'gzip though nobody asked for it',
    serve(gzipSync(SMALL), { 'content-encoding': 'gzip' }),
    {},
    { kind: 'other-bytes' },
  ],
  [
    'a server without HEAD',
    (request, response) =>
      request.method === 'HEAD' ? response.writeHead(405).end() : serve(SMALL)(request, response),
    {},
    RIGHT,
  ],
  [
    'a server without ranges',
    (request, response) => {
      delete request.headers.range
      serve(LARGE)(request, response)
    },
    { bytes: LARGE },
    RIGHT,
  ],
  ['a signed URL', serve(SMALL), { signs: true }, RIGHT],
  ['a large object by a signed URL', serve(LARGE), { bytes: LARGE, signs: true }, RIGHT],
  ['a private bucket', (_, response) => response.writeHead(403).end(), {}, { kind: 'refused', status: 403 }],
  [
    'a miss that was kept',
    (_, response) => response.writeHead(404, { age: '7' }).end(),
    {},
    { kind: 'missing', cache: 'Age: 7' },
  ],
  [
    'an answer that is cut off',
    (_, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('x')
      response.destroy()
    },
    {},
    { kind: 'unreachable' },
  ],
  [
    'a loop',
    (_, response) => response.writeHead(302, { location: '/app.exe' }).end(),
    {},
    { kind: 'redirect', reason: 'too-many' },
  ],
  [
    'a redirect to nowhere',
    (_, response) => response.writeHead(302, { location: 'ftp://x/' }).end(),
    {},
    { kind: 'redirect', reason: 'unreadable' },
  ],
  ['an answer that never comes', () => {}, { silenceMs: 20 }, { kind: 'unreachable', code: 'STALLED' }],
])('%s is found', async (_, handle, ways, finding) => {
  expect(await find(handle, ways)).toMatchObject(finding)
})

test('a certificate for another host is found', async () => {
  const server = createServer(localhostCertificate(), (_, response) => response.end())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `https://localhost:${(server.address() as AddressInfo).port}`
  const readers = createReaders({ base, env: {}, sign: undefined, silenceMs: 30_000 })
  onTestFinished(() => {
    readers.close()
    server.close()
  })
  expect(await lookAsReader(readers, objectOf(SMALL), { whole: false, signal })).toMatchObject({ kind: 'certificate' })
})

test('readers use the proxy, and a redirect from there into a private network is not followed', async () => {
  const asked: string[] = []
  const server = await startLoopbackServer(async (request, response) => {
    asked.push(String(request.headers.host))
    if (asked.length > 1) response.writeHead(302, { location: 'http://10.0.0.1/app.exe' }).end()
    else serve(SMALL, { 'x-oss-hash-crc64ecma': String(crc64(SMALL)) })(request, response)
  })
  const proxy = await startProxy({ port: Number(new URL(server.url).port) })
  const env = { HTTP_PROXY: proxy.url, http_proxy: proxy.url }
  const readers = createReaders({ base: 'http://download.example.com', env, sign: undefined, silenceMs: 30_000 })
  onTestFinished(async () => {
    readers.close()
    await proxy.close()
    await server.close()
  })
  const look = () => lookAsReader(readers, objectOf(SMALL), { whole: false, signal })
  expect(await look()).toEqual({ kind: 'right' })
  expect(await look()).toMatchObject({ kind: 'redirect', reason: 'to-private', host: '10.0.0.1' })
  expect(asked).toEqual(['download.example.com', 'download.example.com'])
  expect(proxy.hosts).toEqual(['download.example.com', 'download.example.com'])
})
