/** The job that uploads and publishes, and the story that it shares with the one that only holds: match → look → plan → transfer → publish. */

import { unlessAborted } from '../adapters/process/race.ts'
import type { NamedPatterns } from '../core/naming/pattern-warnings.ts'
import { waveOf } from '../core/plan/waves.ts'
import type { Shard } from '../core/records/shard.ts'
import { feedKindOf } from '../core/release/feeds/feed-kind.ts'
import type { YamlCodec } from '../core/release/feeds/yaml-codec.ts'
import { type State, stateLine } from '../core/telling/states.ts'
import type { SourceFile } from '../engine/bucket/context.ts'
import { createEngine, type EnginePorts } from '../engine/bucket/create-engine.ts'
import { watchForSilence, watchSearch } from '../engine/bucket/give-up.ts'
import { abortLeftOver, abortSuperseded } from '../engine/bucket/housekeeping.ts'
import { holdAll } from '../engine/held/hold.ts'
import { reportKept } from '../engine/moving/kept.ts'
import { type MatchSettings, matchFiles } from '../engine/prepare/match.ts'
import { mergeMatches } from '../engine/prepare/merge-matches.ts'
import { reportMatches, reportPlan, warnOfNames } from '../engine/prepare/report-plan.ts'
import { type FeedUrlSettings, openFeeds } from '../engine/prepare/rewrite-feeds.ts'
import { shareFacts, shareOf } from '../engine/prepare/share.ts'
import { checkHeaders, toSourceFiles } from '../engine/prepare/source-files.ts'
import { byKey, reportListed, withOriginDigests } from '../engine/publish/checksums.ts'
import { createPublisher } from '../engine/publish/publisher.ts'
import { indexMaker } from '../engine/publish/release-index.ts'
import { type RunResult, summarizeRun } from '../engine/publish/run-result.ts'
import { createReach } from '../engine/readers/reach.ts'
import { watchReplaced } from '../engine/readers/replaced.ts'
import { type OpenReuse, openReuse, type ReuseSettings } from '../engine/reuse/open-reuse.ts'
import { fetchSmall } from '../engine/transfer/fetch-small.ts'
import { startProgressLines } from '../engine/transfer/progress-lines.ts'
import { transferFiles } from '../engine/transfer/transfer-files.ts'
import { rememberContents } from '../engine/verify/planned-content.ts'
import { createSamples } from '../engine/verify/samples.ts'
import type { StepCheckpoints } from '../ports/step-checkpoints.ts'
import type { CheckpointCache, CheckpointStore } from '../ports.ts'
import { CANCELLED, type Outcome } from './outcome.ts'
import { type PlanSettings, planRelease, reportDryRun } from './plan-release.ts'
import { releaseInOrder } from './release-order.ts'
import { saveCheckpoints } from './save-checkpoints.ts'

export interface UploadSettings extends PlanSettings {
  readonly match: MatchSettings
  readonly ifNoFilesFound: 'error' | 'warn' | 'ignore'
  readonly publish: 'together' | 'as-ready' | 'hold'
  readonly shard: Shard | undefined
  /** Whether a later attempt can go on with what this one leaves. */
  readonly keepsCheckpoints: boolean
  /** Where the index of chunks is; undefined: nothing is reused. */
  readonly reuse?: ReuseSettings | undefined
  /** Bucket and endpoint, as messages name them. */
  readonly where: string
  /** Gives the URLs that replace GitHub's in feeds of a release; undefined: feeds stay as they are. */
  readonly feedUrls?: FeedUrlSettings | undefined
  /** Key patterns that the user wrote: those that match nothing are warned of. */
  readonly patterns: readonly NamedPatterns[]
  readonly keyPrefix: string
}

export interface UploadPorts extends EnginePorts {
  /** Writes a file on this machine and returns its path. */
  readonly scratch: (text: string) => Promise<string>
  /** Loads the YAML parser. */
  readonly yaml: () => Promise<YamlCodec>
  /** Opens the records of these objects, here and in the Actions cache. */
  openCheckpoints(keys: readonly string[]): { readonly checkpoints: CheckpointStore; readonly cache: CheckpointCache }
}

/** The job's ports besides the engine's: its records, and what receives its result. */
export interface JobPorts extends EnginePorts {
  readonly scratch: UploadPorts['scratch']
  readonly yaml: UploadPorts['yaml']
  readonly records: StepCheckpoints
  readonly outcome: Outcome
}

/** Uploads what matches and publishes it. @returns the exit code of the step */
export async function upload(settings: UploadSettings, ports: JobPorts): Promise<number> {
  return report(await transferAndKeep(settings, ports), ports)
}

/** @returns the result. If the upload ends early, its records are saved to the Actions cache. */
export async function transferAndKeep(settings: UploadSettings, ports: JobPorts): Promise<RunResult> {
  const { records } = ports
  try {
    return await runUpload(settings, { ...ports, openCheckpoints: records.open })
  } catch (error) {
    await saveCheckpoints(ports)
    records.close()
    throw error
  }
}

/** Saves the records unless all is done, and reports the result. @returns the exit code */
export async function report(
  result: RunResult,
  ports: Pick<JobPorts, 'records' | 'outcome' | 'signal' | 'reporter'>,
): Promise<number> {
  const { records, outcome, signal, reporter } = ports
  reporter.debug(stateLine('telling'))
  const summarize = await outcome.setOutputs(result)
  // What the log says about the next attempt depends on whether this succeeds.
  const isSaved =
    signal.aborted || result.failed.length > 0 || result.readers?.kind === 'wrong' || result.hasSettled === true
  if (isSaved) await saveCheckpoints(ports)
  const exitCode = await summarize(records.keeping())
  if (exitCode === 0) records.forget([...result.published, ...result.kept].map(({ file }) => file.objectId))
  else if (!isSaved) await saveCheckpoints(ports)
  records.close()
  return exitCode !== 0 && signal.aborted ? CANCELLED : exitCode
}

/**
 * @returns what became of every file. Throws an ActionError if nothing could be begun: no match, impossible keys or headers, a part size
 *   that does not fit, objects that must not be overwritten.
 */
export async function runUpload(settings: UploadSettings, ports: UploadPorts): Promise<RunResult> {
  const { giveUpAfterMs, shard, headersOf, overwrite, publish, publishLast, checksumsKey, checkPublicMs, hold } =
    settings
  const startedMs = ports.clock.nowMs()
  const enter = (state: State) => ports.reporter.debug(stateLine(state))
  enter('searching')
  const matched = await watchSearch(ports, giveUpAfterMs, (watch) =>
    unlessAborted(matchFiles(ports.files, settings.match, watch), watch.signal),
  )
  reportMatches(matched, settings.ifNoFilesFound, ports.reporter)

  await ports.origin?.expect(shareOf(matched.files, shard).map(({ file }) => file.path))
  const { files: matchedFiles, merged } = await mergeMatches(ports, matched)
  const files = shareOf(matchedFiles, shard)
  const keys = files.map(({ key }) => key)
  const made = [checksumsKey, settings.index?.key].filter((key) => key !== undefined)
  const { checkpoints, cache } = ports.openCheckpoints([...keys, ...made])
  const { patterns, keyPrefix } = settings
  warnOfNames({ patterns, keyPrefix, keys: [...matchedFiles.map(({ key }) => key), ...made] }, ports.reporter)
  const samples = hold || checkPublicMs !== undefined ? createSamples(ports.hashes) : undefined
  const feeds = openFeeds(ports, { feedUrls: settings.feedUrls, overwrite, dryRun: settings.dryRun })
  const engine = createEngine(
    { ...ports, ...feeds.ports, checkpoints, samples },
    { concurrency: settings.concurrency, giveUpAfterMs, overwrite, hold },
  )
  const matchedSources = toSourceFiles(engine, files, headersOf)
  checkHeaders([...matchedSources, ...made.map((key) => ({ key, headers: headersOf(key) }))], ports.reporter)
  if (checksumsKey !== undefined && !hold)
    reportListed(
      matchedSources.map((file) => ({ key: file.key, bytes: file.path })),
      checksumsKey,
      ports.reporter,
    )
  const endWatch = watchForSilence(engine, giveUpAfterMs)
  const endLines = startProgressLines(engine)
  let reused: OpenReuse | undefined
  try {
    enter('signing')
    if (files.length > 0) await ports.signing.prepare(engine.signal)
    enter('restoring')
    await cache.restore({ signal: engine.signal })
    enter('looking')
    const toPlan = {
      ...{ matchedSources, keys: [...keys, ...made] },
      rewrite: (some: readonly SourceFile[]) => feeds.rewrite(engine, some, matchedFiles),
    }
    const planned = await planRelease(engine, toPlan, { settings, ports })
    const { sources, summaries, objects, kept, mayRead, checksums, found, guard } = planned
    reused = settings.reuse && openReuse(engine, objects, settings.reuse)
    if (settings.dryRun) {
      await reused?.planned
      await reportDryRun(engine, planned, { settings, ports })
      return summarizeRun(engine, {
        ...{ objects: [], startedMs, published: [], failed: [], kept },
        ...{ sha256: new Map(), mayRead },
      })
    }
    const { readers, cdn } = ports
    const hasCheckpoints = settings.keepsCheckpoints && cache.isThere
    const noteReplaced = watchReplaced(engine, objects, {
      ...{ warns: readers !== undefined, refreshes: cdn !== undefined, publishLast },
      ...{ hasCheckpoints, known: found.heads },
    })
    if (cdn !== undefined) for (const key of made) engine.staleKeys.add(key)
    reportPlan(engine, objects, { where: settings.where, checksumsKey: checksums.late && planned.checksumsKey })
    enter('aborting')
    await abortSuperseded(engine, objects, found.checkpointsOf)

    const reusing = { ...engine, reuse: reused?.reuse }
    const publisher = createPublisher(reusing, objects, {
      ...{ publish, publishLast, guard },
      lookAgain: overwrite === 'never' && mayRead,
    })
    if (publish === 'as-ready') await noteReplaced([])
    publisher.begin()
    const remembered = rememberContents(engine, objects)
    const unfetched = fetchSmall(engine, objects)
    enter('transferring')
    const uploads = await transferFiles(reusing, objects, {
      cache,
      async onTransferred(one) {
        if (one.kind === 'transferred') await checksums.assertSame(one)
        await publisher.transferred(one)
      },
      onFailed: (one) => publisher.failed(one),
    })
    const transferred = [...uploads, ...(await unfetched)]
    const sha256 = withOriginDigests(engine, sources, byKey(sources, await checksums.digests))
    await remembered
    await reused?.planned
    if (hold) {
      const share = shareFacts(matchedFiles, shard, ports.hashes)
      const mayChange = (key: string) => feedKindOf(key) !== undefined || waveOf(key, publishLast) > 0
      const result = await holdAll(engine, { objects, transferred, sha256, share, startedMs, mayChange })
      return (await reused?.withChunks(result)) ?? result
    }
    if (publish === 'together') await noteReplaced(transferred)
    // From here on other lines say what the step waits for.
    const toIndex = { publishLast, checksumsKey, sha256, headersOf, scratch: ports.scratch }
    const index = settings.index && indexMaker(engine, { ...toIndex, index: settings.index })
    const publishFiles = async () => {
      reused?.publishing()
      const shown = await publisher.publishFiles(transferred, { checksums: checksums.late, index }).finally(endLines)
      reused?.published(publisher.outcome().published)
      return shown
    }
    const steps = { ...publisher, publishFiles }
    const reach = createReach<SourceFile>(engine, {
      ...{ readers, cdn, checkPublicMs, giveUpAfterMs, publishLast, includesUnchanged: !hasCheckpoints },
      sampleOf: ({ path }) => samples?.of(path),
    })
    enter('publishing')
    await releaseInOrder(steps, reach)
    const outcome = publisher.outcome()
    await reused?.finish(outcome.published)
    reportKept(engine, outcome.kept, settings.moving)
    const result = summarizeRun(engine, {
      ...{ ...outcome, objects, startedMs, sha256, mayRead },
      merged: [...merged, ...summaries],
      kept: [...kept, ...outcome.kept],
    })
    return { ...result, readers: reach.outcome(), hasSettled: reach.hasSettled() }
  } finally {
    if (!settings.keepsCheckpoints) await abortLeftOver(engine)
    reused?.close()
    endWatch()
    endLines()
  }
}
