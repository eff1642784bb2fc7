/** Parses and compares versions of releases. Pure. */

/** Semantic Versioning, or two to four dotted numbers. Three plain numbers are both. Source: https://semver.org */
export interface Version {
  /** As it was written. */
  readonly text: string
  readonly numbers: readonly bigint[]
  /** Identifiers of a pre-release; none for a release. */
  readonly preRelease: readonly string[]
  /** Its form, if it can be only one of the two. */
  readonly form: 'semver' | 'numbers' | 'either'
}

/** Which versions can be compared, for messages. */
export const UNDERSTOOD =
  'Semantic Versioning with or without `v` (`v1.2.3`, `1.2.3-beta.1`), or 2 to 4 dotted numbers (`2026.03`, `1.2.3.4`)'

const MAX_CHARACTERS = 128
const SEMVER =
  /^v?((?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2})(?:-((?:0|[1-9]\d*|\d*[a-z-][\da-z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-z-][\da-z-]*))*))?(\+[\da-z-]+(?:\.[\da-z-]+)*)?$/i
const NUMBERS = /^v?(\d+(?:\.\d+){1,3})$/i

/** @returns the version, or undefined if the text is not one. */
export function parseVersion(text: string): Version | undefined {
  if (text.length > MAX_CHARACTERS) return undefined
  const [, core, preRelease, build] = SEMVER.exec(text) ?? []
  if (core !== undefined) {
    const form = preRelease === undefined && build === undefined ? 'either' : 'semver'
    return { text, numbers: numbersOf(core), preRelease: preRelease?.split('.') ?? [], form }
  }
  const [, dotted] = NUMBERS.exec(text) ?? []
  if (dotted === undefined) return undefined
  const numbers = numbersOf(dotted)
  // `2026.09.30` and `2026.10.10` can be compared, although only the second is valid in Semantic Versioning.
  return { text, numbers, preRelease: [], form: numbers.length === 3 ? 'either' : 'numbers' }
}

function numbersOf(dotted: string): readonly bigint[] {
  return dotted.split('.').map(BigInt)
}

/**
 * @returns below 0 if `left` is older, 0 if they are equal, above 0 if it is newer; undefined if they have different forms and cannot be
 *     compared. A missing number is 0; build metadata is ignored.
 */
export function compareVersions(left: Version, right: Version): number | undefined {
  const forms = new Set([left.form, right.form])
  if (forms.has('semver') && forms.has('numbers')) return undefined
  const length = Math.max(left.numbers.length, right.numbers.length)
  for (let index = 0; index < length; index += 1) {
    const order = compare(left.numbers[index] ?? 0n, right.numbers[index] ?? 0n)
    if (order !== 0) return order
  }
  return comparePreReleases(left.preRelease, right.preRelease)
}

/** A release is newer than its pre-releases; of those the first identifier that differs decides, and the longer list is newer. */
function comparePreReleases(left: readonly string[], right: readonly string[]): number {
  if (left.length === 0 || right.length === 0) return compare(right.length, left.length)
  for (const [index, identifier] of left.entries()) {
    const other = right[index]
    if (other === undefined) return 1
    const order = compareIdentifiers(identifier, other)
    if (order !== 0) return order
  }
  return compare(left.length, right.length)
}

/** Numbers are older than words; words are compared by their characters. */
function compareIdentifiers(left: string, right: string): number {
  const [isLeftNumber, isRightNumber] = [/^\d+$/.test(left), /^\d+$/.test(right)]
  if (isLeftNumber && isRightNumber) return compare(BigInt(left), BigInt(right))
  if (isLeftNumber !== isRightNumber) return isLeftNumber ? -1 : 1
  return compare(left, right)
}

function compare<Value extends bigint | number | string>(left: Value, right: Value): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
