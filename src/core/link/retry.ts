/** When a failed request is sent again. Pure: the adapter has decided the fault, the engine waits. */
import type { Fault } from '../errors/errors.ts'

/** How many tries a part gets when the answers blame its bytes. */
export const MAX_PART_TRIES = 8
/** How long a service that has never answered in this attempt may be unreachable. */
export const FIRST_CONTACT_MS = 60_000
const BASE_DELAY_MS = 400
const MAX_DELAY_MS = 20_000

/** What to do about a failed request. */
export type RetryDecision =
  | { readonly kind: 'retry'; readonly delayMs: number }
  /** Correct the clock first, then send at once. */
  | { readonly kind: 'repair-clock' }
  /** Send at once: fresh credentials sign it. */
  | { readonly kind: 'repair-credentials' }
  | { readonly kind: 'fail' }
  /** Nothing moved anywhere for too long. */
  | { readonly kind: 'give-up' }

/** The failure of a request, and what came before it. */
export interface RetrySituation {
  readonly fault: Fault
  /** How often this request has failed in a row, including this failure. */
  readonly failures: number
  /** How many of these failures blamed the bytes of the part. */
  readonly partFailures: number
  /** How many of these failures blamed the clock or the credentials. */
  readonly repairs: number
  readonly sinceProgressMs: number
  readonly giveUpAfterMs: number
  /** Whether the service has answered any request in this attempt. */
  readonly answeredOnce: boolean
  readonly canRefreshCredentials: boolean
  readonly retryAfterMs: number | undefined
}

/**
 * @param random a number in [0, 1): full jitter
 * @returns what to do about a failure. Backoff doubles from 0.4 s to 20 s, and the delay is random between 0 and that.
 *   Source: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function decideRetry(situation: RetrySituation, random: number): RetryDecision {
  const { fault } = situation
  switch (fault) {
    case 'permanent':
    case 'upload-gone':
    case 'invalid-part':
    case 'exists':
    case 'denied':
    case 'missing':
    case 'aborted':
      return { kind: 'fail' }
    case 'clock':
      return situation.repairs <= 3 ? { kind: 'repair-clock' } : { kind: 'fail' }
    case 'credentials':
      return situation.canRefreshCredentials && situation.repairs <= 3
        ? { kind: 'repair-credentials' }
        : { kind: 'fail' }
    case 'part':
      return situation.partFailures >= MAX_PART_TRIES ? { kind: 'fail' } : waitOrGiveUp(situation, random)
    case 'unreachable':
    case 'network':
    case 'busy':
      return waitOrGiveUp(situation, random)
  }
}

function waitOrGiveUp(situation: RetrySituation, random: number): RetryDecision {
  const patienceMs = patience(situation)
  if (situation.sinceProgressMs >= patienceMs) return { kind: 'give-up' }
  const ceilingMs = Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** Math.min(situation.failures - 1, 10))
  const delayMs = Math.max(random * ceilingMs, situation.retryAfterMs ?? 0)
  return { kind: 'retry', delayMs: Math.min(delayMs, Math.max(0, patienceMs - situation.sinceProgressMs)) }
}

/** @returns how long to continue without progress: shorter while the service has never been reached, since then a setting is probably wrong. */
function patience({ fault, answeredOnce, giveUpAfterMs }: RetrySituation): number {
  return fault === 'unreachable' && !answeredOnce ? Math.min(FIRST_CONTACT_MS, giveUpAfterMs) : giveUpAfterMs
}
