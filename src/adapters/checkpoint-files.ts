/** Checkpoints as files, an object each. Written with plain appends: a killed process leaves whole lines and at most one torn one. */
import { createHash } from 'node:crypto'
import {
  closeSync,
  fstatSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import {
  type Checkpoint,
  formatHeader,
  formatPart,
  formatPublished,
  MAX_CHECKPOINT_SIZE_BYTES,
  parseCheckpoint,
} from '../core/checkpoint.ts'
import type { CheckpointStore, CheckpointWriter } from '../ports.ts'

export interface CheckpointFilesOptions {
  readonly bucket: string
  readonly region: string
  /** Where this machine's records are; undefined: none are kept. */
  readonly folder: string | undefined
  /** Where the Actions cache puts what it brings. */
  readonly restoredFolder: string | undefined
  /** Called once where records cannot be written. */
  onWriteFailure(error: unknown): void
}

/** @returns the name of an object's record in a folder. */
export function checkpointFileName(objectId: string): string {
  return `${objectId}.jsonl`
}

/** @returns the ID that stands for an object: SHA-256 (hex) of region, bucket and key. */
export function objectIdOf({
  region,
  bucket,
  key,
}: {
  readonly region: string
  readonly bucket: string
  readonly key: string
}): string {
  return createHash('sha256').update(`${region}\n${bucket}\n${key}`).digest('hex')
}

/** @returns the records of this bucket's objects. */
export function createCheckpointFiles(options: CheckpointFilesOptions): CheckpointStore {
  const { bucket, region, folder, restoredFolder } = options
  const guarded = onceFailing(options.onWriteFailure)

  function write(objectId: string, text: string): CheckpointWriter {
    if (folder === undefined) return { part() {} }
    const path = join(folder, checkpointFileName(objectId))
    let isCurrent = false
    guarded(() => {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      rmSync(path, { force: true })
      replaceFile(path, text)
      isCurrent = true
    })
    // Lines of this upload must never stand below the header of another.
    return { part: (part) => isCurrent && guarded(() => appendLine(path, formatPart(part))) }
  }

  return {
    objectId: (key) => objectIdOf({ region, bucket, key }),
    load(objectId) {
      return [folder, restoredFolder]
        .flatMap((place) => (place === undefined ? [] : (readCheckpoint(place, objectId) ?? [])))
        .sort((left, right) => createdMs(right) - createdMs(left))
    },
    create: (header) => write(header.object, formatHeader(header)),
    resume: (header, parts) => write(header.object, formatHeader(header) + parts.map(formatPart).join('')),
    published(record) {
      write(record.object, formatPublished(record))
    },
    remove(objectId) {
      for (const place of [folder, restoredFolder]) {
        if (place !== undefined) guarded(() => rmSync(join(place, checkpointFileName(objectId)), { force: true }))
      }
    },
  }
}

function createdMs(checkpoint: Checkpoint): number {
  return checkpoint.kind === 'published' ? checkpoint.record.createdMs : checkpoint.header.createdMs
}

/** @returns a runner of writes that reports the first failure and bears all: a full disk must not end an upload. */
function onceFailing(onFailure: (error: unknown) => void): (action: () => void) => void {
  let failed = false
  return (action) => {
    try {
      action()
    } catch (error) {
      if (!failed) onFailure(error)
      failed = true
    }
  }
}

/** The new content is there whole or not at all; appends of another process to the old file go nowhere. */
function replaceFile(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`
  writeFileSync(temporary, text, { mode: 0o600 })
  renameSync(temporary, path)
}

/** Appends a line whole or not at all: half a line, with another behind it, would cost the whole record. */
function appendLine(path: string, text: string): void {
  const descriptor = openSync(path, 'a', 0o600)
  const { size } = fstatSync(descriptor)
  try {
    const written = writeSync(descriptor, text)
    if (written < Buffer.byteLength(text)) throw new Error('the disk is full')
  } catch (error) {
    ftruncateSync(descriptor, size)
    throw error
  } finally {
    closeSync(descriptor)
  }
}

/** @returns the record, or undefined where there is none that can be trusted to be one: links and oversized files are left alone. */
export function readCheckpoint(folder: string, objectId: string): Checkpoint | undefined {
  const path = join(folder, checkpointFileName(objectId))
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false })
    if (stats === undefined || !stats.isFile() || stats.size > MAX_CHECKPOINT_SIZE_BYTES) return undefined
    return parseCheckpoint(readFileSync(path, 'utf8'), objectId)
  } catch {
    return undefined
  }
}

/** @returns the names of all records in a folder. */
export function listCheckpointFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => /^[0-9a-f]{64}\.jsonl$/.test(name))
  } catch {
    return []
  }
}
