/** `feed-urls: rewrite`: GitHub's URLs of assets in a feed become the public URLs of these assets. */
import type { YamlCodec } from '../feeds/yaml-codec.ts'
import type { FeedForm } from './feed-form.ts'
import { textsOfJson } from './json-texts.ts'
import { commonForm } from './same-url.ts'
import type { TextInFile, TextsInFile } from './text-in-file.ts'
import { textsOfXml } from './xml-texts.ts'
import { textsOfYaml } from './yaml-texts.ts'

/** A URL in a feed before and after. */
export interface ChangedUrl {
  readonly from: string
  readonly to: string
}

/**
 * - `kept`: the feed names no asset that is published.
 * - `refused`: the feed cannot be changed; `problem` continues its name.
 *
 * `left` are URLs of this release that stay because no published asset has them.
 */
export type RewrittenFeed =
  | { readonly kind: 'kept'; readonly left: readonly string[] }
  | {
      readonly kind: 'rewritten'
      readonly text: string
      readonly changes: readonly ChangedUrl[]
      readonly left: readonly string[]
    }
  | { readonly kind: 'refused'; readonly problem: string }

interface FeedOfRelease {
  readonly form: FeedForm
  /** The whole file, including a byte order mark. */
  readonly text: string
  /** The public URL of each published asset, by each address that it has at GitHub. */
  readonly publicUrls: ReadonlyMap<string, string>
}

/** @returns the feed in which each text that is exactly the URL of a published asset is replaced; all other characters stay as they are. */
export function rewriteFeed(
  { form, text, publicUrls }: FeedOfRelease,
  loadedYaml: YamlCodec | undefined,
): RewrittenFeed {
  const found = readTexts(form, text, loadedYaml)
  if (found.kind === 'unreadable') return { kind: 'refused', problem: found.problem }
  const changeOf = changeFinder(publicUrls)
  const changes = found.texts.flatMap(changeOf)
  const changed = new Set(changes.map(({ place }) => place))
  const isOfRelease = leftFinder(publicUrls)
  const left = found.texts.filter((place) => !changed.has(place) && isOfRelease(place.value)).map(({ value }) => value)
  if (changes.length === 0) return { kind: 'kept', left }
  if (found.isSigned)
    return { kind: 'refused', problem: 'is signed, and its signature does not match after a URL is changed' }
  return {
    ...{ kind: 'rewritten', text: withChanges(text, changes), left },
    changes: changes.map(({ place, to }) => ({ from: place.value, to })),
  }
}

function readTexts(form: FeedForm, text: string, yaml: YamlCodec | undefined): TextsInFile {
  switch (form) {
    case 'json':
      return textsOfJson(text)
    case 'xml':
      return textsOfXml(text)
    case 'yaml':
      if (yaml === undefined) throw new Error('the YAML parser is not loaded')
      return textsOfYaml(text, yaml)
  }
}

interface Change {
  readonly place: TextInFile
  readonly to: string
}

/** An identical URL is preferred: URLs that differ only in their escapes may still belong to two assets. */
function changeFinder(publicUrls: ReadonlyMap<string, string>): (place: TextInFile) => readonly Change[] {
  const byForm = new Map([...publicUrls].map(([from, to]) => [commonForm(from), to]))
  return (place) => {
    const form = commonForm(place.value)
    const to = form === undefined ? undefined : (publicUrls.get(place.value) ?? byForm.get(form))
    return to === undefined || to === place.value ? [] : [{ place, to }]
  }
}

/** @returns whether a text is a URL of a file of this release or of the latest one, with or without a query. */
function leftFinder(publicUrls: ReadonlyMap<string, string>): (text: string) => boolean {
  const folders = new Set<string>()
  for (const url of publicUrls.keys()) {
    const folder = commonForm(url)?.replace(/[^/]*$/, '')
    const [repository] = folder?.split('/releases/download/', 2) ?? []
    if (folder === undefined || repository === undefined) continue
    folders.add(folder).add(`${repository}/releases/latest/download/`)
  }
  return (text) => {
    const form = commonForm(text.replace(/[?#].*$/s, ''))
    return form !== undefined && folders.has(form.replace(/[^/]*$/, ''))
  }
}

/** @param changes in the order of the text */
function withChanges(text: string, changes: readonly Change[]): string {
  const pieces: string[] = []
  let at = 0
  for (const { place, to } of changes) {
    pieces.push(text.slice(at, place.start), place.write(to))
    at = place.end
  }
  return pieces.join('') + text.slice(at)
}
