/** An attempt that dies right after an object shows, before it has recorded that. */
import { expect, test } from 'vitest'
import type { Readers } from '../../../src/ports/readers.ts'
import { bytesOf, createWorld, PART_BYTES, type World } from '../world.ts'

const FILES = { small: bytesOf(100), large: bytesOf(3 * PART_BYTES, 2) }

/** Dies once the object of this key shows. */
function dyingAt(world: World, dyingKey: string): World['store'] {
  const died = new Error('the process died')
  return {
    ...world.store,
    async putObject(options) {
      const object = await world.store.putObject(options)
      if (options.key === dyingKey) throw died
      return object
    },
    async completeUpload(options) {
      const object = await world.store.completeUpload(options)
      if (options.key === dyingKey) throw died
      return object
    },
  }
}

function readersWhoNote(asked: string[]): Readers {
  return {
    isSigned: false,
    shownUrl: (key) => key,
    async ask({ key }) {
      asked.push(key)
      return { kind: 'failed', code: 'ECONNREFUSED', message: '' }
    },
  }
}

test.each(
  (['never', 'if-changed', 'always'] as const).flatMap((overwrite) => [
    [overwrite, 'small'] as const,
    [overwrite, 'large'] as const,
  ]),
)('with `overwrite: %s` the next attempt checks %s for readers', async (overwrite, dyingKey) => {
  const world = createWorld(FILES)
  const settings = { overwrite, checkPublicMs: 1000 }
  const asked: string[] = []
  const readers = readersWhoNote(asked)
  const first = await world.run(settings, { store: dyingAt(world, dyingKey), readers })
  expect(first.failed.map(({ file }) => file.key)).toContain(dyingKey)
  expect(asked).toEqual([])
  const second = await world.run(settings, { readers })
  expect(second.failed).toEqual([])
  expect(asked).toContain(dyingKey)
  expect(second.published.find(({ file }) => file.key === dyingKey)).toMatchObject({ status: 'resumed', bytesSent: 0 })
})

test('without records unchanged objects are checked, too', async () => {
  const world = createWorld(FILES)
  const asked: string[] = []
  const readers = readersWhoNote(asked)
  const settings = { overwrite: 'never', checkPublicMs: 1000, keepsCheckpoints: false } as const
  const nothing = { ...world.checkpoints(), load: () => [], published() {} }
  const cache = { isThere: false, restore: async () => {}, save: async () => true, close() {} }
  const ports = { readers, openCheckpoints: () => ({ checkpoints: nothing, cache }) }
  expect((await world.run(settings, ports)).readers?.kind).toBe('wrong')
  asked.length = 0
  const again = await world.run(settings, ports)
  expect(again.published.map(({ status }) => status)).toEqual(['unchanged', 'unchanged'])
  expect(again.readers?.kind).toBe('wrong')
  expect(new Set(asked)).toEqual(new Set(['large', 'small']))
})
