/** Requests of reuse to the bucket: the step continues without those that are not answered in time. */
import type { Bucket } from '../bucket/bucket.ts'
import type { Engine } from '../bucket/context.ts'
import { within } from '../bucket/within.ts'

type Asking = Pick<Engine, 'beside' | 'clock' | 'giveUpAfterMs'>

/** @returns how long to wait for an answer: much less than `give-up-after`, since the bytes may have to be sent afterwards. */
export function patienceMs({ giveUpAfterMs }: Pick<Asking, 'giveUpAfterMs'>, mostMs: number): number {
  return Math.min(mostMs, giveUpAfterMs / 2)
}

/** @returns the result of the action. Throws TooLate if it takes too long, the reason of the signal, or what the action throws. */
export function aside<T>(
  engine: Asking,
  { mostMs, signal }: { readonly mostMs: number; readonly signal: AbortSignal },
  action: (bucket: Bucket) => Promise<T>,
): Promise<T> {
  const deadlineMs = patienceMs(engine, mostMs)
  return within(engine.clock, { deadlineMs, signal }, (until) => action(engine.beside(until)))
}

/** At least this many bytes must have been transferred to measure a rate. */
export const MEASURABLE_BYTES = 64 * 1024

/** @returns how long it would take to send so many bytes, at the rate so far; undefined if that is not known yet */
export function sendingMs({ progress }: Pick<Engine, 'progress'>, bytes: number): number | undefined {
  const { sentBytes, wantedMs } = progress.snapshot()
  return sentBytes < MEASURABLE_BYTES || wantedMs <= 0 ? undefined : (bytes * wantedMs) / sentBytes
}
