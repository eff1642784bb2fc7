/** Connections for the first bytes are opened while nothing can be sent yet. */
import { describe, expect, test } from 'vitest'
import type { ObjectStore } from '../../../src/ports.ts'
import { failure } from '../memory-store.ts'
import { bytesOf, createWorld, PART_BYTES, type World } from '../world.ts'

const LARGE = { 'a.bin': bytesOf(5 * PART_BYTES), 'b.bin': bytesOf(4 * PART_BYTES, 2) }

/** Puts that are far away, and how many of them began before the first one was answered. */
function slowPuts({ clock, store }: World) {
  let begun = 0
  let isAnswered = false
  const putObject: ObjectStore['putObject'] = async (request) => {
    if (!isAnswered) begun += 1
    await clock.sleep(900, request.signal)
    isAnswered = true
    return store.putObject(request)
  }
  return { putObject, atOnce: () => begun }
}

test('as many as there are parts, up to the limit, before any request is sent', async () => {
  const world = createWorld(LARGE)
  await world.run({ concurrency: { kind: 'fixed', limit: 64 } })
  expect(world.store.opened).toEqual([{ calls: 0, count: 9 }])
  const narrow = createWorld(LARGE)
  await narrow.run({ concurrency: { kind: 'fixed', limit: 3 } })
  expect(narrow.store.opened).toEqual([{ calls: 0, count: 3 }])
})

test.each([
  [PART_BYTES, 60],
  [1024 ** 2, 40],
])(
  'more of them once the bucket has not answered for a while, which is far away then: parts of %d bytes',
  async (sizeBytes, count) => {
    const world = createWorld({ 'a.bin': bytesOf(60 * sizeBytes) })
    const initiateUpload: ObjectStore['initiateUpload'] = async (request) => {
      await world.clock.sleep(300, request.signal)
      return world.store.initiateUpload(request)
    }
    const store = { ...world.store, initiateUpload }
    const settings = { concurrency: { kind: 'auto' }, partSize: { kind: 'fixed', sizeBytes } } as const
    const { failed } = await world.run(settings, { store })
    expect([failed, world.store.opened.map((opened) => opened.count)]).toEqual([[], [12, count]])
  },
)

describe('many small files', () => {
  const small = Object.fromEntries(Array.from({ length: 60 }, (_, nth) => [`${nth}.bin`, bytesOf(PART_BYTES, nth)]))
  const settings = { partSize: { kind: 'auto' }, concurrency: { kind: 'auto' } } as const

  test('that wait for the index of chunks find their connections open, and its answer says how many they begin with', async () => {
    const world = createWorld(small)
    const readObject: ObjectStore['readObject'] = async (request) => {
      await world.clock.sleep(300, request.signal)
      return world.store.readObject(request)
    }
    const puts = slowPuts(world)
    const store = { ...world.store, readObject, putObject: puts.putObject }
    const { failed } = await world.run({ ...settings, reuse: { key: 'chunks', version: '' } }, { store })
    expect([failed, world.store.opened.map(({ count }) => count), puts.atOnce()]).toEqual([[], [12, 60], 60])
  })

  test('get no more connections than the user allows, however far away the bucket is', async () => {
    const world = createWorld(small)
    const readObject: ObjectStore['readObject'] = async (request) => {
      await world.clock.sleep(300, request.signal)
      return world.store.readObject(request)
    }
    const more = { concurrency: { kind: 'fixed', limit: 3 }, reuse: { key: 'chunks', version: '' } } as const
    const { failed } = await world.run({ ...settings, ...more }, { store: { ...world.store, readObject } })
    expect([failed, world.store.opened.map(({ count }) => count)]).toEqual([[], [3, 3]])
  })

  test('open them themselves without it, and one question beside them says how many more may be sent at once', async () => {
    const world = createWorld(small)
    const asked: string[] = []
    const headObject: ObjectStore['headObject'] = async (request) => {
      asked.push(request.key)
      await world.clock.sleep(300, request.signal)
      throw failure('denied')
    }
    const puts = slowPuts(world)
    const { failed } = await world.run(settings, { store: { ...world.store, headObject, putObject: puts.putObject } })
    expect([failed, world.store.opened, puts.atOnce()]).toEqual([[], [], 60])
    expect(asked).toEqual(['0.bin.upload-aliyun-oss'])
  })

  test('are put without a question where they are few, or the user has set how many', async () => {
    const cases = [
      { count: 20, concurrency: settings.concurrency },
      { count: 60, concurrency: { kind: 'fixed', limit: 4 } },
    ] as const
    for (const { count, concurrency } of cases) {
      const world = createWorld(Object.fromEntries(Object.entries(small).slice(0, count)))
      await world.run({ ...settings, concurrency })
      expect(world.store.calls.every(({ operation }) => operation === 'putObject')).toBe(true)
    }
  })
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
