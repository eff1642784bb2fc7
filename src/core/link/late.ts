/** What the durations of the last parts tell: which part will take far too long, and how much a connection carries in a moment. Pure. */

/** Milliseconds per byte that the last parts took, oldest first. */
export type Durations = readonly number[]

/** What is known before any part was acknowledged. */
export const NO_DURATIONS: Durations = []

/** How many of the last ones count. */
const MOST = 64
/** With fewer nothing is judged. */
const ENOUGH = 8
const HALF_OF_THEM = 0.5
const MOST_OF_THEM = 0.9
/** A part is late once it has taken this many times as long as nine of ten others, and this much longer. */
const TIMES = 1.5
const AT_LEAST_MS = 500
/** It is also late if what is left of it will take this many times as long as half of the others took in all. */
const TIMES_LEFT = 1.2

interface Duration {
  readonly sizeBytes: number
  readonly elapsedMs: number
}

interface Underway extends Duration {
  /** What the kernel took of it. */
  readonly takenBytes: number
}

/** @returns the durations with that of one more part. */
export function addDuration(durations: Durations, { sizeBytes, elapsedMs }: Duration): Durations {
  return sizeBytes === 0 ? durations : [...durations.slice(1 - MOST), elapsedMs / sizeBytes]
}

/** @returns whether a part that has been under way for that time is late: another connection would probably bring it sooner. */
export function isLate(durations: Durations, part: Underway): boolean {
  if (durations.length < ENOUGH) return false
  const { sizeBytes, elapsedMs } = part
  const longMs = msAByte(durations, MOST_OF_THEM) * sizeBytes
  if (elapsedMs > longMs * TIMES && elapsedMs > longMs + AT_LEAST_MS) return true
  const usualMs = msAByte(durations, HALF_OF_THEM) * sizeBytes
  // Its beginning tells little: the kernel's buffer takes that at once, and a window that was idle opens slowly.
  if (elapsedMs < usualMs / 2) return false
  const stillMs = leftMs(part)
  return stillMs > usualMs * TIMES_LEFT && stillMs > usualMs + AT_LEAST_MS
}

/** @returns how long a part will probably still take, in milliseconds; infinite while nothing of it was taken. */
export function leftMs({ sizeBytes, takenBytes, elapsedMs }: Underway): number {
  return takenBytes === 0 ? Number.POSITIVE_INFINITY : (elapsedMs * (sizeBytes - takenBytes)) / takenBytes
}

/** @returns how many bytes nine of ten connections carry in that time; 0 while nothing is known. */
export function carriedIn(durations: Durations, elapsedMs: number): number {
  const longMs = msAByte(durations, MOST_OF_THEM)
  return durations.length < ENOUGH || longMs === 0 ? 0 : elapsedMs / longMs
}

/** @returns the milliseconds per byte that this fraction of the parts did not exceed. */
function msAByte(durations: Durations, fraction: number): number {
  const inOrder = durations.toSorted((left, right) => left - right)
  return inOrder[Math.floor(inOrder.length * fraction)] ?? 0
}
