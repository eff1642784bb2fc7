import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createAlarm } from '../../../src/adapters/process/alarm.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('rings for each wait at its time, in any order, with one timer', () => {
  const alarm = createAlarm()
  const rung: string[] = []
  alarm.set(() => rung.push('third'), 300)
  alarm.set(() => rung.push('first'), 100)
  alarm.set(() => rung.push('second'), 200)
  expect(vi.getTimerCount()).toBe(1)
  for (const expected of [[], ['first'], ['first', 'second'], ['first', 'second', 'third']]) {
    expect(rung).toEqual(expected)
    vi.advanceTimersByTime(100)
  }
  vi.advanceTimersByTime(10_000)
  expect([rung.length, vi.getTimerCount()]).toEqual([3, 0])
})

test('what is cleared does not ring, what is set again rings later, also while another rings', () => {
  const alarm = createAlarm()
  const rung: string[] = []
  const cleared = () => rung.push('cleared')
  const again = () => {
    rung.push('again')
    if (rung.length < 3) alarm.set(again, 50)
  }
  alarm.set(cleared, 100)
  alarm.set(again, 100)
  vi.advanceTimersByTime(60)
  alarm.set(again, 100)
  alarm.clear(cleared)
  vi.advanceTimersByTime(99)
  expect(rung).toEqual([])
  vi.advanceTimersByTime(1000)
  expect(rung).toEqual(['again', 'again', 'again'])
})
