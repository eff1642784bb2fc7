/** What fields of records have to be. A record comes from a cache that others can write to: each field is checked before it is used. Pure. */

export type RecordFields = Readonly<Record<string, unknown>>

/** @returns the value as an object with fields; undefined if it is not one. */
export function asFields(value: unknown): RecordFields | undefined {
  return typeof value === 'object' && value !== null ? (value as RecordFields) : undefined
}

/** @returns whether the value is a safe integer of at least 0. */
export function isWholeNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

/** @returns whether the value is printable ASCII of 1 to 512 characters, without spaces: it goes into URLs and log lines. */
export function isPrintable(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]{1,512}$/.test(value)
}

/**
 * OSS gives hex digits. Characters that some escape in one way and others in another could make a request that no signature fits.
 * @returns whether the value can be an upload ID
 */
export function isUploadId(value: unknown): value is string {
  return isPrintable(value) && /^[\w.~+/=-]+$/.test(value)
}
