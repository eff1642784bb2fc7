/** One request: it waits for its connection, is sent, and its answer is collected in memory. */
import type { Socket } from 'node:net'
import { ConnectionError } from '../http/connection-error.ts'
import type { AnswerHead } from './answer-head.ts'
import type { Connection, Exchange, Receiver } from './connection.ts'
import type { Connections, Opening } from './connections.ts'

interface WholeAnswer extends AnswerHead {
  readonly data: Buffer
}

/** What becomes of an answer with a larger body: only its head is taken, or the request fails. */
export interface AnswerLimit {
  readonly maxBytes: number
  readonly onLarger: 'leave' | 'fail'
}

interface CallOptions {
  /** Ends the call with `ABORTED`. */
  readonly signal: AbortSignal
  limitOf(status: number): AnswerLimit
  /** The body is to be sent. @param isNew whether the connection was made for this request */
  onConnected(exchange: Exchange, isNew: boolean): void
  /** So many more bytes of the answer came; 0: the answer has begun. */
  onAnswered(bytes: number): void
}

export interface Call {
  /** Its connection's; undefined until it has one. */
  readonly socket: Socket | undefined
  /** @returns the answer; rejects with a ConnectionError, or with what ended the call. To be called once. */
  ask(request: { readonly head: string; readonly isHead: boolean }): Promise<WholeAnswer>
  end(error: Error): void
}

/** @returns a function that makes calls over the connections; none has begun. */
export function createCaller(connections: Pick<Connections, 'take' | 'open'>): (options: CallOptions) => Call {
  const aborts = createAborts()
  return (options) => new WireCall(options, { connections, aborts })
}

const NOTHING = Buffer.alloc(0)

interface Surroundings {
  readonly connections: Pick<Connections, 'take' | 'open'>
  readonly aborts: Aborts
}

/** There are thousands in a step: as a class each needs a tenth of the memory that functions around variables do. */
class WireCall implements Call, Receiver {
  socket: Socket | undefined
  readonly #options: CallOptions
  readonly #surroundings: Surroundings
  readonly #answer = Promise.withResolvers<WholeAnswer>()
  #opening: Opening | undefined
  #exchange: Exchange | undefined
  #isOver = false
  #head: AnswerHead = { status: 0, headers: {} }
  #limit: AnswerLimit = { maxBytes: 0, onLarger: 'fail' }
  #sizeBytes = 0
  #pieces: Buffer[] | undefined

  constructor(options: CallOptions, surroundings: Surroundings) {
    this.#options = options
    this.#surroundings = surroundings
  }

  ask(request: { readonly head: string; readonly isHead: boolean }): Promise<WholeAnswer> {
    const { aborts, connections } = this.#surroundings
    aborts.listen(this.#options.signal, this)
    const free = connections.take()
    if (free !== undefined) this.#begin(free, request)
    else {
      this.#opening = connections.open()
      this.#opening.connection.then(
        (connection) => this.#begin(connection, request),
        (error: Error) => this.end(error),
      )
    }
    return this.#answer.promise
  }

  end(error: Error): void {
    if (this.#isOver) return
    this.#settle()
    this.#answer.reject(error)
    if (this.#exchange === undefined) this.#opening?.cancel()
    else this.#exchange.drop(error)
  }

  #begin(connection: Connection, request: { readonly head: string; readonly isHead: boolean }): void {
    if (this.#isOver) return void connection.socket.destroy()
    const { isNew, socket } = connection
    this.socket = socket
    this.#exchange = connection.begin({ ...request, receiver: this })
    this.#options.onConnected(this.#exchange, isNew)
  }

  #settle(): void {
    this.#isOver = true
    this.#surroundings.aborts.forget(this.#options.signal, this)
  }

  onHead(head: AnswerHead): void {
    const { limitOf, onAnswered } = this.#options
    this.#head = head
    this.#limit = limitOf(head.status)
    onAnswered(0)
    const { onLarger, maxBytes } = this.#limit
    if (onLarger === 'leave' && Number(head.headers['content-length']) > maxBytes) this.#tooLarge()
  }

  onBody(bytes: Buffer): void {
    this.#options.onAnswered(bytes.length)
    this.#sizeBytes += bytes.length
    if (this.#sizeBytes > this.#limit.maxBytes) {
      this.#tooLarge()
      return
    }
    this.#pieces ??= []
    this.#pieces.push(Buffer.from(bytes))
  }

  onEnd(): void {
    this.#done(this.#pieces === undefined ? NOTHING : Buffer.concat(this.#pieces))
  }

  onFail(error: Error): void {
    this.end(error)
  }

  #done(data: Buffer): void {
    this.#settle()
    const { status, headers } = this.#head
    this.#answer.resolve({ status, headers, data })
  }

  #tooLarge(): void {
    const error = new ConnectionError('EMSGSIZE', 'the answer is too large to come from OSS')
    if (this.#limit.onLarger === 'leave') this.#done(NOTHING)
    // Nothing more is told of a call that is done, but its connection ends.
    this.#exchange?.drop(error)
  }
}

interface Aborts {
  listen(signal: AbortSignal, call: Pick<Call, 'end'>): void
  forget(signal: AbortSignal, call: Pick<Call, 'end'>): void
}

/** Many requests have the same signal: it has one listener for all that are under way, since each costs as much as the rest of a call. */
function createAborts(): Aborts {
  const callsOf = new WeakMap<AbortSignal, { readonly calls: Set<Pick<Call, 'end'>>; onAbort(): void }>()
  return {
    listen(signal, call) {
      const known = callsOf.get(signal)
      if (known !== undefined) return void known.calls.add(call)
      const calls = new Set([call])
      const onAbort = () => {
        for (const one of [...calls]) one.end(new ConnectionError('ABORTED', 'aborted'))
      }
      callsOf.set(signal, { calls, onAbort })
      signal.addEventListener('abort', onAbort, { once: true })
    },
    forget(signal, call) {
      const known = callsOf.get(signal)
      if (known === undefined || !known.calls.delete(call) || known.calls.size > 0) return
      // Node keeps a composed signal for ever while it has a listener.
      callsOf.delete(signal)
      signal.removeEventListener('abort', known.onAbort)
    },
  }
}
