/** One request for a range of an asset, to an address that may be a secret. */
import * as http from 'node:http'
import * as https from 'node:https'
import { addressStep } from '../../core/release/github/api-address.ts'
import {
  bytesRefused,
  fetchingText,
  nothingCame,
  redirectRefused,
  wrongRange,
} from '../../core/release/github/asset-errors.ts'
import { explainConnection } from '../../core/release/github/github-errors.ts'
import { type AssetRange, formatRange, rangeAnswer } from '../../core/release/github/ranges.ts'
import { retryAfterOf } from '../../core/release/github/rate-limit.ts'
import type { AssetAddress } from '../../ports/release.ts'
import { createAgent } from '../http/agent.ts'
import { ConnectionError } from '../http/connection-error.ts'
import { endOf } from '../http/end-of.ts'
import { onBroken } from '../http/http-call.ts'
import { type Silence, watchSilence } from '../oss/silence.ts'

const MAX_REDIRECTS = 3

export interface Agents {
  readonly http: http.Agent
  readonly https: http.Agent
}

/**
 * @param env has the proxy settings
 * @param connectTimeoutMs how long a proxy may take to open a tunnel
 * @returns agents that keep connections open between requests. Throws an ActionError if the proxy settings are wrong.
 */
export function createAgents(env: NodeJS.ProcessEnv, connectTimeoutMs: number): Agents {
  const agentFor = (url: string) => createAgent({ url: new URL(url), env, keepAlive: true, connectTimeoutMs })
  return { http: agentFor('http://github.com'), https: agentFor('https://github.com') }
}

/** The server returned the whole asset instead of a range: it does not support ranges. */
export class RangesIgnored extends Error {
  override readonly name = 'RangesIgnored'
}

interface RangeRequest {
  readonly asset: { readonly name: string; readonly sizeBytes: number }
  readonly address: AssetAddress
  readonly range: AssetRange
  /** Whether a whole asset is accepted, too; the bytes before the range are then discarded. */
  readonly takesWhole: boolean
  readonly agents: Agents
  readonly stallTimeoutMs: number
  readonly signal: AbortSignal
  /** Told of the answer's ETag before its bytes come; may throw what is wrong with it. */
  readonly onETag: (etag: string | undefined) => void
  /** Receives the bytes of the range, in order. */
  readonly onBytes: (bytes: Buffer) => Promise<void>
}

/**
 * Resolves when the answer has ended, which may be before the end of the range. Throws an ActionError whose fault says what the failure means;
 * RangesIgnored; what `onBytes` throws; the signal's reason.
 */
export async function receiveRange(options: RangeRequest): Promise<void> {
  let { url, headers } = options.address
  for (let redirects = 0; ; redirects += 1) {
    const location = await receiveFrom({ ...options, url, headers })
    if (location === undefined) return
    const next = URL.parse(location, url.href)
    if (next === null || redirects >= MAX_REDIRECTS)
      throw redirectRefused(options.asset.name, 'nowhere, or in a circle')
    const step = addressStep(next, url)
    if (step.kind === 'refused') throw redirectRefused(options.asset.name, step.reason)
    // The token, if any, was only for the first address.
    url = next
    headers = {}
  }
}

type Attempt = RangeRequest & AssetAddress

/** @returns the target of a redirect; undefined once the bytes were received. */
async function receiveFrom(attempt: Attempt): Promise<string | undefined> {
  const { url, headers, agents, range, signal, stallTimeoutMs, asset } = attempt
  signal.throwIfAborted()
  const isSecure = url.protocol === 'https:'
  const request = (isSecure ? https : http).request(url, {
    headers: {
      'user-agent': 'upload-aliyun-oss',
      ...headers,
      range: formatRange(range),
      'accept-encoding': 'identity',
    },
    agent: isSecure ? agents.https : agents.http,
  })
  const { ended, end, forget } = endOf(request, signal)
  const silence = watchSilence(request, {
    ...{ stallTimeoutMs, patienceMs: 0, limitMs: () => stallTimeoutMs, onSilent: end },
  })
  let failure: Error | undefined
  request.on('error', (error) => {
    failure ??= error
  })
  try {
    request.end()
    const response = await Promise.race([answerTo(request), ended])
    silence.answered(0)
    return await takeAnswer(response, { ...attempt, silence })
  } catch (error) {
    if (signal.aborted) throw signal.reason
    throw asFailure(failure ?? error, { name: asset.name, host: url.host, ours: failure === undefined })
  } finally {
    silence.end()
    forget()
    if (!request.closed && !request.destroyed && !isDone(request)) request.destroy()
  }
}

/** Whether the answer was read to its end, so that the connection is kept for the next request. */
function isDone(request: http.ClientRequest & { readonly res?: http.IncomingMessage }): boolean {
  return request.res?.complete === true
}

function answerTo(request: http.ClientRequest): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    onBroken(request, reject)
    request.once('response', resolve)
  })
}

/** Turns Node's errors of a connection into ActionErrors; errors of this program are kept. */
function asFailure(
  error: unknown,
  about: { readonly name: string; readonly host: string; readonly ours: boolean },
): unknown {
  if (!(error instanceof Error)) return error
  const { code }: NodeJS.ErrnoException = error
  const isConnection =
    error instanceof ConnectionError || !about.ours || code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE'
  if (!isConnection) return error
  const connection = new ConnectionError(code ?? 'ECONNRESET', error.message, error)
  return explainConnection({ doing: fetchingText(about.name), host: about.host }, connection)
}

async function takeAnswer(
  response: http.IncomingMessage,
  { url, asset, range, takesWhole, onETag, onBytes, silence }: Attempt & { readonly silence: Silence },
): Promise<string | undefined> {
  const { statusCode: status = 0, headers } = response
  if (status >= 300 && status < 400 && headers.location !== undefined) {
    response.resume()
    return headers.location
  }
  if (status !== 200 && status !== 206) {
    response.resume()
    if (status === 416) throw wrongRange(asset.name, 'the server has no such bytes')
    throw bytesRefused(asset.name, {
      host: url.host,
      status,
      retryAfterMs: retryAfterOf(headers['retry-after'], Date.now()),
    })
  }
  const { sizeBytes } = asset
  const answer = rangeAnswer({
    ...{ status, asked: range, sizeBytes, contentEncoding: headers['content-encoding'] },
    ...{ contentRange: headers['content-range'], contentLength: headers['content-length'] },
  })
  if (answer.kind === 'wrong') throw wrongRange(asset.name, answer.problem)
  const isAll = range.startBytes === 0 && range.endBytes === sizeBytes
  if (answer.kind === 'whole' && !takesWhole && !isAll) throw new RangesIgnored()
  onETag(headers.etag)
  let atBytes = answer.kind === 'whole' ? 0 : range.startBytes
  for await (const chunk of response as AsyncIterable<Buffer>) {
    silence.answered(chunk.length)
    const from = Math.max(0, range.startBytes - atBytes)
    const bytes = chunk.subarray(from, Math.max(from, range.endBytes - atBytes))
    atBytes += chunk.length
    if (bytes.length > 0) await onBytes(bytes)
    // The disk may have taken longer than a connection may be silent.
    silence.touch()
    if (atBytes > range.endBytes) return undefined
  }
  if (atBytes <= range.startBytes) throw nothingCame(asset.name)
  return undefined
}
