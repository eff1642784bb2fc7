/** The file that a step leaves for its `post`: which records are its own, and which state of them is in the Actions cache already. */
import { createHash } from 'node:crypto'
import { readFileSync, type Stats, writeFileSync } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { MAX_CHECKPOINT_SIZE_BYTES, MAX_LOG_SIZE_BYTES } from '../../core/records/checkpoint.ts'
import { checkpointFileName } from '../disk/checkpoint-files.ts'
import { makeFolder } from '../disk/folders.ts'
import { isPublishedLog, publishedLogName } from '../disk/published-log.ts'

/** A step's records, and where they go in the Actions cache. */
export interface StepState {
  /** Folder of the records. */
  readonly folder: string
  /** Folder of records from the Actions cache: an object's record there is used until the step writes its own. */
  readonly restoredFolder: string
  /** IDs of the step's objects. */
  readonly objectIds: readonly string[]
  /** `upload-aliyun-oss-v1-<bucket>-<keys>-`. */
  readonly cachePrefix: string
  /** `upload-aliyun-oss-v1-<bucket>-`. */
  readonly bucketPrefix: string
  readonly runId: string
  readonly runAttempt: string
}

/** @returns the folder of this action under RUNNER_TEMP. */
export function stateFolder(env: NodeJS.ProcessEnv): string {
  return join(env.RUNNER_TEMP || tmpdir(), 'upload-aliyun-oss')
}

/** Writes the file for `post`, readable only by this user. Throws the error that prevents it. */
export function writeStepState(path: string, records: StepState): void {
  makeFolder(dirname(path))
  writeFileSync(path, JSON.stringify(records), { mode: 0o600 })
}

/** @returns what the step wrote, or undefined if it ended before that. */
export function readStepState(path: string): StepState | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as StepState
  } catch {
    return undefined
  }
}

/** A record's file. */
interface CheckpointFile {
  readonly path: string
  readonly stats: Stats
}

/** @returns each object's record and the log of published ones, each from the first folder that has it. Links and files too large to be a record are left out. */
export async function findCheckpointFiles(
  { objectIds }: Pick<StepState, 'objectIds'>,
  folders: readonly string[],
): Promise<readonly CheckpointFile[]> {
  const names = await Promise.all(folders.map(namesIn))
  const found = new Map<string, CheckpointFile>()
  for (const name of [publishedLogName(objectIds), ...objectIds.map(checkpointFileName)]) {
    for (const [index, folder] of folders.entries()) {
      const file = names[index]?.has(name) === true ? await recordFile(join(folder, name)) : undefined
      if (file !== undefined && !found.has(name)) found.set(name, file)
    }
  }
  return [...found.values()]
}

async function namesIn(folder: string): Promise<ReadonlySet<string>> {
  try {
    return new Set(await readdir(folder))
  } catch {
    return new Set()
  }
}

async function recordFile(path: string): Promise<CheckpointFile | undefined> {
  try {
    const stats = await lstat(path)
    const maxBytes = isPublishedLog(basename(path)) ? MAX_LOG_SIZE_BYTES : MAX_CHECKPOINT_SIZE_BYTES
    return stats.isFile() && stats.size <= maxBytes ? { path, stats } : undefined
  } catch {
    return undefined
  }
}

/** @returns the paths of the step's records, including restored ones that were not yet continued, and a fingerprint of their state. */
export async function currentCheckpoints(records: StepState): Promise<{
  readonly paths: readonly string[]
  readonly fingerprint: string
}> {
  const found = await findCheckpointFiles(records, [records.folder, records.restoredFolder])
  const hash = createHash('sha256')
  for (const { path, stats } of found) hash.update(`${path} ${stats.size} ${stats.mtimeMs}\n`)
  return { paths: found.map(({ path }) => path), fingerprint: hash.digest('hex') }
}

/** Notes that this state of the records is in the Actions cache. Never throws. @param path of the step's file */
export function markSaved(path: string, fingerprint: string): void {
  try {
    writeFileSync(`${path}.saved`, fingerprint)
  } catch {
    // The same state may then be saved twice: that costs an entry, not a byte of an upload.
  }
}

/** @returns whether `markSaved` has noted this state. */
export function isSaved(path: string, fingerprint: string): boolean {
  try {
    return readFileSync(`${path}.saved`, 'utf8') === fingerprint
  } catch {
    return false
  }
}
