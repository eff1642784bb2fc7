/** Reading and writing feeds as text. */
import { type FeedKind, feedKindOf } from './feed-kind.ts'
import { checkFeed } from './feed-structure.ts'
import { parseJson } from './parse-json.ts'
import { checkPlain, type PlainObject } from './plain-value.ts'
import type { YamlCodec } from './yaml-codec.ts'

/** No feed is larger; larger files are not read. */
export const MAX_FEED_BYTES = 1024 * 1024

export interface Feed {
  readonly kind: 'feed'
  readonly updater: FeedKind
  readonly fields: PlainObject
  readonly text: string
}

type ReadFeed = Feed | { readonly kind: 'unreadable'; readonly problem: string }

/** @returns the feed, by the object's name and content, or why it is not one. */
export function readFeed({ key, text }: { readonly key: string; readonly text: string }, yaml: YamlCodec): ReadFeed {
  const updater = feedKindOf(key)
  if (updater === undefined)
    return {
      kind: 'unreadable',
      problem: 'does not have the name of a feed of electron-updater (`*.yml`) or Tauri (`latest*.json`)',
    }
  if (new TextEncoder().encode(text).length > MAX_FEED_BYTES)
    return { kind: 'unreadable', problem: 'is larger than 1 MiB' }
  const parsed = updater === 'Tauri' ? parseJson(text) : yaml.parseYaml(text)
  if (parsed.kind === 'unreadable') return parsed
  const plain = checkPlain(parsed.value)
  if (plain.kind === 'unreadable') return plain
  const checked = checkFeed(updater, plain.value)
  if (checked.kind === 'other')
    return { kind: 'unreadable', problem: `is not a feed of ${updater}: ${checked.problem}` }
  return { kind: 'feed', updater, fields: checked.fields, text }
}

/**
 * @param model the result has its indentation and end, if both are JSON
 * @returns the fields as a file for the updater
 */
export function formatFeed(fields: PlainObject, model: Pick<Feed, 'updater' | 'text'>, yaml: YamlCodec): string {
  if (model.updater === 'electron-updater') return yaml.stringifyYaml(fields)
  const indentation = /^\s*\{\r?\n([ \t]+)/.exec(model.text)?.[1]
  return JSON.stringify(fields, null, indentation) + (model.text.endsWith('\n') ? '\n' : '')
}
