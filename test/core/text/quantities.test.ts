import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDuration, formatSize, parseDuration, parseSize, plural } from '../../../src/core/text/quantities.ts'

test.each([
  ['100KB', 102_400],
  ['100 KiB', 102_400],
  ['8MiB', 8_388_608],
  ['8m', 8_388_608],
  ['1.5mb', 1_572_864],
  ['5GB', 5_368_709_120],
  ['1TB', 1_099_511_627_776],
  [' 12 ', 12],
  ['12B', 12],
  ['0', 0],
])('%j is %d bytes', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes)
})

test.each(['', 'KB', '-1', '1 PB', '1e3', '1,5MB', '1 M B', 'x1', '1ib', '9007199254740993TB'])(
  '%j is not a size',
  (text) => {
    expect(parseSize(text)).toBeUndefined()
  },
)

test.each([
  ['30s', 30_000],
  ['15m', 900_000],
  ['15min', 900_000],
  ['1h30m', 5_400_000],
  ['1h 30m 5s', 5_405_000],
  ['7d', 604_800_000],
  ['250ms', 250],
  ['1.5s', 1500],
  ['45', 45_000],
  ['0.5', 500],
  [' 2H ', 7_200_000],
])('%j is %d ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms)
})

test.each(['', 's', '-5s', '5 weeks', '5x', '1:30', '5s5'])('%j is not a duration', (text) => {
  expect(parseDuration(text)).toBeUndefined()
})

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1.0 KiB'],
  [1_572_864, '1.5 MiB'],
  [104_857_600, '100 MiB'],
  [5_368_709_120, '5.0 GiB'],
  [1024 ** 5, '1024 TiB'],
])('%d bytes are shown as %s', (bytes, text) => {
  expect(formatSize(bytes)).toBe(text)
})

test.each([
  [0, '0.0 s'],
  [4_230, '4.2 s'],
  [9_960, '10 s'],
  [59_900, '60 s'],
  [59_960, '1 min'],
  [200_000, '3 min 20 s'],
  [599_000, '9 min 59 s'],
  [600_000, '10 min'],
  [3_569_000, '59 min'],
  [3_600_000, '1 h'],
  [7_500_000, '2 h 5 min'],
])('%d ms are shown as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})

test('a size in bytes is read back as it was', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (bytes) => {
      expect(parseSize(`${bytes}B`)).toBe(bytes)
    }),
  )
})

test('nouns have singular and plural', () => {
  expect([0, 1, 1000].map((count) => plural(count, 'file'))).toEqual(['0 files', '1 file', '1,000 files'])
})

test.each([
  ['1.25KB', 1280],
  ['10.255', 10],
])('%j is %d bytes, with all its decimals', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes)
})

test('durations have all their decimals, and space only between numbers and units', () => {
  expect(parseDuration('1.255s')).toBe(1255)
  expect(parseDuration('0.125')).toBe(125)
  expect(parseDuration('1  m')).toBe(60_000)
  expect(parseDuration('1x m')).toBeUndefined()
})

test('a duration is shown in one unit less at each border', () => {
  expect([9_949, 9_950, 59_949, 59_950, 599_999].map(formatDuration)).toEqual([
    '9.9 s',
    '10 s',
    '60 s',
    '1 min',
    '10 min',
  ])
})
