import { describe, expect, test } from 'vitest'
import { asActionError } from '../../../src/core/errors/errors.ts'
import { watchForSilence, watchSearch } from '../../../src/engine/bucket/give-up.ts'
import { createProgress } from '../../../src/engine/bucket/progress.ts'
import { createFakeClock } from '../fake-clock.ts'

const NEVER = new AbortController().signal

describe('the watch for silence', () => {
  test('gives up once nothing has moved for the time that the user set', async () => {
    const clock = createFakeClock()
    const progress = createProgress(clock)
    progress.begin()
    const givenUp = Promise.withResolvers<unknown>()
    const end = watchForSilence({ clock, progress, giveUp: givenUp.resolve }, 5000)
    const error = await givenUp.promise
    end()
    expect([asActionError(error)?.code, clock.nowMs()]).toEqual(['gave-up', 5000])
  })

  test('starts again whenever something moves', async () => {
    const clock = createFakeClock()
    const progress = createProgress(clock)
    progress.begin()
    const givenUp = Promise.withResolvers<unknown>()
    const end = watchForSilence({ clock, progress, giveUp: givenUp.resolve }, 5000)
    await clock.sleep(4000, NEVER)
    progress.moved()
    await givenUp.promise
    end()
    expect(clock.nowMs()).toBe(9000)
  })
})

describe('the watch over the search for files', () => {
  test('ends a search to which the file system does not answer', async () => {
    const clock = createFakeClock()
    const search = ({ signal }: { readonly signal: AbortSignal }) =>
      new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    const error = await watchSearch({ clock, signal: NEVER }, 5000, search).catch((reason: unknown) => reason)
    expect([asActionError(error)?.code, clock.nowMs()]).toEqual(['disk-silent', 5000])
  })

  test('does not end a search as long as the file system answers', async () => {
    const clock = createFakeClock()
    const found = await watchSearch({ clock, signal: NEVER }, 5000, async ({ signal, onProgress }) => {
      for (let folder = 0; folder < 4; folder += 1) {
        await clock.sleep(4000, signal)
        onProgress()
      }
      return 'files'
    })
    expect([found, clock.nowMs()]).toEqual(['files', 16_000])
  })

  test('ends with the step', async () => {
    const clock = createFakeClock()
    const step = new AbortController()
    const searched = watchSearch({ clock, signal: step.signal }, 5000, ({ signal }) => clock.sleep(4000, signal))
    step.abort(new Error('cancelled'))
    await expect(searched).rejects.toThrow('cancelled')
  })
})
