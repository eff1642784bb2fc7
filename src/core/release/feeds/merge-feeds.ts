/** Merges the feeds that several jobs wrote for one release, each with its own files. */

import { plural } from '../../text/quantities.ts'
import { singleLine } from '../../text/text.ts'
import { formatArchitectureNote } from './architecture-note.ts'
import type { FeedKind } from './feed-kind.ts'
import { type Conflict, joinFields, type SourcedFields } from './join-fields.ts'
import { equalPlain, fieldOf, type PlainObject } from './plain-value.ts'
import { type Feed, formatFeed, readFeed } from './read-feed.ts'
import type { YamlCodec } from './yaml-codec.ts'

/** The text of a feed and its source: the name of a job that holds it, or the path of a file. */
interface FeedSource {
  readonly source: string
  readonly text: string
}

export interface MergedFeed {
  readonly kind: 'merged'
  readonly updater: FeedKind
  readonly text: string
  /** What was merged, in one line for log and summary. */
  readonly summary: string
  /** What may surprise readers of the feed; undefined if there is nothing. */
  readonly note: string | undefined
}

/** Why feeds cannot be merged, with the two that conflict. */
export interface RefusedMerge {
  readonly kind: 'refused'
  readonly sources: readonly [string, string]
  readonly problem: string
  /** One sentence with key, both sources and the problem. */
  readonly message: string
}

/** The feeds of one key, in the order of their content in the result. */
interface FeedsOfKey {
  readonly key: string
  readonly feeds: readonly [FeedSource, FeedSource, ...FeedSource[]]
}

/**
 * @returns one feed: the text of the first if the others add nothing, else a text without comments. Merging the same feeds always gives the
 *     same bytes, and merging the result again changes nothing.
 */
export function mergeFeeds({ key, feeds }: FeedsOfKey, yaml: YamlCodec): MergedFeed | RefusedMerge {
  const [firstSource, secondSource, ...others] = feeds
  const first = readFeed({ key, text: firstSource.text }, yaml)
  if (first.kind === 'unreadable') return refuse(key, unreadable(firstSource, secondSource, first.problem))
  const read: SourcedFields[] = [{ source: firstSource.source, fields: first.fields }]
  for (const one of [secondSource, ...others]) {
    const feed = readFeed({ key, text: one.text }, yaml)
    if (feed.kind === 'unreadable') return refuse(key, unreadable(one, firstSource, feed.problem))
    read.push({ source: one.source, fields: feed.fields })
  }
  const joined = joinFields(first.updater, read)
  return joined.kind === 'conflict' ? refuse(key, joined) : merged({ key, feeds, first, fields: joined.fields, yaml })
}

function merged({
  key,
  feeds,
  first,
  fields,
  yaml,
}: FeedsOfKey & { readonly first: Feed; readonly fields: PlainObject; readonly yaml: YamlCodec }): MergedFeed {
  const sources = feeds.map(({ source }) => shown(source)).join(', ')
  return {
    kind: 'merged',
    updater: first.updater,
    text: equalPlain(fields, first.fields) ? first.text : formatFeed(fields, first, yaml),
    summary: `${shown(key)} was merged from ${sources}: ${countEntries(first.updater, fields)}`,
    note: first.updater === 'electron-updater' ? formatArchitectureNote(key, fields) : undefined,
  }
}

function unreadable({ source }: FeedSource, other: FeedSource, problem: string): Conflict {
  return { kind: 'conflict', first: source, second: other.source, problem: `that of ${shown(source)} ${problem}` }
}

function refuse(key: string, { first, second, problem }: Conflict): RefusedMerge {
  const shownProblem = singleLine(problem)
  return {
    kind: 'refused',
    sources: [first, second],
    problem: shownProblem,
    message: `${shown(key)} comes from ${shown(first)} and from ${shown(second)}, and cannot be merged: ${shownProblem}.`,
  }
}

function countEntries(updater: FeedKind, fields: PlainObject): string {
  const entries = Object.keys(fieldOf(fields, updater === 'Tauri' ? 'platforms' : 'files') as PlainObject)
  return plural(entries.length, updater === 'Tauri' ? 'platform' : 'file')
}

function shown(text: string): string {
  return `\`${singleLine(text, 120)}\``
}
