/** `feed-urls: rewrite`: makes files from the feeds of a release, with the public URLs of its assets in them. */
import { signatureOf } from '../../core/release/feed-urls/companions.ts'
import { feedFormOf } from '../../core/release/feed-urls/feed-form.ts'
import { recipeOf, rewriteHeader, toldRewriting } from '../../core/release/feed-urls/rewrite-header.ts'
import {
  cannotRewrite,
  changeLines,
  leftText,
  rewrittenText,
  tooManyText,
} from '../../core/release/feed-urls/tell-feeds.ts'
import type { YamlCodec } from '../../core/release/feeds/yaml-codec.ts'
import { singleLine } from '../../core/text/text.ts'
import type { Origin } from '../../ports/release.ts'
import type { LocalFiles } from '../../ports.ts'
import type { Engine, SourceFile, Verifier } from '../bucket/context.ts'
import { headObject } from '../verify/verify.ts'
import { createMadeFiles, type MadeFile, type MadeFiles } from './made-files.ts'
import type { KeyedFile } from './match.ts'
import { type FeedToRewrite, readAgain, readRewritten } from './read-rewritten.ts'
import { toSourceFile } from './source-files.ts'
import { warnOfStaleSums } from './stale-sums.ts'

export interface FeedUrlSettings {
  /** @returns the public URL of an object */
  urlOf(key: string): string
}

/** Rewritten feeds stay in memory until they are in OSS. */
const MAX_TOTAL_BYTES = 32 * 1024 ** 2

interface RewriteSettings {
  /** Undefined: feeds stay as they are. */
  readonly feedUrls?: FeedUrlSettings | undefined
  readonly overwrite: 'always' | 'never' | 'if-changed'
  readonly dryRun: boolean
  /** Whether digests are published: these must be of bytes that this run has read, not from metadata that others can write. */
  readonly vouches: boolean
}

interface RewritePorts {
  readonly files: LocalFiles
  readonly origin?: Origin | undefined
  /** Loads what reads YAML. */
  readonly yaml: () => Promise<YamlCodec>
}

interface RewriteOptions
  extends FeedUrlSettings,
    Pick<RewriteSettings, 'overwrite' | 'dryRun' | 'vouches'>,
    Pick<RewritePorts, 'yaml'> {
  readonly published: readonly KeyedFile[]
  readonly made: MadeFiles
}

interface RewrittenFeeds {
  readonly sources: readonly SourceFile[]
  /** One sentence for each changed feed. */
  readonly summaries: readonly string[]
}

export interface Feeds {
  /** Ports that also know the rewritten feeds. */
  readonly ports: Pick<RewritePorts, 'files' | 'origin'>
  /**
   * @param published all files of the release that are published, also by other runners
   * @returns the sources, with rewritten feeds among them. Throws one ActionError for all feeds that cannot be read, or that a change would
   *   break.
   */
  rewrite(engine: Rewriter, sources: readonly SourceFile[], published: readonly KeyedFile[]): Promise<RewrittenFeeds>
}

/** @returns what rewrites the feeds of a release, or leaves all sources unchanged. */
export function openFeeds({ files, origin, yaml }: RewritePorts, settings: RewriteSettings): Feeds {
  const { feedUrls, overwrite, dryRun, vouches } = settings
  if (feedUrls === undefined || origin === undefined)
    return { ports: { files, origin }, rewrite: async (_, sources) => ({ sources, summaries: [] }) }
  const made = createMadeFiles({ files, origin })
  return {
    ports: made.ports,
    rewrite: (engine, sources, published) =>
      rewriteFeeds(engine, sources, { ...feedUrls, overwrite, dryRun, vouches, yaml, published, made }),
  }
}

type Rewriter = Verifier & Pick<Engine, 'checkpoints' | 'reporter'>

interface FeedFile extends FeedToRewrite {
  /** Keys of all objects that are made from it. */
  readonly keys: readonly string[]
  /** See rewrite-header.ts; undefined if nothing identifies the bytes of the feed. */
  readonly recipe: string | undefined
}

/** `count` is how many URLs were changed; undefined if unknown. */
type Rewriting =
  | { readonly kind: 'same'; readonly count: number }
  | {
      readonly kind: 'made'
      readonly made: Omit<MadeFile, 'source'>
      readonly count: number | undefined
      /** Whether it was made in this run. */
      readonly isFresh: boolean
    }
  | { readonly kind: 'refused'; readonly problem: string }

async function rewriteFeeds(
  engine: Rewriter,
  sources: readonly SourceFile[],
  options: RewriteOptions,
): Promise<RewrittenFeeds> {
  const publicUrls = publicUrlsOf(engine, options)
  const feeds = feedsOf(engine, sources, publicUrls)
  const totalBytes = feeds.reduce((sum, { file }) => sum + file.sizeBytes, 0)
  if (totalBytes > MAX_TOTAL_BYTES) throw cannotRewrite([tooManyText(feeds.length, totalBytes, MAX_TOTAL_BYTES)])
  const found = await Promise.all(feeds.map(async (feed) => ({ feed, result: await rewrite(engine, feed, options) })))
  const problems = problemsOf(found, options.published)
  if (problems.length > 0) throw cannotRewrite(problems)
  const fresh = found.flatMap(({ feed, result }) =>
    result.kind === 'made' && result.isFresh ? [[feed.file.displayPath, result.made.sha256 ?? ''] as const] : [],
  )
  await warnOfStaleSums(engine, options.published, new Map(fresh))
  const byPath = new Map(
    found.map(({ feed, result }) => [feed.file.path, sourceMaker(engine, { feed, result, options })]),
  )
  return {
    sources: sources.map((source) => byPath.get(source.path)?.(source) ?? source),
    summaries: found.flatMap(({ feed: { file }, result }) =>
      result.kind === 'made' && result.count !== undefined ? [rewrittenText(file.displayPath, result.count)] : [],
    ),
  }
}

/** @returns why feeds cannot be rewritten; each text begins with the name of a feed. */
function problemsOf(
  found: readonly { readonly feed: FeedFile; readonly result: Rewriting }[],
  published: readonly KeyedFile[],
): readonly string[] {
  const names = new Set(published.map(({ file }) => file.displayPath))
  return found.flatMap(({ feed: { file }, result }) => {
    const name = `\`${singleLine(file.displayPath, 120)}\``
    if (result.kind === 'refused') return [`${name} ${result.problem}`]
    const signature =
      result.kind === 'made' && result.made.sha256 !== undefined ? signatureOf(file.displayPath, names) : undefined
    return signature === undefined
      ? []
      : [
          `${name} has a signature beside it, \`${singleLine(signature, 120)}\`, which does not match after a URL is changed`,
        ]
  })
}

/** If an asset has several keys, the first one counts. */
function publicUrlsOf(
  { origin }: Pick<Verifier, 'origin'>,
  { published, urlOf }: Pick<RewriteOptions, 'published' | 'urlOf'>,
): ReadonlyMap<string, string> {
  const urls = new Map<string, string>()
  for (const { file, key } of published)
    for (const url of origin?.facts(file.path)?.urls ?? []) if (!urls.has(url)) urls.set(url, urlOf(key))
  return urls
}

function feedsOf(
  { origin, hashes }: Pick<Verifier, 'origin' | 'hashes'>,
  sources: readonly SourceFile[],
  publicUrls: ReadonlyMap<string, string>,
): readonly FeedFile[] {
  const byPath = new Map<string, FeedFile>()
  for (const file of sources) {
    const known = byPath.get(file.path)
    const form = known?.form ?? feedFormOf(file.displayPath) ?? feedFormOf(file.key)
    if (form === undefined) continue
    const { sha256, mark } = origin?.facts(file.path) ?? {}
    const source = mark ?? sha256
    const recipe = source === undefined ? undefined : recipeOf(hashes, { form, source, publicUrls })
    byPath.set(file.path, { file, form, publicUrls, recipe, keys: [...(known?.keys ?? []), file.key] })
  }
  return [...byPath.values()]
}

async function rewrite(engine: Rewriter, feed: FeedFile, options: RewriteOptions): Promise<Rewriting> {
  const { overwrite, dryRun, vouches, yaml: loadYaml } = options
  const { file } = feed
  const told = overwrite === 'always' && !dryRun ? undefined : await findEarlier(engine, feed)
  if (told?.count === 0) return { kind: 'same', count: 0 }
  if (told !== undefined && (dryRun || !vouches)) {
    const { count, ...made } = told
    const bytes = () => readAgain(engine, feed, { told, loadYaml })
    return { kind: 'made', made: { ...made, bytes }, count, isFresh: false }
  }
  if (dryRun) {
    const name = singleLine(file.displayPath, 120)
    engine.reporter.info(
      `URLs of GitHub in \`${name}\` would be rewritten. Which ones is unknown, because a dry run does not fetch the feed.`,
    )
    const made = { sizeBytes: file.sizeBytes, sha256: undefined, bytes: neverMade }
    return { kind: 'made', made, count: undefined, isFresh: false }
  }
  const read = await readRewritten(engine, feed, loadYaml)
  if (read.kind === 'refused') return read
  if (read.left.length > 0) engine.reporter.notice(leftText(file.displayPath, read.left), 'URLs of GitHub are left')
  if (read.kind === 'kept') return { kind: 'same', count: 0 }
  const { title, lines } = changeLines(file.displayPath, read.changes)
  engine.reporter.group(title, lines)
  const { bytes, sha256 } = read
  const made = { sizeBytes: bytes.length, sha256, bytes: async () => bytes }
  return { kind: 'made', made, count: read.changes.length, isFresh: true }
}

async function neverMade(): Promise<never> {
  throw new Error('a dry run makes no feed')
}

/** @returns what an earlier run made from the same feed with the same URLs, if it is in the bucket. */
async function findEarlier(engine: Rewriter, { keys, recipe }: FeedFile) {
  if (recipe === undefined) return undefined
  for (const key of keys) {
    const head = await headObject(engine, key)
    const told = head.kind === 'found' ? toldRewriting(head.facts, recipe) : undefined
    if (told !== undefined) return told
  }
  return undefined
}

/** @returns a function from a source that is this feed to the source to publish. */
function sourceMaker(
  engine: Rewriter,
  { feed, result, options }: { readonly feed: FeedFile; readonly result: Rewriting; readonly options: RewriteOptions },
): (source: SourceFile) => SourceFile {
  const made = result.kind === 'made' ? options.made.add({ source: feed.file, ...result.made }) : feed.file
  const { recipe } = feed
  const count = result.kind === 'refused' ? undefined : result.count
  const header = recipe === undefined || count === undefined ? {} : rewriteHeader(recipe, count)
  return (source) => {
    const { displayPath, key } = source
    const headers = { ...header, ...source.headers }
    const described = toSourceFile(engine, { displayPath, key, headers, path: made.path, stamp: made.stamp })
    return result.kind === 'made' ? { ...described, isRewritten: true } : described
  }
}
