/** How long a release waits for a CDN that does not accept its refreshes: one limit for all calls, so that their waits do not add up. */
import type { Engine } from '../bucket/context.ts'

export interface Patience {
  /** Limit of the time without any success, in milliseconds. */
  readonly limitMs: number
  /** Begins to wait for a call and its repetitions. @param signal ends the wait as well */
  begin(signal: AbortSignal): Wait
}

interface Wait {
  /** Aborted when the limit is reached, also while a call hangs. */
  readonly signal: AbortSignal
  /** @returns milliseconds since the last success, pauses between calls left out */
  spentMs(): number
  /** Notes that the service accepted something. */
  answered(): void
  /** Ends the wait. */
  end(): void
}

/** Longer than one minute, for which the rate limits of these services apply. */
const LONGEST_MS = 180_000
/** What a call gets even if earlier ones have used up the limit: the pointer files come last, and matter most. */
const LAST_TRY_MS = 5000
const LOOK_EVERY_MS = 500

/** @returns the limit of a release. @param giveUpAfterMs how long a step goes on without progress */
export function createPatience(
  { clock, progress }: Pick<Engine, 'clock' | 'progress'>,
  giveUpAfterMs: number,
): Patience {
  const limitMs = Math.min(LONGEST_MS, giveUpAfterMs)
  let spentBeforeMs = 0
  return {
    limitMs,
    begin(signal) {
      const ending = new AbortController()
      let startedMs = clock.nowMs()
      spentBeforeMs = Math.max(0, Math.min(spentBeforeMs, limitMs - LAST_TRY_MS))
      const spentMs = () => spentBeforeMs + clock.nowMs() - startedMs
      const endLooks = clock.every(LOOK_EVERY_MS, () => {
        // Waiting for the CDN does not count as silence of OSS: it has its own limit.
        progress.moved()
        if (spentMs() >= limitMs) ending.abort(new Error('the CDN did not answer in time'))
      })
      return {
        signal: AbortSignal.any([signal, ending.signal]),
        spentMs,
        answered() {
          spentBeforeMs = 0
          startedMs = clock.nowMs()
        },
        end() {
          endLooks()
          spentBeforeMs = spentMs()
        },
      }
    },
  }
}
