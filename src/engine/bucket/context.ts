/** What the functions of one attempt share. `createEngine` makes all of it; each function takes only the part that it uses, by the names below. */
import type { Samples } from '../../core/bytes/sample.ts'
import type { PlannedFile } from '../../core/plan/plan.ts'
import type { IndexedObject } from '../../core/reuse/chunk-index.ts'
import type { ReusePart } from '../../core/reuse/plan-reuse.ts'
import type { SharedRun } from '../../core/reuse/shared-runs.ts'
import type { Origin } from '../../ports/release.ts'
import type { CheckpointStore, Clock, FileStamp, Hashes, LocalFiles, Reporter } from '../../ports.ts'
import type { Bucket } from './bucket.ts'
import type { Limiter } from './limiter.ts'
import type { OwnUploads } from './own-uploads.ts'
import type { PartQueue } from './part-queue.ts'
import type { Progress } from './progress.ts'

/** A planned file with the state in which it was planned. */
export interface SourceFile extends PlannedFile {
  readonly stamp: FileStamp
}

/** Content of a release that earlier objects of the bucket have: engine/reuse. */
export interface Reuse {
  /** @returns what can be copied of a file, once that is known; undefined if all of it is to be sent. */
  planFor(file: SourceFile, partSizeBytes: number): Promise<FileReuse | undefined>
  /** @returns whether to wait for that before the file is sent: it is known already, or the file's bytes are deleted once they were sent. */
  isAwaited(file: SourceFile): boolean
  /** Notes that all of a file was sent before that was known. */
  wasSent(file: SourceFile): void
  /** @returns why all of a file is sent although earlier objects have ranges of it; undefined if they have none, or it is copied. */
  whySent(file: SourceFile): 'slower' | 'ended' | undefined
  /** Calls with how many bytes at the beginning of a file no earlier object has: more and more of them while it is read. @returns what ends that */
  onKnownNew(file: SourceFile, tell: (newBytes: number) => void): () => void
  /** @returns why nothing more is copied from an object; undefined if there is no problem. */
  problemOf(source: IndexedObject): string | undefined
  /** Notes a copy that was compared with the local bytes. */
  copied(): void
  /** Notes that nothing more is to be copied from an object: it is gone, was changed, or has other bytes than the index says. */
  blame(source: IndexedObject, problem: string): void
  /** Notes an object from which OSS has not answered copies for too long. After some of these nothing more is copied. The index keeps them. */
  unanswered(source: IndexedObject): void
  /** Notes that nothing more can be copied at all. */
  end(problem: string): void
}

/** What can be copied of one file. */
export interface FileReuse {
  /** The parts of a new upload, which cover every byte once. */
  readonly parts: readonly ReusePart[]
  readonly runs: readonly SharedRun[]
  /** An object that equals the file, according to the index. */
  readonly whole: IndexedObject | undefined
}

export interface Engine {
  readonly bucket: Bucket
  /**
   * @param signal ends all requests, for example after a deadline of the caller
   * @returns the bucket for optional requests: they have their own limit, and the step is not given up if they are not answered
   */
  beside(signal: AbortSignal): Bucket
  /** How long the step waits without any progress. */
  readonly giveUpAfterMs: number
  /** Undefined if nothing is reused. */
  readonly reuse: Reuse | undefined
  /** CRC64 of small files when they were planned, by object ID, if they were read. */
  readonly plannedCrc64s: Map<string, bigint>
  /** Whether nothing is made visible here, so that no Complete shows whether an upload still exists. */
  readonly isHolding: boolean
  /** `overwrite: never`. */
  readonly mustNotOverwrite: boolean
  readonly files: LocalFiles
  readonly hashes: Hashes
  /** The origin of files that are fetched before they are read; undefined if all files are on this machine. */
  readonly origin: Origin | undefined
  /** Keys of which a CDN may have an older object: to be refreshed once the new one is visible. */
  readonly staleKeys: Set<string>
  /** Takes samples of the files as they are read; undefined if the public address is not checked. */
  readonly samples: Samples | undefined
  readonly checkpoints: CheckpointStore
  readonly limiter: Limiter
  /** Limits how many files are read at the same time for their digests. */
  readonly disk: Limiter
  readonly queue: PartQueue
  readonly progress: Progress
  readonly reporter: Reporter
  readonly clock: Clock
  /** Aborted when the step is cancelled or given up. */
  readonly signal: AbortSignal
  /** Ends every request of this attempt. */
  giveUp(reason: unknown): void
  readonly ownUploads: OwnUploads
  /** `<run id>.<attempt>` of this attempt. */
  readonly run: string
  readonly epochMs: () => number
  /** To be called when an object becomes visible. */
  onPublished(key: string): void
}

/** Asks the bucket or changes it. */
export type BucketUser = Pick<Engine, 'bucket'>

/** Reads local files for their digests. */
export type FileReader = Pick<Engine, 'files' | 'hashes' | 'disk' | 'progress' | 'signal'> &
  Partial<Pick<Engine, 'samples' | 'origin'>>

/** Compares objects with local files. */
export type Verifier = BucketUser & FileReader

/** Aborts uploads of this run that nothing continues. */
export type Housekeeper = Pick<Engine, 'bucket' | 'reporter' | 'ownUploads' | 'run'>

/** Sends parts of local files. */
export type PartSender = Pick<Engine, 'bucket' | 'files' | 'hashes' | 'samples' | 'signal'>

/** Copies parts of local files from objects inside OSS. */
export type PartCopier = Verifier & Pick<Engine, 'clock' | 'beside' | 'giveUpAfterMs'>

/** Finds out which parts of an earlier upload count. */
export type Resumer = Verifier & Pick<Engine, 'epochMs' | 'isHolding' | 'run'>

/** Brings the parts of a file into OSS. */
export type Uploader = Resumer & Housekeeper & PartSender & PartCopier & Pick<Engine, 'checkpoints' | 'queue' | 'reuse'>

/** Makes an object of a file, in any way. */
export type ObjectMaker = Uploader & Pick<Engine, 'plannedCrc64s'>
