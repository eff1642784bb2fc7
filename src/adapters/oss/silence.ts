/** Ends requests on whose connection nothing, or almost nothing, moves any longer. */
import { ConnectionError } from '../http/connection-error.ts'

/** An answer that is slower for longer than the limit on silence counts as silence: answers are small, and this one would never end. */
const LEAST_ANSWER_BYTES_PER_SECOND = 512

/** What the kernel took of a body. */
interface Taken {
  readonly sentBytes: number
  /** How long after the begin of the request it took the last of them. */
  readonly takingMs: number
}

export interface Silence {
  /** Notes that something moved on this side. */
  touch(): void
  /** Notes how many bytes of the body the kernel has taken so far. */
  taken(sentBytes: number): void
  /** Notes that this many more bytes of the answer came; 0: the answer has begun. */
  answered(bytes: number): void
  readonly answeredBytes: number
  /** Whether the answer has begun. */
  readonly isAnswered: boolean
  /** Bytes that the kernel took. */
  readonly sentBytes: number
  end(): void
}

/** What is watched; it has no socket until it has a connection. */
interface Watched {
  readonly socket?: { readonly connecting: boolean } | null | undefined
}

interface SilenceOptions {
  /** How long the user accepts silence. */
  readonly stallTimeoutMs: number
  /** Silence that is allowed while the service works, if that is more. */
  readonly patienceMs: number
  /** @returns how long silence is allowed once the kernel took this. */
  limitMs(taken: Taken): number
  /** Called at most once. */
  onSilent(error: ConnectionError): void
}

/** Watches a request until `end`. It is silent once nothing moved on its connection for the allowed time, or once its answer trickles. */
export function watchSilence(request: Watched, options: SilenceOptions): Silence {
  const { stallTimeoutMs, patienceMs } = options
  const startedMs = performance.now()
  let lastMs = startedMs
  let taken: Taken = { sentBytes: 0, takingMs: 0 }
  let answerMs: number | undefined
  let answeredBytes = 0
  let timer: NodeJS.Timeout | undefined
  const silence: Silence = {
    get sentBytes() {
      return taken.sentBytes
    },
    get answeredBytes() {
      return answeredBytes
    },
    get isAnswered() {
      return answerMs !== undefined
    },
    touch() {
      lastMs = performance.now()
    },
    taken(sentBytes) {
      lastMs = performance.now()
      taken = { sentBytes, takingMs: lastMs - startedMs }
    },
    answered(bytes) {
      lastMs = performance.now()
      answerMs ??= lastMs
      answeredBytes += bytes
    },
    end() {
      clearTimeout(timer)
    },
  }
  /** @returns milliseconds until it counts as silent, and how long it will have been silent by then. */
  const left = (nowMs: number) => {
    const quietMs = Math.max(options.limitMs(taken), patienceMs) - (nowMs - lastMs)
    if (answerMs === undefined) return quietMs
    const dueMs = Math.max(stallTimeoutMs, patienceMs) + (answeredBytes * 1000) / LEAST_ANSWER_BYTES_PER_SECOND
    return Math.min(quietMs, dueMs - (nowMs - answerMs))
  }
  const arm = (delayMs: number) => {
    timer = setTimeout(() => {
      const nowMs = performance.now()
      const leftMs = left(nowMs)
      if (leftMs > 1) return arm(Math.min(leftMs, stallTimeoutMs))
      options.onSilent(silenceError(request, { silentMs: nowMs - lastMs, trickledMs: nowMs - (answerMs ?? nowMs) }))
    }, delayMs)
  }
  arm(stallTimeoutMs)
  return silence
}

function silenceError(
  { socket }: Watched,
  { silentMs, trickledMs }: { readonly silentMs: number; readonly trickledMs: number },
): ConnectionError {
  const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`
  if (socket == null || socket.connecting)
    return new ConnectionError('UNCONNECTED', `no connection was made within ${seconds(silentMs)}`)
  return trickledMs > silentMs
    ? new ConnectionError('STALLED', `the answer was not complete after ${seconds(trickledMs)}`)
    : new ConnectionError('STALLED', `nothing moved on the connection for ${seconds(silentMs)}`)
}
