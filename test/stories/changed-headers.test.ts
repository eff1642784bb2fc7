/** Properties that were changed are never dropped, also where the bytes are there already. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { ObjectStore } from '../../src/ports.ts'
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

test.for([
  ['its own', undefined, 'no-cache', false],
  ['that of another object', 'theirs', 'max-age=60', true],
] as const)(
  'an object without a CRC64 that gets other headers is recognised by its ETag: %s',
  async ([, etag, shown, isWarned]) => {
    const world = createWorld({ 'a.bin': FILE.subarray(0, 50) })
    await world.run(before)
    let copies = 0
    const store: ObjectStore = {
      ...world.store,
      async copyObject(request) {
        copies += 1
        return { ...(await world.store.copyObject(request)), crc64: undefined }
      },
      async headObject(request) {
        const found = await world.store.headObject(request)
        const told = copies > 0 && etag !== undefined ? { etag } : { etag: md5Of(FILE.subarray(0, 50)) }
        return found === undefined ? undefined : { ...found, ...told, crc64: undefined }
      },
    }
    const { failed, published } = await world.run({ ...after, overwrite: 'if-changed' }, { store })
    expect([failed, copies]).toEqual([[], 1])
    expect(published[0]?.file.headers['cache-control']).toBe(shown)
    expect(world.log.some((line) => line.includes('it was replaced meanwhile'))).toBe(isWarned)
  },
)

function md5Of(bytes: Buffer): string {
  return createHash('md5').update(bytes).digest('hex').toUpperCase()
}
