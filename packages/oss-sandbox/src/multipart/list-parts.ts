import { type Answer, type Exchange, xmlAnswer } from '../exchange/exchange.ts'
import { encodeKey, readEncodingType, readLimit } from '../lists/listing.ts'
import { invalidArgument } from '../wire/errors.ts'
import { queryValue } from '../wire/request.ts'
import { formatTime } from '../wire/xml.ts'
import { MAX_PARTS, sortedParts, uploadOf } from './uploads.ts'

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
      LastModified: formatTime(part.lastModifiedMs),
      ETag: part.etag,
      HashCrc64ecma: part.isCopied && bucket.copiedCrc64 !== 'told' ? undefined : part.body.crc64.toString(),
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
