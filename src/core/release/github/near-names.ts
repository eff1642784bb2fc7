/** Names of assets that somebody may have meant by a pattern that matches none. */
import { patternHint } from '../../naming/path-lines.ts'
import { quoted } from '../../text/text.ts'
import { storedName } from './sums.ts'

const MAX_NAMES = 3
/** The least fraction of pairs of letters that similar names have in common. */
const SIMILAR = 0.4
/** Names of more characters are compared by their beginnings. */
const MAX_LENGTH = 200

/**
 * @param names of all assets of the release
 * @returns what may be wrong with a pattern that matches none of them, in half a sentence: its syntax, or similar names; undefined if
 *   no reason is known.
 */
export function assetHint(pattern: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return 'the release has no assets'
  if (names.includes(pattern)) return 'a line with `!` leaves it out'
  const stored = names.find((name) => name === storedName(pattern))
  if (stored !== undefined) return `GitHub stores it as ${quoted(stored)}`
  const cased = names.find((name) => name.toLowerCase() === pattern.toLowerCase())
  if (cased !== undefined) return `upper and lower case count: it is ${quoted(cased)}`
  const near = nearNames(pattern, names)
  if (near.length > 0) return `similar: ${near.map(quoted).join(', ')}`
  return patternHint(pattern)
}

function nearNames(pattern: string, names: readonly string[]): readonly string[] {
  const wanted = pairsOf(pattern.replace(/[*?[\]{}!]+/g, '.'))
  const rated = names.map((name) => ({ name, share: similarity(wanted, pairsOf(name)) }))
  return rated
    .filter(({ share }) => share >= SIMILAR)
    .sort((left, right) => right.share - left.share || (left.name < right.name ? -1 : 1))
    .slice(0, MAX_NAMES)
    .map(({ name }) => name)
}

/** @returns the pairs of neighbouring letters, each once; all separators of words count as equal. */
function pairsOf(text: string): ReadonlySet<string> {
  const plain = text
    .slice(0, MAX_LENGTH)
    .toLowerCase()
    .replace(/[\s._-]+/g, '.')
  return new Set(Array.from({ length: Math.max(0, plain.length - 1) }, (_, index) => plain.slice(index, index + 2)))
}

/** Dice's coefficient: 1 if both have the same pairs, 0 if they share none. */
function similarity(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const shared = [...left].filter((pair) => right.has(pair)).length
  return left.size + right.size === 0 ? 0 : (2 * shared) / (left.size + right.size)
}
