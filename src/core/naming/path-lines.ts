/** The `path` input: patterns one a line, `!` excludes, `#` comments, `pattern => key`. */
import { literalKeyProblem, meantKey, typedKeyProblem } from './key-prefix.ts'

/** What an include line does with its matches. */
export type Mapping =
  /** The one match gets exactly this key. */
  | { readonly kind: 'key'; readonly key: string }
  /** All matches, relative to the pattern's root, get this prefix (ends with `/`). */
  | { readonly kind: 'prefix'; readonly prefix: string }

export interface IncludeLine {
  readonly pattern: string
  readonly mapping: Mapping | undefined
  /** Patterns of the `!` lines below this one: those that act on it. */
  readonly excludes: readonly string[]
}

interface PathProblem {
  readonly line: string
  readonly problem: string
  /** The corrected YAML. */
  readonly write: string
}

const ARROW = /(?<!\S)=>(?!\S)/
const WRITE_EXCLUDE = 'path: |\n      dist/**\n      !dist/**/*.map'
const WRITE_MAPPING = 'path: dist/app.exe => v1.2.3/app.exe'

/** @returns the include lines in their order, and what is wrong with others. */
export function parsePathLines(input: string): {
  readonly lines: readonly IncludeLine[]
  readonly problems: readonly PathProblem[]
} {
  const lines: { pattern: string; mapping: Mapping | undefined; excludes: string[] }[] = []
  const problems: PathProblem[] = []
  for (const line of input.split(/\r?\n/).map((text) => text.trim())) {
    if (line === '' || line.startsWith('#')) continue
    if (line.startsWith('!')) {
      const exclude = line.slice(1).trim()
      if (exclude === '') problems.push({ line, problem: 'has no pattern after `!`', write: WRITE_EXCLUDE })
      else if (ARROW.test(exclude))
        problems.push({ line, problem: 'excludes files, and cannot give them a key', write: WRITE_EXCLUDE })
      else if (lines.length === 0) {
        const problem = 'excludes from the lines above it, and there is none'
        problems.push({ line, problem, write: WRITE_EXCLUDE })
      }
      for (const above of lines) above.excludes.push(exclude)
      continue
    }
    const parsed = parseInclude(line)
    if (parsed.kind === 'problem')
      problems.push({ line, problem: parsed.problem, write: parsed.write ?? WRITE_MAPPING })
    else lines.push({ pattern: parsed.pattern, mapping: parsed.mapping, excludes: [] })
  }
  return { lines, problems }
}

type Include =
  | { readonly kind: 'include'; readonly pattern: string; readonly mapping: Mapping | undefined }
  | { readonly kind: 'problem'; readonly problem: string; readonly write?: string }

function parseInclude(line: string): Include {
  const arrow = line.search(ARROW)
  if (arrow < 0) return { kind: 'include', pattern: line, mapping: undefined }
  const pattern = line.slice(0, arrow).trim()
  const target = line.slice(arrow + 2).trim()
  if (pattern === '') return { kind: 'problem', problem: 'has no pattern before `=>`' }
  if (target === '')
    return { kind: 'problem', problem: 'has no object key after `=>` (`pattern => key` or `pattern => prefix/`)' }
  // Segments of dots are reported later, with the other problems of the matches' keys.
  const check = target.endsWith('/') ? typedKeyProblem : literalKeyProblem
  const problem = /(?:^|\/)\.{1,2}(?:\/|$)/.test(target) ? undefined : check(target)
  if (problem !== undefined)
    return {
      kind: 'problem',
      problem: `gives the key \`${target}\`, which ${problem}`,
      write: `path: ${pattern} => ${meantKey(target)}`,
    }
  if (target.endsWith('/')) return { kind: 'include', pattern, mapping: { kind: 'prefix', prefix: target } }
  return { kind: 'include', pattern, mapping: { kind: 'key', key: target } }
}

/** Syntax of other tools, and what to write instead. */
const HINTS: readonly (readonly [mistake: RegExp, hint: string])[] = [
  [/^(["']).*\1$/, 'the quotes count as part of the name: leave them out'],
  [/\$\{?\w|%\w+%/, 'variables of the shell are not expanded: write `${{ env.NAME }}`, or the path itself'],
  [/^[^{]*[*?\w],\s*[^{}]*$|[*?\w],\s+\S/, 'commas do not separate patterns: write one on each line'],
  [/[*?\w];\s*\S/, 'semicolons do not separate patterns: write one on each line'],
  [/\s->\s/, 'a key is given by `=>`, not by `->`'],
  [/=>/, '`=>` needs a space on both sides'],
  [/\S\s+#/, 'a comment needs a line of its own'],
  [/^-\s|^\[.*\]$/, 'this is not a list: write the patterns alone, one on each line'],
  [
    /\S\s+(?:!\S|[^\s/]*[*/])|\.\w{1,9}\s+\S+\.\w/,
    'spaces do not separate patterns: write one on each line below `path: |`, as `>` joins lines',
  ],
  [/^[^:*?[\s]{2,}:[^:\s]*\/?$/, 'a prefix is given by `pattern => prefix/`, not by a colon'],
  [/^\/(?!\/)/, 'it begins at the root of the machine: leave the `/` at its start out to begin at the workspace'],
  [/^[^{}]*(?:\{[^{}]*\}[^{}]*)*(?:\{[^{}]*$|\})/, 'a brace has no other half'],
  [/\[[^\]^!*?-]{3,}\]/, 'brackets stand for one of their characters: write `[[]x64]` for `[x64]`'],
]

/** For systems with another separator. */
const BACKSLASH = 'write paths with `/`'

/**
 * @param missingFolder the first folder of the pattern that is not there
 * @returns what is likely wrong with a pattern that matches nothing; undefined if that is unclear, such as when a backslash was read as a separator.
 */
export function patternHint(pattern: string, missingFolder?: string): string | undefined {
  const hint = HINTS.find(([mistake]) => mistake.test(pattern))?.[1]
  if (hint !== undefined || !pattern.includes('\\')) return hint
  const isRead = missingFolder !== undefined && pattern.replaceAll('\\', '/').includes(missingFolder)
  return isRead ? undefined : BACKSLASH
}
