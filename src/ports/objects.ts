/** Requests about objects in the bucket, what is told of them while they are under way, and their answers. */
import type { ListedPart } from '../core/plan/reconcile.ts'

export interface CopyRange {
  readonly fromKey: string
  /** The copy is refused if the source has another ETag; absent: any ETag. */
  readonly etag?: string
  readonly startBytes: number
  readonly endBytes: number
}

export interface ReadLimits {
  /** Of a larger object nothing is read. */
  readonly maxBytes: number
  /** Nor of one that has this ETag. */
  readonly knownEtag?: string
}

/** An object that was read whole. */
export type ReadObject =
  | { readonly kind: 'read'; readonly bytes: Uint8Array; readonly etag: string }
  /** It is the one that was known. */
  | { readonly kind: 'known' }
  /** It has more bytes than the limit. */
  | { readonly kind: 'too-large' }

/** One page of the list of an upload's parts. */
export interface PartsPage {
  /** In order. */
  readonly parts: readonly ListedPart[]
  /** The number of the part behind which the next page begins; undefined: this is the last page. */
  readonly next: number | undefined
}

/** What OSS says of bytes that it took. */
export interface StoredPart {
  /** Without quotes. */
  readonly etag: string
  /** Absent where the answer has none. */
  readonly crc64: bigint | undefined
}

export interface StoredObject extends StoredPart {
  readonly versionId: string | undefined
}

/** What is told of a request while it is under way. */
export interface Sending {
  /** The connection stands and the request goes out. @param isNew whether it was made for this request */
  onConnected(isNew: boolean): void
  /** Nothing could be sent for this time, since the disk had not delivered. */
  onDiskWait(waitedMs: number): void
  /** @param sentBytes how many bytes of the body the kernel has taken so far */
  onSent(sentBytes: number): void
}
