/** A progress line every few seconds, rarer the longer it takes. */
import { formatProgress } from '../core/report.ts'
import type { Clock, Reporter } from '../ports.ts'
import type { Limiter } from './limiter.ts'
import type { Progress } from './progress.ts'

/** @returns what ends the lines */
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
  let lastSentBytes = 0
  return clock.every(1000, () => {
    const nowMs = clock.nowMs()
    if (nowMs - lastMs < periodMs(nowMs - startedMs)) return
    const { plannedBytes, sentBytes, heldBytes, retries } = progress.snapshot()
    const bytesPerSecond = ((sentBytes - lastSentBytes) * 1000) / (nowMs - lastMs)
    lastMs = nowMs
    lastSentBytes = sentBytes
    reporter.info(
      formatProgress({
        totalBytes: Math.max(plannedBytes, heldBytes),
        doneBytes: heldBytes,
        bytesPerSecond,
        connections: limiter.inFlight,
        retries,
      }),
    )
  })
}

function periodMs(elapsedMs: number): number {
  if (elapsedMs < 60_000) return 4_900
  return elapsedMs < 600_000 ? 14_900 : 59_900
}
