import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatRange, planRanges, rangeAnswer } from '../../../../src/core/release/github/ranges.ts'

test('ranges cover every byte once, in order', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.integer({ min: 1, max: 3000 }), (sizeBytes, rangeBytes) => {
      let at = 0
      for (const { startBytes, endBytes } of planRanges(sizeBytes, rangeBytes)) {
        expect(startBytes).toBe(at)
        expect(endBytes).toBeGreaterThan(startBytes)
        expect(endBytes - startBytes).toBeLessThanOrEqual(rangeBytes)
        at = endBytes
      }
      expect(at).toBe(sizeBytes)
    }),
  )
})

test('a range header has the last byte', () => {
  expect(formatRange({ startBytes: 10, endBytes: 20 })).toBe('bytes=10-19')
})

describe('an answer', () => {
  const asked = { startBytes: 10, endBytes: 20 }
  const kind = (status: number, contentRange?: string, contentLength?: string, contentEncoding?: string) =>
    rangeAnswer({ status, contentEncoding, contentRange, contentLength, asked, sizeBytes: 100 }).kind

  test('is the range, the whole, or neither', () => {
    expect(kind(206, 'bytes 10-19/100', '10')).toBe('range')
    expect(kind(206, 'bytes 10-14/100', '5')).toBe('range')
    expect(kind(206, 'bytes 10-19/*')).toBe('range')
    expect(kind(200, undefined, '100')).toBe('whole')
    expect(kind(200)).toBe('wrong')
    expect(kind(200, undefined, '99')).toBe('wrong')
    expect(kind(206, 'bytes 11-20/100')).toBe('wrong')
    expect(kind(206, 'bytes 10-20/100')).toBe('wrong')
    expect(kind(206, 'bytes 10-19/101')).toBe('wrong')
    expect(kind(206, undefined, '10')).toBe('wrong')
    expect(kind(206, 'bytes 10-19/100', '10', 'Identity')).toBe('range')
    expect(kind(206, 'bytes 10-19/100', '10', 'gzip')).toBe('wrong')
    expect(kind(200, undefined, '100', 'br')).toBe('wrong')
  })
})
