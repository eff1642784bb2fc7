/** Small files do not wait for the index: what is under way when it comes is ended only if it can be copied. */
import { describe, expect, test } from 'vitest'
import type { UploadPorts, UploadSettings } from '../../../src/jobs/upload.ts'
import { failing } from '../memory-store.ts'
import { bytesOf, type World } from '../world.ts'
import { afterFirst, count, has, INDEX, indexed, KIB, release, writeIndex } from './reuse-world.ts'

type Store = UploadPorts['store']

const SAME = bytesOf(300 * KIB, 2)
const NEW = bytesOf(300 * KIB, 3)
const PUTS = { partSize: { kind: 'fixed', sizeBytes: 4 * 1024 ** 2 } } as const satisfies Partial<UploadSettings>

/** @returns a world where one small file of the next release is in the bucket under another key. */
function withSmallFiles(): Promise<World> {
  return afterFirst({ 'a.bin': SAME }, { 'new.bin': NEW, 'same.bin': SAME }, PUTS)
}

/**
 * Publishes the next release; no body arrives before the index was answered.
 * @param put carries out requests whose body was under way when their signal was aborted
 */
function publishSlowly(
  { store, run }: World,
  {
    more = {},
    put,
  }: { more?: Partial<UploadSettings>; put?: (request: Parameters<Store['putObject']>[0]) => void } = {},
) {
  const answered = Promise.withResolvers<void>()
  const begun = new Set<string>()
  const slow: Store = {
    ...store,
    async readObject(request) {
      while (begun.size < 2) await new Promise(setImmediate)
      return store.readObject(request).finally(() => answered.resolve())
    },
    async putObject(request) {
      if (request.key === INDEX || begun.has(request.key)) return store.putObject(request)
      begun.add(request.key)
      await answered.promise
      for (let turn = 0; turn < 50 && !request.signal.aborted; turn += 1) await new Promise(setImmediate)
      if (request.signal.aborted) put?.(request)
      return store.putObject(request)
    },
  }
  return release({ run }, 'v2', { more: { ...PUTS, ...more }, ports: { store: slow } })
}

function keysOf(world: World): readonly string[] {
  return indexed(world)
    .map(({ key }) => key)
    .sort()
}

describe('a small file that is under way when the index comes', () => {
  test('is sent to its end if no earlier release has it, and else copied instead', async () => {
    const world = await withSmallFiles()
    const { failed, published, progress } = await publishSlowly(world)
    expect(failed).toEqual([])
    expect([has(world, 'v2/new.bin', NEW), has(world, 'v2/same.bin', SAME)]).toEqual([true, true])
    expect(published.map(({ file, bytesSent }) => [file.key, bytesSent])).toEqual([
      ['v2/new.bin', NEW.length],
      ['v2/same.bin', 0],
    ])
    expect([progress.sentBytes, progress.reusedBytes]).toEqual([NEW.length, SAME.length])
    expect(world.log.join('\n')).not.toContain('again in')
    expect(count(world, 'copyObject')).toBe(1)
    expect(world.log.join('\n')).toContain('are taken from v1 inside OSS')
    expect(keysOf(world)).toEqual(['v1/a.bin', 'v2/new.bin', 'v2/same.bin'])
  })

  test('may have arrived although its request was ended', async () => {
    const world = await withSmallFiles()
    const put = ({ key }: { key: string }) => void world.store.objects.set(key, { bytes: SAME, etag: 'E' })
    const { failed } = await publishSlowly(world, { more: { overwrite: 'never' }, put })
    expect([failed, has(world, 'v2/same.bin', SAME)]).toEqual([[], true])
  })

  test('is sent again if it cannot be copied after all', async () => {
    const world = await withSmallFiles()
    world.store.strike = failing('copyObject', 'missing')
    const { failed, progress } = await publishSlowly(world)
    expect([failed, has(world, 'v2/same.bin', SAME)]).toEqual([[], true])
    expect([progress.sentBytes, progress.reusedBytes]).toEqual([NEW.length + SAME.length, 0])
  })

  test('is sent to its end if the index is wrong about the bytes', async () => {
    const world = await withSmallFiles()
    writeIndex(
      world,
      indexed(world).map((object) => ({ ...object, etag: 'A'.repeat(32) })),
    )
    const { failed, progress } = await publishSlowly(world)
    expect([failed, has(world, 'v2/same.bin', SAME)]).toEqual([[], true])
    expect([progress.sentBytes, count(world, 'copyObject'), count(world, 'putObject')]).toEqual([
      NEW.length + SAME.length,
      0,
      // Of the first release, of this one, and an index after each.
      1 + 2 + 2,
    ])
  })

  test('ends with the step', async () => {
    const world = await withSmallFiles()
    const { published, failed } = await publishSlowly(world, { put: world.cancel })
    expect([published, failed.map(({ error }) => String(error))]).toEqual([
      [],
      ['Error: cancelled', 'Error: cancelled'],
    ])
    expect(count(world, 'copyObject')).toBe(0)
  })
})

test('small files are sent while the index is not answered, and are in the one that is written once it is', async () => {
  const world = await withSmallFiles()
  const asked = Promise.withResolvers<void>()
  const late: Store = {
    ...world.store,
    async readObject(request) {
      await asked.promise
      return world.store.readObject(request)
    },
    async putObject(request) {
      const stored = await world.store.putObject(request)
      if (has(world, 'v2/new.bin', NEW) && has(world, 'v2/same.bin', SAME)) asked.resolve()
      return stored
    },
  }
  const { failed, progress } = await release(world, 'v2', { more: PUTS, ports: { store: late } })
  expect([failed, progress.sentBytes, count(world, 'copyObject')]).toEqual([[], NEW.length + SAME.length, 0])
  expect(keysOf(world)).toEqual(['v1/a.bin', 'v2/new.bin', 'v2/same.bin'])
  expect(world.log.join('\n')).not.toContain('taken from v1')
})

test('an index that is never answered delays no small file', async () => {
  const world = await withSmallFiles()
  world.store.strike = ({ operation }) => (operation === 'readObject' ? { kind: 'hang' } : undefined)
  const startedMs = world.clock.nowMs()
  const putMs: number[] = []
  const store: Store = {
    ...world.store,
    async putObject(request) {
      putMs.push(world.clock.nowMs())
      return world.store.putObject(request)
    },
  }
  const { failed, progress } = await release(world, 'v2', { more: PUTS, ports: { store } })
  expect([failed, progress.sentBytes]).toEqual([[], NEW.length + SAME.length])
  expect(putMs.map((ms) => ms - startedMs)).toEqual([0, 0])
})
