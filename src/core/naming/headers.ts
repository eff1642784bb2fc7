/** The `headers` input: which headers OSS stores with which objects, in the `_headers` format of static hosts. */
import { asciiDisposition, dispositionProblem } from './disposition.ts'
import { meantHeader, nearestOf, slippedLine, slippedValue } from './header-slips.ts'
import { type KeyMatcher, keyMatcher } from './key-pattern.ts'
import { encodeTags, tagsProblem } from './tags.ts'

/** Headers for the keys that a pattern matches; all keys without one. */
export interface HeaderRule {
  readonly pattern: string | undefined
  readonly matches: KeyMatcher
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
}

interface HeaderProblem {
  readonly line: string
  readonly problem: string
  /** The lines to write instead, as they are in the input; absent: the line has to be left out. */
  readonly write?: string
}

/** Metadata with the version of an object. OSS stores it with the object and returns it with HEAD. */
export const VERSION_HEADER = 'x-oss-meta-release-version'

/** @returns the headers of an object without its version. */
export function withoutVersion({
  [VERSION_HEADER]: _,
  ...headers
}: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return headers
}

/** A key pattern and the lines indented below it. */
interface Section {
  readonly pattern: string
  lines: number
  /** The header that follows without being indented. */
  next?: string
  readonly headers: Map<string, string>
}

/** @returns the rules in their order, and what is wrong with lines of the input. */
export function parseHeaders(text: string): {
  readonly rules: readonly HeaderRule[]
  readonly problems: readonly HeaderProblem[]
} {
  const problems: HeaderProblem[] = []
  const everywhere = new Map<string, string>()
  let current: Section = { pattern: '', lines: 0, headers: everywhere }
  const sections = [current]
  for (const line of text.split(/\r?\n/)) {
    const trimmed = line.trim()
    if (trimmed === '' || trimmed.startsWith('#')) continue
    const isIndented = /^\s/.test(line)
    const isHeader = /^(?:[A-Za-z0-9_-]+|x-oss-meta-[^:]+)\s*:/i.test(trimmed)
    const slip = isHeader ? undefined : slippedLine(trimmed)
    if (slip !== undefined) {
      problems.push({ line: trimmed, ...slip })
      if (isIndented) current.lines += 1
      continue
    }
    if (!isIndented && !isHeader) {
      current = { pattern: trimmed, lines: 0, headers: new Map() }
      sections.push(current)
      continue
    }
    if (isIndented) current.lines += 1
    else if (current.lines === 0) current.next ??= trimmed
    const problem = isHeader
      ? addHeader(isIndented ? current.headers : everywhere, trimmed)
      : { problem: 'is not a `Name: value` line' }
    if (problem !== undefined) problems.push({ line: trimmed, ...problem })
  }
  const [, ...patterns] = sections
  for (const { pattern, lines, next = 'Cache-Control: no-cache' } of patterns) {
    if (lines === 0)
      problems.push({
        line: pattern,
        problem: 'is a key pattern without indented `Name: value` lines below it',
        write: `${pattern}\n  ${next}`,
      })
  }
  return { rules: [everyKey(everywhere), ...patterns.map(ruleOf)], problems }
}

function everyKey(headers: ReadonlyMap<string, string>): HeaderRule {
  return { pattern: undefined, matches: () => true, headers: Object.fromEntries(headers) }
}

function ruleOf({ pattern, headers }: Section): HeaderRule {
  return { pattern, matches: keyMatcher(pattern), headers: Object.fromEntries(headers) }
}

function addHeader(target: Map<string, string>, line: string): Omit<HeaderProblem, 'line'> | undefined {
  const colon = line.indexOf(':')
  const written = line.slice(0, colon).trim()
  const name = written.toLowerCase()
  const value = line.slice(colon + 1).trim()
  const problem = slippedValue(written, value) ?? valueProblem(written, value)
  if (problem !== undefined) return problem
  const sent = asSent(name, value)
  if ((target.get(name) ?? sent) !== sent)
    return { problem: 'gives a header that is above already, with another value', write: line }
  target.set(name, sent)
  return undefined
}

function valueProblem(name: string, value: string): Omit<HeaderProblem, 'line'> | undefined {
  const problem = headerProblem(name.toLowerCase(), value)
  if (problem === undefined) return undefined
  if (problem === NOT_STORED) {
    const meant = meantHeader(name)
    return meant === undefined || meant.toLowerCase() === name.toLowerCase()
      ? { problem }
      : { problem, write: rightHeader(meant, value) }
  }
  return EXAMPLES.has(name.toLowerCase()) ? { problem, write: rightHeader(name, value) } : { problem }
}

/** @returns the header with its value if OSS accepts that, else with one that it accepts. */
function rightHeader(name: string, value: string): string {
  const right = EXAMPLES.get(name.toLowerCase())
  const isTaken = headerProblem(name.toLowerCase(), value) === undefined
  return `${name}: ${right === undefined || isTaken ? value : right(value)}`
}

/** Example values for headers with a wrong value; if there are several, the nearest. */
const EXAMPLES = new Map<string, (value: string) => string>(
  Object.entries({
    'content-type': () => 'application/octet-stream',
    'content-disposition': () => 'attachment; filename="app.exe"',
    'cache-control': () => 'max-age=3600',
    'content-language': () => 'en',
    expires: () => 'Wed, 08 Jul 2026 16:57:01 GMT',
    'x-oss-object-acl': (value: string) => nearestOf(['private', 'default', 'public-read'], value),
    'x-oss-storage-class': (value: string) => nearestOf(STORAGE_CLASSES, value),
    'x-oss-server-side-encryption': (value: string) => nearestOf(ENCRYPTIONS, value),
    'x-oss-server-side-data-encryption': () => 'SM4',
    'x-oss-tagging': () => 'project=app&stage=release',
  }),
)

/** @returns the value as it is sent. */
function asSent(name: string, value: string): string {
  if (name === 'x-oss-tagging') return encodeTags(value)
  return name === 'content-disposition' ? asciiDisposition(value) : value
}

/** Is sent with every request and is not stored with objects. Source: https://help.aliyun.com/en/oss/user-guide/pay-by-requester-1 */
const REQUEST_PAYER = 'x-oss-request-payer'

const ACLS = ['default', 'private', 'public-read', 'public-read-write'] as const
const STORAGE_CLASSES = ['Standard', 'IA', 'Archive', 'ColdArchive', 'DeepColdArchive'] as const
const ENCRYPTIONS = ['AES256', 'KMS', 'SM4'] as const

/** The date format of HTTP, and the ISO date that OSS's documents show. */
const DATES = [
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/,
]

/** Headers that OSS stores with an object at PutObject and InitiateMultipartUpload. Source: https://help.aliyun.com/zh/oss/developer-reference/putobject */
const CHECKS = new Map<string, (value: string) => string | undefined>(
  Object.entries({
    'content-type': (value: string) =>
      /^[\w.+*-]+\/[\w.+*-]+(\s*;.*)?$/.test(value)
        ? undefined
        : 'is not a media type such as `text/html; charset=utf-8`',
    'content-disposition': dispositionProblem,
    'content-encoding': anything,
    'content-language': anything,
    'cache-control': anything,
    expires: (value: string) =>
      DATES.some((form) => form.test(value)) && !Number.isNaN(Date.parse(value))
        ? undefined
        : 'is not a date such as `Wed, 08 Jul 2026 16:57:01 GMT`',
    'x-oss-object-acl': oneOf(ACLS),
    'x-oss-storage-class': oneOf(STORAGE_CLASSES),
    'x-oss-server-side-encryption': oneOf(ENCRYPTIONS),
    'x-oss-server-side-data-encryption': oneOf(['SM4']),
    'x-oss-server-side-encryption-key-id': (value: string) =>
      /^[\w:/-]+$/.test(value) ? undefined : 'is not a KMS key ID',
    'x-oss-tagging': tagsProblem,
    [REQUEST_PAYER]: oneOf(['requester']),
  }),
)

const NOT_STORED = 'is not a header that OSS stores with an object'

function anything(): undefined {
  return undefined
}

function oneOf(words: readonly string[]): (value: string) => string | undefined {
  return (value) =>
    words.includes(value) ? undefined : `is not one of ${words.map((word) => `\`${word}\``).join(', ')}`
}

function headerProblem(name: string, value: string): string | undefined {
  if (value === '') return 'has no value'
  if (/\p{Cc}/u.test(value)) return 'has a control character in its value'
  if (name === VERSION_HEADER) return 'is what the input `version` is for'
  if (/^x-oss-meta-[a-z0-9-]+$/.test(name)) return undefined
  if (name.startsWith('x-oss-meta-')) return 'may have letters, digits and hyphens in its name'
  if (name === 'x-oss-forbid-overwrite') return 'is what the input `overwrite: never` is for'
  const check = CHECKS.get(name)
  return check === undefined ? NOT_STORED : check(value)
}

/**
 * @param contentType the type that belongs to the key's file name
 * @returns the headers that OSS is to store with the object: those for all keys, then those of each pattern that matches, where later ones win.
 */
export function headersFor(
  rules: readonly HeaderRule[],
  { key, contentType }: { readonly key: string; readonly contentType: string },
): Readonly<Record<string, string>> {
  const matching = rules.filter((rule) => rule.matches(key)).map((rule) => rule.headers)
  const { [REQUEST_PAYER]: _, ...stored } = Object.assign({ 'content-type': contentType }, ...matching)
  return stored
}

/** @returns the headers that are sent with every request. */
export function requestHeadersOf(rules: readonly HeaderRule[]): Readonly<Record<string, string>> {
  const payer = rules.map(({ headers }) => headers[REQUEST_PAYER]).find((value) => value !== undefined)
  return payer === undefined ? {} : { [REQUEST_PAYER]: payer }
}

/** Headers that HEAD returns as they were sent; ACL and tags are not among them. */
const TOLD =
  /^(content-(disposition|encoding|language)|cache-control|expires|x-oss-(meta-.+|storage-class|server-side-encryption))$/
/** The type that servers give to unknown content. */
const NO_TYPE = 'application/octet-stream'

/**
 * @param told headers of the answer to HEAD
 * @returns whether an object has the headers that are wanted, as far as HEAD tells them.
 */
export function hasHeaders(told: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): boolean {
  const type = told['content-type'] ?? NO_TYPE
  if (type !== NO_TYPE && withoutForm(type) !== withoutForm(wanted['content-type'] ?? type)) return false
  const names = Object.keys(wanted).filter((name) => TOLD.test(name))
  return names.every((name) => withoutForm(told[name]) === withoutForm(wanted[name]))
}

/** Case and spaces may change on the way without changing the meaning. */
function withoutForm(value: string | undefined): string | undefined {
  return value?.replace(/\s+/g, '').toLowerCase()
}

/**
 * Of the headers that OSS stores with an object, InitiateMultipartUpload fixes all but the ACL, which CompleteMultipartUpload sets.
 * Source: docs/headers.md
 * @returns those that Complete has to send
 */
export function headersOfComplete(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const acl = headers['x-oss-object-acl']
  return acl === undefined ? {} : { 'x-oss-object-acl': acl }
}

/** @returns whether the object's own ACL lets anybody read it. */
export function asksForPublicAccess(headers: Readonly<Record<string, string>>): boolean {
  return headers['x-oss-object-acl']?.startsWith('public') === true
}

/** @returns whether a text is an ACL that an object can have. */
export function isAcl(text: string): boolean {
  return ACLS.some((acl) => acl === text)
}

/** @returns what is risky about an object's headers, for a warning; undefined if nothing is. */
export function riskOf(headers: Readonly<Record<string, string>>): string | undefined {
  return headers['x-oss-object-acl'] === 'public-read-write'
    ? 'anybody may overwrite it (`x-oss-object-acl: public-read-write`)'
    : undefined
}

const MAX_METADATA_BYTES = 8 * 1024

/** @returns why the headers of one object conflict, or undefined. */
export function conflictOf(headers: Readonly<Record<string, string>>): string | undefined {
  const encryption = headers['x-oss-server-side-encryption']
  const needsKms = ['x-oss-server-side-encryption-key-id', 'x-oss-server-side-data-encryption'].find(
    (name) => headers[name] !== undefined,
  )
  if (needsKms !== undefined && encryption !== 'KMS')
    return `\`${needsKms}\` needs \`x-oss-server-side-encryption: KMS\` beside it`
  const bytes = metadataBytes(headers)
  return bytes > MAX_METADATA_BYTES ? `${bytes} bytes of x-oss-meta-… headers, and OSS allows 8 KB` : undefined
}

function metadataBytes(headers: Readonly<Record<string, string>>): number {
  const metadata = Object.entries(headers).filter(([name]) => name.startsWith('x-oss-meta-'))
  return metadata.reduce((sum, [name, value]) => sum + new TextEncoder().encode(name + value).length, 0)
}
