import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createShaper, type Flow, type Shaper, type ShaperOptions } from './shaper.ts'

const BASE: ShaperOptions = { roundTripMs: 100, slowStart: false, tickMs: 10 }

/** @returns the bytes that each flow got, every flow always having more to send. */
function run(shaper: Shaper, flows: readonly Flow[], times: readonly number[]): number[] {
  const got = flows.map(() => 0)
  for (const nowMs of times) {
    for (const flow of flows) flow.waitingBytes = 1e9
    shaper.share(flows, nowMs)
    flows.forEach((flow, index) => {
      got[index] = (got[index] ?? 0) + flow.grantedBytes
    })
  }
  return got
}

const everyTenMs = (untilMs: number) => Array.from({ length: untilMs / 10 }, (_, index) => (index + 1) * 10)
const flowsOf = (shaper: Shaper, count: number) => Array.from({ length: count }, () => shaper.open())

test('lets everything through without limits', () => {
  const shaper = createShaper(BASE, 0)
  const [flow] = flowsOf(shaper, 1)
  expect(run(shaper, flow === undefined ? [] : [flow], [0])).toEqual([1e9])
})

test('gives each connection its own rate if the total allows it', () => {
  const shaper = createShaper({ ...BASE, perConnectionBytesPerSecond: 1000, totalBytesPerSecond: 1e6 }, 0)
  expect(run(shaper, flowsOf(shaper, 3), everyTenMs(10_000))).toEqual([10_000, 10_000, 10_000])
})

test('divides the total equally among connections that could each use more', () => {
  const shaper = createShaper({ ...BASE, perConnectionBytesPerSecond: 1e6, totalBytesPerSecond: 8000 }, 0)
  const got = run(shaper, flowsOf(shaper, 4), everyTenMs(10_000))
  expect(got.reduce((sum, bytes) => sum + bytes, 0)).toBe(80_000)
  expect(got).toEqual([20_000, 20_000, 20_000, 20_000])
})

test('gives the rest of one connection to the others', () => {
  const shaper = createShaper({ ...BASE, totalBytesPerSecond: 30_000 }, 0)
  const flows = flowsOf(shaper, 3)
  for (const flow of flows) flow.waitingBytes = 1000
  const [first] = flows
  if (first !== undefined) first.waitingBytes = 10
  shaper.share(flows, 10)
  expect(flows.map((flow) => flow.grantedBytes)).toEqual([10, 145, 145])
})

test('is exact in total, and never above what is waiting, for any ticks', () => {
  const ticks = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(
      ticks,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1000, max: 9_000_000 }),
      (gaps, count, rate) => {
        const shaper = createShaper({ ...BASE, totalBytesPerSecond: rate }, 0)
        let nowMs = 0
        const times = gaps.map((gap) => {
          nowMs += gap
          return nowMs
        })
        const total = run(shaper, flowsOf(shaper, count), times).reduce((sum, bytes) => sum + bytes, 0)
        expect(total).toBeLessThanOrEqual((rate * nowMs) / 1000)
        expect(total).toBeGreaterThan((rate * nowMs) / 1000 - count - 1)
      },
    ),
  )
})

test('saves up no more than two ticks while nothing is sent', () => {
  const shaper = createShaper({ ...BASE, perConnectionBytesPerSecond: 1000 }, 0)
  const flows = flowsOf(shaper, 1)
  for (const nowMs of everyTenMs(5000)) shaper.share(flows, nowMs)
  expect(run(shaper, flows, [5010])).toEqual([20])
})

test('doubles the window of a new connection with each round trip until it fills its rate', () => {
  const shaper = createShaper({ ...BASE, slowStart: true, perConnectionBytesPerSecond: 2_000_000 }, 0)
  const flows = flowsOf(shaper, 1)
  const inRoundTrip = [0, 1, 2, 3, 4, 5].map(
    (trip) =>
      run(
        shaper,
        flows,
        everyTenMs(100).map((ms) => trip * 100 + ms),
      )[0],
  )
  // 20 000 of the fifth were saved up while the window held them back.
  expect(inRoundTrip).toEqual([14_600, 29_200, 58_400, 116_800, 220_000, 200_000])
})

test('applies new rates at once', () => {
  const shaper = createShaper(BASE, 0)
  const flows = flowsOf(shaper, 1)
  run(shaper, flows, [10])
  shaper.setRates({ totalBytesPerSecond: 1000 })
  expect(run(shaper, flows, [20, 30, 40])).toEqual([30])
})
