import type { Answer, Exchange } from '../exchange/exchange.ts'
import { encryptionHeaders } from '../object/object-properties.ts'
import { receiveBody } from '../object/write-object.ts'
import { type MultipartUpload, partETag, type UploadedPart } from '../store/buckets.ts'
import { invalidArgument, OssError } from '../wire/errors.ts'
import { partNumberOf, uploadOf } from './uploads.ts'

/** https://www.alibabacloud.com/help/en/oss/developer-reference/uploadpart */
export async function uploadPart(exchange: Exchange): Promise<Answer> {
  const number = partNumberOf(exchange)
  uploadOf(exchange)
  checkPartHeaders(exchange)
  checkSequence(uploadOf(exchange).upload, number)
  const body = await receiveBody(exchange)
  const { bucket, upload } = uploadOf(exchange)
  const etag = partETag(bucket, body)
  const part: UploadedPart = { number, isCopied: false, body, etag, lastModifiedMs: exchange.nowMs }
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

/** Throws PartNotSequential if parts have to come in order and this one does not. */
export function checkSequence({ isSequential, parts }: MultipartUpload, number: number): void {
  if (!isSequential || number <= parts.size + 1) return
  throw new OssError({
    status: 409,
    code: 'PartNotSequential',
    message: 'For sequential multipart upload, you must upload part or complete multipart with sequential part number.',
  })
}

/** Throws InvalidArgument if a part has headers of encryption, which Initiate has fixed. */
function checkPartHeaders({ head }: Exchange): void {
  const name = 'x-oss-server-side-encryption'
  const value = head.headers[name]
  if (value !== undefined) throw invalidArgument(`The ${name} header is not allowed in this request.`, { name, value })
}
