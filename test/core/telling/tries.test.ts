import { expect, test } from 'vitest'
import { createTries } from '../../../src/core/telling/tries.ts'

test('tries that are under way at the same time share the time of the link', () => {
  const tries = createTries(0)
  const first = tries.begin(100, 1000)
  const second = tries.begin(200, 3000)
  expect(tries.count).toBe(2)
  expect(tries.soFar(5000)).toEqual({
    ended: [],
    underway: [
      { sizeBytes: 100, linkMs: 3000 },
      { sizeBytes: 200, linkMs: 1000 },
    ],
  })
  expect(tries.end(first, { nowMs: 7000, isAcknowledged: true })).toBe(6000)
  expect(tries.end(second, { nowMs: 8000, isAcknowledged: false })).toBe(5000)
  expect(tries.soFar(20_000)).toEqual({
    ended: [
      { sizeBytes: 100, linkMs: 4000, isAcknowledged: true },
      { sizeBytes: 200, linkMs: 3000, isAcknowledged: false },
    ],
    underway: [],
  })
})

test('the last 128 that ended are kept', () => {
  const tries = createTries(0)
  for (let nth = 0; nth < 300; nth += 1) tries.end(tries.begin(nth, nth), { nowMs: nth + 1, isAcknowledged: true })
  const { ended } = tries.soFar(300)
  expect([ended.length, ended[0]?.sizeBytes, ended.at(-1)?.sizeBytes]).toEqual([128, 172, 299])
})
