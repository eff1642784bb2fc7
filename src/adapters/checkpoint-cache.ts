/** Carries the records of unfinished uploads to and from the Actions cache. */
import { copyFileSync, mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { CheckpointCache, Reporter } from '../ports.ts'
import {
  CACHED_FOLDER,
  type CacheCaller,
  type CacheOrder,
  hasActionsCache,
  inStaging,
  runChild,
} from './cache-child.ts'
import { currentRecords, isSaved, markSaved, type StepRecords } from './step-state.ts'

const RESTORE_DEADLINE_MS = 30_000

export interface CheckpointCacheOptions extends CacheCaller {
  /** The step's own file, see step-state.ts. */
  readonly stepFile: string
  readonly records: StepRecords
  /** Where restored records are put. */
  readonly restoredFolder: string
  readonly reporter: Reporter
}

/** @returns the cache. No method throws; what goes wrong costs a notice and at most the deadline. */
export function createCheckpointCache(options: CheckpointCacheOptions): CheckpointCache {
  const { records, reporter, stepFile } = options
  let generation = 0
  let saving: Promise<void> = Promise.resolve()

  async function restore(): Promise<void> {
    if (!hasActionsCache(options.env))
      return reporter.debug('There is no Actions cache here; only records on this machine count.')
    const { cachePrefix, bucketPrefix, runId } = records
    const reply = await inStaging(options, async (staging) => {
      const primaryKey = `${cachePrefix}r${runId}-never`
      const restoreKeys = [`${cachePrefix}r${runId}-`, cachePrefix, bucketPrefix]
      const order: CacheOrder = { kind: 'restore', primaryKey, restoreKeys, deadlineMs: RESTORE_DEADLINE_MS }
      const answer = await runChild(options, staging, order)
      if (answer.kind === 'restored') keepRestored(join(staging, CACHED_FOLDER), options)
      return answer
    })
    if (reply.kind === 'restored') reporter.debug(`Restored records from the cache entry ${reply.key}.`)
    if (reply.kind === 'failed') {
      reporter.notice(
        `The Actions cache could not be read (${reply.reason}). Uploads go on from what OSS and this machine know.`,
        'No records from the cache',
      )
    }
  }

  async function save(deadlineMs: number): Promise<void> {
    if (!hasActionsCache(options.env)) return
    const { paths, fingerprint } = currentRecords(records)
    if (paths.length === 0 || isSaved(stepFile, fingerprint)) return
    generation += 1
    const { cachePrefix, runId, runAttempt } = records
    const key = `${cachePrefix}r${runId}-a${runAttempt}-g${generation}-${Date.now().toString(36)}`
    const reply = await inStaging(options, async (staging) => {
      stage(paths, join(staging, CACHED_FOLDER))
      return runChild(options, staging, { kind: 'save', key, deadlineMs })
    })
    if (reply.kind === 'saved') {
      markSaved(stepFile, fingerprint)
      reporter.debug(`Saved the records as cache entry ${key}.`)
    } else if (reply.kind === 'failed') {
      reporter.notice(
        `The upload's records could not be saved to the Actions cache (${reply.reason}). A retry on this runner goes on all the same; one on a new runner may send more than it had to.`,
        'Records not saved',
      )
    }
  }

  return {
    restore,
    save({ deadlineMs }) {
      saving = saving.then(() => save(deadlineMs))
      return saving
    },
  }
}

function stage(paths: readonly string[], folder: string): void {
  for (const path of paths) copyFileSync(path, join(folder, basename(path)))
}

/** Only records of this step's objects are taken over; whatever else the entry holds goes with the staging folder. */
function keepRestored(folder: string, { records, restoredFolder }: CheckpointCacheOptions): void {
  mkdirSync(restoredFolder, { recursive: true })
  const from = currentRecords({ ...records, folder })
  stage(from.paths, restoredFolder)
}
