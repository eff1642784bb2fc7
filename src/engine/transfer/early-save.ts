/** Decides when records are saved to the Actions cache during the transfer, so that little is lost with the machine. */
import type { CheckpointCache, Clock } from '../../ports.ts'
import type { Progress } from '../bucket/progress.ts'

const FIRST_ASKED_MS = 3_000
const AT_THE_LATEST_MS = 20_000
const WORTH_SAVING_MS = 20_000
const SAVE_DEADLINE_MS = 60_000
/** How long an upload that was begun after a save may wait for the next save. */
const BEGUN_SINCE_MS = 20_000
const FIRST_REPEAT_MS = 60_000

interface EarlySaveOptions {
  readonly clock: Clock
  readonly progress: Progress
  readonly cache: CheckpointCache
  /** Whether all upload IDs are known, or the known ones are worth saving without the others. */
  readonly allInitiated: () => boolean
  /** When the last upload was begun, if they are begun one after the other; else undefined. */
  readonly lastInitiatedMs?: () => number | undefined
  /** @returns whether the credentials may list parts; undefined if OSS did not answer that. */
  readonly mayListParts: () => Promise<boolean | undefined>
}

/**
 * Saves once all upload IDs are known and, by the rate, more than 20 s remain (checked from 3 s on; saved after 20 s at the latest): from then on
 *  OSS itself can list the parts. Saves again after 1, 2, 4, 8 … minutes if parts may not be listed or the save failed, and 3 s after an upload
 *  vanished and was begun again; at most every 20 s if uploads are begun one after the other.
 *  @returns a function that ends it
 */
export function startEarlySaves(options: EarlySaveOptions): () => void {
  const { clock, progress, cache } = options
  const startedMs = clock.nowMs()
  let lastSaveMs: number | undefined
  let nextSaveMs = Number.POSITIVE_INFINITY
  let waitMs = FIRST_REPEAT_MS
  let mayList: boolean | undefined
  let busy = false

  async function save(nowMs: number): Promise<void> {
    lastSaveMs = nowMs
    nextSaveMs = nowMs + waitMs
    waitMs *= 2
    mayList ??= await options.mayListParts()
    const isSaved = await cache.save({ deadlineMs: SAVE_DEADLINE_MS })
    if (mayList && isSaved) nextSaveMs = Number.POSITIVE_INFINITY
  }

  function isDue(nowMs: number): boolean {
    if (lastSaveMs === undefined) return isWorthSaving(progress, nowMs - startedMs)
    const begunMs = options.lastInitiatedMs?.() ?? Number.NEGATIVE_INFINITY
    if (begunMs > lastSaveMs && nowMs - lastSaveMs >= BEGUN_SINCE_MS) return true
    const { lastLossMs } = progress.snapshot()
    const isAnew = lastLossMs !== undefined && lastLossMs > lastSaveMs - FIRST_ASKED_MS
    return nowMs >= nextSaveMs || (isAnew && nowMs - lastLossMs >= FIRST_ASKED_MS)
  }

  return clock.every(1000, () => {
    const nowMs = clock.nowMs()
    if (busy || !options.allInitiated() || !isDue(nowMs)) return
    busy = true
    const rest = () => {
      busy = false
    }
    save(nowMs).then(rest, rest)
  })
}

function isWorthSaving(progress: Progress, elapsedMs: number): boolean {
  if (elapsedMs < FIRST_ASKED_MS) return false
  if (elapsedMs >= AT_THE_LATEST_MS) return true
  const { plannedBytes, sentBytes, inOssBytes } = progress.snapshot()
  const leftBytes = plannedBytes - inOssBytes
  return leftBytes * elapsedMs > WORTH_SAVING_MS * sentBytes
}
