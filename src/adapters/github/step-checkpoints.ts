/** Opens the records of a step's objects, here and in the Actions cache, and tells `post` where they are. */
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { UnfinishedCheckpoint } from '../../core/records/checkpoint.ts'
import { checkpointPrefixes, objectIdOf } from '../../core/records/names.ts'
import type { Keeping } from '../../core/telling/next-attempt.ts'
import type { StepCheckpoints } from '../../ports/step-checkpoints.ts'
import type { CheckpointStore, Reporter, Run } from '../../ports.ts'
import { createCheckpointFiles, isCheckpointFile } from '../disk/checkpoint-files.ts'
import { insideOf, namesOf } from '../disk/paths.ts'
import { nodeHashes } from '../process/hashes.ts'
import type { CacheCaller } from './cache-child.ts'
import { type CheckpointCacheOfStep, createCheckpointCache } from './checkpoint-cache.ts'
import { findCheckpointFiles, type StepState, writeStepState } from './step-state.ts'

interface StepCheckpointsOptions extends CacheCaller {
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

function noCache(reason: string): CheckpointCacheOfStep {
  const state = { kind: 'none', reason } as const
  return { isThere: false, restore: async () => {}, save: async () => true, state: () => state, close() {} }
}

/** What a step has opened. */
interface Opened {
  readonly checkpoints: CheckpointStore
  readonly cache: CheckpointCacheOfStep
  /** Undefined if none are kept. */
  readonly places: Pick<StepState, 'objectIds' | 'folder' | 'restoredFolder'> | undefined
  /** Why a record could not be written; undefined until that happens. */
  unwritten: string | undefined
}

/** @returns the records of one step. */
export function createStepCheckpoints(options: StepCheckpointsOptions): StepCheckpoints {
  let opened: Opened | undefined
  return {
    open(keys) {
      opened = openCheckpoints(options, keys)
      return opened
    },
    async save(deadlineMs) {
      await opened?.cache.save({ deadlineMs })
    },
    keeping: () => (opened === undefined ? { kind: 'everywhere' } : keepingOf(opened, options)),
    forget(objectIds) {
      for (const objectId of objectIds) opened?.checkpoints.remove(objectId)
    },
    close() {
      opened?.cache.close()
    },
  }
}

/** @returns the folder of this machine's records, absolute; `~` is the home folder, as in `path`. */
function recordsFolder({
  checkpointDir,
  stateFolder,
}: Pick<StepCheckpointsOptions, 'checkpointDir' | 'stateFolder'>): string {
  if (checkpointDir === undefined) return join(stateFolder, 'checkpoints')
  return resolve(checkpointDir.replace(/^~(?=$|[\\/])/, homedir()))
}

/** @returns a function that says whether a path is a file of this action. */
export function ownFiles(
  options: Pick<StepCheckpointsOptions, 'checkpointDir' | 'stateFolder'>,
): (path: string) => boolean {
  const states = namesOf(options.stateFolder)
  const records = namesOf(recordsFolder(options))
  return (path) => insideOf(path, states) !== undefined || isCheckpointFile(insideOf(path, records) ?? '')
}

/** @returns what a later attempt can continue from. */
function keepingOf(
  { cache, places, unwritten }: Opened,
  { resume, checkpointDir }: Pick<StepCheckpointsOptions, 'resume' | 'checkpointDir'>,
): Keeping {
  if (places === undefined) return { kind: 'nothing', reason: `\`resume: ${resume}\`` }
  if (unwritten !== undefined) {
    const written = findCheckpointFiles(places, [places.folder, places.restoredFolder])
    return { kind: written.length === 0 ? 'nothing' : 'partly', reason: `records cannot be written: ${unwritten}` }
  }
  const state = cache.state()
  if (state.kind === 'saved') return { kind: 'everywhere' }
  if (state.kind === 'earlier') return { kind: 'earlier', reason: state.reason }
  return { kind: 'here', lasts: checkpointDir === undefined ? 'job' : 'machine', reason: state.reason }
}

function openCheckpoints(options: StepCheckpointsOptions, keys: readonly string[]): Opened {
  const { bucket, region, resume, stateFolder, reporter, held } = options
  const folder = resume === 'false' ? undefined : recordsFolder(options)
  const restoredFolder = join(stateFolder, 'restored', String(process.pid))
  const objectIds = keys.map((key) => objectIdOf(nodeHashes.sha256Of, { region, bucket, key }))
  const files = createCheckpointFiles({
    ...{ bucket, region, restoredFolder, folder, objectIds },
    onWriteFailure(error) {
      opened.unwritten = codeOf(error)
      reporter.warning(
        `The upload's records cannot be written here (${opened.unwritten}). The upload goes on; a later attempt sends again what is not recorded.`,
        'No records',
      )
    },
  })
  const checkpoints: CheckpointStore = {
    ...files,
    load(objectId) {
      const leg = held.get(objectId)
      return leg === undefined || resume === 'false' ? files.load(objectId) : [...files.load(objectId), leg]
    },
  }
  const places = folder === undefined ? undefined : { objectIds, folder, restoredFolder }
  const cache =
    places === undefined || resume !== 'true' ? noCache(`\`resume: ${resume}\``) : openCache(options, { keys, places })
  const opened: Opened = { checkpoints, cache, places, unwritten: undefined }
  return opened
}

interface Opening {
  readonly keys: readonly string[]
  readonly places: NonNullable<Opened['places']>
}

function openCache(options: StepCheckpointsOptions, { keys, places }: Opening): CheckpointCacheOfStep {
  const { bucket, region, run, stepFile, dryRun, reporter } = options
  const records = {
    ...places,
    ...checkpointPrefixes(nodeHashes.sha256Of, { region, bucket, keys }),
    runId: run.id,
    runAttempt: run.attempt,
  }
  try {
    if (!dryRun) writeStepState(stepFile, records)
  } catch {
    reporter.debug('The step file cannot be written; post will have nothing to save.')
  }
  return createCheckpointCache({ ...options, records })
}

/** Only the code, since the message names folders of the runner. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return (error as NodeJS.ErrnoException).code ?? error.name
}
