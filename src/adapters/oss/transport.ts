/** HTTP for ali-oss, behind its `urllib` seam: keep-alive, bodies in small slices, a limit on silence instead of one on time. */
import { lookup as dnsLookup } from 'node:dns'
import * as http from 'node:http'
import * as https from 'node:https'
import type { LookupFunction } from 'node:net'
import { doubtPace, learnPace, type Pace, silenceLimitMs } from '../../core/link/pace.ts'
import { proxyVariables } from '../../core/service/proxy.ts'
import type { Body, Sending } from '../../ports.ts'
import { ConnectionError } from '../http/connection-error.ts'
import { sendBody } from './send-body.ts'
import { type Silence, watchSilence } from './silence.ts'
import { createSlicePool } from './slice-pool.ts'

/** No answer of OSS is larger; a server that sends more is not OSS. */
const MAX_ANSWER_BYTES = 16 * 1024 ** 2

/** What a call hands through ali-oss to the transport, as its `ctx`. */
export interface CallContext {
  readonly signal: AbortSignal
  readonly body?: Body
  readonly sending?: Sending
  /** Silence that is borne while the service works, where that is more than the user's limit. */
  readonly patienceMs?: number
  /** Set by the transport: what was answered, whatever ali-oss makes of it. */
  answer?: Answer
  /** Set by the transport: why nothing was answered. */
  failure?: unknown
}

export interface Answer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly data: Buffer
}

/** What ali-oss hands to its `urllib`. */
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

export interface Transport {
  request(url: string, args: TransportArguments): Promise<TransportResult>
  /** Ends every connection. */
  close(): void
}

export interface TransportOptions {
  /** What stands before every object key: protocol, host, and the bucket's folder on path-style servers; without a slash at the end. */
  readonly baseUrl: string
  readonly stallTimeoutMs: number
  /** Where proxy settings are read. */
  readonly env: NodeJS.ProcessEnv
}

/** Names below `localhost` are this machine, whatever the resolver thinks of them (RFC 6761). */
const lookup: LookupFunction = (hostname, options, callback) => {
  dnsLookup(/(^|\.)localhost\.?$/i.test(hostname) ? 'localhost' : hostname, options, callback)
}

/** @returns a transport that keeps its connections until `close`. */
export function createTransport({ baseUrl, stallTimeoutMs, env }: TransportOptions): Transport {
  const base = new URL(baseUrl)
  const client = base.protocol === 'https:' ? https : http
  // `proxyEnv` exists from Node 24.5; older ones ignore it.
  const agentOptions = {
    keepAlive: true,
    noDelay: true,
    lookup,
    proxyEnv: proxyVariables(base, env),
  } as https.AgentOptions
  const agent = new client.Agent(agentOptions)
  const pool = createSlicePool()
  let pace: Pace = { bytesPerSecond: undefined }
  let inFlight = 0

  async function exchange(url: string, args: TransportArguments): Promise<Answer> {
    const ctx = args.ctx()
    const startedMs = performance.now()
    const request = client.request({
      protocol: base.protocol,
      hostname: base.hostname.replace(/^\[|\]$/g, ''),
      port: base.port,
      path: (base.pathname === '/' ? '' : base.pathname) + pathOf(url),
      method: args.method,
      headers: { ...args.headers, host: base.host, 'accept-encoding': 'identity' },
      agent,
    })
    const silence = watchSilence(request, stallTimeoutMs, (sentBytes) =>
      Math.max(silenceLimitMs({ stallTimeoutMs, sentBytes, inFlight, pace }), ctx.patienceMs ?? 0),
    )
    if (ctx.sending !== undefined) tellConnected(request, ctx.sending)
    const onAbort = () => request.destroy(new ConnectionError('ABORTED', 'aborted'))
    ctx.signal.addEventListener('abort', onAbort, { once: true })
    try {
      const answer = receive(request, silence)
      answer.catch(() => {})
      if (ctx.body === undefined || ctx.body.sizeBytes === 0) request.end(args.content)
      else await deliver(request, ctx.body, { sending: ctx.sending, silence })
      const received = await answer
      if (ctx.body !== undefined && received.status === 200)
        pace = learnPace(pace, { sizeBytes: ctx.body.sizeBytes, elapsedMs: performance.now() - startedMs })
      return received
    } finally {
      silence.end()
      endUnlessWhole(request)
      ctx.signal.removeEventListener('abort', onAbort)
    }
  }

  async function deliver(
    request: http.ClientRequest,
    body: Body,
    { sending, silence }: { readonly sending: Sending | undefined; readonly silence: Silence },
  ): Promise<void> {
    const slices = pool.take()
    let areIdle = false
    try {
      areIdle = await sendBody(request, {
        ...{ body, slices },
        onHanded(waitedMs) {
          silence.touch()
          sending?.onDiskWait(waitedMs)
        },
        onTaken(sentBytes) {
          silence.touch()
          silence.sentBytes = sentBytes
          sending?.onSent(sentBytes)
        },
      })
    } finally {
      pool.giveBack(slices, areIdle)
    }
  }

  return {
    async request(url, args) {
      const ctx = args.ctx()
      ctx.signal.throwIfAborted()
      inFlight += 1
      try {
        const answer = await exchange(url, args)
        ctx.answer = answer
        return asResult(answer)
      } catch (error) {
        ctx.failure = error
        if (error instanceof ConnectionError && error.code === 'STALLED') pace = doubtPace(pace, inFlight)
        throw error
      } finally {
        inFlight -= 1
      }
    },
    close() {
      agent.destroy()
    },
  }
}

/**
 * An answer before the kernel took the whole body leaves a connection that nothing can be sent on any more. One that came with the last byte
 * may overtake the word that the kernel took it, by less than a turn of the event loop.
 */
function endUnlessWhole(request: http.ClientRequest): void {
  if (!request.writableEnded) request.destroy()
  setImmediate(() => {
    if (!request.writableFinished) request.destroy()
  })
}

/** ali-oss is given a placeholder host; what counts of its URL is the path and query, exactly as it escaped and signed them. */
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

function receive(request: http.ClientRequest, silence: Silence): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.on('error', (error: NodeJS.ErrnoException) => reject(asConnectionError(error)))
    request.on('response', (response) => {
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        silence.touch()
        chunks.push(chunk)
        size += chunk.length
        if (size > MAX_ANSWER_BYTES)
          request.destroy(new ConnectionError('EMSGSIZE', 'the answer is too large to come from OSS'))
      })
      response.on('error', (error) => reject(asConnectionError(error)))
      response.on('end', () => {
        if (response.complete)
          resolve({
            status: plainStatus(response.statusCode ?? 0),
            headers: response.headers,
            data: Buffer.concat(chunks),
          })
        else reject(new ConnectionError('ECONNRESET', 'the answer was cut off'))
      })
    })
  })
}

/** @returns 200 for 203, with which a proxy says that it changed something about a 200. What was answered is verified all the same. */
function plainStatus(status: number): number {
  return status === 203 ? 200 : status
}

function asConnectionError(error: NodeJS.ErrnoException): Error {
  if (error instanceof ConnectionError) return error
  return new ConnectionError(error.code ?? 'ECONNRESET', error.message, error)
}
