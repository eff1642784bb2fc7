/**
 * Recognizes a slow link before any body is acknowledged. Pure; part of the concurrency controller. All that was opened for a fast link ends at about the same
 * time there, minutes later, and until then an end of the attempt would cut off everything. What is under way goes on; fewer requests follow it.
 */
import type { Controller, LimiterPhase, Moving, Slowness } from './concurrency-state.ts'
import { LEAST } from './limit-trials.ts'

/** What the kernel takes at first fills its buffers. */
const FILLING_MS = 5000
/** How long what it takes is watched then, again and again; much longer means that there was an outage. */
const LOOK_MS = 10_000
const TOO_LONG_MS = 3 * LOOK_MS
/** A link is slow if what is under way takes longer. Then so many requests follow as end in that other time. */
const LONGEST_ROUND_MS = 120_000
const ROUND_MS = 60_000
/** Size of a request, at most. */
const REQUEST_BYTES = 1024 ** 2

/** @returns the controller after bytes moved: with a lower limit once the link is known to be slow. */
export function watchSlowness(controller: Controller, moving: Moving): Controller {
  const { step, hasSentBytes, limit } = controller
  if (step.kind !== 'opening' || step.restore !== undefined || hasSentBytes) return controller
  const { nowMs, takenBytes, feeding, leftBytes } = moving
  const { slowness } = step
  if (slowness === undefined)
    return withSlowness(controller, step, { nowMs, takenBytes, areBuffersFull: false, isKnown: false })
  const elapsedMs = nowMs - slowness.nowMs
  if (elapsedMs < (slowness.areBuffersFull ? LOOK_MS : FILLING_MS)) return controller
  const next = { ...slowness, nowMs, takenBytes, areBuffersFull: true }
  // Of bodies that are taken whole nothing is known.
  const isWatched = slowness.areBuffersFull && elapsedMs < TOO_LONG_MS && feeding * 2 >= limit
  const bytesAMs = (takenBytes - slowness.takenBytes) / elapsedMs
  const isSlow = Math.min(leftBytes, limit * REQUEST_BYTES) > bytesAMs * LONGEST_ROUND_MS
  if (!isWatched || !isSlow) return withSlowness(controller, step, next)
  const fewer = Math.max(LEAST, Math.floor((bytesAMs * ROUND_MS) / REQUEST_BYTES))
  const slow = { ...controller, limit: Math.min(limit, fewer), limitedBy: 'link' as const }
  return withSlowness(slow, step, { ...next, isKnown: true })
}

type Opening = Extract<LimiterPhase, { readonly kind: 'opening' }>

function withSlowness(controller: Controller, step: Opening, slowness: Slowness): Controller {
  return { ...controller, step: { ...step, slowness } }
}
