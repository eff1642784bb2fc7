/** The result of a run. */

import { findLimitation, type Limitation } from '../../core/link/limitation.ts'
import type { NamedObject } from '../../core/plan/plan.ts'
import type { ReadersOutcome } from '../../core/readers/outcome.ts'
import type { HeldShare } from '../../core/records/held.ts'
import type { HeldObject } from '../../core/records/held-object.ts'
import type { Engine } from '../bucket/context.ts'
import type { ProgressSnapshot } from '../bucket/progress.ts'
import type { KeptFile } from '../moving/kept.ts'
import type { FailedFile, PublishedFile } from './published-file.ts'

export interface RunResult {
  /** In the order of the files. */
  readonly published: readonly PublishedFile<NamedObject>[]
  readonly failed: readonly FailedFile[]
  /** Objects that are left as they are, since they are of a newer version. */
  readonly kept: readonly KeptFile<NamedObject>[]
  /** What was merged from feeds with the same key, one sentence each. */
  readonly merged: readonly string[]
  /** Files that are not published because others failed; their bytes are in OSS as far as they were sent. */
  readonly waiting: readonly NamedObject[]
  /** `publish: hold` only: what is in OSS, verified, and not to be visible yet; undefined where something failed. */
  readonly held: readonly HeldObject[] | undefined
  /** Which share of which list of files is held, if files are divided among jobs. */
  readonly share: HeldShare | undefined
  readonly firstKey: string | undefined
  /** Lower-case hex, by key; empty where no checksums were wanted. */
  readonly sha256: ReadonlyMap<string, string>
  /** Whether the credentials are known to be allowed to look at the objects in the bucket. */
  readonly mayRead: boolean
  /** Whether readers get what is published; undefined if that was not checked. */
  readonly readers?: ReadersOutcome | undefined
  /** Whether a record has changed since an earlier attempt saved it. */
  readonly hasSettled?: boolean
  readonly progress: ProgressSnapshot
  readonly elapsedMs: number
  readonly mostConnections: number
  /** What limited the rate, if that is known. */
  readonly limitation: Limitation | undefined
}

/** What measures a run. */
export type RunMeter = Pick<Engine, 'clock' | 'limiter' | 'progress'>

interface RunFacts {
  /** All objects of the run, in order. */
  readonly objects: readonly { readonly file: NamedObject }[]
  readonly published: readonly PublishedFile<NamedObject>[]
  readonly failed: readonly FailedFile[]
  readonly kept?: readonly KeptFile<NamedObject>[]
  readonly merged?: readonly string[]
  /** By key. */
  readonly sha256: ReadonlyMap<string, string>
  readonly mayRead?: boolean
  readonly startedMs: number
  readonly held?: readonly HeldObject[]
  readonly share?: HeldShare | undefined
}

/** @returns the result, its objects in the order of the plan. */
export function summarizeRun(
  engine: RunMeter,
  { objects, published, failed, kept = [], merged = [], sha256, mayRead = false, startedMs, held, share }: RunFacts,
): RunResult {
  const publishedByKey = new Map(published.map((one) => [one.file.key, one]))
  const done = new Set([...publishedByKey.keys(), ...[...failed, ...kept].map(({ file }) => file.key)])
  const planned = objects.flatMap(({ file }) => publishedByKey.get(file.key) ?? [])
  const progress = engine.progress.snapshot()
  const plannedKeys = new Set(objects.map(({ file }) => file.key))
  return {
    published: [...planned, ...published.filter(({ file }) => !plannedKeys.has(file.key))],
    failed,
    kept,
    merged,
    waiting: objects.map(({ file }) => file).filter(({ key }) => !done.has(key)),
    held,
    share,
    firstKey: objects[0]?.file.key,
    sha256,
    mayRead,
    progress,
    elapsedMs: engine.clock.nowMs() - startedMs,
    mostConnections: engine.limiter.mostInFlight,
    limitation: findLimitation({ ...progress, limitedBy: engine.limiter.mostlyLimitedBy }),
  }
}
