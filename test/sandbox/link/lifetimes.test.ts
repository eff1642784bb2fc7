import { expect, test } from 'vitest'
import { lifetimesBytes } from './lifetimes.ts'

const many = (next: () => number) => Array.from({ length: 2000 }, next)

test('connections live for ever if none are to be reset', () => {
  expect(lifetimesBytes(undefined, 1)()).toBe(Number.POSITIVE_INFINITY)
})

test('lifetimes are the same for the same seed, and differ for another', () => {
  expect(many(lifetimesBytes(6000, 3))).toEqual(many(lifetimesBytes(6000, 3)))
  expect(many(lifetimesBytes(6000, 3))).not.toEqual(many(lifetimesBytes(6000, 4)))
})

test('lifetimes have the mean and the spread of an exponential distribution', () => {
  const lifetimes = many(lifetimesBytes(6_000_000, 5))
  const mean = lifetimes.reduce((sum, bytes) => sum + bytes, 0) / lifetimes.length
  const shortShare = lifetimes.filter((bytes) => bytes < 6_000_000 * Math.LN2).length / lifetimes.length
  expect(mean / 6_000_000).toBeCloseTo(1, 1)
  expect(shortShare).toBeCloseTo(0.5, 1)
})
