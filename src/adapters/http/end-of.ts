/** The end of a request before its answer. */
import type { ClientRequest } from 'node:http'
import { ConnectionError } from './connection-error.ts'

interface RequestEnd {
  /** Rejects once the request was ended. The request's own events are not enough: one that is destroyed before it has a connection emits none. */
  readonly ended: Promise<never>
  end(error: Error): void
  /** Stops listening to the signal. */
  forget(): void
}

/** @returns the end of the request; the signal ends it with `ABORTED`. */
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
