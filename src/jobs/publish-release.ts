/** The last phase of an upload: what is in OSS becomes visible, in order, or is held for the job that publishes it. */

import type { KeyMatcher } from '../core/naming/key-pattern.ts'
import { waveOf } from '../core/plan/waves.ts'
import type { Shard } from '../core/records/shard.ts'
import { feedKindOf } from '../core/release/feeds/feed-kind.ts'
import { stateLine } from '../core/telling/states.ts'
import type { SourceFile } from '../engine/bucket/context.ts'
import type { EnginePorts } from '../engine/bucket/create-engine.ts'
import { holdAll } from '../engine/held/hold.ts'
import { reportKept } from '../engine/moving/kept.ts'
import type { MoveSettings } from '../engine/moving/move-guard.ts'
import { shareFacts } from '../engine/prepare/share.ts'
import { indexMaker } from '../engine/publish/release-index.ts'
import { type RunResult, summarizeRun } from '../engine/publish/run-result.ts'
import { createReach } from '../engine/readers/reach.ts'
import type { OpenReuse } from '../engine/reuse/open-reuse.ts'
import type { Scratch } from '../ports/scratch.ts'
import type { Attempt, AttemptSettings } from './open-attempt.ts'
import type { Planned } from './plan-release.ts'
import { releaseInOrder } from './release-order.ts'
import type { FoundFiles } from './search-files.ts'
import type { Begun, Sent } from './transfer-release.ts'

export interface PublishSettings
  extends Pick<AttemptSettings, 'giveUpAfterMs' | 'checkPublicMs' | 'checksumsKey' | 'index' | 'headersOf'> {
  readonly publish: 'together' | 'as-ready' | 'hold'
  readonly publishLast: readonly KeyMatcher[]
  readonly shard: Shard | undefined
  /** The version that is published; undefined: all may be replaced. */
  readonly moving: MoveSettings | undefined
}

/** Everything of a release once its bytes are in OSS. */
export interface SentRelease extends Begun, Sent {
  readonly startedMs: number
  readonly files: FoundFiles
  readonly planned: Planned
  /** What the files have in common with earlier releases; undefined: nothing is reused. */
  readonly reused: OpenReuse | undefined
}

interface Surroundings {
  readonly settings: PublishSettings
  readonly ports: Pick<EnginePorts, 'readers' | 'cdn' | 'hashes'> & {
    readonly scratch: Scratch
  }
}

/** Makes nothing visible. @returns the result: what is held */
export async function holdRelease(
  { engine }: Attempt,
  { startedMs, files, planned: { objects }, transferred, sha256, reused }: SentRelease,
  { settings: { shard, publishLast }, ports }: Surroundings,
): Promise<RunResult> {
  const share = shareFacts(files.all, shard, ports.hashes)
  const mayChange = (key: string) => feedKindOf(key) !== undefined || waveOf(key, publishLast) > 0
  const result = await holdAll(engine, { objects, transferred, sha256, share, startedMs, mayChange })
  return (await reused?.withChunks(result)) ?? result
}

/**
 * Makes the release visible.
 * @param endLines ends the lines of progress: once files are published, other lines say what the step waits for
 * @returns the result
 */
export async function publishRelease(
  { engine }: Attempt,
  release: SentRelease,
  { settings, ports, endLines }: Surroundings & { endLines(): void },
): Promise<RunResult> {
  const { publisher, planned, reused, transferred, sha256, startedMs, files } = release
  if (settings.publish === 'together') await release.noteReplaced(transferred)
  const { publishLast, checksumsKey, headersOf, checkPublicMs, giveUpAfterMs } = settings
  const toIndex = { publishLast, checksumsKey, sha256, headersOf, scratch: ports.scratch }
  const index = settings.index && indexMaker(engine, { ...toIndex, index: settings.index })
  const publishFiles = async () => {
    if (transferred.every(({ kind }) => kind !== 'failed')) reused?.publishing()
    const made = { checksums: planned.checksums.late, index }
    const shown = await publisher.publishFiles(transferred, made).finally(endLines)
    reused?.published(publisher.outcome().published)
    return shown
  }
  const reach = createReach<SourceFile>(engine, {
    ...{ readers: ports.readers, cdn: ports.cdn, checkPublicMs, giveUpAfterMs, publishLast },
    includesUnchanged: !release.hasCheckpoints,
    sampleOf: ({ path }) => engine.samples?.of(path),
  })
  engine.reporter.debug(stateLine('publishing'))
  await releaseInOrder({ ...publisher, publishFiles }, reach)
  const outcome = publisher.outcome()
  await reused?.finish(outcome.published)
  await reused?.planned
  reportKept(engine, outcome.kept, settings.moving)
  const { objects, mayRead } = planned
  const result = summarizeRun(engine, {
    ...{ ...outcome, objects, startedMs, sha256, mayRead },
    merged: [...files.merged, ...planned.summaries],
    kept: [...planned.kept, ...outcome.kept],
  })
  return { ...result, readers: reach.outcome(), hasSettled: reach.hasSettled() }
}
