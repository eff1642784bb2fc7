/** HTTP for OSS, for ali-oss behind its `urllib` seam: keep-alive, bodies in small slices, a limit on silence instead of one on time. */
import { doubtPace, learnPace, maybeSlow, silenceLimitMs, UNKNOWN_PACE } from '../../core/link/pace.ts'
import type { Sending } from '../../ports/objects.ts'
import type { Body } from '../../ports.ts'
import { createAlarm } from '../process/alarm.ts'
import { type AnswerLimit, type Call, createCaller } from '../wire/call.ts'
import type { Exchange } from '../wire/connection.ts'
import { createConnections } from '../wire/connections.ts'
import { createDialler } from '../wire/dial.ts'
import { createHeadWriter } from '../wire/request-head.ts'
import { MAX_ANSWER_BYTES, nestsTooDeep } from './answer-limits.ts'
import { sendBody } from './send-body.ts'
import { type Silence, watchSilence } from './silence.ts'
import { createSlicePool } from './slice-pool.ts'

/** What a call passes through ali-oss to the transport, as its `ctx`. */
export interface CallContext {
  readonly signal: AbortSignal
  readonly body?: Body
  readonly sending?: Sending | undefined
  /** Silence that is allowed while the service works, if that is more than the user's limit. */
  readonly patienceMs?: number
  /** The answer is an object of at most this size, not a text of OSS. A larger object is not read. */
  readonly maxObjectBytes?: number
  /** Set by the transport: the answer, however ali-oss interprets it. */
  answer?: Answer
  /** Set by the transport: why there was no answer. */
  failure?: unknown
}

export interface Answer {
  readonly status: number
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly data: Buffer
}

/** What ali-oss passes to its `urllib`. */
export interface TransportArguments {
  readonly method: string
  readonly headers: Readonly<Record<string, string | number>>
  readonly content?: string | Buffer
  readonly ctx: () => CallContext
}

export interface TransportResult extends Answer {
  readonly statusCode: number
  readonly res: TransportResult
}

/** A request that is signed. */
interface TransportRequest {
  readonly method: string
  /** Path and query after the bucket's address, escaped. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | number>>
  readonly content?: string | Buffer | undefined
  readonly ctx: CallContext
}

export interface Transport {
  /** Sends a request that ali-oss made. */
  request(url: string, args: TransportArguments): Promise<TransportResult>
  /** @returns the answer, whatever its status; the call's context has it, too. Throws if there was none. */
  send(request: TransportRequest): Promise<Answer>
  /** Opens connections for requests to come, until there are so many in all. */
  openAhead(count: number): void
  /** Ends every connection. */
  close(): void
}

interface TransportOptions {
  /** The URL before every object key: protocol, host, and the bucket's folder on path-style servers; without a slash at the end. */
  readonly baseUrl: string
  readonly stallTimeoutMs: number
  /** The environment with the proxy settings. */
  readonly env: NodeJS.ProcessEnv
}

interface Delivering extends Pick<TransportRequest, 'content' | 'ctx'> {
  readonly silence: Silence
  readonly call: Pick<Call, 'end'>
}

/** @returns a transport that keeps its connections until `close`. */
export function createTransport({ baseUrl, stallTimeoutMs, env }: TransportOptions): Transport {
  const base = new URL(baseUrl)
  const dialler = createDialler({ url: base, env, connectTimeoutMs: stallTimeoutMs })
  const connections = createConnections(dialler)
  const createCall = createCaller(connections)
  const writeHead = createHeadWriter({ host: base.host, forwarder: dialler.forwarder })
  const folder = base.pathname === '/' ? '' : base.pathname
  const alarm = createAlarm()
  const pool = createSlicePool()
  let pace = UNKNOWN_PACE
  let inFlight = 0

  async function exchange({ method, path, headers, content, ctx }: TransportRequest): Promise<Answer> {
    const { signal, body, sending } = ctx
    const startedMs = performance.now()
    const sizeBytes = body?.sizeBytes ?? Buffer.byteLength(content ?? '')
    const head = writeHead({ method, path: folder + path, headers, sizeBytes })
    const call = createCall({
      ...{ signal, limitOf: (status) => limitOf(status, ctx), onAnswered: (bytes) => silence.answered(bytes) },
      onConnected(outlet, isNew) {
        sending?.onConnected(isNew)
        deliver(outlet, { content, ctx, silence, call })
      },
    })
    const silence = watchSilence(call, {
      ...{ stallTimeoutMs, patienceMs: ctx.patienceMs ?? 0, alarm },
      onSilent(error) {
        // An answer that trickles says nothing about the way to OSS.
        if (!silence.isAnswered)
          pace = doubtPace(pace, { startedMs, nowMs: performance.now(), sentBytes: silence.sentBytes })
        call.end(error)
      },
      limitMs: (taken) => silenceLimitMs({ stallTimeoutMs, ...taken, inFlight, pace }),
    })
    try {
      const answer = await call.ask({ head, isHead: method === 'HEAD' })
      // By 203 a proxy says that it changed a 200. The answer is verified in any case.
      const plain = answer.status === 203 ? { ...answer, status: 200 } : answer
      if (body !== undefined && plain.status === 200)
        pace = learnPace(pace, { sizeBytes: body.sizeBytes, elapsedMs: performance.now() - startedMs })
      return plain
    } finally {
      silence.end()
    }
  }

  /** Sends the body. */
  function deliver(outlet: Exchange, { content, ctx, silence, call }: Delivering): void {
    const { body, sending } = ctx
    if (body === undefined || body.sizeBytes === 0) {
      outlet.finish(content, () => {})
      return
    }
    const onHanded = (waitedMs: number) => {
      silence.touch()
      sending?.onDiskWait(waitedMs)
    }
    const onTaken = (sentBytes: number) => {
      silence.taken(sentBytes)
      sending?.onSent(sentBytes)
    }
    if (body.whole === undefined) return void stream(outlet, { body, onHanded, onTaken }).catch(call.end.bind(call))
    const { whole } = body
    onHanded(0)
    outlet.finish(whole, (isTaken) => {
      if (isTaken) onTaken(whole.length)
    })
  }

  /** Sends a body while it is read. Throws errors of reading it. */
  async function stream(
    outlet: Exchange,
    delivery: Pick<Parameters<typeof sendBody>[1], 'body' | 'onHanded' | 'onTaken'>,
  ): Promise<void> {
    const slices = pool.take()
    let areIdle = false
    try {
      areIdle = await sendBody(outlet, { ...delivery, slices, maybeSlow: maybeSlow(pace) })
    } finally {
      pool.giveBack(slices, areIdle)
    }
  }

  async function send(request: TransportRequest): Promise<Answer> {
    const { ctx } = request
    ctx.signal.throwIfAborted()
    inFlight += 1
    try {
      ctx.answer = await exchange(request)
      return ctx.answer
    } catch (error) {
      ctx.failure = error
      throw error
    } finally {
      inFlight -= 1
    }
  }

  return {
    send,
    async request(url, { method, headers, content, ctx: contextOf }) {
      const ctx = contextOf()
      const answer = await send({ method, path: pathOf(url), headers, content, ctx })
      const isObject = ctx.maxObjectBytes !== undefined && answer.status < 300
      const readable = isObject ? answer : withoutDepths(answer)
      // The body of a refusal says who refused.
      if (answer.status < 300) ctx.answer = readable
      return asResult(readable)
    },
    openAhead(count) {
      if (!dialler.isProxied) connections.openAhead(count)
    },
    close: connections.close,
  }
}

/** A text of OSS. */
const TEXT_LIMIT: AnswerLimit = { maxBytes: MAX_ANSWER_BYTES, onLarger: 'fail' }

/** @returns the limit of the answer's body: of an object that is read, or of a text. */
function limitOf(status: number, { maxObjectBytes }: CallContext): AnswerLimit {
  if (maxObjectBytes === undefined) return TEXT_LIMIT
  return { maxBytes: status < 300 ? maxObjectBytes : MAX_ANSWER_BYTES, onLarger: 'leave' }
}

/** ali-oss has a placeholder host; only path and query of its URL are used, exactly as it escaped and signed them. */
function pathOf(url: string): string {
  return url.slice(url.indexOf('/', url.indexOf('//') + 2))
}

function asResult(answer: Answer): TransportResult {
  const result = { ...answer, statusCode: answer.status } as {
    -readonly [Name in keyof TransportResult]: TransportResult[Name]
  }
  result.res = result
  return result
}

/** @returns the answer without a body that is nested too deep: ali-oss would block the process while parsing it. */
function withoutDepths(answer: Answer): Answer {
  return nestsTooDeep(answer.data) ? { ...answer, data: Buffer.alloc(0) } : answer
}
