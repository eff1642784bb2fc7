/** The clock of a service, as its answers tell it. */

const FROM_MS = Date.UTC(2000, 0, 1)
const UNTIL_MS = Date.UTC(2100, 0, 1)

/** @returns a time that a service tells, in milliseconds since the epoch; undefined where it is none, or one that no service has and no request could be signed with. */
export function parseServerTime(text: string | undefined): number | undefined {
  const timeMs = Date.parse(text ?? '')
  return timeMs >= FROM_MS && timeMs < UNTIL_MS ? timeMs : undefined
}
