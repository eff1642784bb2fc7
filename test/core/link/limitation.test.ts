import { expect, test } from 'vitest'
import { findLimitation, formatLimitation, type LimitFacts } from '../../../src/core/link/limitation.ts'

const facts: LimitFacts = { wantedMs: 10_000, busyMs: 1000, requestMs: 80_000, diskMs: 500, limitedBy: undefined }

test('nothing is reported if nothing is known', () => {
  expect(findLimitation(facts)).toBeUndefined()
  expect(findLimitation({ ...facts, wantedMs: 1000, limitedBy: 'link' })).toBeUndefined()
})

test('what kept the number of connections from rising is the limitation', () => {
  expect(findLimitation({ ...facts, limitedBy: 'link' })).toBe('link')
  expect(findLimitation({ ...facts, limitedBy: 'service' })).toBe('throttling')
  expect(findLimitation({ ...facts, limitedBy: 'most' })).toBe('connections')
})

test('a busy process and a slow disk come first, since more connections would not help', () => {
  expect(findLimitation({ ...facts, busyMs: 9500, limitedBy: 'link' })).toBe('cpu')
  expect(findLimitation({ ...facts, diskMs: 50_000, limitedBy: 'link' })).toBe('disk')
})

test('each has a description', () => {
  const told = (['cpu', 'disk', 'throttling', 'link', 'connections'] as const).map(formatLimitation)
  expect(new Set(told).size).toBe(5)
  expect(told.every((text) => text.startsWith('limited by '))).toBe(true)
})
