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
  return error instanceof ConnectionError
    ? error
    : new ConnectionError(error.code ?? 'ECONNRESET', error.message, error)
}
