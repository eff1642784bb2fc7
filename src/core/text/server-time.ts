/** The clock of a service, from its answers. */

const FROM_MS = Date.UTC(2000, 0, 1)
const UNTIL_MS = Date.UTC(2100, 0, 1)

/** @returns the time that a service states, in milliseconds since the epoch; undefined if it is not a time, or so far off that no request could be signed with it. */
export function parseServerTime(text: string | undefined): number | undefined {
  const timeMs = Date.parse(text ?? '')
  return timeMs >= FROM_MS && timeMs < UNTIL_MS ? timeMs : undefined
}
