/** Patterns over paths, for the `path` input, in the syntax of @actions/glob: `*`, `?`, `[a-c]`, `[!a-c]`, `[[:alpha:]]`, and `**` as a whole segment. */
import { compileSteps, literalSteps, type PatternStep } from './wildcards.ts'

/** What differs between file systems. */
export interface NameRules {
  /** Whether `\` escapes the next character; else it separates segments. */
  readonly escapes: boolean
  readonly ignoresCase: boolean
}

type Segment =
  | { readonly kind: 'literal'; readonly text: string; readonly matches: (name: string) => boolean }
  | { readonly kind: 'wild'; readonly matches: (name: string) => boolean }
  /** `**`: any number of segments. */
  | { readonly kind: 'deep' }

export interface PathPattern {
  readonly segments: readonly Segment[]
  /** Whether it ends with a slash: it matches folders, and what is in them. */
  readonly meansFolders: boolean
  /** Whether everything below a match is included, too: always, unless the pattern already says so with `**` at its end. */
  readonly takesBelow: boolean
}

/** The position in a pattern after some names of a path. */
export interface Trail {
  /** Indexes of segments that the next name is compared with; an index equal to the number of segments: the path matches. */
  readonly at: readonly number[]
  /** Whether the path is below something that matches. */
  readonly isBelow: boolean
}

/** @param text the pattern below its root, without a separator at its start. @returns the pattern. */
export function parsePathPattern(text: string, rules: NameRules): PathPattern {
  const separator = rules.escapes ? /\/+/ : /[\\/]+/
  const segments = text
    .split(separator)
    .filter((segment) => segment !== '')
    .map((segment) => parseSegment(segment, rules))
  const meansFolders = (rules.escapes ? /\/$/ : /[\\/]$/).test(text)
  return { segments, meansFolders, takesBelow: meansFolders || segments.at(-1)?.kind !== 'deep' }
}

/** @returns the names with which every match begins: the folder in which a search begins. */
export function literalPrefix({ segments }: PathPattern): readonly string[] {
  const end = segments.findIndex(({ kind }) => kind !== 'literal')
  return segments.slice(0, end < 0 ? segments.length : end).flatMap((one) => (one.kind === 'literal' ? one.text : []))
}

/** @returns the trail after this many segments that are known to match. */
export function trailAt(pattern: PathPattern, segments: number): Trail {
  return { at: reach(pattern, [segments]), isBelow: false }
}

/** @returns the trail one name further down. */
export function follow(pattern: PathPattern, trail: Trail, name: string): Trail {
  const isBelow = trail.isBelow || (pattern.takesBelow && isWhole(pattern, trail))
  const next = trail.at.flatMap((index) => {
    const segment = pattern.segments[index]
    if (segment === undefined) return []
    if (segment.kind === 'deep') return [index]
    return segment.matches(name) ? [index + 1] : []
  })
  return { at: reach(pattern, next), isBelow }
}

/** @returns whether a file at the end of the trail matches. */
export function meansFile(pattern: PathPattern, trail: Trail): boolean {
  return trail.isBelow || (!pattern.meansFolders && isWhole(pattern, trail))
}

/** @returns whether something at the end of the trail or below it may match. */
export function leadsOn({ at, isBelow }: Trail): boolean {
  return isBelow || at.length > 0
}

/** @returns whether a file with these names, from the root on, matches. */
export function meansPath(pattern: PathPattern, names: readonly string[]): boolean {
  let trail = trailAt(pattern, 0)
  for (const name of names) {
    trail = follow(pattern, trail, name)
    if (!leadsOn(trail)) return false
  }
  return meansFile(pattern, trail)
}

function isWhole({ segments }: PathPattern, { at }: Trail): boolean {
  return at.includes(segments.length)
}

/** Adds the segments after a `**`, since it may match no segment at all. */
function reach({ segments }: PathPattern, from: readonly number[]): readonly number[] {
  const reached = new Set(from)
  for (const index of reached) if (segments[index]?.kind === 'deep') reached.add(index + 1)
  return [...reached]
}

function parseSegment(segment: string, rules: NameRules): Segment {
  if (segment === '**') return { kind: 'deep' }
  const tokens = tokensOf(segment, rules)
  const { ignoresCase } = rules
  // A name may be composed on one system and decomposed on another: names that look the same match.
  const plain = (text: string) => (ignoresCase ? text.normalize().toLowerCase() : text.normalize())
  if (tokens.every((token) => typeof token === 'string')) {
    const text = tokens.join('')
    return { kind: 'literal', text, matches: (name) => plain(name) === plain(text) }
  }
  const matches = compileSteps(
    tokens.flatMap((token): readonly PatternStep[] =>
      typeof token === 'string' ? literalSteps(plain(token)) : [token],
    ),
  )
  return { kind: 'wild', matches: (name) => matches(plain(name)) }
}

/** @returns the literal characters of a segment, and the wildcards between them. */
function tokensOf(segment: string, { escapes, ignoresCase }: NameRules): readonly (string | PatternStep)[] {
  const tokens: (string | PatternStep)[] = []
  for (let at = 0; at < segment.length; ) {
    const character = String.fromCodePoint(segment.codePointAt(at) ?? 0)
    const set = character === '[' ? parseSet(segment.slice(at), { escapes, ignoresCase }) : undefined
    if (set !== undefined) {
      tokens.push(set.token)
      at += set.length
    } else if (character === '\\' && escapes && at + 1 < segment.length) {
      const meant = String.fromCodePoint(segment.codePointAt(at + 1) ?? 0)
      tokens.push(meant)
      at += 1 + meant.length
    } else {
      tokens.push(
        character === '*' ? { kind: 'many', takes: all } : character === '?' ? { kind: 'one', takes: all } : character,
      )
      at += character.length
    }
  }
  return tokens
}

const all = () => true

const CLASSES: Readonly<Record<string, string>> = {
  alnum: '\\p{L}\\p{Nl}\\p{Nd}',
  alpha: '\\p{L}\\p{Nl}',
  ascii: '\\x00-\\x7f',
  blank: '\\p{Zs}\\t',
  cntrl: '\\p{Cc}',
  digit: '\\p{Nd}',
  lower: '\\p{Ll}',
  punct: '\\p{P}',
  space: '\\p{Z}\\t\\r\\n\\v\\f',
  upper: '\\p{Lu}',
  word: '\\p{L}\\p{Nl}\\p{Nd}\\p{Pc}',
  xdigit: 'A-Fa-f0-9',
}

const MEMBER = /^(?:\[:([a-z]+):\]|(\\[\s\S]|[^\\])-(\\[\s\S]|[^\\\]])|(\\[\s\S]|[^\\]))/u
const MEMBER_WITHOUT_ESCAPES = /^(?:\[:([a-z]+):\]|([\s\S])-([^\]])|([\s\S]))/u

/** @returns what a `[…]` at the start of a text matches, and its length; undefined if it is not closed, so that `[` is literal. */
function parseSet(
  text: string,
  { escapes, ignoresCase }: NameRules,
): { readonly token: string | PatternStep; readonly length: number } | undefined {
  const isNegated = /^\[[!^]/.test(text)
  const start = isNegated ? 2 : 1
  const members: string[] = []
  const meant = (member = '') => (escapes && member.length > 1 && member.startsWith('\\') ? member.slice(1) : member)
  for (let at = start; at < text.length; ) {
    if (text[at] === ']' && at > start) {
      const only = members.length === 1 && !isNegated ? members[0] : undefined
      const plain = only === undefined ? undefined : /^\\u\{([0-9a-f]+)\}$/.exec(only)?.[1]
      if (plain !== undefined) return { token: String.fromCodePoint(Number.parseInt(plain, 16)), length: at + 1 }
      return { token: stepOfSet(members, { isNegated, ignoresCase }), length: at + 1 }
    }
    const [member = '', name, from, to, single] = (escapes ? MEMBER : MEMBER_WITHOUT_ESCAPES).exec(text.slice(at)) ?? []
    if (member === '') return undefined
    if (name !== undefined) members.push(CLASSES[name] ?? '')
    else if (single !== undefined) members.push(codeOf(meant(single)))
    else if (codeNumber(meant(from)) <= codeNumber(meant(to)))
      members.push(`${codeOf(meant(from))}-${codeOf(meant(to))}`)
    at += member.length
  }
  return undefined
}

function stepOfSet(
  members: readonly string[],
  { isNegated, ignoresCase }: { readonly isNegated: boolean; readonly ignoresCase: boolean },
): PatternStep {
  const listed = members.join('')
  // A set without members, such as one range that runs backwards, matches nothing.
  if (listed === '') return { kind: 'one', takes: () => false }
  const expression = new RegExp(`^[${isNegated ? '^' : ''}${listed}]$`, ignoresCase ? 'iu' : 'u')
  return { kind: 'one', takes: (character) => expression.test(character) }
}

function codeNumber(character: string): number {
  return character.codePointAt(0) ?? 0
}

function codeOf(character: string): string {
  return `\\u{${codeNumber(character).toString(16)}}`
}
