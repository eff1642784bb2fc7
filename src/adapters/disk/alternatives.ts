/** Expands a line of `path`: to the file with exactly this name, or to patterns without braces. */
import * as nodePath from 'node:path'
import { expand } from 'brace-expansion'
import { ActionError } from '../../core/errors/errors.ts'
import { quoted } from '../../core/text/text.ts'
import { literalPattern, searchRoot } from './search.ts'
import type { Tree } from './tree.ts'

/** Limit of alternatives on one line: more are a mistake. */
const MAX_EXPANSIONS = 1000

/** `..` after a wildcard, which a search refuses and a path would read as the folder above. */
const UP_FROM_WILDCARD = /[*?[{].*[\\/]\.\.(?:$|[\\/])/

interface Alternatives {
  readonly patterns: readonly string[]
  /** The folder to which keys are relative, if braces make several patterns; else each pattern has its own. */
  readonly root: string | undefined
}

/** @returns the patterns of an include line. Throws an ActionError if its braces make too many. */
export async function alternativesOf(tree: Tree, line: string): Promise<Alternatives> {
  const exact = await exactFile(tree, line)
  if (exact !== undefined) return { patterns: [exact], root: undefined }
  const patterns = expandBraces(line)
  const brace = line.indexOf('{')
  const root = patterns.length < 2 ? undefined : searchRoot(`${line.slice(0, lastSeparator(line, brace) + 1)}*`)
  return { patterns, root }
}

/** @returns what an exclude line leaves out: the matches of its patterns, and the file with exactly this name. */
export async function excludesOf(tree: Tree, line: string): Promise<readonly string[]> {
  const exact = await exactFile(tree, line)
  return [...expandBraces(line), ...(exact === undefined ? [] : [exact])]
}

/** @returns a pattern for a file whose name is the line, wildcards included; undefined if there is none. */
async function exactFile(tree: Tree, line: string): Promise<string | undefined> {
  if (!/[*?[{]/.test(line) || UP_FROM_WILDCARD.test(line)) return undefined
  const path = nodePath.resolve(line)
  return (await tree.look(path, true)) === 'file' ? literalPattern(path) : undefined
}

/** @returns the patterns that a line's braces make; the line itself if it has no braces. Throws an ActionError if they are too many. */
export function expandBraces(line: string): readonly string[] {
  if (!line.includes('{')) return [line]
  // The library reads `\\` as an escape; on Windows it separates folders.
  const text = nodePath.sep === '\\' ? line.replaceAll('\\', '/') : line
  const patterns = [...new Set(expand(text, { max: MAX_EXPANSIONS + 1 }))]
  if (patterns.length <= MAX_EXPANSIONS) return patterns
  throw new ActionError({
    code: 'bad-pattern',
    message: `The braces of ${quoted(line)} in \`path\` make more than ${MAX_EXPANSIONS} patterns`,
    remedy: 'Use a wildcard in their place: `*` for any name, `**` for any folders.',
  })
}

function lastSeparator(line: string, before: number): number {
  return Math.max(line.lastIndexOf('/', before), nodePath.sep === '\\' ? line.lastIndexOf('\\', before) : -1)
}
