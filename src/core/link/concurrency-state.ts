/** The state of the concurrency controller, and its observations. Types only. */
import type { Sample } from './flow-sample.ts'
import type { LimitedBy } from './limitation.ts'

/** The input `concurrency`. */
export type ConcurrencySetting = { readonly kind: 'auto' } | { readonly kind: 'fixed'; readonly limit: number }

/** What the engine tells the controller. Times are monotonic milliseconds. */
export type Observation = Acknowledged | Throttled | Failed | Moving

/** A finished request. */
export interface Finished {
  readonly nowMs: number
  readonly startedMs: number
  /** Requests in flight, including this one. */
  readonly inFlight: number
}

/** A request was acknowledged. */
export interface Acknowledged extends Finished {
  readonly kind: 'acknowledged'
  /** Size of its body. */
  readonly sizeBytes: number
  /** Whether it was the first on its connection: new connections are slow at first. */
  readonly isFirst: boolean
  /** All bytes that are still to be acknowledged. */
  readonly leftBytes?: number
  /** Whether this process computes nearly all the time. */
  readonly isBusy?: boolean
}

/** The service asked for less (503, 429). */
export interface Throttled extends Finished {
  readonly kind: 'throttled'
  readonly retryAfterMs: number | undefined
  /** How much it counts among the requests in flight, if not as one. */
  readonly cost?: number
}

/** A connection broke, stalled, or could not be made. */
export interface Failed extends Finished {
  readonly kind: 'failed'
}

/** Connections took bytes of bodies that are under way. */
export interface Moving {
  readonly kind: 'moving'
  readonly nowMs: number
  /** All that they took so far. */
  readonly takenBytes: number
  /** Bodies under way of which some was taken, and not all. */
  readonly feeding: number
  /** All that is still to be acknowledged. */
  readonly leftBytes: number
}

/** What the controller knows; `observe` makes the next state from it. */
export interface Controller {
  readonly setting: ConcurrencySetting
  /** How many requests may be in flight now. */
  readonly limit: number
  readonly step: LimiterPhase
  /** The shortest time of any request: an upper bound of the round trip. */
  readonly roundTripMs: number
  /** Whether any body was acknowledged. */
  readonly hasSentBytes: boolean
  readonly failuresInARow: number
  /** What last kept the limit from rising. */
  readonly limitedBy: LimitedBy | undefined
  /** How long to keep the next good limit before another is tried. */
  readonly pauseMs: number
}

/** What the controller does now. */
export type LimiterPhase =
  /** Measures at the limit that was begun with, or, after an outage, at the one that is restored as soon as something gets through. */
  | {
      readonly kind: 'opening'
      readonly sample: Sample
      readonly restore: number | undefined
      /** How the windows of its connections open; undefined until bytes are taken. */
      readonly windows?: Windows | undefined
      /** Whether the link is slow; undefined until bytes are taken. */
      readonly slowness?: Slowness | undefined
    }
  | Trial
  /** Stays for `pauseMs`. */
  | { readonly kind: 'settled'; readonly sinceMs: number; readonly sample: Sample }
  | Throttling

/** What is taken in a round trip is what all windows together let through. */
export interface Windows {
  /** The beginning of the round trip that is looked at. */
  readonly since: Pick<Moving, 'nowMs' | 'takenBytes'>
  /** What was taken in the last one; undefined while buffers fill. */
  readonly takenBytes: number | undefined
  /** Whether a connection had a wide window then. */
  readonly areWide: boolean
  /** How long the rest takes at this rate; 0 while windows open. */
  readonly leftMs: number
}

/** How much is taken once buffers are full shows what a link carries before anything is acknowledged. */
export interface Slowness extends Pick<Moving, 'nowMs' | 'takenBytes'> {
  readonly areBuffersFull: boolean
  /** It is slow: a short round trip does not raise the limit. */
  readonly isKnown: boolean
}

/** Measures whether another limit is better than the one before. */
export interface Trial {
  readonly kind: 'trial'
  readonly sinceMs: number
  readonly before: { readonly limit: number; readonly sample: Sample }
  /** The throughput that fewer connections have to reach: the best that was measured while lowering the limit. */
  readonly toMatch: number
  readonly sample: Sample
}

/** Stays at or below what the service accepted. */
export interface Throttling {
  readonly kind: 'throttled'
  /** Requests in flight that the service accepted; a fraction where some count less than one. */
  readonly ceiling: number
  /** When the limit was cut: refusals of requests that were sent before belong to the same cut. */
  readonly cutMs: number
  /** Do not raise the limit before this time. */
  readonly waitUntilMs: number
  /** Acknowledged requests since the limit last rose. */
  readonly acknowledged: number
}
