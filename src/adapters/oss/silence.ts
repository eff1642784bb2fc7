/** Ends requests on whose connection nothing, or almost nothing, moves any longer. */
import { ConnectionError } from '../http/connection-error.ts'
import { type Alarm, createAlarm } from '../process/alarm.ts'

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
  /** What rings for many requests; one of its own unless given. */
  readonly alarm?: Alarm
}

/** @returns the watch over a request, until `end`. It is silent once nothing moved on its connection for the allowed time, or once its answer trickles. */
export function watchSilence(request: Watched, options: SilenceOptions): Silence {
  return new Watch(request, options)
}

/** There is one for each request: as a class it needs a tenth of the memory that functions around variables do. */
class Watch implements Silence {
  sentBytes = 0
  answeredBytes = 0
  readonly #request: Watched
  readonly #options: SilenceOptions
  readonly #alarm: Alarm
  readonly #startedMs = performance.now()
  readonly #ring = () => this.#check()
  #lastMs = this.#startedMs
  #takingMs = 0
  #answerMs: number | undefined

  constructor(request: Watched, options: SilenceOptions) {
    this.#request = request
    this.#options = options
    this.#alarm = options.alarm ?? createAlarm()
    this.#alarm.set(this.#ring, options.stallTimeoutMs)
  }

  get isAnswered(): boolean {
    return this.#answerMs !== undefined
  }

  touch(): void {
    this.#lastMs = performance.now()
  }

  taken(sentBytes: number): void {
    this.#lastMs = performance.now()
    this.sentBytes = sentBytes
    this.#takingMs = this.#lastMs - this.#startedMs
  }

  answered(bytes: number): void {
    this.#lastMs = performance.now()
    this.#answerMs ??= this.#lastMs
    this.answeredBytes += bytes
  }

  end(): void {
    this.#alarm.clear(this.#ring)
  }

  #check(): void {
    const { stallTimeoutMs, onSilent } = this.#options
    const nowMs = performance.now()
    const leftMs = this.#leftMs(nowMs)
    if (leftMs > 1) {
      this.#alarm.set(this.#ring, Math.min(leftMs, stallTimeoutMs))
      return
    }
    const trickledMs = nowMs - (this.#answerMs ?? nowMs)
    onSilent(silenceError(this.#request, { silentMs: nowMs - this.#lastMs, trickledMs }))
  }

  /** @returns milliseconds until it counts as silent. */
  #leftMs(nowMs: number): number {
    const { stallTimeoutMs, patienceMs, limitMs } = this.#options
    const taken = { sentBytes: this.sentBytes, takingMs: this.#takingMs }
    const quietMs = Math.max(limitMs(taken), patienceMs) - (nowMs - this.#lastMs)
    if (this.#answerMs === undefined) return quietMs
    const dueMs = Math.max(stallTimeoutMs, patienceMs) + (this.answeredBytes * 1000) / LEAST_ANSWER_BYTES_PER_SECOND
    return Math.min(quietMs, dueMs - (nowMs - this.#answerMs))
  }
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
