/** Prints a progress line every few seconds, less often the longer it takes. */
import { findLimitation } from '../../core/link/limitation.ts'
import { formatProgress } from '../../core/telling/report.ts'
import type { Clock, Reporter } from '../../ports.ts'
import type { Limiter } from '../bucket/limiter.ts'
import type { Progress } from '../bucket/progress.ts'

/** Parts are acknowledged as a whole, on a slow link many at a time: over a shorter window the rate would fluctuate. */
const RATE_WINDOW_MS = 20_000

interface Sample {
  readonly atMs: number
  readonly sentBytes: number
}

/** @returns a function that ends the lines */
export function startProgressLines({
  clock,
  progress,
  limiter,
  reporter,
}: {
  readonly clock: Clock
  readonly progress: Progress
  readonly limiter: Limiter
  readonly reporter: Reporter
}): () => void {
  const startedMs = clock.nowMs()
  let lastMs = startedMs
  let history: readonly Sample[] = [{ atMs: startedMs, sentBytes: 0 }]
  return clock.every(1000, () => {
    const nowMs = clock.nowMs()
    if (nowMs - lastMs < periodMs(nowMs - startedMs)) return
    const snapshot = progress.snapshot()
    const { plannedBytes, sentBytes, inOssBytes, retries, lastFailure } = snapshot
    lastMs = nowMs
    history = [
      ...history.filter(({ atMs }) => nowMs - atMs <= Math.max(RATE_WINDOW_MS, periodMs(nowMs - startedMs) * 1.5)),
      { atMs: nowMs, sentBytes },
    ]
    const bytesPerSecond = rateOver(history)
    reporter.info(
      formatProgress({
        totalBytes: Math.max(plannedBytes, inOssBytes),
        doneBytes: inOssBytes,
        bytesPerSecond,
        onTheWayBytes: snapshot.onTheWayBytes,
        reusedBytes: snapshot.reusedBytes,
        copyingBytes: snapshot.copyingBytes,
        connections: limiter.inFlight,
        retries,
        lastFailure: lastFailure instanceof Error ? lastFailure.message : undefined,
        // If nothing gets through, the last failure says why.
        limitation: bytesPerSecond > 0 ? findLimitation({ ...snapshot, limitedBy: limiter.limitedBy }) : undefined,
      }),
    )
  })
}

/** @returns bytes per second from the first to the last sample. */
function rateOver(history: readonly Sample[]): number {
  const first = history[0]
  const last = history.at(-1)
  if (first === undefined || last === undefined || last.atMs <= first.atMs) return 0
  return ((last.sentBytes - first.sentBytes) * 1000) / (last.atMs - first.atMs)
}

function periodMs(elapsedMs: number): number {
  if (elapsedMs < 60_000) return 4_900
  return elapsedMs < 600_000 ? 14_900 : 59_900
}
