/** Ends requests on whose connection nothing moves any more, or hardly anything. */
import type { ClientRequest } from 'node:http'
import { ConnectionError } from '../http/connection-error.ts'

/** An answer that comes more slowly for longer than the limit on silence is taken for silence: it is small, and would never end. */
const LEAST_ANSWER_BYTES_PER_SECOND = 512

export interface Silence {
  /** Something was taken. */
  touch(): void
  /** So many more bytes were answered; 0: the answer has begun. */
  answered(bytes: number): void
  readonly answeredBytes: number
  /** Bytes that the kernel took. */
  sentBytes: number
  end(): void
}

interface SilenceOptions {
  /** How long the user accepts silence. */
  readonly stallTimeoutMs: number
  /** What is borne while the service works, where that is more. */
  readonly patienceMs: number
  /** @returns for how long silence is borne once the kernel took so many bytes. */
  limitMs(sentBytes: number): number
  /** Called at most once. */
  onSilent(error: ConnectionError): void
}

/** Watches a request until `end`. It is silent once nothing moved on its connection for as long as is borne, or once its answer trickles. */
export function watchSilence(request: ClientRequest, options: SilenceOptions): Silence {
  const { stallTimeoutMs, patienceMs } = options
  let lastMs = performance.now()
  let answerMs: number | undefined
  let answeredBytes = 0
  let timer: NodeJS.Timeout | undefined
  const silence: Silence = {
    sentBytes: 0,
    get answeredBytes() {
      return answeredBytes
    },
    touch() {
      lastMs = performance.now()
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
  /** @returns milliseconds until it is silent, and for how long it would have been so by then. */
  const left = (nowMs: number) => {
    const quietMs = Math.max(options.limitMs(silence.sentBytes), patienceMs) - (nowMs - lastMs)
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
  { socket }: ClientRequest,
  { silentMs, trickledMs }: { readonly silentMs: number; readonly trickledMs: number },
): ConnectionError {
  const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`
  if (socket == null || socket.connecting)
    return new ConnectionError('UNCONNECTED', `no connection came about within ${seconds(silentMs)}`)
  return trickledMs > silentMs
    ? new ConnectionError('STALLED', `the answer was not whole after ${seconds(trickledMs)}`)
    : new ConnectionError('STALLED', `nothing moved on the connection for ${seconds(silentMs)}`)
}
