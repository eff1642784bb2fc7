import fc from 'fast-check'
import { expect, test } from 'vitest'
import { doubtPace, learnPace, type Pace, silenceLimitMs } from '../../../src/core/link/pace.ts'

const unknown: Pace = { bytesPerSecond: undefined }
const MIB = 1024 ** 2

test('the first body sets the pace', () => {
  expect(learnPace(unknown, { sizeBytes: MIB, elapsedMs: 500 })).toEqual({ bytesPerSecond: 2 * MIB })
})

test('bodies so small that they measure a round trip rather than a rate are left out', () => {
  expect(learnPace(unknown, { sizeBytes: 64 * 1024 - 1, elapsedMs: 10 })).toBe(unknown)
  expect(learnPace(unknown, { sizeBytes: MIB, elapsedMs: 0 })).toBe(unknown)
  expect(learnPace(unknown, { sizeBytes: 64 * 1024, elapsedMs: 1000 })).toEqual({ bytesPerSecond: 64 * 1024 })
})

test('the pace rises slowly, and falls at once', () => {
  expect(learnPace({ bytesPerSecond: MIB }, { sizeBytes: 5 * MIB, elapsedMs: 1000 })).toEqual({
    bytesPerSecond: 2 * MIB,
  })
  expect(learnPace({ bytesPerSecond: 100 * MIB }, { sizeBytes: MIB, elapsedMs: 1000 })).toEqual({
    bytesPerSecond: 4 * MIB,
  })
})

test('silence is allowed for the user’s limit, plus the time for what the kernel may still buffer', () => {
  const situation = { stallTimeoutMs: 30_000, inFlight: 4, pace: { bytesPerSecond: MIB } }
  expect(silenceLimitMs({ ...situation, sentBytes: 0 })).toBe(30_000)
  expect(silenceLimitMs({ ...situation, sentBytes: MIB })).toBe(31_000)
  expect(silenceLimitMs({ ...situation, sentBytes: 100 * MIB })).toBe(38_000)
})

test('before the first acknowledgement, requests are assumed to share a slow link', () => {
  const situation = { stallTimeoutMs: 0, sentBytes: 8 * MIB, pace: unknown }
  expect(silenceLimitMs({ ...situation, inFlight: 1 })).toBe(4_000)
  expect(silenceLimitMs({ ...situation, inFlight: 0 })).toBe(4_000)
  expect(silenceLimitMs({ ...situation, inFlight: 8 })).toBe(32_000)
})

test('a connection at the usual pace never counts as dead', () => {
  const rates = fc.integer({ min: 1, max: 1_000_000_000 })
  fc.assert(
    fc.property(rates, fc.nat(1_000_000_000), (bytesPerSecond, sentBytes) => {
      const limitMs = silenceLimitMs({ stallTimeoutMs: 1000, sentBytes, inFlight: 1, pace: { bytesPerSecond } })
      expect(limitMs).toBeGreaterThanOrEqual(1000 + (Math.min(sentBytes, 8 * MIB) * 1000) / bytesPerSecond)
    }),
  )
})

test('after each connection that was dropped for its silence, the next may be silent longer, within bounds', () => {
  expect(doubtPace({ bytesPerSecond: MIB }, 8)).toEqual({ bytesPerSecond: MIB / 4 })
  expect(doubtPace(unknown, 8)).toEqual({ bytesPerSecond: MIB / 16 })
  let pace: Pace = { bytesPerSecond: MIB }
  for (let drops = 0; drops < 20; drops += 1) pace = doubtPace(pace, 1)
  expect(silenceLimitMs({ stallTimeoutMs: 0, inFlight: 1, sentBytes: MIB, pace })).toBe(256_000)
  expect(doubtPace({ bytesPerSecond: 1000 }, 1)).toEqual({ bytesPerSecond: 1000 })
})
