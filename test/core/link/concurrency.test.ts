import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Observation, observe, startController } from '../../../src/core/link/concurrency.ts'
import { LINKS } from '../../sandbox/link/links.ts'
import { type ModelLink, type ModelOutcome, simulate } from './link-model.ts'

const MIB = 1024 ** 2
const AUTO = { kind: 'auto' } as const

/** How long an upload of 1 MiB parts would take if the link were full from the first moment to the last. */
function idealMs(totalMib: number, mibPerSecond: number): number {
  return (totalMib / mibPerSecond) * 1000
}

function upload(link: ModelLink, totalMib: number, limit?: number): ModelOutcome {
  const setting = limit === undefined ? AUTO : ({ kind: 'fixed', limit } as const)
  return simulate({ link, totalBytes: totalMib * MIB, partBytes: MIB, setting })
}

test('fills a long link of 40 MiB/s within the first seconds', () => {
  expect(upload(LINKS.longHaul, 512).elapsedMs).toBeLessThan(idealMs(512, 40) / 0.85)
})

test('fills a lossy link on which connections are reset at random', () => {
  const outcomes = Array.from({ length: 15 }, (_, seed) =>
    simulate({ link: LINKS.lossyHaul, totalBytes: 512 * MIB, partBytes: MIB, seed: seed + 7 }),
  )
  const middle = outcomes.toSorted((left, right) => left.elapsedMs - right.elapsedMs)[7]
  expect(outcomes.every(({ failures }) => failures > 50)).toBe(true)
  expect(middle?.elapsedMs).toBeLessThan(idealMs(512, 40) / 0.75)
})

test('fills a home line with few connections, and finds that even fewer are enough', () => {
  const { elapsedMs, mostConnections, limits } = upload(LINKS.homeLine, 128)
  expect(elapsedMs).toBeLessThan(idealMs(128, 2.5) / 0.97)
  expect(mostConnections).toBeLessThanOrEqual(16)
  expect(limits.at(-1)).toBeLessThanOrEqual(6)
})

test('comes close to the best constant limit if the service refuses too many requests, and stops raising it', () => {
  const best = upload(LINKS.throttled, 512, 24)
  const outcome = upload({ ...LINKS.throttled, mostInFlight: 24 }, 512)
  expect(outcome.elapsedMs).toBeLessThan(best.elapsedMs / 0.9)
  expect(outcome.refusals).toBeLessThan(60)
})

test('opens more connections if packet loss slows each one down', () => {
  const link = { roundTripMs: 200, perConnectionBytesPerSecond: 60 * 1024, totalBytesPerSecond: 10 * MIB }
  const { limits } = upload(link, 200)
  expect(limits.at(-1)).toBe(64)
})

test('reports what limited it, if that is known', () => {
  expect(upload(LINKS.homeLine, 128).limitedBy).toBe('link')
  expect(upload({ ...LINKS.throttled, mostInFlight: 24 }, 256).limitedBy).toBe('service')
  const lanes = { roundTripMs: 10, perConnectionBytesPerSecond: MIB, totalBytesPerSecond: 1000 * MIB }
  expect(upload(lanes, 1024)).toMatchObject({ limitedBy: 'most', mostConnections: 64 })
  expect(upload({ ...LINKS.longHaul, roundTripMs: 15 }, 512).limitedBy).toBe('link')
  // All that there may be were there before anything was measured.
  expect(upload(LINKS.longHaul, 512).limitedBy).toBe(undefined)
})

test('an outage ends what was known of the limit', () => {
  let controller = observe(startController({ kind: 'auto' }), {
    kind: 'throttled',
    startedMs: 0,
    nowMs: 0,
    inFlight: 12,
    retryAfterMs: undefined,
  })
  for (let failure = 1; failure < 30; failure += 1)
    controller = observe(controller, { kind: 'failed', startedMs: failure, nowMs: failure, inFlight: 1 })
  expect(controller.limitedBy).toBeUndefined()
})

test('probes with few requests during an outage, and recovers soon after', () => {
  const outage = { fromMs: 5000, toMs: 15_000 }
  const { limits, elapsedMs } = upload({ ...LINKS.longHaul, outage }, 1024)
  expect(limits.slice(8, 14)).toEqual([4, 4, 4, 4, 4, 4])
  expect(elapsedMs - (outage.toMs - outage.fromMs)).toBeLessThan(idealMs(1024, 40) / 0.75)
})

test('is never more than a few seconds behind the best constant limit, on any link', () => {
  const links = fc.record({
    roundTripMs: fc.integer({ min: 10, max: 300 }),
    perConnectionBytesPerSecond: fc.integer({ min: MIB / 2, max: 20 * MIB }),
    totalBytesPerSecond: fc.integer({ min: MIB, max: 60 * MIB }),
    slowStart: fc.boolean(),
  })
  fc.assert(
    fc.property(links, (link) => {
      const times = [4, 8, 16, 32, 64].map((limit) => upload(link, 256, limit).elapsedMs)
      expect(upload(link, 256).elapsedMs).toBeLessThan(1.2 * Math.min(...times) + 6000)
    }),
    { numRuns: 12, seed: 11 },
  )
})

test('where windows stay narrow, since packets are lost, as many connections as there may be are opened before anything is acknowledged', () => {
  const link = { roundTripMs: 150, perConnectionBytesPerSecond: 118_000, totalBytesPerSecond: 40 * MIB }
  expect(upload({ ...link, slowStart: true }, 64).limits.slice(0, 3)).toEqual([64, 64, 64])
})

test('while the windows of a fat link open, as many connections as there may be are opened, before they fill it', () => {
  const fat = { roundTripMs: 150, totalBytesPerSecond: 40 * MIB, slowStart: true }
  const { elapsedMs, limits } = upload(fat, 256)
  expect(limits.slice(1)).toEqual(limits.slice(1).map(() => 64))
  expect(elapsedMs).toBeLessThan(idealMs(256, 40) * 1.2)
})

test.each([12 / 1024, 0.1, 0.5, 1])(
  'on a slow link, of %f MiB/s, the number of connections is not raised',
  (mibPerSecond) => {
    const link = { roundTripMs: 150, totalBytesPerSecond: mibPerSecond * MIB, slowStart: true }
    const { limits } = upload(link, 64 * mibPerSecond)
    expect(Math.max(...limits)).toBeLessThanOrEqual(37)
  },
)

test('while this process computes all the time, no more connections are opened', () => {
  const fat = { roundTripMs: 10, perConnectionBytesPerSecond: 10 * MIB, totalBytesPerSecond: 1000 * MIB }
  const options = { link: fat, totalBytes: 512 * MIB, partBytes: MIB }
  expect(simulate({ ...options, busyUntilMs: Number.POSITIVE_INFINITY }).mostConnections).toBe(12)
  expect(simulate(options).mostConnections).toBe(64)
})

test('on a short way nothing is tried where the rest takes less than a second', () => {
  const near = { roundTripMs: 2, totalBytesPerSecond: 800 * MIB }
  expect(upload(near, 200).mostConnections).toBe(12)
  expect(upload(near, 4096).mostConnections).toBeGreaterThan(12)
})

test('a process that computes all the time at first fills a long link as soon as it has time', () => {
  const options = { link: LINKS.longHaul, totalBytes: 512 * MIB, partBytes: MIB }
  const { elapsedMs, limits } = simulate({ ...options, busyUntilMs: 2000 })
  expect(limits).toContain(64)
  expect(elapsedMs).toBeLessThan(simulate(options).elapsedMs + 2000)
})

const observations: fc.Arbitrary<Observation> = fc
  .record({
    kind: fc.constantFrom('acknowledged', 'throttled', 'failed', 'moving'),
    startedMs: fc.integer({ min: 0, max: 100_000 }),
    elapsedMs: fc.integer({ min: 0, max: 30_000 }),
    inFlight: fc.integer({ min: 1, max: 128 }),
    sizeBytes: fc.constantFrom(0, 1, 20_000, MIB, 100 * MIB),
    isFirst: fc.boolean(),
    isBusy: fc.boolean(),
    retryAfterMs: fc.constantFrom(undefined, 1000, 60_000),
    takenBytes: fc.nat(1024 * MIB),
    feeding: fc.integer({ min: 0, max: 64 }),
    leftBytes: fc.nat(1024 * MIB),
  })
  .map(({ elapsedMs, startedMs, ...rest }) => ({ ...rest, startedMs, nowMs: startedMs + elapsedMs }) as Observation)

test('keeps the limit a whole number between 1 and 64, for any samples', () => {
  fc.assert(
    fc.property(fc.array(observations, { maxLength: 300 }), (told) => {
      let controller = startController(AUTO)
      for (const observation of told) {
        controller = observe(controller, observation)
        expect(controller.limit).toSatisfy(Number.isInteger)
        expect(controller.limit).toBeGreaterThanOrEqual(1)
        expect(controller.limit).toBeLessThanOrEqual(64)
      }
    }),
  )
})

test('does not change a limit that the user set', () => {
  fc.assert(
    fc.property(fc.array(observations), fc.integer({ min: 1, max: 128 }), (told, limit) => {
      const controller = told.reduce(observe, startController({ kind: 'fixed', limit }))
      expect(controller.limit).toBe(limit)
    }),
  )
})

test('cuts the limit once for simultaneous refusals, and waits as long as the service asked', () => {
  const times = { nowMs: 1000, startedMs: 0 }
  const refusal = { kind: 'throttled', ...times, retryAfterMs: 5000 } as const
  let controller = { ...startController(AUTO), limit: 40 }
  for (let inFlight = 40; inFlight > 24; inFlight -= 1) controller = observe(controller, { ...refusal, inFlight })
  expect(controller.limit).toBe(18)
  const acknowledge = (nowMs: number) => {
    for (let count = 0; count < 100; count += 1) {
      const request = { startedMs: nowMs - 100, nowMs, inFlight: controller.limit, sizeBytes: MIB, isFirst: false }
      controller = observe(controller, { kind: 'acknowledged', ...request })
    }
  }
  acknowledge(5900)
  expect(controller.limit).toBe(18)
  acknowledge(6100)
  expect(controller.limit).toBe(24)
})
