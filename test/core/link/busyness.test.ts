import { expect, test } from 'vitest'
import { isBusy, noteEffort, startBusyness } from '../../../src/core/link/busyness.ts'

/** @returns whether the process is busy after moments, each with the milliseconds since the last one and how many of them were computed. */
function after(moments: readonly (readonly [elapsedMs: number, busyMs: number])[]): boolean {
  let effort = { nowMs: 1000, busyMs: 300 }
  let busyness = startBusyness(effort)
  for (const [elapsedMs, busyMs] of moments) {
    effort = { nowMs: effort.nowMs + elapsedMs, busyMs: effort.busyMs + busyMs }
    busyness = noteEffort(busyness, effort)
  }
  return isBusy(busyness, effort)
}

test('a process that computes nearly all the time is busy', () => {
  expect(after(Array.from({ length: 20 }, () => [10, 7.5]))).toBe(true)
})

test('a process that waits for a third of the time is not', () => {
  expect(after(Array.from({ length: 20 }, () => [10, 6.7]))).toBe(false)
})

test('too short a time to tell counts as busy', () => {
  expect(after([[20, 0]])).toBe(true)
})

test('a busy start does not count for long', () => {
  expect(
    after([
      [400, 400],
      [60, 10],
      [60, 10],
    ]),
  ).toBe(false)
})

test('a long wait for the first answer shows at once that there is time', () => {
  expect(
    after([
      [50, 50],
      [150, 2],
    ]),
  ).toBe(false)
})
