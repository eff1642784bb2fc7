/** Every effect of this action on one page. core/ has none, engine/ uses them only through these ports, adapters/ provide them. */
import type { Checkpoint, CheckpointHeader, PublishedRecord, RecordedPart } from './core/records/checkpoint.ts'
import type {
  CopyRange,
  PartsPage,
  ReadLimits,
  ReadObject,
  Sending,
  StoredObject,
  StoredPart,
} from './ports/objects.ts'

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
   * @returns how many bytes were read; fewer than `into` has at the end, or if more is not there yet. Throws an ActionError if the file ends early or cannot be read.
   */
  read(into: Uint8Array): Promise<number>
  /** Releases the file; may be called at any time, also twice. */
  close(): Promise<void>
  /** All bytes, if they are in memory already: it then need not be read. */
  readonly whole?: Uint8Array
}

/** A file that was read at once, with its state at that time. `release` may be called once its bytes are no longer read. */
type WholeFile = { readonly bytes: Uint8Array; readonly stamp: FileStamp; release?(): void }

/** One match of the `path` input. */
export interface MatchedFile {
  /** Absolute; never shown. */
  readonly path: string
  /** Path for messages, with `/`; relative to the workspace if the file is in it. */
  readonly displayPath: string
  readonly fromPatternRoot: string
  readonly fromWorkspace: string | undefined
  /** Whether this process may read it. */
  readonly readable: boolean
  readonly stamp: FileStamp
}

export interface MatchOptions {
  /** Patterns, each with the patterns that exclude matches of it. */
  readonly lines: readonly { readonly pattern: string; readonly excludes: readonly string[] }[]
  readonly includeHiddenFiles: boolean
  readonly followSymbolicLinks: boolean
  readonly signal: AbortSignal
  /** Called whenever the file system has answered. */
  onProgress?(): void
}

/** The matches of one line. */
export interface Matches {
  /** Sorted by path. */
  readonly files: readonly MatchedFile[]
  /** Links that the pattern matches and that point nowhere, relative to the workspace. */
  readonly danglingLinks: readonly string[]
  /** Files and folders that were left out because they are hidden. */
  readonly hidden?: readonly string[]
  /** The folder at the start of the pattern if it does not exist, for messages. */
  readonly missingFolder?: string
  /** Where the names of assets are searched: what may be wrong with a pattern that matches none, in half a sentence. */
  readonly assets?: { readonly hint: string | undefined }
}

/** Every wait ends with the signal, whatever the file system does. */
export interface LocalFiles {
  /** @returns the matches of each line, in order; every folder is read once. */
  match(options: MatchOptions): Promise<readonly Matches[]>
  /** Throws an ActionError if the file is gone or not readable. */
  stamp(path: string, signal: AbortSignal): Promise<FileStamp>
  /** Bytes `[startBytes, endBytes)` of a file; it is opened at the first read. */
  body(range: FileRange & { readonly signal: AbortSignal }): Body
  /** Absent where it is not known. */
  diskState?(): DiskState
  /** Reads a small file. Throws an ActionError if it cannot be read, or is smaller. Absent for fetched files, which are read as bodies. */
  whole?(file: { readonly path: string; readonly sizeBytes: number; readonly signal: AbortSignal }): Promise<WholeFile>
}

/** What the disk does now. */
export interface DiskState {
  /** How long the oldest request that has no answer yet has waited, in milliseconds; 0 if there is none. */
  readonly unansweredMs: number
  /** For how long this thread itself has waited for answers so far, in milliseconds. */
  readonly blockedMs: number
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
  /** @returns MD5 of bytes: 16 bytes. */
  md5OfBytes(bytes: Uint8Array): Uint8Array
  /** @returns the same for bytes that do not change meanwhile. What is asked for at the same time is computed together, which takes less time. */
  md5Soon(bytes: Uint8Array): Promise<Uint8Array>
  /** @returns SHA-256 of bytes: 32 bytes. */
  sha256OfBytes(bytes: Uint8Array): Uint8Array
}

// ---- object store

/** An object as HEAD describes it. */
export interface ObjectFacts extends StoredObject {
  /** Undefined if something on the way has dropped it. */
  readonly sizeBytes: number | undefined
  /** Headers of the answer. */
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
 * A bucket. Every method sends one request, never repeats it, and throws an ActionError whose fault says what the
 * failure means. Contract: test/contract/.
 */
export interface ObjectStore {
  /** Opens connections for requests to come, until there are so many in all. */
  openAhead(count: number): void
  putObject(request: Request & { readonly body: Body; readonly headers: Headers }): Promise<StoredObject>
  /** @returns the upload ID */
  initiateUpload(request: Request & { readonly headers: Headers }): Promise<string>
  uploadPart(request: UploadRequest & { readonly number: number; readonly body: Body }): Promise<StoredPart>
  copyPart(request: UploadRequest & { readonly number: number; readonly from: CopyRange }): Promise<StoredPart>
  /** @param request `after`: the number of the part behind which the page begins. @returns one page of the parts, in order */
  listParts(request: UploadRequest & { readonly after?: number }): Promise<PartsPage>
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
  /** @param request `etag`: the copy is refused if the source has another */
  copyObject(
    request: Request & { readonly fromKey: string; readonly etag?: string; readonly headers: Headers },
  ): Promise<StoredObject>
  /** @returns all bytes of an object; undefined where there is no such object */
  readObject(request: Request & ReadLimits): Promise<ReadObject | undefined>
  /** @returns `default`, or the object's own ACL */
  getObjectAcl(request: Request): Promise<string>
  /** @returns the object's tags in the format of `x-oss-tagging`; empty if it has none */
  getObjectTagging(request: Request): Promise<string>
}

/** Repairs requests that were refused because of their credentials or time. */
export interface Signing {
  /** Throws an ActionError if there are no credentials; otherwise the first request need not wait for them. */
  prepare(signal: AbortSignal): Promise<void>
  /** Uses the service's clock for signatures from now on. */
  correctClock(serverTimeMs: number): void
  /** Whether a request that was refused for its credentials gets new ones when it is sent again. */
  readonly canRefresh: boolean
}

// ---- checkpoints

export interface CheckpointWriter {
  part(part: RecordedPart): void
  /** @param isCompleting whether Complete is under way, so that the upload may be gone because its object is visible */
  completing(isCompleting: boolean): void
}

/** Records on this machine, one for each object. A failure to write one never ends an upload. */
export interface CheckpointStore {
  /** @returns the ID of an object of this bucket in records: a SHA-256, so that nothing readable leaks. */
  objectId(key: string): string
  /** @returns the records of the object, newest first, of this machine and from the Actions cache. */
  load(objectId: string): readonly Checkpoint[]
  /** Replaces the object's record by one of a new upload. */
  create(header: CheckpointHeader): CheckpointWriter
  /** Continues a record: if it came from the cache, its header and its valid parts are written first. */
  resume(header: CheckpointHeader, parts: readonly RecordedPart[]): CheckpointWriter
  /** Replaces the object's record by the one line of a published object. */
  published(record: PublishedRecord): void
  remove(objectId: string): void
}

/** The functions of the Actions cache that this action uses. No method throws; each ends at its own deadline. */
export interface CheckpointCache {
  /** Whether there is a cache to which records can be saved. */
  readonly isThere: boolean
  /** Restores the records of earlier attempts for `CheckpointStore.load`; ends at once when the signal is aborted. */
  restore(options: { readonly signal: AbortSignal }): Promise<void>
  /** Saves the records of this step's objects. @returns whether they are saved now, or there is no cache. */
  save(options: { readonly deadlineMs: number }): Promise<boolean>
  /** Ends calls that are under way. */
  close(): void
}

/** Result of a look for a record in the Actions cache. */
export type RecordLookup =
  | { readonly kind: 'found'; readonly text: string }
  | { readonly kind: 'none' }
  /** There may be one; `reason` says why that is unknown. */
  | { readonly kind: 'failed'; readonly reason: string }

/** Records of what the legs of a release hold. */
export interface HeldRecordsPort {
  /** @returns the newest record of this run's leg, as text */
  load(name: string): Promise<RecordLookup>
  /** @returns why the record is not in the cache, or undefined if it is */
  save(name: string, text: string): Promise<string | undefined>
  /**
   * Claims a name for this job in this attempt of the run: the first claim wins.
   * @returns the text of the first claim; undefined if that is unknown
   */
  claim(name: string, text: string): Promise<string | undefined>
  /** @returns the run's newest record of what a release was about to complete, as text */
  loadRelease(): Promise<RecordLookup>
  /** @returns why that record is not in the cache, or undefined if it is */
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
  /** Milliseconds in which this process has computed instead of waiting. */
  busyMs(): number
}

/** One attempt of one workflow run. */
export interface Run {
  readonly id: string
  readonly attempt: string
}

/** Whether readers can reach what is published. */
export interface PublicLook {
  /** Notes that an object is visible. The first one is requested as a reader. */
  shown(key: string): void
  /** @returns the URL that was refused to anonymous readers; undefined if it was not, or it is unknown after 5 s. */
  refusedUrl(): Promise<string | undefined>
}

/** Source of the input strings. */
export interface InputSource {
  /** @returns the input's value, trimmed; empty if it is not set. */
  input(name: string): string
  environment(name: string): string
  /** @returns whether the runner is an ECS instance, whose role could be used; called only if no credentials are given. */
  onEcs?(): boolean
  /** @returns why GitHub withholds secrets from this run; undefined if that is not known. */
  secretsWithheld?(): 'fork' | 'dependabot' | undefined
}

/** The log. Every text may contain untrusted names: the adapter sanitises it. */
export interface Reporter {
  info(text: string): void
  debug(text: string): void
  notice(text: string, title?: string): void
  warning(text: string, title?: string): void
  error(text: string, title?: string): void
  group(title: string, lines: readonly string[]): void
}
