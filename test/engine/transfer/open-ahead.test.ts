/** Connections for the first parts are opened while uploads are begun. */
import { expect, test } from 'vitest'
import type { ObjectStore } from '../../../src/ports.ts'
import { bytesOf, createWorld, PART_BYTES } from '../world.ts'

const LARGE = { 'a.bin': bytesOf(5 * PART_BYTES), 'b.bin': bytesOf(4 * PART_BYTES, 2) }

test('as many as there are parts, up to the limit, before any request is sent', async () => {
  const world = createWorld(LARGE)
  await world.run({ concurrency: { kind: 'fixed', limit: 64 } })
  expect(world.store.opened).toEqual([{ calls: 0, count: 9 }])
  const narrow = createWorld(LARGE)
  await narrow.run({ concurrency: { kind: 'fixed', limit: 3 } })
  expect(narrow.store.opened).toEqual([{ calls: 0, count: 3 }])
})

test('more of them once the bucket has not answered for a while, which is far away then', async () => {
  const world = createWorld({ 'a.bin': bytesOf(60 * PART_BYTES) })
  const initiateUpload: ObjectStore['initiateUpload'] = async (request) => {
    await world.clock.sleep(300, request.signal)
    return world.store.initiateUpload(request)
  }
  const store = { ...world.store, initiateUpload }
  const { failed } = await world.run({ concurrency: { kind: 'auto' } }, { store })
  expect([failed, world.store.opened.map(({ count }) => count)]).toEqual([[], [12, 40]])
})

test('none for files that are put whole, and none for what only has to be completed', async () => {
  const small = createWorld({ 'a.bin': bytesOf(10) })
  await small.run()
  expect(small.store.opened).toEqual([])
  const world = createWorld(LARGE)
  world.store.strike = ({ operation }) =>
    operation === 'completeUpload' ? { kind: 'fail', error: new Error('not now') } : undefined
  await world.run()
  const before = world.store.opened.length
  await world.run()
  expect(world.store.opened.slice(before)).toEqual([])
})
