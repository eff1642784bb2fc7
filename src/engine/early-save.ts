/** Decides when records go to the Actions cache while bytes still flow, so that the loss of the machine loses little. */
import type { CheckpointCache, Clock } from '../ports.ts'
import type { Progress } from './progress.ts'

const FIRST_ASKED_MS = 3_000
const AT_THE_LATEST_MS = 20_000
const WORTH_SAVING_MS = 20_000
const SAVE_DEADLINE_MS = 60_000
const FIRST_REPEAT_MS = 60_000

export interface EarlySaveOptions {
  readonly clock: Clock
  readonly progress: Progress
  readonly cache: CheckpointCache
  /** Whether all upload IDs are known. */
  readonly allInitiated: () => boolean
  /** Asks OSS once whether the credentials may list parts. */
  readonly mayListParts: () => Promise<boolean>
}

/**
 * Saves once all upload IDs are known and the rate says that more than 20 s remain (asked from 3 s on; at 20 s at the latest): from then on
 * OSS itself can list the parts. Where it may not be asked, saves again after 1, 2, 4, 8 … minutes.
 * @returns what ends it
 */
export function startEarlySaves(options: EarlySaveOptions): () => void {
  const { clock, progress, cache } = options
  const startedMs = clock.nowMs()
  let nextSaveMs: number | undefined
  let busy = false
  let done = false

  async function save(nowMs: number): Promise<void> {
    const isFirst = nextSaveMs === undefined
    nextSaveMs = isFirst ? nowMs + FIRST_REPEAT_MS : nowMs + 2 * Math.max(FIRST_REPEAT_MS, nowMs - startedMs)
    const [listable] = await Promise.all([
      isFirst ? options.mayListParts() : false,
      cache.save({ deadlineMs: SAVE_DEADLINE_MS }),
    ])
    if (listable) done = true
  }

  return clock.every(1000, () => {
    const nowMs = clock.nowMs()
    if (busy || done || !options.allInitiated()) return
    const due = nextSaveMs === undefined ? isWorthSaving(progress, nowMs - startedMs) : nowMs >= nextSaveMs
    if (!due) return
    busy = true
    void save(nowMs).finally(() => {
      busy = false
    })
  })
}

function isWorthSaving(progress: Progress, elapsedMs: number): boolean {
  if (elapsedMs < FIRST_ASKED_MS) return false
  if (elapsedMs >= AT_THE_LATEST_MS) return true
  const { plannedBytes, sentBytes, heldBytes } = progress.snapshot()
  const leftBytes = plannedBytes - heldBytes
  return leftBytes * elapsedMs > WORTH_SAVING_MS * sentBytes
}
