import { describe, expect, test } from 'vitest'
import type { ConcurrencySetting } from '../../../src/core/link/concurrency.ts'
import { createLimiter, type Weight } from '../../../src/engine/bucket/limiter.ts'

const never = new AbortController().signal

/** @returns the limiter, asked for so many slots at once, and those that it granted by now. */
async function ask(setting: ConcurrencySetting, weights: readonly Weight[]) {
  const limiter = createLimiter(setting)
  const granted: Weight[] = []
  const slots = weights.map(async (weight) => {
    const slot = await limiter.acquire(weight, never)
    granted.push(weight)
    return slot
  })
  await Promise.resolve()
  await Promise.resolve()
  return { limiter, granted, slots }
}

const MIB = 1024 ** 2
const times = (count: number, weight: Weight) => Array.from({ length: count }, () => weight)

describe('a limit that is found by measuring', () => {
  test.each([0, 48 * 1024, 'control'] as const)(
    'allows twice as many requests that mostly wait: %s',
    async (weight) => {
      const { limiter, granted } = await ask({ kind: 'auto' }, times(100, weight))
      expect(granted).toHaveLength(2 * limiter.limit)
      expect(limiter.load).toBe(limiter.limit)
      expect(limiter.mostInFlight).toBe(2 * limiter.limit)
    },
  )

  test('counts each body once, and is never exceeded', async () => {
    const weights = Array.from({ length: 30 }, (): readonly Weight[] => [MIB, 'control']).flat()
    const { limiter, granted } = await ask({ kind: 'auto' }, weights)
    expect(limiter.load).toBeLessThanOrEqual(limiter.limit)
    expect(granted).toContain(MIB)
    expect(granted).toContain('control')
  })
})

test('a limit that the user set applies to all requests', async () => {
  const { granted } = await ask({ kind: 'fixed', limit: 3 }, [...times(4, 0), ...times(4, 'control')])
  expect(granted).toHaveLength(3)
})

test('requests without a body and those with one take turns', async () => {
  const { granted, slots } = await ask({ kind: 'fixed', limit: 1 }, [...times(2, MIB), ...times(2, 'control')])
  for (const slot of [slots[0], slots[2], slots[1], slots[3]]) (await slot)?.release()
  expect(granted).toEqual([MIB, 'control', MIB, 'control'])
})

test('a request that no longer waits gets no slot, and takes none from the others', async () => {
  const limiter = createLimiter({ kind: 'fixed', limit: 1 })
  const first = await limiter.acquire(MIB, never)
  const gone = new AbortController()
  const waiting = limiter.acquire(MIB, gone.signal)
  const other = limiter.acquire(MIB, never)
  gone.abort(new Error('cancelled'))
  await expect(waiting).rejects.toThrow('cancelled')
  first.release()
  ;(await other).release()
  expect(limiter.inFlight).toBe(0)
})

test('a slot that is released twice is released once', async () => {
  const limiter = createLimiter({ kind: 'fixed', limit: 2 })
  const slot = await limiter.acquire(MIB, never)
  slot.release()
  slot.release()
  expect(limiter.load).toBe(0)
})

describe('until a body is acknowledged', () => {
  const at = { startedMs: 0, nowMs: 300, inFlight: 1 }
  const far = { kind: 'acknowledged', ...at, sizeBytes: 0, isFirst: true } as const

  /** How many bodies of that size are in flight at once, and how many after so many of them were acknowledged. */
  async function bodies(sizeBytes: number, acknowledged: number) {
    const { limiter, slots } = await ask({ kind: 'auto' }, times(100, sizeBytes))
    limiter.observe(far)
    const atFirst = limiter.inFlight
    for (const slot of slots.slice(0, acknowledged)) {
      limiter.observe({ ...far, sizeBytes, nowMs: 1000, inFlight: limiter.inFlight })
      ;(await slot).release()
    }
    return [limiter.limit, atFirst, limiter.inFlight]
  }

  test.each([
    [2 * MIB, 40],
    [MIB, 40],
    [0.8 * MIB, 50],
    [0.7 * MIB, 57],
    [0.5 * MIB, 64],
    [49 * 1024, 64],
  ])('bodies of %d bytes count by their size: %d at once, never more than 64', async (sizeBytes, count) => {
    expect(await bodies(sizeBytes, 0)).toEqual([40, count, count])
  })

  test('and those that begin afterwards count as one', async () => {
    expect(await bodies(0.5 * MIB, 1)).toEqual([40, 64, 64])
    expect(await bodies(0.5 * MIB, 9)).toEqual([40, 64, 64])
    expect(await bodies(0.7 * MIB, 9)).toEqual([40, 57, 54])
    expect(await bodies(0.8 * MIB, 9)).toEqual([40, 50, 48])
  })

  test('requests without a body have their turn meanwhile', async () => {
    const { limiter, slots } = await ask({ kind: 'auto' }, times(100, 0.5 * MIB))
    limiter.observe(far)
    const control = limiter.acquire('control', never)
    expect([limiter.inFlight, limiter.load]).toEqual([64, 40])
    limiter.observe({ ...far, sizeBytes: 0.5 * MIB, nowMs: 1000, inFlight: 40 })
    ;(await slots[0])?.release()
    expect((await control).isHeld).toBe(true)
    expect(limiter.inFlight).toBe(64)
  })
})

test.each([20 * 1024, 0.5 * MIB, 'control'] as const)(
  'a service that accepts one request at once gets no second one, however small: %s',
  async (weight) => {
    const { limiter, slots } = await ask({ kind: 'auto' }, times(30, weight))
    const at = { startedMs: 0, nowMs: 100, retryAfterMs: undefined }
    for (const held of slots.slice(0, limiter.inFlight - 1)) {
      const { cost, release } = await held
      limiter.observe({ kind: 'throttled', ...at, inFlight: limiter.fullLoad, cost })
      release()
    }
    expect([limiter.limit, limiter.inFlight]).toEqual([1, 1])
    expect(limiter.tryAcquire(weight)).toBeUndefined()
  },
)

test('where the limit falls below what is under way, requests without a body do not wait for it', async () => {
  const { limiter } = await ask({ kind: 'auto' }, times(30, MIB))
  const moving = { kind: 'moving', feeding: 12, leftBytes: 100 * MIB } as const
  for (const nowMs of [0, 6000, 17_000]) limiter.observe({ ...moving, nowMs, takenBytes: nowMs })
  expect([limiter.limit, limiter.inFlight]).toEqual([4, 12])
  const asked = times(9, 'control').map((weight) => limiter.acquire(weight, never))
  expect(limiter.inFlight).toBe(20)
  ;(await asked[0])?.release()
  expect(limiter.inFlight).toBe(20)
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
