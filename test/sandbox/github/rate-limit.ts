/** GitHub's primary rate limit. https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
import type { Answer } from '../net/http-faults.ts'
import { errorAnswer } from './answers.ts'

export interface RateLimitState {
  readonly limit: number
  readonly remaining: number
  readonly resetAtMs: number
}

export interface RateLimit {
  /** Counts one request. @returns the refusal if none is left, and the headers for every answer. */
  take(): { readonly refusal: Answer | undefined; readonly headers: Record<string, string> }
  /** A request that was answered with 304 is not counted. */
  giveBack(): void
  set(state: Partial<RateLimitState>): void
  readonly state: RateLimitState
}

const HOUR_MS = 3_600_000

export function createRateLimit(now: () => number): RateLimit {
  let state: RateLimitState = { limit: 1000, remaining: 1000, resetAtMs: now() + HOUR_MS }
  const headers = () => ({
    'x-ratelimit-limit': String(state.limit),
    'x-ratelimit-remaining': String(state.remaining),
    'x-ratelimit-used': String(state.limit - state.remaining),
    'x-ratelimit-reset': String(Math.ceil(state.resetAtMs / 1000)),
    'x-ratelimit-resource': 'core',
  })
  return {
    take() {
      if (now() >= state.resetAtMs) state = { ...state, remaining: state.limit, resetAtMs: now() + HOUR_MS }
      if (state.remaining <= 0) {
        const message = 'API rate limit exceeded for installation.'
        return { refusal: errorAnswer(403, message, headers()), headers: headers() }
      }
      state = { ...state, remaining: state.remaining - 1 }
      return { refusal: undefined, headers: headers() }
    },
    giveBack() {
      state = { ...state, remaining: state.remaining + 1 }
    },
    set(change) {
      state = { ...state, ...change }
    },
    get state() {
      return state
    },
  }
}
