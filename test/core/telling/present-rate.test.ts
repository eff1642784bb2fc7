import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Ended, presentRate, type Underway } from '../../../src/core/telling/present-rate.ts'

const MIB = 1024 ** 2
const ended = (count: number, linkMs: number, more: Partial<Ended> = {}): readonly Ended[] =>
  Array.from({ length: count }, () => ({ sizeBytes: MIB, linkMs, isAcknowledged: true, ...more }))
const underway = (count: number, linkMs: number, sizeBytes = MIB): readonly Underway[] =>
  Array.from({ length: count }, () => ({ sizeBytes, linkMs }))

describe('the present rate', () => {
  test('is that of the last requests, as many as are under way', () => {
    const found = presentRate([...ended(9, 1), ...ended(4, 8000), ...ended(4, 12_000)], underway(8, 5000))
    expect(found).toEqual({ kind: 'known', bytesPerSecond: MIB / 10, arrivedBytes: 4 * MIB })
  })

  test('is unknown until three were acknowledged, and a quarter of those under way', () => {
    expect(presentRate([], underway(1, 0)).kind).toBe('unknown')
    expect(presentRate(ended(2, 1000), underway(1, 0)).kind).toBe('unknown')
    expect(presentRate(ended(3, 1000), underway(12, 0)).kind).toBe('known')
    expect(presentRate(ended(3, 1000), underway(13, 0)).kind).toBe('unknown')
  })

  test('is not that of small requests, which mostly wait for their answer', () => {
    const small = ended(20, 300, { sizeBytes: 20_000 })
    expect(presentRate(small, underway(4, 0)).kind).toBe('unknown')
    expect(presentRate([...ended(4, 1000), ...small], underway(4, 0))).toMatchObject({ bytesPerSecond: MIB })
    expect(presentRate(small, underway(4, 0, 20_000))).toMatchObject({ kind: 'known' })
  })

  test('counts the time of requests that failed, up to that of one that does not', () => {
    const withFailed = (linkMs: number) =>
      presentRate([...ended(3, 1000), ...ended(1, linkMs, { isAcknowledged: false })], underway(4, 0))
    expect(withFailed(600)).toMatchObject({ bytesPerSecond: MIB / 1.2 })
    expect(withFailed(1000)).toMatchObject({ bytesPerSecond: MIB * 0.75 })
    expect(withFailed(600_000)).toMatchObject({ bytesPerSecond: MIB * 0.75 })
  })

  test('falls once most requests take longer than usual, and is gone when all have taken three times as long', () => {
    const rateAt = (linkMs: number) => presentRate(ended(4, 1000), underway(4, linkMs))
    expect(rateAt(1000)).toMatchObject({ bytesPerSecond: MIB })
    expect(rateAt(2000)).toEqual({ kind: 'known', bytesPerSecond: (8 * MIB) / 12, arrivedBytes: 4 * MIB })
    expect(rateAt(3000)).toMatchObject({ bytesPerSecond: MIB / 2 })
    expect(rateAt(3001)).toEqual({ kind: 'silent' })
    expect(presentRate(ended(4, 1000), [...underway(1, 9000), ...underway(3, 0)])).toMatchObject({
      bytesPerSecond: MIB,
    })
  })

  test('is never negative or without end, and no more has arrived than was sent', () => {
    const one = { sizeBytes: fc.integer({ min: 1, max: 16 * MIB }), linkMs: fc.nat(1_000_000) }
    const before = fc.array(fc.record({ ...one, isAcknowledged: fc.boolean() }), { maxLength: 200 })
    fc.assert(
      fc.property(before, fc.array(fc.record(one), { minLength: 1, maxLength: 64 }), (past, present) => {
        const kept = past.slice(-128)
        expect(kept.length).toBeLessThanOrEqual(128)
        const found = presentRate(kept, present)
        if (found.kind !== 'known') return
        expect(found.bytesPerSecond).toBeGreaterThan(0)
        expect(found.bytesPerSecond).toBeLessThan(Number.POSITIVE_INFINITY)
        expect(found.arrivedBytes).toBeLessThanOrEqual(present.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0))
      }),
    )
  })
})
