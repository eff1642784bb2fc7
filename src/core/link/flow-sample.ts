/** Measures connections by their acknowledged requests. Pure. */

interface Tally {
  readonly count: number
  readonly sizeBytes: number
  readonly timeMs: number
}

/** Requests that were in flight under the same limit. */
export interface Sample {
  /** On new connections, which are slow at first. */
  readonly first: Tally
  /** On warm connections. */
  readonly later: Tally
  /** Requests of either kind whose bodies are large enough to measure a rate. */
  readonly bulk: Tally
  /** Time of failed requests. */
  readonly lostMs: number
}

const NOTHING: Tally = { count: 0, sizeBytes: 0, timeMs: 0 }
export const EMPTY_SAMPLE: Sample = { first: NOTHING, later: NOTHING, bulk: NOTHING, lostMs: 0 }

/** Cost of a request besides its body, so that small and large ones can be compared. */
const REQUEST_WORTH_BYTES = 128 * 1024
const BULK_BYTES = 256 * 1024
/** What TCP sends at once on an idle connection. Source: https://www.rfc-editor.org/rfc/rfc6928 */
const INITIAL_WINDOW_BYTES = 10 * 1460
/** A connection whose window stays below this loses packets, or shares a link that is full. */
export const WIDE_WINDOW_BYTES = 128 * 1024
/** Warm requests from which on first ones are not needed for a judgement. */
const ENOUGH = 3

/** An acknowledged request. */
export interface SuccessfulRequest {
  readonly sizeBytes: number
  readonly elapsedMs: number
  /** Whether it was the first on its connection. */
  readonly isFirst: boolean
}

/** @returns the sample with one more acknowledged request. */
export function addSuccess(sample: Sample, request: SuccessfulRequest): Sample {
  const bulk = request.sizeBytes >= BULK_BYTES ? add(sample.bulk, request) : sample.bulk
  return request.isFirst
    ? { ...sample, bulk, first: add(sample.first, request) }
    : { ...sample, bulk, later: add(sample.later, request) }
}

/** @returns the sample with the time of a failed request. */
export function addLoss(sample: Sample, lostMs: number): Sample {
  return { ...sample, lostMs: sample.lostMs + lostMs }
}

/** @returns the sample at half its weight, so that new requests count more. */
export function fade(sample: Sample): Sample {
  const { first, later, bulk, lostMs } = sample
  return { first: half(first), later: half(later), bulk: half(bulk), lostMs: lostMs / 2 }
}

/** @returns how many acknowledged requests there are. */
export function countOf({ first, later }: Sample): number {
  return first.count + later.count
}

/** @returns how many bytes a request slot carries in a millisecond; 0 for an empty sample. */
export function byteRate({ first, later }: Sample): number {
  const { sizeBytes, timeMs } = merge(first, later)
  return timeMs === 0 ? 0 : sizeBytes / timeMs
}

/** @returns whether there are enough warm requests to measure a slot. */
export function isWarm({ first, later }: Sample): boolean {
  return later.count >= ENOUGH && later.count * 4 >= first.count
}

/**
 * @returns the throughput of one request slot in bytes per millisecond, of warm connections if there are some; failures count as time without
 *     a result. 0 for an empty sample.
 */
export function slotRate(sample: Sample): number {
  const { first, later, lostMs } = sample
  const judged = isWarm(sample) ? later : merge(first, later)
  const timeMs = first.timeMs + later.timeMs
  if (judged.timeMs === 0) return 0
  const worth = judged.sizeBytes + judged.count * REQUEST_WORTH_BYTES
  return (worth / judged.timeMs) * (timeMs / (timeMs + lostMs))
}

/**
 * @param roundTripMs an upper bound
 * @returns whether connections get less than two initial windows per round trip: so little that not TCP's window but the link limits them
 *     (or packet loss: then fewer connections achieve less).
 */
export function isSaturated({ bulk }: Sample, roundTripMs: number): boolean {
  return bulk.count > 0 && (bulk.sizeBytes / bulk.timeMs) * roundTripMs < 2 * INITIAL_WINDOW_BYTES
}

/** @returns whether connections get so much that their windows are wide, by what warm ones were acknowledged. */
export function hasWideWindows({ later }: Sample, roundTripMs: number): boolean {
  return later.count > 0 && (later.sizeBytes / later.timeMs) * roundTripMs >= WIDE_WINDOW_BYTES
}

function add(tally: Tally, { sizeBytes, elapsedMs }: SuccessfulRequest): Tally {
  return merge(tally, { count: 1, sizeBytes, timeMs: Math.max(0.01, elapsedMs) })
}

function merge(one: Tally, other: Tally): Tally {
  return {
    count: one.count + other.count,
    sizeBytes: one.sizeBytes + other.sizeBytes,
    timeMs: one.timeMs + other.timeMs,
  }
}

function half({ count, sizeBytes, timeMs }: Tally): Tally {
  return { count: count / 2, sizeBytes: sizeBytes / 2, timeMs: timeMs / 2 }
}
