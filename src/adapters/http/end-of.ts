/** The end of a request before its answer. */
import type { ClientRequest } from 'node:http'
import { ConnectionError } from './connection-error.ts'

interface RequestEnd {
  /** Rejects once the request was ended. What the request itself tells is not relied on: one that is destroyed before it has a connection says nothing. */
  readonly ended: Promise<never>
  end(error: Error): void
  /** The signal ends it no longer. */
  forget(): void
}

/** @returns what ends the request; the signal ends it as `ABORTED`. */
export function endOf(request: ClientRequest, signal: AbortSignal): RequestEnd {
  const { promise: ended, reject } = Promise.withResolvers<never>()
  ended.catch(() => {})
  const end = (error: Error) => {
    reject(error)
    request.destroy(error)
  }
  const onAbort = () => end(new ConnectionError('ABORTED', 'aborted'))
  signal.addEventListener('abort', onAbort, { once: true })
  return { ended, end, forget: () => signal.removeEventListener('abort', onAbort) }
}
