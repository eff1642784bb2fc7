/** Requests objects as any reader does: by the public URL, through the proxy if one is set, without credentials. */

import { createHash } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import * as http from 'node:http'
import * as https from 'node:https'
import { isIP } from 'node:net'
import { crc64 } from '../../core/bytes/crc64.ts'
import type { ReaderAnswer } from '../../core/readers/finding.ts'
import { isPrivateHost, judgeRedirect } from '../../core/readers/redirect.ts'
import { proxyFor } from '../../core/service/proxy.ts'
import { objectUrl } from '../../core/service/urls.ts'
import type { ReaderQuestion, Readers } from '../../ports/readers.ts'
import { createAgent } from '../http/agent.ts'
import { asConnectionError, ConnectionError } from '../http/connection-error.ts'
import { onBroken } from '../http/http-call.ts'
import { race } from '../process/race.ts'

interface ReaderOptions {
  /** Base of the public URLs. */
  readonly base: string
  /** The environment with the proxy settings. */
  readonly env: NodeJS.ProcessEnv
  /** Signs a public URL for GET; undefined where URLs are not signed. */
  readonly sign: ((url: string, key: string, signal: AbortSignal) => Promise<string>) | undefined
  /** How long a connection may be without data, in milliseconds. */
  readonly silenceMs?: number
}

const MAX_REDIRECTS = 3
const SILENCE_MS = 30_000

/** @returns the reader, whose connections are kept until `close`. */
export function createReaders({ base, env, sign, silenceMs = SILENCE_MS }: ReaderOptions): Readers & { close(): void } {
  const agents = new Map<string, http.Agent>()
  const mayBePrivate = isPrivateHost(new URL(base).hostname)

  function agentOf(url: URL): http.Agent {
    const known = agents.get(url.origin)
    if (known !== undefined) return known
    const agent = createAgent({ url, env, keepAlive: true, connectTimeoutMs: silenceMs })
    agents.set(url.origin, agent)
    return agent
  }

  async function follow(first: string, question: ReaderQuestion): Promise<ReaderAnswer> {
    let url = first
    for (let redirects = 0; ; redirects += 1) {
      const answer = await exchange(new URL(url), question, { agent: agentOf(new URL(url)), silenceMs })
      const location = answer.kind === 'answer' ? answer.headers.location : undefined
      if (answer.kind !== 'answer' || location === undefined || ![301, 302, 303, 307, 308].includes(answer.status))
        return answer
      const { status } = answer
      const redirect = judgeRedirect(url, location, { mayBePrivate })
      if (redirect.kind === 'refuse') return { kind: 'redirect', status, host: redirect.host, reason: redirect.reason }
      const { host, hostname } = new URL(redirect.url)
      if (redirects >= MAX_REDIRECTS) return { kind: 'redirect', status, host, reason: 'too-many' }
      const isDirect = proxyFor(new URL(redirect.url), env) === undefined
      if (!mayBePrivate && isDirect && (await resolvesToPrivate(hostname)))
        return { kind: 'redirect', status, host, reason: 'to-private' }
      url = redirect.url
    }
  }

  return {
    isSigned: sign !== undefined,
    shownUrl: (key) => objectUrl(base, key),
    async ask(question) {
      const { key, signal } = question
      signal.throwIfAborted()
      const plain = objectUrl(base, key)
      try {
        return await follow(sign === undefined ? plain : await sign(plain, key, signal), question)
      } catch (error) {
        if (signal.aborted) throw signal.reason
        const { code = 'unknown', message } = error as NodeJS.ErrnoException
        return { kind: 'failed', code, message }
      }
    },
    close() {
      for (const agent of agents.values()) agent.destroy()
    },
  }
}

/** A name that cannot be resolved does not count as private: the request itself reports it. */
async function resolvesToPrivate(hostname: string): Promise<boolean> {
  const name = hostname.replace(/^\[|\]$/g, '')
  if (isIP(name) !== 0) return false
  try {
    return (await lookup(name, { all: true })).some(({ address }) => isPrivateHost(address))
  } catch {
    return false
  }
}

/** One request and its answer, read up to `maxBytes`. */
async function exchange(
  url: URL,
  { method, range, maxBytes, signal }: ReaderQuestion,
  { agent, silenceMs }: { readonly agent: http.Agent; readonly silenceMs: number },
): Promise<ReaderAnswer> {
  const client = url.protocol === 'https:' ? https : http
  const headers = {
    // A CDN that compresses on the fly would change length and bytes.
    'accept-encoding': 'identity',
    'user-agent': 'upload-aliyun-oss check-public',
    ...(range === undefined ? {} : { range: `bytes=${range.startBytes}-${range.endBytes - 1}` }),
  }
  const silent = Promise.withResolvers<never>()
  silent.promise.catch(() => {})
  const timer = setTimeout(() => {
    silent.reject(new ConnectionError('STALLED', `nothing came for ${silenceMs / 1000} s`))
  }, silenceMs)
  const request = client.request(url, { method, headers, agent })
  request.end()
  let isDone = false
  try {
    const answer = await race(
      Promise.race([receive(request, { maxBytes, onBytes: () => timer.refresh() }), silent.promise]),
      {
        signal,
      },
    )
    isDone = answer.kind === 'answer' && answer.isWhole
    return answer
  } finally {
    clearTimeout(timer)
    if (!isDone) request.destroy()
  }
}

function receive(
  request: http.ClientRequest,
  { maxBytes, onBytes }: { readonly maxBytes: number; onBytes(): void },
): Promise<ReaderAnswer> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(asConnectionError(error))
    onBroken(request, fail)
    request.on('response', (response) => {
      const sha256 = createHash('sha256')
      let crc = 0n
      let readBytes = 0
      const done = (isWhole: boolean) =>
        resolve({
          ...{ kind: 'answer', status: response.statusCode ?? 0, headers: plainHeaders(response.headers) },
          ...{ readBytes, isWhole, sha256: sha256.digest('hex'), crc64: crc },
        })
      response.on('error', fail)
      response.on('data', (chunk: Buffer) => {
        onBytes()
        const wanted = chunk.subarray(0, maxBytes - readBytes)
        sha256.update(wanted)
        crc = crc64(wanted, crc)
        readBytes += wanted.length
        if (wanted.length === chunk.length) return
        response.removeAllListeners('data').removeAllListeners('end')
        done(false)
      })
      response.on('end', () => {
        if (response.complete) done(true)
        else fail(new ConnectionError('ECONNRESET', 'the answer was cut off'))
      })
    })
  })
}

function plainHeaders(headers: http.IncomingHttpHeaders): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as const])),
  )
}
