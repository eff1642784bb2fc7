import { expect, test } from 'vitest'
import { parseServerTime } from '../../../src/core/text/server-time.ts'

test.each([
  ['2026-11-26T10:00:00.000Z', Date.UTC(2026, 10, 26, 10)],
  ['Thu, 26 Nov 2026 10:00:00 GMT', Date.UTC(2026, 10, 26, 10)],
])('%s is accepted as the time of a service', (text, timeMs) => {
  expect(parseServerTime(text)).toBe(timeMs)
})

test.each([
  undefined,
  '',
  'soon',
  '+275760-09-13T00:00:00.000Z',
  '+277760-01-01T00:00:00.000Z',
  '1999-12-31T23:59:59Z',
  '2100-01-01T00:00:00Z',
  '-000001-01-01T00:00:00Z',
])('%s is refused', (text) => {
  expect(parseServerTime(text)).toBeUndefined()
})
