/** Matches lines of `path` against the names of a release's assets. */
import type { IncludeLine } from '../../core/naming/path-lines.ts'
import { meansPath, parsePathPattern } from '../../core/naming/path-pattern.ts'
import type { ReleaseAsset } from '../../core/release/github/release.ts'

/** Names of assets are the same on every system. */
const RULES = { escapes: true, ignoresCase: false }

/** @returns the patterns that the braces of a line make. Throws an ActionError if they are too many. */
export type ExpandBraces = (line: string) => readonly string[]

type Line = Pick<IncludeLine, 'pattern' | 'excludes'>

/** @returns for each line, in order, the assets that it matches, sorted by name. */
export function assetsOfLines(
  lines: readonly Line[],
  assets: readonly ReleaseAsset[],
  expand: ExpandBraces,
): readonly (readonly ReleaseAsset[])[] {
  const sorted = [...assets].sort((left, right) => (left.name < right.name ? -1 : 1))
  return lines.map(({ pattern, excludes }) => {
    const isMeant = matcher(pattern, expand)
    const isLeftOut = excludes.map((line) => excluder(line, expand))
    return sorted.filter(
      ({ name }) => isMeant(name) && !isLeftOut.reduce((isOut, decide) => decide(name, isOut), false),
    )
  })
}

/** An exact name matches even if it contains wildcards. */
function matcher(line: string, expand: ExpandBraces): (name: string) => boolean {
  const text = line.replace(/^(?:\.\/+)+/, '')
  const patterns = expand(text).map((one) => parsePathPattern(one, RULES))
  return (name) => name === text || patterns.some((pattern) => meansPath(pattern, [name]))
}

/** A second `!` includes again, as with files. */
function excluder(line: string, expand: ExpandBraces): (name: string, isOut: boolean) => boolean {
  const text = line.replace(/^[!\s]+/, '')
  const isBack = [...line.slice(0, line.length - text.length)].filter((mark) => mark === '!').length % 2 === 1
  const isMeant = matcher(text, expand)
  return (name, isOut) => (isMeant(name) ? !isBack : isOut)
}
