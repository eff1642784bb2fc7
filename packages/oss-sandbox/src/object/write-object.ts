import {
  type Answer,
  bucketOf,
  checkContentMd5,
  checkContentMd5Form,
  type Exchange,
  keyOf,
} from '../exchange/exchange.ts'
import { bodyBytes, joinBodies, type StoredBody } from '../store/bodies.ts'
import { currentObject, putObjectVersion } from '../store/buckets.ts'
import { notImplemented, OssError } from '../wire/errors.ts'
import { queryValue } from '../wire/request.ts'
import { encryptionHeaders, readProperties, versionHeader } from './object-properties.ts'
import { checkOverwrite, checkRetention } from './overwriting.ts'

const MAX_PUT_BYTES = 5 * 1024 ** 3

/** The request's body, stored; throws MissingContentLength, EntityTooLarge, InvalidDigest. */
export async function receiveBody(exchange: Exchange): Promise<StoredBody> {
  const { headers } = exchange.head
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) {
    throw new OssError({
      status: 411,
      code: 'MissingContentLength',
      message: 'You must provide the Content-Length HTTP header.',
      ec: '0017-00000003',
    })
  }
  if (Number(headers['content-length'] ?? 0) > MAX_PUT_BYTES) throw entityTooLarge()
  checkContentMd5Form(exchange)
  const body = await exchange.state.bodies.receive(exchange.body)
  if (body.sizeBytes > MAX_PUT_BYTES) throw entityTooLarge()
  if (exchange.state.digests) checkContentMd5(exchange, Buffer.from(body.md5Hex, 'hex').toString('base64'))
  return body
}

function entityTooLarge(): OssError {
  return new OssError({
    status: 400,
    code: 'EntityTooLarge',
    message: 'Your proposed upload exceeds the maximum allowed object size.',
    ec: '0017-00000102',
    details: { MaxSizeAllowed: MAX_PUT_BYTES },
  })
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/putobject */
export async function putObject(exchange: Exchange): Promise<Answer> {
  const bucket = bucketOf(exchange)
  const key = keyOf(exchange)
  const condition = ['if-modified-since', 'if-unmodified-since'].find(
    (name) => exchange.head.headers[name] !== undefined,
  )
  if (condition !== undefined) throw notImplemented({ Header: condition })
  const properties = readProperties(exchange.head, bucket)
  checkOverwrite(exchange, bucket, key)
  const body = await receiveBody(exchange)
  checkOverwrite(exchange, bucket, key)
  const object = putObjectVersion(bucket, key, {
    body,
    etag: `"${body.md5Hex}"`,
    type: 'Normal',
    properties,
    lastModifiedMs: exchange.nowMs,
  })
  return {
    status: 200,
    headers: {
      etag: object.etag,
      'content-md5': Buffer.from(body.md5Hex, 'hex').toString('base64'),
      'x-oss-hash-crc64ecma': body.crc64.toString(),
      ...encryptionHeaders(properties),
      ...versionHeader(bucket, object),
    },
  }
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/appendobject */
export async function appendObject(exchange: Exchange): Promise<Answer> {
  const bucket = bucketOf(exchange)
  const key = keyOf(exchange)
  const before = currentObject(bucket, key)
  if (before !== undefined && before.type !== 'Appendable') {
    throw new OssError({
      status: 409,
      code: 'ObjectNotAppendable',
      message: 'The object is not appendable.',
      ec: '0026-00000208',
    })
  }
  const position = queryValue(exchange.head, 'position') ?? ''
  const sizeBytes = before?.body.sizeBytes ?? 0
  if (position !== `${sizeBytes}`) {
    throw new OssError({
      status: 409,
      code: 'PositionNotEqualToLength',
      message: 'Position is not equal to file length',
      ec: '0026-00000209',
      headers: { 'x-oss-next-append-position': `${sizeBytes}` },
    })
  }
  checkRetention(exchange, bucket, key)
  const given = readProperties(exchange.head, bucket)
  // Later appends only change the ACL.
  const hasAcl = exchange.head.headers['x-oss-object-acl'] !== undefined
  const properties =
    before === undefined ? given : { ...before.properties, acl: hasAcl ? given.acl : before.properties.acl }
  const added = await receiveBody(exchange)
  const joined = before === undefined ? added : joinBodies([before.body, added])
  const body = before === undefined ? added : await exchange.state.bodies.store(await bodyBytes(joined))
  putObjectVersion(bucket, key, {
    body,
    etag: `"${body.md5Hex}"`,
    type: 'Appendable',
    properties,
    lastModifiedMs: exchange.nowMs,
  })
  return {
    status: 200,
    headers: {
      etag: `"${body.md5Hex}"`,
      'x-oss-hash-crc64ecma': body.crc64.toString(),
      'x-oss-next-append-position': `${body.sizeBytes}`,
    },
  }
}
