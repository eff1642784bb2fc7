import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type CallContext, createTransport, type Transport } from '../../../src/adapters/oss/transport.ts'
import type { Body } from '../../../src/ports.ts'

const MIB = 1024 * 1024
let server: Server | undefined
let transport: Transport | undefined
const sockets = new Set<Socket>()

afterEach(async () => {
  transport?.close()
  for (const socket of sockets) socket.destroy()
  sockets.clear()
  await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())))
})

/** A server that does with each connection what the test says. */
async function listen(
  onConnection: (socket: Socket, number: number) => void,
  stallTimeoutMs = 3_600_000,
): Promise<void> {
  let count = 0
  server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    count += 1
    onConnection(socket, count)
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  transport = createTransport({ baseUrl: `http://127.0.0.1:${port}`, stallTimeoutMs, env: {} })
}

function bodyOf(sizeBytes: number, onRead: () => void = () => {}): Body {
  let leftBytes = sizeBytes
  return {
    sizeBytes,
    async read(into) {
      onRead()
      const size = Math.min(into.length, leftBytes)
      into.fill(1, 0, size)
      leftBytes -= size
      return size
    },
    close: async () => {},
  }
}

function put(body: Body, signal = new AbortController().signal) {
  if (transport === undefined) throw new Error('listen first')
  const ctx: CallContext = { signal, body }
  return transport.request('http://placeholder/key', {
    method: 'PUT',
    headers: { 'content-length': body.sizeBytes },
    ctx: () => ctx,
  })
}

const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'
const FORBIDDEN = 'HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\n\r\nno'

test('a refusal before the body was read is returned at once, even if the server reads no further', async () => {
  await listen((socket) =>
    socket.once('data', () => {
      socket.pause()
      socket.write(FORBIDDEN)
    }),
  )
  const { status, data } = await put(bodyOf(64 * MIB))
  expect([status, data.toString()]).toEqual([403, 'no'])
})

test('a connection with an early refusal is not reused', async () => {
  const seen: number[] = []
  await listen((socket, number) =>
    socket.once('data', () => {
      seen.push(number)
      socket.pause()
      socket.write(number === 1 ? FORBIDDEN : OK)
    }),
  )
  await put(bodyOf(64 * MIB))
  expect((await put(bodyOf(1))).status).toBe(200)
  expect(seen).toEqual([1, 2])
})

test('a connection is reused after an answer that comes with the last byte', async () => {
  const connections = new Set<number>()
  await listen((socket, number) => {
    let received = 0
    socket.on('data', (bytes) => {
      connections.add(number)
      const head = bytes.indexOf('\r\n\r\n')
      received += head === -1 ? bytes.length : bytes.length - head - 4
      if (received < MIB) return
      received = 0
      socket.write(OK)
    })
  })
  for (let request = 0; request < 20; request += 1) expect((await put(bodyOf(MIB))).status).toBe(200)
  expect(connections.size).toBe(1)
})

test('an aborted request ends at once, even if the server reads nothing', async () => {
  const controller = new AbortController()
  await listen((socket) =>
    socket.once('data', () => {
      socket.pause()
      controller.abort(new Error('enough'))
    }),
  )
  await expect(put(bodyOf(64 * MIB), controller.signal)).rejects.toMatchObject({ code: 'ABORTED' })
})

test('a file that cannot be read ends the request with its own error', async () => {
  await listen((socket) => socket.resume())
  let reads = 0
  const broken = bodyOf(8 * MIB, () => {
    reads += 1
    if (reads > 3) throw new Error('the disk is gone')
  })
  await expect(put(broken)).rejects.toThrow('the disk is gone')
})

test('a disk that does not answer holds up neither other requests nor the end of its own', async () => {
  await listen((socket) =>
    socket.on('data', (bytes) => {
      if (bytes.toString('latin1').endsWith('\x01')) socket.write(OK)
    }),
  )
  const reading = Promise.withResolvers<void>()
  const stuck: Body = {
    ...bodyOf(MIB),
    read() {
      reading.resolve()
      return new Promise(() => {})
    },
  }
  const controller = new AbortController()
  const hanging = put(stuck, controller.signal)
  await reading.promise
  for (let request = 0; request < 3; request += 1) expect((await put(bodyOf(1))).status).toBe(200)
  controller.abort(new Error('enough'))
  await expect(hanging).rejects.toMatchObject({ code: 'ABORTED' })
})

test('an answer that is cut off is an error', async () => {
  await listen((socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n<half')))
  await expect(put(bodyOf(1))).rejects.toMatchObject({ status: -1, code: 'ECONNRESET' })
})

test('an answer larger than any of OSS is an error', async () => {
  await listen((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${100 * MIB}\r\n\r\n`)
    socket.write(Buffer.alloc(32 * MIB))
  })
  await expect(put(bodyOf(0))).rejects.toMatchObject({ code: 'EMSGSIZE' })
})

test('an unexpected switch of protocols is a broken connection', async () => {
  const head = 'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n'
  await listen((socket) => socket.once('data', () => socket.write(head)))
  await expect(put(bodyOf(1))).rejects.toMatchObject({ code: 'EPROTO' })
})

test('endless provisional answers count as silence', async () => {
  let writing: NodeJS.Timeout | undefined
  await listen((socket) => {
    socket.on('close', () => clearInterval(writing))
    socket.once('data', () => {
      writing = setInterval(() => socket.write('HTTP/1.1 102 Processing\r\n\r\n'), 5)
    })
  }, 60)
  await expect(put(bodyOf(0))).rejects.toMatchObject({ code: 'STALLED' })
})

test.for([
  { title: 'head', head: '', trickled: 'HTTP/1.1 200 OK\r\ncontent-length: 9000\r\n\r\n' },
  { title: 'body', head: 'HTTP/1.1 200 OK\r\ncontent-length: 9000\r\n\r\n', trickled: '' },
])('an answer whose $title trickles counts as silence', async ({ head, trickled }) => {
  let writing: NodeJS.Timeout | undefined
  await listen((socket) => {
    socket.on('close', () => clearInterval(writing))
    socket.once('data', () => {
      socket.write(head)
      let at = 0
      writing = setInterval(() => socket.write(trickled[at++] ?? ' '), 20)
    })
  }, 100)
  await expect(put(bodyOf(0))).rejects.toMatchObject({ code: 'STALLED' })
})

test('a large answer in pieces is read to its end', async () => {
  await listen((socket) =>
    socket.once('data', () => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${300 * 1024}\r\n\r\n`)
      let left = 300
      const next = () => (left-- > 0 ? void socket.write(Buffer.alloc(1024), () => setImmediate(next)) : undefined)
      next()
    }),
  )
  expect((await put(bodyOf(0))).data).toHaveLength(300 * 1024)
})

test.for([200, 403])('elements that are nested too deep (%i) are not parsed', async (status) => {
  const xml = '<a>'.repeat(300_000)
  await listen((socket) =>
    socket.once('data', () => socket.write(`HTTP/1.1 ${status} X\r\ncontent-length: ${xml.length}\r\n\r\n${xml}`)),
  )
  expect(await put(bodyOf(0))).toMatchObject({ status, data: { length: 0 } })
})
