import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Fault } from '../../../src/core/errors/errors.ts'
import {
  decideRetry,
  FIRST_CONTACT_MS,
  MAX_PART_TRIES,
  type RetryDecision,
  type RetrySituation,
} from '../../../src/core/link/retry.ts'

const situation: RetrySituation = {
  fault: 'network',
  failures: 1,
  partFailures: 0,
  repairs: 0,
  sinceProgressMs: 0,
  giveUpAfterMs: 900_000,
  answeredOnce: true,
  canRefreshCredentials: false,
  retryAfterMs: undefined,
}
const PERMANENT = ['permanent', 'upload-gone', 'invalid-part', 'exists', 'denied', 'missing', 'aborted'] as const
const TRANSIENT = ['unreachable', 'network', 'busy', 'part'] as const

test.each(PERMANENT)('%s fails at once', (fault) => {
  expect(decideRetry({ ...situation, fault }, 0.5)).toEqual({ kind: 'fail' })
})

test.each(TRANSIENT)('%s is asked again', (fault) => {
  expect(decideRetry({ ...situation, fault }, 0.5)).toEqual({ kind: 'retry', delayMs: 200 })
})

describe('the delay', () => {
  test('doubles from 0.4 s to 20 s', () => {
    const ceilings = [1, 2, 3, 6, 7, 100].map((failures) => decideRetry({ ...situation, failures }, 1))
    expect(ceilings.map((decision) => decision.kind === 'retry' && decision.delayMs)).toEqual([
      400, 800, 1600, 12_800, 20_000, 20_000,
    ])
  })

  test('is at least as long as the service asked for', () => {
    expect(decideRetry({ ...situation, retryAfterMs: 5000 }, 0.5)).toEqual({ kind: 'retry', delayMs: 5000 })
    expect(decideRetry({ ...situation, retryAfterMs: 1 }, 0.5)).toEqual({ kind: 'retry', delayMs: 200 })
  })

  test('never goes beyond the time of giving up', () => {
    const late = { ...situation, failures: 9, sinceProgressMs: 899_000 }
    expect(decideRetry(late, 1)).toEqual({ kind: 'retry', delayMs: 1000 })
  })

  test('is random over its whole range', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (more, random) => {
        const decision = decideRetry({ ...situation, failures: 1 + more }, random)
        expect(decision.kind).toBe('retry')
        if (decision.kind === 'retry') expect(decision.delayMs).toBe(random * Math.min(20_000, 400 * 2 ** more))
      }),
    )
  })
})

describe('giving up', () => {
  test('comes only after the limit without progress', () => {
    expect(decideRetry({ ...situation, sinceProgressMs: 899_999, failures: 1000 }, 0).kind).toBe('retry')
    expect(decideRetry({ ...situation, sinceProgressMs: 900_000 }, 0).kind).toBe('give-up')
  })

  test('comes after a minute if the service never answered', () => {
    const never = { ...situation, fault: 'unreachable', answeredOnce: false } as const
    expect(decideRetry({ ...never, sinceProgressMs: FIRST_CONTACT_MS - 1 }, 0).kind).toBe('retry')
    expect(decideRetry({ ...never, sinceProgressMs: FIRST_CONTACT_MS }, 0).kind).toBe('give-up')
    expect(decideRetry({ ...never, answeredOnce: true, sinceProgressMs: FIRST_CONTACT_MS }, 0).kind).toBe('retry')
    expect(decideRetry({ ...never, fault: 'network', sinceProgressMs: FIRST_CONTACT_MS }, 0).kind).toBe('retry')
    expect(decideRetry({ ...never, giveUpAfterMs: 5000, sinceProgressMs: 5000 }, 0).kind).toBe('give-up')
  })
})

describe('repairs', () => {
  test('of the clock are tried three times', () => {
    expect(decideRetry({ ...situation, fault: 'clock', repairs: 3 }, 0)).toEqual({ kind: 'repair-clock' })
    expect(decideRetry({ ...situation, fault: 'clock', repairs: 4 }, 0)).toEqual({ kind: 'fail' })
  })

  test('of credentials are tried three times, if they can be renewed', () => {
    const expired = { ...situation, fault: 'credentials', canRefreshCredentials: true } as const
    expect(decideRetry({ ...expired, repairs: 3 }, 0)).toEqual({ kind: 'repair-credentials' })
    expect(decideRetry({ ...expired, repairs: 4 }, 0)).toEqual({ kind: 'fail' })
    expect(decideRetry({ ...expired, canRefreshCredentials: false }, 0)).toEqual({ kind: 'fail' })
  })

  test('of a part’s bytes end after eight tries', () => {
    const blamed = { ...situation, fault: 'part' } as const
    expect(decideRetry({ ...blamed, partFailures: MAX_PART_TRIES - 1 }, 0).kind).toBe('retry')
    expect(decideRetry({ ...blamed, partFailures: MAX_PART_TRIES }, 0)).toEqual({ kind: 'fail' })
  })
})

/** What is done at the first failure of a kind, if credentials can be renewed: a new fault does not compile without its line here. */
const FIRST: Readonly<Record<Fault, RetryDecision['kind']>> = {
  permanent: 'fail',
  'upload-gone': 'fail',
  'invalid-part': 'fail',
  exists: 'fail',
  denied: 'fail',
  missing: 'fail',
  aborted: 'fail',
  unreachable: 'retry',
  network: 'retry',
  busy: 'retry',
  part: 'retry',
  clock: 'repair-clock',
  credentials: 'repair-credentials',
}

test('every fault has its decision', () => {
  const decided = Object.keys(FIRST).map((fault) => [
    fault,
    decideRetry({ ...situation, fault: fault as Fault, canRefreshCredentials: true }, 0).kind,
  ])
  expect(Object.fromEntries(decided)).toEqual(FIRST)
})
