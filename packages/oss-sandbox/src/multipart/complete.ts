import { createHash } from 'node:crypto'
import { type Answer, type Exchange, readXmlBody, xmlAnswer } from '../exchange/exchange.ts'
import { encodeStrictly } from '../identity/signature-v4.ts'
import { encodeKey, readEncodingType } from '../lists/listing.ts'
import { encryptionHeaders, readObjectAcl, versionHeader } from '../object/object-properties.ts'
import { checkOverwrite } from '../object/overwriting.ts'
import type { ObjectAcl } from '../options.ts'
import { joinBodies, withMd5 } from '../store/bodies.ts'
import { type Bucket, type MultipartUpload, putObjectVersion, type UploadedPart } from '../store/buckets.ts'
import { invalidArgument, malformedXml, OssError } from '../wire/errors.ts'
import { childrenNamed, childText, type XmlElement } from '../wire/xml.ts'
import { MAX_PARTS, sortedParts, uploadOf } from './uploads.ts'

const MIN_PART_BYTES = 100 * 1024

/** https://www.alibabacloud.com/help/en/oss/developer-reference/completemultipartupload */
export async function completeMultipartUpload(exchange: Exchange): Promise<Answer> {
  const encodingType = readEncodingType(exchange.head)
  const document = await readXmlBody(exchange)
  const { bucket, upload } = uploadOf(exchange)
  const parts = chooseParts(exchange, document, upload)
  checkOverwrite(exchange, bucket, upload.key)
  checkSizes(parts)
  const acl = readObjectAcl(exchange.head, bucket) ?? 'default'
  const { object, etag } = await assemble(exchange, { bucket, upload, parts, acl })
  const isUntold = bucket.copiedCrc64 !== 'told' && parts.some(({ isCopied }) => isCopied)
  const answer = {
    EncodingType: encodingType,
    Location: `http://${exchange.head.host}/${encodeStrictly(upload.key).replaceAll('%2F', '/')}`,
    Bucket: bucket.name,
    Key: encodeKey(upload.key, encodingType),
    ETag: etag,
  }
  return xmlAnswer('CompleteMultipartUploadResult', answer, {
    etag,
    ...(isUntold ? {} : { 'x-oss-hash-crc64ecma': object.body.crc64.toString() }),
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

async function assemble(exchange: Exchange, { bucket, upload, parts, acl }: Assembly) {
  const joined = joinBodies(parts.map((part) => part.body))
  const body = upload.isSequential ? await withMd5(joined) : joined
  const etag = `"${etagHex(parts)}-${parts.length}"`
  const properties = { ...upload.properties, acl }
  const object = putObjectVersion(bucket, upload.key, {
    body,
    etag,
    type: 'Multipart',
    isCrc64Unknown: bucket.copiedCrc64 === 'never' && parts.some(({ isCopied }) => isCopied),
    properties,
    lastModifiedMs: exchange.nowMs,
  })
  bucket.uploads.delete(upload.uploadId)
  return { object, etag }
}

/** OSS hashes the parts' MD5s as text, in upper-case hex, one after the other. */
function etagHex(parts: readonly UploadedPart[]): string {
  const md5s = parts.map((part) => part.body.md5Hex)
  return createHash('md5').update(md5s.join('')).digest('hex').toUpperCase()
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
  if (named.length > MAX_PARTS) throw malformedXml()
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
