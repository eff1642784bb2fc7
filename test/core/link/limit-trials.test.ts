import { expect, test } from 'vitest'
import { startController } from '../../../src/core/link/concurrency.ts'
import { addLoss, addSuccess, EMPTY_SAMPLE, type Sample, slotRate } from '../../../src/core/link/flow-sample.ts'
import { judgeTrial } from '../../../src/core/link/limit-trials.ts'

const MIB = 1024 ** 2

/** Many warm requests of 1 MiB that took so long each. */
function sampleOf(elapsedMs: number, count = 40): Sample {
  return Array.from({ length: count }).reduce<Sample>(
    (sample) => addSuccess(sample, { sizeBytes: MIB, elapsedMs, isFirst: false }),
    EMPTY_SAMPLE,
  )
}

function judged({
  limit,
  before,
  sample,
}: {
  readonly limit: number
  readonly before: number
  readonly sample: Sample
}) {
  const controller = { ...startController({ kind: 'auto' }), limit, roundTripMs: 200 }
  const trial = { before: { limit: before, sample: sampleOf(1000) }, sample, toMatch: 0 }
  return judgeTrial(controller, { kind: 'trial', sinceMs: 0, ...trial }, 0).limit
}

test('fewer connections with a lower rate are undone', () => {
  expect(judged({ limit: 12, before: 16, sample: sampleOf(1000) })).toBe(16)
})

test('fewer connections with the same rate are kept', () => {
  expect(judged({ limit: 12, before: 16, sample: sampleOf(750) })).toBe(12)
})

test('more connections without a higher rate are undone, and with a much higher rate even more are tried', () => {
  expect(judged({ limit: 32, before: 16, sample: sampleOf(2000) })).toBeLessThan(32)
  expect(judged({ limit: 32, before: 16, sample: sampleOf(1000) })).toBe(64)
})

test('a trial with few bytes is not judged yet', () => {
  expect(judged({ limit: 12, before: 16, sample: sampleOf(5000, 2) })).toBe(12)
})

test('an empty sample has no rate, and time without results lowers the rate of others', () => {
  expect(slotRate(EMPTY_SAMPLE)).toBe(0)
  expect(slotRate(addLoss(sampleOf(1000), 40_000))).toBeCloseTo(slotRate(sampleOf(1000)) / 2)
})
