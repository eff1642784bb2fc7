import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createChunkLookup } from '../../../src/core/reuse/chunk-lookup.ts'
import { planReuse } from '../../../src/core/reuse/plan-reuse.ts'
import { type ReuseRates, reuseMs, savesTime, workOf } from '../../../src/core/reuse/reuse-gain.ts'
import { chunksOf, type MadeUpChunk, objectOf } from './made-up.ts'

const MIB = 1024 ** 2
const SLOW: ReuseRates = {
  sentBytesPerSecond: 0.5 * MIB,
  requestMs: 300,
  sendLanes: 16,
  copiedBytesPerSecond: 50 * MIB,
  copyLanes: 4,
}
const FAST: ReuseRates = { ...SLOW, sentBytesPerSecond: 500 * MIB, requestMs: 10 }

const whole = { sentBytes: 640 * MIB, sentRequests: 160, copiedBytes: 0, copyRequests: 0 }
const plan = { sentBytes: 228 * MIB, sentRequests: 60, copiedBytes: 412 * MIB, copyRequests: 40 }

describe('savesTime', () => {
  test('is true for a release with much known content, over a slow link', () => {
    expect(savesTime({ plan, whole, rates: SLOW, extraMs: 5000 })).toBe(true)
  })

  test('is false if the link is faster than OSS copies', () => {
    expect(savesTime({ plan, whole, rates: FAST, extraMs: 0 })).toBe(false)
  })

  test('is false for small files, for which the index alone takes longer', () => {
    const small = { sentBytes: 200_000, sentRequests: 2, copiedBytes: 0, copyRequests: 0 }
    const half = { sentBytes: 97_600, sentRequests: 1, copiedBytes: 102_400, copyRequests: 1 }
    expect(savesTime({ plan: half, whole: small, rates: SLOW, extraMs: 600 })).toBe(false)
  })

  test('is false if nothing is copied, or there is nothing to do', () => {
    const nothing = { sentBytes: 0, sentRequests: 0, copiedBytes: 0, copyRequests: 0 }
    expect(savesTime({ plan: whole, whole, rates: SLOW, extraMs: 0 })).toBe(false)
    expect(savesTime({ plan: nothing, whole: nothing, rates: SLOW, extraMs: 0 })).toBe(false)
  })

  test('is false for a file of few copies, however many could be made at once', () => {
    const rates = { ...FAST, sentBytesPerSecond: 60 * MIB, copyLanes: 8 }
    const copied = { sentBytes: 0, sentRequests: 0, copiedBytes: 64 * MIB }
    const sent = { sentBytes: 64 * MIB, sentRequests: 16, copiedBytes: 0, copyRequests: 0 }
    expect(savesTime({ plan: { ...copied, copyRequests: 1 }, whole: sent, rates, extraMs: 0 })).toBe(false)
    expect(savesTime({ plan: { ...copied, copyRequests: 8 }, whole: sent, rates, extraMs: 0 })).toBe(true)
  })

  test('is false while a rate is unknown', () => {
    for (const rate of [0, Number.NaN]) {
      expect(savesTime({ plan, whole, rates: { ...SLOW, sentBytesPerSecond: rate }, extraMs: 0 })).toBe(false)
      expect(savesTime({ plan, whole, rates: { ...SLOW, copiedBytesPerSecond: rate }, extraMs: 0 })).toBe(false)
    }
  })

  test('is never true if the plan takes longer', () => {
    const work = fc.record({
      sentBytes: fc.nat(),
      sentRequests: fc.nat(9999),
      copiedBytes: fc.nat(),
      copyRequests: fc.nat(9999),
    })
    let met = 0
    fc.assert(
      fc.property(work, work, fc.nat(10_000), (some, other, extraMs) => {
        if (!savesTime({ plan: some, whole: other, rates: SLOW, extraMs })) return
        met += 1
        expect(reuseMs(some, SLOW) + extraMs).toBeLessThan(reuseMs(other, SLOW))
      }),
    )
    expect(met).toBeGreaterThan(10)
  })
})

test('the work of files is the sum of their plans', () => {
  const stretch = (first: number, count: number) =>
    Array.from({ length: count }, (_, index): MadeUpChunk => [first + index, 65_536])
  const lookup = createChunkLookup([objectOf(chunksOf(stretch(0, 10)))])
  const planned = (chunks: readonly MadeUpChunk[]) => ({
    plan: planReuse({ chunks: chunksOf(chunks), lookup, partSizeBytes: MIB }),
    sizeBytes: 65_536 * chunks.length,
    partsWhole: 7,
    joinedBytes: 0,
  })
  const files = [planned(stretch(0, 10)), planned([...stretch(90, 20), ...stretch(2, 4)]), planned(stretch(50, 3))]
  expect(files.map(({ plan: { kind } }) => kind)).toEqual(['copy-whole', 'parts', 'send'])
  expect(workOf(files)).toEqual({ sentBytes: 23 * 65_536, sentRequests: 9, copiedBytes: 14 * 65_536, copyRequests: 2 })
  expect(workOf([])).toEqual({ sentBytes: 0, sentRequests: 0, copiedBytes: 0, copyRequests: 0 })
})
