/** The job of a release that several others built: check all that they hold, and make it visible at once. */

import type { KeyMatcher } from '../core/naming/key-pattern.ts'
import type { NamedPatterns } from '../core/naming/pattern-warnings.ts'
import { isListed } from '../core/plan/checksums.ts'
import type { NamedObject } from '../core/plan/plan.ts'
import type { HeldRecord } from '../core/records/held.ts'
import type { HeldObject } from '../core/records/held-object.ts'
import type { HeldSource } from '../core/records/held-sources.ts'
import type { YamlCodec } from '../core/release/feeds/yaml-codec.ts'
import type { MadeKey } from '../core/release/release-index.ts'
import { stateLine } from '../core/telling/states.ts'
import { plural } from '../core/text/quantities.ts'
import { singleLine } from '../core/text/text.ts'
import type { Engine } from '../engine/bucket/context.ts'
import { createEngine, type EnginePorts, type EngineSettings } from '../engine/bucket/create-engine.ts'
import { watchForSilence } from '../engine/bucket/give-up.ts'
import { type Assembled, assembleHeld } from '../engine/held/assemble.ts'
import { type CollectOptions, collectRecords, ownedObjects } from '../engine/held/held-records.ts'
import { heldChecksumsText, printHeldRelease, publishHeldRelease, sha256ByKey } from '../engine/held/held-release.ts'
import { openReleaseRecords } from '../engine/held/release-record.ts'
import { reportKept } from '../engine/moving/kept.ts'
import type { MoveSettings } from '../engine/moving/move-guard.ts'
import { warnOfNames } from '../engine/prepare/report-plan.ts'
import { describeMade } from '../engine/publish/checksums.ts'
import { type IndexSettings, indexMaker } from '../engine/publish/release-index.ts'
import { type RunResult, summarizeRun } from '../engine/publish/run-result.ts'
import { createReach } from '../engine/readers/reach.ts'
import { noteHeld } from '../engine/readers/replaced.ts'
import { indexHeld, openHeldIndex } from '../engine/reuse/held-index.ts'
import { assertIndexKey } from '../engine/reuse/index-object.ts'
import type { ReuseSettings } from '../engine/reuse/open-reuse.ts'
import { createSamples } from '../engine/verify/samples.ts'
import type { Scratch } from '../ports/scratch.ts'
import type { CheckpointStore, Headers, HeldRecordsPort, Reporter } from '../ports.ts'
import { releaseInOrder } from './release-order.ts'

export interface HeldSettings extends EngineSettings {
  readonly sources: readonly HeldSource[]
  /** SHA-256 of region and bucket. */
  readonly bucketId: string
  readonly runId: string
  readonly publishLast: readonly KeyMatcher[]
  /** Object key of the SHA256SUMS file, `key-prefix` included. */
  readonly checksumsKey: string | undefined
  /** The index of the release; undefined if none is wanted. */
  readonly index: IndexSettings | undefined
  /** Keys of both, if they are wanted. */
  readonly madeKeys: readonly MadeKey[]
  /** Key patterns that the user wrote: those that match nothing are warned of. */
  readonly patterns: readonly NamedPatterns[]
  readonly keyPrefix: string
  /** Where the index of chunks is; undefined: nothing is reused of this release. */
  readonly reuse?: ReuseSettings | undefined
  readonly headersOf: (key: string) => Headers
  /** The version that is published and the objects that must not move backwards; undefined: all may be replaced. */
  readonly moving: MoveSettings | undefined
  /** Whether nothing may be changed. */
  readonly dryRun: boolean
}

export interface HeldPorts extends EnginePorts {
  readonly checkpoints: CheckpointStore
  readonly records: Pick<HeldRecordsPort, 'load' | 'loadRelease' | 'saveRelease'>
  readonly scratch: Scratch<string | Uint8Array>
  /** Loads the YAML parser. */
  readonly yaml: () => Promise<YamlCodec>
  /** Told of the tag of the release that all legs have their files from. */
  onRelease(tag: string): void
}

/** @returns the result for the whole release. Throws an ActionError if a leg is missing, or two legs have the same key: nothing is visible then. */
export async function publishHeld(settings: HeldSettings, ports: HeldPorts): Promise<RunResult> {
  const { checksumsKey, headersOf, moving, bucketId, runId } = settings
  const { reporter, hashes, records, scratch, yaml } = ports
  const startedMs = ports.clock.nowMs()
  const owned = await collectHeld(settings, ports)
  const samples = settings.checkPublicMs === undefined ? undefined : createSamples(hashes)
  const engine = createEngine({ ...ports, samples }, settings)
  const release = await openReleaseRecords({ bucketId, runId, records, hashes })
  const endWatch = watchForSilence(engine, engine.giveUpAfterMs)
  try {
    const madeKeys = settings.madeKeys.map(({ key }) => key)
    const assembled = await assembleHeld(engine, owned, { moving, madeKeys, scratch, yaml })
    const sums = sumsOf(assembled, { checksumsKey, headersOf }, reporter)
    if (settings.dryRun) {
      await printHeldRelease(engine, assembled, release)
      reporter.info('Dry run: nothing was changed.')
      return summarizeRun(engine, { objects: [], published: [], failed: [], sha256: new Map(), startedMs })
    }
    const checksums = sums && (await describeMade(engine, { ...sums, path: await scratch(sums.text) }))
    return await showHeld(engine, { assembled, checksums, release, startedMs }, { settings, ports })
  } finally {
    endWatch()
  }
}

/** @returns all that the legs hold, told and checked as far as that needs no request to OSS. */
async function collectHeld(settings: HeldSettings, ports: HeldPorts) {
  const { reporter } = ports
  reporter.debug(stateLine('collecting'))
  const records = await collectRecords(collecting(settings, ports))
  tellRelease(records, ports)
  const owned = ownedObjects(records, settings.sources)
  const keys = owned.map(({ held }) => held.key)
  reporter.group(`Held: ${plural(owned.length, 'object')} of ${plural(records.length, 'leg')}`, records.map(describe))
  if (owned.length === 0) reporter.info('There is nothing to publish.')
  assertIndexKey(settings.reuse?.key, keys)
  const last = settings.patterns.filter(({ input }) => input === 'publish-last')
  warnOfNames({ patterns: last, keys, keyPrefix: '' }, reporter)
  return owned
}

/** Makes the release visible, in order. */
async function showHeld(
  engine: Engine,
  made: Pick<Parameters<typeof publishHeldRelease>[1], 'assembled' | 'checksums' | 'release' | 'startedMs'>,
  { settings, ports }: { readonly settings: HeldSettings; readonly ports: HeldPorts },
): Promise<RunResult> {
  const { publishLast, checksumsKey, headersOf, index } = settings
  const { assembled } = made
  const { objects } = assembled
  const reach = reachOf(engine, objects, { settings, ports })
  const { readers, cdn, scratch } = ports
  if (cdn !== undefined) for (const { key } of settings.madeKeys) engine.staleKeys.add(key)
  const noted = { warns: readers !== undefined, refreshes: cdn !== undefined, hasCheckpoints: false }
  await noteHeld(engine, upcomingOf(assembled), { ...noted, publishLast })
  ports.reporter.debug(stateLine('publishing'))
  const chunkIndex = openHeldIndex(engine, objects, settings.reuse?.key)
  const toIndex = { publishLast, checksumsKey, headersOf, scratch, sha256: sha256ByKey(objects) }
  const result = await publishHeldRelease(engine, {
    ...made,
    publishLast,
    makeIndex: index && indexMaker(engine, { ...toIndex, index }),
    inOrder: (steps) => releaseInOrder(steps, reach),
  })
  reportKept(engine, result.kept.slice(assembled.kept.length), settings.moving)
  await indexHeld(engine, { objects, published: result.published, chunkIndex })
  return { ...result, readers: reach.outcome() }
}

/** @returns what the release does about its readers: objects are recognised by the samples that their legs took. */
function reachOf(
  engine: Engine,
  objects: readonly HeldObject[],
  {
    settings: { checkPublicMs, giveUpAfterMs, publishLast },
    ports: { readers, cdn },
  }: { readonly settings: HeldSettings; readonly ports: HeldPorts },
) {
  const bySample = new Map(objects.map(({ key, sample }) => [key, sample]))
  return createReach<NamedObject>(engine, {
    ...{ readers, cdn, checkPublicMs, giveUpAfterMs, publishLast },
    includesUnchanged: false,
    sampleOf: (file) => bySample.get(file.key) ?? ('path' in file ? engine.samples?.of(String(file.path)) : undefined),
  })
}

/** @returns the objects that are about to become visible, or to be put again. */
function upcomingOf({ objects, texts }: Assembled): readonly HeldObject[] {
  return objects.filter(({ key, upload, copyOf }) => upload !== undefined || copyOf !== undefined || texts.has(key))
}

/** Legs that hold files of their jobs beside it name no release; two releases are none. */
function tellRelease(records: readonly HeldRecord[], { onRelease }: Pick<HeldPorts, 'onRelease'>): void {
  const [tag, ...others] = new Set(records.flatMap(({ release }) => release ?? []))
  if (tag !== undefined && others.length === 0) onRelease(tag)
}

/** @returns the checksums file to make: none if it is left as it is, or if all objects that it would list are. */
function sumsOf(
  { objects, kept, guard }: Assembled,
  { checksumsKey: key, headersOf }: Pick<HeldSettings, 'checksumsKey' | 'headersOf'>,
  reporter: Reporter,
) {
  if (key === undefined || guard.kept.has(key)) return undefined
  if (kept.length > 0 && !objects.some((one) => isListed(one.key, key))) return undefined
  return { key, text: heldChecksumsText(objects, key, reporter), headers: headersOf(key) }
}

/** @returns the options with which the records of a release are found. */
export function collecting(
  { sources, bucketId, runId, madeKeys }: Pick<HeldSettings, 'sources' | 'bucketId' | 'runId' | 'madeKeys'>,
  { records, signal, hashes }: Pick<HeldPorts, 'records' | 'signal' | 'hashes'>,
): CollectOptions {
  return { sources, bucket: bucketId, runId, madeKeys, records, signal, sha256Of: hashes.sha256Of }
}

function describe({ name, objects, runAttempt }: HeldRecord): string {
  return `${singleLine(name)} (attempt ${runAttempt}): ${plural(objects.length, 'object')}`
}
