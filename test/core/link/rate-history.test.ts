import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addTransfer, NO_HISTORY, type RateHistory, ratesOf } from '../../../src/core/link/rate-history.ts'

function sum(bins: readonly number[]): number {
  return bins.reduce((total, bytes) => total + bytes, 0)
}

describe('a history of rates', () => {
  test('spreads bytes over the time in which they were sent', () => {
    const history = addTransfer(NO_HISTORY, { fromMs: 250, toMs: 1250, sizeBytes: 1000 })
    expect(history.bins).toEqual([250, 500, 250])
    expect(ratesOf(history, 1250)).toEqual([500, 1000, 1000])
  })

  test('accepts bytes that were sent in no time', () => {
    expect(sum(addTransfer(NO_HISTORY, { fromMs: 100, toMs: 100, sizeBytes: 7 }).bins)).toBeCloseTo(7)
  })

  test('stays short however long it takes', () => {
    const history = addTransfer(addTransfer(NO_HISTORY, { fromMs: 0, toMs: 900, sizeBytes: 90 }), {
      fromMs: 3_600_000,
      toMs: 3_600_100,
      sizeBytes: 10,
    })
    expect(history).toMatchObject({ binMs: 64_000 })
    expect(history.bins).toHaveLength(57)
    expect(history.bins[0]).toBe(90)
    expect(sum(history.bins)).toBeCloseTo(100)
  })

  test('loses no byte', () => {
    const transfer = fc.record({
      fromMs: fc.nat(1_000_000),
      lengthMs: fc.nat(100_000),
      sizeBytes: fc.nat(10_000_000),
    })
    fc.assert(
      fc.property(fc.array(transfer, { maxLength: 20 }), (transfers) => {
        const history = transfers.reduce<RateHistory>(
          (all, { fromMs, lengthMs, sizeBytes }) =>
            addTransfer(all, { fromMs, toMs: fromMs + lengthMs + 1, sizeBytes }),
          NO_HISTORY,
        )
        expect(history.bins.length).toBeLessThanOrEqual(60)
        expect(sum(history.bins)).toBeCloseTo(
          transfers.reduce((total, { sizeBytes }) => total + sizeBytes, 0),
          0,
        )
      }),
    )
  })
})
