/** What a step would do with each file: left, copied, put or sent in parts. */
import type { PartSizeSetting } from '../core/bytes/parts.ts'
import type { KeyMatcher } from '../core/naming/key-pattern.ts'
import { planUpload } from '../core/plan/plan.ts'
import { waveOf } from '../core/plan/waves.ts'
import type { Checkpoint } from '../core/records/checkpoint.ts'
import { feedKindOf } from '../core/release/feeds/feed-kind.ts'
import type { Engine, SourceFile } from '../engine/bucket/context.ts'
import type { EnginePorts, EngineSettings } from '../engine/bucket/create-engine.ts'
import { leaveKept } from '../engine/moving/kept.ts'
import { guardMoves, type MoveSettings } from '../engine/moving/move-guard.ts'
import { printDryRun } from '../engine/prepare/dry-run.ts'
import { look } from '../engine/prepare/look.ts'
import type { Feeds } from '../engine/prepare/rewrite-feeds.ts'
import { assertPlannable } from '../engine/prepare/source-files.ts'
import { prepareChecksums } from '../engine/publish/checksums.ts'
import { assertIndexIsFree, type IndexSettings } from '../engine/publish/release-index.ts'
import type { Headers } from '../ports.ts'

export interface PlanSettings extends EngineSettings {
  readonly partSize: PartSizeSetting
  readonly publishLast: readonly KeyMatcher[]
  /** Object key of the SHA256SUMS file, `key-prefix` included. */
  readonly checksumsKey: string | undefined
  /** The index of the release; undefined: none is wanted. */
  readonly index: IndexSettings | undefined
  readonly dryRun: boolean
  /** Whether everything is only transferred, for a later job to make visible. */
  readonly hold: boolean
  /** What an earlier attempt of this job holds. */
  readonly ownUploadIds?: ReadonlySet<string>
  /** The version that is published and the objects that must not move backwards; undefined: all may be replaced. */
  readonly moving: MoveSettings | undefined
  /** Headers that OSS stores with the object of a key. @param contentType used if the key does not tell one */
  readonly headersOf: (key: string, contentType?: string) => Headers
}

interface Surroundings {
  readonly settings: PlanSettings
  readonly ports: Pick<EnginePorts, 'cdn'> & {
    /** Writes a file on this machine and returns its path. */
    readonly scratch: (text: string) => Promise<string>
  }
}

type Planned = Awaited<ReturnType<typeof planRelease>>

/** @returns what becomes of each file, and what was seen for that. Throws an ActionError where a file may not or cannot be published. */
export async function planRelease(
  engine: Engine,
  {
    matchedSources,
    keys,
    rewrite,
  }: {
    readonly matchedSources: readonly SourceFile[]
    readonly keys: readonly string[]
    /** Rewrites feeds: only of the files that are published. */
    rewrite(sources: readonly SourceFile[]): ReturnType<Feeds['rewrite']>
  },
  { settings, ports }: Surroundings,
) {
  const { overwrite, dryRun, hold, publishLast, index, headersOf } = settings
  const guard = await guardMoves(engine, matchedSources.length === 0 ? [] : keys, settings.moving)
  const left = await leaveKept(engine, {
    ...{ sources: matchedSources, guard, dryRun },
    ...{ moving: settings.moving, checksumsKey: settings.checksumsKey },
  })
  const { kept, checksumsKey } = left
  const { sources: moving, summaries } = await rewrite(left.moving)
  const checksums = prepareChecksums(engine, moving, {
    ...{ checksumsKey, overwrite, dryRun, hold, headersOf, scratch: ports.scratch },
    wantsDigests: hold || index !== undefined,
  })
  const sources = [...moving, ...(await checksums.early)]
  const found = await look(engine, sources, { overwrite, dryRun, keepsSame: settings.moving?.allowOlder === true })
  const mayRead = found.mayRead === true || (found.mayRead === undefined && settings.moving !== undefined)
  // The record of a feed may belong to another job that holds one under the same key: its upload is not continued.
  const isOwn = (one: Checkpoint) =>
    one.kind === 'unfinished' && settings.ownUploadIds?.has(one.header.uploadId) === true
  const isShared = (file: SourceFile) => hold && feedKindOf(file.key) !== undefined
  const { objects, problems } = planUpload({
    ...found,
    checkpointsOf: (file) => found.checkpointsOf(file).filter((record) => !isShared(file) || isOwn(record)),
    files: sources,
    partSize: settings.partSize,
    waveOf: ({ key }) => waveOf(key, publishLast),
    needsStamp: ({ key }) => overwrite !== 'never' && guard.needsStamp(key),
    mayCopy: mayRead,
    isShared,
    partsOnly: hold,
  })
  assertPlannable(problems)
  if (index !== undefined && overwrite === 'never')
    await assertIndexIsFree(
      engine,
      index.key,
      objects.filter(({ file }) => waveOf(file.key, publishLast) === 0),
    )
  return { sources, summaries, objects, kept, moving, checksumsKey, checksums, found, guard, mayRead }
}

/** Logs what would be done. */
export function reportDryRun(
  engine: Engine,
  { sources, objects, moving, checksumsKey, found, guard, mayRead }: Planned,
  { settings: { checkPublicMs, publishLast, index }, ports }: Surroundings,
): Promise<void> {
  return printDryRun(engine, {
    ...{ heads: found.heads, objects, mayRead, kept: guard.kept },
    readers: { checkPublicMs, publishLast, refreshes: ports.cdn !== undefined },
    checksumsKey: sources.length === 0 || sources.length > moving.length ? undefined : checksumsKey,
    indexKey: sources.length === 0 ? undefined : index?.key,
  })
}
