/** Whatever becomes of reuse, a step that could send everything ends well: also where it gives up after seconds of silence. */
import { describe, expect, test } from 'vitest'
import type { UploadSettings } from '../../src/jobs/upload.ts'
import { failure, type MemoryStore, type Strike } from '../engine/memory-store.ts'
import { bytesOf, createWorld, type World } from '../engine/world.ts'

const KIB = 1024
const INDEX = 'chunks'
const old = bytesOf(1500 * KIB)
const next = Buffer.concat([
  bytesOf(130 * KIB, 7),
  old.subarray(0, 600 * KIB),
  bytesOf(150 * KIB, 8),
  old.subarray(700 * KIB),
])
const small = bytesOf(300 * KIB, 3)
const GIVE_UP_MS = 5000

/** @returns a world in which `v1/` is published: a large file, and a small one that the next release has again. */
async function afterFirstRelease(): Promise<World> {
  const world = createWorld({ 'app.bin': old, 'logo.png': small })
  await release(world, 'v1')
  world.disk.write('app.bin', next)
  return world
}

function settingsOf(version: string, giveUpAfterMs = GIVE_UP_MS): Partial<UploadSettings> {
  return {
    ...{ giveUpAfterMs, reuse: { key: INDEX, version }, concurrency: { kind: 'fixed', limit: 1 } },
    partSize: { kind: 'fixed', sizeBytes: 320 * KIB },
    match: {
      ...{ lines: [{ pattern: '**', mapping: undefined, excludes: [] }], includeHiddenFiles: false },
      ...{ followSymbolicLinks: true, layout: 'pattern-root', keyPrefix: `${version}/`, reservedKeys: [] },
    },
  }
}

function release(world: World, version: string) {
  return world.run(settingsOf(version))
}

const FAILURES = {
  'is never answered': { kind: 'hang' },
  'is answered 503 each time': { kind: 'fail', error: failure('busy') },
  'ends without an answer each time': { kind: 'fail', error: failure('network') },
  'is refused': { kind: 'fail', error: failure('denied') },
  'is refused for no known reason': { kind: 'fail', error: failure('permanent', 'InternalError') },
} as const satisfies Record<string, Strike>

/** Strikes the requests that reuse alone makes. */
function strike(world: World, operation: keyof MemoryStore, what: Strike): void {
  const isReuse = (key: string) => operation !== 'putObject' || key === INDEX
  world.store.strike = (call) => (call.operation === operation && isReuse(call.key) ? what : undefined)
}

function isPublished(world: World): boolean {
  const bytesAt = (name: string) => world.store.objects.get(`v2/${name}`)?.bytes
  return bytesAt('app.bin')?.equals(next) === true && bytesAt('logo.png')?.equals(small) === true
}

describe.each(Object.entries(FAILURES))('a request that %s', (_, what) => {
  test.each(['readObject', 'putObject', 'copyPart', 'copyObject', 'listParts'] as const)(
    'costs bytes alone where it is %s',
    async (operation) => {
      const world = await afterFirstRelease()
      strike(world, operation, what)
      const { failed, progress, published } = await release(world, 'v2')
      expect([failed, published.length, isPublished(world)]).toEqual([[], 2, true])
      if (operation === 'readObject' || operation === 'copyPart')
        expect(progress.sentBytes).toBeGreaterThan(next.length - 1)
      expect(progress.sentBytes + progress.reusedBytes).toBe(next.length + small.length)
    },
  )
})

test('an index that is not answered is waited for half as long as the step would be silent, and told once', async () => {
  const world = await afterFirstRelease()
  strike(world, 'readObject', { kind: 'hang' })
  await release(world, 'v2')
  expect(world.log.filter((line) => line.includes('could not be read within'))).toHaveLength(1)
  expect(world.log.join('\n')).toMatch(/The index of chunks could not be read within 2\.5 s\. All bytes are sent/)
})

test('a copy that is not answered keeps nothing from being sent', async () => {
  const world = await afterFirstRelease()
  strike(world, 'copyPart', { kind: 'hang' })
  const sentMs: number[] = []
  const store = {
    ...world.store,
    uploadPart(request: Parameters<MemoryStore['uploadPart']>[0]) {
      sentMs.push(world.clock.nowMs())
      return world.store.uploadPart(request)
    },
  }
  const startedMs = world.clock.nowMs()
  await world.run(settingsOf('v2', 900_000), { store })
  expect(isPublished(world)).toBe(true)
  // What is new goes out at once, what could have been copied minutes later.
  const [early, late] = [
    sentMs.filter((ms) => ms < startedMs + 60_000),
    sentMs.filter((ms) => ms > startedMs + 120_000),
  ]
  expect([early.length, early.length + late.length]).toEqual([2, sentMs.length])
  expect(late.length).toBeGreaterThan(0)
})

test('where bytes are sent quickly, a service that is too busy to copy is waited for only for seconds', async () => {
  const world = await afterFirstRelease()
  strike(world, 'copyPart', { kind: 'fail', error: failure('busy') })
  const store = {
    ...world.store,
    async uploadPart(request: Parameters<MemoryStore['uploadPart']>[0]) {
      await world.clock.sleep(20, request.signal)
      return world.store.uploadPart(request)
    },
  }
  const startedMs = world.clock.nowMs()
  await world.run(settingsOf('v2', 900_000), { store })
  expect(isPublished(world)).toBe(true)
  expect(world.clock.nowMs() - startedMs).toBeLessThan(3000)
})

test('an object that did not answer stays in the index; one whose bytes are others leaves it', async () => {
  const keysAfter = async (what: Strike) => {
    const world = await afterFirstRelease()
    strike(world, 'copyPart', what)
    await release(world, 'v2')
    return world.store.objects.get(INDEX)?.bytes.includes('v1/app.bin')
  }
  expect(await keysAfter({ kind: 'hang' })).toBe(true)
  expect(await keysAfter({ kind: 'fail', error: failure('missing') })).toBe(false)
})

test('an index that cannot even be made is not written, and the step is none the worse', async () => {
  const world = await afterFirstRelease()
  const before = world.store.objects.get(INDEX)
  const reuse = {
    key: INDEX,
    get version(): string {
      throw new Error('nobody expected this')
    },
  }
  const { failed, published } = await world.run({ ...settingsOf('v2'), reuse })
  expect([failed, published.length, isPublished(world)]).toEqual([[], 2, true])
  expect(world.store.objects.get(INDEX)).toBe(before)
  expect(world.log.join('\n')).toContain('not written: Error: nobody expected this')
})
