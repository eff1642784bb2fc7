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
  readonly connections: Pick<Connections, 'take' | 'open'>
  /** Ends the call with `ABORTED`. */
  readonly signal: AbortSignal
  limitOf(status: number): AnswerLimit
  /** The body is to be sent. @param isNew whether the connection was made for this request */
  onConnected(exchange: Exchange, isNew: boolean): void
  /** So many more bytes of the answer came; 0: the answer has begun. */
  onAnswered(bytes: number): void
}

interface Call {
  /** Its connection's; undefined until it has one. */
  readonly socket: Socket | undefined
  /** @returns the answer; rejects with a ConnectionError, or with what ended the call. To be called once. */
  ask(request: { readonly head: string; readonly isHead: boolean }): Promise<WholeAnswer>
  end(error: Error): void
}

/** @returns a call that has not begun. */
export function createCall({ connections, signal, ...options }: CallOptions): Call {
  const { promise: answer, resolve, reject } = Promise.withResolvers<WholeAnswer>()
  let opening: Opening | undefined
  let exchange: Exchange | undefined
  let isOver = false

  const settle = () => {
    isOver = true
    signal.removeEventListener('abort', onAbort)
  }
  const end = (error: Error) => {
    if (isOver) return
    settle()
    reject(error)
    if (exchange === undefined) opening?.cancel()
    else exchange.drop(error)
  }
  const onAbort = () => end(new ConnectionError('ABORTED', 'aborted'))
  const receiver = collect({
    ...options,
    done(whole) {
      settle()
      resolve(whole)
    },
    leave(whole) {
      settle()
      resolve(whole)
      exchange?.drop(new Error('the rest of the answer is not needed'))
    },
    fail: end,
  })

  const call = {
    socket: undefined as Socket | undefined,
    end,
    ask({ head, isHead }: Parameters<Call['ask']>[0]): Promise<WholeAnswer> {
      const begin = (connection: Connection) => {
        if (isOver) return void connection.socket.destroy()
        const { isNew, socket } = connection
        call.socket = socket
        exchange = connection.begin({ head, isHead, receiver })
        options.onConnected(exchange, isNew)
      }
      signal.addEventListener('abort', onAbort, { once: true })
      const free = connections.take()
      if (free !== undefined) begin(free)
      else {
        opening = connections.open()
        opening.connection.then(begin, end)
      }
      return answer
    },
  }
  return call
}

interface Collecting extends Pick<CallOptions, 'limitOf' | 'onAnswered'> {
  done(answer: WholeAnswer): void
  /** The body is too large. */
  leave(answer: WholeAnswer): void
  fail(error: Error): void
}

/** @returns a receiver that keeps the answer in memory. */
function collect({ limitOf, onAnswered, done, leave, fail }: Collecting): Receiver {
  let head: AnswerHead = { status: 0, headers: {} }
  let limit: AnswerLimit = { maxBytes: 0, onLarger: 'fail' }
  let sizeBytes = 0
  const pieces: Buffer[] = []
  const tooLarge = () => {
    if (limit.onLarger === 'leave') leave({ ...head, data: Buffer.alloc(0) })
    else fail(new ConnectionError('EMSGSIZE', 'the answer is too large to come from OSS'))
  }
  return {
    onHead(begun) {
      head = begun
      limit = limitOf(begun.status)
      onAnswered(0)
      if (limit.onLarger === 'leave' && Number(begun.headers['content-length']) > limit.maxBytes) tooLarge()
    },
    onBody(bytes) {
      onAnswered(bytes.length)
      sizeBytes += bytes.length
      if (sizeBytes > limit.maxBytes) return tooLarge()
      pieces.push(Buffer.from(bytes))
    },
    onEnd: () => done({ ...head, data: Buffer.concat(pieces) }),
    onFail: fail,
  }
}
