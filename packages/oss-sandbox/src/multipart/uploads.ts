import { type Answer, bucketOf, type Exchange, keyOf, xmlAnswer } from '../exchange/exchange.ts'
import { encodeKey, readEncodingType } from '../lists/listing.ts'
import { encryptionHeaders, readInitiatedProperties } from '../object/object-properties.ts'
import { checkForbidOverwrite } from '../object/overwriting.ts'
import { type Bucket, type MultipartUpload, newUploadId, type UploadedPart } from '../store/buckets.ts'
import { invalidArgument, noSuchUpload } from '../wire/errors.ts'
import { hasQuery, queryValue } from '../wire/request.ts'

export const MAX_PARTS = 10_000

/** The upload that the request names; throws NoSuchUpload, also where it belongs to another key. */
export function uploadOf(exchange: Exchange): { readonly bucket: Bucket; readonly upload: MultipartUpload } {
  const bucket = bucketOf(exchange)
  const uploadId = queryValue(exchange.head, 'uploadId') ?? ''
  const upload = bucket.uploads.get(uploadId)
  if (upload === undefined || upload.key !== keyOf(exchange)) {
    throw noSuchUpload(uploadId, exchange.operation === 'UploadPart' ? '0042-00000002' : undefined)
  }
  return { bucket, upload }
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

/** The parts of an upload in the order of their numbers. */
export function sortedParts(upload: MultipartUpload): readonly UploadedPart[] {
  return [...upload.parts.values()].sort((a, b) => a.number - b.number)
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/initiatemultipartupload */
export async function initiateMultipartUpload(exchange: Exchange): Promise<Answer> {
  const bucket = bucketOf(exchange)
  const key = keyOf(exchange)
  const encodingType = readEncodingType(exchange.head)
  const properties = readInitiatedProperties(exchange.head, bucket)
  checkForbidOverwrite(exchange, bucket, key)
  const isSequential = hasQuery(exchange.head, 'sequential')
  await exchange.body.drain()
  const upload = {
    uploadId: newUploadId(),
    key,
    initiatedMs: exchange.nowMs,
    properties,
    isSequential,
    parts: new Map(),
  }
  bucket.uploads.set(upload.uploadId, upload)
  const document = {
    EncodingType: encodingType,
    Bucket: bucket.name,
    Key: encodeKey(key, encodingType),
    UploadId: upload.uploadId,
  }
  return xmlAnswer('InitiateMultipartUploadResult', document, encryptionHeaders(properties))
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/abortmultipartupload */
export async function abortMultipartUpload(exchange: Exchange): Promise<Answer> {
  const { bucket, upload } = uploadOf(exchange)
  bucket.uploads.delete(upload.uploadId)
  return { status: 204 }
}
