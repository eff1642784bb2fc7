import { createHash } from 'node:crypto'
import { joinBodies } from './bodies.ts'
import { type Bucket, type MultipartUpload, newUploadId, putObjectVersion, type UploadedPart } from './buckets.ts'
import { invalidArgument, malformedXml, noSuchUpload, OssError } from './errors.ts'
import { type Answer, bucketOf, type Exchange, keyOf, readXmlBody, xmlAnswer } from './exchange.ts'
import { encodeKey, readEncodingType, readLimit } from './listing.ts'
import { encryptionHeaders, readInitiatedProperties, readObjectAcl, versionHeader } from './object-properties.ts'
import type { ObjectAcl } from './options.ts'
import { checkForbidOverwrite, checkOverwrite } from './overwriting.ts'
import { queryValue } from './request.ts'
import { receiveBody } from './write-object.ts'
import { childrenNamed, childText, type XmlElement } from './xml.ts'

const MIN_PART_BYTES = 100 * 1024
const MAX_PARTS = 10_000

/** The upload that the request names; throws NoSuchUpload, also where it belongs to another key. */
export function uploadOf(exchange: Exchange): { readonly bucket: Bucket; readonly upload: MultipartUpload } {
  const bucket = bucketOf(exchange)
  const uploadId = queryValue(exchange.head, 'uploadId') ?? ''
  const upload = bucket.uploads.get(uploadId)
  if (upload === undefined || upload.key !== keyOf(exchange)) throw noSuchUpload(uploadId)
  return { bucket, upload }
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/initiatemultipartupload */
export async function initiateMultipartUpload(exchange: Exchange): Promise<Answer> {
  const bucket = bucketOf(exchange)
  const key = keyOf(exchange)
  const encodingType = readEncodingType(exchange.head)
  const properties = readInitiatedProperties(exchange.head, bucket)
  checkForbidOverwrite(exchange, bucket, key)
  await exchange.body.drain()
  const upload = { uploadId: newUploadId(), key, initiatedMs: exchange.nowMs, properties, parts: new Map() }
  bucket.uploads.set(upload.uploadId, upload)
  const document = {
    EncodingType: encodingType,
    Bucket: bucket.name,
    Key: encodeKey(key, encodingType),
    UploadId: upload.uploadId,
  }
  return xmlAnswer('InitiateMultipartUploadResult', document, encryptionHeaders(properties))
}

/** The part number of the request; throws InvalidArgument unless it is 1 to 10,000. */
export function partNumberOf(exchange: Exchange): number {
  const text = queryValue(exchange.head, 'partNumber') ?? ''
  const number = Number(text)
  if (/^\d+$/.test(text) && number >= 1 && number <= MAX_PARTS) return number
  throw invalidArgument(
    'Part number must be an integer between 1 and 10000, inclusive.',
    { name: 'partNumber', value: text },
    '0042-00000001',
  )
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/uploadpart */
export async function uploadPart(exchange: Exchange): Promise<Answer> {
  const number = partNumberOf(exchange)
  uploadOf(exchange)
  checkPartHeaders(exchange)
  const body = await receiveBody(exchange)
  const { upload } = uploadOf(exchange)
  const part: UploadedPart = { number, body, etag: `"${body.md5Hex}"`, lastModifiedMs: exchange.nowMs }
  upload.parts.set(number, part)
  return {
    status: 200,
    headers: {
      etag: part.etag,
      'content-md5': Buffer.from(body.md5Hex, 'hex').toString('base64'),
      'x-oss-hash-crc64ecma': body.crc64.toString(),
      ...encryptionHeaders(upload.properties),
    },
  }
}

/** Throws InvalidArgument where a part asks for an encryption of its own, which Initiate has fixed. */
function checkPartHeaders({ head }: Exchange): void {
  const name = 'x-oss-server-side-encryption'
  const value = head.headers[name]
  if (value !== undefined) throw invalidArgument(`The ${name} header is not allowed in this request.`, { name, value })
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/abortmultipartupload */
export async function abortMultipartUpload(exchange: Exchange): Promise<Answer> {
  const { bucket, upload } = uploadOf(exchange)
  bucket.uploads.delete(upload.uploadId)
  return { status: 204 }
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/listparts */
export async function listParts(exchange: Exchange): Promise<Answer> {
  const { bucket, upload } = uploadOf(exchange)
  const encodingType = readEncodingType(exchange.head)
  const maxParts = readLimit(exchange.head, 'max-parts', { default: 1000, max: 1000 })
  const marker = readPartNumberMarker(exchange)
  const after = sortedParts(upload).filter((part) => part.number > marker)
  const page = after.slice(0, maxParts)
  return xmlAnswer('ListPartsResult', {
    EncodingType: encodingType,
    Bucket: bucket.name,
    Key: encodeKey(upload.key, encodingType),
    UploadId: upload.uploadId,
    StorageClass: upload.properties.storageClass,
    PartNumberMarker: marker,
    NextPartNumberMarker: page.at(-1)?.number ?? marker,
    MaxParts: maxParts,
    IsTruncated: after.length > page.length,
    Part: page.map((part) => ({
      PartNumber: part.number,
      LastModified: new Date(part.lastModifiedMs).toISOString(),
      ETag: part.etag,
      HashCrc64ecma: part.body.crc64.toString(),
      Size: part.body.sizeBytes,
    })),
  })
}

function readPartNumberMarker({ head }: Exchange): number {
  const text = queryValue(head, 'part-number-marker') ?? ''
  if (text === '') return 0
  if (/^\d+$/.test(text) && Number(text) <= MAX_PARTS) return Number(text)
  throw invalidArgument(
    'The part-number-marker is invalid.',
    { name: 'part-number-marker', value: text },
    '0042-00000003',
  )
}

function sortedParts(upload: MultipartUpload): readonly UploadedPart[] {
  return [...upload.parts.values()].sort((a, b) => a.number - b.number)
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/completemultipartupload */
export async function completeMultipartUpload(exchange: Exchange): Promise<Answer> {
  const encodingType = readEncodingType(exchange.head)
  const document = await readXmlBody(exchange)
  const { bucket, upload } = uploadOf(exchange)
  const parts = chooseParts(exchange, document, upload)
  checkOverwrite(exchange, bucket, upload.key)
  checkSizes(parts)
  const acl = readObjectAcl(exchange.head, bucket) ?? 'default'
  const { object, etag } = assemble(exchange, { bucket, upload, parts, acl })
  const answer = {
    EncodingType: encodingType,
    Location: `http://${exchange.head.host}/${upload.key}`,
    Bucket: bucket.name,
    Key: encodeKey(upload.key, encodingType),
    ETag: etag,
  }
  return xmlAnswer('CompleteMultipartUploadResult', answer, {
    etag,
    'x-oss-hash-crc64ecma': object.body.crc64.toString(),
    ...encryptionHeaders(upload.properties),
    ...versionHeader(bucket, object),
  })
}

interface Assembly {
  readonly bucket: Bucket
  readonly upload: MultipartUpload
  readonly parts: readonly UploadedPart[]
  readonly acl: ObjectAcl
}

function assemble(exchange: Exchange, { bucket, upload, parts, acl }: Assembly) {
  const body = joinBodies(parts.map((part) => part.body))
  const etag = `"${etagHex(parts)}-${parts.length}"`
  const properties = { ...upload.properties, acl }
  const object = putObjectVersion(bucket, upload.key, {
    body,
    etag,
    type: 'Multipart',
    properties,
    lastModifiedMs: exchange.nowMs,
  })
  bucket.uploads.delete(upload.uploadId)
  return { object, etag }
}

function etagHex(parts: readonly UploadedPart[]): string {
  const md5s = parts.map((part) => Buffer.from(part.body.md5Hex, 'hex'))
  return createHash('md5').update(Buffer.concat(md5s)).digest('hex').toUpperCase()
}

function chooseParts(
  exchange: Exchange,
  document: XmlElement | undefined,
  upload: MultipartUpload,
): readonly UploadedPart[] {
  const all = exchange.head.headers['x-oss-complete-all']
  if (all !== undefined) return chooseAllParts(all, document, upload)
  if (document?.name !== 'CompleteMultipartUpload') throw malformedXml()
  const named = childrenNamed(document, 'Part').map(readNamedPart)
  if (named.length === 0 || named.length > MAX_PARTS) throw malformedXml()
  return named.map((part, index) => {
    const before = named[index - 1]
    if (before !== undefined && before.number >= part.number) throw invalidPartOrder(upload)
    return findPart(upload, part)
  })
}

function chooseAllParts(
  value: string,
  document: XmlElement | undefined,
  upload: MultipartUpload,
): readonly UploadedPart[] {
  if (value.toLowerCase() !== 'yes') {
    throw invalidArgument(
      'The x-oss-complete-all header is invalid.',
      { name: 'x-oss-complete-all', value },
      '0042-00000211',
    )
  }
  if (document !== undefined) {
    throw invalidArgument(
      'The body must be empty with x-oss-complete-all.',
      { name: 'x-oss-complete-all', value },
      '0042-00000212',
    )
  }
  if (upload.parts.size === 0) throw invalidPart(upload, { number: 0, etag: '' })
  return sortedParts(upload)
}

interface NamedPart {
  readonly number: number
  readonly etag: string
}

function readNamedPart(element: XmlElement): NamedPart {
  const number = childText(element, 'PartNumber')?.trim() ?? ''
  const etag = childText(element, 'ETag')?.trim()
  if (!/^\d+$/.test(number) || etag === undefined) throw malformedXml()
  return { number: Number(number), etag: etag.replaceAll('"', '') }
}

function findPart(upload: MultipartUpload, named: NamedPart): UploadedPart {
  const part = upload.parts.get(named.number)
  if (part === undefined || part.etag.replaceAll('"', '') !== named.etag.toUpperCase()) throw invalidPart(upload, named)
  return part
}

function invalidPart(upload: MultipartUpload, part: NamedPart): OssError {
  return new OssError({
    status: 400,
    code: 'InvalidPart',
    message:
      "One or more of the specified parts could not be found or the specified entity tag might not have matched the part's entity tag.",
    ec: '0042-00000205',
    details: { UploadId: upload.uploadId, PartNumber: part.number, ETag: part.etag },
  })
}

function invalidPartOrder(upload: MultipartUpload): OssError {
  return new OssError({
    status: 400,
    code: 'InvalidPartOrder',
    message: 'The list of parts was not in ascending order. The parts list must be specified in order by part number.',
    ec: '0042-00000209',
    details: { UploadId: upload.uploadId },
  })
}

function checkSizes(parts: readonly UploadedPart[]): void {
  const small = parts.slice(0, -1).find((part) => part.body.sizeBytes < MIN_PART_BYTES)
  if (small === undefined) return
  throw new OssError({
    status: 400,
    code: 'EntityTooSmall',
    message: 'Your proposed upload smaller than the minimum allowed size.',
    ec: '0042-00000213',
    details: {
      ETag: small.etag.replaceAll('"', ''),
      MinSizeAllowed: MIN_PART_BYTES,
      ProposedSize: small.body.sizeBytes,
      PartNumber: small.number,
    },
  })
}
