/** Retries requests to GitHub until they are answered: after 5xx, broken connections and rate limits, up to a time limit. */
import { ActionError } from '../../core/errors/errors.ts'
import {
  explainConnection,
  explainRefusal,
  type GithubCall,
  unreadableAnswer,
} from '../../core/release/github/github-errors.ts'
import { type AnswerHeaders, decideGithubRetry, limitHit } from '../../core/release/github/rate-limit.ts'
import type { Clock } from '../../ports.ts'
import { ConnectionError } from '../http/connection-error.ts'

/** Shorter waits are not logged. */
const NOTICEABLE_MS = 5_000

interface WaitLimits {
  readonly clock: Clock
  readonly giveUpAfterMs: number
  readonly signal: AbortSignal
  readonly onWait: (why: string, delayMs: number) => void
}

/** @returns the final result of `send`. Throws an ActionError if a retry does not help or took too long; the signal's reason. */
export async function askPatiently<Value>(
  call: GithubCall,
  send: () => Promise<Value>,
  { clock, giveUpAfterMs, signal, onWait }: WaitLimits,
): Promise<Value> {
  const startMs = clock.nowMs()
  let reached = false
  let partFailures = 0
  for (let failures = 1; ; failures += 1) {
    try {
      signal.throwIfAborted()
      return await send()
    } catch (caught) {
      if (signal.aborted) throw signal.reason
      const error = explainGithub(call, caught, clock.epochMs())
      reached ||= error.facts.status !== undefined
      if (error.fault === 'part') partFailures += 1
      const situation = {
        ...{ fault: error.fault, failures, partFailures, repairs: 0, sinceProgressMs: clock.nowMs() - startMs },
        ...{ giveUpAfterMs, answeredOnce: reached, canRefreshCredentials: false },
        retryAfterMs: error.facts.retryAfterMs,
      }
      const decision = decideGithubRetry(situation, clock.random())
      if (decision.kind !== 'retry') throw error
      if (decision.delayMs >= NOTICEABLE_MS) onWait(error.message, decision.delayMs)
      await clock.sleep(decision.delayMs, signal)
    }
  }
}

/** The fields that are read of octokit's error: https://github.com/octokit/request-error.js */
interface RequestFailure {
  readonly status?: unknown
  readonly response?: { readonly headers?: AnswerHeaders; readonly data?: unknown }
  readonly cause?: unknown
}

/** octokit's own error is not kept as the cause: it has the request with all its headers. */
function explainGithub(call: GithubCall, caught: unknown, nowMs: number): ActionError {
  if (!(caught instanceof Error)) return unreadableAnswer(call)
  const { status, response, cause }: RequestFailure = caught
  for (const error of [caught, cause]) {
    if (error instanceof ActionError) return error
    if (error instanceof ConnectionError) return explainConnection(call, error)
  }
  // A bug of this program is shown with its stack, as everywhere.
  if (response === undefined || typeof status !== 'number') throw caught
  const headers = response.headers ?? {}
  const message = messageOf(response.data)
  const limit = limitHit({ status, headers, message, nowMs })
  return explainRefusal(call, {
    ...{ status, message, limit, requestId: headers['x-github-request-id'] },
    limitEndsAtMs: limit === undefined ? undefined : nowMs + limit.retryAfterMs,
  })
}

function messageOf(data: unknown): string {
  const message = typeof data === 'object' && data !== null && 'message' in data ? data.message : undefined
  return typeof message === 'string' ? message : ''
}
