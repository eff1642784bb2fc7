/** Prints a progress line every few seconds, less often the longer it takes. */
import { findLimitation, type LimitFacts } from '../../core/link/limitation.ts'
import { presentRate } from '../../core/telling/present-rate.ts'
import { formatProgress, type ProgressFacts } from '../../core/telling/report.ts'
import type { Clock, Reporter } from '../../ports.ts'
import type { Limiter } from '../bucket/limiter.ts'
import type { Progress, ProgressSnapshot } from '../bucket/progress.ts'
import { bytesOf } from './bring-parts.ts'

/** Parts are acknowledged as a whole, many at a time: over a shorter window the rate would fluctuate. */
const RATE_WINDOW_MS = 20_000
/** What was acknowledged in the window is the rate if it is so many times as much as what is under way. Else it depends on which requests happened to end. */
const TIMES_UNDERWAY = 3

/** The kernel takes hardly more than the link carries, but for what fills its buffers: over so long a time that tells the most that a rate can be. */
const TAKEN_WINDOW_MS = 300_000
const LEAST_TAKEN_WINDOW_MS = 60_000
/** Some kernels take bodies whole, now and then. */
const TAKEN_TOLERANCE = 1.25

interface Sample {
  readonly atMs: number
  readonly snapshot: ProgressSnapshot
}

/** @returns a function that ends the lines */
export function startProgressLines({
  clock,
  progress,
  limiter,
  reporter,
}: {
  readonly clock: Clock
  readonly progress: Progress
  readonly limiter: Limiter
  readonly reporter: Reporter
}): () => void {
  const startedMs = clock.nowMs()
  let last: Sample = { atMs: startedMs, snapshot: progress.snapshot() }
  let history: readonly Sample[] = [last]
  const beginning = takenBy(last)
  let taken: readonly Taken[] = []
  return clock.every(1000, () => {
    const nowMs = clock.nowMs()
    const windowMs = Math.max(RATE_WINDOW_MS, periodMs(nowMs - startedMs) * 1.5)
    if (nowMs - last.atMs < periodMs(nowMs - startedMs)) return
    const now: Sample = { atMs: nowMs, snapshot: progress.snapshot() }
    history = [...history.filter(({ atMs }) => nowMs - atMs <= windowMs), now]
    taken = [...taken.filter(({ atMs }) => nowMs - atMs <= TAKEN_WINDOW_MS), takenBy(now)]
    reporter.info(
      lineOf({ first: history[0] ?? now, last, now, mostBytesPerSecond: mostRate(beginning, taken) }, limiter),
    )
    last = now
  })
}

/** What the kernel has taken until then. */
interface Taken {
  readonly atMs: number
  readonly bytes: number
}

function takenBy({ atMs, snapshot: { sentBytes, onTheWayBytes } }: Sample): Taken {
  return { atMs, bytes: sentBytes + onTheWayBytes }
}

/** @returns bytes per second that a rate can be at most: since the beginning, or since a while ago if that is more; infinite while that is not known. */
function mostRate(beginning: Taken, [oldest = beginning, ...more]: readonly Taken[]): number {
  const last = more.at(-1) ?? oldest
  if (last.atMs - beginning.atMs < LEAST_TAKEN_WINDOW_MS) return Number.POSITIVE_INFINITY
  const rateSince = ({ atMs, bytes }: Taken) => (1000 * (last.bytes - bytes)) / (last.atMs - atMs)
  return TAKEN_TOLERANCE * Math.max(rateSince(beginning), last === oldest ? 0 : rateSince(oldest))
}

/** The samples of the beginning of the time that is looked at, of the line before, and of this one. */
interface Samples {
  readonly first: Sample
  readonly last: Sample
  readonly now: Sample
  readonly mostBytesPerSecond: number
}

function lineOf({ first, last, now, mostBytesPerSecond }: Samples, limiter: Limiter): string {
  const { snapshot } = now
  const { plannedBytes, inOssBytes, lastFailure, isPlanned } = snapshot
  const { isMoving, bytesPerSecond, arrivedBytes } = paceOf({ first, last, now, mostBytesPerSecond })
  const isRefused = snapshot.sentBytes === last.snapshot.sentBytes && snapshot.retries > last.snapshot.retries
  const isSending = plannedBytes - inOssBytes - snapshot.copyingBytes > 0
  // If nothing gets through, nothing limits a rate.
  const hasRate = (bytesPerSecond ?? 0) > 0 && isMoving && isSending && !isRefused
  const facts = { ...timesBetween(first.snapshot, snapshot), limitedBy: limiter.limitedBy }
  return formatProgress({
    totalBytes: isPlanned ? Math.max(plannedBytes, inOssBytes) : undefined,
    doneBytes: inOssBytes,
    ...{ bytesPerSecond, arrivedBytes, isMoving },
    awaited: snapshot.awaited,
    onTheWayBytes: snapshot.onTheWayBytes,
    reusedBytes: snapshot.reusedBytes,
    copyingBytes: snapshot.copyingBytes,
    connections: limiter.inFlight,
    retries: snapshot.retries,
    lastFailure: lastFailure instanceof Error ? lastFailure.message : undefined,
    limitation: hasRate ? findLimitation(facts) : undefined,
  })
}

/** @returns the rate, undefined where it is unknown; and how much of what is under way has arrived, where that matters. */
function paceOf({
  first,
  last,
  now,
  mostBytesPerSecond,
}: Samples): Pick<ProgressFacts, 'bytesPerSecond' | 'arrivedBytes' | 'isMoving'> {
  const { ended, underway, onTheWayBytes, sinceProgressMs, sentBytes } = now.snapshot
  const isMoving = sinceProgressMs <= now.atMs - last.atMs
  const recent = { bytesPerSecond: rateBetween(first, now), arrivedBytes: 0, isMoving }
  const underwayBytes = Math.max(bytesOf(first.snapshot.underway), bytesOf(underway))
  if (sentBytes - first.snapshot.sentBytes >= underwayBytes * TIMES_UNDERWAY) return recent
  const present = presentRate(ended, underway)
  switch (present.kind) {
    case 'known': {
      // The first requests that end are those which got most of the link.
      const bytesPerSecond = Math.min(present.bytesPerSecond, Math.max(0, mostBytesPerSecond))
      const arrivedBytes = (present.arrivedBytes * bytesPerSecond) / present.bytesPerSecond
      // While its buffers are full the kernel takes nothing, although the link carries on.
      return { bytesPerSecond, arrivedBytes, isMoving: true }
    }
    case 'silent':
      return isMoving ? { ...recent, bytesPerSecond: undefined } : recent
    case 'unknown':
      return onTheWayBytes > 0 ? { ...recent, bytesPerSecond: undefined } : recent
  }
}

/** @returns bytes per second between two samples. */
function rateBetween(first: Sample, last: Sample): number {
  if (last.atMs <= first.atMs) return 0
  return ((last.snapshot.sentBytes - first.snapshot.sentBytes) * 1000) / (last.atMs - first.atMs)
}

/** @returns what was measured between two samples: what was before says nothing about now. */
function timesBetween(first: ProgressSnapshot, last: ProgressSnapshot): Omit<LimitFacts, 'limitedBy'> {
  return {
    wantedMs: last.wantedMs - first.wantedMs,
    sendingMs: last.sendingMs - first.sendingMs,
    busyMs: last.busyMs - first.busyMs,
    blockedMs: last.blockedMs - first.blockedMs,
    requestMs: last.requestMs - first.requestMs,
    failedMs: last.failedMs - first.failedMs,
    diskMs: last.diskMs - first.diskMs,
  }
}

function periodMs(elapsedMs: number): number {
  if (elapsedMs < 60_000) return 4_900
  return elapsedMs < 600_000 ? 14_900 : 59_900
}
