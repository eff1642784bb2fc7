import { type Answer, type Exchange, findBucket } from '../exchange/exchange.ts'
import { authorizeAction } from '../exchange/policy.ts'
import { checkKey } from '../identity/addressing.ts'
import type { ObjectVersion } from '../store/buckets.ts'
import { invalidArgument } from '../wire/errors.ts'
import { decodePercent } from '../wire/request.ts'
import { checkConditions, findObject } from './read-object.ts'

/** What is copied, and the headers that the answer carries because of it. */
export interface Source {
  readonly object: ObjectVersion
  readonly headers: Readonly<Record<string, string>>
}

/** The object that `x-oss-copy-source` names; throws InvalidArgument, NoSuchKey, AccessDenied and the like. */
export function sourceOf(exchange: Exchange): Source {
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

/** Throws PreconditionFailed where a condition on the source does not hold; the answer 304 where it has not changed. */
export function sourceConditions(exchange: Exchange, object: ObjectVersion): Answer | undefined {
  const prefix = 'x-oss-copy-source-'
  const pairs = Object.entries(exchange.head.headers).filter(([name]) => name.startsWith(`${prefix}if-`))
  const headers = Object.fromEntries(pairs.map(([name, value]) => [name.slice(prefix.length), value]))
  return checkConditions({ ...exchange.head, headers }, object)
}
