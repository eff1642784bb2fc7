/** What this action reaches of the public address: it asks there as any reader would, without credentials. */

/** One question of a reader. */
export interface ReaderQuestion {
  readonly key: string
  readonly method: 'HEAD' | 'GET'
  /** Undefined: the whole object. */
  readonly range: { readonly startBytes: number; readonly endBytes: number } | undefined
  /** The answer's body is read up to here. */
  readonly maxBytes: number
  readonly signal: AbortSignal
}

/** What a reader gets. Nothing of a body is kept. */
export type ReaderAnswer =
  | {
      readonly kind: 'answer'
      readonly status: number
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>
      /** How much of the body was read, and whether that is all of it. */
      readonly readBytes: number
      readonly isWhole: boolean
      /** Of what was read: SHA-256 in lower-case hex, and CRC64. */
      readonly sha256: string
      readonly crc64: bigint
    }
  /** A redirect that a reader's client might follow, and this one does not. */
  | { readonly kind: 'redirect'; readonly status: number; readonly host: string; readonly reason: RedirectRefusal }
  /** No answer; `code` is Node's. */
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }

export type RedirectRefusal = 'too-many' | 'to-http' | 'to-private' | 'unreadable'

export interface Readers {
  /** Whether the URLs are signed: for GET alone. */
  readonly isSigned: boolean
  /** Asks once, after redirects. Rejects with the signal's reason alone. */
  ask(question: ReaderQuestion): Promise<ReaderAnswer>
  /** @returns the object's URL as it may be shown: without a signature. */
  shownUrl(key: string): string
}

/** A cache in front of the bucket that can be asked to forget objects. */
export interface CdnRefresh {
  /** @returns the keys in groups that one call takes. */
  batches(keys: readonly string[]): readonly (readonly string[])[]
  /** One call, never repeated. Throws an ActionError whose fault says what the failure means; the signal's reason where it is aborted. */
  refresh(keys: readonly string[], signal: AbortSignal): Promise<void>
  /** @returns how many objects may still be refreshed today; undefined where that is not told. Rejects with the signal's reason alone. */
  remaining(signal: AbortSignal): Promise<number | undefined>
}
