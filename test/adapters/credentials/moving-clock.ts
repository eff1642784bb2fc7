import type { Clock } from '../../../src/ports.ts'

/** @returns a clock on which sleeping only moves the time. */
export function createMovingClock(nowMs: () => number, move: (byMs: number) => void): Clock {
  return {
    nowMs,
    epochMs: nowMs,
    async sleep(delayMs) {
      move(delayMs)
    },
    every: () => () => {},
    random: () => 0.5,
    busyMs: () => 0,
  }
}
