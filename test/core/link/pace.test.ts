import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  doubtPace,
  learnPace,
  maybeSlow,
  type Pace,
  silenceLimitMs,
  UNKNOWN_PACE,
} from '../../../src/core/link/pace.ts'

const MIB = 1024 ** 2

const known = (bytesPerSecond: number): Pace => ({ ...UNKNOWN_PACE, bytesPerSecond })

/** @returns the pace after waves of requests that all fall silent, each wave begun once the one before was dropped. */
function afterWaves(pace: Pace, waves: number, { sentBytes, requests }: { sentBytes: number; requests: number }): Pace {
  const silent = Array.from({ length: waves * requests }, (_, index) => {
    const startedMs = Math.floor(index / requests) * 1000
    return { startedMs, nowMs: startedMs + 900 + (index % requests), sentBytes }
  })
  return silent.reduce(doubtPace, pace)
}

test('the first body sets the pace', () => {
  expect(learnPace(UNKNOWN_PACE, { sizeBytes: MIB, elapsedMs: 500 })).toEqual(known(2 * MIB))
})

test('bodies so small that they measure a round trip rather than a rate are left out', () => {
  expect(learnPace(UNKNOWN_PACE, { sizeBytes: 64 * 1024 - 1, elapsedMs: 10 })).toBe(UNKNOWN_PACE)
  expect(learnPace(UNKNOWN_PACE, { sizeBytes: MIB, elapsedMs: 0 })).toBe(UNKNOWN_PACE)
  expect(learnPace(UNKNOWN_PACE, { sizeBytes: 64 * 1024, elapsedMs: 1000 })).toEqual(known(64 * 1024))
})

test('the pace rises slowly, and falls at once', () => {
  expect(learnPace(known(MIB), { sizeBytes: 5 * MIB, elapsedMs: 1000 })).toEqual(known(2 * MIB))
  expect(learnPace(known(100 * MIB), { sizeBytes: MIB, elapsedMs: 1000 })).toEqual(known(4 * MIB))
})

test('silence is allowed for the user’s limit, plus the time for what the kernel may still buffer', () => {
  const situation = { stallTimeoutMs: 30_000, takingMs: 0, inFlight: 4, pace: known(MIB) }
  expect(silenceLimitMs({ ...situation, sentBytes: 0 })).toBe(30_000)
  expect(silenceLimitMs({ ...situation, sentBytes: MIB })).toBe(31_000)
  expect(silenceLimitMs({ ...situation, sentBytes: 100 * MIB })).toBe(38_000)
})

test('what a slow connection took in minutes may need as long to arrive', () => {
  const situation = { stallTimeoutMs: 30_000, inFlight: 4, pace: UNKNOWN_PACE, sentBytes: MIB }
  expect(silenceLimitMs({ ...situation, takingMs: 200_000 })).toBe(230_000)
  expect(silenceLimitMs({ ...situation, takingMs: 200_000, sentBytes: 16 * MIB })).toBe(130_000)
  expect(silenceLimitMs({ ...situation, takingMs: 0, sentBytes: 0 })).toBe(30_000)
})

test('a connection may be slow until a body was acknowledged at more than 128 KiB a second', () => {
  expect([UNKNOWN_PACE, known(12_000), known(MIB)].map(maybeSlow)).toEqual([true, true, false])
})

test('before the first acknowledgement, requests are assumed to share a slow link', () => {
  const situation = { stallTimeoutMs: 0, takingMs: 0, sentBytes: 8 * MIB, pace: UNKNOWN_PACE }
  expect(silenceLimitMs({ ...situation, inFlight: 1 })).toBe(4_000)
  expect(silenceLimitMs({ ...situation, inFlight: 0 })).toBe(4_000)
  expect(silenceLimitMs({ ...situation, inFlight: 8 })).toBe(32_000)
})

test('a connection at the usual pace never counts as dead', () => {
  const rates = fc.integer({ min: 1, max: 1_000_000_000 })
  fc.assert(
    fc.property(rates, fc.nat(1_000_000_000), (bytesPerSecond, sentBytes) => {
      const limitMs = silenceLimitMs({
        ...{ stallTimeoutMs: 1000, sentBytes, takingMs: 0, inFlight: 1 },
        pace: known(bytesPerSecond),
      })
      expect(limitMs).toBeGreaterThanOrEqual(1000 + (Math.min(sentBytes, 8 * MIB) * 1000) / bytesPerSecond)
    }),
  )
})

describe('after connections were dropped for their silence', () => {
  const situation = { stallTimeoutMs: 30_000, takingMs: 0, inFlight: 8, sentBytes: MIB }

  test('the next may be silent longer, since the link may be slower than assumed', () => {
    const limits = [0, 1, 2, 3].map((waves) =>
      silenceLimitMs({ ...situation, pace: afterWaves(UNKNOWN_PACE, waves, { sentBytes: MIB, requests: 1 }) }),
    )
    expect(limits).toEqual([34_000, 60_000, 120_000, 180_000])
  })

  test('all that were silent at once are one doubt', () => {
    const one = afterWaves(known(MIB), 1, { sentBytes: MIB, requests: 1 })
    const many = afterWaves(known(MIB), 1, { sentBytes: MIB, requests: 64 })
    expect(many.doubts).toBe(1)
    expect(silenceLimitMs({ ...situation, pace: many })).toBe(silenceLimitMs({ ...situation, pace: one }))
  })

  test('a body of which nothing was taken says nothing about the pace', () => {
    expect(afterWaves(UNKNOWN_PACE, 20, { sentBytes: 0, requests: 4 })).toBe(UNKNOWN_PACE)
  })

  test('the first acknowledged body ends the doubts', () => {
    const doubted = afterWaves(known(MIB), 3, { sentBytes: MIB, requests: 1 })
    const pace = learnPace(doubted, { sizeBytes: MIB, elapsedMs: 1000 })
    expect(pace.doubts).toBe(0)
    expect(pace.bytesPerSecond).toBeGreaterThanOrEqual(MIB / 4)
    expect(learnPace(doubted, { sizeBytes: MIB, elapsedMs: 1_000_000 }).bytesPerSecond).toBeLessThan(MIB / 64)
    const first = learnPace({ ...UNKNOWN_PACE, doubts: 3 }, { sizeBytes: MIB, elapsedMs: 1000 })
    expect([first.doubts, first.bytesPerSecond]).toEqual([0, MIB])
  })

  const links = fc.record({
    stallTimeoutMs: fc.integer({ min: 1000, max: 60_000 }),
    sentBytes: fc.integer({ min: 1, max: 64 * MIB }),
    takingMs: fc.nat(100_000),
    inFlight: fc.integer({ min: 1, max: 64 }),
    pace: fc.oneof(fc.constant(UNKNOWN_PACE), fc.integer({ min: 1, max: 100 * MIB }).map(known)),
  })

  test('however often, none is waited for longer than six times the user’s limit, unless the pace that was measured needs that', () => {
    fc.assert(
      fc.property(links, fc.nat(100), (link, waves) => {
        const requests = link.inFlight
        const pace = afterWaves(link.pace, waves, { ...link, requests })
        const most = Math.max(6 * link.stallTimeoutMs, silenceLimitMs(link))
        expect(silenceLimitMs({ ...link, pace })).toBeLessThanOrEqual(most)
      }),
    )
  })

  test('a link that needs five times the user’s limit for what the kernel buffers is cut off three times at most', () => {
    fc.assert(
      fc.property(links, (link) => {
        const pace = afterWaves(link.pace, 3, { ...link, requests: link.inFlight })
        expect(silenceLimitMs({ ...link, pace })).toBeGreaterThanOrEqual(6 * link.stallTimeoutMs)
      }),
    )
  })

  test('several tries fit into the time after which a step gives up, however often the link stalls', () => {
    const link = { stallTimeoutMs: 1000, takingMs: 0, inFlight: 1, sentBytes: 100 * 1024 }
    const waits = Array.from({ length: 8 }, (_, waves) =>
      silenceLimitMs({ ...link, pace: afterWaves(UNKNOWN_PACE, waves, { ...link, requests: 1 }) }),
    )
    expect(waits.reduce((sum, waitMs) => sum + waitMs)).toBeLessThan(40_000)
  })
})
