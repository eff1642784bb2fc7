/** What a slow link carries now: so few requests end on it that what was acknowledged in a while depends on which of them happened to. Pure. */

/** A request with a body that is under way. */
export interface Underway {
  readonly sizeBytes: number
  /** Its part of the link's time so far, in milliseconds: while n requests are under way, each gets one n-th of it. */
  readonly linkMs: number
}

/** One that has ended. */
export interface Ended extends Underway {
  readonly isAcknowledged: boolean
}

/** `unknown`: too few requests were acknowledged. `silent`: none was for so long that what was before says nothing about now. */
type PresentRate =
  | { readonly kind: 'known'; readonly bytesPerSecond: number; readonly arrivedBytes: number }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'silent' }

/** So many acknowledgements tell a rate, and as many as a quarter of the requests under way: those with the fastest connections are acknowledged first. */
const ENOUGH = 3
/** So many of the last requests are looked at, or more: those that end together when there are fewer of a sudden had different shares of the link. */
const LAST = 8
const ENOUGH_OF_UNDERWAY = 0.25
/** Requests that are smaller than this, compared with those under way, mostly measure the round trip. */
const ALIKE = 0.25
/** Once all that is under way has had so many times the usual time, the link is no longer what it was. */
const SILENT = 3

/**
 * @param ended oldest first
 * @returns bytes per second that the link carried for the last requests, as many as are under way or more, and about how much of what is under way has arrived. The time of
 *     requests that failed counts, and that of those under way once most of them take longer than usual.
 */
export function presentRate(ended: readonly Ended[], underway: readonly Underway[]): PresentRate {
  const meanBytes = sumOf(underway).sizeBytes / underway.length
  const last = ended.filter(({ sizeBytes }) => sizeBytes >= meanBytes * ALIKE).slice(-Math.max(LAST, underway.length))
  const acknowledged = last.filter(({ isAcknowledged }) => isAcknowledged)
  if (acknowledged.length < Math.max(ENOUGH, underway.length * ENOUGH_OF_UNDERWAY)) return { kind: 'unknown' }
  const sent = sumOf(acknowledged)
  const usualMs = (one: Underway) => (one.sizeBytes * sent.linkMs) / sent.sizeBytes
  if (underway.every((one) => one.linkMs > usualMs(one) * SILENT)) return { kind: 'silent' }
  // An outage that ended all of them says nothing about the rate since then.
  const lostMs = last.reduce((sum, one) => sum + (one.isAcknowledged ? 0 : Math.min(one.linkMs, usualMs(one))), 0)
  const slow = underway.filter((one) => one.linkMs > usualMs(one))
  const added = sumOf(slow.length * 2 > underway.length ? slow : [])
  const bytesAMs = (sent.sizeBytes + added.sizeBytes) / Math.max(1, sent.linkMs + lostMs + added.linkMs)
  return {
    kind: 'known',
    bytesPerSecond: 1000 * bytesAMs,
    arrivedBytes: underway.reduce((sum, one) => sum + Math.min(one.sizeBytes, one.linkMs * bytesAMs), 0),
  }
}

function sumOf(requests: readonly Underway[]): Underway {
  return requests.reduce(
    (sum, { sizeBytes, linkMs }) => ({ sizeBytes: sum.sizeBytes + sizeBytes, linkMs: sum.linkMs + linkMs }),
    { sizeBytes: 0, linkMs: 0 },
  )
}
