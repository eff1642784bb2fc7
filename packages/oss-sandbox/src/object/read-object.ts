import { type Answer, bucketOf, type Exchange, keyOf, versionIdOf } from '../exchange/exchange.ts'
import type { Operation } from '../exchange/operation.ts'
import type { ByteRange } from '../store/bodies.ts'
import { type Bucket, currentObject, type ObjectVersion } from '../store/buckets.ts'
import { methodNotAllowed, noSuchKey, OssError } from '../wire/errors.ts'
import { queryValue, type RequestHead } from '../wire/request.ts'
import { crc64Header, objectHeaders, versionHeader } from './object-properties.ts'

/** The EC of NoSuchKey, for the operations for which it is known. */
const READING_EC: Readonly<Partial<Record<Operation, string>>> = {
  GetObject: '0026-00000001',
  HeadObject: '0026-00000001',
  GetObjectMeta: '0026-00000001',
}

/** The object that the request names, or the version of it; throws NoSuchKey, NoSuchVersion. */
export function objectOf(exchange: Exchange): ObjectVersion {
  return findObject(bucketOf(exchange), {
    key: keyOf(exchange),
    versionId: versionIdOf(exchange),
    ec: READING_EC[exchange.operation],
  })
}

/** The object of that key, or the version of it; throws NoSuchKey, NoSuchVersion. */
export function findObject(
  bucket: Bucket,
  name: { readonly key: string; readonly versionId: string | undefined; readonly ec?: string | undefined },
): ObjectVersion {
  const { key, versionId, ec } = name
  if (versionId === undefined) {
    const object = currentObject(bucket, key)
    if (object !== undefined) return object
    const marker = bucket.versions.get(key)?.[0]
    throw marker === undefined ? noSuchKey(key, ec) : withDeleteMarker(noSuchKey(key, ec), marker.versionId)
  }
  const version = bucket.versions.get(key)?.find((candidate) => candidate.versionId === versionId)
  if (version?.kind === 'object') return version
  if (version !== undefined) throw withDeleteMarker(methodNotAllowed('GET', 'DeleteMarker'), versionId)
  throw new OssError({
    status: 404,
    code: 'NoSuchVersion',
    message: 'The specified version does not exist.',
    ec: '0026-00000003',
    details: { Key: key, VersionId: versionId },
  })
}

function withDeleteMarker({ status, code, message, ec, details }: OssError, versionId: string): OssError {
  const headers = { 'x-oss-delete-marker': 'true', 'x-oss-version-id': versionId }
  return new OssError({ status, code, message, details, headers, ...(ec === undefined ? {} : { ec }) })
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/getobject */
export async function getObject(exchange: Exchange): Promise<Answer> {
  const object = objectOf(exchange)
  const notModified = checkConditions(exchange.head, object)
  if (notModified !== undefined) return notModified
  checkRestored(object)
  const headers = { ...objectHeaders(object, bucketOf(exchange)), ...responseOverrides(exchange) }
  const sizeBytes = object.body.sizeBytes
  const range = parseRange(exchange.head.headers.range, sizeBytes, exchange.head.headers['x-oss-range-behavior'])
  if (range === undefined) {
    const whole = { start: 0, end: sizeBytes }
    return {
      status: 200,
      headers: { ...headers, 'content-length': `${sizeBytes}` },
      body: { stored: object.body, range: whole },
    }
  }
  const { 'content-md5': _wholeMd5, ...partHeaders } = headers as Record<string, string>
  return {
    status: 206,
    headers: {
      ...partHeaders,
      'content-length': `${range.end - range.start}`,
      'content-range': `bytes ${range.start}-${range.end - 1}/${sizeBytes}`,
    },
    body: { stored: object.body, range },
  }
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/headobject */
export async function headObject(exchange: Exchange): Promise<Answer> {
  const object = objectOf(exchange)
  const notModified = checkConditions(exchange.head, object)
  if (notModified !== undefined) return notModified
  const headers = { ...objectHeaders(object, bucketOf(exchange)), ...responseOverrides(exchange) }
  return { status: 200, headers: { ...headers, 'content-length': `${object.body.sizeBytes}` } }
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/getobjectmeta */
export async function getObjectMeta(exchange: Exchange): Promise<Answer> {
  const object = objectOf(exchange)
  // A GET has no body, and must not declare that of the object.
  const size = exchange.head.method === 'HEAD' ? { 'content-length': `${object.body.sizeBytes}` } : {}
  return {
    status: 200,
    headers: {
      ...size,
      etag: object.etag,
      'last-modified': new Date(object.lastModifiedMs).toUTCString(),
      ...crc64Header(object),
      ...versionHeader(bucketOf(exchange), object),
    },
  }
}

/** Throws InvalidObjectState if an object is archived and was not restored, so that it cannot be read. */
export function checkRestored(object: ObjectVersion): void {
  if (['Standard', 'IA'].includes(object.properties.storageClass)) return
  throw new OssError({
    status: 403,
    code: 'InvalidObjectState',
    message: "The operation is not valid for the object's state",
    ec: '0003-00000602',
  })
}

const OVERRIDES = [
  'content-type',
  'content-language',
  'expires',
  'cache-control',
  'content-disposition',
  'content-encoding',
]

function responseOverrides({ head, identity }: Exchange): Readonly<Record<string, string>> {
  const given = OVERRIDES.map((name) => [name, queryValue(head, `response-${name}`)] as const)
  const set = given.filter((pair): pair is [string, string] => pair[1] !== undefined)
  if (set.length > 0 && identity.via === 'anonymous') {
    throw new OssError({
      status: 400,
      code: 'InvalidRequest',
      message: 'Response headers can not be overridden in anonymous requests.',
      ec: '0017-00000902',
    })
  }
  return Object.fromEntries(set.map(([name, value]) => [name, Buffer.from(value).toString('latin1')]))
}

/** Throws PreconditionFailed if a condition does not hold; returns the answer 304 if the reader has the object already. */
export function checkConditions(head: Pick<RequestHead, 'headers'>, object: ObjectVersion): Answer | undefined {
  const { headers } = head
  const lastModifiedMs = Math.floor(object.lastModifiedMs / 1000) * 1000
  if (headers['if-match'] !== undefined && !hasETag(headers['if-match'], object)) throw preconditionFailed('If-Match')
  const unmodifiedSince = Date.parse(headers['if-unmodified-since'] ?? '')
  if (headers['if-match'] === undefined && lastModifiedMs > unmodifiedSince)
    throw preconditionFailed('If-Unmodified-Since')
  const notModified = {
    status: 304,
    headers: { etag: object.etag, 'last-modified': new Date(object.lastModifiedMs).toUTCString() },
  }
  if (headers['if-none-match'] !== undefined) return hasETag(headers['if-none-match'], object) ? notModified : undefined
  return lastModifiedMs <= Date.parse(headers['if-modified-since'] ?? '') ? notModified : undefined
}

function hasETag(list: string, object: ObjectVersion): boolean {
  const plain = (etag: string) => etag.trim().replaceAll('"', '').toUpperCase()
  return list.split(',').some((etag) => etag.trim() === '*' || plain(etag) === plain(object.etag))
}

/** The answer to a condition that does not hold. */
export function preconditionFailed(condition: string): OssError {
  return new OssError({
    status: 412,
    code: 'PreconditionFailed',
    message: 'At least one of the pre-conditions you specified did not hold.',
    ec: '0026-00000101',
    details: { Condition: condition },
  })
}

/**
 * The bytes that a Range header asks for; undefined: all. As in OSS, a range that is malformed or reaches beyond the object means
 *  all of it, unless `x-oss-range-behavior: standard` asks for RFC 9110, which refuses a range that begins beyond the end.
 */
export function parseRange(header: string | undefined, sizeBytes: number, behavior?: string): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  const [, first = '', last = ''] = match ?? []
  if (match === null || (first === '' && last === '')) return undefined
  const isStandard = behavior === 'standard'
  const start = first === '' ? Math.max(sizeBytes - Number(last), 0) : Number(first)
  const end = first === '' || last === '' ? sizeBytes : Number(last) + 1
  if (start >= sizeBytes || (first === '' && Number(last) === 0)) {
    if (isStandard) throw invalidRange(header ?? '')
    return undefined
  }
  if (end <= start || (end > sizeBytes && !isStandard)) return undefined
  return { start, end: Math.min(end, sizeBytes) }
}

/** 416 InvalidRange. */
export function invalidRange(range: string): OssError {
  return new OssError({
    status: 416,
    code: 'InvalidRange',
    message: 'The requested range cannot be satisfied.',
    ec: '0026-00000009',
    details: { RangeRequested: range },
  })
}
