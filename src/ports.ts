/** Every effect of this action on one page. core/ has none, engine/ reaches them only through these, adapters/ provide them. */
import type { ListedPart } from './core/plan/reconcile.ts'
import type { Checkpoint, CheckpointHeader, PublishedRecord, RecordedPart } from './core/records/checkpoint.ts'
import type { CopyRange, ReadLimits, ReadObject, Sending, StoredObject, StoredPart } from './ports/objects.ts'

/** Headers of a request to OSS, names in lower case. */
export type Headers = Readonly<Record<string, string>>

// ---- local files

/** What identifies a state of a file within one attempt. Never compared between attempts: it differs on every fresh runner. */
export interface FileStamp {
  readonly sizeBytes: number
  readonly mtimeNs: bigint
  readonly ctimeNs: bigint
  readonly inode: bigint
}

/** Bytes that are read once, in order, in slices, into memory that the reader owns. */
export interface Body {
  readonly sizeBytes: number
  /**
   * Fills `into` from the current position.
   * @returns how many bytes were read; less than asked for only at the end. Throws an ActionError where the file ends early or cannot be read.
   */
  read(into: Uint8Array): Promise<number>
  /** Releases the file; may be called at any time, also twice. */
  close(): Promise<void>
  readonly whole?: Uint8Array // All of it, where it is in memory already: it then need not be read.
}

/** A file that was read at once, in the state that it had then. Once nobody reads its bytes any more they may be released. */
export type WholeFile = { readonly bytes: Uint8Array; readonly stamp: FileStamp; release?(): void }

/** One match of the `path` input. */
export interface MatchedFile {
  /** Absolute; never shown. */
  readonly path: string
  /** Relative to the workspace where it lies there, with `/`; for people. */
  readonly displayPath: string
  readonly fromPatternRoot: string
  readonly fromWorkspace: string | undefined
  /** Whether this process may read it. */
  readonly readable: boolean
  readonly stamp: FileStamp
}

export interface MatchOptions {
  /** Patterns, each with those that leave out what they match of it. */
  readonly lines: readonly { readonly pattern: string; readonly excludes: readonly string[] }[]
  readonly includeHiddenFiles: boolean
  readonly followSymbolicLinks: boolean
  readonly signal: AbortSignal
  /** Called whenever the file system has answered. */
  onProgress?(): void
}

/** What one line matches. */
export interface Matches {
  /** Sorted by path. */
  readonly files: readonly MatchedFile[]
  /** Links that the pattern matches and that point nowhere, relative to the workspace. */
  readonly danglingLinks: readonly string[]
  /** Files and folders that were left out for being hidden. */
  readonly hidden?: readonly string[]
  /** A folder that the pattern begins with and that is not there, for people. */
  readonly missingFolder?: string
  /** Where the names of assets are searched: what may be wrong with a pattern that matches none, in half a sentence. */
  readonly assets?: { readonly hint: string | undefined }
}

/** Every wait ends with the signal, whatever the file system does. */
export interface LocalFiles {
  /** @returns what each line matches, in their order; every folder is read once. */
  match(options: MatchOptions): Promise<readonly Matches[]>
  /** Throws an ActionError where the file is gone or not readable. */
  stamp(path: string, signal: AbortSignal): Promise<FileStamp>
  /** Bytes `[startBytes, endBytes)` of a file; it is opened at the first read. */
  body(range: FileRange & { readonly signal: AbortSignal }): Body
  /** Reads a small file. Throws an ActionError where it cannot be read, or is smaller. Absent where files are fetched: they are read as bodies. */
  whole?(file: { readonly path: string; readonly sizeBytes: number; readonly signal: AbortSignal }): Promise<WholeFile>
}

export type FileRange = { readonly path: string; readonly startBytes: number; readonly endBytes: number }

/** A hash over bytes that come in slices. */
export interface RunningHash {
  update(bytes: Uint8Array): void
  /** Upper-case hex. */
  hex(): string
}

export interface Hashes {
  md5(): RunningHash
  sha256(): RunningHash
  /** @returns SHA-256 of a text, in lower-case hex. */
  sha256Of(text: string): string
  /** @returns SHA-256 of bytes: 32 bytes. */
  sha256OfBytes(bytes: Uint8Array): Uint8Array
}

// ---- object store

/** An object as HEAD describes it. */
export interface ObjectFacts extends StoredObject {
  /** Undefined where something between has dropped it. */
  readonly sizeBytes: number | undefined
  /** Those of the answer. */
  readonly headers: Headers
}

interface Request {
  readonly key: string
  readonly signal: AbortSignal
  readonly sending?: Sending
}

interface UploadRequest extends Request {
  readonly uploadId: string
}

/**
 * A bucket. Every method sends one request (listParts: one a page), never repeats it, and throws an ActionError whose fault says what the
 * failure means. Contract: test/contract/.
 */
export interface ObjectStore {
  putObject(request: Request & { readonly body: Body; readonly headers: Headers }): Promise<StoredObject>
  /** @returns the upload ID */
  initiateUpload(request: Request & { readonly headers: Headers }): Promise<string>
  uploadPart(request: UploadRequest & { readonly number: number; readonly body: Body }): Promise<StoredPart>
  copyPart(request: UploadRequest & { readonly number: number; readonly from: CopyRange }): Promise<StoredPart>
  /** @returns all parts, in order, all pages */
  listParts(request: UploadRequest): Promise<readonly ListedPart[]>
  /** A connection that breaks before `sending` reports it leaves the upload as it was. */
  completeUpload(
    request: UploadRequest & {
      readonly parts: readonly { readonly number: number; readonly etag: string }[]
      readonly headers: Headers
    },
  ): Promise<StoredObject>
  abortUpload(request: UploadRequest): Promise<void>
  /** @returns undefined where there is no such object */
  headObject(request: Request): Promise<ObjectFacts | undefined>
  /** @param request `etag`: the copy is refused where the source has another */
  copyObject(
    request: Request & { readonly fromKey: string; readonly etag?: string; readonly headers: Headers },
  ): Promise<StoredObject>
  /** @returns all bytes of an object; undefined where there is no such object */
  readObject(request: Request & ReadLimits): Promise<ReadObject | undefined>
  /** @returns `default`, or the ACL of the object's own */
  getObjectAcl(request: Request): Promise<string>
  /** @returns the object's tags as `x-oss-tagging` carries them; empty where it has none */
  getObjectTagging(request: Request): Promise<string>
}

/** What repairs requests that were refused for who or when they were signed. */
export interface Signing {
  /** Throws an ActionError where there is nothing to sign with; else the first request need not wait for it. */
  prepare(signal: AbortSignal): Promise<void>
  /** Signs from now on with the service's clock. */
  correctClock(serverTimeMs: number): void
  /** Whether a request that was refused for its credentials is signed with others when it is sent again. */
  readonly canRefresh: boolean
}

// ---- checkpoints

export interface CheckpointWriter {
  part(part: RecordedPart): void
  /** @param isCompleting whether Complete is under way, so that the upload may be gone because its object shows */
  completing(isCompleting: boolean): void
}

/** Records on this machine, one for each object. A failure to write one never ends an upload. */
export interface CheckpointStore {
  /** @returns the ID that stands for an object of this bucket in records: a SHA-256, so that nothing readable leaks. */
  objectId(key: string): string
  /** @returns what is recorded for the object, newest first: here, then what the Actions cache brought. */
  load(objectId: string): readonly Checkpoint[]
  /** Replaces the object's record by one of a new upload. */
  create(header: CheckpointHeader): CheckpointWriter
  /** Goes on with a record: the header and parts that were found good are written first where they came from the cache. */
  resume(header: CheckpointHeader, parts: readonly RecordedPart[]): CheckpointWriter
  /** Replaces the object's record by the one line of a published object. */
  published(record: PublishedRecord): void
  remove(objectId: string): void
}

/** The Actions cache, as far as this action uses it. No method throws; each ends at its own deadline. */
export interface CheckpointCache {
  /** Whether there is a cache that records could go to. */
  readonly isThere: boolean
  /** Brings what an earlier attempt left, to where `CheckpointStore.load` finds it; ends at once when the signal says so. */
  restore(options: { readonly signal: AbortSignal }): Promise<void>
  /** Saves the records of this step's objects. @returns whether they are there now, or there is no cache that they could go to. */
  save(options: { readonly deadlineMs: number }): Promise<boolean>
  /** Ends what is under way. */
  close(): void
}

/** What a look for a record in the Actions cache came to. */
export type RecordLookup =
  | { readonly kind: 'found'; readonly text: string }
  | { readonly kind: 'none' }
  /** There may be one; `reason` says why it cannot be told. */
  | { readonly kind: 'failed'; readonly reason: string }

/** Records of what the legs of a release hold. */
export interface HeldRecordsPort {
  /** @returns the newest record of this run's leg, as text */
  load(name: string): Promise<RecordLookup>
  /** @returns why the record is not in the cache, or undefined where it is */
  save(name: string, text: string): Promise<string | undefined>
  /**
   * Claims a name for this job in this attempt of the run: the first claim stands.
   * @returns the text of the claim that stands; undefined where that cannot be told
   */
  claim(name: string, text: string): Promise<string | undefined>
  /** @returns the run's newest record of what a release was about to complete, as text */
  loadRelease(): Promise<RecordLookup>
  /** @returns why that record is not in the cache, or undefined where it is */
  saveRelease(text: string): Promise<string | undefined>
}

// ---- the rest

export interface Clock {
  /** Monotonic milliseconds. */
  nowMs(): number
  /** Milliseconds since the epoch. */
  epochMs(): number
  /** Resolves after `delayMs`; rejects with the signal's reason at once when it is aborted. */
  sleep(delayMs: number, signal: AbortSignal): Promise<void>
  /** Calls `tick` every `periodMs` until the returned function is called; does not keep the process alive. */
  every(periodMs: number, tick: () => void): () => void
  /** In [0, 1). */
  random(): number
  /** Milliseconds for which this process has computed rather than waited. */
  busyMs(): number
}

/** One attempt of one workflow run. */
export interface Run {
  readonly id: string
  readonly attempt: string
}

/** Whether readers get at what is published. */
export interface PublicLook {
  /** An object shows. Whether it may be read is asked of the first one. */
  shown(key: string): void
  /** @returns the URL that anonymous readers are refused; undefined where they are not, or it could not be told within 5 s. */
  refusedUrl(): Promise<string | undefined>
}

/** Where input strings come from. */
export interface InputSource {
  /** @returns the input's value, trimmed; empty where it is not set. */
  input(name: string): string
  environment(name: string): string
  /** @returns whether the runner is an ECS instance, whose role could sign; asked only where no credentials are given. */
  onEcs?(): boolean
  /** @returns why GitHub gives this run no secrets, where that can be told. */
  secretsWithheld?(): 'fork' | 'dependabot' | undefined
}

/** The log, for people. Every text may hold names that others chose: the adapter makes it harmless. */
export interface Reporter {
  info(text: string): void
  debug(text: string): void
  notice(text: string, title?: string): void
  warning(text: string, title?: string): void
  error(text: string, title?: string): void
  group(title: string, lines: readonly string[]): void
}
