/** What the concurrency controller knows at a moment, and what it is told. Types only. */
import type { Sample } from './flow-sample.ts'
import type { LimitedBy } from './limitation.ts'

export type ConcurrencySetting = { readonly kind: 'auto' } | { readonly kind: 'fixed'; readonly limit: number }

/** What the engine tells the controller. Times are monotonic milliseconds. */
export type Observation = Acknowledged | Throttled | Failed

/** A finished request. */
export interface Finished {
  readonly nowMs: number
  readonly startedMs: number
  /** Requests under way, this one included. */
  readonly inFlight: number
}

/** A request was acknowledged. */
export interface Acknowledged extends Finished {
  readonly kind: 'acknowledged'
  /** Of its body. */
  readonly sizeBytes: number
  /** Whether it was the first on its connection, which begins slowly. */
  readonly isFirst: boolean
}

/** The service asked for less (503, 429). */
export interface Throttled extends Finished {
  readonly kind: 'throttled'
  readonly retryAfterMs: number | undefined
}

/** A connection broke, stalled, or could not be made. */
export interface Failed extends Finished {
  readonly kind: 'failed'
}

export interface Controller {
  readonly setting: ConcurrencySetting
  /** How many requests may be in flight now. */
  readonly limit: number
  readonly step: LimiterPhase
  /** The shortest time that any request took: no round trip is longer. */
  readonly roundTripMs: number
  /** Whether any body was acknowledged. */
  readonly hasSentBytes: boolean
  readonly failuresInARow: number
  /** What last kept the limit from rising. */
  readonly limitedBy: LimitedBy | undefined
  /** How long the next good limit is kept before another is tried. */
  readonly pauseMs: number
}

export type LimiterPhase =
  /** Measures at the limit that was begun with, or, after an outage, at the one that is restored as soon as something gets through. */
  | { readonly kind: 'opening'; readonly sample: Sample; readonly restore: number | undefined }
  | Trial
  /** Stays for `pauseMs`. */
  | { readonly kind: 'settled'; readonly sinceMs: number; readonly sample: Sample }
  | Throttling

/** Measures whether another limit is better than the one before. */
export interface Trial {
  readonly kind: 'trial'
  readonly sinceMs: number
  readonly before: { readonly limit: number; readonly sample: Sample }
  /** What fewer connections have to match: the best that was measured on the way down. */
  readonly toMatch: number
  readonly sample: Sample
}

/** Stays at or below what the service bore. */
export interface Throttling {
  readonly kind: 'throttled'
  /** Requests in flight that the service bore. */
  readonly ceiling: number
  /** Refusals of requests that were sent before belong to the same cut. */
  readonly cutMs: number
  /** No rise before. */
  readonly waitUntilMs: number
  /** Since the limit last rose. */
  readonly acknowledged: number
}
