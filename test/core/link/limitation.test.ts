import { expect, test } from 'vitest'
import { findLimitation, formatLimitation, type LimitFacts } from '../../../src/core/link/limitation.ts'

const facts: LimitFacts = { wantedMs: 10_000, busyMs: 1000, requestMs: 80_000, diskMs: 500, heldBy: undefined }

test('nothing is said where nothing can be told', () => {
  expect(findLimitation(facts)).toBeUndefined()
  expect(findLimitation({ ...facts, wantedMs: 1000, heldBy: 'link' })).toBeUndefined()
})

test('what kept the number of connections from rising is what limits', () => {
  expect(findLimitation({ ...facts, heldBy: 'link' })).toBe('link')
  expect(findLimitation({ ...facts, heldBy: 'service' })).toBe('throttling')
  expect(findLimitation({ ...facts, heldBy: 'most' })).toBe('connections')
})

test('a busy process and a slow disk come first, since with them more connections bring nothing either', () => {
  expect(findLimitation({ ...facts, busyMs: 9500, heldBy: 'link' })).toBe('cpu')
  expect(findLimitation({ ...facts, diskMs: 50_000, heldBy: 'link' })).toBe('disk')
})

test('each is told in words', () => {
  const told = (['cpu', 'disk', 'throttling', 'link', 'connections'] as const).map(formatLimitation)
  expect(new Set(told).size).toBe(5)
  expect(told.every((text) => text.startsWith('limited by '))).toBe(true)
})
