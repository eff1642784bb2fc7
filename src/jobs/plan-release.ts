/** What a step would do with each file: left, copied, put or sent in parts. */

import type { PartSizeSetting } from '../core/bytes/parts.ts'
import type { KeyMatcher } from '../core/naming/key-pattern.ts'
import { type PlannedObject, planUpload } from '../core/plan/plan.ts'
import { waveOf } from '../core/plan/waves.ts'
import type { Checkpoint } from '../core/records/checkpoint.ts'
import { feedKindOf } from '../core/release/feeds/feed-kind.ts'
import { stateLine } from '../core/telling/states.ts'
import type { SourceFile } from '../engine/bucket/context.ts'
import type { EnginePorts, EngineSettings } from '../engine/bucket/create-engine.ts'
import { leaveKept } from '../engine/moving/kept.ts'
import { guardMoves, type MoveGuard, type MoveSettings } from '../engine/moving/move-guard.ts'
import { printDryRun } from '../engine/prepare/dry-run.ts'
import { look } from '../engine/prepare/look.ts'
import { assertPlannable } from '../engine/prepare/source-files.ts'
import { prepareChecksums } from '../engine/publish/checksums.ts'
import { assertIndexIsFree, type IndexSettings } from '../engine/publish/release-index.ts'
import type { Scratch } from '../ports/scratch.ts'
import type { Headers } from '../ports.ts'
import type { Attempt } from './open-attempt.ts'

export interface PlanSettings extends EngineSettings {
  readonly partSize: PartSizeSetting
  readonly publishLast: readonly KeyMatcher[]
  /** Object key of the SHA256SUMS file, `key-prefix` included. */
  readonly checksumsKey: string | undefined
  /** The index of the release; undefined: none is wanted. */
  readonly index: IndexSettings | undefined
  readonly dryRun: boolean
  readonly hold: boolean
  /** The version that is published and the objects that must not move backwards; undefined: all may be replaced. */
  readonly moving: MoveSettings | undefined
  /** Headers that OSS stores with the object of a key. @param contentType used if the key does not tell one */
  readonly headersOf: (key: string, contentType?: string) => Headers
}

interface Surroundings {
  readonly settings: PlanSettings
  readonly ports: Pick<EnginePorts, 'cdn' | 'signing'> & {
    readonly scratch: Scratch
    /** What an earlier attempt of this job holds. */
    readonly ownUploadIds?: ReadonlySet<string>
  }
}

/** What becomes of each file, and what was seen for that. */
export type Planned = Awaited<ReturnType<typeof planRelease>>

/** @returns what becomes of each file, and what was seen for that. Throws an ActionError where a file may not or cannot be published. */
export async function planRelease(attempt: Attempt, { settings, ports }: Surroundings) {
  const { engine, keys } = attempt
  const { overwrite, dryRun, hold, index, headersOf, moving } = settings
  await prepareToLook(attempt, ports)
  const guard = await guardMoves(engine, attempt.sources.length === 0 ? [] : keys, moving)
  const left = await leaveKept(engine, {
    ...{ sources: attempt.sources, guard, dryRun },
    ...{ moving, checksumsKey: settings.checksumsKey },
  })
  const { kept, checksumsKey } = left
  const { sources: published, summaries } = await attempt.rewrite(left.moving)
  const checksums = prepareChecksums(engine, published, {
    ...{ checksumsKey, overwrite, dryRun, hold, headersOf, scratch: ports.scratch },
    wantsDigests: hold || index !== undefined,
  })
  const sources = [...published, ...(await checksums.early)]
  const found = await look(engine, sources, { overwrite, dryRun, keepsSame: moving?.allowOlder === true })
  const mayRead = found.mayRead === true || (found.mayRead === undefined && moving !== undefined)
  const objects = planObjects(sources, { ...{ found, guard, mayRead, settings }, ownUploadIds: ports.ownUploadIds })
  if (index !== undefined && overwrite === 'never')
    await assertIndexIsFree(
      engine,
      index.key,
      objects.filter(({ file }) => waveOf(file.key, settings.publishLast) === 0),
    )
  return { sources, summaries, objects, kept, published, checksumsKey, checksums, found, guard, mayRead }
}

/** Makes sure of the credentials and reads the records of earlier attempts. */
async function prepareToLook(
  { engine, cache, sources }: Attempt,
  { signing }: Pick<EnginePorts, 'signing'>,
): Promise<void> {
  const { reporter, signal } = engine
  reporter.debug(stateLine('signing'))
  if (sources.length > 0) await signing.prepare(signal)
  reporter.debug(stateLine('restoring'))
  await cache.restore({ signal })
  reporter.debug(stateLine('looking'))
}

/** @returns whether each file is left, copied, put or sent in parts. Throws an ActionError for files that do not fit the part size. */
function planObjects(
  sources: readonly SourceFile[],
  {
    found,
    guard,
    mayRead,
    settings: { overwrite, hold, publishLast, partSize },
    ownUploadIds,
  }: {
    readonly found: Awaited<ReturnType<typeof look>>
    readonly guard: MoveGuard
    readonly mayRead: boolean
    readonly settings: PlanSettings
    readonly ownUploadIds: ReadonlySet<string> | undefined
  },
): readonly PlannedObject<SourceFile>[] {
  // The record of a feed may belong to another job that holds one under the same key: its upload is not continued.
  const isOwn = (one: Checkpoint) => one.kind === 'unfinished' && ownUploadIds?.has(one.header.uploadId) === true
  const isShared = (file: SourceFile) => hold && feedKindOf(file.key) !== undefined
  const { objects, problems } = planUpload({
    ...found,
    checkpointsOf: (file) => found.checkpointsOf(file).filter((record) => !isShared(file) || isOwn(record)),
    files: sources,
    partSize,
    waveOf: ({ key }) => waveOf(key, publishLast),
    needsStamp: ({ key }) => overwrite !== 'never' && guard.needsStamp(key),
    mayCopy: mayRead,
    isShared,
    partsOnly: hold,
  })
  assertPlannable(problems)
  return objects
}

/** Logs what would be done. */
export function reportDryRun(
  { engine }: Attempt,
  { sources, objects, published, checksumsKey, found, guard, mayRead }: Planned,
  { settings: { checkPublicMs, publishLast, index }, ports }: Surroundings,
): Promise<void> {
  return printDryRun(engine, {
    ...{ heads: found.heads, objects, mayRead, kept: guard.kept },
    readers: { checkPublicMs, publishLast, refreshes: ports.cdn !== undefined },
    checksumsKey: sources.length === 0 || sources.length > published.length ? undefined : checksumsKey,
    indexKey: sources.length === 0 ? undefined : index?.key,
  })
}
