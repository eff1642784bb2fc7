/** Rewrites patterns with `.` and `..` segments, which @actions/glob refuses, as patterns without them. */
import type { PathStyle } from './paths.ts'

interface DotOptions {
  /** Absolute working directory, at which relative patterns start. */
  readonly cwd: string
  readonly style: Pick<PathStyle, 'sep' | 'resolve'>
}

/** @returns an equivalent pattern; the pattern itself if it has no such segment, or `..` after a wildcard, which has no meaning. */
export function withoutDotSegments(pattern: string, { cwd, style }: DotOptions): string {
  const segments = pattern.split(style.sep === '\\' ? /[\\/]/ : '/')
  if (!segments.some((segment, index) => segment === '..' || (segment === '.' && index > 0))) return pattern
  const kept: string[] = []
  let above = 0
  for (const segment of segments) {
    if (segment === '.') continue
    const last = kept.at(-1)
    if (segment !== '..') kept.push(segment)
    else if (last === undefined) above += 1
    else if (/[*?[]/.test(last)) return pattern
    else if (kept.length > 1 || !isRoot(last)) kept.pop()
  }
  const isRooted = isRoot(kept[0] ?? '') && above === 0
  if (isRooted || above === 0) return kept.join(style.sep) || '.'
  const folder = literal(style.resolve(cwd, Array(above).fill('..').join(style.sep)), style)
  return [folder.replace(/[\\/]$/, ''), ...kept].join(style.sep)
}

/** The start of a path that has no folder above it: `/`, a drive, the home folder. */
function isRoot(segment: string): boolean {
  return segment === '' || segment === '~' || /^[a-z]:$/i.test(segment)
}

/** @returns a pattern that matches only this path. */
function literal(path: string, { sep }: DotOptions['style']): string {
  return (sep === '\\' ? path : path.replaceAll('\\', '\\\\')).replace(/[*?[]/g, '[$&]')
}
