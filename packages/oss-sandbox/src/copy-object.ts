import { checkKey } from './addressing.ts'
import { type ByteRange, bodyBytes, readBody, type StoredBody } from './bodies.ts'
import { type ObjectProperties, type ObjectVersion, putObjectVersion, type UploadedPart } from './buckets.ts'
import { invalidArgument } from './errors.ts'
import { type Answer, bucketOf, type Exchange, findBucket, keyOf, xmlAnswer } from './exchange.ts'
import { partNumberOf, uploadOf } from './multipart.ts'
import { encryptionHeaders, parseTags, readProperties, versionHeader } from './object-properties.ts'
import { checkOverwrite } from './overwriting.ts'
import { authorizeAction } from './policy.ts'
import { checkConditions, findObject, parseRange } from './read-object.ts'
import { decodePercent } from './request.ts'

interface Source {
  readonly object: ObjectVersion
  readonly headers: Readonly<Record<string, string>>
}

function sourceOf(exchange: Exchange): Source {
  const header = exchange.head.headers['x-oss-copy-source'] ?? ''
  const [path = '', query = ''] = header.split('?')
  const decoded = decodePercent(path)
  const match = /^\/?([^/]+)\/(.+)$/s.exec(decoded)
  if (match === null) {
    throw invalidArgument('Copy Source must mention the source bucket and key: /sourcebucket/sourcekey.', {
      name: 'x-oss-copy-source',
      value: header,
    })
  }
  const [, bucketName = '', key = ''] = match
  checkKey(key)
  const versionId = new URLSearchParams(query).get('versionId') ?? undefined
  const { credential } = exchange.identity
  const action = versionId === undefined ? 'oss:GetObject' : 'oss:GetObjectVersion'
  if (credential !== undefined) authorizeAction(credential, action, key)
  const bucket = findBucket(exchange.state, bucketName)
  const object = findObject(bucket, { key, versionId })
  const headers = bucket.versioning === undefined ? {} : { 'x-oss-copy-source-version-id': object.versionId }
  return { object, headers }
}

function sourceConditions(exchange: Exchange, object: ObjectVersion): Answer | undefined {
  const prefix = 'x-oss-copy-source-'
  const pairs = Object.entries(exchange.head.headers).filter(([name]) => name.startsWith(`${prefix}if-`))
  const headers = Object.fromEntries(pairs.map(([name, value]) => [name.slice(prefix.length), value]))
  return checkConditions({ ...exchange.head, headers }, object)
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/copyobject */
export async function copyObject(exchange: Exchange): Promise<Answer> {
  const bucket = bucketOf(exchange)
  const key = keyOf(exchange)
  const source = sourceOf(exchange)
  const notModified = sourceConditions(exchange, source.object)
  if (notModified !== undefined) return notModified
  const properties = copiedProperties(exchange, source.object)
  checkOverwrite(exchange, bucket, key)
  const body = await withMd5(exchange, source.object.body)
  const etag = body.md5Hex === '' ? source.object.etag : `"${body.md5Hex}"`
  const type = body.md5Hex === '' ? source.object.type : 'Normal'
  const object = putObjectVersion(bucket, key, { body, etag, type, properties, lastModifiedMs: exchange.nowMs })
  const document = { ETag: etag, LastModified: new Date(exchange.nowMs).toISOString() }
  return xmlAnswer('CopyObjectResult', document, {
    etag,
    'x-oss-hash-crc64ecma': body.crc64.toString(),
    ...encryptionHeaders(properties),
    ...versionHeader(bucket, object),
    ...source.headers,
  })
}

/** The body with its MD5, which one made of parts does not have; without, where its bytes were not kept. */
async function withMd5(exchange: Exchange, body: StoredBody): Promise<StoredBody> {
  const isKept = body.segments.every(({ kind }) => kind !== 'discarded')
  return body.md5Hex === '' && isKept ? exchange.state.bodies.store(await bodyBytes(body)) : body
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

/** https://www.alibabacloud.com/help/en/oss/developer-reference/uploadpartcopy */
export async function uploadPartCopy(exchange: Exchange): Promise<Answer> {
  const number = partNumberOf(exchange)
  const { upload } = uploadOf(exchange)
  const source = sourceOf(exchange)
  const notModified = sourceConditions(exchange, source.object)
  if (notModified !== undefined) return notModified
  const { body: whole } = source.object
  const range = parseRange(exchange.head.headers['x-oss-copy-source-range'], whole.sizeBytes)
  const body = await sliceOf(exchange, whole, range)
  const part: UploadedPart = { number, body, etag: `"${body.md5Hex}"`, lastModifiedMs: exchange.nowMs }
  upload.parts.set(number, part)
  const document = { LastModified: new Date(exchange.nowMs).toISOString(), ETag: part.etag }
  return xmlAnswer('CopyPartResult', document, { etag: part.etag, ...source.headers })
}

async function sliceOf(exchange: Exchange, whole: StoredBody, range: ByteRange | undefined): Promise<StoredBody> {
  if (range === undefined || range.end - range.start === whole.sizeBytes) return withMd5(exchange, whole)
  const pieces: Buffer[] = []
  for await (const piece of readBody(whole, range)) pieces.push(piece)
  return exchange.state.bodies.store(Buffer.concat(pieces))
}
