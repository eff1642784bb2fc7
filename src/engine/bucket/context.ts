/** What the steps of one attempt share. `createEngine` makes all of it; each function takes the part of it that it uses, by the names below. */
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

/** What of a release earlier objects of the bucket have: engine/reuse. */
export interface Reuse {
  /** @returns what can be copied of a file, once that is known; undefined where it is to be sent whole. */
  planFor(file: SourceFile, partSizeBytes: number): Promise<FileReuse | undefined>
  /** Calls with how many bytes at the beginning of a file no earlier object has: more and more of them while it is read. @returns what ends that */
  onKnownNew(file: SourceFile, tell: (newBytes: number) => void): () => void
  /** @returns why nothing is to be copied from an object any more; undefined where nothing is known against it. */
  problemOf(source: IndexedObject): string | undefined
  /** From an object that is gone, that was changed, or whose bytes are others than the index says nothing is copied any more. */
  blame(source: IndexedObject, problem: string): void
  /** Nor from one from which OSS has not answered copies for too long; after some of them, from none. The index keeps them. */
  unanswered(source: IndexedObject): void
  /** Nothing at all can be copied any more. */
  end(problem: string): void
}

/** What can be copied of one file. */
export interface FileReuse {
  /** Where a new upload is cut: every byte once. */
  readonly parts: readonly ReusePart[]
  readonly runs: readonly SharedRun[]
  /** An object that is the file, as the index says. */
  readonly whole: IndexedObject | undefined
}

export interface Engine {
  readonly bucket: Bucket
  /**
   * @param signal ends all that is asked: a deadline of the caller's among others
   * @returns the bucket for what the step can do without: requests within a limit of their own, whose silence is not what the step is given up for
   */
  beside(signal: AbortSignal): Bucket
  /** How long the step bears that nothing moves. */
  readonly giveUpAfterMs: number
  /** Undefined where nothing is reused. */
  readonly reuse: Reuse | undefined
  /** CRC64 that small files had when they were planned, by object ID, as far as they were read. */
  readonly plannedCrc64s: Map<string, bigint>
  /** Whether nothing is made visible here, so that no Complete tells whether an upload still exists. */
  readonly isHolding: boolean
  /** `overwrite: never`. */
  readonly mustNotOverwrite: boolean
  readonly files: LocalFiles
  readonly hashes: Hashes
  /** Where files come from that are fetched before they are read; undefined where all of them lie on this machine. */
  readonly origin: Origin | undefined
  /** Keys of which caches in front of the bucket may have an older object: to be refreshed once they show. */
  readonly staleKeys: Set<string>
  /** Takes samples of the files as they are read; undefined where the public address is not checked. */
  readonly samples: Samples | undefined
  readonly checkpoints: CheckpointStore
  readonly limiter: Limiter
  /** Bounds how many files are read at once for their digests. */
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
  /** To be called when an object shows. */
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

/** Has OSS copy parts of local files from objects. */
export type PartCopier = Verifier & Pick<Engine, 'clock' | 'beside' | 'giveUpAfterMs'>

/** Finds out which parts of an earlier upload count. */
export type Resumer = Verifier & Pick<Engine, 'epochMs' | 'isHolding' | 'run'>

/** Brings the parts of a file into OSS. */
export type Uploader = Resumer & Housekeeper & PartSender & PartCopier & Pick<Engine, 'checkpoints' | 'queue' | 'reuse'>

/** Makes an object of a file, whichever way. */
export type ObjectMaker = Uploader & Pick<Engine, 'plannedCrc64s'>
