/** Object keys: how a matched file gets its key, and which keys OSS and its signatures allow. */
import type { Mapping } from './path-lines.ts'

export type Layout = 'pattern-root' | 'workspace' | 'flat'

/** OSS: 1 to 1,023 bytes of UTF-8. Source: https://help.aliyun.com/zh/oss/user-guide/object-naming-conventions */
export const MAX_KEY_BYTES = 1023

/** The location of a match; all paths with `/`. */
interface MatchLocation {
  /** Relative to the folder before the pattern's first wildcard; a plain file: its name. */
  readonly fromPatternRoot: string
  /** Relative to the workspace, or undefined if the file is outside it. */
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

/** @returns the text after the last `/`. */
export function lastSegment(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1)
}

/** @returns the folder of a key: empty, or ending with `/`. */
export function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/') + 1)
}

/** @returns why this key is not possible in OSS, its signature or a URL; undefined if it is. */
export function keyProblem(key: string): string | undefined {
  if (key === '') return 'is empty'
  if (!key.isWellFormed()) return 'is not valid Unicode'
  const bytes = new TextEncoder().encode(key).length
  if (bytes > MAX_KEY_BYTES) return `has ${bytes} bytes as UTF-8, and OSS allows ${MAX_KEY_BYTES}`
  if (key.startsWith('/') || key.startsWith('\\')) return 'starts with a slash, and OSS allows none there'
  if (key.endsWith('/')) return 'ends with a slash, which would make it a folder'
  if (key.split('/').some((segment) => segment === '.' || segment === '..')) {
    return 'has a `.` or `..` segment, which is not possible in a URL'
  }
  return undefined
}
