/** How long a healthy connection may be silent. Pure. */

/**
 * What the kernel may hold of a connection's bytes: what Node reports as sent was only taken by it. Twice the 4 MiB of send buffer that Linux
 * grows to, since the peer's receive buffer counts too.
 */
const KERNEL_BYTES = 8 * 1024 ** 2
/** Assumed of the whole link until a body was acknowledged: less than any link that publishes releases. */
const ASSUMED_LINK_BYTES_PER_SECOND = 2 * 1024 ** 2
const WEIGHT = 0.25
/** Bytes a second; what is slower still is believed only where it was measured. */
const LEAST_TO_ASSUME = 4 * 1024

/** Bytes a second that connections lately got through, each for itself. */
export interface Pace {
  readonly bytesPerSecond: number | undefined
}

/** @returns the pace after one more acknowledged body; bodies too small to tell a rate from a round trip are left out. */
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
 * @returns the pace after a connection was dropped for its silence although something of its body had been taken: perhaps it was only slower
 *   than assumed, so that the next ones get more time. A dead network costs nothing by that, since acknowledged bodies soon tell the pace again.
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
 * @param inFlight requests under way, which share the link
 * @returns milliseconds of silence after which the connection is taken for dead: the user's limit, and the time that what the kernel still
 *   holds may need at the pace of late.
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
