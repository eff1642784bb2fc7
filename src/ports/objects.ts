/** Requests about objects in the bucket, and their answers. */

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
