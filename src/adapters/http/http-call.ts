/** Small HTTP calls besides those that are signed for OSS: one request, one answer in memory, proxies as everywhere, an end in any case. */
import * as http from 'node:http'
import * as https from 'node:https'
import { type HttpProxy, proxyFor, proxyVariables } from '../../core/service/proxy.ts'
import { ConnectionError } from './connection-error.ts'

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
  /** @returns the answer, whatever its status. Throws a ConnectionError, `STALLED` after the deadline; the signal's reason where it is aborted. */
  call(request: HttpCall, options: { readonly deadlineMs: number; readonly signal: AbortSignal }): Promise<HttpAnswer>
  /** @returns the proxy that calls to the URL go through. Throws an ActionError where its variable cannot be read. */
  proxyOf?(url: URL): HttpProxy | undefined
}

/** @param env where proxy settings are read */
export function createHttpCaller(env: NodeJS.ProcessEnv): HttpCaller {
  return {
    proxyOf: (url) => proxyFor(url, env),
    async call(request, { deadlineMs, signal }) {
      signal.throwIfAborted()
      const deadline = AbortSignal.timeout(deadlineMs)
      try {
        return await exchange(request, { env, signal: AbortSignal.any([deadline, signal]) })
      } catch (error) {
        if (signal.aborted) throw signal.reason
        if (deadline.aborted) throw new ConnectionError('STALLED', `no answer within ${deadlineMs / 1000} s`, error)
        throw error
      }
    },
  }
}

function exchange(
  { method, url, headers, body }: HttpCall,
  { env, signal }: { readonly env: NodeJS.ProcessEnv; readonly signal: AbortSignal },
): Promise<HttpAnswer> {
  const client = url.protocol === 'https:' ? https : http
  // `proxyEnv` exists from Node 24.5; older ones ignore it.
  const agent = new client.Agent({ proxyEnv: proxyVariables(url, env) } as https.AgentOptions)
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) =>
      reject(new ConnectionError(error.code ?? 'ECONNRESET', error.message, error))
    const request = client.request(url, { method, headers: { ...headers, ...length }, agent, signal })
    request.on('error', fail)
    request.on('response', (response) => {
      const chunks: Buffer[] = []
      let sizeBytes = 0
      response.on('error', fail)
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        sizeBytes += chunk.length
        if (sizeBytes > MAX_ANSWER_BYTES) request.destroy(new ConnectionError('EMSGSIZE', 'the answer is too large'))
      })
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() })
      })
    })
    request.end(body)
  })
}
