import { type Answer, type Exchange, xmlAnswer } from '../exchange/exchange.ts'
import { sourceConditions, sourceOf } from '../object/copy-source.ts'
import { parseRange } from '../object/read-object.ts'
import { type ByteRange, readBody, type StoredBody, withMd5 } from '../store/bodies.ts'
import { type ObjectVersion, partETag, type UploadedPart } from '../store/buckets.ts'
import { OssError } from '../wire/errors.ts'
import { formatTime } from '../wire/xml.ts'
import { checkSequence } from './upload-part.ts'
import { partNumberOf, uploadOf } from './uploads.ts'

/** https://www.alibabacloud.com/help/en/oss/developer-reference/uploadpartcopy */
export async function uploadPartCopy(exchange: Exchange): Promise<Answer> {
  const number = partNumberOf(exchange)
  const { bucket, upload } = uploadOf(exchange)
  checkSequence(upload, number)
  const source = sourceOf(exchange)
  const notModified = sourceConditions(exchange, source.object)
  if (notModified !== undefined) return notModified
  checkCopyable(source.object)
  const { body: whole } = source.object
  const range = parseRange(exchange.head.headers['x-oss-copy-source-range'], whole.sizeBytes)
  const body = await sliceOf(exchange, whole, range)
  const etag = partETag(bucket, body)
  const part: UploadedPart = { number, isCopied: true, body, etag, lastModifiedMs: exchange.nowMs }
  upload.parts.set(number, part)
  const document = { LastModified: formatTime(exchange.nowMs), ETag: part.etag }
  return xmlAnswer('CopyPartResult', document, { etag, ...contentRange(range, whole), ...source.headers })
}

/** Throws OperationNotSupported for sources from which parts cannot be copied. */
function checkCopyable({ type, properties }: ObjectVersion): void {
  const isEncryptedByClient = properties.headers['x-oss-meta-client-side-encryption-key'] !== undefined
  if (type !== 'Appendable' && !isEncryptedByClient) return
  throw new OssError({
    status: 400,
    code: 'OperationNotSupported',
    message: 'The operation is not supported for this resource.',
  })
}

/** Only a valid range is named in the answer: for any other, OSS copies the whole source without saying so. */
function contentRange(range: ByteRange | undefined, { sizeBytes }: StoredBody): Readonly<Record<string, string>> {
  return range === undefined ? {} : { 'content-range': `bytes ${range.start}-${range.end - 1}/${sizeBytes}` }
}

async function sliceOf(exchange: Exchange, whole: StoredBody, range: ByteRange | undefined): Promise<StoredBody> {
  if (range === undefined || range.end - range.start === whole.sizeBytes) return withMd5(whole)
  const pieces: Buffer[] = []
  for await (const piece of readBody(whole, range)) pieces.push(piece)
  return exchange.state.bodies.store(Buffer.concat(pieces))
}
