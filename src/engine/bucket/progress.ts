/** Counts progress: for the progress line, for `give-up-after`, and for the outputs. */
import { asActionError } from '../../core/errors/errors.ts'
import { addTransfer, NO_HISTORY, type RateHistory } from '../../core/link/rate-history.ts'
import type { Ended, Underway } from '../../core/telling/present-rate.ts'
import type { Awaited } from '../../core/telling/report.ts'
import { createTries } from '../../core/telling/tries.ts'
import type { Clock, LocalFiles } from '../../ports.ts'

export interface Progress {
  /** Notes that all bytes of the plan were added. */
  planned(): void
  /** Bytes that are to be sent in this attempt. */
  addPlanned(bytes: number): void
  /** Bytes that OSS already had. */
  addResumed(bytes: number): void
  /** Bytes that were copied inside OSS from earlier objects. */
  addReused(bytes: number): void
  /** Notes that this many more bytes (or fewer, when they were copied or are sent instead) are being copied inside OSS. */
  addCopying(bytes: number): void
  /** Bytes that were sent, copied or resumed and that OSS no longer has: their upload vanished, or somebody else overwrote them. */
  lost(bytes: { readonly sentBytes: number; readonly resumedBytes: number; readonly reusedBytes?: number }): void
  /** Notes an acknowledged request and its duration. */
  acknowledged(bytes: number, elapsedMs: number): void
  /** Notes a try of a request with a body. @returns what is to be called when it has ended */
  trying(sizeBytes: number): (isAcknowledged: boolean) => void
  /** Notes that this many more bytes (or fewer, when a request ends) are written to connections and not acknowledged. */
  onTheWay(bytes: number): void
  /** Notes progress although nothing was acknowledged yet. */
  moved(): void
  /** Notes how long a request waited for the disk. */
  waitedForDisk(waitedMs: number): void
  /** Notes a failed request. */
  failed(failure: unknown): void
  /** Notes that it is sent again. */
  retried(failure: unknown): void
  /** Begins a time in which answers are expected: outside of it silence is not a failure. */
  begin(what?: Expected): void
  end(what?: Expected): void
  /** @returns bytes of the plan that are not in OSS yet */
  leftBytes(): number
  snapshot(): ProgressSnapshot
}

/** Answers to requests, of the disk, of the place from which files are fetched. */
type Expected = 'requests' | 'disk' | 'source'

export interface ProgressSnapshot {
  /** Whether it is known what is to be sent. */
  readonly isPlanned: boolean
  readonly plannedBytes: number
  readonly sentBytes: number
  readonly resumedBytes: number
  readonly reusedBytes: number
  /** Bytes that are to be copied inside OSS. */
  readonly copyingBytes: number
  /** Bytes of the plan that are in OSS now. */
  readonly inOssBytes: number
  /** When the bytes of this attempt were sent. */
  readonly rates: RateHistory
  /** Requests with a body: the last ones that ended, oldest first, and those under way. */
  readonly ended: readonly Ended[]
  readonly underway: readonly Underway[]
  /** Bytes that were written to connections and are not acknowledged by OSS yet. */
  readonly onTheWayBytes: number
  readonly requests: number
  /** Duration of the quickest request without a body; undefined until one was answered. */
  readonly quickestMs: number | undefined
  readonly retries: number
  /** Why a request was last sent again; undefined once another was acknowledged. */
  readonly lastFailure: unknown
  /** Whether the service has answered at all, including refusals. */
  readonly answeredOnce: boolean
  /** When OSS was last found to no longer have some bytes. */
  readonly lastLossMs: number | undefined
  /** Milliseconds since the last progress; 0 while nothing is expected. */
  readonly sinceProgressMs: number
  /** What is waited for; undefined where nothing is. */
  readonly awaited: Awaited | undefined
  /** How long the oldest request to the disk that has no answer yet has waited. */
  readonly unansweredMs: number
  /** Time in which there were requests to send, and in which some with a body were under way. */
  readonly wantedMs: number
  readonly sendingMs: number
  /** How much of the former the main thread was busy. */
  readonly busyMs: number
  /** For how long the main thread has waited for the disk. */
  readonly blockedMs: number
  /** Total time of all requests with a body, of those that failed, and how much of it the others waited for the disk. */
  readonly requestMs: number
  readonly failedMs: number
  readonly diskMs: number
}

/** A disk that has not answered for so long is what is waited for. */
const SLOW_ANSWER_MS = 2000

/** @returns counters at zero. */
export function createProgress(
  clock: Pick<Clock, 'nowMs' | 'busyMs'>,
  files: Pick<LocalFiles, 'diskState'> = {},
): Progress {
  const nowMs = () => clock.nowMs()
  const effort = createEffort(clock)
  const sending = createEffort(clock)
  let isPlanned = false
  let plannedBytes = 0
  let sentBytes = 0
  let resumedBytes = 0
  let reusedBytes = 0
  let copyingBytes = 0
  let lostBytes = 0
  let onTheWayBytes = 0
  let lastLossMs: number | undefined
  let requests = 0
  let quickestMs: number | undefined
  let retries = 0
  let lastFailure: unknown
  let answeredOnce = false
  const wanted = { requests: 0, disk: 0, source: 0 }
  const isSilenceExpected = () => wanted.requests + wanted.disk + wanted.source === 0
  let lastMoveMs = nowMs()
  let rates = NO_HISTORY
  const tries = createTries(nowMs())
  let requestMs = 0
  let failedMs = 0
  let diskMs = 0
  const startedMs = lastMoveMs
  const inOssBytes = () => sentBytes - lostBytes + resumedBytes + reusedBytes
  return {
    planned() {
      isPlanned = true
    },
    addPlanned(bytes) {
      plannedBytes += bytes
    },
    addResumed(bytes) {
      resumedBytes += bytes
    },
    addReused(bytes) {
      reusedBytes += bytes
      lastMoveMs = nowMs()
    },
    addCopying(bytes) {
      copyingBytes += bytes
    },
    lost(bytes) {
      lostBytes += bytes.sentBytes
      lastLossMs = nowMs()
      resumedBytes -= bytes.resumedBytes
      reusedBytes -= bytes.reusedBytes ?? 0
    },
    acknowledged(bytes, elapsedMs) {
      sentBytes += bytes
      requests += 1
      answeredOnce = true
      lastFailure = undefined
      lastMoveMs = nowMs()
      const toMs = lastMoveMs - startedMs
      if (bytes === 0) quickestMs = Math.min(elapsedMs, quickestMs ?? elapsedMs)
      if (bytes > 0) rates = addTransfer(rates, { fromMs: toMs - elapsedMs, toMs, sizeBytes: bytes })
    },
    trying(sizeBytes) {
      if (tries.count === 0) sending.begin()
      const one = tries.begin(sizeBytes, nowMs())
      return (isAcknowledged) => {
        const elapsedMs = tries.end(one, { nowMs: nowMs(), isAcknowledged })
        requestMs += elapsedMs
        if (!isAcknowledged) failedMs += elapsedMs
        if (tries.count === 0) sending.end()
      }
    },
    waitedForDisk(waitedMs) {
      diskMs += waitedMs
    },
    onTheWay(bytes) {
      onTheWayBytes += bytes
    },
    moved() {
      lastMoveMs = nowMs()
    },
    retried(failure) {
      retries += 1
      lastFailure = failure
    },
    failed(failure) {
      const { status, foreign } = asActionError(failure)?.facts ?? {}
      if (status !== undefined && foreign !== true) answeredOnce = true
    },
    begin(what = 'requests') {
      if (isSilenceExpected()) lastMoveMs = nowMs()
      if (what === 'requests' && wanted.requests === 0) effort.begin()
      wanted[what] += 1
    },
    end(what = 'requests') {
      wanted[what] -= 1
      if (what === 'requests' && wanted.requests === 0) effort.end()
    },
    leftBytes: () => plannedBytes - inOssBytes(),
    snapshot() {
      const sinceProgressMs = isSilenceExpected() ? 0 : nowMs() - lastMoveMs
      const { unansweredMs = 0, blockedMs = 0 } = files.diskState?.() ?? {}
      return {
        isPlanned,
        plannedBytes,
        sentBytes,
        resumedBytes,
        reusedBytes,
        copyingBytes,
        inOssBytes: inOssBytes(),
        rates,
        ...tries.soFar(nowMs()),
        onTheWayBytes,
        requests,
        quickestMs,
        retries,
        lastFailure,
        answeredOnce,
        lastLossMs,
        sinceProgressMs,
        awaited: unansweredMs >= SLOW_ANSWER_MS ? 'disk' : awaitedOf(wanted),
        unansweredMs,
        ...effort.soFar(),
        sendingMs: sending.soFar().wantedMs,
        blockedMs,
        requestMs,
        failedMs,
        diskMs,
      }
    },
  }
}

function awaitedOf(wanted: Readonly<Record<Expected, number>>): Awaited | undefined {
  if (wanted.requests > 0) return 'service'
  if (wanted.source > 0) return 'source'
  return wanted.disk > 0 ? 'files' : undefined
}

type Effort = Pick<ProgressSnapshot, 'wantedMs' | 'busyMs'>

/** Measures the times between `begin` and `end`. */
function createEffort(clock: Pick<Clock, 'nowMs' | 'busyMs'>) {
  const now = (): Effort => ({ wantedMs: clock.nowMs(), busyMs: clock.busyMs() })
  let past: Effort = { wantedMs: 0, busyMs: 0 }
  let begun: Effort | undefined
  const soFar = (): Effort => {
    if (begun === undefined) return past
    const { wantedMs, busyMs } = now()
    return { wantedMs: past.wantedMs + wantedMs - begun.wantedMs, busyMs: past.busyMs + busyMs - begun.busyMs }
  }
  return {
    soFar,
    begin() {
      begun = now()
    },
    end() {
      past = soFar()
      begun = undefined
    },
  }
}
