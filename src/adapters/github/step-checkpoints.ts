/** Opens the records of a step's objects, here and in the Actions cache, and tells `post` where they are. */
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { UnfinishedCheckpoint } from '../../core/records/checkpoint.ts'
import { checkpointPrefixes, objectIdOf } from '../../core/records/names.ts'
import type { Keeping } from '../../core/telling/next-attempt.ts'
import type { StepCheckpoints } from '../../ports/step-checkpoints.ts'
import type { CheckpointStore, Reporter, Run } from '../../ports.ts'
import { createCheckpointFiles, isCheckpointFile } from '../disk/checkpoint-files.ts'
import { createLaterWriter } from '../disk/folders.ts'
import { insideOf, namesOf } from '../disk/paths.ts'
import { nodeHashes } from '../process/hashes.ts'
import { createWriteBehind, silence, speedOf, type WriteBehind } from '../process/write-behind.ts'
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
  /** Aborted when the step is cancelled. */
  readonly signal: AbortSignal
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
  readonly disk: RecordDisk
  onWriteFailure(error: unknown): void
  /** Why a record could not be written; undefined until that happens. */
  unwritten: string | undefined
}

/** The disk of the records: one that may be slow is written while nothing waits for it. */
interface RecordDisk extends WriteBehind {
  speed: 'quick' | 'slow' | 'silent'
}

/** How long to wait for a slow disk before its records are saved, and before the step ends. */
const SETTLE_MS = 2000
const END_MS = 10_000

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
    keeping: async () => (opened === undefined ? { kind: 'everywhere' } : keepingOf(opened, options)),
    forget(objectIds) {
      for (const objectId of objectIds) opened?.checkpoints.remove(objectId)
    },
    async close() {
      opened?.cache.close()
      if (opened !== undefined) await settle(opened, options.signal.aborted ? SETTLE_MS : END_MS)
    },
  }
}

/** Waits for the disk. If it carries out nothing meanwhile, nothing more is asked of it. */
async function settle(
  { disk, onWriteFailure }: Pick<Opened, 'disk' | 'onWriteFailure'>,
  mostMs: number,
): Promise<void> {
  if (disk.speed === 'silent' || (await disk.settled(mostMs)) !== 'nothing') return
  disk.speed = 'silent'
  onWriteFailure(silence())
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
async function keepingOf(
  { cache, places, unwritten, disk }: Opened,
  { resume, checkpointDir }: Pick<StepCheckpointsOptions, 'resume' | 'checkpointDir'>,
): Promise<Keeping> {
  if (places === undefined) return { kind: 'nothing', reason: `\`resume: ${resume}\`` }
  if (unwritten !== undefined) {
    const folders = disk.speed === 'silent' ? [places.restoredFolder] : [places.folder, places.restoredFolder]
    const written = await findCheckpointFiles(places, folders)
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
  const onWriteFailure = (error: unknown) => {
    if (opened.unwritten !== undefined) return
    opened.unwritten = codeOf(error)
    reporter.warning(
      `The upload's records cannot be written here (${opened.unwritten}). The upload goes on; a later attempt sends again what is not recorded.`,
      'No records',
    )
  }
  const later = createWriteBehind({ onFailure: onWriteFailure, carryOut: createLaterWriter() })
  const disk: RecordDisk = { ...later, speed: 'quick' }
  const files = createCheckpointFiles({
    ...{ bucket, region, restoredFolder, folder, objectIds, onWriteFailure },
    later: () => (disk.speed === 'quick' ? undefined : disk),
    isSilent: () => disk.speed === 'silent',
  })
  const checkpoints: CheckpointStore = {
    ...files,
    load(objectId) {
      const leg = held.get(objectId)
      return leg === undefined || resume === 'false' ? files.load(objectId) : [...files.load(objectId), leg]
    },
  }
  const places = folder === undefined ? undefined : { objectIds, folder, restoredFolder }
  const kept =
    places === undefined || resume !== 'true' ? noCache(`\`resume: ${resume}\``) : openCache(options, { keys, places })
  const cache: CheckpointCacheOfStep = {
    ...kept,
    async restore(until) {
      if (folder !== undefined) disk.speed = await speedOf(folder, until.signal)
      if (disk.speed === 'silent') onWriteFailure(silence())
      else await kept.restore(until)
    },
    async save(until) {
      await settle({ disk, onWriteFailure }, Math.min(SETTLE_MS, until.deadlineMs))
      return disk.speed !== 'silent' && kept.save(until)
    },
  }
  const opened: Opened = { checkpoints, cache, places, disk, onWriteFailure, unwritten: undefined }
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
