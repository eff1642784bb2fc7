import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ageOfSession, sessionEndMs } from '../../../src/core/service/session-age.ts'

const MINUTE_MS = 60_000

test.each([
  // 15 minutes: minted again while 5 are left.
  [15, 0, 'fresh'],
  [15, 9.9, 'fresh'],
  [15, 10, 'ageing'],
  [15, 14.4, 'ageing'],
  [15, 14.5, 'spent'],
  [15, 16, 'spent'],
  // 12 hours: while a quarter is left.
  [720, 539, 'fresh'],
  [720, 540, 'ageing'],
  // Shorter than any that STS gives: not before the middle.
  [1, 0.4, 'fresh'],
  [1, 0.5, 'ageing'],
])('a session of %d minutes is %s minutes old: %s', (lifetime, age, expected) => {
  const session = { mintedAtMs: 1000, expiresAtMs: 1000 + lifetime * MINUTE_MS }
  expect(ageOfSession(session, 1000 + age * MINUTE_MS)).toBe(expected)
})

test('a session is fresh, then ageing, then spent, and spent before it ends', () => {
  const ages = ['fresh', 'ageing', 'spent']
  const times = fc.tuple(fc.integer({ min: 0, max: 2 ** 40 }), fc.integer({ min: 1, max: 2 ** 28 }))
  fc.assert(
    fc.property(times, fc.array(fc.double({ min: 0, max: 2, noNaN: true })), ([mintedAtMs, lifetimeMs], points) => {
      const session = { mintedAtMs, expiresAtMs: mintedAtMs + lifetimeMs }
      const seen = [...points]
        .sort((left, right) => left - right)
        .map((point) => ages.indexOf(ageOfSession(session, mintedAtMs + point * lifetimeMs)))
      expect(seen).toEqual([...seen].sort())
      expect(ageOfSession(session, session.expiresAtMs)).toBe('spent')
      expect(ageOfSession(session, mintedAtMs)).toBe('fresh')
    }),
  )
})

test("a session's end is by this machine's clock, however wrong that is", () => {
  const serverMs = Date.parse('2030-01-01T00:00:00Z')
  const answer = { expirationMs: serverMs + 15 * MINUTE_MS, serverTimeMs: serverMs }
  for (const offMs of [-90 * MINUTE_MS, 0, 90 * MINUTE_MS]) {
    const mintedAtMs = serverMs + offMs
    expect(sessionEndMs({ mintedAtMs, askedMs: 15 * MINUTE_MS, answer })).toBe(mintedAtMs + 15 * MINUTE_MS)
  }
})

test('a session never lasts longer than requested, and exactly as long if the answer makes no sense', () => {
  const mintedAtMs = 1_000_000
  const askedMs = 15 * MINUTE_MS
  const end = (expirationMs: number) =>
    sessionEndMs({ mintedAtMs, askedMs, answer: { expirationMs, serverTimeMs: undefined } })
  expect(end(mintedAtMs + 60 * MINUTE_MS)).toBe(mintedAtMs + askedMs)
  expect(end(mintedAtMs + MINUTE_MS)).toBe(mintedAtMs + MINUTE_MS)
  expect(end(0)).toBe(mintedAtMs + askedMs)
})
