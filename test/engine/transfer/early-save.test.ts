import { expect, test } from 'vitest'
import type { UploadPorts } from '../../../src/jobs/upload.ts'
import { failing, failure } from '../memory-store.ts'
import { bytesOf, createWorld, PART_BYTES, type World } from '../world.ts'

const FILE = bytesOf(40 * PART_BYTES)

/** A link on which each part takes so long. */
function runSlowly(world: World, partMs: number, ports: Partial<UploadPorts> = {}) {
  const { signal } = new AbortController()
  const { uploadPart } = world.store
  const store = {
    ...world.store,
    async uploadPart(request: Parameters<typeof uploadPart>[0]) {
      await world.clock.sleep(partMs, signal)
      return uploadPart(request)
    },
  }
  return world.run({ concurrency: { kind: 'fixed', limit: 2 } }, { store, ...ports })
}

test('saves nothing if the upload ends soon', async () => {
  const world = createWorld({ 'app.bin': FILE })
  await runSlowly(world, 500)
  expect(world.savesMs).toEqual([])
})

test('saves once, from 3 s on, if more than 20 s remain: from then on OSS lists the parts', async () => {
  const world = createWorld({ 'app.bin': FILE })
  await runSlowly(world, 10_000)
  expect(world.savesMs).toEqual([3000])
})

test('saves again after 1, 2, 4 … minutes if parts may not be listed', async () => {
  const world = createWorld({ 'app.bin': FILE })
  world.store.strike = failing('listParts', 'denied')
  await runSlowly(world, 60_000)
  const minutes = world.savesMs.map((ms) => Math.round(ms / 60_000))
  expect(minutes).toEqual([0, 1, 3, 7, 15])
})

test('saves again if parts could not be listed at first', async () => {
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

/** A cache that notes when it saves, beside records of which some cannot be read. */
function withRecords(world: World, isReadable: (objectId: string) => boolean) {
  const saves: number[] = []
  const inner = world.checkpoints()
  const checkpoints = { ...inner, load: (objectId: string) => (isReadable(objectId) ? inner.load(objectId) : []) }
  const cache = {
    isThere: true,
    restore: async () => {},
    async save() {
      saves.push(world.clock.nowMs())
      return true
    },
    close() {},
  }
  return { saves, ports: { openCheckpoints: () => ({ checkpoints, cache }) } }
}

test('lists the parts of the first upload that has a record', async () => {
  const world = createWorld({ 'a.bin': bytesOf(2 * PART_BYTES), 'b.bin': FILE })
  world.store.strike = failing('listParts', 'denied')
  const { saves, ports } = withRecords(world, (objectId) => objectId !== world.checkpoints().objectId('a.bin'))
  await runSlowly(world, 10_000, ports)
  expect(world.store.calls.flatMap(({ operation, key }) => (operation === 'listParts' ? [key] : []))).toEqual(['b.bin'])
  expect(saves.length).toBeGreaterThan(1)
})

test('saves once if there is no record whose parts could be listed', async () => {
  const world = createWorld({ 'app.bin': FILE })
  const { saves, ports } = withRecords(world, () => false)
  await runSlowly(world, 10_000, ports)
  expect(saves).toEqual([3000])
})

test('saves once if the first upload vanishes just then: its next record can be listed like any other', async () => {
  const world = createWorld({ 'app.bin': FILE })
  world.store.strike = failing('listParts', 'upload-gone')
  await runSlowly(world, 10_000)
  expect(world.savesMs).toEqual([3000])
})

test('saves nothing if no file is sent in parts: there is nothing to continue from', async () => {
  const world = createWorld({ 'a.txt': bytesOf(10) })
  const { putObject } = world.store
  const store = {
    ...world.store,
    async putObject(request: Parameters<typeof putObject>[0]) {
      await world.clock.sleep(100_000, request.signal)
      return putObject(request)
    },
  }
  expect((await world.run({}, { store })).failed).toEqual([])
  expect(world.savesMs).toEqual([])
})
