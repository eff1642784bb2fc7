/** What the durations of the last parts tell: which part takes far too long, and how much a connection carries in a moment. Pure. */

/** Milliseconds a byte that the last parts took, oldest first. */
export type Durations = readonly number[]

export const NO_DURATIONS: Durations = []

/** So many of the last ones count. */
const MOST = 64
/** With fewer nothing is judged. */
const ENOUGH = 8
/** A part is late once it takes so many times as long as nine of ten others did, and so much longer. */
const MOST_OF_THEM = 0.9
const TIMES = 1.5
const AT_LEAST_MS = 500

interface Duration {
  readonly sizeBytes: number
  readonly elapsedMs: number
}

/** @returns the durations with that of one more part. */
export function addDuration(durations: Durations, { sizeBytes, elapsedMs }: Duration): Durations {
  return sizeBytes === 0 ? durations : [...durations.slice(1 - MOST), elapsedMs / sizeBytes]
}

/** @returns whether a part that is under way for so long is late. */
export function isLate(durations: Durations, { sizeBytes, elapsedMs }: Duration): boolean {
  if (durations.length < ENOUGH) return false
  const usualMs = usualMsAByte(durations) * sizeBytes
  return elapsedMs > usualMs * TIMES && elapsedMs > usualMs + AT_LEAST_MS
}

/** @returns how many bytes nine of ten connections carry in so many milliseconds; 0 while nothing is known. */
export function carriedIn(durations: Durations, elapsedMs: number): number {
  const msAByte = usualMsAByte(durations)
  return durations.length < ENOUGH || msAByte === 0 ? 0 : elapsedMs / msAByte
}

function usualMsAByte(durations: Durations): number {
  const inOrder = durations.toSorted((left, right) => left - right)
  return inOrder[Math.floor(inOrder.length * MOST_OF_THEM)] ?? 0
}
