/** Work with a deadline of its own, whatever it waits for. */
import type { Clock } from '../../ports.ts'

/** @returns what the action comes to; its signal is aborted with the given one, and once `deadlineMs` are over. */
export async function within<T>(
  clock: Clock,
  { deadlineMs, signal }: { readonly deadlineMs: number; readonly signal: AbortSignal },
  action: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController()
  const over = new AbortController()
  clock.sleep(deadlineMs, over.signal).then(
    () => late.abort(new Error('too late')),
    () => {},
  )
  try {
    return await action(AbortSignal.any([signal, late.signal]))
  } finally {
    over.abort()
  }
}
