import { expect, test } from 'vitest'
import { ActionError } from '../../../src/core/errors/errors.ts'
import { createPatience } from '../../../src/engine/readers/patience.ts'
import { refreshKeys } from '../../../src/engine/readers/refresh.ts'
import type { CdnRefresh } from '../../../src/ports/readers.ts'
import { createFakeClock } from '../fake-clock.ts'

/** A CDN that takes two URLs a call, and fails as it is told. */
function scene(failureOf: (keys: readonly string[], nth: number) => ActionError | undefined) {
  const clock = createFakeClock()
  const asked: (readonly string[])[] = []
  const cdn: CdnRefresh = {
    batches: (keys) => keys.flatMap((_, index) => (index % 2 === 0 ? [keys.slice(index, index + 2)] : [])),
    async refresh(keys) {
      asked.push(keys)
      const error = failureOf(keys, asked.length)
      if (error !== undefined) throw error
      return []
    },
    remaining: async () => undefined,
    taskStates: async () => undefined,
  }
  const signal = new AbortController().signal
  const engine = { clock, reporter: { debug() {} } as never, signal, progress: { moved() {} } as never }
  const refresh = (keys: readonly string[], giveUpAfterMs = 900_000) =>
    refreshKeys(engine, cdn, { keys, allowed: keys.length, patience: createPatience(engine, giveUpAfterMs) })
  return { refresh, asked, clock }
}

const error = (code: string, fault: ActionError['fault']) => new ActionError({ code, fault, message: 'No' })

test('a refusal counts what is not refreshed, and ends the refresh', async () => {
  const { refresh, asked } = scene((_, nth) => (nth === 2 ? error('cdn-quota', 'permanent') : undefined))
  const result = await refresh(['a', 'b', 'c', 'd', 'e'])
  expect(result.refreshed).toEqual(['a', 'b'])
  expect(result.error?.message).toBe('No; 3 objects could not be refreshed')
  expect(asked).toHaveLength(2)
})

test('a problem with some URLs does not keep others from being refreshed', async () => {
  const { refresh } = scene(([first]) => (first === 'c' ? error('cdn-error', 'permanent') : undefined))
  const result = await refresh(['a', 'b', 'c', 'd', 'e'])
  expect(result.refreshed).toEqual(['a', 'b', 'e'])
  expect(result.error?.message).toBe('No; 2 objects could not be refreshed')
})

test('a silent service is given up after give-up-after', async () => {
  const { refresh, clock } = scene(() => error('connection-stalled', 'network'))
  const result = await refresh(['a'], 20_000)
  clock.end()
  expect(result.error?.code).toBe('connection-stalled')
  expect(clock.nowMs()).toBeLessThanOrEqual(20_000)
})
