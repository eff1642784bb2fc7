/**
 * The one way in which this process waits for something that may never come: a connection, an answer, a disk, a child process. What Node or a
 * library reports, or fails to report, does not matter: the wait ends with the signal or at the deadline.
 */

interface Deadline {
  /** Milliseconds. */
  readonly afterMs: number
  /** @returns what the wait rejects with when it is over. */
  error(): Error
}

/**
 * @returns what the promise comes to. Rejects with the signal's reason as soon as that is aborted, and with the deadline's error once that has
 *   passed; the promise then goes on unheard.
 */
export async function race<T>(
  promise: Promise<T>,
  { signal, deadline }: { readonly signal: AbortSignal; readonly deadline?: Deadline },
): Promise<T> {
  const ended = Promise.withResolvers<never>()
  const onAbort = () => ended.reject(signal.reason)
  if (signal.aborted) onAbort()
  signal.addEventListener('abort', onAbort, { once: true })
  const timer = deadline === undefined ? undefined : setTimeout(() => ended.reject(deadline.error()), deadline.afterMs)
  try {
    return await Promise.race([promise, ended.promise])
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
  }
}

/** @returns what the promise comes to; rejects with the signal's reason as soon as that is aborted, and lets the promise go on unheard. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return race(promise, { signal })
}
