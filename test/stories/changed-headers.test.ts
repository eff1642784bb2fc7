/** Properties that were changed are never dropped, also where the bytes are there already. */
import { expect, test } from 'vitest'
import { failure } from '../engine/memory-store.ts'
import { bytesOf, createWorld, PART_BYTES, type World } from '../engine/world.ts'

const FILE = bytesOf(3 * PART_BYTES)
const before = { headersOf: () => ({ 'content-type': 'text/plain', 'cache-control': 'max-age=60' }) }
const after = { headersOf: () => ({ 'content-type': 'text/plain', 'cache-control': 'no-cache' }) }

const cacheControl = ({ store }: World) => store.objects.get('a.bin')?.headers?.['cache-control']

/** A published object; its upload with other headers was begun, and OSS does not know it any more. */
async function withVanishedUpload(): Promise<World> {
  const world = createWorld({ 'a.bin': FILE })
  expect((await world.run(before)).failed).toEqual([])
  world.store.strike = ({ operation, number }) =>
    operation === 'uploadPart' && number === 3 ? { kind: 'fail', error: failure('denied') } : undefined
  expect((await world.run(after)).failed).toHaveLength(1)
  world.store.uploads.clear()
  world.store.strike = () => undefined
  return world
}

test('an upload with other headers that vanished between attempts starts again', async () => {
  const world = await withVanishedUpload()
  expect((await world.run(after)).failed).toEqual([])
  expect(cacheControl(world)).toBe('no-cache')
})

test('an upload with other headers that vanishes during the transfer starts again', async () => {
  const world = createWorld({ 'a.bin': FILE })
  await world.run(before)
  let hasVanished = false
  world.store.strike = ({ operation, number }) => {
    if (hasVanished || operation !== 'uploadPart' || number !== 2) return undefined
    hasVanished = true
    world.store.uploads.clear()
    return undefined
  }
  expect((await world.run(after)).failed).toEqual([])
  expect(cacheControl(world)).toBe('no-cache')
})

test('an upload with other headers that vanishes just before it is completed starts again', async () => {
  const world = createWorld({ 'a.bin': FILE })
  await world.run(before)
  let hasVanished = false
  world.store.strike = ({ operation }) => {
    if (!hasVanished && operation === 'completeUpload') world.store.uploads.clear()
    hasVanished ||= operation === 'completeUpload'
    return undefined
  }
  expect((await world.run(after)).failed).toEqual([])
  expect(cacheControl(world)).toBe('no-cache')
})

test('an object that has the headers already is not sent again', async () => {
  const world = await withVanishedUpload()
  world.store.objects.set('a.bin', { bytes: FILE, etag: 'theirs', headers: after.headersOf() })
  const sent = world.store.sentBytes('a.bin')
  expect((await world.run(after)).failed).toEqual([])
  expect(world.store.sentBytes('a.bin')).toBe(sent)
})
