import { type Answer, bucketOf, type Exchange, keyOf, xmlAnswer } from '../exchange/exchange.ts'
import { withMd5 } from '../store/bodies.ts'
import { type ObjectProperties, type ObjectVersion, putObjectVersion } from '../store/buckets.ts'
import { invalidArgument, OssError } from '../wire/errors.ts'
import { formatTime } from '../wire/xml.ts'
import { type Source, sourceConditions, sourceOf } from './copy-source.ts'
import { encryptionHeaders, parseTags, readProperties, versionHeader } from './object-properties.ts'
import { checkOverwrite } from './overwriting.ts'

/** https://www.alibabacloud.com/help/en/oss/developer-reference/copyobject */
export async function copyObject(exchange: Exchange): Promise<Answer> {
  const bucket = bucketOf(exchange)
  const key = keyOf(exchange)
  const source = sourceOf(exchange)
  const notModified = sourceConditions(exchange, source.object)
  if (notModified !== undefined) return notModified
  const properties = copiedProperties(exchange, source.object)
  checkSize(exchange, source, properties)
  checkOverwrite(exchange, bucket, key)
  const body = await withMd5(source.object.body)
  const etag = body.md5Hex === '' ? source.object.etag : `"${body.md5Hex}"`
  const type = body.md5Hex === '' ? source.object.type : 'Normal'
  const object = putObjectVersion(bucket, key, { body, etag, type, properties, lastModifiedMs: exchange.nowMs })
  const document = { ETag: etag, LastModified: formatTime(exchange.nowMs) }
  return xmlAnswer('CopyObjectResult', document, {
    etag,
    'x-oss-hash-crc64ecma': body.crc64.toString(),
    ...encryptionHeaders(properties),
    ...versionHeader(bucket, object),
    ...source.headers,
  })
}

/** Throws EntityTooLarge where the source is too large to be copied into another bucket, storage class or encryption. */
function checkSize({ state }: Exchange, { object, isSameBucket }: Source, to: ObjectProperties): void {
  const { storageClass, encryption } = object.properties
  const isKept = storageClass === to.storageClass && encryption?.algorithm === to.encryption?.algorithm
  if ((isSameBucket && isKept) || object.body.sizeBytes <= state.maxCopyBytes) return
  throw new OssError({
    status: 400,
    code: 'EntityTooLarge',
    message: 'The specified copy source is larger than the maximum allowable size for a copy source.',
    details: { MaxSizeAllowed: state.maxCopyBytes, ProposedSize: object.body.sizeBytes },
  })
}

function copiedProperties(exchange: Exchange, source: ObjectVersion): ObjectProperties {
  const given = readProperties(exchange.head, bucketOf(exchange))
  const isReplaced = readDirective(exchange, 'x-oss-metadata-directive')
  const areTagsReplaced = readDirective(exchange, 'x-oss-tagging-directive')
  return {
    ...given,
    headers: isReplaced ? given.headers : source.properties.headers,
    tags: areTagsReplaced ? parseTags(exchange.head.headers['x-oss-tagging']) : source.properties.tags,
  }
}

function readDirective({ head }: Exchange, name: string): boolean {
  const value = head.headers[name] ?? 'COPY'
  if (/^(copy|replace)$/i.test(value)) return value.toLowerCase() === 'replace'
  throw invalidArgument(`The ${name} header is invalid.`, { name, value }, '0016-00000601')
}
