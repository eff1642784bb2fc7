import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { type Link, type LinkClock, type LinkConditions, startLink } from './link.ts'
import { startLinkProcess } from './link-control.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

interface Target {
  readonly server: Server
  readonly address: { readonly host: string; readonly port: number }
  readonly received: () => Buffer
  readonly connections: Socket[]
}

/** A server that keeps what it gets and, once the client has ended, answers with the size of it. */
async function startTarget(): Promise<Target> {
  const pieces: Buffer[] = []
  const connections: Socket[] = []
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let sizeBytes = 0
    connections.push(socket)
    socket.on('data', (bytes: Buffer) => {
      pieces.push(bytes)
      sizeBytes += bytes.length
    })
    socket.on('end', () => socket.end(`got ${sizeBytes}`))
    socket.on('error', () => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanups.push(() => {
    for (const socket of connections) socket.destroy()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    server,
    address: { host: '127.0.0.1', port: address.port },
    received: () => Buffer.concat(pieces),
    connections,
  }
}

async function startBetween(
  conditions: LinkConditions & { clock?: LinkClock },
): Promise<{ target: Target; link: Link }> {
  const target = await startTarget()
  const link = await startLink({ ...conditions, target: target.address })
  cleanups.push(link.close)
  return { target, link }
}

function dial(port: number): Socket {
  const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true })
  socket.on('error', () => undefined)
  cleanups.push(() => socket.destroy())
  return socket
}

async function readAll(socket: Socket): Promise<string> {
  let text = ''
  for await (const piece of socket.setEncoding('utf8')) text += piece
  return text
}

/** @returns the error code with which the socket ends. */
async function failure(socket: Socket): Promise<string | undefined> {
  const [error] = (await once(socket, 'error').catch((thrown: unknown) => [thrown])) as [NodeJS.ErrnoException]
  return error.code
}

/** A clock that stands still but when told. */
function handClock(): LinkClock & { readonly advance: (untilMs: number) => void } {
  let nowMs = 0
  const ticks = new Map<() => void, { intervalMs: number; nextMs: number }>()
  return {
    nowMs: () => nowMs,
    every: (intervalMs, tick) => {
      ticks.set(tick, { intervalMs, nextMs: nowMs + intervalMs })
      return () => ticks.delete(tick)
    },
    advance: (untilMs) => {
      for (; nowMs < untilMs; nowMs++) {
        for (const [tick, timer] of ticks) {
          if (timer.nextMs > nowMs) continue
          timer.nextMs += timer.intervalMs
          tick()
        }
      }
    },
  }
}

const FAST = { roundTripMs: 2, totalBytesPerSecond: 400 * 1024 * 1024 }

test('passes every byte on unchanged, keeps a half-closed connection open for the answer, and counts both ways', async () => {
  for (const conditions of [FAST, {}, { roundTripMs: 1 }, { ...FAST, slowStart: true }]) {
    const { target, link } = await startBetween(conditions)
    const sent = Buffer.alloc(3_000_001, 'some bytes of a release')
    const socket = dial(link.port)
    socket.end(sent)
    expect(await readAll(socket)).toBe(`got ${sent.length}`)
    expect(target.received().equals(sent)).toBe(true)
    await vi.waitFor(() => expect(link.stats().connections).toEqual([]))
    expect(link.stats()).toMatchObject({
      bytesUp: sent.length,
      bytesDown: `got ${sent.length}`.length,
      accepted: 1,
      resets: 0,
      maxConnections: 1,
    })
  }
})

test('lets the first byte through after a round trip for the handshake and half of one for its own way', async () => {
  const clock = handClock()
  const { target, link } = await startBetween({ roundTripMs: 100, clock })
  dial(link.port).write('hello')
  await vi.waitFor(() => expect(link.stats().connections[0]?.waitingBytes).toBe(5))
  clock.advance(140)
  expect(link.stats().bytesUp).toBe(0)
  clock.advance(161)
  expect(link.stats().bytesUp).toBe(5)
  await vi.waitFor(() => expect(target.received().toString()).toBe('hello'))
})

test('shapes the direction to the server, and reads little more from the client than it may pass on', async () => {
  const clock = handClock()
  const { link } = await startBetween({ roundTripMs: 100, totalBytesPerSecond: 100_000, clock })
  dial(link.port).write(Buffer.alloc(8_000_000))
  await vi.waitFor(() => expect(link.stats().connections[0]?.waitingBytes).toBeGreaterThanOrEqual(256 * 1024))
  expect(link.stats().connections[0]?.waitingBytes).toBeLessThanOrEqual(320 * 1024)
  clock.advance(1161)
  expect(link.stats().bytesUp).toBeGreaterThanOrEqual(100_000)
  expect(link.stats().bytesUp).toBeLessThanOrEqual(103_000)
})

test('resets connections after some time, and loses bytes in transit', async () => {
  const { target, link } = await startBetween({ ...FAST, resetEveryBytes: 200_000, seed: 7 })
  for (let count = 0; count < 4; count++) {
    const socket = dial(link.port)
    socket.write(Buffer.alloc(6_000_000))
    expect(await failure(socket)).toMatch(/ECONNRESET|EPIPE/)
    await vi.waitFor(() => expect(link.stats().connections).toEqual([]))
  }
  expect(link.stats()).toMatchObject({ accepted: 4, resets: 4 })
  expect(link.stats().bytesUp).toBeLessThan(6_000_000)
  await vi.waitFor(() => expect(target.connections.every((socket) => socket.destroyed)).toBe(true))
})

test('refuses connections during an outage and accepts them on the same port afterwards', async () => {
  const { link } = await startBetween(FAST)
  const open = dial(link.port)
  await vi.waitFor(() => expect(link.stats().connections).toHaveLength(1))
  const ended = failure(open)
  await link.setOutage('refuse')
  expect(await ended).toBe('ECONNRESET')
  expect(await failure(dial(link.port))).toBe('ECONNREFUSED')
  await link.setOutage(undefined)
  const socket = dial(link.port)
  socket.end('back')
  expect(await readAll(socket)).toBe('got 4')
})

test('resets old and new connections during an outage of the kind `reset`', async () => {
  const { link } = await startBetween(FAST)
  await link.setOutage('reset')
  expect(await failure(dial(link.port))).toBe('ECONNRESET')
  expect(link.stats()).toMatchObject({ accepted: 1, resets: 1, maxConnections: 0 })
})

test('passes nothing in either direction during a `blackhole`, and everything afterwards', async () => {
  const clock = handClock()
  const { target, link } = await startBetween({ roundTripMs: 100, clock })
  const socket = dial(link.port)
  await vi.waitFor(() => expect(target.connections).toHaveLength(1))
  await link.setOutage('blackhole')
  target.connections[0]?.write('from the server')
  socket.end('from the client')
  await vi.waitFor(() => expect(link.stats().connections[0]?.waitingBytes).toBe(15))
  clock.advance(10_000)
  expect(link.stats()).toMatchObject({ bytesUp: 0, bytesDown: 0 })
  await link.setOutage(undefined)
  clock.advance(10_200)
  await vi.waitFor(() => {
    clock.advance(clock.nowMs() + 100)
    expect(link.stats()).toMatchObject({ bytesUp: 15, bytesDown: 'from the servergot 15'.length })
  })
  expect(await readAll(socket)).toBe('from the servergot 15')
})

test('stalls only the given connections', async () => {
  const { link } = await startBetween(FAST)
  const [stalled, other] = [dial(link.port), dial(link.port)]
  await vi.waitFor(() => expect(link.stats().connections).toHaveLength(2))
  link.stallConnections([1, 2])
  link.resumeConnections([2])
  expect(link.stats().connections.map((connection) => connection.stalled)).toEqual([true, false])
  stalled.end('one')
  other.end('two')
  const answers = await Promise.race([readAll(stalled), readAll(other)])
  expect(answers).toBe('got 3')
  expect(link.stats().connections.map(({ id, bytesUp }) => [id, bytesUp])).toContainEqual([1, 0])
  link.resumeConnections()
  await vi.waitFor(() => expect(link.stats().bytesUp).toBe(6))
})

test('passes on a reset by the server, and a refused connection', async () => {
  const { target, link } = await startBetween(FAST)
  const socket = dial(link.port)
  await vi.waitFor(() => expect(target.connections).toHaveLength(1))
  const ended = failure(socket)
  target.connections[0]?.resetAndDestroy()
  expect(await ended).toBe('ECONNRESET')
  target.server.close()
  expect(await failure(dial(link.port))).toBe('ECONNRESET')
  expect(link.stats().resets).toBe(0)
})

test('runs in its own process and is controlled over its control port', async () => {
  const target = await startTarget()
  const link = await startLinkProcess({ ...FAST, target: target.address })
  cleanups.push(() => link.close().catch(() => undefined))
  const socket = dial(link.port)
  await vi.waitFor(async () => expect((await link.stats()).connections).toHaveLength(1))
  await link.stallConnections([1])
  expect((await link.stats()).connections[0]?.stalled).toBe(true)
  await link.resumeConnections()
  await link.setRates({})
  socket.end('over the process')
  expect(await readAll(socket)).toBe('got 16')
  expect(await link.stats()).toMatchObject({ bytesUp: 16, accepted: 1 })
  const reset = dial(link.port)
  await once(reset, 'connect')
  await vi.waitFor(async () => expect((await link.stats()).connections).toHaveLength(1))
  const ended = failure(reset)
  await link.resetAll()
  expect(await ended).toBe('ECONNRESET')
  await link.setOutage('refuse')
  expect(await failure(dial(link.port))).toBe('ECONNREFUSED')
  await link.setOutage(undefined)
  await link.close()
  await expect(link.stats()).rejects.toThrow()
})
