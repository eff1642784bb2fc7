import { createHash, randomBytes } from 'node:crypto'
import type { BucketAcl, BucketOptions, CopiedCrc64, ObjectAcl, PartETags, Payer, Versioning } from '../options.ts'
import type { StoredBody } from './bodies.ts'

const DAY_MS = 24 * 3600_000

export type ObjectType = 'Normal' | 'Multipart' | 'Appendable'

/** The account that owns everything. */
export const OWNER = { ID: '1234567890123456', DisplayName: '1234567890123456' } as const

/** What a client sets on an object besides its bytes. */
export interface ObjectProperties {
  /** Lower-case names: Content-Type, Cache-Control and the like, and `x-oss-meta-…`; values as latin1. */
  readonly headers: Readonly<Record<string, string>>
  readonly acl: ObjectAcl
  readonly storageClass: string
  readonly encryption?: Encryption
  readonly tags: readonly Tag[]
}

export interface Encryption {
  /** AES256, KMS or SM4. */
  readonly algorithm: string
  /** KMS only: the key, and the algorithm of the data where it is not AES256. */
  readonly keyId?: string
  readonly dataAlgorithm?: string
}

export interface Tag {
  readonly key: string
  readonly value: string
}

/** One version of an object; in a bucket without versioning there is one, `null`. */
export interface ObjectVersion {
  readonly kind: 'object'
  readonly versionId: string
  readonly lastModifiedMs: number
  readonly body: StoredBody
  /** With its quotes. */
  readonly etag: string
  readonly type: ObjectType
  /** Its CRC64 is not returned to readers, since it is made of parts with unknown CRC64s. */
  readonly isCrc64Unknown?: boolean
  readonly properties: ObjectProperties
}

export interface DeleteMarker {
  readonly kind: 'delete-marker'
  readonly versionId: string
  readonly lastModifiedMs: number
}

export interface UploadedPart {
  readonly number: number
  /** Copied from another object, not sent. */
  readonly isCopied: boolean
  readonly body: StoredBody
  /** With its quotes. */
  readonly etag: string
  readonly lastModifiedMs: number
}

export interface MultipartUpload {
  readonly uploadId: string
  readonly key: string
  readonly initiatedMs: number
  readonly properties: ObjectProperties
  /** Parts have to be sent in order, and the object has an MD5. */
  readonly isSequential: boolean
  readonly parts: Map<number, UploadedPart>
}

/** A bucket and everything in it. Versions of a key are kept newest first. */
export interface Bucket {
  readonly name: string
  readonly region: string
  readonly createdMs: number
  readonly storageClass: string
  acl: BucketAcl
  versioning: Versioning | undefined
  blockPublicAccess: boolean
  /** Objects can be neither overwritten nor deleted for this time after they were written; 0: a bucket without a retention policy. */
  retentionMs: number
  payer: Payer
  copiedCrc64: CopiedCrc64
  partETags: PartETags
  readonly versions: Map<string, readonly (ObjectVersion | DeleteMarker)[]>
  readonly uploads: Map<string, MultipartUpload>
}

/** An empty bucket. */
export function createBucket(
  options: BucketOptions,
  place: { readonly region: string; readonly nowMs: number },
): Bucket {
  return {
    name: options.name,
    region: options.region ?? place.region,
    createdMs: place.nowMs,
    storageClass: options.storageClass ?? 'Standard',
    acl: options.acl ?? 'private',
    versioning: options.versioning,
    blockPublicAccess: options.blockPublicAccess ?? false,
    retentionMs: (options.retentionDays ?? 0) * DAY_MS,
    payer: options.payer ?? 'BucketOwner',
    copiedCrc64: options.copiedCrc64 ?? 'told',
    partETags: options.partETags ?? 'md5',
    versions: new Map(),
    uploads: new Map(),
  }
}

/** The object that a reader without a version ID sees. */
export function currentObject(bucket: Bucket, key: string): ObjectVersion | undefined {
  const newest = bucket.versions.get(key)?.[0]
  return newest?.kind === 'object' ? newest : undefined
}

/** Adds a version and returns it; an earlier version `null` is replaced unless versioning is enabled. */
export function putObjectVersion(
  bucket: Bucket,
  key: string,
  object: Omit<ObjectVersion, 'kind' | 'versionId'>,
): ObjectVersion {
  const version: ObjectVersion = { kind: 'object', versionId: newVersionId(bucket), ...object }
  addVersion(bucket, key, version)
  return version
}

/** What DELETE without a version ID does; returns the delete marker, if the bucket has versioning. */
export function deleteCurrent(bucket: Bucket, key: string, nowMs: number): DeleteMarker | undefined {
  if (bucket.versioning === undefined) {
    bucket.versions.delete(key)
    return undefined
  }
  const marker: DeleteMarker = { kind: 'delete-marker', versionId: newVersionId(bucket), lastModifiedMs: nowMs }
  addVersion(bucket, key, marker)
  return marker
}

/** Removes one version for good and returns it. */
export function deleteVersion(
  bucket: Bucket,
  key: string,
  versionId: string,
): ObjectVersion | DeleteMarker | undefined {
  const versions = bucket.versions.get(key) ?? []
  setVersions(
    bucket,
    key,
    versions.filter((version) => version.versionId !== versionId),
  )
  return versions.find((version) => version.versionId === versionId)
}

/** Replaces the version with the same ID. */
export function replaceVersion(bucket: Bucket, key: string, changed: ObjectVersion): void {
  const versions = bucket.versions.get(key) ?? []
  setVersions(
    bucket,
    key,
    versions.map((version) => (version.versionId === changed.versionId ? changed : version)),
  )
}

function addVersion(bucket: Bucket, key: string, version: ObjectVersion | DeleteMarker): void {
  const others = (bucket.versions.get(key) ?? []).filter((other) => other.versionId !== version.versionId)
  setVersions(bucket, key, [version, ...others])
}

function setVersions(bucket: Bucket, key: string, versions: readonly (ObjectVersion | DeleteMarker)[]): void {
  if (versions.length === 0) bucket.versions.delete(key)
  else bucket.versions.set(key, versions)
}

function newVersionId(bucket: Bucket): string {
  return bucket.versioning === 'Enabled' ? `CAEQ${randomBytes(24).toString('hex')}` : 'null'
}

/** The ETag of a part, with its quotes. */
export function partETag({ partETags }: Bucket, { md5Hex }: StoredBody): string {
  const hex = partETags === 'md5' ? md5Hex : createHash('md5').update(`opaque ${md5Hex}`).digest('hex').toUpperCase()
  return `"${hex}"`
}

/** A new upload ID in OSS's form. */
export function newUploadId(): string {
  return randomBytes(16).toString('hex').toUpperCase()
}
