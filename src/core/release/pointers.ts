/** Objects that each release overwrites, and the version that is in them. Pure. */
import { VERSION_HEADER } from '../naming/headers.ts'
import { type KeyMatcher, keyMatcher } from '../naming/key-pattern.ts'
import { pointerFiles } from '../naming/pointer-files.ts'
import { compareVersions, parseVersion, type Version } from './version.ts'

/** One pattern of `publish-last`. */
export interface Pointer {
  readonly matches: KeyMatcher
  /** Whether what it matches moves whole or not at all. */
  readonly isGroup: boolean
  /** Whether what it matches never moves backwards. */
  readonly isGuarded: boolean
}

/**
 * @returns the patterns in their order. A site's `index.html` is one of the default although it is not a pointer everywhere: it is guarded only where
 *   the user wrote a `publish-last` of their own.
 */
export function pointersOf(publishLast: readonly string[]): readonly Pointer[] {
  const isDefault = publishLast.join('\n') === pointerFiles().join('\n')
  return publishLast.map((pattern) => ({
    matches: keyMatcher(pattern),
    isGroup: pattern.includes('**'),
    isGuarded: !(isDefault && pattern === 'index.html'),
  }))
}

/** @returns the pattern that guards a key; undefined where none does. */
export function guardOf(key: string, pointers: readonly Pointer[]): Pointer | undefined {
  const first = pointers.find(({ matches }) => matches(key))
  return first?.isGuarded === true ? first : undefined
}

/** What the version of an object says of replacing it. */
export type Judgement =
  | { readonly kind: 'older' | 'equal' | 'none' }
  /** It is left as it is. */
  | { readonly kind: 'newer'; readonly version: string }
  /** Nothing tells which is newer. */
  | { readonly kind: 'unclear'; readonly version: string }

/** @param told headers of the answer to HEAD; undefined where there is no object */
export function judgeMove(told: Readonly<Record<string, string>> | undefined, asked: Version): Judgement {
  const text = told?.[VERSION_HEADER]
  if (text === undefined) return { kind: 'none' }
  const standing = parseVersion(text)
  const order = standing === undefined ? undefined : compareVersions(standing, asked)
  if (order === undefined) return { kind: 'unclear', version: text }
  if (order > 0) return { kind: 'newer', version: text }
  return { kind: order === 0 ? 'equal' : 'older' }
}
