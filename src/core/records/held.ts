/**
 * The record of what one leg of a release holds: objects whose bytes are all in OSS, verified, and that nothing has made visible yet. It
 * travels through the Actions cache or a job output, so what is parsed here is untrusted.
 */
import { parseCrc64 } from '../bytes/crc64.ts'
import { MAX_PART_SIZE_BYTES, MAX_PARTS } from '../bytes/parts.ts'
import { type ContentSample, sampleOf } from '../bytes/sample.ts'
import { isAcl } from '../naming/headers.ts'
import { keyProblem } from '../naming/object-key.ts'
import type { UnfinishedCheckpoint } from './checkpoint.ts'
import { parseShard } from './shard.ts'

/** One object that is held, or that the bucket had already with these bytes. */
export interface HeldObject {
  readonly key: string
  /** Where its file lay, relative to the leg's workspace. */
  readonly displayPath: string
  readonly sizeBytes: number
  readonly crc64: bigint
  /** Lower-case hex, where the leg computed it. */
  readonly sha256: string | undefined
  readonly contentType: string
  /** `x-oss-object-acl`, which only Complete can give; absent where none was asked for. */
  readonly acl?: string
  /** Digest of the headers that Initiate fixed. */
  readonly headersDigest: string
  /** By what a reader's copy is compared; absent in records that know none. */
  readonly sample?: ContentSample
  /** Undefined: the object is in the bucket already. */
  readonly upload: HeldUpload | undefined
}

export interface HeldUpload {
  readonly uploadId: string
  readonly partSizeBytes: number
  /** In order of part number, from 1. */
  readonly parts: readonly { readonly etag: string; readonly crc64: bigint }[]
}

/** What one leg holds. */
export interface HeldRecord {
  /** SHA-256 of region and bucket: a record is only ever used for its own bucket. */
  readonly bucket: string
  /** Workflow run, `<run id>`. */
  readonly runId: string
  readonly runAttempt: string
  /** `hold-name` of the leg. */
  readonly name: string
  /** Digest of what tells jobs apart that were given one name by mistake: the same in every attempt of a leg. */
  readonly job: string
  /** Milliseconds since the epoch; of two records of a leg the newer counts. */
  readonly createdMs: number
  /** Which share of one list of files this is; absent where the files are not shared. */
  readonly share?: HeldShare
  readonly objects: readonly HeldObject[]
}

export interface HeldShare {
  /** From 0. */
  readonly index: number
  readonly count: number
  /** SHA-256 (hex) of the whole list of files that is shared: keys and sizes. Jobs that see other lists share otherwise. */
  readonly list: string
}

const VERSION = 1
/** A record larger than this was not written by this action. */
export const MAX_HELD_SIZE_BYTES = 64 * 1024 ** 2

/** @returns the record as one line of JSON: the same text for the same record, so that it can be bound by a digest. */
export function formatHeld(record: HeldRecord): string {
  const { bucket, runId, runAttempt, name, job, createdMs } = record
  const objects = record.objects.map((object) => ({
    key: object.key,
    path: object.displayPath,
    size: object.sizeBytes,
    crc64: String(object.crc64),
    ...(object.sha256 === undefined ? {} : { sha256: object.sha256 }),
    contentType: object.contentType,
    ...(object.acl === undefined ? {} : { acl: object.acl }),
    headers: object.headersDigest,
    ...(object.sample === undefined ? {} : { sample: formatSample(object.sample) }),
    ...(object.upload === undefined ? {} : formatUpload(object.upload)),
  }))
  const { share } = record
  return JSON.stringify({
    ...{ v: VERSION, bucket, run: runId, attempt: runAttempt, name, job, created: createdMs },
    ...(share === undefined ? {} : { share: `${share.index}/${share.count} ${share.list}` }),
    objects,
  })
}

function formatUpload({ uploadId, partSizeBytes, parts }: HeldUpload) {
  return { uploadId, partSize: partSizeBytes, parts: parts.map(({ etag, crc64 }) => `${etag} ${crc64}`).join(',') }
}

/** @returns the record, or undefined where anything about it is wrong. */
export function parseHeld(text: string): HeldRecord | undefined {
  const fields = parseFields(text)
  if (fields === undefined || fields.v !== VERSION || !Array.isArray(fields.objects)) return undefined
  const { bucket, run, attempt, name, job, created } = fields
  if (!isText(bucket) || !isText(run) || !isText(attempt) || !isText(job) || !isName(name) || !isWhole(created))
    return undefined
  const objects = fields.objects.map((value) => parseObject(value))
  if (!objects.every((object) => object !== undefined)) return undefined
  const share = parseShare(fields.share)
  if (fields.share !== undefined && share === undefined) return undefined
  const common = { bucket, runId: run, runAttempt: attempt, name, job, createdMs: created }
  return { ...common, ...(share === undefined ? {} : { share }), objects }
}

function parseShare(value: unknown): HeldShare | undefined {
  const [, text = '', list = ''] = typeof value === 'string' ? (/^(\S+) ([0-9a-f]{64})$/.exec(value) ?? []) : []
  const shard = parseShard(text)
  return shard === undefined ? undefined : { ...shard, list }
}

type Fields = Readonly<Record<string, unknown>>

function parseFields(text: string): Fields | undefined {
  try {
    return asFields(JSON.parse(text))
  } catch {
    return undefined
  }
}

function asFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null ? (value as Fields) : undefined
}

function parseObject(value: unknown): HeldObject | undefined {
  const fields = asFields(value) ?? {}
  const { key, path, size, crc64, sha256, contentType, acl, headers, uploadId } = fields
  const sample = parseSample(fields.sample)
  const crc = typeof crc64 === 'string' ? parseCrc64(crc64) : undefined
  if (typeof key !== 'string' || keyProblem(key) !== undefined || typeof path !== 'string') return undefined
  if (!isWhole(size) || crc === undefined || !isText(headers) || typeof contentType !== 'string') return undefined
  if (sha256 !== undefined && !(typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256))) return undefined
  if (acl !== undefined && !(typeof acl === 'string' && isAcl(acl))) return undefined
  if (fields.sample !== undefined && sample === undefined) return undefined
  const told = { ...(acl === undefined ? {} : { acl }), ...(sample === undefined ? {} : { sample }) }
  const names = { key, displayPath: path, contentType, ...told }
  const object = { ...names, sizeBytes: size, crc64: crc, sha256, headersDigest: headers }
  if (uploadId === undefined) return { ...object, upload: undefined }
  const upload = parseUpload(fields, size)
  return upload === undefined ? undefined : { ...object, upload }
}

/** One digest is that of the whole, two are those of the edges. */
function formatSample(sample: ContentSample): string {
  return sample.kind === 'whole' ? sample.sha256 : `${sample.head} ${sample.tail}`
}

function parseSample(value: unknown): ContentSample | undefined {
  return typeof value === 'string' && /^[0-9a-f]{64}( [0-9a-f]{64})?$/.test(value)
    ? sampleOf(value.split(' '))
    : undefined
}

function parseUpload({ uploadId, partSize, parts }: Fields, sizeBytes: number): HeldUpload | undefined {
  if (
    !isText(uploadId) ||
    !isWhole(partSize) ||
    partSize < 1 ||
    partSize > MAX_PART_SIZE_BYTES ||
    typeof parts !== 'string'
  )
    return undefined
  const count = Math.max(1, Math.ceil(sizeBytes / partSize))
  const listed = parts.split(',', MAX_PARTS + 1).map(parsePart)
  if (count > MAX_PARTS || listed.length !== count || !listed.every((part) => part !== undefined)) return undefined
  return { uploadId, partSizeBytes: partSize, parts: listed }
}

function parsePart(text: string): HeldUpload['parts'][number] | undefined {
  const found = /^([\x21-\x2b\x2d-\x7e]{1,128}) (\d{1,20})$/.exec(text)
  const crc64 = parseCrc64(found?.[2] ?? '')
  return found?.[1] === undefined || crc64 === undefined ? undefined : { etag: found[1], crc64 }
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]{1,512}$/.test(value)
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && holdNameProblem(value) === undefined
}

/** @returns why a leg cannot have this name, or undefined. */
export function holdNameProblem(name: string): string | undefined {
  if (name.length > 100) return 'is longer than 100 characters'
  return /^[\p{L}\p{N}][\p{L}\p{N} ._+@/()-]*$/u.test(name)
    ? undefined
    : 'may have letters, digits, spaces and . _ + @ / ( ) - and begins with a letter or digit'
}

/** @returns the size of one part of a held upload. */
export function heldPartSize({ sizeBytes }: HeldObject, { partSizeBytes }: HeldUpload, number: number): number {
  return Math.min(partSizeBytes, sizeBytes - (number - 1) * partSizeBytes)
}

/** @returns a held upload as the record of an unfinished one, for a re-run of its leg; undefined where the object is not an upload. */
export function checkpointOfHeld(
  record: HeldRecord,
  object: HeldObject,
  objectId: string,
): UnfinishedCheckpoint | undefined {
  const { upload } = object
  if (upload === undefined) return undefined
  const { uploadId, partSizeBytes } = upload
  const parts = upload.parts.map(({ etag, crc64 }, index) => {
    const number = index + 1
    return [number, { number, sizeBytes: heldPartSize(object, upload, number), crc64, etag }] as const
  })
  const run = `${record.runId}.${record.runAttempt}`
  const header = {
    object: objectId,
    uploadId,
    partSizeBytes,
    headers: object.headersDigest,
    run,
    createdMs: record.createdMs,
  }
  return { kind: 'unfinished', header, parts: new Map(parts) }
}

/** One line of `publish-held` or `abandon-held`. */
export type HeldSource =
  /** A leg by its name; its record must have this SHA-256 where one is given. */
  | { readonly kind: 'name'; readonly name: string; readonly sha256: string | undefined }
  /** A record itself, from a job output. */
  | { readonly kind: 'record'; readonly text: string; readonly record: HeldRecord }

/** @returns what the lines name, and what is wrong with others. */
export function parseHeldSources(input: string): {
  readonly sources: readonly HeldSource[]
  readonly problems: readonly { readonly line: string; readonly problem: string }[]
} {
  const sources: HeldSource[] = []
  const problems: { line: string; problem: string }[] = []
  for (const line of input.split(/\r?\n/).map((text) => text.trim())) {
    if (line === '' || line.startsWith('#')) continue
    if (line.startsWith('{')) {
      const record = parseHeld(line)
      if (record === undefined)
        problems.push({
          line: line.slice(0, 80),
          problem: 'is no record that this action wrote (the output `held` of a leg)',
        })
      else sources.push({ kind: 'record', text: line, record })
      continue
    }
    const digest = /\s+sha256:(\S*)$/.exec(line)
    const name = digest === null ? line : line.slice(0, digest.index)
    const sha256 = digest?.[1]
    const problem = sha256 === undefined ? holdNameProblem(name) : digestProblem(sha256)
    if (problem !== undefined) problems.push({ line, problem })
    else sources.push({ kind: 'name', name, sha256 })
  }
  return { sources, problems }
}

function digestProblem(sha256: string): string | undefined {
  if (sha256 === '') return 'has an empty digest: the leg that should have made it did not'
  return /^[0-9a-f]{64}$/.test(sha256)
    ? undefined
    : 'has a digest that is no SHA-256 (the output `held-digest` of the leg)'
}
