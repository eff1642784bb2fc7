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
    expect(savesTime({ plan, whole, rates: SLOW })).toBe(true)
  })

  test('is false if the link is faster than OSS copies', () => {
    expect(savesTime({ plan, whole, rates: FAST })).toBe(false)
  })

  test('is false for a gain of less than 5 %', () => {
    const less = (sentBytes: number) => ({ ...whole, sentRequests: 0, sentBytes })
    expect(savesTime({ plan: less(96 * MIB), whole: less(100 * MIB), rates: SLOW })).toBe(false)
    expect(savesTime({ plan: less(94 * MIB), whole: less(100 * MIB), rates: SLOW })).toBe(true)
  })

  test('is false if nothing is copied, or there is nothing to do', () => {
    const nothing = { sentBytes: 0, sentRequests: 0, copiedBytes: 0, copyRequests: 0 }
    expect(savesTime({ plan: whole, whole, rates: SLOW })).toBe(false)
    expect(savesTime({ plan: nothing, whole: nothing, rates: SLOW })).toBe(false)
  })

  test('is false for a file of few copies, however many could be made at once', () => {
    const rates = { ...FAST, sentBytesPerSecond: 60 * MIB, copyLanes: 8 }
    const copied = { sentBytes: 0, sentRequests: 0, copiedBytes: 64 * MIB }
    const sent = { sentBytes: 64 * MIB, sentRequests: 16, copiedBytes: 0, copyRequests: 0 }
    expect(savesTime({ plan: { ...copied, copyRequests: 1 }, whole: sent, rates })).toBe(false)
    expect(savesTime({ plan: { ...copied, copyRequests: 8 }, whole: sent, rates })).toBe(true)
  })

  test('is false while a rate is unknown', () => {
    for (const rate of [0, Number.NaN]) {
      expect(savesTime({ plan, whole, rates: { ...SLOW, sentBytesPerSecond: rate } })).toBe(false)
      expect(savesTime({ plan, whole, rates: { ...SLOW, copiedBytesPerSecond: rate } })).toBe(false)
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
      fc.property(work, work, (some, other) => {
        if (!savesTime({ plan: some, whole: other, rates: SLOW })) return
        met += 1
        expect(reuseMs(some, SLOW)).toBeLessThan(reuseMs(other, SLOW))
      }),
    )
    expect(met).toBeGreaterThan(10)
  })
})

test('the work of a file is what its plan sends and copies', () => {
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
  expect(files.map(workOf)).toEqual([
    { sentBytes: 0, sentRequests: 0, copiedBytes: 10 * 65_536, copyRequests: 1 },
    { sentBytes: 20 * 65_536, sentRequests: 2, copiedBytes: 4 * 65_536, copyRequests: 1 },
    { sentBytes: 3 * 65_536, sentRequests: 7, copiedBytes: 0, copyRequests: 0 },
  ])
})
