/** The `headers` input: which headers OSS stores with which objects, in the `_headers` format of static hosts. */
import { type KeyMatcher, keyMatcher } from './key-pattern.ts'

/** Headers for the keys that a pattern matches; all keys without one. */
export interface HeaderRule {
  readonly pattern: string | undefined
  readonly matches: KeyMatcher
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
}

export interface HeaderProblem {
  readonly line: string
  readonly problem: string
}

/** @returns the rules in their order, and what is wrong with lines of the input. */
export function parseHeaders(text: string): {
  readonly rules: readonly HeaderRule[]
  readonly problems: readonly HeaderProblem[]
} {
  const problems: HeaderProblem[] = []
  const everywhere: Record<string, string> = {}
  const rules: { pattern: string | undefined; matches: KeyMatcher; headers: Record<string, string> }[] = [
    { pattern: undefined, matches: () => true, headers: everywhere },
  ]
  for (const line of text.split(/\r?\n/)) {
    const trimmed = line.trim()
    if (trimmed === '' || trimmed.startsWith('#')) continue
    const isIndented = /^\s/.test(line)
    const header = /^([A-Za-z0-9_-]+)\s*:(.*)$/.exec(trimmed)
    if (!isIndented && header === null) {
      rules.push({ pattern: trimmed, matches: keyMatcher(trimmed), headers: {} })
      continue
    }
    const target = isIndented ? rules.at(-1)?.headers : everywhere
    const problem = addHeader(target ?? everywhere, header)
    if (problem !== undefined) problems.push({ line: trimmed, problem })
  }
  for (const { pattern, headers } of rules) {
    if (pattern !== undefined && Object.keys(headers).length === 0) {
      problems.push({ line: pattern, problem: 'is a key pattern without indented `Name: value` lines below it' })
    }
  }
  return { rules, problems: [...problems, ...rules.flatMap(combinationProblems)] }
}

function addHeader(target: Record<string, string>, header: RegExpExecArray | null): string | undefined {
  if (header === null) return 'is no `Name: value` line'
  const name = (header[1] ?? '').toLowerCase()
  const value = (header[2] ?? '').trim()
  const problem = headerProblem(name, value)
  if (problem === undefined) target[name] = value
  return problem
}

const ACLS = ['default', 'private', 'public-read', 'public-read-write'] as const
const STORAGE_CLASSES = ['Standard', 'IA', 'Archive', 'ColdArchive', 'DeepColdArchive'] as const
const ENCRYPTIONS = ['AES256', 'KMS', 'SM4'] as const

/** Headers that OSS stores with an object at PutObject and InitiateMultipartUpload. Source: https://help.aliyun.com/zh/oss/developer-reference/putobject */
const CHECKS: Readonly<Record<string, (value: string) => string | undefined>> = {
  'content-type': (value) =>
    /^[\w.+*-]+\/[\w.+*-]+(\s*;.*)?$/.test(value) ? undefined : 'is no media type such as `text/html; charset=utf-8`',
  'content-disposition': anything,
  'content-encoding': anything,
  'content-language': anything,
  'cache-control': anything,
  expires: (value) =>
    Number.isNaN(Date.parse(value)) ? 'is no date such as `Wed, 08 Jul 2026 16:57:01 GMT`' : undefined,
  'x-oss-object-acl': oneOf(ACLS),
  'x-oss-storage-class': oneOf(STORAGE_CLASSES),
  'x-oss-server-side-encryption': oneOf(ENCRYPTIONS),
  'x-oss-server-side-data-encryption': oneOf(['SM4']),
  'x-oss-server-side-encryption-key-id': (value) => (/^[\w:/-]+$/.test(value) ? undefined : 'is no KMS key ID'),
  'x-oss-tagging': taggingProblem,
}

function anything(): undefined {
  return undefined
}

function oneOf(words: readonly string[]): (value: string) => string | undefined {
  return (value) => (words.includes(value) ? undefined : `is none of ${words.map((word) => `\`${word}\``).join(', ')}`)
}

function headerProblem(name: string, value: string): string | undefined {
  if (value === '') return 'has no value'
  if (/\p{Cc}/u.test(value)) return 'has a control character in its value'
  if (/^x-oss-meta-[a-z0-9-]+$/.test(name)) return undefined
  if (name.startsWith('x-oss-meta-')) return 'may have letters, digits and hyphens in its name'
  if (name === 'x-oss-forbid-overwrite') return 'is what the input `overwrite: never` is for'
  const check = CHECKS[name]
  return check === undefined ? 'is no header that OSS stores with an object' : check(value)
}

/** Source: https://help.aliyun.com/zh/oss/user-guide/object-tagging-8 */
function taggingProblem(value: string): string | undefined {
  const tags = value.split('&').map((tag) => tag.split('=').map(decode))
  if (tags.some((tag) => tag.length > 2 || tag.some((text) => text === undefined)))
    return 'is not of the form `key=value&key=value`, URL-encoded'
  if (tags.length > 10) return 'has more than 10 tags'
  if (tags.some(([key = '']) => key === '' || key.length > 128))
    return 'has a tag whose key is empty or longer than 128 characters'
  if (tags.some(([, text = '']) => text.length > 256)) return 'has a tag whose value is longer than 256 characters'
  if (new Set(tags.map(([key]) => key)).size < tags.length) return 'has one tag key twice'
  const unfit = tags.flat().some((text) => !/^[\p{L}\p{N} +\-=._:/]*$/u.test(text ?? ''))
  return unfit
    ? 'has a character that tags may not have (letters, digits, space, and + - = . _ : / are allowed)'
    : undefined
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

const MAX_METADATA_BYTES = 8 * 1024

function combinationProblems({ pattern, headers }: HeaderRule): readonly HeaderProblem[] {
  const line = pattern ?? 'headers'
  const problems: HeaderProblem[] = []
  const metadata = Object.entries(headers).filter(([name]) => name.startsWith('x-oss-meta-'))
  const bytes = metadata.reduce((sum, [name, value]) => sum + new TextEncoder().encode(name + value).length, 0)
  if (bytes > MAX_METADATA_BYTES)
    problems.push({ line, problem: `has ${bytes} bytes of x-oss-meta-… headers, and OSS allows 8 KB` })
  return problems
}

/**
 * @param contentType the type that the key's name stands for
 * @returns the headers that OSS is to store with the object: those for all keys, then those of each pattern that matches, the later winning.
 */
export function headersFor(
  rules: readonly HeaderRule[],
  { key, contentType }: { readonly key: string; readonly contentType: string },
): Readonly<Record<string, string>> {
  const matching = rules.filter((rule) => rule.matches(key)).map((rule) => rule.headers)
  return Object.assign({ 'content-type': contentType }, ...matching)
}

/** @returns what is risky about an object's headers, for a warning; undefined where nothing is. */
export function riskOf(headers: Readonly<Record<string, string>>): string | undefined {
  return headers['x-oss-object-acl'] === 'public-read-write'
    ? 'anybody may overwrite it (`x-oss-object-acl: public-read-write`)'
    : undefined
}

/** @returns why the headers of one object cannot stand together, or undefined. */
export function conflictOf(headers: Readonly<Record<string, string>>): string | undefined {
  const encryption = headers['x-oss-server-side-encryption']
  if (headers['x-oss-server-side-encryption-key-id'] !== undefined && encryption !== 'KMS') {
    return '`x-oss-server-side-encryption-key-id` needs `x-oss-server-side-encryption: KMS` beside it'
  }
  return undefined
}
