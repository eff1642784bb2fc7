import { findBucket, type OssState } from './exchange/exchange.ts'
import { compareKeys } from './lists/listing.ts'
import type { BucketOptions } from './options.ts'
import { bodyBytes } from './store/bodies.ts'
import { type Bucket, createBucket, currentObject, type ObjectType, putObjectVersion } from './store/buckets.ts'

/** The settings of a bucket that a test may change at any time. */
export type BucketChanges = Partial<
  Pick<Bucket, 'acl' | 'versioning' | 'blockPublicAccess' | 'retentionMs' | 'payer' | 'copiedCrc64' | 'partETags'>
>

/** An object as a test sees it. */
export interface ObjectView {
  readonly key: string
  readonly sizeBytes: number
  /** As in `x-oss-hash-crc64ecma`. */
  readonly crc64: string
  readonly etag: string
  readonly type: ObjectType
  readonly lastModifiedMs: number
  readonly versionId: string
  /** Lower-case names: Content-Type and the like, `x-oss-meta-…`; values as latin1. */
  readonly headers: Readonly<Record<string, string>>
  readonly acl: string
  readonly storageClass: string
  readonly tags: Readonly<Record<string, string>>
  readonly encryption: string | undefined
  readonly encryptionKeyId: string | undefined
}

/** One version of an object. */
export interface VersionView {
  readonly versionId: string
  readonly isDeleteMarker: boolean
  readonly crc64: string | undefined
}

/** An upload that is neither completed nor aborted. */
export interface UploadView {
  readonly uploadId: string
  readonly key: string
  readonly initiatedMs: number
  readonly headers: Readonly<Record<string, string>>
  /** In the order of their numbers. */
  readonly parts: readonly {
    readonly number: number
    readonly sizeBytes: number
    readonly crc64: string
    readonly etag: string
  }[]
}

/** Reads and changes the server's buckets directly, without the protocol. */
export class Inspection {
  readonly #state: OssState
  readonly #nowMs: () => number

  constructor(state: OssState, nowMs: () => number) {
    this.#state = state
    this.#nowMs = nowMs
  }

  /** The current version of an object, without its bytes. */
  object(bucket: string, key: string): ObjectView | undefined {
    const object = currentObject(findBucket(this.#state, bucket), key)
    if (object === undefined) return undefined
    const { properties, body } = object
    return {
      key,
      sizeBytes: body.sizeBytes,
      crc64: body.crc64.toString(),
      etag: object.etag,
      type: object.type,
      lastModifiedMs: object.lastModifiedMs,
      versionId: object.versionId,
      headers: properties.headers,
      acl: properties.acl,
      storageClass: properties.storageClass,
      tags: Object.fromEntries(properties.tags.map((tag) => [tag.key, tag.value])),
      encryption: properties.encryption?.algorithm,
      encryptionKeyId: properties.encryption?.keyId,
    }
  }

  /** The object's bytes; undefined where there is no such object. */
  async objectBytes(bucket: string, key: string): Promise<Buffer | undefined> {
    const object = currentObject(findBucket(this.#state, bucket), key)
    return object === undefined ? undefined : bodyBytes(object.body)
  }

  /** All versions of an object, the newest first; one, `null`, in a bucket without versioning. */
  versions(bucket: string, key: string): readonly VersionView[] {
    const versions = findBucket(this.#state, bucket).versions.get(key) ?? []
    return versions.map((version) => ({
      versionId: version.versionId,
      isDeleteMarker: version.kind === 'delete-marker',
      crc64: version.kind === 'object' ? version.body.crc64.toString() : undefined,
    }))
  }

  /** All objects of a bucket in the order of their keys. */
  objects(bucket: string): readonly ObjectView[] {
    const keys = [...findBucket(this.#state, bucket).versions.keys()].sort(compareKeys)
    return keys.map((key) => this.object(bucket, key)).filter((view) => view !== undefined)
  }

  /** All open uploads of a bucket, by key and start time. */
  uploads(bucket: string): readonly UploadView[] {
    const uploads = [...findBucket(this.#state, bucket).uploads.values()]
    return uploads
      .sort((a, b) => compareKeys(a.key, b.key) || a.initiatedMs - b.initiatedMs)
      .map(({ uploadId, key, initiatedMs, properties, parts }) => ({
        uploadId,
        key,
        initiatedMs,
        headers: properties.headers,
        parts: [...parts.values()]
          .sort((a, b) => a.number - b.number)
          .map(({ number, body, etag }) => ({ number, sizeBytes: body.sizeBytes, crc64: body.crc64.toString(), etag })),
      }))
  }

  /** Adds an empty bucket. */
  addBucket(options: BucketOptions): void {
    const bucket = createBucket(options, { region: this.#state.region, nowMs: this.#nowMs() })
    this.#state.buckets.set(bucket.name, bucket)
  }

  /** Changes a bucket's settings. */
  setBucket(name: string, changes: BucketChanges): void {
    Object.assign(findBucket(this.#state, name), changes)
  }

  /** Puts an object as somebody else would, with headers that are stored with it, names in lower case. */
  async putObject(
    place: { readonly bucket: string; readonly key: string; readonly headers?: Readonly<Record<string, string>> },
    bytes: Uint8Array | string,
  ): Promise<void> {
    const bucket = findBucket(this.#state, place.bucket)
    const body = await this.#state.bodies.store(Buffer.from(bytes))
    const headers = { 'content-type': 'application/octet-stream', ...place.headers }
    const properties = { headers, acl: 'default', storageClass: bucket.storageClass, tags: [] } as const
    const object = {
      body,
      etag: `"${body.md5Hex}"`,
      type: 'Normal',
      properties,
      lastModifiedMs: this.#nowMs(),
    } as const
    putObjectVersion(bucket, place.key, object)
  }

  /** Removes an object with all its versions. */
  removeObject(bucket: string, key: string): void {
    findBucket(this.#state, bucket).versions.delete(key)
  }

  /** Changes an object's storage class as a lifecycle rule would; whether it was there. */
  setStorageClass(place: { readonly bucket: string; readonly key: string }, storageClass: string): boolean {
    const bucket = findBucket(this.#state, place.bucket)
    const [newest, ...older] = bucket.versions.get(place.key) ?? []
    if (newest?.kind !== 'object') return false
    const properties = { ...newest.properties, storageClass }
    bucket.versions.set(place.key, [{ ...newest, properties }, ...older])
    return true
  }

  /** Adds an unfinished upload, as if it had been made on an earlier server. */
  async addUpload(
    place: { readonly bucket: string; readonly key: string; readonly uploadId: string },
    parts: readonly { readonly number: number; readonly bytes: Uint8Array }[],
  ): Promise<void> {
    const bucket = findBucket(this.#state, place.bucket)
    const properties = { headers: {}, acl: 'default', storageClass: bucket.storageClass, tags: [] } as const
    const { key, uploadId } = place
    bucket.uploads.set(uploadId, {
      uploadId,
      key,
      initiatedMs: this.#nowMs(),
      properties,
      isSequential: false,
      parts: new Map(),
    })
    for (const { number, bytes } of parts) {
      await this.replacePart({ bucket: place.bucket, uploadId, partNumber: number }, bytes)
    }
  }

  /** Ends an upload as a lifecycle rule would; returns whether it was there. */
  abortUpload(bucket: string, uploadId: string): boolean {
    return findBucket(this.#state, bucket).uploads.delete(uploadId)
  }

  /** Replaces a part's bytes as another writer to the same upload would. */
  async replacePart(
    place: { readonly bucket: string; readonly uploadId: string; readonly partNumber: number },
    bytes: Uint8Array | string,
  ): Promise<void> {
    const upload = findBucket(this.#state, place.bucket).uploads.get(place.uploadId)
    const body = await this.#state.bodies.store(Buffer.from(bytes))
    const part = {
      number: place.partNumber,
      isCopied: false,
      body,
      etag: `"${body.md5Hex}"`,
      lastModifiedMs: this.#nowMs(),
    }
    upload?.parts.set(place.partNumber, part)
  }

  /** Removes a part; returns whether it was there. */
  removePart(place: { readonly bucket: string; readonly uploadId: string; readonly partNumber: number }): boolean {
    const upload = findBucket(this.#state, place.bucket).uploads.get(place.uploadId)
    return upload?.parts.delete(place.partNumber) ?? false
  }
}
