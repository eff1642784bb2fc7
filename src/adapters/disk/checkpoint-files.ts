/** Checkpoints as files, one per object. Written with plain appends: a killed process leaves complete lines and at most one torn line. */
import { lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import {
  type Checkpoint,
  formatCompleting,
  formatHeader,
  formatPart,
  formatPublished,
  MAX_CHECKPOINT_SIZE_BYTES,
  type PublishedRecord,
  parseCheckpoint,
} from '../../core/records/checkpoint.ts'
import { objectIdOf } from '../../core/records/names.ts'
import type { CheckpointStore, CheckpointWriter } from '../../ports.ts'
import { nodeHashes } from '../process/hashes.ts'
import type { WriteBehind } from '../process/write-behind.ts'
import { appendLine, makeFolder, replaceFile } from './folders.ts'
import { createPublishedLog, isPublishedLog, publishedLogName, readPublishedLog } from './published-log.ts'

interface CheckpointFilesOptions {
  readonly bucket: string
  readonly region: string
  /** Folder of this machine's records; undefined: none are kept. */
  readonly folder: string | undefined
  /** Folder of records from the Actions cache; beside it are those of other steps of this job. */
  readonly restoredFolder: string | undefined
  /** IDs of the step's objects. */
  readonly objectIds?: readonly string[]
  /** @returns what writes to a disk of `folder` that may be slow; undefined if it is quick */
  later?(): WriteBehind | undefined
  /** @returns whether the disk of `folder` does not answer, so that nothing on it may be touched */
  isSilent?(): boolean
  /** Called once if records cannot be written. */
  onWriteFailure(error: unknown): void
}

/** @returns the name of an object's record in a folder. */
export function checkpointFileName(objectId: string): string {
  return `${objectId}.jsonl`
}

/** @returns whether a path relative to a folder of records is a record, complete or not. */
export function isCheckpointFile(name: string): boolean {
  return /^[0-9a-f]{64}(\.published)?\.jsonl(\.\d+\.tmp)?$/.test(name)
}

/** @returns the records of this bucket's objects. */
export function createCheckpointFiles(options: CheckpointFilesOptions): CheckpointStore {
  const { bucket, region, folder, restoredFolder, objectIds = [], later = () => undefined, isSilent = never } = options
  const guarded = onceFailing(options.onWriteFailure)
  let leftovers: readonly string[] | undefined
  let restored: readonly string[] | undefined
  const own = new Set(objectIds)
  const placesNow = () => [isSilent() ? undefined : folder, restoredFolder].filter((place) => place !== undefined)
  const contentsOf = createContents()
  const logName = publishedLogName(objectIds)
  const log = folder === undefined ? undefined : createPublishedLog({ folder, name: logName, known, later })

  /** @returns what is recorded of this step's published objects; of two records of one object the later counts. */
  function known(): readonly PublishedRecord[] {
    const logs = placesNow()
      .toReversed()
      .flatMap((place) => [...contentsOf(place).logs.values()])
    return logs.flatMap((log) => [...log.values()]).filter(({ object }) => own.has(object))
  }

  function loadFrom(place: string, objectId: string): readonly Checkpoint[] {
    const { files, logs } = contentsOf(place)
    const name = checkpointFileName(objectId)
    const file = files.has(name) ? readCheckpoint(place, objectId) : undefined
    const published = [...logs.values()].flatMap((log): readonly Checkpoint[] => {
      const record = log.get(objectId)
      return record === undefined ? [] : [{ kind: 'published', record }]
    })
    return file === undefined ? published : [file, ...published]
  }

  function write(objectId: string, text: string): CheckpointWriter {
    if (folder === undefined || isSilent()) return { part() {}, completing() {} }
    const path = join(folder, checkpointFileName(objectId))
    const slow = later()
    if (slow !== undefined) {
      contentsOf(folder).files.add(basename(path))
      slow.replace(path, text)
      return writerOf((line) => slow.append(path, line))
    }
    let inode: bigint | undefined
    guarded(() => {
      makeFolder(folder, 0o700)
      inode = replaceFile(path, text)
      contentsOf(folder).files.add(basename(path))
    })
    return writerOf((line) => {
      if (inode !== undefined) guarded(() => appendLine(path, line, inode))
    })
  }

  function removeFile(path: string): void {
    const slow = later()
    if (slow === undefined) guarded(() => rmSync(path, { force: true }))
    else slow.remove(path)
  }

  return {
    objectId: (key) => objectIdOf(nodeHashes.sha256Of, { region, bucket, key }),
    load(objectId) {
      return placesNow()
        .flatMap((place) => loadFrom(place, objectId))
        .sort((left, right) => createdMs(right) - createdMs(left))
    },
    create: (header) => write(header.object, formatHeader(header)),
    resume: (header, parts) => write(header.object, formatHeader(header) + parts.map(formatPart).join('')),
    published(record) {
      // A file that the object already has must not outlive its published record.
      if (folder === undefined || isSilent()) return
      if (contentsOf(folder).files.has(checkpointFileName(record.object))) write(record.object, formatPublished(record))
      else
        guarded(() => {
          log?.add(record)
          const { logs } = contentsOf(folder)
          logs.set(logName, (logs.get(logName) ?? new Map()).set(record.object, record))
        })
    },
    remove(objectId) {
      const name = checkpointFileName(objectId)
      const here = folder === undefined || isSilent() ? [] : [folder]
      leftovers ??= here.flatMap((place) => temporaryIn(place, later() ? contentsOf(place).files : namesIn(place)))
      // Otherwise the post of an earlier failed step would save records that are no longer needed.
      restored ??= restoredFolder === undefined ? [] : foldersIn(dirname(restoredFolder))
      const gone = new Set([name])
      for (const place of [...here, ...restored]) {
        const { files, logs } = contentsOf(place)
        if (files.delete(name)) removeFile(join(place, name))
        for (const [one, records] of logs) {
          if (!records.delete(objectId) || records.size > 0) continue
          gone.add(one)
          if (one === logName && place === folder) log?.end()
          removeFile(join(place, one))
        }
      }
      const isTorn = (path: string) => [...gone].some((one) => basename(path).startsWith(one))
      leftovers.filter(isTorn).forEach(removeFile)
    },
  }
}

function never(): boolean {
  return false
}

function writerOf(append: (line: string) => void): CheckpointWriter {
  return {
    part: (part) => append(formatPart(part)),
    completing: (isCompleting) => append(formatCompleting(isCompleting)),
  }
}

/** The content of a folder of records. */
interface Contents {
  /** Names of all files but logs, among them the records of single objects. */
  readonly files: Set<string>
  /** Published objects, by the name of the log and their IDs. */
  readonly logs: Map<string, Map<string, PublishedRecord>>
}

/** @returns the content of folders: each is read once, and then updated with this process's own changes. */
function createContents(): (folder: string) => Contents {
  const known = new Map<string, Contents>()
  return (folder) => {
    const before = known.get(folder)
    if (before !== undefined) return before
    const names = namesIn(folder)
    const logs = names.filter(isPublishedLog)
    const contents = {
      files: new Set(names),
      logs: new Map(logs.map((name) => [name, readPublishedLog(join(folder, name))])),
    }
    known.set(folder, contents)
    return contents
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function createdMs(checkpoint: Checkpoint): number {
  return checkpoint.kind === 'published' ? checkpoint.record.createdMs : checkpoint.header.createdMs
}

/** @returns a function that runs writes, reports the first failure and ignores the others: a full disk must not end an upload. */
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

/** @returns the record, or undefined if there is no valid one: links and oversized files are ignored. */
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
function temporaryIn(folder: string, names: Iterable<string>): readonly string[] {
  return [...names].filter((name) => isCheckpointFile(name) && name.endsWith('.tmp')).map((name) => join(folder, name))
}
