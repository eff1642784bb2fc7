/** What a line of `path` stands for: a file that has just this name, or patterns without braces. */
import * as nodePath from 'node:path'
import { expand } from 'brace-expansion'
import { ActionError } from '../../core/errors/errors.ts'
import { singleLine } from '../../core/text/text.ts'
import { literalPattern, searchRoot } from './search.ts'
import type { Tree } from './tree.ts'

/** More alternatives than this on one line were not meant. */
const MAX_EXPANSIONS = 1000

/** What a search refuses, and a path would take for the folder above. */
const UP_FROM_WILDCARD = /[*?[{].*[\\/]\.\.(?:$|[\\/])/

interface Alternatives {
  readonly patterns: readonly string[]
  /** The folder that keys are relative to, where braces stand for several patterns; else each pattern has its own. */
  readonly root: string | undefined
}

/** @returns the patterns of an include line. Throws an ActionError where its braces stand for too many. */
export async function alternativesOf(tree: Tree, line: string): Promise<Alternatives> {
  const exact = await exactFile(tree, line)
  if (exact !== undefined) return { patterns: [exact], root: undefined }
  const patterns = expandBraces(line)
  const brace = line.indexOf('{')
  const root = patterns.length < 2 ? undefined : searchRoot(`${line.slice(0, lastSeparator(line, brace) + 1)}*`)
  return { patterns, root }
}

/** @returns what an exclude line leaves out: what its patterns mean, and the file that has just this name. */
export async function excludesOf(tree: Tree, line: string): Promise<readonly string[]> {
  const exact = await exactFile(tree, line)
  return [...expandBraces(line), ...(exact === undefined ? [] : [exact])]
}

/** @returns a pattern for the file that has a line with wildcards as its name; undefined where there is none. */
async function exactFile(tree: Tree, line: string): Promise<string | undefined> {
  if (!/[*?[{]/.test(line) || UP_FROM_WILDCARD.test(line)) return undefined
  const path = nodePath.resolve(line)
  return (await tree.look(path, true)) === 'file' ? literalPattern(path) : undefined
}

/** @returns the patterns that a line's braces stand for; the line itself where it has none. Throws an ActionError where they are too many. */
export function expandBraces(line: string): readonly string[] {
  if (!line.includes('{')) return [line]
  // The library takes `\\` as an escape, which on Windows parts folders.
  const text = nodePath.sep === '\\' ? line.replaceAll('\\', '/') : line
  const patterns = [...new Set(expand(text, { max: MAX_EXPANSIONS + 1 }))]
  if (patterns.length <= MAX_EXPANSIONS) return patterns
  throw new ActionError({
    code: 'bad-pattern',
    message: `The braces of \`${singleLine(line, 200)}\` in \`path\` stand for more than ${MAX_EXPANSIONS} patterns`,
    remedy: 'Use a wildcard in their place: `*` for any name, `**` for any folders.',
  })
}

function lastSeparator(line: string, before: number): number {
  return Math.max(line.lastIndexOf('/', before), nodePath.sep === '\\' ? line.lastIndexOf('\\', before) : -1)
}
