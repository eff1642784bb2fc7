/** Which bytes of a header's value reach the server: exactly its UTF-8, for every header that users may set and every request that stores them. */
import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { asciiDisposition } from '../../src/core/naming/disposition.ts'
import { bodyOf, NEVER, openStore } from './open-store.ts'

let server: Server
let store: ReturnType<typeof openStore>
let received: Buffer
const sockets = new Set<Socket>()

const ANSWERS: readonly (readonly [RegExp, string])[] = [
  [/^POST \S*\?uploads/, '<InitiateMultipartUploadResult><UploadId>U</UploadId></InitiateMultipartUploadResult>'],
  [/^POST /, '<CompleteMultipartUploadResult><ETag>"E"</ETag></CompleteMultipartUploadResult>'],
  [/\r\nx-oss-copy-source:/i, '<CopyObjectResult><ETag>"E"</ETag></CopyObjectResult>'],
  [/^PUT /, ''],
]

beforeEach(async () => {
  server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    received = Buffer.alloc(0)
    socket.on('data', (bytes: Buffer) => {
      received = Buffer.concat([received, bytes])
      const text = received.toString('latin1')
      const head = text.indexOf('\r\n\r\n')
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? 0)
      if (head === -1 || text.length < head + 4 + length) return
      const body = ANSWERS.find(([pattern]) => pattern.test(text))?.[1] ?? ''
      const marks = 'x-oss-request-id: R\r\netag: "E"\r\nconnection: close'
      socket.end(`HTTP/1.1 200 OK\r\n${marks}\r\ncontent-length: ${body.length}\r\n\r\n${body}`)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  store = openStore({ endpoint: `http://localhost:${port}`, cname: true })
})
afterEach(async () => {
  store.close()
  for (const socket of sockets) socket.destroy()
  sockets.clear()
  await new Promise<void>((resolve) => server.close(() => resolve()))
})

const OPERATIONS: Readonly<Record<string, (headers: Readonly<Record<string, string>>) => Promise<unknown>>> = {
  'PutObject of a few bytes': (headers) => store.putObject({ key: 'a', body: bodyOf('hello'), headers, signal: NEVER }),
  'PutObject of no bytes': (headers) => store.putObject({ key: 'a', body: bodyOf(''), headers, signal: NEVER }),
  'PutObject of several slices': (headers) =>
    store.putObject({ key: 'a', body: bodyOf(Buffer.alloc(600_000)), headers, signal: NEVER }),
  InitiateMultipartUpload: (headers) => store.initiateUpload({ key: 'a', headers, signal: NEVER }),
  CopyObject: (headers) => store.copyObject({ key: 'a', fromKey: 'b', headers, signal: NEVER }),
}

const VALUES = ['attachment; filename="app.exe"', 'attachment; filename="中文.exe"', '名尊', 'ä ß é', '😀', 'U+0100: Ā']
const NAMES = [
  ...['cache-control', 'content-language', 'content-encoding', 'expires'],
  ...['content-type', 'x-oss-meta-name', 'x-oss-tagging'],
]

describe.each(Object.entries(OPERATIONS))('%s', (_, send) => {
  test.each(NAMES)('sends exactly the bytes of %s', async (name) => {
    for (const value of VALUES) {
      await send({ [name]: value })
      const lines = linesOf(received)
      expect(lines.filter((line) => line.name === name).map((line) => line.value.toString())).toEqual([value])
      expect(lines.every((line) => /^[a-z0-9-]+$/.test(line.name))).toBe(true)
    }
  })

  test('encodes a file name outside ASCII as in RFC 8187', async () => {
    const value = asciiDisposition('attachment; filename="中文.exe"')
    await send({ 'content-disposition': value })
    expect(
      linesOf(received)
        .find(({ name }) => name === 'content-disposition')
        ?.value.toString(),
    ).toBe(value)
  })
})

/** @returns the header lines, their values as the bytes that came. */
function linesOf(bytes: Buffer): readonly { readonly name: string; readonly value: Buffer }[] {
  const head = bytes.subarray(0, bytes.indexOf('\r\n\r\n'))
  const [, ...lines] = head.toString('latin1').split('\r\n')
  return lines.map((line) => {
    const colon = line.indexOf(':')
    return { name: line.slice(0, colon).toLowerCase(), value: Buffer.from(line.slice(colon + 1).trim(), 'latin1') }
  })
}
