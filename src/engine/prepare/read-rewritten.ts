/** Fetches a feed and rewrites its URLs. */
import { ActionError } from '../../core/errors/errors.ts'
import type { FeedForm } from '../../core/release/feed-urls/feed-form.ts'
import { decodeFeed } from '../../core/release/feed-urls/feed-text.ts'
import { type ChangedUrl, rewriteFeed } from '../../core/release/feed-urls/rewrite-feed.ts'
import type { YamlCodec } from '../../core/release/feeds/yaml-codec.ts'
import { formatSize } from '../../core/text/quantities.ts'
import { singleLine } from '../../core/text/text.ts'
import type { SourceFile, Verifier } from '../bucket/context.ts'
import { fetchBytes } from '../verify/fetch-bytes.ts'
import { readWhole } from '../verify/in-memory.ts'
import { sha256Hex } from './made-files.ts'

/** A feed, and the new URLs for it. */
export interface FeedToRewrite {
  readonly file: SourceFile
  readonly form: FeedForm
  /** The public URL of each published asset, by each address that it has at GitHub. */
  readonly publicUrls: ReadonlyMap<string, string>
}

/** `left` are GitHub's URLs of the release that stay; `problem` continues the name of the feed. */
type ReadFeed =
  | { readonly kind: 'kept'; readonly left: readonly string[] }
  | (RewrittenBytes & {
      readonly kind: 'rewritten'
      readonly changes: readonly ChangedUrl[]
      readonly left: readonly string[]
    })
  | { readonly kind: 'refused'; readonly problem: string }

interface RewrittenBytes {
  readonly bytes: Uint8Array
  /** Lower-case hex. */
  readonly sha256: string
}

/** A feed is read into memory as a whole. */
const MAX_BYTES = 8 * 1024 ** 2

/** @returns the feed with its URLs rewritten. Throws an ActionError if it cannot be fetched, or does not have GitHub's digest. */
export async function readRewritten(
  engine: Verifier,
  { file, form, publicUrls }: FeedToRewrite,
  loadYaml: () => Promise<YamlCodec>,
): Promise<ReadFeed> {
  if (file.sizeBytes > MAX_BYTES)
    return { kind: 'refused', problem: `is larger than ${formatSize(MAX_BYTES)} and therefore not read as a feed` }
  const held = await fetchBytes(engine, file.path)
  let isRewritten = false
  try {
    const decoded = decodeFeed(await readWhole(engine, file.path, file.sizeBytes))
    if (decoded.kind === 'unreadable') return { kind: 'refused', problem: decoded.problem }
    const yaml = form === 'yaml' ? await loadYaml() : undefined
    const result = rewriteFeed({ form, text: decoded.text, publicUrls }, yaml)
    if (result.kind !== 'rewritten') return result
    isRewritten = true
    const { kind, text, changes, left } = result
    const bytes = decoded.encode(text)
    return { kind, bytes, sha256: sha256Hex(engine.hashes, bytes), changes, left }
  } finally {
    if (isRewritten) held?.drop()
    else held?.release()
  }
}

/**
 * @param told by the object of an earlier run
 * @returns the bytes of the feed, made again. Throws an ActionError if that object was told to have other bytes.
 */
export async function readAgain(
  engine: Verifier,
  feed: FeedToRewrite,
  { told, loadYaml }: { readonly told: { readonly sha256: string }; readonly loadYaml: () => Promise<YamlCodec> },
): Promise<Uint8Array> {
  const read = await readRewritten(engine, feed, loadYaml)
  if (read.kind === 'rewritten' && read.sha256 === told.sha256) return read.bytes
  throw new ActionError({
    code: 'feed-urls',
    message: `\`${singleLine(feed.file.key)}\` has metadata that does not match its bytes: something else wrote it`,
    remedy: 'Run the step once with `overwrite: always`: it then does not rely on the metadata in the bucket.',
  })
}
