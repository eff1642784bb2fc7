import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { sendBody } from '../../../src/adapters/oss/send-body.ts'
import type { Exchange } from '../../../src/adapters/wire/connection.ts'
import type { Body } from '../../../src/ports.ts'

const KIB = 1024
const SLICE_BYTES = 128 * KIB

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => vi.useRealTimers())

/** A request that takes each byte at such a rate, and notes what it was given at once. */
function requestAt(bytesPerSecond: number) {
  const sizes: number[] = []
  const write = (bytes: Uint8Array, onTaken: (isTaken: boolean) => void) => {
    sizes.push(bytes.length)
    vi.advanceTimersByTime((bytes.length * 1000) / bytesPerSecond)
    queueMicrotask(() => onTaken(true))
  }
  const finish: Exchange['finish'] = (bytes, onTaken) => write(Buffer.from(bytes ?? ''), onTaken)
  const request: Exchange = { write, finish, isOver: false, isIdle: true, drop() {} }
  return { request, sizes }
}

function bodyOf(sizeBytes: number): Body {
  let leftBytes = sizeBytes
  return {
    sizeBytes,
    async read(into) {
      const size = Math.min(into.length, leftBytes)
      leftBytes -= size
      return size
    },
    close: async () => {},
  }
}

async function send(bytesPerSecond: number, maybeSlow: boolean) {
  const { request, sizes } = requestAt(bytesPerSecond)
  const silencesMs: number[] = []
  let lastMs = performance.now()
  let takenBytes = 0
  const isIdle = await sendBody(request, {
    body: bodyOf(4 * SLICE_BYTES),
    slices: [Buffer.alloc(SLICE_BYTES), Buffer.alloc(SLICE_BYTES)],
    maybeSlow,
    onHanded: () => {},
    onTaken(sentBytes) {
      takenBytes = sentBytes
      silencesMs.push(performance.now() - lastMs)
      lastMs = performance.now()
    },
  })
  return { isIdle, takenBytes, sizes, longestSilenceMs: Math.max(...silencesMs) }
}

test('over a fast connection slices are written whole, but for the first one of the first bodies', async () => {
  const whole = [SLICE_BYTES, SLICE_BYTES, SLICE_BYTES]
  const steps = Array.from({ length: 8 }, () => 16 * KIB)
  expect((await send(1024 * KIB, false)).sizes).toEqual([SLICE_BYTES, ...whole])
  expect((await send(1024 * KIB, true)).sizes).toEqual([...steps, ...whole])
})

test('over a slow connection, what moves is told every few seconds all the time', async () => {
  const { isIdle, takenBytes, longestSilenceMs } = await send(3 * KIB, true)
  expect([isIdle, takenBytes]).toEqual([true, 4 * SLICE_BYTES])
  expect(longestSilenceMs).toBeLessThan(6000)
})
