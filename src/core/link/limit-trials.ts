/** Finds a better limit by trying one and comparing what it achieved. Pure; part of the concurrency controller. */
import type { Controller, LimiterPhase, Trial } from './concurrency-state.ts'
import {
  byteRate,
  countOf,
  EMPTY_SAMPLE,
  hasWideWindows,
  isSaturated,
  isWarm,
  type Sample,
  slotRate,
} from './flow-sample.ts'
import type { LimitedBy } from './limitation.ts'

type Opening = Extract<LimiterPhase, { readonly kind: 'opening' }>

/** Fewer are not tried: that many keep a link busy while one of them waits for its answer. */
export const LEAST = 4
/** More are not tried: each costs memory, here and at the service. */
export const MOST = 64
/** How long a limit is kept before another is tried; after each trial without gain twice as long. */
export const FIRST_PAUSE_MS = 10_000
const LONGEST_PAUSE_MS = 60_000
const RAISE = 2
const CAUTIOUS_RAISE = 1.25
const CUT = 0.75
/** Keep a higher limit only if throughput grows by at least this fraction. */
const WORTHWHILE = 0.1
/** A trial pays where the rest takes longer. */
const WORTH_TRYING_MS = 8000
/** On shorter ways a trial is over soon, but each new connection takes computing time. */
const NEAR_MS = 20
const WORTH_TRYING_NEAR_MS = 1000
/** With less than this part of what they would bring, the link is what holds them. */
const ELASTIC = 0.7
/** Fewer connections may lower the throughput by this fraction. */
const BEARABLE = 0.03

/**
 * @returns the controller as it tries its first other limit, once a quarter of the first requests is through. Where the connections have wide windows it
 *   does so only if much is left: a trial that brings nothing leaves connections behind that hardly get anything of a full link.
 */
export function endOpening(
  controller: Controller,
  { sample, windows }: Opening,
  { nowMs, leftBytes = Number.POSITIVE_INFINITY }: { readonly nowMs: number; readonly leftBytes: number | undefined },
): Controller {
  const { limit, roundTripMs } = controller
  if (countOf(sample) * 4 < limit) return controller
  if (roundTripMs < NEAR_MS && leftBytes < byteRate(sample) * limit * WORTH_TRYING_NEAR_MS) return controller
  // What connections lose packets for shows late: windows that were wide grow narrow, which is not seen where the kernel takes whole parts at once.
  const stayWide = windows?.areWide === true && (!isWarm(sample) || hasWideWindows(sample, roundTripMs))
  if (stayWide && windows.leftMs < WORTH_TRYING_MS) return controller
  const raise = isSaturated(sample, roundTripMs) ? CAUTIOUS_RAISE : RAISE
  return tryLimit(controller, { nowMs, sample, limit: limit * raise })
}

/** @returns the controller with a trial of a few more connections, once its pause is over. */
export function endPause(controller: Controller, sample: Sample, nowMs: number): Controller {
  return tryLimit(controller, { nowMs, sample, limit: Math.ceil(controller.limit * CAUTIOUS_RAISE) })
}

/** @returns the controller that keeps its limit until its pause is over. */
export function settle(controller: Controller, sample: Sample, sinceMs: number): Controller {
  return { ...controller, step: { kind: 'settled', sinceMs, sample } }
}

/** @returns the controller after a trial with enough requests: at the new limit or back at the one before, and possibly in the next trial. */
export function judgeTrial(controller: Controller, trial: Trial, nowMs: number): Controller {
  const { limit } = controller
  const { before, sample } = trial
  if (sample.later.count * 2 < limit && countOf(sample) < limit * 2) return controller
  const was = Math.max(trial.toMatch, slotRate(before.sample) * before.limit)
  const is = slotRate(sample) * limit
  const outcome = { nowMs, gain: is / was - 1, best: Math.max(was, is) }
  return limit > before.limit ? judgeMore(controller, trial, outcome) : judgeFewer(controller, trial, outcome)
}

interface Outcome {
  readonly nowMs: number
  /** Growth of the throughput, as a fraction of the former one. */
  readonly gain: number
  readonly best: number
}

function judgeMore(controller: Controller, { before, sample }: Trial, { nowMs, gain, best }: Outcome): Controller {
  const { limit, roundTripMs } = controller
  const isElastic = gain >= ELASTIC * (limit / before.limit - 1)
  // Compared to new connections anything looks like a gain.
  const isMost = limit === MOST && isWarm(before.sample)
  const limitedBy: LimitedBy | undefined = !isElastic ? 'link' : isMost ? 'most' : undefined
  if (gain >= WORTHWHILE)
    return tryLimit({ ...controller, limitedBy, pauseMs: FIRST_PAUSE_MS }, { nowMs, sample, limit: limit * RAISE })
  const pauseMs = Math.min(LONGEST_PAUSE_MS, controller.pauseMs * 2)
  const back = { ...controller, limitedBy, limit: before.limit, pauseMs }
  return isSaturated(before.sample, roundTripMs)
    ? tryLimit(back, { nowMs, sample: before.sample, limit: fewer(back), toMatch: best })
    : settle(back, before.sample, nowMs)
}

function judgeFewer(controller: Controller, { before, sample }: Trial, { nowMs, gain, best }: Outcome): Controller {
  if (gain < -BEARABLE) return settle({ ...controller, limit: before.limit }, before.sample, nowMs)
  return isSaturated(sample, controller.roundTripMs)
    ? tryLimit(controller, { nowMs, sample, limit: fewer(controller), toMatch: best })
    : settle(controller, sample, nowMs)
}

function fewer({ limit }: Controller): number {
  return Math.min(limit, Math.max(LEAST, limit * CUT))
}

interface TrialStart {
  readonly nowMs: number
  readonly sample: Sample
  readonly limit: number
  readonly toMatch?: number
}

function tryLimit(controller: Controller, { nowMs, sample, limit, toMatch = 0 }: TrialStart): Controller {
  const other = Math.min(MOST, Math.floor(limit))
  if (other === controller.limit) return settle(controller, sample, nowMs)
  const before = { limit: controller.limit, sample }
  return { ...controller, limit: other, step: { kind: 'trial', sinceMs: nowMs, before, toMatch, sample: EMPTY_SAMPLE } }
}
