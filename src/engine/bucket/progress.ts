/** What has moved, and when: for the progress line, for `give-up-after`, and for the outputs. */
import { asActionError } from '../../core/errors/errors.ts'
import { addTransfer, NO_HISTORY, type RateHistory } from '../../core/link/rate-history.ts'
import type { Clock } from '../../ports.ts'

export interface Progress {
  /** Bytes that are to be sent in this attempt, as far as known. */
  addPlanned(bytes: number): void
  /** Bytes that OSS held already. */
  addResumed(bytes: number): void
  /** Bytes that were copied inside OSS from earlier objects. */
  addReused(bytes: number): void
  /** So many bytes more (or, when they are copied or sent instead, less) are being copied inside OSS. */
  addCopying(bytes: number): void
  /** Bytes that OSS held, sent, copied or resumed, and holds no more: their upload vanished, or somebody else wrote over them. */
  lost(bytes: { readonly sentBytes: number; readonly resumedBytes: number; readonly reusedBytes?: number }): void
  /** A request was acknowledged that was under way for so long. */
  acknowledged(bytes: number, elapsedMs: number): void
  /** A try of a request with a body is over, whatever came of it. */
  tried(elapsedMs: number): void
  /** The connections have taken so many bytes more (or, when a request is over, less) that are not acknowledged. */
  onTheWay(bytes: number): void
  /** Something moved that counts as progress although nothing was acknowledged yet. */
  moved(): void
  /** For so long the disk kept a request from being sent. */
  waitedForDisk(waitedMs: number): void
  /** A request failed. */
  failed(failure: unknown): void
  /** It is sent again. */
  retried(failure: unknown): void
  /** Brackets a time in which requests, or answers of the disk, are wanted: outside of it silence is not a failure. */
  begin(what?: 'requests' | 'disk'): void
  end(what?: 'requests' | 'disk'): void
  snapshot(): ProgressSnapshot
}

export interface ProgressSnapshot {
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
  /** Bytes that the connections have taken and OSS has not acknowledged yet. */
  readonly onTheWayBytes: number
  readonly requests: number
  /** What the quickest request without a body took; undefined while none was answered. */
  readonly quickestMs: number | undefined
  readonly retries: number
  /** Why a request was last sent again. */
  readonly lastFailure: unknown
  /** Whether the service has answered anything, refusals included. */
  readonly answeredOnce: boolean
  /** When OSS was last found to have lost bytes. */
  readonly lastLossMs: number | undefined
  /** Milliseconds since something moved; 0 while nothing is wanted. */
  readonly sinceProgressMs: number
  /** For how long requests were wanted, and how much of that this process computed. */
  readonly wantedMs: number
  readonly busyMs: number
  /** How long all requests with a body took together, those that failed included, and how much of that they waited for the disk. */
  readonly requestMs: number
  readonly diskMs: number
}

/** @returns counters at zero. */
export function createProgress(clock: Pick<Clock, 'nowMs' | 'busyMs'>): Progress {
  const nowMs = () => clock.nowMs()
  const effort = createEffort(clock)
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
  const wanted = { requests: 0, disk: 0 }
  let lastMoveMs = nowMs()
  let rates = NO_HISTORY
  let requestMs = 0
  let diskMs = 0
  const startedMs = lastMoveMs
  return {
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
      lastMoveMs = nowMs()
      const toMs = lastMoveMs - startedMs
      if (bytes === 0) quickestMs = Math.min(elapsedMs, quickestMs ?? elapsedMs)
      if (bytes > 0) rates = addTransfer(rates, { fromMs: toMs - elapsedMs, toMs, sizeBytes: bytes })
    },
    tried(elapsedMs) {
      requestMs += elapsedMs
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
      if (wanted.requests + wanted.disk === 0) lastMoveMs = nowMs()
      if (what === 'requests' && wanted.requests === 0) effort.begin()
      wanted[what] += 1
    },
    end(what = 'requests') {
      wanted[what] -= 1
      if (what === 'requests' && wanted.requests === 0) effort.end()
    },
    snapshot() {
      const sinceProgressMs = wanted.requests + wanted.disk === 0 ? 0 : nowMs() - lastMoveMs
      return {
        plannedBytes,
        sentBytes,
        resumedBytes,
        reusedBytes,
        copyingBytes,
        inOssBytes: sentBytes - lostBytes + resumedBytes + reusedBytes,
        rates,
        onTheWayBytes,
        requests,
        quickestMs,
        retries,
        lastFailure,
        answeredOnce,
        lastLossMs,
        sinceProgressMs,
        ...effort.soFar(),
        requestMs,
        diskMs,
      }
    },
  }
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
