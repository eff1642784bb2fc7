import { expect, test } from 'vitest'
import { ActionError } from '../../src/core/errors/errors.ts'
import type { CheckpointStore } from '../../src/ports.ts'
import { bytesOf, createWorld, PART_BYTES } from '../engine/world.ts'

const FILES = { 'a.bin': bytesOf(4 * PART_BYTES), 'b.bin': bytesOf(4 * PART_BYTES, 2), 'c.txt': bytesOf(10) }

/** A mistake of our own at its worst: in the middle of everything, once. */
function boom(): never {
  throw new TypeError('cannot read properties of undefined')
}

test('an exception in the store fails its file with its stack; what was sent is kept for the next attempt', async () => {
  const world = createWorld(FILES)
  world.store.strike = ({ operation, key, number }) =>
    operation === 'uploadPart' && key === 'a.bin' && number === 3 ? boom() : undefined
  const { failed } = await world.run()
  expect(failed.map(({ file }) => file.key)).toEqual(['a.bin'])
  expect(failed[0]?.error).toBeInstanceOf(TypeError)
  world.store.strike = () => undefined
  expect((await world.run()).failed).toEqual([])
  expect(world.store.sentBytes('b.bin')).toBe(FILES['b.bin'].length)
  expect(world.store.sentBytes('a.bin')).toBe(FILES['a.bin'].length)
})

test.for(['create', 'part', 'published'] as const)(
  'an exception in the records (%s) fails its file, not the process',
  async (where) => {
    const world = createWorld(FILES)
    const inner = world.checkpoints()
    const checkpoints: CheckpointStore = {
      ...inner,
      create: (header) => {
        if (where === 'create') boom()
        const writer = inner.create(header)
        return where === 'part' ? { ...writer, part: boom } : writer
      },
      published: where === 'published' ? boom : inner.published,
    }
    const cache = { isThere: false, restore: async () => {}, save: async () => true, close() {} }
    const { failed } = await world.run({}, { openCheckpoints: () => ({ checkpoints, cache }) })
    expect(failed.length).toBeGreaterThan(0)
    expect(failed[0]?.error).toBeInstanceOf(TypeError)
    expect((await world.run()).failed).toEqual([])
    for (const [key, bytes] of Object.entries(FILES))
      expect(world.store.objects.get(key)?.bytes.equals(bytes)).toBe(true)
  },
)

test('records that cannot be written are a warning, and the upload succeeds', async () => {
  const world = createWorld(FILES)
  const nowhere: CheckpointStore = {
    ...world.checkpoints(),
    create: () => ({ part() {}, completing() {} }),
    published() {},
  }
  const cache = { isThere: false, restore: async () => {}, save: async () => true, close() {} }
  expect((await world.run({}, { openCheckpoints: () => ({ checkpoints: nowhere, cache }) })).failed).toEqual([])
})

test('a cache that throws does not fail the upload', async () => {
  const world = createWorld(FILES)
  const { uploadPart } = world.store
  const store = {
    ...world.store,
    async uploadPart(request: Parameters<typeof uploadPart>[0]) {
      await world.clock.sleep(60_000, request.signal)
      return uploadPart(request)
    },
  }
  let saves = 0
  const cache = {
    isThere: true,
    restore: async () => {},
    async save(): Promise<boolean> {
      saves += 1
      return boom()
    },
    close() {},
  }
  const checkpoints = world.checkpoints()
  const ports = { store, openCheckpoints: () => ({ checkpoints, cache }) }
  expect((await world.run({ concurrency: { kind: 'fixed', limit: 1 } }, ports)).failed).toEqual([])
  expect(saves).toBeGreaterThan(1)
})

test('checksums of a file that cannot be read end the step before the first request', async () => {
  const world = createWorld(FILES)
  world.disk.onRead = (name) => {
    if (name === 'b.bin') throw new ActionError({ code: 'file-unreadable', message: 'b.bin cannot be read' })
  }
  const run = world.run({ checksumsKey: 'SUMS', overwrite: 'never' })
  await expect(run).rejects.toThrow('b.bin cannot be read')
  expect(world.store.calls).toEqual([])
})
