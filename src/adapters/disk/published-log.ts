/**
 * The published objects of a step in one file, one line each: a file per object would take longer than publishing them. A lost line costs one
 *  request: its object is sent again.
 */
import { constants, lstatSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  formatPublished,
  MAX_LOG_SIZE_BYTES,
  type PublishedRecord,
  parsePublished,
} from '../../core/records/checkpoint.ts'
import { nodeHashes } from '../process/hashes.ts'
import type { WriteBehind } from '../process/write-behind.ts'
import { makeFolder, replaceFile, writeWhole } from './folders.ts'

/** @returns the name of the log of a step with these objects, the same in every attempt. */
export function publishedLogName(objectIds: readonly string[]): string {
  return `${nodeHashes.sha256Of([...objectIds].sort().join('\n'))}.published.jsonl`
}

/** @returns whether a file of a folder of records is a log of published objects. */
export function isPublishedLog(name: string): boolean {
  return /^[0-9a-f]{64}\.published\.jsonl$/.test(name)
}

/** @returns the records of a log, by object ID. Links and oversized files are ignored. */
export function readPublishedLog(path: string): Map<string, PublishedRecord> {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false })
    if (stats === undefined || !stats.isFile() || stats.size > MAX_LOG_SIZE_BYTES) return new Map()
    return new Map(parsePublished(readFileSync(path, 'utf8')).map((record) => [record.object, record]))
  } catch {
    return new Map()
  }
}

/** The log of this step. */
interface PublishedLog {
  /** Throws the error that prevents writing. */
  add(record: PublishedRecord): void
  /** Notes that its file was removed. */
  end(): void
}

/**
 * @param known records of earlier attempts for this step's objects, which are copied into a new log
 * @param later see createCheckpointFiles
 * @returns the log, whose file is begun with the first record
 */
export function createPublishedLog({
  folder,
  name,
  known,
  later,
}: {
  readonly folder: string
  readonly name: string
  later(): WriteBehind | undefined
  readonly known: () => Iterable<PublishedRecord>
}): PublishedLog {
  const path = join(folder, name)
  let isBegun = false
  let open: { readonly descriptor: number; sizeBytes: number } | undefined
  return {
    add(record) {
      const text = formatPublished(record)
      const begun = () => [...known()].map(formatPublished).join('') + text
      const slow = later()
      if (slow !== undefined) {
        if (isBegun) slow.append(path, text)
        else slow.replace(path, begun())
        isBegun = true
        return
      }
      if (open !== undefined) {
        writeWhole(open.descriptor, text, open.sizeBytes)
        open.sizeBytes += Buffer.byteLength(text)
        return
      }
      makeFolder(folder, 0o700)
      const whole = begun()
      replaceFile(path, whole)
      // Closed only by the end of the process: a step publishes until it ends.
      open = {
        descriptor: openSync(path, constants.O_WRONLY | constants.O_APPEND),
        sizeBytes: Buffer.byteLength(whole),
      }
    },
    end() {
      open = undefined
      isBegun = false
    },
  }
}
