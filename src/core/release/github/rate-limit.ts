/**
 * GitHub's limits on requests, and when to ask again.
 * Source: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
import { decideRetry, type RetryDecision, type RetrySituation } from '../../link/retry.ts'
import { parseServerTime } from '../../text/server-time.ts'

/** Names in lower case. */
export type AnswerHeaders = Readonly<Record<string, string | undefined>>

export interface LimitHit {
  readonly kind: 'primary' | 'secondary'
  /** For how long to wait. */
  readonly retryAfterMs: number
  /** Requests per hour, if the answer says so. */
  readonly limit: number | undefined
}

/** The wait that GitHub asks for if a secondary limit states no time. */
const SECONDARY_MS = 60_000
/** Added since the reset is in whole seconds. */
const MARGIN_MS = 1_000

/**
 * @param message of the answer's JSON
 * @param nowMs by this machine's clock; the answer's `Date` is used if it has one
 * @returns the limit that a refusal is about; undefined if it is about something else.
 */
export function limitHit({
  status,
  headers,
  message,
  nowMs,
}: {
  readonly status: number
  readonly headers: AnswerHeaders
  readonly message: string
  readonly nowMs: number
}): LimitHit | undefined {
  if (status !== 403 && status !== 429) return undefined
  const serverNowMs = parseServerTime(headers.date) ?? nowMs
  const limit = numberOf(headers['x-ratelimit-limit'])
  const retryAfterMs = retryAfterOf(headers['retry-after'], serverNowMs)
  const resetSeconds = numberOf(headers['x-ratelimit-reset'])
  if (headers['x-ratelimit-remaining'] === '0' && resetSeconds !== undefined) {
    const untilResetMs = Math.max(0, resetSeconds * 1000 - serverNowMs) + MARGIN_MS
    return { kind: 'primary', limit, retryAfterMs: Math.max(untilResetMs, retryAfterMs ?? 0) }
  }
  if (retryAfterMs !== undefined) return { kind: 'secondary', limit, retryAfterMs }
  const isLimit = status === 429 || /secondary rate limit|abuse detection|rate limit exceeded/i.test(message)
  return isLimit ? { kind: 'secondary', limit, retryAfterMs: SECONDARY_MS } : undefined
}

/** @returns milliseconds from a `Retry-After` header in seconds or as a date; undefined if there is none that can be parsed. */
export function retryAfterOf(header: string | undefined, nowMs: number): number | undefined {
  const seconds = numberOf(header)
  if (seconds !== undefined) return seconds * 1000
  const dateMs = parseServerTime(header)
  return dateMs === undefined ? undefined : Math.max(0, dateMs - nowMs)
}

/** @returns a whole number of at most ten digits: as seconds it is a time that a `Date` can have. Undefined for other text. */
function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,10}$/.test(text.trim()) ? Number(text) : undefined
}

/**
 * @param random a number in [0, 1)
 * @returns what to do about a failed request to GitHub: as with any service, but a wait beyond the limit is an error at
 *     once, since an earlier retry cannot help.
 */
export function decideGithubRetry(situation: RetrySituation, random: number): RetryDecision {
  const leftMs = situation.giveUpAfterMs - situation.sinceProgressMs
  if (situation.retryAfterMs !== undefined && situation.retryAfterMs > leftMs) return { kind: 'fail' }
  return decideRetry(situation, random)
}
