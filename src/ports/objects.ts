/** What is asked of objects that are in the bucket. */

export interface CopyRange {
  readonly fromKey: string
  /** The copy is refused where the source has another; absent: whatever it is. */
  readonly etag?: string
  readonly startBytes: number
  readonly endBytes: number
}

/** An object that was read whole. */
export type ReadObject =
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  /** It has more bytes than were wanted. */
  | { readonly kind: 'too-large' }
