import { expect, test } from 'vitest'
import { failure } from './memory-store.ts'
import { bytesOf, createWorld, PART_BYTES, type World } from './world.ts'

const FILE = bytesOf(40 * PART_BYTES)

/** A link on which each part takes so long. */
function runSlowly(world: World, partMs: number) {
  const { signal } = new AbortController()
  const { uploadPart } = world.store
  const store = {
    ...world.store,
    async uploadPart(request: Parameters<typeof uploadPart>[0]) {
      await world.clock.sleep(partMs, signal)
      return uploadPart(request)
    },
  }
  return world.run({ concurrency: { kind: 'fixed', limit: 2 } }, { store })
}

test('saves nothing where all is over soon', async () => {
  const world = createWorld({ 'app.bin': FILE })
  await runSlowly(world, 500)
  expect(world.savesMs).toEqual([])
})

test('saves once, from 3 s on, where more than 20 s remain: from then on OSS lists the parts', async () => {
  const world = createWorld({ 'app.bin': FILE })
  await runSlowly(world, 10_000)
  expect(world.savesMs).toEqual([3000])
})

test('saves again after 1, 2, 4 … minutes where OSS may not be asked', async () => {
  const world = createWorld({ 'app.bin': FILE })
  world.store.strike = ({ operation }) =>
    operation === 'listParts' ? { kind: 'fail', error: failure('denied') } : undefined
  await runSlowly(world, 60_000)
  const minutes = world.savesMs.map((ms) => Math.round(ms / 60_000))
  expect(minutes).toEqual([0, 1, 3, 7, 15])
})

test('saves again where OSS could not be asked at first', async () => {
  const world = createWorld({ 'app.bin': FILE })
  world.store.strike = ({ operation, nth }) =>
    operation === 'listParts' && nth === 1 ? { kind: 'fail', error: failure('network') } : undefined
  await runSlowly(world, 60_000)
  expect(world.savesMs).toHaveLength(2)
})

test('saves the new upload ID of an upload that vanished', async () => {
  const world = createWorld({ 'app.bin': FILE })
  world.store.strike = ({ operation, nth }) => {
    if (operation === 'uploadPart' && nth === 10) world.store.uploads.clear()
    return undefined
  }
  await runSlowly(world, 10_000)
  expect(world.savesMs[0]).toBe(3000)
  expect(world.savesMs).toHaveLength(2)
})
