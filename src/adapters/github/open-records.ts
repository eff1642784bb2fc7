/** Opens the records of a step's objects, here and in the Actions cache, and leaves for `post` where they are. */
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { UnfinishedCheckpoint } from '../../core/records/checkpoint.ts'
import { checkpointPrefixes } from '../../core/records/names.ts'
import type { CheckpointCache, CheckpointStore, Reporter, Run, StepRecordsPort } from '../../ports.ts'
import { createCheckpointFiles, isCheckpointFile } from '../disk/checkpoint-files.ts'
import { insideOf, namesOf } from '../disk/paths.ts'
import { nodeHashes } from '../process/hashes.ts'
import type { CacheCaller } from './cache-child.ts'
import { createCheckpointCache } from './checkpoint-cache.ts'
import { writeStepRecords } from './step-state.ts'

export interface RecordsOptions extends CacheCaller {
  readonly bucket: string
  readonly region: string
  readonly resume: 'true' | 'local' | 'false'
  /** As the user set it; else a folder under RUNNER_TEMP. */
  readonly checkpointDir: string | undefined
  /** Whether nothing may be written. */
  readonly dryRun: boolean
  /** The step's own file, see step-state.ts. */
  readonly stepFile: string
  readonly run: Run
  readonly reporter: Reporter
  /** What an earlier attempt of this leg holds, by object ID; tried like a record of an unfinished upload. */
  readonly held: ReadonlyMap<string, UnfinishedCheckpoint>
}

const NO_CACHE: CheckpointCache = { isThere: false, restore: async () => {}, save: async () => true, close() {} }

/** @returns the records of one step. */
export function createRecords(options: RecordsOptions): StepRecordsPort {
  let opened: { readonly checkpoints: CheckpointStore; readonly cache: CheckpointCache } | undefined
  return {
    open(keys) {
      opened = openRecords(options, keys)
      return opened
    },
    async save(deadlineMs) {
      await opened?.cache.save({ deadlineMs })
    },
    forget(objectIds) {
      for (const objectId of objectIds) opened?.checkpoints.remove(objectId)
    },
    close() {
      opened?.cache.close()
    },
  }
}

/** @returns the folder of this machine's records, absolute; `~` is the home folder, as in `path`. */
function recordsFolder({ checkpointDir, stateFolder }: Pick<RecordsOptions, 'checkpointDir' | 'stateFolder'>): string {
  if (checkpointDir === undefined) return join(stateFolder, 'checkpoints')
  return resolve(checkpointDir.replace(/^~(?=$|[\\/])/, homedir()))
}

/** @returns whether a path is a file that this action keeps for itself. */
export function ownFiles(options: Pick<RecordsOptions, 'checkpointDir' | 'stateFolder'>): (path: string) => boolean {
  const states = namesOf(options.stateFolder)
  const records = namesOf(recordsFolder(options))
  return (path) => insideOf(path, states) !== undefined || isCheckpointFile(insideOf(path, records) ?? '')
}

function openRecords(options: RecordsOptions, keys: readonly string[]): ReturnType<StepRecordsPort['open']> {
  const { bucket, region, resume, stateFolder, reporter, held } = options
  const folder = resume === 'false' ? undefined : recordsFolder(options)
  const restoredFolder = join(stateFolder, 'restored', String(process.pid))
  const files = createCheckpointFiles({
    ...{ bucket, region, restoredFolder, folder },
    onWriteFailure: (error) =>
      reporter.warning(
        `The upload's records cannot be written here (${codeOf(error)}). It goes on; a later attempt knows only what OSS lists.`,
        'No records',
      ),
  })
  const checkpoints: CheckpointStore = {
    ...files,
    load(objectId) {
      const leg = held.get(objectId)
      return leg === undefined || resume === 'false' ? files.load(objectId) : [...files.load(objectId), leg]
    },
  }
  const cache =
    folder === undefined || resume !== 'true'
      ? NO_CACHE
      : openCache(options, { keys, checkpoints, folder, restoredFolder })
  return { checkpoints, cache }
}

interface Opening {
  readonly keys: readonly string[]
  readonly checkpoints: CheckpointStore
  readonly folder: string
  readonly restoredFolder: string
}

function openCache(options: RecordsOptions, { keys, checkpoints, folder, restoredFolder }: Opening): CheckpointCache {
  const { bucket, region, run, stepFile, dryRun, reporter } = options
  const records = {
    folder,
    restoredFolder,
    objectIds: keys.map((key) => checkpoints.objectId(key)),
    ...checkpointPrefixes(nodeHashes.sha256Of, { region, bucket, keys }),
    runId: run.id,
    runAttempt: run.attempt,
  }
  try {
    if (!dryRun) writeStepRecords(stepFile, records)
  } catch {
    reporter.debug('The step file cannot be written; post will have nothing to save.')
  }
  return createCheckpointCache({ ...options, records })
}

/** Without the message, which names folders of the runner. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return (error as NodeJS.ErrnoException).code ?? error.name
}
