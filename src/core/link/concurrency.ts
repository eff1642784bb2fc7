/**
 * Decides how many requests may be in flight: a pure reducer over observations. It raises the limit as long as that raises the throughput, tries a lower
 * one if the link is full, stays below what the service accepted, and tries again after a while. Alternatives and figures: docs/decisions/0005.
 */
import type {
  Acknowledged,
  ConcurrencySetting,
  Controller,
  Failed,
  Finished,
  LimiterPhase,
  Observation,
  Throttled,
  Throttling,
  Trial,
} from './concurrency-state.ts'
import { addLoss, addSuccess, countOf, EMPTY_SAMPLE, fade, type Sample, type SuccessfulRequest } from './flow-sample.ts'
import { endOpening, endPause, FIRST_PAUSE_MS, judgeTrial, LEAST, settle } from './limit-trials.ts'
import { watchSlowness } from './slow-link.ts'
import { watchWindows } from './windows.ts'

export type { ConcurrencySetting, Controller, Observation } from './concurrency-state.ts'

/** The first limit where the bucket is near, and before its distance is known. */
const START = 12
/** The first limit is one connection for each of these spans of a round trip, since a connection carries no more than its window in a round trip. */
const MS_A_CONNECTION = 5
/** The highest first limit: on a slow link more would only put more bytes at risk. */
export const MOST_TO_BEGIN_WITH = 40
const THROTTLE_CUT = 0.75
const LONGEST_THROTTLE_PAUSE_MS = 60_000

/** @returns the controller without any observation. */
export function startController(setting: ConcurrencySetting): Controller {
  return {
    setting,
    limit: setting.kind === 'fixed' ? setting.limit : START,
    step: { kind: 'opening', sample: EMPTY_SAMPLE, restore: undefined },
    roundTripMs: Number.POSITIVE_INFINITY,
    hasSentBytes: false,
    failuresInARow: 0,
    limitedBy: undefined,
    pauseMs: FIRST_PAUSE_MS,
  }
}

/** @returns the controller after one more observation; its `limit` is how many requests may be in flight now. */
export function observe(controller: Controller, observation: Observation): Controller {
  if (controller.setting.kind === 'fixed') return controller
  switch (observation.kind) {
    case 'acknowledged':
      return acknowledge(controller, observation)
    case 'throttled':
      return throttle(controller, observation)
    case 'failed':
      return fail(controller, observation)
    case 'moving':
      return watchSlowness(watchWindows(controller, observation), observation)
  }
}

function acknowledge(controller: Controller, observation: Acknowledged): Controller {
  const { nowMs, startedMs, sizeBytes } = observation
  const roundTripMs = Math.min(controller.roundTripMs, Math.max(0.1, nowMs - startedMs))
  const known = { ...controller, roundTripMs, failuresInARow: 0 }
  const { step } = controller
  const isSlow = step.kind === 'opening' && step.slowness?.isKnown === true
  if (sizeBytes === 0)
    return controller.hasSentBytes || isSlow ? known : { ...known, limit: Math.max(known.limit, limitFor(roundTripMs)) }
  const limit = step.kind === 'opening' && step.restore !== undefined ? step.restore : controller.limit
  return decide({ ...known, limit, hasSentBytes: true, step: record(known, observation) }, observation)
}

/** @returns the first limit, from the duration of a request without a body: the farther the bucket, the more connections are needed to fill a link. */
function limitFor(roundTripMs: number): number {
  return Math.min(MOST_TO_BEGIN_WITH, Math.floor(roundTripMs / MS_A_CONNECTION))
}

function record({ step, limit }: Controller, observation: Acknowledged): LimiterPhase {
  const request = { ...observation, elapsedMs: observation.nowMs - observation.startedMs }
  switch (step.kind) {
    case 'opening':
      return { ...step, sample: addFading(step.sample, request, limit), restore: undefined }
    case 'settled':
      return { ...step, sample: addFading(step.sample, request, limit * 4) }
    case 'trial':
      return addToTrial(step, observation, (sample) => addSuccess(sample, request))
    case 'throttled':
      return { ...step, acknowledged: step.acknowledged + 1 }
  }
}

/** What comes counts more than what was. */
function addFading(sample: Sample, request: SuccessfulRequest, mostRequests: number): Sample {
  const more = addSuccess(sample, request)
  return countOf(more) > mostRequests ? fade(more) : more
}

/** A request belongs to the limit under which it spent its time; one that began before the trial and spent more of it after tells of neither. */
function addToTrial(trial: Trial, { startedMs, nowMs }: Finished, add: (sample: Sample) => Sample): Trial {
  const { sinceMs, before, sample } = trial
  if (startedMs >= sinceMs) return { ...trial, sample: add(sample) }
  if (startedMs + nowMs > 2 * sinceMs) return trial
  return { ...trial, before: { ...before, sample: add(before.sample) } }
}

/** The next state after an acknowledged body. While the limit is not used completely, or this process is what limits, nothing can be concluded. */
function decide(controller: Controller, { nowMs, inFlight, leftBytes, isBusy = false }: Acknowledged): Controller {
  const { step, limit } = controller
  if (inFlight < limit || isBusy) return controller
  switch (step.kind) {
    case 'opening':
      return endOpening(controller, step, { nowMs, leftBytes })
    case 'trial':
      return judgeTrial(controller, step, nowMs)
    case 'settled':
      return nowMs - step.sinceMs < controller.pauseMs ? controller : endPause(controller, step.sample, nowMs)
    case 'throttled':
      return recover(controller, step, nowMs)
  }
}

/** The first refusal cuts the limit; each further one of the same burst shows that the service accepted one request less. */
function throttle(
  controller: Controller,
  { nowMs, startedMs, inFlight, retryAfterMs = 0, cost = 1 }: Throttled,
): Controller {
  const { step, pauseMs } = controller
  const isSameCut = step.kind === 'throttled' && startedMs < step.cutMs
  const ceiling = Math.max(1, (isSameCut ? step.ceiling : inFlight) - cost)
  const limit = Math.max(1, Math.min(controller.limit, Math.floor(ceiling * THROTTLE_CUT)))
  const waitUntilMs = Math.max(nowMs + retryAfterMs, step.kind === 'throttled' ? step.waitUntilMs : 0)
  const cutMs = isSameCut ? step.cutMs : nowMs
  return {
    ...controller,
    limit,
    failuresInARow: 0,
    limitedBy: 'service',
    pauseMs: isSameCut ? pauseMs : Math.min(LONGEST_THROTTLE_PAUSE_MS, pauseMs * 2),
    step: { kind: 'throttled', ceiling, cutMs, waitUntilMs, acknowledged: 0 },
  }
}

/** Returns to the ceiling within a few round trips; a higher limit is tried after a pause. */
function recover(controller: Controller, step: Throttling, nowMs: number): Controller {
  const { limit } = controller
  if (limit + 1 > step.ceiling) return settle(controller, EMPTY_SAMPLE, nowMs)
  if (nowMs < step.waitUntilMs || step.acknowledged * 4 < limit) return controller
  return { ...controller, limit: limit + 1, step: { ...step, acknowledged: 0 } }
}

/** Random resets cost time, which the samples count; during an outage a few requests find out when it is over. */
function fail(controller: Controller, observation: Failed): Controller {
  const { step, limit } = controller
  const failuresInARow = controller.failuresInARow + 1
  if (failuresInARow >= Math.max(LEAST, limit)) {
    const half = Math.min(limit, Math.max(LEAST, Math.floor(limit / 2)))
    const restore = step.kind === 'opening' && step.restore !== undefined ? step.restore : limit
    const again: LimiterPhase = { kind: 'opening', sample: EMPTY_SAMPLE, restore }
    return { ...controller, failuresInARow: 0, limit: half, limitedBy: undefined, step: again }
  }
  const lostMs = observation.nowMs - observation.startedMs
  const counted = { ...controller, failuresInARow }
  switch (step.kind) {
    case 'opening':
    case 'settled':
      return { ...counted, step: { ...step, sample: addLoss(step.sample, lostMs) } }
    case 'trial':
      return { ...counted, step: addToTrial(step, observation, (sample) => addLoss(sample, lostMs)) }
    case 'throttled':
      return counted
  }
}
