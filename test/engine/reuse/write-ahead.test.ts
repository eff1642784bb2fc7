/** The index is on its way while large files are completed, and is there only once they are. */
import { describe, expect, test } from 'vitest'
import type { UploadPorts } from '../../../src/jobs/upload.ts'
import { failure } from '../memory-store.ts'
import type { World } from '../world.ts'
import { afterFirst, count, FILE, has, INDEX, indexed, NEXT, release, writeIndex } from './reuse-world.ts'

type Store = UploadPorts['store']
type Completing = Parameters<Store['completeUpload']>[0]

const KEY = `v2/${FILE}`

/** Publishes the next release over a link on which parts take time. */
function publish(world: World, changes: Partial<Store> & { partMs?: number } = {}) {
  const { partMs = 100, ...others } = changes
  const store: Store = {
    ...world.store,
    async uploadPart(request) {
      await world.clock.sleep(partMs, request.signal)
      return world.store.uploadPart(request)
    },
    ...others,
  }
  return release(world, 'v2', { ports: { store } })
}

function isIndexUnderWay({ store }: World): boolean {
  return store.calls.filter(({ operation, key }) => operation === 'putObject' && key === INDEX).length === 2
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
}

describe('while a large file is completed', () => {
  test('the index is sent, but is not there before the file is', async () => {
    const world = await afterFirst()
    const before = world.store.objects.get(INDEX)
    const seen: unknown[] = []
    const completeUpload = async (request: Completing) => {
      await turns()
      seen.push(isIndexUnderWay(world), world.store.objects.get(INDEX) === before)
      return world.store.completeUpload(request)
    }
    const { failed, published } = await publish(world, { completeUpload })
    expect([failed, seen]).toEqual([[], [true, true]])
    expect(indexed(world)).toMatchObject([
      { key: KEY, etag: published[0]?.object.etag, crc64: published[0]?.object.crc64, sizeBytes: NEXT.length },
      { key: `v1/${FILE}`, etag: world.store.objects.get(`v1/${FILE}`)?.etag },
    ])
    expect(isIndexUnderWay(world)).toBe(true)
  })

  test('which fails, the index stays as it is', async () => {
    const world = await afterFirst()
    const before = world.store.objects.get(INDEX)
    const completeUpload = async () => {
      await turns()
      throw failure('denied')
    }
    const { failed } = await publish(world, { completeUpload })
    expect([failed.length, isIndexUnderWay(world), world.store.objects.get(INDEX)]).toEqual([1, true, before])
  })

  test('which takes very long, the index is not waited with: it is written afterwards', async () => {
    const world = await afterFirst()
    const completeUpload = async (request: Completing) => {
      await world.clock.sleep(20_000, request.signal)
      return world.store.completeUpload(request)
    }
    const { failed } = await publish(world, { completeUpload })
    expect([failed, indexed(world).map(({ key }) => key)]).toEqual([[], [KEY, `v1/${FILE}`]])
    expect(world.log.join('\n')).not.toContain('Not indexed')
  })

  test('the index that OSS refuses then is written afterwards', async () => {
    const world = await afterFirst()
    world.store.strike = ({ operation, key, nth }) =>
      operation === 'putObject' && key === INDEX && nth === 2
        ? { kind: 'fail', error: failure('permanent') }
        : undefined
    const { failed } = await publish(world)
    expect([failed, indexed(world).map(({ key }) => key)]).toEqual([[], [KEY, `v1/${FILE}`]])
    expect(count(world, 'putObject')).toBe(3)
  })
})

test('what another run wrote meanwhile stays in the index', async () => {
  const world = await afterFirst()
  const completeUpload = async (request: Completing) => {
    await turns()
    return world.store.completeUpload(request)
  }
  const [first] = indexed(world)
  const uploadPart = async (request: Parameters<Store['uploadPart']>[0]) => {
    await world.clock.sleep(6000, request.signal)
    if (first !== undefined) writeIndex(world, [{ ...first, key: 'other/app.bin' }, first])
    return world.store.uploadPart(request)
  }
  const { failed } = await publish(world, { completeUpload, uploadPart })
  expect([failed, has(world, KEY, NEXT), isIndexUnderWay(world)]).toEqual([[], true, true])
  expect(indexed(world).map(({ key }) => key)).toEqual([KEY, 'other/app.bin', `v1/${FILE}`])
})

test('on a link so slow that sending it twice would cost, the index is sent once', async () => {
  const world = await afterFirst()
  const completeUpload = async (request: Completing) => {
    await turns()
    expect(isIndexUnderWay(world)).toBe(false)
    return world.store.completeUpload(request)
  }
  const { failed } = await publish(world, { completeUpload, partMs: 600_000 })
  expect([failed, indexed(world).map(({ key }) => key)]).toEqual([[], [KEY, `v1/${FILE}`]])
})
