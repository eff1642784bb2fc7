/** Object keys: how a matched file gets its key, and which keys OSS and its signatures bear. */
import type { Mapping } from './path-lines.ts'

export type Layout = 'pattern-root' | 'workspace' | 'flat'

/** OSS: 1 to 1,023 bytes of UTF-8. Source: https://help.aliyun.com/zh/oss/user-guide/object-naming-conventions */
export const MAX_KEY_BYTES = 1023

/** Where a match lies; all paths with `/`. */
interface MatchLocation {
  /** Relative to the folder before the pattern's first wildcard; a plain file: its name. */
  readonly fromPatternRoot: string
  /** Relative to the workspace, or undefined where the file lies outside it. */
  readonly fromWorkspace: string | undefined
}

/** @returns the object key of a match, `key-prefix` included. */
export function keyOf({
  location,
  mapping,
  layout,
  keyPrefix,
}: {
  readonly location: MatchLocation
  readonly mapping: Mapping | undefined
  readonly layout: Layout
  readonly keyPrefix: string
}): string {
  return keyPrefix + unprefixedKey(location, mapping, layout)
}

function unprefixedKey(location: MatchLocation, mapping: Mapping | undefined, layout: Layout): string {
  if (mapping?.kind === 'key') return mapping.key
  if (mapping?.kind === 'prefix') return mapping.prefix + location.fromPatternRoot
  switch (layout) {
    case 'pattern-root':
      return location.fromPatternRoot
    case 'workspace':
      return location.fromWorkspace ?? location.fromPatternRoot
    case 'flat':
      return lastSegment(location.fromPatternRoot)
  }
}

/** @returns what stands behind the last `/`. */
export function lastSegment(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1)
}

/** @returns why OSS, its signature or its URL would not bear this key; undefined where all do. */
export function keyProblem(key: string): string | undefined {
  if (key === '') return 'is empty'
  if (!key.isWellFormed()) return 'is not valid Unicode'
  const bytes = new TextEncoder().encode(key).length
  if (bytes > MAX_KEY_BYTES) return `has ${bytes} bytes as UTF-8, and OSS allows ${MAX_KEY_BYTES}`
  if (key.startsWith('/') || key.startsWith('\\')) return 'starts with a slash, and OSS allows none there'
  if (key.endsWith('/')) return 'ends with a slash, which would make it a folder'
  if (key.split('/').some((segment) => segment === '.' || segment === '..')) {
    return 'has a `.` or `..` segment, which no URL can carry'
  }
  return undefined
}
