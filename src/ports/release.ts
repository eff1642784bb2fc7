/** Where releases come from. core/ and engine/ know GitHub by this alone. */
import type { ReleaseChoice } from '../core/release/github/from-release.ts'
import type { Release, ReleaseAsset } from '../core/release/github/release.ts'

/** Where the bytes of an asset can be had, for some minutes. */
export interface AssetAddress {
  /** A secret, where it is signed: in no log, error or file. */
  readonly url: URL
  /** What the request needs: nothing for a signed address, else the token. Never to be sent anywhere else, redirects included. */
  readonly headers: Readonly<Record<string, string>>
}

/** One repository's releases. Every method asks until it has an answer or `give-up-after` has passed, and throws an ActionError. */
export interface ReleaseSource {
  /** `owner/name`, for people. */
  readonly repository: string
  find(choice: ReleaseChoice, options: { readonly signal: AbortSignal }): Promise<Release>
  /** @returns all assets, all pages, in GitHub's order, those included whose upload has not ended. */
  assets(release: Release, options: { readonly signal: AbortSignal }): Promise<readonly ReleaseAsset[]>
  /** @returns a fresh address. */
  address(assetId: number, options: { readonly signal: AbortSignal }): Promise<AssetAddress>
  /** Ends every connection. */
  close(): void
}

export interface AssetCopy {
  /** Absolute; never shown. */
  readonly path: string
  /** Of the bytes that are there, in lower-case hex. */
  readonly sha256: string
  readonly crc64: bigint
}

export interface AssetRequest {
  readonly asset: Pick<ReleaseAsset, 'id' | 'name' | 'sizeBytes'>
  /** What the bytes must have, and who says so, such as `GitHub` or `SHA256SUMS`. */
  readonly expected: { readonly sha256: string; readonly saidBy: string } | undefined
  /** @returns a fresh address; asked again whenever one is refused. */
  address(options: { readonly signal: AbortSignal }): Promise<AssetAddress>
  /** Told of bytes that were written; of fewer than none where some are fetched again. */
  onBytes?(bytes: number): void
  readonly signal: AbortSignal
}

/** Copies of assets on this machine, each under its ID. */
export interface AssetCopies {
  /** @returns the whole asset, verified; nothing is left of one that fails. Throws an ActionError, or the signal's reason. */
  fetch(request: AssetRequest): Promise<AssetCopy>
  /** Takes the copy from the disk, if it is there. */
  remove(assetId: number): Promise<void>
  /** Bytes that are free where copies go. */
  freeBytes(): Promise<number>
  /** Ends connections, and takes all copies from the disk. */
  close(): void
}

/** What is known of a file whose bytes are fetched. */
export interface OriginFacts {
  /** Its bytes have it whenever they are here; undefined as long as nobody has told it and they were not fetched. */
  readonly sha256: string | undefined
  /** Undefined as long as they were not fetched. */
  readonly crc64: bigint | undefined
  /** What the origin says that the file is. */
  readonly contentType: string | undefined
  /** What names its bytes, in ASCII, where the origin tells no SHA-256 of them: other bytes never have it. */
  readonly mark: string | undefined
}

/** A file's bytes, on this machine for as long as they are needed. */
export interface HeldBytes {
  readonly sha256: string
  readonly crc64: bigint
  /** The bytes may go when their room is needed. */
  release(): void
  /** The bytes have done their work: they go at once, unless somebody else holds them. */
  drop(): void
}

/** Files that are fetched from elsewhere before they are read: a release's assets. What is not theirs lies on this machine. */
export interface Origin {
  /** Whether bytes may be fetched only to compare them: a dry run does not. */
  readonly mayFetch: boolean
  /** @returns what is known of the file at this path; undefined where it lies on this machine. */
  facts(path: string): OriginFacts | undefined
  /** Takes note of digests that an object tells which has the mark of the file at this path. */
  learn(path: string, digests: { readonly sha256: string; readonly crc64: bigint }): void
  /**
   * Says which files are going to be held: this runner's share. Throws an ActionError where one of them can never be here, before anything is
   * fetched.
   */
  expect(paths: readonly string[]): Promise<void>
  /**
   * Brings a file's bytes here and keeps them, once there is room on the disk.
   * Throws an ActionError where they cannot be had or are not what they should be; the signal's reason.
   * @param onBytes told whenever something came
   */
  hold(path: string, options: { readonly signal: AbortSignal; onBytes(): void }): Promise<HeldBytes>
}
