/** Carries the records of unfinished uploads to and from the Actions cache. */
import { existsSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { checkpointRestoreKeys, checkpointSaveKey } from '../../core/records/names.ts'
import type { CheckpointCache, Reporter } from '../../ports.ts'
import { makeFolder } from '../disk/folders.ts'
import { type CacheCaller, type CacheOrder, hasActionsCache, inStaging, runChild } from './cache-child.ts'
import { CACHED_FOLDER } from './staging.ts'
import { currentCheckpoints, findCheckpointFiles, isSaved, markSaved, type StepState } from './step-state.ts'

/** Records are small: a cache that takes longer is not worth waiting for. */
const RESTORE_DEADLINE_MS = 10_000

interface CheckpointCacheOptions extends CacheCaller {
  /** The step's own file, see step-state.ts. */
  readonly stepFile: string
  readonly records: StepState
  readonly reporter: Reporter
}

/** Which state of the records is in the cache. */
type CachedState = { readonly kind: 'saved' } | { readonly kind: 'earlier' | 'none'; readonly reason: string }

export interface CheckpointCacheOfStep extends CheckpointCache {
  /** @returns the result of the last save. */
  state(): CachedState
}

/** @returns the cache. No method throws; a failure costs a notice and at most the deadline. */
export function createCheckpointCache(options: CheckpointCacheOptions): CheckpointCacheOfStep {
  const { records, reporter, stepFile } = options
  const isThere = hasActionsCache(options.env)
  let generation = 0
  let saving: Promise<boolean> = Promise.resolve(true)
  let endSaving: (() => void) | undefined
  let isClosed = false
  let hasFailed = false
  let hasEarlier = false
  let unsaved: string | undefined = isThere ? undefined : 'there is no Actions cache here'

  async function restore(signal: AbortSignal): Promise<void> {
    if (!isThere) return reporter.debug('There is no Actions cache here; only records on this machine count.')
    const reply = await inStaging(options, async (staging) => {
      const order = restoreOrder(records)
      const answer = await runChild(options, { staging, order, signal })
      if (answer.kind === 'restored') hasEarlier = await keepRestored(join(staging, CACHED_FOLDER), records)
      return answer
    })
    // Records that were just restored need not be saved again.
    if ((await findCheckpointFiles(records, [records.folder])).length === 0)
      markSaved(stepFile, (await currentCheckpoints(records)).fingerprint)
    if (reply.kind === 'restored') reporter.debug(`Restored records from the cache entry ${reply.key}.`)
    if (reply.kind === 'failed' && !signal.aborted) {
      reporter.notice(
        `The Actions cache could not be read (${reply.reason}). Uploads go on from what OSS and this machine know.`,
        'No records from the cache',
      )
    }
  }

  async function save(deadlineMs: number): Promise<boolean> {
    const ending = new AbortController()
    endSaving = () => ending.abort()
    if (isClosed) endSaving()
    const { paths, fingerprint } = await currentCheckpoints(records)
    unsaved = undefined
    if (paths.length === 0 || isSaved(stepFile, fingerprint)) return true
    generation += 1
    const { cachePrefix, runId, runAttempt } = records
    const key = checkpointSaveKey({ cachePrefix, runId, runAttempt, generation, epochMs: Date.now() })
    const reply = await inStaging(options, async (staging) => {
      await stage(paths, join(staging, CACHED_FOLDER))
      return runChild(options, { staging, order: { kind: 'save', key, deadlineMs }, signal: ending.signal })
    })
    if (reply.kind === 'saved') {
      hasEarlier = true
      markSaved(stepFile, fingerprint)
      reporter.debug(`Saved the records as cache entry ${key}.`)
      return true
    }
    unsaved = `the Actions cache did not take the records: ${reply.kind === 'failed' ? reply.reason : 'it is not available'}`
    if (reply.kind === 'failed' && !isClosed && !hasFailed) {
      hasFailed = true
      reporter.notice(
        `The upload's records could not be saved to the Actions cache (${reply.reason}). A retry on this runner continues in any case; one on a new runner may send more than necessary.`,
        'Records not saved',
      )
    }
    return reply.kind === 'unavailable'
  }

  return {
    isThere,
    state: () =>
      unsaved === undefined ? { kind: 'saved' } : { kind: hasEarlier ? 'earlier' : 'none', reason: unsaved },
    restore: ({ signal }) => restore(signal),
    async save({ deadlineMs }) {
      if (!isThere) return true
      const endsAtMs = performance.now() + deadlineMs
      // One at a time; a save under way also ends at the deadline of the one that waits for it, or a cancelled step would wait too long.
      const deadline = setTimeout(() => endSaving?.(), deadlineMs)
      saving = saving.then(async () => {
        clearTimeout(deadline)
        return await save(Math.max(1, endsAtMs - performance.now())).catch(() => false)
      })
      return saving
    },
    close() {
      isClosed = true
      endSaving?.()
    },
  }
}

function restoreOrder(records: StepState): CacheOrder {
  return {
    kind: 'restore',
    ...checkpointRestoreKeys(records),
    deadlineMs: RESTORE_DEADLINE_MS,
  }
}

async function stage(paths: readonly string[], folder: string): Promise<void> {
  for (const path of paths) {
    try {
      await copyFile(path, join(folder, basename(path)))
    } catch (error) {
      // Another step that shares the folder has published the object meanwhile.
      if (!existsSync(path)) continue
      throw error
    }
  }
}

/** Keeps only records of this step's objects; everything else in the entry is removed with the staging folder. @returns whether there was one */
async function keepRestored(folder: string, records: StepState): Promise<boolean> {
  makeFolder(records.restoredFolder)
  const paths = (await findCheckpointFiles(records, [folder])).map(({ path }) => path)
  await stage(paths, records.restoredFolder)
  return paths.length > 0
}
