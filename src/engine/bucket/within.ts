/** Runs an action with its own deadline. */
import type { Clock } from '../../ports.ts'

/** The deadline passed before the action ended. */
export class TooLate extends Error {
  override readonly name = 'TooLate'
}

/**
 * @returns the result of the action; its signal is aborted with the given one, and after `deadlineMs`. Throws TooLate if it fails after that,
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
