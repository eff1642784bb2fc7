/** One object in the record of a leg: as text that comes from a cache or an output, hence is not trusted. */
import { parseCrc64 } from '../bytes/crc64.ts'
import { MAX_PART_SIZE_BYTES, MAX_PARTS } from '../bytes/parts.ts'
import { type ContentSample, sampleOf } from '../bytes/sample.ts'
import { isAcl } from '../naming/headers.ts'
import { keyProblem } from '../naming/object-key.ts'
import { asFields, isPrintable, isUploadId, isWholeNumber, type RecordFields } from './guards.ts'
import { partsOfUpload } from './layout.ts'

/** One object that is held, or that the bucket had already with these bytes. */
export interface HeldObject {
  readonly key: string
  /** Path of its file, relative to the leg's workspace. */
  readonly displayPath: string
  readonly sizeBytes: number
  readonly crc64: bigint
  /** Lower-case hex, if the leg computed it. */
  readonly sha256: string | undefined
  readonly contentType: string
  /** `x-oss-object-acl`, which only Complete can set; absent if none was requested. */
  readonly acl?: string
  /** Digest of the headers that Initiate fixed. */
  readonly headersDigest: string
  /** All headers of the object except its version, if the job that publishes has to set them: for copies, and for objects that may be put again. */
  readonly stored?: Readonly<Record<string, string>>
  /** Its bytes as Base64, if the job that publishes may have to put them again: parts of an open upload cannot be read. */
  readonly content?: string
  /** The version that Initiate fixed in its metadata; absent if the job had none. */
  readonly version?: string
  /** Whether its bytes differ from the file's because URLs in it were rewritten. */
  readonly isRewritten?: boolean
  /** Key of an object of the same record with the same bytes: this one is copied from it once it is visible. */
  readonly copyOf?: string
  /** Sample with which a reader's copy is compared; absent in records without one. */
  readonly sample?: ContentSample
  /** Base64 of an index of only this object; absent if nothing of it is to be reused, or if there is no room. */
  readonly chunks?: string
  /** ETag of the object that is in the bucket already and has these bytes: OSS may return no CRC64 of it. */
  readonly etag?: string
  /** Undefined: the object is in the bucket already. */
  readonly upload: HeldUpload | undefined
}

/** The upload of a held object: all its parts are in OSS, and only Complete is missing. */
export interface HeldUpload {
  readonly uploadId: string
  readonly partSizeBytes: number
  /** Sizes of the parts if not all are `partSizeBytes`: see layout.ts. */
  readonly layout?: string | undefined
  /** In order of part number, from 1. */
  readonly parts: readonly { readonly etag: string; readonly crc64: bigint }[]
}

/** @returns the object as it is in the JSON of a record. */
export function formatHeldObject(object: HeldObject) {
  return {
    key: object.key,
    path: object.displayPath,
    size: object.sizeBytes,
    crc64: String(object.crc64),
    ...(object.sha256 === undefined ? {} : { sha256: object.sha256 }),
    contentType: object.contentType,
    ...(object.acl === undefined ? {} : { acl: object.acl }),
    headers: object.headersDigest,
    ...(object.stored === undefined ? {} : { stored: object.stored }),
    ...(object.copyOf === undefined ? {} : { copyOf: object.copyOf }),
    ...(object.version === undefined ? {} : { version: object.version }),
    ...(object.content === undefined ? {} : { content: object.content }),
    ...(object.isRewritten === true ? { rewritten: true } : {}),
    ...(object.sample === undefined ? {} : { sample: formatSample(object.sample) }),
    ...(object.chunks === undefined ? {} : { chunks: object.chunks }),
    ...(object.etag === undefined ? {} : { etag: object.etag }),
    ...(object.upload === undefined ? {} : formatUpload(object.upload)),
  }
}

function formatUpload({ uploadId, partSizeBytes, layout, parts }: HeldUpload) {
  const sizes = { partSize: partSizeBytes, ...(layout === undefined ? {} : { layout }) }
  return { uploadId, ...sizes, parts: parts.map(({ etag, crc64 }) => `${etag} ${crc64}`).join(',') }
}

/** @returns the object, or undefined where anything about it is wrong. */
export function parseHeldObject(value: unknown): HeldObject | undefined {
  const fields = asFields(value) ?? {}
  const { key, path, size, crc64, contentType, headers, copyOf, uploadId } = fields
  const crc = typeof crc64 === 'string' ? parseCrc64(crc64) : undefined
  if (!isKey(key) || typeof path !== 'string') return undefined
  if (!isWholeNumber(size) || crc === undefined || !isPrintable(headers) || typeof contentType !== 'string')
    return undefined
  const more = parseMore(fields, size)
  if (more === undefined || (copyOf !== undefined && (more.stored === undefined || uploadId !== undefined)))
    return undefined
  const names = { key, displayPath: path, contentType, sizeBytes: size, crc64: crc, headersDigest: headers }
  if (uploadId === undefined) return { ...names, ...more, upload: undefined }
  const upload = parseUpload(fields, size)
  return upload === undefined ? undefined : { ...names, ...more, upload }
}

/** @returns the optional fields of an object; undefined if one is wrong. */
function parseMore(
  { sha256, acl, stored, content, version, rewritten, copyOf, sample: sampleText, chunks, etag }: RecordFields,
  sizeBytes: number,
):
  | Omit<HeldObject, 'key' | 'displayPath' | 'contentType' | 'sizeBytes' | 'crc64' | 'headersDigest' | 'upload'>
  | undefined {
  const sample = parseSample(sampleText)
  if (sha256 !== undefined && !(typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256))) return undefined
  if (acl !== undefined && !(typeof acl === 'string' && isAcl(acl))) return undefined
  if (stored !== undefined && !isStored(stored)) return undefined
  if (content !== undefined && (stored === undefined || !isContent(content, sizeBytes))) return undefined
  if (version !== undefined && !isPrintable(version)) return undefined
  if (rewritten !== undefined && rewritten !== true) return undefined
  if (copyOf !== undefined && !isKey(copyOf)) return undefined
  if (sampleText !== undefined && sample === undefined) return undefined
  if (chunks !== undefined && typeof chunks !== 'string') return undefined
  if (etag !== undefined && !isPrintable(etag)) return undefined
  return {
    sha256,
    ...(acl === undefined ? {} : { acl }),
    ...(stored === undefined ? {} : { stored }),
    ...(content === undefined ? {} : { content }),
    ...(version === undefined ? {} : { version }),
    ...(rewritten === undefined ? {} : { isRewritten: true }),
    ...(copyOf === undefined ? {} : { copyOf }),
    ...(sample === undefined ? {} : { sample }),
    ...(chunks === undefined ? {} : { chunks }),
    ...(etag === undefined ? {} : { etag }),
  }
}

/** Records may contain the bytes of objects up to this size. */
export const MAX_CONTENT_BYTES = 256 * 1024

function isContent(value: unknown, sizeBytes: number): value is string {
  if (typeof value !== 'string' || sizeBytes > MAX_CONTENT_BYTES || value.length % 4 !== 0) return false
  const [padding = ''] = /=*$/.exec(value) ?? []
  return /^[A-Za-z0-9+/]*={0,2}$/.test(value) && (value.length / 4) * 3 - padding.length === sizeBytes
}

function isKey(value: unknown): value is string {
  return typeof value === 'string' && keyProblem(value) === undefined
}

/** Headers that OSS stores with an object, as the input `headers` can set them. */
const STORED =
  /^(content-(type|disposition|encoding|language)|cache-control|expires|x-oss-(meta-[a-z0-9-]+|object-acl|storage-class|tagging|server-side-(encryption|encryption-key-id|data-encryption)))$/

function isStored(value: unknown): value is Readonly<Record<string, string>> {
  const isRight = ([name, text]: readonly [string, unknown]) =>
    STORED.test(name) &&
    typeof text === 'string' &&
    !/\p{Cc}/u.test(text) &&
    (name !== 'x-oss-object-acl' || isAcl(text))
  return asFields(value) !== undefined && Object.entries(value as RecordFields).every(isRight)
}

/** One digest is of the whole object, two are of its edges. */
function formatSample(sample: ContentSample): string {
  return sample.kind === 'whole' ? sample.sha256 : `${sample.head} ${sample.tail}`
}

function parseSample(value: unknown): ContentSample | undefined {
  return typeof value === 'string' && /^[0-9a-f]{64}( [0-9a-f]{64})?$/.test(value)
    ? sampleOf(value.split(' '))
    : undefined
}

function parseUpload({ uploadId, partSize, layout, parts }: RecordFields, sizeBytes: number): HeldUpload | undefined {
  if (
    !isUploadId(uploadId) ||
    !isWholeNumber(partSize) ||
    partSize < 1 ||
    partSize > MAX_PART_SIZE_BYTES ||
    typeof parts !== 'string'
  )
    return undefined
  if (layout !== undefined && typeof layout !== 'string') return undefined
  const sizes = { partSizeBytes: partSize, ...(layout === undefined ? {} : { layout }) }
  const count = partsOfUpload(sizes, sizeBytes)?.length
  const listed = parts.split(',', MAX_PARTS + 1).map(parsePart)
  if (listed.length !== count || !listed.every((part) => part !== undefined)) return undefined
  return { uploadId, ...sizes, parts: listed }
}

function parsePart(text: string): HeldUpload['parts'][number] | undefined {
  const found = /^([\x21-\x2b\x2d-\x7e]{1,128}) (\d{1,20})$/.exec(text)
  const crc64 = parseCrc64(found?.[2] ?? '')
  return found?.[1] === undefined || crc64 === undefined ? undefined : { etag: found[1], crc64 }
}

/** @returns the sizes of the parts of a held upload, in their order. */
export function heldPartSizes({ sizeBytes }: HeldObject, upload: HeldUpload): readonly number[] {
  return (partsOfUpload(upload, sizeBytes) ?? []).map(({ startBytes, endBytes }) => endBytes - startBytes)
}
