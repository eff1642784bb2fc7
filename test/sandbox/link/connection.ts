import { connect, type Socket } from 'node:net'
import { createByteQueue } from './byte-queue.ts'
import { createDelayLine } from './delay-line.ts'
import type { Flow } from './shaper.ts'

/** What arrives at the far end of a direction: bytes, the end of the stream, or a reset. */
type Arrival = { readonly kind: 'bytes'; readonly pieces: readonly Buffer[] } | { readonly kind: 'end' | 'reset' }

export interface ConnectionOptions {
  readonly id: number
  readonly client: Socket
  readonly target: { readonly host: string; readonly port: number }
  readonly flow: Flow
  readonly nowMs: () => number
  readonly delaysMs: { readonly up: number; readonly down: number }
  /** When the handshake, from the client's first packet on, is complete. */
  readonly establishedAtMs: number
  /** The connection is reset after this many bytes from the client. */
  readonly resetAfterBytes: number
  /** Limit of bytes that wait here for the link; above it, nothing is read from the client. */
  readonly queueBytes: number
  /** Called when there is something to send or deliver. */
  readonly onWork: (connection: Connection) => void
  /** Called when the link resets it, not one of its ends. */
  readonly onReset: () => void
  readonly onClose: (connection: Connection) => void
}

/** One connection through the link: a socket to the client, one to the server, and the bytes in transit between them. */
export interface Connection {
  readonly id: number
  readonly flow: Flow
  stalled: boolean
  readonly bytesUp: () => number
  readonly bytesDown: () => number
  readonly waitingBytes: () => number
  /** @returns whether bytes may enter the link now. */
  readonly isReady: (nowMs: number) => boolean
  /** Sends what the flow was granted. */
  readonly send: (nowMs: number) => void
  /** Delivers what has arrived by then, in both directions. */
  readonly deliver: (nowMs: number) => void
  /** Resets both ends; bytes in transit are lost. */
  readonly reset: () => void
}

const SERVER_QUEUE_BYTES = 1024 * 1024

export function openConnection(options: ConnectionOptions): Connection {
  const { client, flow, nowMs, delaysMs } = options
  // The connection to the server is made at once: the delay of the handshake is in establishedAtMs.
  const server = connect({ ...options.target, allowHalfOpen: true, noDelay: true })
  const waiting = createByteQueue()
  const up = createDelayLine<Arrival>()
  const down = createDelayLine<Arrival>()
  let [bytesUp, bytesDown, bytesSent, downBytes] = [0, 0, 0, 0]
  let clientEnd: 'open' | 'ended' | 'sent' = 'open'
  let isClosed = false

  const close = () => {
    if (isClosed || !client.destroyed || !server.destroyed) return
    isClosed = true
    options.onClose(connection)
  }
  const abandon = () => {
    waiting.clear()
    up.clear()
    down.clear()
    flow.waitingBytes = 0
    client.resetAndDestroy()
    server.resetAndDestroy()
  }
  const reset = () => {
    options.onReset()
    abandon()
  }
  const handOver = (socket: Socket, arrival: Arrival): number => {
    switch (arrival.kind) {
      case 'bytes':
        if (socket.destroyed || socket.writableEnded) return 0
        socket.cork()
        for (const piece of arrival.pieces) socket.write(piece)
        socket.uncork()
        return arrival.pieces.reduce((sum, piece) => sum + piece.length, 0)
      case 'end':
        socket.end()
        return 0
      case 'reset':
        abandon()
        return 0
    }
  }

  const connection: Connection = {
    id: options.id,
    flow,
    stalled: false,
    bytesUp: () => bytesUp,
    bytesDown: () => bytesDown,
    waitingBytes: () => waiting.sizeBytes(),
    isReady: (now) => now >= options.establishedAtMs && server.writableLength < SERVER_QUEUE_BYTES,
    send: (now) => {
      const dueMs = now + delaysMs.up
      const granted = Math.min(flow.grantedBytes, options.resetAfterBytes - bytesSent)
      if (granted > 0) {
        up.push({ kind: 'bytes', pieces: waiting.take(granted) }, dueMs)
        bytesSent += granted
      }
      if (bytesSent >= options.resetAfterBytes) return reset()
      if (clientEnd === 'ended' && waiting.sizeBytes() === 0) {
        clientEnd = 'sent'
        up.push({ kind: 'end' }, dueMs)
      }
      if (client.isPaused() && waiting.sizeBytes() < options.queueBytes) client.resume()
    },
    deliver: (now) => {
      for (const arrival of up.take(now)) bytesUp += handOver(server, arrival)
      for (const arrival of down.take(now)) {
        const handedOver = handOver(client, arrival)
        bytesDown += handedOver
        downBytes -= handedOver
      }
      if (server.isPaused() && downBytes + client.writableLength < SERVER_QUEUE_BYTES) server.resume()
    },
    reset,
  }

  client.on('data', (bytes: Buffer) => {
    waiting.push(bytes)
    flow.waitingBytes += bytes.length
    if (waiting.sizeBytes() >= options.queueBytes) client.pause()
    options.onWork(connection)
  })
  client.on('end', () => {
    if (clientEnd === 'open') clientEnd = 'ended'
    options.onWork(connection)
  })
  server.on('data', (bytes: Buffer) => {
    down.push({ kind: 'bytes', pieces: [bytes] }, nowMs() + delaysMs.down)
    downBytes += bytes.length
    if (downBytes + client.writableLength >= SERVER_QUEUE_BYTES) server.pause()
    options.onWork(connection)
  })
  server.on('end', () => {
    down.push({ kind: 'end' }, nowMs() + delaysMs.down)
    options.onWork(connection)
  })
  for (const socket of [client, server]) {
    socket.on('drain', () => options.onWork(connection))
    socket.on('close', close)
  }
  client.on('error', abandon)
  server.on('error', () => {
    down.push({ kind: 'reset' }, nowMs() + delaysMs.down)
    options.onWork(connection)
  })
  return connection
}
