import { describe, expect, test } from 'vitest'
import type { ConcurrencySetting } from '../../../src/core/link/concurrency.ts'
import { createLimiter, type Lane, laneOf } from '../../../src/engine/bucket/limiter.ts'

const never = new AbortController().signal

/** @returns the limiter, asked for so many slots at once, and those that it granted by now. */
async function ask(setting: ConcurrencySetting, lanes: readonly Lane[]) {
  const limiter = createLimiter(setting)
  const granted: Lane[] = []
  const slots = lanes.map(async (lane) => {
    const slot = await limiter.acquire(lane, never)
    granted.push(lane)
    return slot
  })
  await Promise.resolve()
  await Promise.resolve()
  return { limiter, granted, slots }
}

const times = (count: number, lane: Lane) => Array.from({ length: count }, () => lane)

describe('a limit that is found by measuring', () => {
  test.each(['small', 'control'] as const)('allows twice as many requests that mostly wait: %s', async (lane) => {
    const { limiter, granted } = await ask({ kind: 'auto' }, times(100, lane))
    expect(granted).toHaveLength(2 * limiter.limit)
    expect(limiter.load).toBe(limiter.limit)
    expect(limiter.mostInFlight).toBe(2 * limiter.limit)
  })

  test('counts each body once, and is never exceeded', async () => {
    const lanes = Array.from({ length: 30 }, (): readonly Lane[] => ['data', 'control']).flat()
    const { limiter, granted } = await ask({ kind: 'auto' }, lanes)
    expect(limiter.load).toBeLessThanOrEqual(limiter.limit)
    expect(granted).toContain('data')
    expect(granted).toContain('control')
  })
})

test('a limit that the user set applies to all requests', async () => {
  const { granted } = await ask({ kind: 'fixed', limit: 3 }, [...times(4, 'small'), ...times(4, 'control')])
  expect(granted).toHaveLength(3)
})

test('requests without a body and those with one take turns', async () => {
  const { granted, slots } = await ask({ kind: 'fixed', limit: 1 }, [...times(2, 'data'), ...times(2, 'control')])
  for (const slot of [slots[0], slots[2], slots[1], slots[3]]) (await slot)?.release()
  expect(granted).toEqual(['data', 'control', 'data', 'control'])
})

test('a request that no longer waits gets no slot, and takes none from the others', async () => {
  const limiter = createLimiter({ kind: 'fixed', limit: 1 })
  const first = await limiter.acquire('data', never)
  const gone = new AbortController()
  const waiting = limiter.acquire('data', gone.signal)
  const other = limiter.acquire('data', never)
  gone.abort(new Error('cancelled'))
  await expect(waiting).rejects.toThrow('cancelled')
  first.release()
  ;(await other).release()
  expect(limiter.inFlight).toBe(0)
})

test('a slot that is released twice is released once', async () => {
  const limiter = createLimiter({ kind: 'fixed', limit: 2 })
  const slot = await limiter.acquire('data', never)
  slot.release()
  slot.release()
  expect(limiter.load).toBe(0)
})

test('bodies of a few packets count as small', () => {
  expect([0, 48 * 1024, 48 * 1024 + 1].map(laneOf)).toEqual(['small', 'small', 'data'])
})

describe('what limited most of the time', () => {
  /** A refusal at this time, and an observation at the end. */
  function limited(refusedMs: number, endMs: number) {
    const limiter = createLimiter({ kind: 'auto' })
    const at = (nowMs: number) => ({ startedMs: nowMs, nowMs, inFlight: 12 })
    limiter.observe({ kind: 'failed', ...at(0) })
    limiter.observe({ kind: 'throttled', ...at(refusedMs), retryAfterMs: undefined })
    limiter.observe({ kind: 'failed', ...at(endMs) })
    return limiter
  }

  test('is what held for long', () => {
    expect(limited(1000, 10_000).mostlyLimitedBy).toBe('service')
  })

  test('is not what came at the end', () => {
    const limiter = limited(9000, 10_000)
    expect([limiter.limitedBy, limiter.mostlyLimitedBy]).toEqual(['service', undefined])
  })

  test('is unknown before anything was observed', () => {
    expect(createLimiter({ kind: 'auto' }).mostlyLimitedBy).toBeUndefined()
  })
})
