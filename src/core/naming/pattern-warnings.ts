/** Warns of key patterns that match no key: the file would be published with other headers, or in another order, than was meant. */
import { keyMatcher } from './key-pattern.ts'
import { lastSegment } from './object-key.ts'

export interface NamedPatterns {
  /** The input that has the patterns. */
  readonly input: string
  readonly patterns: readonly string[]
}

/**
 * @param keys all keys of the step, `key-prefix` included
 * @returns a warning for each pattern that matches none of them, with the pattern that would, or the nearest key
 */
export function unmatchedPatternWarnings(
  named: readonly NamedPatterns[],
  { keys, keyPrefix }: { readonly keys: readonly string[]; readonly keyPrefix: string },
): readonly string[] {
  if (keys.length === 0) return []
  return named.flatMap(({ input, patterns }) =>
    [...new Set(patterns)]
      .filter((pattern) => !keys.some(keyMatcher(pattern)))
      .map((pattern) => `\`${pattern}\` in \`${input}\` matches no object${adviceFor(pattern, { keys, keyPrefix })}`),
  )
}

function adviceFor(
  pattern: string,
  { keys, keyPrefix }: { readonly keys: readonly string[]; readonly keyPrefix: string },
): string {
  for (const { pattern: other, because } of alternatives(pattern, keyPrefix)) {
    const key = keys.find(keyMatcher(other))
    if (key !== undefined) return `${because}. Write \`${other}\`, which matches \`${key}\`.`
  }
  const other = keys.find((key) => keyMatcher(pattern.toLowerCase())(key.toLowerCase()))
  if (other !== undefined) return `: upper and lower case count. The key is \`${other}\`.`
  return `. The nearest key is \`${nearest(pattern, keys)}\`.`
}

interface Alternative {
  readonly pattern: string
  readonly because: string
}

function alternatives(pattern: string, keyPrefix: string): readonly Alternative[] {
  const plain = pattern.replace(/^\.?\/+/, '')
  const last = lastSegment(plain)
  return [
    { pattern: pattern.replace(/:+$/, ''), because: ': a pattern is alone on its line, without a colon' },
    { pattern: pattern.replace(/^(["'])(.*)\1$/, '$2'), because: ': the quotes count as part of it' },
    {
      pattern: `${keyPrefix}${plain}`,
      because: ': with a `/` it is compared with whole keys, and these begin with `key-prefix`',
    },
    { pattern: `**/${plain}`, because: ': with a `/` it is compared with whole keys' },
    { pattern: last, because: ': no key has its folders' },
  ].filter((one) => one.pattern !== pattern && one.pattern !== '')
}

/** @returns the key whose last segment takes the fewest changes to become the pattern's. */
function nearest(pattern: string, keys: readonly string[]): string {
  const wanted = lastOf(pattern)
  const [first = ''] = keys
  return keys.slice(0, MAX_COMPARED).reduce(
    (best, key) => {
      const changes = distance(wanted, lastOf(key))
      return changes < best.changes ? { key, changes } : best
    },
    { key: first, changes: Number.POSITIVE_INFINITY },
  ).key
}

/** Enough for a hint; a release of 100,000 files must not wait for it. */
const MAX_COMPARED = 1000
const MAX_LENGTH = 100

function lastOf(text: string): string {
  return lastSegment(text).slice(0, MAX_LENGTH).toLowerCase()
}

/** @returns how many characters have to be inserted, removed or replaced. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [line, character] of [...from].entries()) {
    const next = [line + 1]
    for (let column = 1; column <= to.length; column += 1) {
      const change = (row[column - 1] ?? 0) + (to[column - 1] === character ? 0 : 1)
      next.push(Math.min(change, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
