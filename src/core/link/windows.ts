/**
 * Watches the congestion windows of the first connections open. Pure; part of the concurrency controller. The first acknowledgements come late, and a
 * connection that is opened once others fill the link gets little of it for seconds. What the kernel takes in a round trip tells earlier whether there are
 * enough connections.
 */
import type { Controller, Moving, Windows } from './concurrency-state.ts'
import { WIDE_WINDOW_BYTES } from './flow-sample.ts'
import { MOST } from './limit-trials.ts'

/** With shorter round trips windows open faster than they can be watched. */
const LONG_WAY_MS = 20
/** Windows that grow by less than this factor in a round trip no longer open. */
const GROWTH = 1.25
/** Where windows stay narrow: one connection for so many bytes of what all of them send in a round trip. A slow link thus gets few. */
const LEAST_WINDOW_BYTES = 8 * 1024
/** The same while windows open. The kernel's buffers grow with them: about a third of what it takes has arrived. */
const LEAST_OPENING_BYTES = 32 * 1024

/** @returns the controller after bytes moved: with more connections while windows open, or where they stay narrow, unless the link is slow. */
export function watchWindows(controller: Controller, moving: Moving): Controller {
  const { step, roundTripMs } = controller
  if (step.kind !== 'opening' || step.restore !== undefined || step.slowness?.isKnown === true) return controller
  if (!(roundTripMs >= LONG_WAY_MS && roundTripMs < Number.POSITIVE_INFINITY)) return controller
  const { windows } = step
  const doMostFeed = moving.feeding * 2 >= controller.limit
  if (windows === undefined) return doMostFeed ? withWindows(controller, begin(moving)) : controller
  const elapsedMs = moving.nowMs - windows.since.nowMs
  // Bytes that only fill buffers are not counted.
  const areBuffersFull = windows.since.takenBytes > 0
  if (elapsedMs < (areBuffersFull ? roundTripMs : roundTripMs / 2)) return controller
  const since = { nowMs: moving.nowMs, takenBytes: moving.takenBytes }
  if (!areBuffersFull || !doMostFeed) return withWindows(controller, { ...windows, since })
  const takenBytes = ((moving.takenBytes - windows.since.takenBytes) * roundTripMs) / elapsedMs
  const areWide = takenBytes >= WIDE_WINDOW_BYTES * moving.feeding
  // Twice in a row: all windows shrink for a moment when a queue overflows.
  const areNarrow = !areWide && !windows.areWide
  const stays = windows.takenBytes !== undefined && takenBytes < windows.takenBytes * GROWTH
  const wanted = stays ? (areNarrow ? takenBytes / LEAST_WINDOW_BYTES : 0) : takenBytes / LEAST_OPENING_BYTES
  const limit = Math.min(MOST, Math.max(controller.limit, Math.floor(wanted)))
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
