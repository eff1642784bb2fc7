import { createHash } from 'node:crypto'
import { type Answer, xmlAnswer } from '../exchange/exchange.ts'
import type { FaultAction } from '../faults.ts'
import type { RequestRecord } from '../request-log.ts'
import { formatTime } from '../wire/xml.ts'

const DEFAULT_NESTED_BYTES = 15 * 1024 ** 2

/** The answer of something between client and OSS: a page without any mark of OSS. */
export function formatPage({ status = 200, body, headers }: Extract<FaultAction, { kind: 'page' }>): Answer {
  const own = { server: 'nginx', 'content-type': 'text/html', etag: 'W/"5f3a-17c8b6f2a40"' }
  const page = body ?? '<html><head><title>Sign in</title></head><body>Welcome to this network</body></html>'
  return { status, isForeign: true, headers: { ...own, ...headers }, body: page }
}

/** The answer without the CRC64 in its head, and without those of the parts that it lists. */
export function withoutCrc64(answer: Answer): Answer {
  const { 'x-oss-hash-crc64ecma': _crc64, ...headers } = answer.headers ?? {}
  const { body } = answer
  if (typeof body !== 'string') return { ...answer, headers }
  return { ...answer, headers, body: body.replace(/<HashCrc64ecma>\d*<\/HashCrc64ecma>/g, '') }
}

/** XML in which each element is nested in the one before. */
export function nestedXml(sizeBytes = DEFAULT_NESTED_BYTES): Answer {
  const depth = Math.floor(sizeBytes / '<a></a>'.length)
  const body = `${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`
  return { status: 200, headers: { 'content-type': 'application/xml' }, body }
}

/** A list with this many parts on its only page, numbered from 1. */
export function manyParts({ bucket, key, uploadId }: RequestRecord, count: number): Answer {
  const etag = `"${createHash('md5').digest('hex').toUpperCase()}"`
  const part = { LastModified: formatTime(0), ETag: etag, HashCrc64ecma: 0, Size: 0 }
  return xmlAnswer('ListPartsResult', {
    Bucket: bucket,
    Key: key,
    UploadId: uploadId,
    StorageClass: 'Standard',
    PartNumberMarker: 0,
    NextPartNumberMarker: count,
    MaxParts: count,
    IsTruncated: false,
    Part: Array.from({ length: count }, (_, index) => ({ PartNumber: index + 1, ...part })),
  })
}
