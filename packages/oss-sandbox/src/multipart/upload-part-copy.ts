import { type Answer, type Exchange, xmlAnswer } from '../exchange/exchange.ts'
import { sourceConditions, sourceOf } from '../object/copy-source.ts'
import { parseRange } from '../object/read-object.ts'
import { type ByteRange, readBody, type StoredBody, withMd5 } from '../store/bodies.ts'
import type { UploadedPart } from '../store/buckets.ts'
import { formatTime } from '../wire/xml.ts'
import { checkSequence } from './upload-part.ts'
import { partNumberOf, uploadOf } from './uploads.ts'

/** https://www.alibabacloud.com/help/en/oss/developer-reference/uploadpartcopy */
export async function uploadPartCopy(exchange: Exchange): Promise<Answer> {
  const number = partNumberOf(exchange)
  const { upload } = uploadOf(exchange)
  checkSequence(upload, number)
  const source = sourceOf(exchange)
  const notModified = sourceConditions(exchange, source.object)
  if (notModified !== undefined) return notModified
  const { body: whole } = source.object
  const range = parseRange(exchange.head.headers['x-oss-copy-source-range'], whole.sizeBytes)
  const body = await sliceOf(exchange, whole, range)
  const part: UploadedPart = { number, body, etag: `"${body.md5Hex}"`, lastModifiedMs: exchange.nowMs }
  upload.parts.set(number, part)
  const document = { LastModified: formatTime(exchange.nowMs), ETag: part.etag }
  return xmlAnswer('CopyPartResult', document, { etag: part.etag, ...source.headers })
}

async function sliceOf(exchange: Exchange, whole: StoredBody, range: ByteRange | undefined): Promise<StoredBody> {
  if (range === undefined || range.end - range.start === whole.sizeBytes) return withMd5(whole)
  const pieces: Buffer[] = []
  for await (const piece of readBody(whole, range)) pieces.push(piece)
  return exchange.state.bodies.store(Buffer.concat(pieces))
}
