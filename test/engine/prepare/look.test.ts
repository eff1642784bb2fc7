import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { ObjectFacts, ObjectStore } from '../../../src/ports.ts'
import { failure, type StoreCall } from '../memory-store.ts'
import { bytesOf, createWorld, PART_BYTES } from '../world.ts'

const FILE = bytesOf(1000)
const OTHER = { bytes: bytesOf(5), etag: 'other' }

function hidden(...keys: readonly string[]) {
  return ({ operation, key }: StoreCall) =>
    operation === 'headObject' && keys.includes(key) ? ({ kind: 'fail', error: failure('denied') } as const) : undefined
}

test('overwrite: if-changed is an error at the start if any object may not be read', async () => {
  const world = createWorld({ 'a.txt': FILE, 'b.txt': FILE })
  world.store.strike = hidden('b.txt')
  await expect(world.run({ overwrite: 'if-changed' })).rejects.toThrow('the credentials may not read them')
  expect(world.store.objects.size).toBe(0)
})

test('overwrite: never looks at no other object if the first may not be read, and leaves the refusal to OSS', async () => {
  const world = createWorld({ 'a.txt': FILE, 'b.txt': FILE })
  world.store.strike = hidden('a.txt', 'b.txt')
  const { published, mayRead } = await world.run({ overwrite: 'never' })
  expect(published).toHaveLength(2)
  expect(mayRead).toBe(false)
  expect(world.store.calls.filter(({ operation }) => operation === 'headObject')).toHaveLength(1)
})

test('overwrite: never names every existing object, also if others may not be read', async () => {
  const world = createWorld({ 'a.txt': FILE, 'b.txt': FILE, 'c.txt': FILE })
  world.store.strike = hidden('b.txt')
  for (const key of ['a.txt', 'c.txt']) world.store.objects.set(key, OTHER)
  // Nobody who writes `never` is told to replace or delete what is there.
  await expect(world.run({ overwrite: 'never' })).rejects.toMatchObject({
    remedy: expect.not.stringMatching(/overwrite:|delete/),
  })
  await expect(world.run({ overwrite: 'never' })).rejects.toThrow(/2 objects .*\n {2}- a\.txt\n {2}- c\.txt$/s)
})

test('overwrite: always looks only for objects that a record names', async () => {
  const world = createWorld({ 'a.txt': FILE })
  world.store.objects.set('a.txt', OTHER)
  const { published } = await world.run()
  expect(published).toMatchObject([{ status: 'uploaded' }])
  expect(world.store.calls.map(({ operation }) => operation)).toEqual(['putObject'])
})

test('overwrite: never names fifty existing objects, and counts the others', async () => {
  const names = Array.from({ length: 52 }, (_, index) => `${String(index).padStart(2, '0')}.txt`)
  const world = createWorld(Object.fromEntries(names.map((name) => [name, FILE])))
  for (const name of names) world.store.objects.set(name, OTHER)
  await expect(world.run({ overwrite: 'never' })).rejects.toThrow(/^52 objects .*\n {2}- 49\.txt\n {2}- and 2 more$/s)
})

test('a HEAD that fails for any other reason ends the step with that reason', async () => {
  const world = createWorld({ 'a.txt': FILE })
  world.store.strike = ({ operation }) =>
    operation === 'headObject' ? { kind: 'fail', error: failure('permanent', 'the bucket is frozen') } : undefined
  await expect(world.run({ overwrite: 'if-changed' })).rejects.toThrow('the bucket is frozen')
})

test('overwrite: never accepts an object that appears with the same bytes while the step runs, in parts or in one request', async () => {
  const files = { 'a.txt': FILE, 'b.bin': bytesOf(3 * PART_BYTES), 'c.bin': bytesOf(3 * PART_BYTES, 2) }
  const world = createWorld(files)
  world.store.strike = ({ operation, key, number }) => {
    if (operation !== 'uploadPart' || key !== 'c.bin' || number !== 3) return undefined
    for (const [name, bytes] of Object.entries(files)) world.store.objects.set(name, { bytes, etag: 'theirs' })
    return undefined
  }
  const { failed, published } = await world.run({ overwrite: 'never', concurrency: { kind: 'fixed', limit: 1 } })
  expect(failed).toEqual([])
  expect(published.map(({ status, object }) => [status, object.etag])).toEqual(
    Array.from({ length: 3 }, () => ['unchanged', 'theirs']),
  )
  expect(world.store.uploads.size).toBe(0)
})

test('checksums that are published according to a record are put again if the bucket has lost them', async () => {
  const world = createWorld({ 'a.txt': FILE })
  const withSums = {
    checksumsKey: 'SUMS',
  }
  const scratch = async (text: string) => {
    world.disk.write('a.sums', Buffer.from(text))
    return 'a.sums'
  }
  const run = async () => {
    world.disk.remove('a.sums')
    return world.run(withSums, { scratch })
  }
  await run()
  expect((await run()).published.map(({ status }) => status)).toEqual(['resumed', 'resumed'])
  world.store.objects.delete('SUMS')
  expect((await run()).published.map(({ status }) => status)).toEqual(['resumed', 'uploaded'])
})

test.for<readonly [string, Partial<ObjectFacts>, string]>([
  ['no size, and the right CRC64: it is the file', { sizeBytes: undefined }, 'unchanged'],
  ['no CRC64, and the MD5 of the file as ETag: it is the file', { crc64: undefined }, 'unchanged'],
  ['no CRC64, and another MD5 as ETag: it is another', { crc64: undefined, etag: '0'.repeat(32) }, 'uploaded'],
  ['no CRC64, and an ETag of parts, which tells nothing', { crc64: undefined, etag: 'E-2' }, 'uploaded'],
  ['another size: it is another', { sizeBytes: 7 }, 'uploaded'],
])('overwrite: if-changed compares with what HEAD returns: %s', async ([, told, status]) => {
  const world = createWorld({ 'a.txt': FILE })
  world.store.objects.set('a.txt', { bytes: FILE, etag: createHash('md5').update(FILE).digest('hex') })
  const headObject: ObjectStore['headObject'] = async (request) => {
    const facts = await world.store.headObject(request)
    return facts === undefined ? undefined : { ...facts, ...told }
  }
  const { published } = await world.run({ overwrite: 'if-changed' }, { store: { ...world.store, headObject } })
  expect(published).toMatchObject([{ status }])
})
