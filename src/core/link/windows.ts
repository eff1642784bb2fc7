/**
 * How the windows of the first connections open. Pure; part of the concurrency controller. Nothing is acknowledged for long meanwhile, and connections
 * that are opened once others fill a link get little of it for seconds: so what the kernel takes in a round trip tells, early, whether there are enough.
 */
import type { Controller, Moving, Windows } from './concurrency-state.ts'
import { WIDE_WINDOW_BYTES } from './flow-sample.ts'
import { MOST } from './limit-trials.ts'

/** On shorter ways windows open faster than anything can be learnt of them. */
const LONG_WAY_MS = 20
/** Windows that grow by less in a round trip do not open any more. */
const GROWTH = 1.25
/** Where windows stay narrow: one connection per this many bytes that all of them send in a round trip, so that a slow link gets few. */
const LEAST_WINDOW_BYTES = 8 * 1024

/** @returns the controller after bytes moved: with more connections where those that there are have windows that stay narrow, although the link is not slow. */
export function watchWindows(controller: Controller, moving: Moving): Controller {
  const { step, roundTripMs } = controller
  if (step.kind !== 'opening' || step.restore !== undefined) return controller
  if (!(roundTripMs >= LONG_WAY_MS && roundTripMs < Number.POSITIVE_INFINITY)) return controller
  const { windows } = step
  if (windows === undefined) return withWindows(controller, begin(moving))
  const elapsedMs = moving.nowMs - windows.since.nowMs
  // Bytes that only fill buffers are not counted.
  const areBuffersFull = windows.since.takenBytes > 0
  if (elapsedMs < (areBuffersFull ? roundTripMs : roundTripMs / 2)) return controller
  const since = { nowMs: moving.nowMs, takenBytes: moving.takenBytes }
  if (!areBuffersFull || moving.feeding * 2 < controller.limit) return withWindows(controller, { ...windows, since })
  const takenBytes = ((moving.takenBytes - windows.since.takenBytes) * roundTripMs) / elapsedMs
  const areWide = takenBytes >= WIDE_WINDOW_BYTES * moving.feeding
  // Twice in a row: all windows shrink for a moment when a queue overflows.
  const areNarrow = !areWide && !windows.areWide
  const stays = windows.takenBytes !== undefined && takenBytes < windows.takenBytes * GROWTH
  const wanted = stays && areNarrow ? Math.floor(takenBytes / LEAST_WINDOW_BYTES) : 0
  const limit = Math.min(MOST, Math.max(controller.limit, wanted))
  const leftMs = stays ? (moving.leftBytes / takenBytes) * roundTripMs : 0
  return withWindows({ ...controller, limit }, { ...windows, since, takenBytes, areWide, leftMs })
}

function begin({ nowMs }: Moving): Windows {
  return { since: { nowMs, takenBytes: 0 }, takenBytes: undefined, areWide: false, leftMs: 0 }
}

function withWindows(controller: Controller, windows: Windows): Controller {
  const { step } = controller
  return step.kind === 'opening' ? { ...controller, step: { ...step, windows } } : controller
}
