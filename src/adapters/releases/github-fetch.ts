/**
 * The `fetch` for octokit. Its own would follow redirects, ignore the proxy settings that the rest of this action has,
 *  and has no deadline; and octokit would send the token to any address of a request. Here the token is added at the last moment, only for
 *  its own origin, and octokit never has it.
 */
import * as http from 'node:http'
import * as https from 'node:https'
import { ActionError } from '../../core/errors/errors.ts'
import { mayCarryToken, redirectStep } from '../../core/release/github/api-address.ts'
import { createAgent } from '../http/agent.ts'
import { asConnectionError, ConnectionError } from '../http/connection-error.ts'
import { collect, onBroken } from '../http/http-call.ts'
import { race } from '../process/race.ts'

/** A list of a hundred releases with long notes has some megabytes. */
const MAX_ANSWER_BYTES = 32 * 1024 ** 2
const MAX_MOVES = 3
const OCTETS = 'application/octet-stream'
const NEVER = new AbortController().signal

interface GithubFetchOptions {
  /** Base of the API. */
  readonly baseUrl: string
  /** GITHUB_API_URL: the token may be sent only to its origin. */
  readonly apiUrl: string
  readonly token: string | undefined
  /** The environment with the proxy settings. */
  readonly env: NodeJS.ProcessEnv
  /** Deadline of one complete answer. */
  readonly deadlineMs: number
}

/** What octokit passes. */
interface FetchOptions {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

interface GithubFetch {
  /** @returns the answer, whatever its status; the bytes of an asset are not read. Throws a ConnectionError, or the signal's reason. */
  fetch(url: string, options?: FetchOptions): Promise<Response>
  /** @returns the headers with the token for this address; none if it may not be sent there. */
  authorization(url: URL): Readonly<Record<string, string>>
  close(): void
}

/** @returns a fetch that keeps its connections until `close`. */
export function createGithubFetch(options: GithubFetchOptions): GithubFetch {
  const { baseUrl, apiUrl, token, env, deadlineMs } = options
  const agent = createAgent({ url: new URL(baseUrl), env, keepAlive: true, connectTimeoutMs: deadlineMs })

  const authorization = (url: URL): Readonly<Record<string, string>> =>
    token !== undefined && mayCarryToken(url, apiUrl) ? { authorization: `Bearer ${token}` } : {}

  async function ask(url: URL, { method = 'GET', headers = {}, signal }: FetchOptions): Promise<Response> {
    signal?.throwIfAborted()
    const { authorization: _, ...rest } = headers
    const sent = { ...rest, ...authorization(url), 'accept-encoding': 'identity' }
    const client = url.protocol === 'https:' ? https : http
    const request = client.request(url, { method, headers: sent, agent })
    request.end()
    const error = () => new ConnectionError('STALLED', `no answer within ${deadlineMs / 1000} s`)
    try {
      return await race(receive(request, { url, wantsBytes: headers.accept === OCTETS }), {
        signal: signal ?? NEVER,
        deadline: { afterMs: deadlineMs, error },
      })
    } catch (failure) {
      request.destroy()
      throw failure
    }
  }

  return {
    authorization,
    async fetch(text, fetchOptions = {}) {
      let url = new URL(text)
      for (let moves = 0; ; moves += 1) {
        if (!url.href.startsWith(`${baseUrl}/`)) throw leadsAway()
        const answer = await ask(url, fetchOptions)
        const location = answer.headers.get('location') ?? undefined
        if (answer.status < 300 || answer.status >= 400 || answer.status === 304) return answer
        const step = redirectStep({ status: answer.status, location, from: url, base: baseUrl })
        if (step.kind !== 'ask' || moves >= MAX_MOVES) return answer
        url = step.url
      }
    },
    close() {
      agent.destroy()
    },
  }
}

function leadsAway(): ActionError {
  return new ActionError({
    code: 'github-leads-away',
    message: "GitHub's API named an address outside of itself for its next answer, and the token does not go there.",
    remedy: 'If this repeats, a proxy on the way changes answers.',
  })
}

function receive(
  request: http.ClientRequest,
  { url, wantsBytes }: { readonly url: URL; readonly wantsBytes: boolean },
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(asConnectionError(error))
    onBroken(request, fail)
    request.on('response', (response) => {
      if (wantsBytes && response.statusCode === 200) {
        resolve(asResponse(url, response, Buffer.alloc(0)))
        request.destroy()
        return
      }
      collect(response, {
        ...{ maxBytes: MAX_ANSWER_BYTES, fail },
        done(body) {
          try {
            resolve(asResponse(url, response, body))
          } catch (error) {
            // HTTP servers do not send values from which a `Response` cannot be made.
            fail(error instanceof Error ? error : new Error(String(error)))
          }
        },
      })
    })
  })
}

/** The type is always JSON: a body that cannot be parsed stays text, and no other type is expected. */
function asResponse(url: URL, { statusCode = 0, headers }: http.IncomingMessage, body: Buffer): Response {
  const fields = new Headers()
  for (const [name, value] of Object.entries(headers)) if (typeof value === 'string') fields.set(name, value)
  fields.set('content-type', 'application/json; charset=utf-8')
  const hasBody = statusCode !== 204 && statusCode !== 205 && statusCode !== 304
  const response = new Response(hasBody ? body.toString() : null, { status: statusCode, headers: fields })
  // The address that answered; `Response` leaves it empty.
  Object.defineProperty(response, 'url', { value: url.href })
  return response
}
