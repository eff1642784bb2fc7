/** What one attempt to upload works with: the engine, the records of its objects, and the files as the plan takes them. */
import type { NamedPatterns } from '../core/naming/pattern-warnings.ts'
import type { YamlCodec } from '../core/release/feeds/yaml-codec.ts'
import type { Engine, SourceFile } from '../engine/bucket/context.ts'
import { createEngine, type EnginePorts, type EngineSettings } from '../engine/bucket/create-engine.ts'
import { warnOfNames } from '../engine/prepare/report-plan.ts'
import { type Feeds, type FeedUrlSettings, openFeeds } from '../engine/prepare/rewrite-feeds.ts'
import { checkHeaders, toSourceFiles } from '../engine/prepare/source-files.ts'
import { reportListed } from '../engine/publish/checksums.ts'
import type { IndexSettings } from '../engine/publish/release-index.ts'
import { createSamples } from '../engine/verify/samples.ts'
import type { CheckpointCache, CheckpointStore, Headers } from '../ports.ts'
import type { FoundFiles } from './search-files.ts'

export interface AttemptSettings extends EngineSettings {
  /** Object key of the SHA256SUMS file, `key-prefix` included. */
  readonly checksumsKey: string | undefined
  /** The index of the release; undefined: none is wanted. */
  readonly index: IndexSettings | undefined
  /** Whether everything is only transferred, for a later job to make visible. */
  readonly hold: boolean
  readonly dryRun: boolean
  /** Gives the URLs that replace GitHub's in feeds of a release; undefined: feeds stay as they are. */
  readonly feedUrls?: FeedUrlSettings | undefined
  /** Key patterns that the user wrote: those that match nothing are warned of. */
  readonly patterns: readonly NamedPatterns[]
  readonly keyPrefix: string
  /** Headers that OSS stores with the object of a key. @param contentType used if the key does not tell one */
  readonly headersOf: (key: string, contentType?: string) => Headers
}

export interface AttemptPorts extends EnginePorts {
  /** Loads the YAML parser. */
  readonly yaml: () => Promise<YamlCodec>
  /** Opens the records of these objects, here and in the Actions cache. */
  openCheckpoints(keys: readonly string[]): { readonly checkpoints: CheckpointStore; readonly cache: CheckpointCache }
}

export interface Attempt {
  readonly engine: Engine
  readonly cache: CheckpointCache
  /** All objects of the job: of its files, and those that it makes. */
  readonly keys: readonly string[]
  /** Keys of the objects that the job makes itself. */
  readonly made: readonly string[]
  readonly sources: readonly SourceFile[]
  /** Rewrites feeds: only of the files that are published. */
  rewrite(sources: readonly SourceFile[]): ReturnType<Feeds['rewrite']>
}

/** @returns the attempt; nothing is sent yet. Throws an ActionError for headers that conflict, and for a checksums file that would list nothing. */
export function openAttempt({ all, own }: FoundFiles, settings: AttemptSettings, ports: AttemptPorts): Attempt {
  const { overwrite, dryRun, hold, checksumsKey, headersOf, patterns, keyPrefix } = settings
  const { reporter } = ports
  const made = [checksumsKey, settings.index?.key].filter((key) => key !== undefined)
  const keys = [...own.map(({ key }) => key), ...made]
  const { checkpoints, cache } = ports.openCheckpoints(keys)
  warnOfNames({ patterns, keyPrefix, keys: [...all.map(({ key }) => key), ...made] }, reporter)
  const samples = hold || settings.checkPublicMs !== undefined ? createSamples(ports.hashes) : undefined
  const { feedUrls } = settings
  const feeds = openFeeds(ports, { feedUrls, overwrite, dryRun, vouches: hold || made.length > 0 })
  const { concurrency, giveUpAfterMs } = settings
  const engine = createEngine(
    { ...ports, ...feeds.ports, checkpoints, samples },
    { concurrency, giveUpAfterMs, overwrite, hold },
  )
  const sources = toSourceFiles(engine, own, headersOf)
  checkHeaders([...sources, ...made.map((key) => ({ key, headers: headersOf(key) }))], reporter)
  if (checksumsKey !== undefined && !hold) {
    const listed = sources.map(({ key, path }) => ({ key, bytes: path }))
    reportListed(listed, checksumsKey, reporter)
  }
  return { engine, cache, keys, made, sources, rewrite: (some) => feeds.rewrite(engine, some, all) }
}
