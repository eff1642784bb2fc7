/** What reuse asks of the bucket: the step goes on without whatever is not answered in time. */
import type { Bucket } from '../bucket/bucket.ts'
import type { Engine } from '../bucket/context.ts'
import { within } from '../bucket/within.ts'

type Asking = Pick<Engine, 'beside' | 'clock' | 'giveUpAfterMs'>

/** @returns for how long an answer is waited for: much less than a step bears silence, since sending instead comes after that. */
export function patienceMs({ giveUpAfterMs }: Pick<Asking, 'giveUpAfterMs'>, mostMs: number): number {
  return Math.min(mostMs, giveUpAfterMs / 2)
}

/** @returns what the action comes to, which asks beside all else. Throws TooLate where that takes longer than is borne, the reason of the signal, or what the action does. */
export function aside<T>(
  engine: Asking,
  { mostMs, signal }: { readonly mostMs: number; readonly signal: AbortSignal },
  action: (bucket: Bucket) => Promise<T>,
): Promise<T> {
  const deadlineMs = patienceMs(engine, mostMs)
  return within(engine.clock, { deadlineMs, signal }, (until) => action(engine.beside(until)))
}
