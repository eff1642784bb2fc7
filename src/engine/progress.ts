/** What has moved, and when: for the progress line, for `give-up-after`, and for the outputs. */
import { asActionError } from '../core/errors.ts'
import { addTransfer, NO_HISTORY, type RateHistory } from '../core/rate-history.ts'

export interface Progress {
  /** Bytes that are to be sent in this attempt, as far as known. */
  addPlanned(bytes: number): void
  /** Bytes that OSS held already. */
  addResumed(bytes: number): void
  /** Bytes that OSS held, sent or resumed, and holds no more: their upload vanished, or somebody else wrote over them. */
  lost(bytes: { readonly sentBytes: number; readonly resumedBytes: number }): void
  /** A request was acknowledged that was under way for so long. */
  acknowledged(bytes: number, elapsedMs: number): void
  /** Something moved that counts as progress although nothing was acknowledged yet. */
  moved(): void
  /** A request failed. */
  failed(failure: unknown): void
  /** It is sent again. */
  retried(failure: unknown): void
  /** Brackets a time in which requests are wanted: outside of it silence is no failure. */
  begin(): void
  end(): void
  snapshot(): ProgressSnapshot
}

export interface ProgressSnapshot {
  readonly plannedBytes: number
  readonly sentBytes: number
  readonly resumedBytes: number
  /** Bytes of the plan that are in OSS now. */
  readonly heldBytes: number
  /** When the bytes of this attempt were sent. */
  readonly rates: RateHistory
  readonly requests: number
  readonly retries: number
  /** Why a request was last sent again. */
  readonly lastFailure: unknown
  /** Whether the service has answered anything, refusals included. */
  readonly answeredOnce: boolean
  /** When OSS was last found to have lost bytes. */
  readonly lastLossMs: number | undefined
  /** Milliseconds since something moved; 0 while nothing is wanted. */
  readonly sinceProgressMs: number
}

/** @returns counters at zero. */
export function createProgress(nowMs: () => number): Progress {
  let plannedBytes = 0
  let sentBytes = 0
  let resumedBytes = 0
  let lostBytes = 0
  let lastLossMs: number | undefined
  let requests = 0
  let retries = 0
  let lastFailure: unknown
  let answeredOnce = false
  let wanted = 0
  let lastMoveMs = nowMs()
  let rates = NO_HISTORY
  const startedMs = lastMoveMs
  return {
    addPlanned(bytes) {
      plannedBytes += bytes
    },
    addResumed(bytes) {
      resumedBytes += bytes
    },
    lost(bytes) {
      lostBytes += bytes.sentBytes
      lastLossMs = nowMs()
      resumedBytes -= bytes.resumedBytes
    },
    acknowledged(bytes, elapsedMs) {
      sentBytes += bytes
      requests += 1
      answeredOnce = true
      lastMoveMs = nowMs()
      const toMs = lastMoveMs - startedMs
      if (bytes > 0) rates = addTransfer(rates, { fromMs: toMs - elapsedMs, toMs, sizeBytes: bytes })
    },
    moved() {
      lastMoveMs = nowMs()
    },
    retried(failure) {
      retries += 1
      lastFailure = failure
    },
    failed(failure) {
      if (asActionError(failure)?.facts.status !== undefined) answeredOnce = true
    },
    begin() {
      if (wanted === 0) lastMoveMs = nowMs()
      wanted += 1
    },
    end() {
      wanted -= 1
    },
    snapshot() {
      const sinceProgressMs = wanted === 0 ? 0 : nowMs() - lastMoveMs
      return {
        plannedBytes,
        sentBytes,
        resumedBytes,
        heldBytes: sentBytes - lostBytes + resumedBytes,
        rates,
        requests,
        retries,
        lastFailure,
        answeredOnce,
        lastLossMs,
        sinceProgressMs,
      }
    },
  }
}
