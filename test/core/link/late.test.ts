import { expect, test } from 'vitest'
import { addDuration, type Durations, isLate, NO_DURATIONS } from '../../../src/core/link/late.ts'

const MIB = 1024 ** 2

function durationsOf(...eachMs: readonly number[]): Durations {
  return eachMs.reduce((all, elapsedMs) => addDuration(all, { sizeBytes: MIB, elapsedMs }), NO_DURATIONS)
}

const TEN = [300, 310, 320, 330, 340, 350, 360, 370, 380, 2000]

test('a part is late once it takes half as long again as nine of ten others', () => {
  expect(isLate(durationsOf(...TEN), { sizeBytes: MIB, takenBytes: MIB, elapsedMs: 2900 })).toBe(false)
  expect(isLate(durationsOf(...TEN), { sizeBytes: MIB, takenBytes: MIB, elapsedMs: 3100 })).toBe(true)
})

test('a larger part may take longer', () => {
  expect(isLate(durationsOf(...TEN), { sizeBytes: 4 * MIB, takenBytes: 4 * MIB, elapsedMs: 11_000 })).toBe(false)
  expect(isLate(durationsOf(...TEN), { sizeBytes: 4 * MIB, takenBytes: 4 * MIB, elapsedMs: 12_100 })).toBe(true)
})

test('half a second is nothing, and of few parts nothing is concluded', () => {
  expect(isLate(durationsOf(...TEN.map(() => 10)), { sizeBytes: MIB, takenBytes: MIB, elapsedMs: 400 })).toBe(false)
  expect(isLate(durationsOf(...TEN.slice(0, 7)), { sizeBytes: MIB, takenBytes: 1, elapsedMs: 60_000 })).toBe(false)
})

test('a part is late as soon as what is left of it takes longer than others took in all', () => {
  const usual = durationsOf(...Array.from({ length: 10 }, () => 2000))
  const after = (elapsedMs: number, takenBytes: number) => isLate(usual, { sizeBytes: MIB, elapsedMs, takenBytes })
  expect(after(1200, MIB / 4)).toBe(true)
  expect(after(1200, MIB / 2)).toBe(false)
  expect(after(1200, 0)).toBe(true)
  expect(after(900, 0)).toBe(false)
})

test('only the last parts count, and no empty ones', () => {
  const slowBefore = durationsOf(...Array.from({ length: 100 }, () => 60_000), ...Array.from({ length: 64 }, () => 100))
  expect(isLate(slowBefore, { sizeBytes: MIB, takenBytes: MIB, elapsedMs: 1000 })).toBe(true)
  expect(addDuration(NO_DURATIONS, { sizeBytes: 0, elapsedMs: 5 })).toBe(NO_DURATIONS)
})
