/** How long a healthy connection may be silent. Pure. */

/**
 * Bytes of a connection that the kernel may buffer: bytes that Node reports as sent are only in its buffer. Twice the 4 MiB to which the send buffer of Linux
 *  grows, since the peer's receive buffer counts too.
 */
const KERNEL_BYTES = 8 * 1024 ** 2
/** Assumed rate of the whole link until a body was acknowledged: lower than that of any usual link. */
const ASSUMED_LINK_BYTES_PER_SECOND = 2 * 1024 ** 2
const WEIGHT = 0.25
/** After each doubt, the pace that was measured is believed to have been so many times as fast as the present one. */
const DOUBT = 4
/** While only doubts speak for it, connections may be silent for so many times the user's limit longer: nothing moves while a dead one is waited for. */
const MOST_DOUBTED = 5
const SLOW_BYTES_PER_SECOND = 128 * 1024
/** More doubts change nothing. */
const MOST_DOUBTS = 10

/** Recent rate of a single connection. */
export interface Pace {
  /** Undefined until a body was acknowledged. */
  readonly bytesPerSecond: number | undefined
  /** How often since then connections fell silent that may only have been slower than that. */
  readonly doubts: number
  /** When they last did, in monotonic milliseconds. */
  readonly doubtedMs: number
}

/** The pace before any body was acknowledged. */
export const UNKNOWN_PACE: Pace = { bytesPerSecond: undefined, doubts: 0, doubtedMs: Number.NEGATIVE_INFINITY }

/** @returns the pace after one more acknowledged body; bodies so small that they only measure a round trip are left out. */
export function learnPace(
  pace: Pace,
  { sizeBytes, elapsedMs }: { readonly sizeBytes: number; readonly elapsedMs: number },
): Pace {
  if (sizeBytes < 64 * 1024 || elapsedMs <= 0) return pace
  const sample = (sizeBytes * 1000) / elapsedMs
  if (pace.bytesPerSecond === undefined) return { ...pace, bytesPerSecond: sample, doubts: 0 }
  const believed = pace.bytesPerSecond / DOUBT ** pace.doubts
  // Slow samples count at once: dropping a healthy connection costs more than waiting for a dead one.
  const mean = believed + (sample - believed) * WEIGHT
  return { ...pace, bytesPerSecond: Math.min(mean, sample * 4), doubts: 0 }
}

/**
 * @param silent the request whose connection was dropped for its silence, without an answer: when it began, when it was dropped, and how much of its body
 *     the kernel had taken
 * @returns the pace after it. The connection may only have been slower than assumed, so that the next ones get more time. It proves nothing if no byte of its
 *     body was taken, or if it began before the last doubt: all that are silent at once are one doubt.
 */
export function doubtPace(
  pace: Pace,
  silent: { readonly startedMs: number; readonly nowMs: number; readonly sentBytes: number },
): Pace {
  if (silent.sentBytes === 0 || silent.startedMs < pace.doubtedMs) return pace
  return { ...pace, doubts: Math.min(MOST_DOUBTS, pace.doubts + 1), doubtedMs: silent.nowMs }
}

/** @returns whether a connection may need so long for what is handed to the kernel at once that it seems silent. */
export function maybeSlow({ bytesPerSecond }: Pace): boolean {
  return bytesPerSecond === undefined || bytesPerSecond < SLOW_BYTES_PER_SECOND
}

function assumedPace(inFlight: number): number {
  return ASSUMED_LINK_BYTES_PER_SECOND / Math.max(1, inFlight)
}

/**
 * @param sentBytes bytes of the body that the kernel took
 * @param takingMs how long after the begin of the request it took the last of them
 * @param inFlight requests in flight, which share the link
 * @returns milliseconds of silence after which the connection counts as dead: the user's limit, plus the time that the bytes in the kernel's
 *     buffer may need at the recent pace, or at that of this body: what was taken in some time has arrived after twice that. Doubts double that limit, to six
 *     times the user's one at most.
 */
export function silenceLimitMs({
  stallTimeoutMs,
  sentBytes,
  takingMs,
  inFlight,
  pace,
}: {
  readonly stallTimeoutMs: number
  readonly sentBytes: number
  readonly takingMs: number
  readonly inFlight: number
  readonly pace: Pace
}): number {
  const bytesPerSecond = Math.max(1, pace.bytesPerSecond ?? assumedPace(inFlight))
  const bufferedBytes = Math.min(sentBytes, KERNEL_BYTES)
  const usualMs = (bufferedBytes * 1000) / bytesPerSecond
  const ownMs = takingMs * (bufferedBytes / Math.max(1, sentBytes))
  const doubtedMs = sentBytes === 0 ? 0 : stallTimeoutMs * Math.min(MOST_DOUBTED, 2 ** pace.doubts - 1)
  return stallTimeoutMs + Math.max(usualMs, ownMs, doubtedMs)
}
