/** How long a release bears a CDN that does not take its refreshes: once for all calls, so that many of them do not wait many times. */
import type { Engine } from '../bucket/context.ts'

export interface Patience {
  /** Milliseconds without any success. */
  readonly limitMs: number
  /** Begins to wait for a call and its repetitions. @param signal ends the wait as well */
  begin(signal: AbortSignal): Wait
}

interface Wait {
  /** Aborted where patience is at its end, also while a call hangs. */
  readonly signal: AbortSignal
  /** @returns milliseconds since the last success, pauses between calls left out */
  spentMs(): number
  /** The service has taken something. */
  answered(): void
  /** Ends the wait. */
  end(): void
}

/** Longer than the limits of these services for a minute last. */
const LONGEST_MS = 180_000
/** What is left for a call though earlier ones have used all up: the pointer files come last, and are what matters most. */
const LAST_TRY_MS = 5000
const LOOK_EVERY_MS = 500

/** @param giveUpAfterMs how long a step goes on without progress */
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
        // Waiting for the CDN is no silence of OSS: it has an end of its own.
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
