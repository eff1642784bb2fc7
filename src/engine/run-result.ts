/** What became of a run. */
import type { SourceFile } from './context.ts'
import type { ProgressSnapshot } from './progress.ts'
import type { PublishedFile } from './publish.ts'

/** A file that did not become an object. */
export interface FailedFile {
  readonly file: SourceFile
  readonly error: unknown
}

export interface RunResult {
  /** In the order of the files. */
  readonly published: readonly PublishedFile[]
  readonly failed: readonly FailedFile[]
  /** Files that are not published because others failed; their bytes are in OSS as far as they were sent. */
  readonly waiting: readonly SourceFile[]
  readonly firstKey: string | undefined
  readonly progress: ProgressSnapshot
  readonly elapsedMs: number
  readonly mostConnections: number
}
