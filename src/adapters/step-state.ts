/** What one step leaves on disk for its `post`: which records are its own, and which state of them is in the Actions cache already. */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { checkpointFileName } from './checkpoint-files.ts'

/** A step's records, and where they go in the Actions cache. */
export interface StepRecords {
  /** Folder of the records. */
  readonly folder: string
  /** IDs of the step's objects. */
  readonly objectIds: readonly string[]
  /** `upload-aliyun-oss-v1-<bucket>-<keys>-`. */
  readonly cachePrefix: string
  /** `upload-aliyun-oss-v1-<bucket>-`. */
  readonly bucketPrefix: string
  readonly runId: string
  readonly runAttempt: string
}

/** @returns the folder under RUNNER_TEMP in which everything of this action lies. */
export function stateFolder(env: NodeJS.ProcessEnv): string {
  return join(env.RUNNER_TEMP || tmpdir(), 'upload-aliyun-oss')
}

export function writeStepRecords(path: string, records: StepRecords): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, JSON.stringify(records), { mode: 0o600 })
}

/** @returns what the step wrote, or undefined where it never came so far. */
export function readStepRecords(path: string): StepRecords | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as StepRecords
  } catch {
    return undefined
  }
}

/** @returns the paths of the step's records that exist, and a fingerprint of their state. */
export function currentRecords({ folder, objectIds }: StepRecords): {
  readonly paths: readonly string[]
  readonly fingerprint: string
} {
  const hash = createHash('sha256')
  const paths: string[] = []
  for (const objectId of objectIds) {
    const path = join(folder, checkpointFileName(objectId))
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats === undefined || !stats.isFile()) continue
    paths.push(path)
    hash.update(`${objectId} ${stats.size} ${stats.mtimeMs}\n`)
  }
  return { paths, fingerprint: hash.digest('hex') }
}

export function markSaved(path: string, fingerprint: string): void {
  try {
    writeFileSync(`${path}.saved`, fingerprint)
  } catch {
    // The same state may then be saved twice: that costs an entry, not a byte of an upload.
  }
}

export function isSaved(path: string, fingerprint: string): boolean {
  try {
    return readFileSync(`${path}.saved`, 'utf8') === fingerprint
  } catch {
    return false
  }
}
