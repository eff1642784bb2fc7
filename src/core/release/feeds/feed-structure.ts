/** Checks whether a value has the form of a feed of its updater. */
import { isText } from '../../text/text.ts'
import type { FeedKind } from './feed-kind.ts'
import { fieldOf, isPlainObject, type PlainObject, type PlainValue } from './plain-value.ts'

type CheckedFeed =
  | { readonly kind: 'feed'; readonly fields: PlainObject }
  | { readonly kind: 'other'; readonly problem: string }

/** @returns the fields of a feed of that kind, or what it lacks. */
export function checkFeed(kind: FeedKind, value: PlainValue): CheckedFeed {
  if (!isPlainObject(value)) return { kind: 'other', problem: 'has no fields' }
  const problem = kind === 'electron-updater' ? problemOfElectron(value) : problemOfTauri(value)
  return problem === undefined ? { kind: 'feed', fields: value } : { kind: 'other', problem }
}

/** Source: https://github.com/electron-userland/electron-builder/blob/master/packages/builder-util-runtime/src/updateInfo.ts */
function problemOfElectron(feed: PlainObject): string | undefined {
  const files = fieldOf(feed, 'files')
  if (!isText(fieldOf(feed, 'version'))) return '`version` is not a text'
  if (!Array.isArray(files) || files.length === 0) return '`files` is not a list of files'
  if (!files.every(isElectronFile)) return 'an entry of `files` has no `url` or no `sha512`'
  return (
    problemOfTexts(feed, ['path', 'sha512', 'releaseDate']) ?? problemOfEntries(feed, 'packages', ['path', 'sha512'])
  )
}

function isElectronFile(file: PlainValue): boolean {
  return isPlainObject(file) && isText(fieldOf(file, 'url')) && isText(fieldOf(file, 'sha512'))
}

/** Source: https://v2.tauri.app/plugin/updater/#static-json-file */
function problemOfTauri(feed: PlainObject): string | undefined {
  const platforms = fieldOf(feed, 'platforms')
  if (!isText(fieldOf(feed, 'version'))) return '`version` is not a text'
  if (!isPlainObject(platforms) || Object.keys(platforms).length === 0) return '`platforms` has no platform'
  return problemOfTexts(feed, ['pub_date']) ?? problemOfEntries(feed, 'platforms', ['url', 'signature'])
}

function problemOfTexts(feed: PlainObject, names: readonly string[]): string | undefined {
  const wrong = names.find((name) => fieldOf(feed, name) !== undefined && !isText(fieldOf(feed, name)))
  return wrong === undefined ? undefined : `\`${wrong}\` is not a text`
}

/** A missing field is valid. */
function problemOfEntries(feed: PlainObject, field: string, names: readonly string[]): string | undefined {
  const entries = fieldOf(feed, field) ?? {}
  if (!isPlainObject(entries)) return `\`${field}\` has no entries`
  const isRight = (entry: PlainValue) => isPlainObject(entry) && names.every((name) => isText(fieldOf(entry, name)))
  return Object.values(entries).every(isRight)
    ? undefined
    : `an entry of \`${field}\` has no ${names.map((name) => `\`${name}\``).join(' or no ')}`
}
