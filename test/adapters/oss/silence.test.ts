import type { ClientRequest } from 'node:http'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchSilence } from '../../../src/adapters/oss/silence.ts'
import { silenceLimitMs, UNKNOWN_PACE } from '../../../src/core/link/pace.ts'

const STALL_TIMEOUT_MS = 30_000

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function watch() {
  const errors: string[] = []
  const silence = watchSilence({ socket: { connecting: false } } as unknown as ClientRequest, {
    stallTimeoutMs: STALL_TIMEOUT_MS,
    patienceMs: 0,
    limitMs: (taken) => silenceLimitMs({ stallTimeoutMs: STALL_TIMEOUT_MS, ...taken, inFlight: 1, pace: UNKNOWN_PACE }),
    onSilent: ({ message }) => errors.push(message),
  })
  return { silence, errors }
}

test('a request of whose body nothing is taken is ended after the limit', () => {
  const { errors } = watch()
  vi.advanceTimersByTime(STALL_TIMEOUT_MS - 1)
  expect(errors).toEqual([])
  vi.advanceTimersByTime(2)
  expect(errors).toEqual(['nothing moved on the connection for 30.0 s'])
})

test('a body that took minutes gets as many for what is still in buffers on the way', () => {
  const { silence, errors } = watch()
  for (let seconds = 4; seconds <= 200; seconds += 4) {
    vi.advanceTimersByTime(4000)
    silence.taken(seconds * 4096)
  }
  vi.advanceTimersByTime(200_000)
  expect(errors).toEqual([])
  silence.answered(0)
  expect(silence.isAnswered).toBe(true)
  silence.end()
  vi.advanceTimersByTime(1_000_000)
  expect(errors).toEqual([])
})

test('a connection that dies after minutes is ended all the same', () => {
  const { silence, errors } = watch()
  vi.advanceTimersByTime(20_000)
  silence.taken(80_000)
  vi.advanceTimersByTime(60_000)
  expect(errors).toEqual(['nothing moved on the connection for 50.0 s'])
  expect(silence.isAnswered).toBe(false)
})
