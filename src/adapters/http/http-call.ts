/** Small HTTP calls other than those to OSS: one request, one answer in memory, through proxies, with a deadline. */
import * as http from 'node:http'
import * as https from 'node:https'
import { type HttpProxy, proxyFor } from '../../core/service/proxy.ts'
import { race } from '../process/race.ts'
import { createAgent } from './agent.ts'
import { asConnectionError, ConnectionError } from './connection-error.ts'

/** No answer of STS or GitHub is larger. */
const MAX_ANSWER_BYTES = 256 * 1024

export interface HttpCall {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly text: string
}

export interface HttpCaller {
  /** @returns the answer, whatever its status. Throws a ConnectionError, `STALLED` after the deadline; the signal's reason if it is aborted. */
  call(request: HttpCall, options: { readonly deadlineMs: number; readonly signal: AbortSignal }): Promise<HttpAnswer>
  /** @returns the proxy that calls to the URL go through; undefined if there is none. Throws an ActionError where its variable cannot be read. */
  proxyOf?(url: URL): HttpProxy | undefined
}

/** @returns a caller that opens a connection for each call. @param env has the proxy settings */
export function createHttpCaller(env: NodeJS.ProcessEnv): HttpCaller {
  return {
    proxyOf: (url) => proxyFor(url, env),
    async call(call, { deadlineMs, signal }) {
      signal.throwIfAborted()
      const { url } = call
      const agent = createAgent({ url, env, keepAlive: false, connectTimeoutMs: deadlineMs })
      const request = send(call, agent)
      const error = () => new ConnectionError('STALLED', `no answer within ${deadlineMs / 1000} s`)
      try {
        return await race(receive(request), { signal, deadline: { afterMs: deadlineMs, error } })
      } finally {
        // If the request has no connection yet, no event follows from this.
        request.destroy()
        agent.destroy()
      }
    },
  }
}

function send({ method, url, headers, body }: HttpCall, agent: http.Agent): http.ClientRequest {
  const client = url.protocol === 'https:' ? https : http
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  const request = client.request(url, { method, headers: { ...headers, ...length }, agent })
  request.end(body)
  return request
}

function receive(request: http.ClientRequest): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(asConnectionError(error))
    onBroken(request, fail)
    request.on('response', (response) => {
      collect(response, {
        ...{ maxBytes: MAX_ANSWER_BYTES, fail },
        done: (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: body.toString() }),
      })
    })
  })
}

interface Collecting {
  readonly maxBytes: number
  /** Called, perhaps more than once, if the body breaks off or is too large. */
  fail(error: Error): void
  done(body: Buffer): void
}

/** Reads the body of an answer into memory. */
export function collect(response: http.IncomingMessage, { maxBytes, fail, done }: Collecting): void {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  response.on('error', fail)
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    sizeBytes += chunk.length
    if (sizeBytes > maxBytes) fail(new ConnectionError('EMSGSIZE', 'the answer is too large'))
  })
  response.on('end', () => done(Buffer.concat(chunks)))
}

/** Calls `fail`, perhaps more than once, if a request ends without an answer, or if the server switches to another protocol. */
export function onBroken(request: http.ClientRequest, fail: (error: NodeJS.ErrnoException) => void): void {
  let answer: http.IncomingMessage | undefined
  request.on('response', (response) => {
    answer = response
  })
  request.on('error', fail)
  request.on('upgrade', (response, socket) => {
    socket.destroy()
    fail(new ConnectionError('EPROTO', `the answer was ${response.statusCode} Switching Protocols`))
  })
  request.on('close', () => {
    if (answer?.complete !== true) fail(new ConnectionError('ECONNRESET', 'the connection ended before the answer'))
  })
}
