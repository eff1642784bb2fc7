/** The result of one file. */
import type { NamedObject, PresentObject } from '../../core/plan/plan.ts'
import type { SourceFile } from '../bucket/context.ts'

/** An object that is in the bucket and equals its file. */
export interface PublishedFile<File extends NamedObject = SourceFile> {
  readonly kind: 'published'
  readonly file: File
  readonly object: PresentObject
  readonly status: 'uploaded' | 'resumed' | 'unchanged'
  readonly bytesSent: number
  readonly bytesResumed: number
  /** Bytes that were copied inside OSS from earlier objects. */
  readonly bytesReused?: number
}

/** An object that did not become visible. */
export interface UnpublishedFile extends FailedFile {
  readonly kind: 'failed'
}

/** A file that did not become an object. */
export interface FailedFile {
  readonly file: NamedObject
  readonly error: unknown
}
