/** A connection that failed; `code` is Node's (`ECONNRESET`, `ENOTFOUND` …), `STALLED` or `UNCONNECTED`. */
export class ConnectionError extends Error {
  override readonly name: string
  /** By this value ali-oss recognises a network error. */
  readonly status = -1
  readonly code: string
  constructor(code: string, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = code
    this.code = code
  }
}

/** @returns Node's error of a failed connection as a ConnectionError. */
export function asConnectionError(error: NodeJS.ErrnoException): ConnectionError {
  if (error instanceof ConnectionError) return error
  // Where all addresses of a name fail, only the errors of each have a message.
  const [first]: readonly unknown[] = error instanceof AggregateError ? error.errors : []
  const { message } = error.message === '' && first instanceof Error ? first : error
  return new ConnectionError(error.code ?? 'ECONNRESET', message, error)
}
