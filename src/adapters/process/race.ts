/**
 * The only way in which this process waits for something that may never happen: a connection, an answer, a disk, a child process. Even if Node or a
 *  library reports nothing, the wait ends with the signal or at the deadline.
 */

interface Deadline {
  /** Milliseconds. */
  readonly afterMs: number
  /** @returns the error with which the wait rejects. */
  error(): Error
}

/**
 * @returns the promise's result. Rejects with the signal's reason as soon as that is aborted, and with the deadline's error once that has
 *     passed; the promise's result is then ignored.
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

/** @returns the promise's result; rejects with the signal's reason as soon as that is aborted, and then ignores the result. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return race(promise, { signal })
}
