/** Checkpoints as files, an object each. Written with plain appends: a killed process leaves whole lines and at most one torn one. */
import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import {
  type Checkpoint,
  formatHeader,
  formatPart,
  formatPublished,
  MAX_CHECKPOINT_SIZE_BYTES,
  parseCheckpoint,
} from '../../core/records/checkpoint.ts'
import { objectIdOf } from '../../core/records/names.ts'
import type { CheckpointStore, CheckpointWriter } from '../../ports.ts'
import { nodeHashes } from '../process/hashes.ts'
import { makeFolder } from './folders.ts'

export interface CheckpointFilesOptions {
  readonly bucket: string
  readonly region: string
  /** Where this machine's records are; undefined: none are kept. */
  readonly folder: string | undefined
  /** Where the Actions cache puts what it brings; beside it lies what it brought other steps of this job. */
  readonly restoredFolder: string | undefined
  /** Called once where records cannot be written. */
  onWriteFailure(error: unknown): void
}

/** @returns the name of an object's record in a folder. */
export function checkpointFileName(objectId: string): string {
  return `${objectId}.jsonl`
}

/** @returns whether a path relative to a folder of records is one, whole or not. */
export function isCheckpointFile(name: string): boolean {
  return /^[0-9a-f]{64}\.jsonl(\.\d+\.tmp)?$/.test(name)
}

/** @returns the records of this bucket's objects. */
export function createCheckpointFiles(options: CheckpointFilesOptions): CheckpointStore {
  const { bucket, region, folder, restoredFolder } = options
  const guarded = onceFailing(options.onWriteFailure)
  let leftovers: readonly string[] | undefined
  let restored: readonly string[] | undefined

  function write(objectId: string, text: string): CheckpointWriter {
    if (folder === undefined) return { part() {} }
    const path = join(folder, checkpointFileName(objectId))
    let inode: bigint | undefined
    guarded(() => {
      makeFolder(folder, 0o700)
      inode = replaceFile(path, text)
    })
    return {
      part(part) {
        if (inode !== undefined) guarded(() => appendLine(path, formatPart(part), inode))
      },
    }
  }

  return {
    objectId: (key) => objectIdOf(nodeHashes.sha256Of, { region, bucket, key }),
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
      const name = checkpointFileName(objectId)
      leftovers ??= folder === undefined ? [] : listTemporary(folder)
      const own = leftovers.filter((path) => basename(path).startsWith(name))
      // Else the post of a step that failed before this one would save what has no use any more.
      restored ??= restoredFolder === undefined ? [] : foldersIn(dirname(restoredFolder))
      for (const place of folder === undefined ? restored : [folder, ...restored]) {
        guarded(() => rmSync(join(place, name), { force: true }))
      }
      for (const path of own) guarded(() => rmSync(path, { force: true }))
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

/** The new content is there whole or not at all: until it is, the old record stays. @returns what tells the new file from those that replace it. */
function replaceFile(path: string, text: string): bigint {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    rmSync(temporary, { force: true })
    writeFileSync(temporary, text, { mode: 0o600, flag: 'wx' })
    const { ino } = lstatSync(temporary, { bigint: true })
    renameSync(temporary, path)
    return ino
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/**
 * Appends a line whole or not at all: half a line, with another behind it, would cost the whole record. Nothing is appended where another
 * step has replaced or removed the record meanwhile: lines of one upload must never stand below the header of another.
 */
function appendLine(path: string, text: string, inode: bigint | undefined): void {
  const descriptor = openExisting(path)
  if (descriptor === undefined) return
  try {
    const { ino, size } = fstatSync(descriptor, { bigint: true })
    if (ino === inode) writeWhole(descriptor, text, Number(size))
  } finally {
    closeSync(descriptor)
  }
}

function openExisting(path: string): number | undefined {
  try {
    // A pipe in its place is not waited for.
    return openSync(path, constants.O_WRONLY | constants.O_APPEND | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function writeWhole(descriptor: number, text: string, sizeBytes: number): void {
  try {
    const written = writeSync(descriptor, text)
    if (written < Buffer.byteLength(text)) throw Object.assign(new Error('the disk is full'), { code: 'ENOSPC' })
  } catch (error) {
    ftruncateSync(descriptor, sizeBytes)
    throw error
  }
}

/** @returns the record, or undefined where there is none that can be trusted to be one: links and oversized files are left alone. */
function readCheckpoint(folder: string, objectId: string): Checkpoint | undefined {
  const path = join(folder, checkpointFileName(objectId))
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false })
    if (stats === undefined || !stats.isFile() || stats.size > MAX_CHECKPOINT_SIZE_BYTES) return undefined
    return parseCheckpoint(readFileSync(path, 'utf8'), objectId)
  } catch {
    return undefined
  }
}

function foldersIn(folder: string): readonly string[] {
  try {
    const found = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    return found.map(({ name }) => join(folder, name))
  } catch {
    return []
  }
}

/** @returns the paths of records that a killed process did not finish writing. */
function listTemporary(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => isCheckpointFile(name) && name.endsWith('.tmp'))
    return names.map((name) => join(folder, name))
  } catch {
    return []
  }
}
