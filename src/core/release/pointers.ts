/** Objects that each release overwrites, and the version in their metadata. Pure. */
import { VERSION_HEADER } from '../naming/headers.ts'
import { type KeyMatcher, keyMatcher } from '../naming/key-pattern.ts'
import { pointerFiles } from '../naming/pointer-files.ts'
import { compareVersions, parseVersion, type Version } from './version.ts'

/** One pattern of `publish-last`. */
export interface Pointer {
  readonly matches: KeyMatcher
  /** Whether its matches are replaced as a whole or not at all. */
  readonly isGroup: boolean
  /** Whether its matches must never move backwards. */
  readonly isGuarded: boolean
}

/**
 * @returns the patterns in their order. `index.html` is in the default although it is not always a pointer: it is guarded only if
 *     the user wrote `publish-last`.
 */
export function pointersOf(publishLast: readonly string[]): readonly Pointer[] {
  const isDefault = publishLast.join('\n') === pointerFiles().join('\n')
  return publishLast.map((pattern) => ({
    matches: keyMatcher(pattern),
    isGroup: pattern.includes('**'),
    isGuarded: !(isDefault && pattern === 'index.html'),
  }))
}

/** @returns the pattern that guards a key; undefined if none does. */
export function guardOf(key: string, pointers: readonly Pointer[]): Pointer | undefined {
  const first = pointers.find(({ matches }) => matches(key))
  return first?.isGuarded === true ? first : undefined
}

/** Whether an object may be replaced, by its version. */
export type Judgement =
  | { readonly kind: 'older' | 'equal' | 'none' }
  /** It is left as it is. */
  | { readonly kind: 'newer'; readonly version: string }
  /** The versions cannot be compared. */
  | { readonly kind: 'unclear'; readonly version: string }

/**
 * @param told headers of the answer to HEAD; undefined if there is no object
 * @param asked the version that is to replace it
 * @returns how the object's version compares; `none` if it has none
 */
export function judgeMove(told: Readonly<Record<string, string>> | undefined, asked: Version): Judgement {
  const text = told?.[VERSION_HEADER]
  if (text === undefined) return { kind: 'none' }
  const standing = parseVersion(text)
  const order = standing === undefined ? undefined : compareVersions(standing, asked)
  if (order === undefined) return { kind: 'unclear', version: text }
  if (order > 0) return { kind: 'newer', version: text }
  return { kind: order === 0 ? 'equal' : 'older' }
}
