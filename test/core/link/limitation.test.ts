import { expect, test } from 'vitest'
import { findLimitation, formatLimitation, type LimitFacts } from '../../../src/core/link/limitation.ts'

const facts: LimitFacts = {
  ...{ wantedMs: 10_000, sendingMs: 9500, busyMs: 1000, blockedMs: 0 },
  ...{ requestMs: 80_000, failedMs: 0, diskMs: 500, limitedBy: undefined },
}

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

test('a thread that waits for the disk itself is busy, but not with computing', () => {
  expect(findLimitation({ ...facts, busyMs: 9900, blockedMs: 6000, limitedBy: 'link' })).toBe('disk')
  expect(findLimitation({ ...facts, busyMs: 9900, blockedMs: 500, limitedBy: 'link' })).toBe('cpu')
})

test('a disk that a busy thread asks late is not what is slow', () => {
  expect(findLimitation({ ...facts, busyMs: 8000, diskMs: 50_000 })).toBeUndefined()
})

test.for([
  ['copies and pauses between tries took most of the time', { sendingMs: 4000 }],
  ['most of what was sent was refused', { failedMs: 50_000 }],
] as const)('where %s, neither link nor disk is blamed, but a service that asked for less is', ([, more]) => {
  for (const limitedBy of ['link', 'most', undefined] as const)
    expect(findLimitation({ ...facts, ...more, limitedBy })).toBeUndefined()
  expect(findLimitation({ ...facts, ...more, limitedBy: 'service' })).toBe('throttling')
})

test('each has a description', () => {
  const told = (['cpu', 'disk', 'throttling', 'link', 'connections'] as const).map(formatLimitation)
  expect(new Set(told).size).toBe(5)
  expect(told.every((text) => text.startsWith('limited by '))).toBe(true)
})
