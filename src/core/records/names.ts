/**
 * The names under which records are kept and found again: IDs of buckets and objects, keys in the Actions cache. All are hashes, so that
 *  nothing readable leaks to users who can list the cache; all are in lower case, as the cache compares them.
 */

/** @returns SHA-256 of a text, in lower-case hex. */
export type Sha256Of = (text: string) => string

interface BucketName {
  readonly region: string
  readonly bucket: string
}

/** One attempt of one workflow run, as part of keys. */
interface RunAttempt {
  readonly runId: string
  readonly runAttempt: string
}

const PREFIX = 'upload-aliyun-oss-v1-'
const HASH_CHARACTERS = 20

/** @returns the ID of a bucket, the same for every endpoint. */
export function bucketIdOf(sha256Of: Sha256Of, { region, bucket }: BucketName): string {
  return sha256Of(`${region}\n${bucket}`)
}

/** @returns the ID of an object of a bucket. */
export function objectIdOf(sha256Of: Sha256Of, { region, bucket, key }: BucketName & { readonly key: string }): string {
  return sha256Of(`${region}\n${bucket}\n${key}`)
}

/** Prefixes of the keys of checkpoints: of the bucket, and of the bucket with exactly these objects. */
interface CheckpointPrefixes {
  readonly bucketPrefix: string
  readonly cachePrefix: string
}

/** @returns the prefixes of a step's checkpoints, whatever the order of its object keys. */
export function checkpointPrefixes(
  sha256Of: Sha256Of,
  { keys, ...bucket }: BucketName & { readonly keys: readonly string[] },
): CheckpointPrefixes {
  const bucketPrefix = `${PREFIX}${bucketIdOf(sha256Of, bucket).slice(0, HASH_CHARACTERS)}-`
  return {
    bucketPrefix,
    cachePrefix: `${bucketPrefix}${sha256Of([...keys].sort().join('\n')).slice(0, HASH_CHARACTERS)}-`,
  }
}

/** @returns the key of one save: no two are equal, since entries of the cache never change. */
export function checkpointSaveKey({
  cachePrefix,
  runId,
  runAttempt,
  generation,
  epochMs,
}: Pick<CheckpointPrefixes, 'cachePrefix'> &
  RunAttempt & { readonly generation: number; readonly epochMs: number }): string {
  return `${cachePrefix}r${runId}-a${runAttempt}-g${generation}-${epochMs.toString(36)}`
}

/** @returns a key that no entry has, and the prefixes to look for instead: this run's records first, then these objects', then the bucket's. */
export function checkpointRestoreKeys({
  cachePrefix,
  bucketPrefix,
  runId,
}: CheckpointPrefixes & Pick<RunAttempt, 'runId'>): {
  readonly primaryKey: string
  readonly restoreKeys: readonly string[]
} {
  const ofRun = `${cachePrefix}r${runId}-`
  return { primaryKey: `${ofRun}never`, restoreKeys: [ofRun, cachePrefix, bucketPrefix] }
}

/** @returns the prefix of the keys of held records of one name in one run. */
export function heldPrefix(
  sha256Of: Sha256Of,
  { bucketId, runId, name }: { readonly bucketId: string; readonly runId: string; readonly name: string },
): string {
  const bucket = bucketId.slice(0, HASH_CHARACTERS)
  return `${PREFIX}held-${bucket}-r${runId}-${sha256Of(name).slice(0, HASH_CHARACTERS)}-`
}

/** @returns the key of one held record. */
export function heldSaveKey(
  prefix: string,
  { runAttempt, epochMs }: { readonly runAttempt: string; readonly epochMs: number },
): string {
  return `${prefix}a${runAttempt}-${epochMs.toString(36)}`
}

/** The bucket and run of a held record, a claim or a release record. */
interface HeldPlace {
  readonly bucketId: string
  readonly runId: string
}

/** @returns the exact key under which the first job of one attempt claims a hold name: entries never change, so that there is only one. */
export function claimKey(
  sha256Of: Sha256Of,
  { bucketId, runId, name, runAttempt }: HeldPlace & { readonly name: string; readonly runAttempt: string },
): string {
  const bucket = bucketId.slice(0, HASH_CHARACTERS)
  return `${PREFIX}claim-${bucket}-r${runId}-${sha256Of(name).slice(0, HASH_CHARACTERS)}-a${runAttempt}`
}

/** @returns the prefix of the keys of a run's release records. */
export function releasePrefix({ bucketId, runId }: HeldPlace): string {
  return `${PREFIX}release-${bucketId.slice(0, HASH_CHARACTERS)}-r${runId}-`
}
