import { type Answer, bucketOf, type Exchange, xmlAnswer } from '../exchange/exchange.ts'
import type { MultipartUpload } from '../store/buckets.ts'
import { queryValue } from '../wire/request.ts'
import { formatTime } from '../wire/xml.ts'
import { compareKeys, encodeKey, readEncodingType, readLimit } from './listing.ts'

type Entry =
  | { readonly kind: 'upload'; readonly key: string; readonly upload: MultipartUpload }
  | { readonly kind: 'prefix'; readonly key: string }

interface Markers {
  readonly key: string
  /** Only used together with a key. */
  readonly uploadId: string
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/listmultipartuploads */
export async function listMultipartUploads(exchange: Exchange): Promise<Answer> {
  const { head } = exchange
  const bucket = bucketOf(exchange)
  const encodingType = readEncodingType(head)
  const prefix = queryValue(head, 'prefix') ?? ''
  const delimiter = queryValue(head, 'delimiter') ?? ''
  const maxUploads = readLimit(head, 'max-uploads', { default: 1000, max: 1000 })
  const markers = { key: queryValue(head, 'key-marker') ?? '', uploadId: queryValue(head, 'upload-id-marker') ?? '' }
  const uploads = [...bucket.uploads.values()].filter(({ key }) => key.startsWith(prefix)).sort(compareUploads)
  const entries = fold(uploads, { prefix, delimiter }).filter((entry) => isBehind(entry, markers))
  const page = entries.slice(0, maxUploads)
  const last = entries.length > page.length ? page.at(-1) : undefined
  return xmlAnswer('ListMultipartUploadsResult', {
    EncodingType: encodingType,
    Bucket: bucket.name,
    KeyMarker: encodeKey(markers.key, encodingType),
    UploadIdMarker: markers.uploadId,
    NextKeyMarker: encodeKey(last?.key ?? '', encodingType),
    NextUploadIdMarker: last?.kind === 'upload' ? last.upload.uploadId : '',
    Delimiter: encodeKey(delimiter, encodingType),
    Prefix: encodeKey(prefix, encodingType),
    MaxUploads: maxUploads,
    IsTruncated: last !== undefined,
    Upload: page.flatMap((entry) => (entry.kind === 'upload' ? [describe(entry.upload, encodingType)] : [])),
    CommonPrefixes: page.flatMap((entry) =>
      entry.kind === 'prefix' ? [{ Prefix: encodeKey(entry.key, encodingType) }] : [],
    ),
  })
}

function compareUploads(a: MultipartUpload, b: MultipartUpload): number {
  return compareKeys(a.key, b.key) || compareKeys(a.uploadId, b.uploadId)
}

function fold(
  uploads: readonly MultipartUpload[],
  at: { readonly prefix: string; readonly delimiter: string },
): readonly Entry[] {
  const entries: Entry[] = []
  for (const upload of uploads) {
    const end = at.delimiter === '' ? -1 : upload.key.indexOf(at.delimiter, at.prefix.length)
    const folder = end < 0 ? undefined : upload.key.slice(0, end + at.delimiter.length)
    if (folder === undefined) entries.push({ kind: 'upload', key: upload.key, upload })
    else if (entries.at(-1)?.key !== folder) entries.push({ kind: 'prefix', key: folder })
  }
  return entries
}

function isBehind(entry: Entry, markers: Markers): boolean {
  if (markers.key === '') return true
  const order = compareKeys(entry.key, markers.key)
  if (order !== 0 || markers.uploadId === '' || entry.kind === 'prefix') return order > 0
  return compareKeys(entry.upload.uploadId, markers.uploadId) > 0
}

function describe(upload: MultipartUpload, encodingType: 'url' | undefined) {
  return {
    Key: encodeKey(upload.key, encodingType),
    UploadId: upload.uploadId,
    StorageClass: upload.properties.storageClass,
    Initiated: formatTime(upload.initiatedMs),
  }
}
