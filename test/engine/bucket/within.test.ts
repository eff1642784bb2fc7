import { describe, expect, test } from 'vitest'
import { TooLate, within } from '../../../src/engine/bucket/within.ts'
import { createFakeClock } from '../fake-clock.ts'

const NEVER = new AbortController().signal

/** Ends with its signal alone. */
function endless(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
}

describe('work with a deadline', () => {
  test('returns its result, and leaves no timer', async () => {
    const clock = createFakeClock()
    expect(await within(clock, { deadlineMs: 1000, signal: NEVER }, async () => 'done')).toBe('done')
    expect(clock.nowMs()).toBe(0)
  })

  test('fails with its own error before the deadline', async () => {
    const work = within(createFakeClock(), { deadlineMs: 1000, signal: NEVER }, async () => {
      throw new Error('refused')
    })
    await expect(work).rejects.toThrow('refused')
  })

  test('is too late once the deadline is over', async () => {
    const clock = createFakeClock()
    await expect(within(clock, { deadlineMs: 1000, signal: NEVER }, endless)).rejects.toBeInstanceOf(TooLate)
    expect(clock.nowMs()).toBe(1000)
  })

  test('is not too late if the step was cancelled', async () => {
    const step = new AbortController()
    const work = within(createFakeClock(), { deadlineMs: 1000, signal: step.signal }, endless)
    step.abort(new Error('cancelled'))
    await expect(work).rejects.toThrow('cancelled')
  })
})
