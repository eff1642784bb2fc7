/** The source of releases: the only access of core/ and engine/ to GitHub. */
import type { ReleaseChoice } from '../core/release/github/from-release.ts'
import type { Release, ReleaseAsset } from '../core/release/github/release.ts'

/** Address of an asset's bytes, valid for some minutes. */
export interface AssetAddress {
  /** If signed, a secret: it must not appear in a log, error or file. */
  readonly url: URL
  /** Headers of the request: none for a signed address, else the token. Never send them anywhere else, also not to a redirect. */
  readonly headers: Readonly<Record<string, string>>
}

/** One repository's releases. Every method asks until it has an answer or `give-up-after` has passed, and throws an ActionError. */
export interface ReleaseSource {
  /** `owner/name`, for messages. */
  readonly repository: string
  find(choice: ReleaseChoice, options: { readonly signal: AbortSignal }): Promise<Release>
  /** @returns all assets, all pages, in GitHub's order, including those that are still being uploaded. */
  assets(release: Release, options: { readonly signal: AbortSignal }): Promise<readonly ReleaseAsset[]>
  /** @returns a fresh address. */
  address(assetId: number, options: { readonly signal: AbortSignal }): Promise<AssetAddress>
  /** Ends every connection. */
  close(): void
}

export interface AssetCopy {
  /** Absolute; never shown. */
  readonly path: string
  /** SHA-256 of the bytes on the disk, in lower-case hex. */
  readonly sha256: string
  readonly crc64: bigint
}

export interface AssetRequest {
  readonly asset: Pick<ReleaseAsset, 'id' | 'name' | 'sizeBytes'>
  /** The SHA-256 that the bytes must have, and its source, such as `GitHub` or `SHA256SUMS`. */
  readonly expected: { readonly sha256: string; readonly saidBy: string } | undefined
  /** @returns a fresh address; called again whenever one is refused. */
  address(options: { readonly signal: AbortSignal }): Promise<AssetAddress>
  /** Called with the number of bytes that were written; negative if some are fetched again. */
  onBytes?(bytes: number): void
  readonly signal: AbortSignal
}

/** Copies of assets on this machine, each under its ID. */
export interface AssetCopies {
  /** @returns the whole asset, verified; nothing is left of one that fails. Throws an ActionError, or the signal's reason. */
  fetch(request: AssetRequest): Promise<AssetCopy>
  /** Deletes the copy, if it is there. */
  remove(assetId: number): Promise<void>
  /** @returns the free space for copies, in bytes. */
  freeBytes(): Promise<number>
  /** Ends connections, and deletes all copies. */
  close(): void
}

/** What is known of a file whose bytes are fetched. */
export interface OriginFacts {
  /** SHA-256 of its bytes; undefined until the origin states it or they were fetched. */
  readonly sha256: string | undefined
  /** Undefined until they were fetched. */
  readonly crc64: bigint | undefined
  /** Content type that the origin states. */
  readonly contentType: string | undefined
  /** An ASCII name of its bytes if the origin does not give their SHA-256: other bytes never have this name. */
  readonly mark: string | undefined
  /** The addresses from which people download it at its origin. */
  readonly urls: readonly string[]
}

/** A file's bytes, on this machine for as long as they are needed. */
export interface FetchedBytes {
  readonly sha256: string
  readonly crc64: bigint
  /** Allows the bytes to be deleted when space is needed. */
  release(): void
  /** Deletes the bytes at once, unless another caller holds them. */
  drop(): void
}

/** Files that are fetched before they are read: a release's assets. All other files are on this machine. */
export interface Origin {
  /** Whether bytes may be fetched only to compare them: a dry run does not. */
  readonly mayFetch: boolean
  /** @returns what is known about the file at this path; undefined if it is on this machine. */
  facts(path: string): OriginFacts | undefined
  /** Takes note of digests that an object tells which has the mark of the file at this path. */
  learn(path: string, digests: { readonly sha256: string; readonly crc64: bigint }): void
  /**
   * Declares which files will be held: this runner's share. Throws an ActionError if one of them can never be fetched, before anything is
   *  fetched.
   */
  expect(paths: readonly string[]): Promise<void>
  /**
   * Fetches a file's bytes and keeps them, once there is room on the disk.
   *  Throws an ActionError if they cannot be fetched or are not what they should be; the signal's reason if it is aborted.
   * @param onBytes called whenever bytes arrive
   */
  fetch(path: string, options: { readonly signal: AbortSignal; onBytes(): void }): Promise<FetchedBytes>
}
