import type { Exchange } from '../exchange/exchange.ts'
import { type Bucket, currentObject } from '../store/buckets.ts'
import { fileAlreadyExists, fileImmutable } from '../wire/errors.ts'

type Asking = Pick<Exchange, 'head' | 'nowMs'>

/** Throws FileAlreadyExists or FileImmutable where this request may not replace the object. */
export function checkOverwrite(exchange: Asking, bucket: Bucket, key: string): void {
  checkForbidOverwrite(exchange, bucket, key)
  if (bucket.versioning !== 'Enabled') checkRetention(exchange, bucket, key)
}

/** Throws FileAlreadyExists if `x-oss-forbid-overwrite` demands it; OSS ignores it in buckets that have or had versioning. */
export function checkForbidOverwrite({ head }: Asking, bucket: Bucket, key: string): void {
  if (head.headers['x-oss-forbid-overwrite']?.toLowerCase() !== 'true' || bucket.versioning !== undefined) return
  if (currentObject(bucket, key) !== undefined) throw fileAlreadyExists()
}

/** Throws FileImmutable where the bucket's retention policy still protects the object, or the version of it. */
export function checkRetention(
  { nowMs }: Pick<Asking, 'nowMs'>,
  bucket: Bucket,
  key: string,
  versionId?: string,
): void {
  // Objects may be of a time that has yet to come, where a test set the clock back.
  if (bucket.retentionMs === 0) return
  const versions = bucket.versions.get(key) ?? []
  const version = versionId === undefined ? versions[0] : versions.find((one) => one.versionId === versionId)
  const isMarked = versionId === undefined && bucket.versioning === 'Enabled'
  if (isMarked || version?.kind !== 'object' || nowMs >= version.lastModifiedMs + bucket.retentionMs) return
  throw fileImmutable()
}
