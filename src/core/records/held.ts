/**
 * The record of what one leg of a release holds: objects whose bytes are all in OSS, verified, and that are not visible yet. It
 *  comes through the Actions cache or a job output, so what is parsed here is untrusted.
 */
import type { UnfinishedCheckpoint } from './checkpoint.ts'
import { asFields, isPrintable, isWholeNumber, type RecordFields } from './guards.ts'
import { formatHeldObject, type HeldObject, heldPartSizes, parseHeldObject } from './held-object.ts'
import { parseShard } from './shard.ts'

/** What one leg holds. */
export interface HeldRecord {
  /** SHA-256 of region and bucket: a record is only ever used for its own bucket. */
  readonly bucket: string
  /** Workflow run, `<run id>`. */
  readonly runId: string
  readonly runAttempt: string
  /** `hold-name` of the leg. */
  readonly name: string
  /** Digest that distinguishes jobs which were given the same name by mistake; the same in every attempt of a leg. */
  readonly job: string
  /** Milliseconds since the epoch; of two records of a leg the newer counts. */
  readonly createdMs: number
  /** Which share of a list of files this is; absent if the files are not divided. */
  readonly share?: HeldShare
  /** Tag of the release of GitHub whose assets these are; absent where they are files of the job. */
  readonly release?: string
  readonly objects: readonly HeldObject[]
}

/** Which share of a list of files a leg holds (`shard`). */
export interface HeldShare {
  /** From 0. */
  readonly index: number
  readonly count: number
  /** SHA-256 (hex) of the whole list of files that is divided: keys and sizes. Jobs with another list divide it differently. */
  readonly list: string
}

const VERSION = 1
/** Larger records were not written by this action. */
export const MAX_HELD_SIZE_BYTES = 64 * 1024 ** 2

/** @returns the record as one line of JSON: the same text for the same record, so that it can be bound by a digest. */
export function formatHeld(record: HeldRecord): string {
  const { bucket, runId, runAttempt, name, job, createdMs } = record
  const objects = record.objects.map(formatHeldObject)
  const { share, release } = record
  return JSON.stringify({
    ...{ v: VERSION, bucket, run: runId, attempt: runAttempt, name, job, created: createdMs },
    ...(share === undefined ? {} : { share: `${share.index}/${share.count} ${share.list}` }),
    ...(release === undefined ? {} : { release }),
    objects,
  })
}

/** @returns the record, or undefined where anything about it is wrong. */
export function parseHeld(text: string): HeldRecord | undefined {
  const fields = parseFields(text)
  if (fields === undefined || fields.v !== VERSION || !Array.isArray(fields.objects)) return undefined
  const { bucket, run, attempt, name, job, created, release } = fields
  if (
    !isPrintable(bucket) ||
    !isPrintable(run) ||
    !isPrintable(attempt) ||
    !isPrintable(job) ||
    !isName(name) ||
    !isWholeNumber(created)
  )
    return undefined
  const objects = fields.objects.map(parseHeldObject)
  if (!objects.every((object) => object !== undefined) || !hasOrigins(objects)) return undefined
  const share = parseShare(fields.share)
  if (fields.share !== undefined && share === undefined) return undefined
  if (release !== undefined && !isTag(release)) return undefined
  const common = { bucket, runId: run, runAttempt: attempt, name, job, createdMs: created }
  const more = { ...(share === undefined ? {} : { share }), ...(release === undefined ? {} : { release }) }
  return { ...common, ...more, objects }
}

/** It becomes an output: one line that no command of the runner can be in. */
function isTag(value: unknown): value is string {
  return typeof value === 'string' && /^[^\s\p{Cc}\p{Zl}\p{Zp}\p{Cs}]{1,1024}$/u.test(value)
}

/** Whether the source of each copy is in the record and is not a copy itself. */
function hasOrigins(objects: readonly HeldObject[]): boolean {
  const origins = new Map(objects.map((object) => [object.key, object]))
  return objects.every(({ copyOf, sizeBytes, crc64 }) => {
    const origin = copyOf === undefined ? undefined : origins.get(copyOf)
    if (copyOf === undefined) return true
    return (
      origin !== undefined && origin.copyOf === undefined && origin.sizeBytes === sizeBytes && origin.crc64 === crc64
    )
  })
}

function parseShare(value: unknown): HeldShare | undefined {
  const [, text = '', list = ''] = typeof value === 'string' ? (/^(\S+) ([0-9a-f]{64})$/.exec(value) ?? []) : []
  const shard = parseShard(text)
  return shard === undefined ? undefined : { ...shard, list }
}

function parseFields(text: string): RecordFields | undefined {
  try {
    return asFields(JSON.parse(text))
  } catch {
    return undefined
  }
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && holdNameProblem(value) === undefined
}

/** @returns a held upload as the record of an unfinished one, for a re-run of its leg; undefined if the object has no upload. */
export function checkpointOfHeld(
  record: HeldRecord,
  object: HeldObject,
  objectId: string,
): UnfinishedCheckpoint | undefined {
  const { upload } = object
  if (upload === undefined) return undefined
  const { uploadId, partSizeBytes, layout } = upload
  const sizes = heldPartSizes(object, upload)
  const parts = upload.parts.map(({ etag, crc64 }, index) => {
    const number = index + 1
    return [number, { number, sizeBytes: sizes[index] ?? 0, crc64, etag }] as const
  })
  const run = `${record.runId}.${record.runAttempt}`
  const header = {
    object: objectId,
    uploadId,
    partSizeBytes,
    ...(layout === undefined ? {} : { layout }),
    headers: object.headersDigest,
    ...(object.sha256 === undefined ? {} : { content: object.sha256 }),
    run,
    createdMs: record.createdMs,
  }
  return { kind: 'unfinished', header, parts: new Map(parts) }
}

/** @returns why this name is not allowed for a leg, or undefined. */
export function holdNameProblem(name: string): string | undefined {
  if (name.length > 100) return 'is longer than 100 characters'
  return /^[\p{L}\p{N}][\p{L}\p{N} ._+@/()-]*$/u.test(name)
    ? undefined
    : 'may have letters, digits, spaces and . _ + @ / ( ) - and begins with a letter or digit'
}
