/** Merges the fields of several feeds of one kind: a rule for each field. */
import type { FeedKind } from './feed-kind.ts'
import { equalPlain, fieldOf, type PlainObject, type PlainValue } from './plain-value.ts'

/** A feed and its source. */
export interface SourcedFields {
  readonly source: string
  readonly fields: PlainObject
}

/** Why two feeds cannot be merged: `first` and `second` are their sources. */
export interface Conflict {
  readonly kind: 'conflict'
  readonly first: string
  readonly second: string
  readonly problem: string
}

type Joined = { readonly kind: 'joined'; readonly fields: PlainObject } | Conflict

interface Sourced {
  readonly source: string
  readonly value: PlainValue
}

/** The values of one field, from the feeds that have it; never none. */
type Values = readonly [Sourced, ...Sourced[]]
type FieldResult = { readonly kind: 'value'; readonly value: PlainValue | undefined } | Conflict
interface Field {
  readonly name: string
  readonly values: Values
  readonly feeds: readonly SourcedFields[]
}
type Rule = (field: Field) => FieldResult

/** All other fields must be the same in all feeds that have them. */
const RULES: Readonly<Record<FeedKind, ReadonlyMap<string, Rule>>> = {
  'electron-updater': new Map<string, Rule>([
    ['version', sameVersion],
    ['files', joinFiles],
    ['path', ofFirstWithPath],
    ['sha512', ofFirstWithPath],
    ['packages', joinEntries],
    ['releaseDate', latest],
  ]),
  Tauri: new Map<string, Rule>([
    ['version', sameVersion],
    ['platforms', joinEntries],
    ['pub_date', latest],
  ]),
}

/**
 * @param feeds of that kind, as `checkFeed` found them
 * @returns the fields of all feeds in the order in which they first come; a field that only some feeds have is kept.
 */
export function joinFields(kind: FeedKind, feeds: readonly SourcedFields[]): Joined {
  const joined: (readonly [string, PlainValue])[] = []
  for (const [name, values] of valuesByField(feeds)) {
    const rule = RULES[kind].get(name) ?? same
    const result = rule({ name, values, feeds })
    if (result.kind === 'conflict') return result
    if (result.value !== undefined) joined.push([name, result.value])
  }
  return { kind: 'joined', fields: Object.fromEntries(joined) }
}

function valuesByField(feeds: readonly SourcedFields[]): ReadonlyMap<string, Values> {
  const byField = new Map<string, Values>()
  for (const { source, fields } of feeds)
    for (const [name, value] of Object.entries(fields)) {
      const before = byField.get(name)
      byField.set(name, before === undefined ? [{ source, value }] : [...before, { source, value }])
    }
  return byField
}

function same({ name, values }: Field): FieldResult {
  const [first, ...others] = values
  const different = others.find(({ value }) => !equalPlain(value, first.value))
  return different === undefined
    ? { kind: 'value', value: first.value }
    : conflict(first, different, `\`${name}\` is not the same in both`)
}

function conflict(first: Sourced, second: Sourced, problem: string): Conflict {
  return { kind: 'conflict', first: first.source, second: second.source, problem }
}

/** Versions with and without a leading `v` are equal. */
function sameVersion({ values }: Field): FieldResult {
  const [first, ...others] = values
  const bare = ({ value }: Sourced) => String(value).replace(/^v/, '')
  const different = others.find((other) => bare(other) !== bare(first))
  return different === undefined
    ? { kind: 'value', value: first.value }
    : conflict(first, different, `\`version\` is ${first.value} in the one and ${different.value} in the other`)
}

/** Each file once, in the order of the feeds. */
function joinFiles({ values }: Field): FieldResult {
  const files = values.flatMap(({ source, value }) =>
    (value as readonly PlainObject[]).map((file) => ({ name: String(fieldOf(file, 'url')), source, value: file })),
  )
  return joinByName(files, 'the file', (known) => known.map(({ value }) => value))
}

/** Each entry of an object once, in the order of the feeds. */
function joinEntries({ name, values }: Field): FieldResult {
  const entries = values.flatMap(({ source, value }) =>
    Object.entries(value as PlainObject).map(([entry, content]) => ({ name: entry, source, value: content })),
  )
  const what = name === 'platforms' ? 'the platform' : 'the package'
  return joinByName(entries, what, (known) => Object.fromEntries(known.map((entry) => [entry.name, entry.value])))
}

interface NamedValue extends Sourced {
  readonly name: string
}

function joinByName(
  all: readonly NamedValue[],
  what: string,
  build: (known: readonly NamedValue[]) => PlainValue,
): FieldResult {
  const known = new Map<string, NamedValue>()
  for (const one of all) {
    const before = known.get(one.name) ?? one
    if (!equalPlain(before.value, one.value))
      return conflict(before, one, `${what} \`${one.name}\` is in both, with other content`)
    known.set(one.name, before)
  }
  return { kind: 'value', value: build([...known.values()]) }
}

/** `path` and `sha512` are of one file: both come from the first feed that has either (those of electron-builder 27 have neither). */
function ofFirstWithPath({ name, feeds }: Field): FieldResult {
  const hasEither = ({ fields }: SourcedFields) => ['path', 'sha512'].some((one) => Object.hasOwn(fields, one))
  const [value] = feeds.filter(hasEither).map(({ fields }) => fieldOf(fields, name))
  return { kind: 'value', value }
}

const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/

/** Equal dates need not be parsed. */
function latest(field: Field): FieldResult {
  const [first, ...others] = field.values
  let newest = first
  for (const other of others) {
    if (equalPlain(newest.value, other.value)) continue
    const wrong = [newest, other].find(({ value }) => Number.isNaN(timeOf(value)))
    if (wrong !== undefined)
      return conflict(newest, other, `\`${field.name}\` is ${wrong.value}, and which one is the latest cannot be told`)
    if (timeOf(other.value) > timeOf(newest.value)) newest = other
  }
  return { kind: 'value', value: newest.value }
}

/** @returns milliseconds since the epoch, NaN for what is not a date of RFC 3339. */
function timeOf(value: PlainValue): number {
  const text = String(value)
  return RFC_3339.test(text) ? Date.parse(text.toUpperCase().replace(' ', 'T')) : Number.NaN
}
