/** A connection for HTTP/1 requests, one after the other. Node's own client makes some twenty objects and as many callbacks for each request; this one makes two. */
import type { Socket } from 'node:net'
import { asConnectionError, ConnectionError } from '../http/connection-error.ts'
import type { AnswerHead } from './answer-head.ts'
import { createAnswerParser, keptMs } from './answer-parser.ts'

/** What is told of a request. After `onEnd` or `onFail` nothing more is told. */
export interface Receiver {
  /** The answer has begun, perhaps before the whole body of the request was sent. */
  onHead(head: AnswerHead): void
  /** @param bytes the next ones of the answer's body; their memory is used again after the call */
  onBody(bytes: Buffer): void
  onEnd(): void
  /** There is no whole answer. */
  onFail(error: Error): void
}

/** A request under way. */
export interface Exchange {
  /** Sends bytes of the body; the head goes out with the first ones. @param onTaken called once the kernel took them, or never will */
  write(bytes: Uint8Array, onTaken: (isTaken: boolean) => void): void
  /** Sends the last bytes of the body, or the head alone. */
  finish(bytes: Uint8Array | string | undefined, onTaken: (isTaken: boolean) => void): void
  /** Whether the answer has begun, or none comes: nothing more need be sent. */
  readonly isOver: boolean
  /** Whether the kernel took everything that was written, so that nothing reads from its memory any longer. */
  readonly isIdle: boolean
  /** Ends the request, and its connection, unless it is over. */
  drop(error: Error): void
}

interface ConnectionEvents {
  /** It may be used for another request. */
  onFree(connection: Connection): void
  onClosed(connection: Connection): void
}

export interface Connection {
  /** Whether no request was sent on it so far. */
  readonly isNew: boolean
  /** Until when the server keeps it while it is idle, in monotonic milliseconds. */
  readonly usableUntilMs: number
  readonly socket: Socket
  /** @param head request line and headers, with the empty line. No other request may be under way. */
  begin(request: { readonly head: string; readonly isHead: boolean; readonly receiver: Receiver }): Exchange
  /** Takes bytes that came. */
  receive(bytes: Buffer): void
}

/**
 * @param socket is connected and, with TLS, verified. Its bytes are passed to `receive`.
 * @returns the connection, on which no request was sent. Source: https://www.rfc-editor.org/rfc/rfc9112
 */
export function createConnection(socket: Socket, events: ConnectionEvents): Connection {
  let current: WireExchange | undefined
  const parser = createAnswerParser({
    onHead(head) {
      if (current === undefined) return
      current.isOver = true
      const idleMs = keptMs(head.headers)
      connection.usableUntilMs = idleMs === undefined ? Number.POSITIVE_INFINITY : performance.now() + idleMs
      current.receiver.onHead(head)
    },
    onBody: (bytes) => current?.receiver.onBody(bytes),
    onEnd(isReusable) {
      const ended = current
      if (ended === undefined) return
      ended.isReusable = isReusable
      ended.receiver.onEnd()
      settle(ended)
    },
  })

  /** After the whole answer: an answer that came before the kernel took the whole body leaves a connection that cannot be used again. */
  function settle(ended: WireExchange): void {
    if (ended !== current || ended.isReusable === undefined) return
    if (!ended.isReusable || !ended.isFinished) return void socket.destroy()
    if (ended.isIdle) {
      current = undefined
      events.onFree(connection)
      return
    }
    // One that came with the last byte may arrive before the callback of the last write, by less than a turn of the event loop.
    setImmediate(() => {
      if (ended === current && !ended.isIdle) socket.destroy()
    })
  }

  function fail(error: Error): void {
    const failed = current
    current = undefined
    parser.stop()
    socket.destroy()
    if (failed === undefined) return
    failed.isOver = true
    if (failed.isReusable === undefined) failed.receiver.onFail(error)
  }

  const holder: Holder = { socket, fail, settle, isCurrent: (one) => one === current }
  const connection = {
    isNew: true,
    usableUntilMs: Number.POSITIVE_INFINITY,
    socket,
    begin({ head, isHead, receiver }: Parameters<Connection['begin']>[0]): Exchange {
      connection.isNew = false
      parser.expect(isHead)
      current = new WireExchange(holder, { head, receiver })
      return current
    },
    receive(bytes: Buffer) {
      // Nobody asked for them.
      if (!parser.isExpecting)
        return fail(new ConnectionError('ECONNRESET', 'the server sent what it was not asked for'))
      attempt(() => parser.push(bytes))
    },
  }

  function attempt(read: () => void): void {
    try {
      read()
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)))
    }
  }

  socket.on('error', (error) => fail(asConnectionError(error)))
  socket.on('end', () => (parser.isExpecting ? attempt(parser.finish) : socket.destroy()))
  socket.on('close', () => {
    fail(new ConnectionError('ECONNRESET', 'the connection ended before the answer'))
    events.onClosed(connection)
  })
  return connection
}

/** What an exchange needs of its connection. */
interface Holder {
  readonly socket: Socket
  fail(error: Error): void
  settle(exchange: WireExchange): void
  isCurrent(exchange: WireExchange): boolean
}

/** There are thousands in a step: as a class each needs a tenth of the memory that functions around variables do. */
class WireExchange implements Exchange {
  isOver = false
  /** The last bytes were written. */
  isFinished = false
  /** The whole answer came; whether the connection may be used again. */
  isReusable: boolean | undefined
  readonly receiver: Receiver
  readonly #holder: Holder
  #head: string | undefined
  #underWay = 0

  constructor(holder: Holder, { head, receiver }: { readonly head: string; readonly receiver: Receiver }) {
    this.#holder = holder
    this.#head = head
    this.receiver = receiver
  }

  get isIdle(): boolean {
    return this.#underWay === 0 && !this.#holder.socket.destroyed
  }

  write(bytes: Uint8Array | string | undefined, onTaken: (isTaken: boolean) => void): void {
    const { socket, isCurrent, settle } = this.#holder
    if (!isCurrent(this)) return void onTaken(false)
    this.#underWay += 1
    const taken = (error?: Error | null) => {
      this.#underWay -= 1
      onTaken(error == null)
      settle(this)
    }
    const head = this.#head
    this.#head = undefined
    if (head === undefined) return void socket.write(bytes ?? '', taken)
    if (bytes === undefined) return void socket.write(head, 'latin1', taken)
    // One system call for both.
    socket.cork()
    socket.write(head, 'latin1')
    socket.write(bytes, taken)
    socket.uncork()
  }

  finish(bytes: Uint8Array | string | undefined, onTaken: (isTaken: boolean) => void): void {
    this.isFinished = true
    this.write(bytes, onTaken)
  }

  drop(error: Error): void {
    const { isCurrent, fail } = this.#holder
    if (isCurrent(this)) fail(error)
  }
}
