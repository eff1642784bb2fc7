/** Work with a deadline of its own, whatever it waits for. */
import type { Clock } from '../../ports.ts'

/** The deadline was over first. */
export class TooLate extends Error {
  override readonly name = 'TooLate'
}

/**
 * @returns what the action comes to; its signal is aborted with the given one, and once `deadlineMs` are over. Throws TooLate where it fails after that,
 *   unless the given signal was aborted.
 */
export async function within<T>(
  clock: Pick<Clock, 'sleep'>,
  { deadlineMs, signal }: { readonly deadlineMs: number; readonly signal: AbortSignal },
  action: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController()
  const over = new AbortController()
  clock.sleep(deadlineMs, over.signal).then(
    () => late.abort(new TooLate('too late')),
    () => {},
  )
  try {
    return await action(AbortSignal.any([signal, late.signal]))
  } catch (error) {
    throw late.signal.aborted && !signal.aborted ? late.signal.reason : error
  } finally {
    over.abort()
  }
}
