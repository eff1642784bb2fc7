/** Notes which part of the link's time each try of a request with a body gets. The caller tells the time, in monotonic milliseconds. */
import type { Ended, Underway } from './present-rate.ts'

/** A try under way. */
interface Try {
  readonly sizeBytes: number
  readonly startedMs: number
  /** The part of the link's time that one got that was under way all the time before. */
  readonly beforeMs: number
}

/** More are never under way. */
const MOST_ENDED = 128

interface Tries {
  /** How many are under way. */
  readonly count: number
  begin(sizeBytes: number, nowMs: number): Try
  /** @returns how long it took, in milliseconds */
  end(one: Try, outcome: { readonly nowMs: number; readonly isAcknowledged: boolean }): number
  /** @returns the last ones that ended, oldest first, and those under way */
  soFar(nowMs: number): { readonly ended: readonly Ended[]; readonly underway: readonly Underway[] }
}

/** @returns the notes before the first try. */
export function createTries(startMs: number): Tries {
  const underway = new Set<Try>()
  const ended: Ended[] = []
  /** The part of one that was under way all the time, until then. */
  let partMs = 0
  let untilMs = startMs
  function pass(nowMs: number): void {
    if (underway.size > 0) partMs += (nowMs - untilMs) / underway.size
    untilMs = nowMs
  }
  return {
    get count() {
      return underway.size
    },
    begin(sizeBytes, nowMs) {
      pass(nowMs)
      const one = { sizeBytes, startedMs: nowMs, beforeMs: partMs }
      underway.add(one)
      return one
    },
    end(one, { nowMs, isAcknowledged }) {
      pass(nowMs)
      underway.delete(one)
      ended.push({ sizeBytes: one.sizeBytes, linkMs: partMs - one.beforeMs, isAcknowledged })
      if (ended.length > MOST_ENDED) ended.shift()
      return nowMs - one.startedMs
    },
    soFar(nowMs) {
      pass(nowMs)
      return {
        ended: [...ended],
        underway: [...underway].map(({ sizeBytes, beforeMs }) => ({ sizeBytes, linkMs: partMs - beforeMs })),
      }
    },
  }
}
