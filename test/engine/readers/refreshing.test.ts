import { expect, test } from 'vitest'
import { ActionError, type Fault } from '../../../src/core/errors/errors.ts'
import { createRefreshing, type Shown } from '../../../src/engine/readers/refreshing.ts'
import type { CdnRefresh } from '../../../src/ports/readers.ts'
import { createFakeClock } from '../fake-clock.ts'

const POINTER = 'latest.yml'

function refusal(code: string, fault: Fault = 'permanent'): ActionError {
  return new ActionError({ code, fault, message: `refused: ${code}` })
}

interface Rules {
  /** What the day's quota leaves, as the service says. */
  readonly remaining?: number
  readonly checks?: boolean
  readonly giveUpAfterMs?: number
  /** Keys that one call takes. */
  readonly batchSize?: number
  answerTo?(keys: readonly string[], signal: AbortSignal): Promise<readonly string[]>
  readonly states?: readonly (ReadonlyMap<string, 'waiting' | 'done' | 'failed'> | undefined)[]
}

function scene({ remaining, checks = false, giveUpAfterMs = 900_000, batchSize = 100, answerTo, states = [] }: Rules) {
  const clock = createFakeClock()
  const asked: (readonly string[])[] = []
  const log: string[] = []
  const cancelling = new AbortController()
  const left = [...states]
  const cdn: CdnRefresh = {
    batches: (keys) =>
      Array.from({ length: Math.ceil(keys.length / batchSize) }, (_, at) =>
        keys.slice(at * batchSize, (at + 1) * batchSize),
      ),
    async refresh(keys, signal) {
      asked.push(keys)
      return (await answerTo?.(keys, signal)) ?? ['1']
    },
    remaining: async () => remaining,
    taskStates: async () => left.shift(),
  }
  const engine = {
    ...{ clock, signal: cancelling.signal, progress: { moved() {} } as never, staleKeys: new Set<string>() },
    reporter: { info: (text: string) => void log.push(text), debug() {} } as never,
    checkpoints: { load: () => [] } as never,
  }
  const refreshing = createRefreshing(engine, {
    ...{ cdn, giveUpAfterMs, checks, refreshesUnchanged: false },
    isOf: (stage, key) => (stage === 'pointers') === (key === POINTER),
  })
  /** Shows these keys, and refreshes them and then the pointer file. */
  async function release(files: readonly string[]) {
    for (const key of [...files, POINTER]) engine.staleKeys.add(key)
    await refreshing.refresh(shown(files), 'files')
    await refreshing.refresh(shown([...files, POINTER]), 'pointers')
    clock.end()
    return refreshing.errors.map(({ message }) => message)
  }
  return { ...{ refreshing, release, asked, log, clock, cancelling } }
}

function shown(keys: readonly string[]): Shown<never> {
  return keys.map((key) => ({ kind: 'published', file: { key, objectId: key }, status: 'uploaded' })) as never
}

/** Hangs until it is called off. */
function hang(_: readonly string[], signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
  })
}

test('with an unknown quota pointer files go first, unless they wait for readers of the others', async () => {
  const one = scene({})
  expect(await one.release(['a', 'b'])).toEqual([])
  expect(one.asked).toEqual([[POINTER], ['a', 'b']])
  const waiting = scene({ checks: true })
  await waiting.release(['a', 'b'])
  expect(waiting.asked).toEqual([['a', 'b'], [POINTER]])
})

test('if the quota is used up unexpectedly, the remaining objects are counted', async () => {
  const { release, asked } = scene({
    answerTo: async (keys) => {
      if (keys.length > 1) throw refusal('cdn-quota')
      return []
    },
  })
  expect(await release(['a', 'b', 'c'])).toEqual(['refused: cdn-quota; 3 objects could not be refreshed'])
  expect(asked[0]).toEqual([POINTER])
})

test('a batch that is refused on its own does not stop the others, and all remaining objects are counted', async () => {
  const { release, asked } = scene({
    ...{ remaining: 100, batchSize: 2 },
    answerTo: async (keys) => {
      if (keys.includes('b')) throw refusal('cdn-error')
      return []
    },
  })
  expect(await release(['a', 'b', 'c', 'd', 'e'])).toEqual(['refused: cdn-error; 2 objects could not be refreshed'])
  expect(asked).toEqual([['a', 'b'], ['c', 'd'], ['e'], [POINTER]])
})

test('a denial is not repeated for every batch', async () => {
  const { release, asked } = scene({
    ...{ remaining: 100, batchSize: 1 },
    answerTo: async () => {
      throw refusal('cdn-denied', 'denied')
    },
  })
  expect(await release(['a', 'b', 'c'])).toEqual([
    'refused: cdn-denied; 3 objects could not be refreshed',
    'refused: cdn-denied; 1 object could not be refreshed',
  ])
  expect(asked).toEqual([['a'], [POINTER]])
})

test.each([
  ['is busy', async () => Promise.reject(refusal('cdn-busy', 'busy'))],
  ['hangs', hang],
])('a service that %s for ever is given up after `give-up-after`, for all calls together', async (_, answerTo) => {
  const { release, clock } = scene({ remaining: 100, batchSize: 1, giveUpAfterMs: 60_000, answerTo })
  const errors = await release(['a', 'b', 'c'])
  expect(errors.map((text) => /(\d) objects? could/.exec(text)?.[1])).toEqual(['3', '1'])
  expect(clock.nowMs()).toBeLessThan(75_000)
})

test('a cancel ends a refresh that hangs', async () => {
  const { release, cancelling } = scene({
    remaining: 100,
    answerTo(keys, signal) {
      cancelling.abort(new Error('cancelled'))
      return signal.aborted ? Promise.reject(signal.reason) : hang(keys, signal)
    },
  })
  expect((await release(['a']))[0]).toContain('cancelled')
})

test('the refresh is done once all tasks are, and a service that does not answer is asked only once', async () => {
  const { refreshing, release } = scene({ states: [new Map([['1', 'waiting']]), new Map([['1', 'done']])] })
  await release(['a'])
  expect([await refreshing.isJustDone(), await refreshing.isJustDone(), await refreshing.isJustDone()]).toEqual([
    ...[false, true, false],
  ])
  const silent = scene({ states: [undefined, new Map([['1', 'done']])] })
  await silent.release(['a'])
  expect([await silent.refreshing.isJustDone(), await silent.refreshing.isJustDone()]).toEqual([false, false])
})
