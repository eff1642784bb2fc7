import { describe, expect, test } from 'vitest'
import { type Controller, observe, startController } from '../../../src/core/link/concurrency.ts'
import { simulate } from './link-model.ts'

const MIB = 1024 ** 2
const FAR = { kind: 'acknowledged', startedMs: 0, nowMs: 300, inFlight: 1, sizeBytes: 0, isFirst: true } as const

interface Sending {
  readonly bytesPerSecond: number
  readonly untilMs: number
  readonly leftBytes?: number
  /** Bodies of which some was taken, and not all. */
  readonly feeding?: number
  /** In this time nothing moves. */
  readonly outage?: { readonly fromMs: number; readonly toMs: number }
}

/** A far bucket, until nothing was acknowledged yet: the kernel takes 64 KiB of each body at once, and then what the link carries. */
function sent({ bytesPerSecond, untilMs, leftBytes = 200 * MIB, feeding = 40, outage }: Sending): Controller {
  let controller = observe(startController({ kind: 'auto' }), FAR)
  let takenBytes = 40 * 64 * 1024
  for (let nowMs = 300; nowMs <= untilMs; nowMs += 100) {
    if (outage !== undefined && nowMs > outage.fromMs && nowMs < outage.toMs) continue
    takenBytes += bytesPerSecond / 10
    controller = observe(controller, { kind: 'moving', nowMs, takenBytes, feeding, leftBytes })
  }
  return controller
}

describe('before anything is acknowledged', () => {
  test.each([
    [12_000, 4],
    [100_000, 5],
    [200_000, 11],
    [300_000, 17],
    [360_000, 40],
    [1_000_000, 40],
  ])('a link that carries %d bytes in a second gets %d requests', (bytesPerSecond, limit) => {
    expect(sent({ bytesPerSecond, untilMs: 14_000 }).limit).toBeGreaterThanOrEqual(40)
    expect(Math.min(40, sent({ bytesPerSecond, untilMs: 16_000 }).limit)).toBe(limit)
  })

  test('the log says that the link limits', () => {
    expect(sent({ bytesPerSecond: 100_000, untilMs: 16_000 }).limitedBy).toBe('link')
  })

  test('little that is left, bodies that are taken whole, and an outage show nothing', () => {
    const slow = { bytesPerSecond: 100_000, untilMs: 40_000 }
    expect(sent({ ...slow, leftBytes: 10 * MIB }).limit).toBe(40)
    expect(sent({ ...slow, feeding: 3 }).limit).toBe(40)
    const outage = { fromMs: 2000, toMs: 60_000 }
    expect(sent({ bytesPerSecond: 10_000_000, untilMs: 62_000, outage }).limit).toBeGreaterThanOrEqual(40)
  })

  test('a short round trip does not raise the limit again', () => {
    const slow = sent({ bytesPerSecond: 100_000, untilMs: 16_000 })
    expect(observe(slow, { ...FAR, startedMs: 16_000, nowMs: 16_300 }).limit).toBe(slow.limit)
  })
})

test('a number that a user has set stays', () => {
  const fixed = startController({ kind: 'fixed', limit: 30 })
  expect(observe(fixed, { kind: 'moving', nowMs: 20_000, takenBytes: 1, feeding: 30, leftBytes: MIB }).limit).toBe(30)
})

test('a link that was slow at first gets more requests when it is fast', () => {
  let controller = sent({ bytesPerSecond: 12_000, untilMs: 16_000 })
  for (let nowMs = 16_000; nowMs < 60_000; nowMs += 100) {
    const { limit } = controller
    const carried = { sizeBytes: MIB, inFlight: limit, isFirst: false, leftBytes: 200 * MIB }
    controller = observe(controller, { kind: 'acknowledged', nowMs, startedMs: nowMs - 700, ...carried })
  }
  expect(controller.limit).toBe(64)
})

test('a slow link takes no longer with the few requests that it gets', () => {
  const link = { roundTripMs: 200, totalBytesPerSecond: 100_000, slowStart: true }
  const upload = { link, totalBytes: 60 * MIB, partBytes: MIB }
  const { elapsedMs, limits } = simulate(upload)
  expect(elapsedMs).toBeLessThan(1.02 * simulate({ ...upload, setting: { kind: 'fixed', limit: 16 } }).elapsedMs)
  expect(limits[10]).toBe(40)
  expect(limits[20]).toBeLessThan(8)
})
