/** What is new at the beginning of a file is sent before all of the file is read. */
import { expect, test } from 'vitest'
import type { ObjectStore } from '../../../src/ports.ts'
import { failure } from '../memory-store.ts'
import { bytesOf, createWorld, PART_BYTES, type World } from '../world.ts'

const KIB = 1024
const FILE = 'app.bin'
const tail = bytesOf(900 * KIB, 2)
const first = Buffer.concat([bytesOf(300 * KIB), tail])
const second = Buffer.concat([bytesOf(800 * KIB, 5), tail])

function release(world: World, version: string, ports: Parameters<World['run']>[1] = {}) {
  const lines = [{ pattern: '**', mapping: undefined, excludes: [] }]
  const match = {
    includeHiddenFiles: false,
    followSymbolicLinks: true,
    layout: 'pattern-root',
    reservedKeys: [],
  } as const
  const settings = {
    match: { ...match, lines, keyPrefix: `${version}/` },
    concurrency: { kind: 'fixed', limit: 1 },
  } as const
  return world.run({ ...settings, reuse: { key: 'chunks', version } }, ports)
}

async function afterFirstRelease(): Promise<World> {
  const world = createWorld({ [FILE]: first })
  await release(world, 'v1')
  world.disk.write(FILE, second)
  return world
}

/** Reading the whole file comes to its last 900 KiB only when `gate` is fulfilled. */
function gated(world: World, gate: Promise<void>): World['disk'] {
  return {
    ...world.disk,
    body(range) {
      const body = world.disk.body(range)
      let at = 0
      if (range.endBytes < second.length || range.startBytes > 0) return body
      return {
        ...body,
        async read(into) {
          if (at > 600 * KIB) await gate
          const size = await body.read(into)
          at += size
          return size
        },
      }
    },
  }
}

test('parts that cannot be in an earlier release are sent while the file is read, and the plan has the same parts', async () => {
  const world = await afterFirstRelease()
  let open = () => {}
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  const store: ObjectStore = {
    ...world.store,
    async uploadPart(request) {
      const stored = await world.store.uploadPart(request)
      if (request.number === 2) open()
      return stored
    },
  }
  const { failed, progress } = await release(world, 'v2', { store, files: gated(world, gate) })
  expect([failed, world.store.objects.get(`v2/${FILE}`)?.bytes.equals(second)]).toEqual([[], true])
  expect(progress.reusedBytes).toBeGreaterThan(600 * KIB)
  expect(progress.sentBytes + progress.reusedBytes).toBe(second.length)
})

test('of what is sent the large parts come first, so that no connection is left with one while the others have nothing to do', async () => {
  const old = bytesOf(2000 * KIB)
  const mixed = Buffer.concat([
    ...[bytesOf(150 * KIB, 3), old.subarray(0, 700 * KIB)],
    ...[bytesOf(420 * KIB, 4), old.subarray(900 * KIB), bytesOf(250 * KIB, 5)],
  ])
  const world = createWorld({ [FILE]: old })
  await release(world, 'v1')
  world.disk.write(FILE, mixed)
  const sizes: number[] = []
  const store: ObjectStore = {
    ...world.store,
    async uploadPart(request) {
      sizes.push(request.body.sizeBytes)
      return world.store.uploadPart(request)
    },
  }
  const { failed } = await release(world, 'v2', { store })
  expect([failed, world.store.objects.get(`v2/${FILE}`)?.bytes.equals(mixed)]).toEqual([[], true])
  const [ahead = 0, ...others] = sizes
  expect(new Set(others).size).toBeGreaterThan(1)
  expect([ahead, ...others]).toEqual([ahead, ...others.toSorted((left, right) => right - left)])
})

test('an attempt that ends meanwhile leaves parts that the next one uses', async () => {
  const world = await afterFirstRelease()
  world.store.strike = ({ operation, number }) =>
    operation === 'uploadPart' && number === 4 ? { kind: 'fail', error: failure('permanent') } : undefined
  expect((await release(world, 'v2')).failed).toHaveLength(1)
  const [upload] = world.store.uploads.values()
  const there = [...(upload?.parts.values() ?? [])].reduce((sum, { bytes }) => sum + bytes.length, 0)
  expect(there).toBeGreaterThanOrEqual(3 * PART_BYTES)
  world.store.strike = () => undefined
  const { failed, progress } = await release(world, 'v2')
  expect([failed, progress.resumedBytes]).toEqual([[], there])
  expect(world.store.objects.get(`v2/${FILE}`)?.bytes.equals(second)).toBe(true)
})
