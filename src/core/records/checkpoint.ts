/**
 * The record of one object's upload: append-only JSON lines, a header first, then a line per acknowledged part, or the one line of a
 * published object. What is parsed here is untrusted: anybody who can write to the Actions cache may have written it.
 */
import { parseCrc64 } from '../bytes/crc64.ts'
import { MAX_JOINED_SIZE_BYTES, MAX_PART_SIZE_BYTES, MAX_PARTS, MIN_PART_SIZE_BYTES } from '../bytes/parts.ts'
import { isPrintable, isUploadId, isWholeNumber, type RecordFields } from './guards.ts'
import { isLayout } from './layout.ts'

/** First line of an unfinished upload's record, written right after InitiateMultipartUpload. */
export interface CheckpointHeader {
  /** SHA-256 (hex) of region, bucket and object key: a record is only ever used for the object that it is for. */
  readonly object: string
  readonly uploadId: string
  readonly partSizeBytes: number
  /** Sizes of the parts if not all are `partSizeBytes`: see layout.ts. Not checked here, since that needs the size of the file. */
  readonly layout?: string
  /** Digest of the headers that Initiate fixed. */
  readonly headers: string
  /** SHA-256 (hex) of the file whose digests Initiate fixed in the object's metadata; absent where it fixed none, or it is not known. */
  readonly content?: string
  /** The run that Initiated, `<run id>.<attempt>`; decides who may abort. */
  readonly run: string
  /** Milliseconds since the epoch; of two records the newer is tried first. */
  readonly createdMs: number
}

/** One acknowledged part. */
export interface RecordedPart {
  readonly number: number
  readonly sizeBytes: number
  readonly crc64: bigint
  readonly etag: string
}

/** The one line of an object that an earlier attempt published. */
export interface PublishedRecord {
  readonly object: string
  readonly sizeBytes: number
  readonly crc64: bigint
  readonly headers: string
  readonly createdMs: number
  /** Whether a CDN in front of the bucket may still have what was there before. */
  readonly isStale?: true
  /** Sizes of its parts, see layout.ts, if OSS returned no CRC64 by which it can be recognised. Not checked here. */
  readonly layout?: string
}

/** What a record says about an object. */
export type Checkpoint =
  | {
      readonly kind: 'unfinished'
      readonly header: CheckpointHeader
      readonly parts: ReadonlyMap<number, RecordedPart>
      /** The attempt ended while Complete was under way. */
      readonly isCompleting?: true
    }
  | { readonly kind: 'published'; readonly record: PublishedRecord }

export type UnfinishedCheckpoint = Extract<Checkpoint, { readonly kind: 'unfinished' }>

/**
 * @param recorded `<run id>.<attempt>` of a record
 * @param current the same for the current attempt
 * @returns whether an earlier attempt of the current run wrote the record
 */
export function wasBegunEarlier(recorded: string, current: string): boolean {
  const [run, attempt] = splitRun(recorded)
  const [currentRun, currentAttempt] = splitRun(current)
  return run !== '' && run === currentRun && attempt < currentAttempt
}

/** @returns whether any attempt of the current run wrote the record. */
export function isOfRun(recorded: string, current: string): boolean {
  const [run] = splitRun(recorded)
  return run !== '' && run === splitRun(current)[0]
}

function splitRun(text: string): readonly [string, number] {
  const dot = text.lastIndexOf('.')
  const attempt = text.slice(dot + 1)
  return dot > 0 && /^[0-9]{1,6}$/.test(attempt) ? [text.slice(0, dot), Number(attempt)] : ['', 0]
}

/** No lifecycle rule removes an upload before it is a day old. */
const SURELY_NOT_EXPIRED_MS = 24 * 3600 * 1000

/**
 * @param now the current attempt, `<run id>.<attempt>`, and its time
 * @returns whether an upload that is gone was completed, according to its record: an attempt of this run ended while Complete was under way, and
 *   since then no lifecycle rule can have removed the upload
 */
export function saysCompleted(
  { header, isCompleting }: UnfinishedCheckpoint,
  now: { readonly run: string; readonly epochMs: number },
): boolean {
  const ageMs = now.epochMs - header.createdMs
  return isCompleting === true && isOfRun(header.run, now.run) && ageMs >= 0 && ageMs < SURELY_NOT_EXPIRED_MS
}

/** Larger records were not written by this action: 10,000 lines of at most 200 characters. */
export const MAX_CHECKPOINT_SIZE_BYTES = 4 * 1024 ** 2
/** Larger logs were not written by this action: a line for each of 100,000 objects. */
export const MAX_LOG_SIZE_BYTES = 32 * 1024 ** 2
const VERSION = 1

/** @returns the header line, with its line end. */
export function formatHeader(header: CheckpointHeader): string {
  return line({
    v: VERSION,
    object: header.object,
    uploadId: header.uploadId,
    partSize: header.partSizeBytes,
    ...(header.layout === undefined ? {} : { layout: header.layout }),
    headers: header.headers,
    ...(header.content === undefined ? {} : { content: header.content }),
    run: header.run,
    created: header.createdMs,
  })
}

/** @returns the line of one acknowledged part, with its line end. */
export function formatPart(part: RecordedPart): string {
  return line({ part: part.number, size: part.sizeBytes, crc64: String(part.crc64), etag: part.etag })
}

/** @returns the line that says whether Complete is under way, with its line end. */
export function formatCompleting(isCompleting: boolean): string {
  return line({ completing: isCompleting })
}

/** @returns the line of a published object, with its line end. */
export function formatPublished(record: PublishedRecord): string {
  return line({
    v: VERSION,
    object: record.object,
    published: true,
    size: record.sizeBytes,
    crc64: String(record.crc64),
    headers: record.headers,
    created: record.createdMs,
    ...(record.isStale === true ? { stale: true } : {}),
    ...(record.layout === undefined ? {} : { layout: record.layout }),
  })
}

function line(value: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify(value)}\n`
}

/**
 * @returns the record, or undefined if any complete line is wrong or it is for another object. A torn last line (no line end) is dropped:
 *   the process died while it wrote it. Of two lines for one part the later counts.
 */
export function parseCheckpoint(text: string, object: string): Checkpoint | undefined {
  const lines = text.split('\n')
  lines.pop()
  const [first, ...rest] = lines.map(parseLine)
  if (first === undefined || first.v !== VERSION || first.object !== object) return undefined
  if (first.published === true) return publishedFrom(first)
  const header = parseHeader(first)
  return header === undefined ? undefined : parseParts(header, rest)
}

/** @returns the records of published objects that a log has, each on a line of its own; lines that are wrong, or torn, are left out. */
export function parsePublished(text: string): readonly PublishedRecord[] {
  const lines = text.split('\n')
  lines.pop()
  return lines.flatMap((one) => {
    const fields = parseLine(one)
    const isPublished = fields !== undefined && fields.v === VERSION && fields.published === true
    return isPublished ? (publishedFrom(fields)?.record ?? []) : []
  })
}

function parseLine(text: string): RecordFields | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as RecordFields) : undefined
  } catch {
    return undefined
  }
}

function publishedFrom(fields: RecordFields): Extract<Checkpoint, { readonly kind: 'published' }> | undefined {
  const { object, size, headers, created, layout } = fields
  const crc64 = crcOf(fields)
  if (layout !== undefined && !(typeof layout === 'string' && isLayout(layout))) return undefined
  if (
    !isPrintable(object) ||
    !isWholeNumber(size) ||
    crc64 === undefined ||
    !isPrintable(headers) ||
    !isWholeNumber(created)
  )
    return undefined
  const stale = fields.stale === true ? ({ isStale: true } as const) : {}
  const told = { ...stale, ...(layout === undefined ? {} : { layout }) }
  return { kind: 'published', record: { object, sizeBytes: size, crc64, headers, createdMs: created, ...told } }
}

function parseHeader(fields: RecordFields): CheckpointHeader | undefined {
  const { object, uploadId, partSize, headers, run, created } = fields
  if (!isPrintable(object) || !isPrintable(headers) || !isPrintable(run) || !isWholeNumber(created)) return undefined
  if (!isUploadId(uploadId) || !isWholeNumber(partSize)) return undefined
  if (partSize < MIN_PART_SIZE_BYTES || partSize > MAX_PART_SIZE_BYTES) return undefined
  const { layout, content } = fields
  if (layout !== undefined && !(typeof layout === 'string' && isLayout(layout))) return undefined
  if (content !== undefined && !isSha256(content)) return undefined
  const sizes = layout === undefined ? { partSizeBytes: partSize } : { partSizeBytes: partSize, layout }
  const told = content === undefined ? {} : { content }
  return { object, uploadId, ...sizes, headers, ...told, run, createdMs: created }
}

function parseParts(header: CheckpointHeader, lines: readonly (RecordFields | undefined)[]): Checkpoint | undefined {
  const parts = new Map<number, RecordedPart>()
  const joinedBytes = Math.max(header.partSizeBytes, MAX_JOINED_SIZE_BYTES)
  const maxPartBytes = header.layout === undefined ? joinedBytes : MAX_PART_SIZE_BYTES
  let isCompleting = false
  for (const fields of lines) {
    if (typeof fields?.completing === 'boolean') {
      isCompleting = fields.completing
      continue
    }
    const part = fields === undefined ? undefined : parsePart(fields, maxPartBytes)
    if (part === undefined) return undefined
    parts.set(part.number, part)
  }
  return { kind: 'unfinished', header, parts, ...(isCompleting ? { isCompleting } : {}) }
}

function parsePart(fields: RecordFields, maxPartBytes: number): RecordedPart | undefined {
  const { part: number, size, etag } = fields
  const crc64 = crcOf(fields)
  if (!isWholeNumber(number) || number < 1 || number > MAX_PARTS || !isWholeNumber(size) || size > maxPartBytes)
    return undefined
  if (crc64 === undefined || !isPrintable(etag)) return undefined
  return { number, sizeBytes: size, crc64, etag }
}

function crcOf(fields: RecordFields): bigint | undefined {
  return typeof fields.crc64 === 'string' ? parseCrc64(fields.crc64) : undefined
}

function isSha256(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}
