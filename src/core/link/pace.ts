/** How long a healthy connection may be silent. Pure. */

/**
 * Bytes of a connection that the kernel may buffer: bytes that Node reports as sent are only in its buffer. Twice the 4 MiB to which the send buffer of Linux
 *  grows, since the peer's receive buffer counts too.
 */
const KERNEL_BYTES = 8 * 1024 ** 2
/** Assumed rate of the whole link until a body was acknowledged: lower than that of any usual link. */
const ASSUMED_LINK_BYTES_PER_SECOND = 2 * 1024 ** 2
const WEIGHT = 0.25
/** Lowest assumed rate in bytes per second; a lower one has to be measured. */
const LEAST_TO_ASSUME = 4 * 1024

/** Recent rate of a single connection, in bytes per second. */
export interface Pace {
  readonly bytesPerSecond: number | undefined
}

/** @returns the pace after one more acknowledged body; bodies so small that they only measure a round trip are left out. */
export function learnPace(
  pace: Pace,
  { sizeBytes, elapsedMs }: { readonly sizeBytes: number; readonly elapsedMs: number },
): Pace {
  if (sizeBytes < 64 * 1024 || elapsedMs <= 0) return pace
  const sample = (sizeBytes * 1000) / elapsedMs
  if (pace.bytesPerSecond === undefined) return { bytesPerSecond: sample }
  // Slow samples count at once: dropping a healthy connection costs more than waiting for a dead one.
  const mean = pace.bytesPerSecond + (sample - pace.bytesPerSecond) * WEIGHT
  return { bytesPerSecond: Math.min(mean, sample * 4) }
}

/**
 * @returns the pace after a connection was dropped for its silence although something of its body had been taken: it may only have been slower
 *     than assumed, so the next ones get more time. After a dead network, acknowledged bodies soon correct the pace.
 */
export function doubtPace(pace: Pace, inFlight: number): Pace {
  const believed = pace.bytesPerSecond ?? assumedPace(inFlight)
  return { bytesPerSecond: Math.min(believed, Math.max(LEAST_TO_ASSUME, believed / 4)) }
}

function assumedPace(inFlight: number): number {
  return ASSUMED_LINK_BYTES_PER_SECOND / Math.max(1, inFlight)
}

/**
 * @param sentBytes bytes of the body that the kernel took
 * @param inFlight requests in flight, which share the link
 * @returns milliseconds of silence after which the connection counts as dead: the user's limit, plus the time that the bytes in the kernel's
 *     buffer may need at the recent pace.
 */
export function silenceLimitMs({
  stallTimeoutMs,
  sentBytes,
  inFlight,
  pace,
}: {
  readonly stallTimeoutMs: number
  readonly sentBytes: number
  readonly inFlight: number
  readonly pace: Pace
}): number {
  const bytesPerSecond = Math.max(1, pace.bytesPerSecond ?? assumedPace(inFlight))
  return stallTimeoutMs + (Math.min(sentBytes, KERNEL_BYTES) * 1000) / bytesPerSecond
}
