import { describe, expect, test } from 'vitest'
import { decideGithubRetry, limitHit, retryAfterOf } from '../../../../src/core/release/github/rate-limit.ts'

const NOW_MS = Date.parse('2030-01-01T00:00:00Z')
const hit = (status: number, headers: Record<string, string> = {}, message = '') =>
  limitHit({ status, headers, message, nowMs: NOW_MS })

describe('a refusal', () => {
  test('is about the primary limit if none is left: wait for the reset', () => {
    const headers = {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(NOW_MS / 1000 + 600),
      'x-ratelimit-limit': '1000',
    }
    expect(hit(403, headers)).toEqual({ kind: 'primary', limit: 1000, retryAfterMs: 601_000 })
    expect(hit(429, { ...headers, 'retry-after': '900' })).toMatchObject({ retryAfterMs: 900_000 })
  })

  test("counts by GitHub's clock, not by the runner's", () => {
    const headers = {
      ...{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW_MS / 1000 + 600) },
      date: 'Tue, 01 Jan 2030 00:05:00 GMT',
    }
    expect(hit(403, headers)).toMatchObject({ retryAfterMs: 301_000 })
  })

  test('is about a secondary limit by its header, its status or its message', () => {
    expect(hit(403, { 'retry-after': '30', 'x-ratelimit-remaining': '10' })).toMatchObject({
      kind: 'secondary',
      retryAfterMs: 30_000,
    })
    expect(hit(429)).toMatchObject({ kind: 'secondary', retryAfterMs: 60_000 })
    expect(hit(403, {}, 'You have exceeded a secondary rate limit.')).toMatchObject({ retryAfterMs: 60_000 })
  })

  test('may be about something else', () => {
    expect(hit(403, { 'x-ratelimit-remaining': '10' }, 'Resource not accessible by integration')).toBeUndefined()
    expect(hit(404, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' })).toBeUndefined()
  })
})

test('a time to wait is in seconds or a date', () => {
  expect(retryAfterOf('120', NOW_MS)).toBe(120_000)
  expect(retryAfterOf('Tue, 01 Jan 2030 00:01:00 GMT', NOW_MS)).toBe(60_000)
  expect(retryAfterOf('Tue, 01 Jan 2020 00:01:00 GMT', NOW_MS)).toBe(0)
  expect(retryAfterOf('soon', NOW_MS)).toBeUndefined()
  expect(retryAfterOf(undefined, NOW_MS)).toBeUndefined()
})

describe('asking again', () => {
  const decide = (retryAfterMs: number | undefined, sinceProgressMs = 0) =>
    decideGithubRetry(
      {
        ...{ fault: 'busy', failures: 1, partFailures: 0, repairs: 0, sinceProgressMs, giveUpAfterMs: 900_000 },
        ...{ answeredOnce: true, canRefreshCredentials: false, retryAfterMs },
      },
      0.5,
    )

  test('waits as long as GitHub says', () => {
    expect(decide(60_000)).toEqual({ kind: 'retry', delayMs: 60_000 })
    expect(decide(undefined)).toEqual({ kind: 'retry', delayMs: 200 })
  })

  test('is an error at once if that is longer than the limit', () => {
    expect(decide(900_001)).toEqual({ kind: 'fail' })
    expect(decide(60_000, 850_000)).toEqual({ kind: 'fail' })
  })
})
