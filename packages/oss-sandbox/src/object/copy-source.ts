import { type Answer, type Exchange, findBucket } from '../exchange/exchange.ts'
import { authorizeAction } from '../exchange/policy.ts'
import { checkKey } from '../identity/addressing.ts'
import type { ObjectVersion } from '../store/buckets.ts'
import { invalidArgument } from '../wire/errors.ts'
import { decodePercent } from '../wire/request.ts'
import { checkConditions, checkRestored, findObject } from './read-object.ts'

/** The source of a copy, and the headers of the answer that name it. */
export interface Source {
  readonly object: ObjectVersion
  readonly isSameBucket: boolean
  readonly headers: Readonly<Record<string, string>>
}

/** The object that `x-oss-copy-source` names; throws InvalidArgument, NoSuchKey, AccessDenied and the like. */
export function sourceOf(exchange: Exchange): Source {
  const header = exchange.head.headers['x-oss-copy-source'] ?? ''
  const [path = '', query = ''] = header.split('?')
  const match = /^\/([^/]+)\/(.+)$/s.exec(decodePercent(path))
  if (match === null) {
    const ec = exchange.operation === 'UploadPartCopy' ? '0042-00000301' : undefined
    const blamed = { name: 'x-oss-copy-source', value: header }
    throw invalidArgument('Copy Source must mention the source bucket and key: /sourcebucket/sourcekey.', blamed, ec)
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
  checkRestored(object)
  return { object, isSameBucket: bucketName === exchange.identity.target.bucket, headers }
}

/** Throws PreconditionFailed where a condition on the source does not hold; the answer 304 where it has not changed. */
export function sourceConditions(exchange: Exchange, object: ObjectVersion): Answer | undefined {
  const prefix = 'x-oss-copy-source-'
  const pairs = Object.entries(exchange.head.headers).filter(([name]) => name.startsWith(`${prefix}if-`))
  const headers = Object.fromEntries(pairs.map(([name, value]) => [name.slice(prefix.length), value]))
  return checkConditions({ ...exchange.head, headers }, object)
}
