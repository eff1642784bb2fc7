/** HTTP for OSS, for ali-oss behind its `urllib` seam: keep-alive, bodies in small slices, a limit on silence instead of one on time. */
import * as http from 'node:http'
import * as https from 'node:https'
import { isIP } from 'node:net'
import { doubtPace, learnPace, maybeSlow, silenceLimitMs, UNKNOWN_PACE } from '../../core/link/pace.ts'
import { proxyFor } from '../../core/service/proxy.ts'
import type { Sending } from '../../ports/objects.ts'
import type { Body } from '../../ports.ts'
import { createAgent } from '../http/agent.ts'
import { asConnectionError, ConnectionError } from '../http/connection-error.ts'
import { endOf } from '../http/end-of.ts'
import { onBroken } from '../http/http-call.ts'
import { keepReady } from '../http/ready-connections.ts'
import { MAX_ANSWER_BYTES, nestsTooDeep } from './answer-limits.ts'
import { sendBody, sendWhole } from './send-body.ts'
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
  readonly headers: http.IncomingHttpHeaders
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

/** @returns a transport that keeps its connections until `close`. */
export function createTransport({ baseUrl, stallTimeoutMs, env }: TransportOptions): Transport {
  const base = new URL(baseUrl)
  const client = base.protocol === 'https:' ? https : http
  const agent = createAgent({ url: base, env, keepAlive: true, connectTimeoutMs: stallTimeoutMs })
  const ready = keepReady(agent)
  const isProxied = proxyFor(base, env) !== undefined
  const { protocol, port } = base
  const hostname = base.hostname.replace(/^\[|\]$/g, '')
  // All requests have one target: what Node would find out again for each.
  agent.getName = () => base.host
  const place = { protocol, hostname, port, servername: isIP(hostname) === 0 ? hostname : '' }
  const folder = base.pathname === '/' ? '' : base.pathname
  const pool = createSlicePool()
  let pace = UNKNOWN_PACE
  let inFlight = 0

  async function exchange({ path, ctx, ...args }: TransportRequest): Promise<Answer> {
    const startedMs = performance.now()
    const request = client.request({
      ...place,
      path: folder + path,
      method: args.method,
      headers: { ...args.headers, host: base.host, 'accept-encoding': 'identity' },
      agent,
    })
    const { ended, end, forget } = endOf(request, ctx.signal)
    const silence = watchSilence(request, {
      ...{ stallTimeoutMs, patienceMs: ctx.patienceMs ?? 0 },
      onSilent(error) {
        // An answer that trickles says nothing about the way to OSS.
        if (!silence.isAnswered)
          pace = doubtPace(pace, { startedMs, nowMs: performance.now(), sentBytes: silence.sentBytes })
        end(error)
      },
      limitMs: (taken) => silenceLimitMs({ stallTimeoutMs, ...taken, inFlight, pace }),
    })
    if (ctx.sending !== undefined) tellConnected(request, ctx.sending)
    try {
      const received = await Promise.race([converse(request, { content: args.content, ctx, silence }), ended])
      if (ctx.body !== undefined && received.status === 200)
        pace = learnPace(pace, { sizeBytes: ctx.body.sizeBytes, elapsedMs: performance.now() - startedMs })
      return received
    } finally {
      silence.end()
      endUnlessWhole(request)
      forget()
    }
  }

  /** Sends the request and receives the answer. */
  async function converse(
    request: http.ClientRequest,
    { content, ctx, silence }: Pick<TransportRequest, 'content' | 'ctx'> & { readonly silence: Silence },
  ): Promise<Answer> {
    const answer = receive(request, { silence, maxObjectBytes: ctx.maxObjectBytes })
    answer.catch(() => {})
    if (ctx.body === undefined || ctx.body.sizeBytes === 0) request.end(content)
    else await deliver(request, ctx.body, { sending: ctx.sending, silence })
    return await answer
  }

  async function deliver(
    request: http.ClientRequest,
    body: Body,
    { sending, silence }: { readonly sending: Sending | undefined; readonly silence: Silence },
  ): Promise<void> {
    const tell = {
      onHanded(waitedMs: number) {
        silence.touch()
        sending?.onDiskWait(waitedMs)
      },
      onTaken(sentBytes: number) {
        silence.taken(sentBytes)
        sending?.onSent(sentBytes)
      },
    }
    if (body.whole !== undefined) return sendWhole(request, { bytes: body.whole, ...tell })
    const slices = pool.take()
    let areIdle = false
    try {
      areIdle = await sendBody(request, {
        body,
        slices,
        maybeSlow: maybeSlow(pace),
        ...tell,
      })
    } finally {
      pool.giveBack(slices, areIdle)
    }
  }

  async function send(request: TransportRequest): Promise<Answer> {
    const { ctx } = request
    ctx.signal.throwIfAborted()
    inFlight += 1
    try {
      const answer = await exchange(request)
      ctx.answer = answer
      return answer
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
      if (!isProxied) ready.open(count)
    },
    close() {
      ready.close()
      agent.destroy()
    },
  }
}

/**
 * After an answer that came before the kernel took the whole body, the connection cannot be used again. One that came with the last byte
 * may arrive before the callback of the last write, by less than a turn of the event loop.
 */
function endUnlessWhole(request: http.ClientRequest): void {
  if (request.writableFinished) return
  if (!request.writableEnded) request.destroy()
  setImmediate(() => {
    if (!request.writableFinished) request.destroy()
  })
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

function tellConnected(request: http.ClientRequest, sending: Sending): void {
  request.once('socket', (socket) => {
    if (!socket.connecting) return sending.onConnected(!request.reusedSocket)
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => sending.onConnected(true))
  })
}

function receive(
  request: http.ClientRequest,
  { silence, maxObjectBytes }: { readonly silence: Silence; readonly maxObjectBytes: number | undefined },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(asConnectionError(error))
    onBroken(request, fail, (response) => {
      const chunks: Buffer[] = []
      const status = plainStatus(response.statusCode ?? 0)
      const maxBytes = status < 300 ? (maxObjectBytes ?? MAX_ANSWER_BYTES) : MAX_ANSWER_BYTES
      const leave = () => {
        resolve({ status, headers: response.headers, data: Buffer.alloc(0) })
        request.destroy()
      }
      silence.answered(0)
      if (maxObjectBytes !== undefined && Number(response.headers['content-length']) > maxBytes) return leave()
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        silence.answered(chunk.length)
        if (silence.answeredBytes <= maxBytes) return
        if (maxObjectBytes !== undefined) return leave()
        fail(new ConnectionError('EMSGSIZE', 'the answer is too large to come from OSS'))
        request.destroy()
      })
      response.on('error', fail)
      response.on('end', () => {
        if (!response.complete) return fail(new ConnectionError('ECONNRESET', 'the answer was cut off'))
        resolve({ status, headers: response.headers, data: Buffer.concat(chunks) })
      })
    })
  })
}

/** @returns the answer without a body that is nested too deep: ali-oss would block the process while parsing it. */
function withoutDepths(answer: Answer): Answer {
  return nestsTooDeep(answer.data) ? { ...answer, data: Buffer.alloc(0) } : answer
}

/** @returns 200 for 203, by which a proxy says that it changed a 200. The answer is verified in any case. */
function plainStatus(status: number): number {
  return status === 203 ? 200 : status
}
