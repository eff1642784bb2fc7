/** How many requests may be in flight: a controller as a pure reducer over what was observed. */

export type ConcurrencySetting = { readonly kind: 'auto' } | { readonly kind: 'fixed'; readonly limit: number }

/** What the engine tells the controller. Times are monotonic milliseconds. */
export type Observation =
  /** A request was acknowledged. */
  | {
      readonly kind: 'acknowledged'
      readonly nowMs: number
      readonly startedMs: number
      readonly sizeBytes: number
      readonly inFlight: number
    }
  /** The service asked for less (503, 429). */
  | { readonly kind: 'throttled'; readonly nowMs: number }
  /** A connection broke or stalled. */
  | { readonly kind: 'failed'; readonly nowMs: number }

export interface Controller {
  readonly setting: ConcurrencySetting
  readonly limit: number
}

/** @returns the controller before anything was observed. */
export function startController(setting: ConcurrencySetting): Controller {
  return { setting, limit: setting.kind === 'fixed' ? setting.limit : 16 }
}

/** @returns the controller after one more observation; its `limit` is how many requests may be in flight now. */
export function observe(controller: Controller, _observation: Observation): Controller {
  return controller
}
