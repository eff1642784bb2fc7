/** JSON values of untrusted files. */

export type PlainValue = string | number | boolean | null | readonly PlainValue[] | PlainObject

/** Read its fields with `fieldOf`, which only sees own fields: a file can name a field `constructor` or `__proto__`. */
export interface PlainObject {
  readonly [name: string]: PlainValue
}

type CheckedValue =
  | { readonly kind: 'plain'; readonly value: PlainValue }
  | { readonly kind: 'unreadable'; readonly problem: string }

const MAX_DEPTH = 32

/** @returns the value, if it can be written as it was read: not nested deeper than 32 levels, without numbers that lose digits. */
export function checkPlain(value: unknown): CheckedValue {
  const problem = problemOf(value, MAX_DEPTH)
  return problem === undefined ? { kind: 'plain', value: value as PlainValue } : { kind: 'unreadable', problem }
}

function problemOf(value: unknown, depth: number): string | undefined {
  if (typeof value === 'number')
    return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
      ? undefined
      : 'has a number that is too large to be kept exactly'
  if (typeof value !== 'object' || value === null) return undefined
  if (depth === 0) return `is nested deeper than ${MAX_DEPTH} levels`
  for (const inner of Object.values(value)) {
    const problem = problemOf(inner, depth - 1)
    if (problem !== undefined) return problem
  }
  return undefined
}

/** @returns whether a value is an object, not a list. */
export function isPlainObject(value: PlainValue | undefined): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** @returns the object's own field of that name; undefined if it has none. */
export function fieldOf(object: PlainObject, name: string): PlainValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined
}

/** @returns whether two values are the same; the order of an object's fields does not count. */
export function equalPlain(one: PlainValue | undefined, other: PlainValue | undefined): boolean {
  if (one === other) return true
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((value, index) => equalPlain(value, other[index]))
  if (!isPlainObject(one) || !isPlainObject(other)) return false
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => equalPlain(fieldOf(one, name), fieldOf(other, name)))
  )
}
