/** What became of a run. */
import type { PlannedObject } from '../core/plan.ts'
import type { Sha256ByPath } from './checksums.ts'
import type { Engine, SourceFile } from './context.ts'
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
  /** Lower-case hex, by path; empty where no checksums were wanted. */
  readonly sha256: Sha256ByPath
  readonly progress: ProgressSnapshot
  readonly elapsedMs: number
  readonly mostConnections: number
}

export interface RunFacts {
  readonly objects: readonly PlannedObject<SourceFile>[]
  readonly published: readonly PublishedFile[]
  readonly failed: readonly FailedFile[]
  readonly sha256: Sha256ByPath
  readonly startedMs: number
}

/** @returns the result, its objects in the order of the plan. */
export function summarizeRun(engine: Engine, { objects, published, failed, sha256, startedMs }: RunFacts): RunResult {
  const publishedByKey = new Map(published.map((one) => [one.file.key, one]))
  const failedKeys = new Set(failed.map(({ file }) => file.key))
  const planned = objects.flatMap(({ file }) => publishedByKey.get(file.key) ?? [])
  const plannedKeys = new Set(objects.map(({ file }) => file.key))
  return {
    published: [...planned, ...published.filter(({ file }) => !plannedKeys.has(file.key))],
    failed,
    waiting: objects.map(({ file }) => file).filter(({ key }) => !publishedByKey.has(key) && !failedKeys.has(key)),
    firstKey: objects[0]?.file.key,
    sha256,
    progress: engine.progress.snapshot(),
    elapsedMs: engine.clock.nowMs() - startedMs,
    mostConnections: engine.limiter.mostInFlight,
  }
}
