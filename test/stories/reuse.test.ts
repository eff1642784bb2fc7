import { expect, test } from 'vitest'
import { formatIndex, parseIndex } from '../../src/core/reuse/chunk-index.ts'
import { CHUNK_PARAMETERS } from '../../src/core/reuse/chunk-parameters.ts'
import { failing, failure } from '../engine/memory-store.ts'
import { bytesOf, createWorld, PART_BYTES, type World } from '../engine/world.ts'

const KIB = 1024
const INDEX = 'chunks'
const FILE = 'app.bin'
const old = bytesOf(1500 * KIB)
/** Shifted, and with other bytes in the middle. */
const next = Buffer.concat([
  bytesOf(30 * KIB, 7),
  old.subarray(0, 600 * KIB),
  bytesOf(150 * KIB, 8),
  old.subarray(700 * KIB),
])
const reuse = (version: string) => ({ reuse: { key: INDEX, version } })

/** @returns a world in which the first release is published under `v1/`, and the next one's file lies there. */
async function afterFirstRelease(): Promise<World> {
  const world = createWorld({ [FILE]: old })
  await release(world, 'v1')
  world.disk.write(FILE, next)
  return world
}

function release(world: World, version: string) {
  const match = { keyPrefix: `${version}/` }
  return world.run({ ...reuse(version), match: { ...MATCH, ...match } })
}

const MATCH = {
  lines: [{ pattern: '**', mapping: undefined, excludes: [] }],
  includeHiddenFiles: false,
  followSymbolicLinks: true,
  layout: 'pattern-root',
  keyPrefix: '',
  reservedKeys: [],
} as const

function copies(world: World): number {
  return world.store.calls.filter(({ operation }) => operation === 'copyPart').length
}

function isRight(world: World, version = 'v2'): boolean {
  return world.store.objects.get(`${version}/${FILE}`)?.bytes.equals(next) === true
}

test('OSS copies what an earlier release has, and the rest is sent', async () => {
  const world = await afterFirstRelease()
  const { failed, progress, published } = await release(world, 'v2')
  expect([failed, isRight(world)]).toEqual([[], true])
  expect(progress.reusedBytes).toBeGreaterThan(1200 * KIB)
  expect(progress.sentBytes).toBe(next.length - progress.reusedBytes)
  expect(published[0]?.bytesReused).toBe(progress.reusedBytes)
  expect(world.log.join('\n')).toMatch(/are taken from v1 inside OSS/)
  expect(world.store.objects.get(INDEX)?.headers?.['x-oss-object-acl']).toBe('private')
})

test.each([
  ['is gone', (world: World) => void world.store.objects.delete(`v1/${FILE}`)],
  [
    'was replaced',
    (world: World) => void world.store.objects.set(`v1/${FILE}`, { bytes: bytesOf(1500 * KIB, 9), etag: 'OTHER' }),
  ],
])('if the source %s, everything is sent', async (_, change) => {
  const world = await afterFirstRelease()
  change(world)
  const { failed, progress } = await release(world, 'v2')
  expect([failed, isRight(world), progress.reusedBytes]).toEqual([[], true, 0])
  expect(progress.sentBytes).toBe(next.length)
})

test('an index that is wrong about an object has its copies sent, and loses that object', async () => {
  const world = await afterFirstRelease()
  const source = world.store.objects.get(`v1/${FILE}`)
  if (source === undefined) throw new Error('published')
  // The ETag that the index knows stays; the bytes are others.
  world.store.objects.set(`v1/${FILE}`, { ...source, bytes: bytesOf(1500 * KIB, 9) })
  const { failed, progress } = await release(world, 'v2')
  expect([failed, isRight(world), progress.reusedBytes]).toEqual([[], true, 0])
  const parsed = parseIndex(world.store.objects.get(INDEX)?.bytes ?? Buffer.alloc(0), CHUNK_PARAMETERS)
  expect(parsed.kind === 'index' && parsed.objects.map(({ key }) => key)).toEqual([`v2/${FILE}`])
})

test.each([
  ['torn', (bytes: Buffer) => bytes.subarray(0, bytes.length - 20)],
  ['of other bytes', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 40), bytesOf(60), bytes.subarray(100)])],
])('an index that is %s is replaced, and everything is sent', async (_, damage) => {
  const world = await afterFirstRelease()
  world.store.objects.set(INDEX, { bytes: damage(world.store.objects.get(INDEX)?.bytes ?? old), etag: 'X' })
  const { failed, progress } = await release(world, 'v2')
  expect([failed, isRight(world), progress.reusedBytes, copies(world)]).toEqual([[], true, 0, 0])
  const bytes = world.store.objects.get(INDEX)?.bytes ?? Buffer.alloc(0)
  expect(parseIndex(bytes, CHUNK_PARAMETERS)).toMatchObject({ kind: 'index', objects: [{ key: `v2/${FILE}` }] })
})

test('an object that is not an index is neither used nor replaced', async () => {
  const world = await afterFirstRelease()
  const bytes = Buffer.from('somebody needs this')
  world.store.objects.set(INDEX, { bytes, etag: 'X' })
  expect((await release(world, 'v2')).failed).toEqual([])
  expect(world.store.objects.get(INDEX)?.bytes).toBe(bytes)
  expect(world.log.join('\n')).toContain('is not an index of chunks')
})

test('without permission to read nothing is reused, and the permission is named', async () => {
  const world = await afterFirstRelease()
  world.store.strike = failing('readObject', 'denied')
  const { failed, progress } = await release(world, 'v2')
  expect([failed, isRight(world), progress.reusedBytes]).toEqual([[], true, 0])
  expect(world.log.join('\n')).toMatch(/reuse needs `oss:GetObject`\. All bytes are sent/)
})

test('without permission to copy everything is sent, and the permission is named once', async () => {
  const world = await afterFirstRelease()
  world.store.strike = failing('copyPart', 'denied')
  const { failed, progress } = await release(world, 'v2')
  expect([failed, isRight(world), progress.reusedBytes]).toEqual([[], true, 0])
  expect(world.log.filter((line) => line.includes('copying needs `oss:GetObject`'))).toHaveLength(1)
})

test('an index that may not be written as private is not written, and the permission is named', async () => {
  const world = createWorld({ [FILE]: old })
  world.store.strike = ({ operation, key }) =>
    operation === 'putObject' && key === INDEX ? { kind: 'fail', error: failure('denied') } : undefined
  expect((await release(world, 'v1')).failed).toEqual([])
  expect(world.store.objects.has(INDEX)).toBe(false)
  expect(world.log.join('\n')).toContain('`oss:PutObjectAcl`')
})

test('after a lost answer to a copy the list of parts decides', async () => {
  const world = await afterFirstRelease()
  world.store.strike = ({ operation }) =>
    operation === 'copyPart' ? { kind: 'fail', error: failure('network'), done: true } : undefined
  const { failed, progress } = await release(world, 'v2')
  expect([failed, isRight(world)]).toEqual([[], true])
  expect(progress.reusedBytes).toBeGreaterThan(1200 * KIB)
  const numbers = world.store.calls.filter(({ operation }) => operation === 'copyPart').map(({ number }) => number)
  expect(new Set(numbers).size).toBe(numbers.length)
})

test('copies that OSS fails to make are sent', async () => {
  const world = await afterFirstRelease()
  world.store.strike = failing('copyPart', 'busy')
  const { failed, progress } = await release(world, 'v2')
  expect([failed, isRight(world), progress.reusedBytes]).toEqual([[], true, 0])
})

test('an interrupted upload is continued with the same parts: nothing is copied or sent again', async () => {
  const world = await afterFirstRelease()
  const sentBefore = world.store.sentBytes(`v2/${FILE}`)
  world.store.strike = ({ operation, key, nth }) =>
    operation === 'uploadPart' && key.startsWith('v2/') && nth % 2 === 0
      ? { kind: 'fail', error: failure('permanent') }
      : undefined
  expect((await release(world, 'v2')).failed).toHaveLength(1)
  const [upload] = world.store.uploads.values()
  const there = [...(upload?.parts.values() ?? [])].reduce((sum, { bytes }) => sum + bytes.length, 0)
  expect(there).toBeGreaterThan(PART_BYTES)
  const copiedBefore = copies(world)
  world.store.strike = () => undefined
  const { failed, progress } = await release(world, 'v2')
  expect([failed, isRight(world)]).toEqual([[], true])
  expect(progress.resumedBytes).toBe(there)
  expect(progress.resumedBytes + progress.sentBytes + progress.reusedBytes).toBe(next.length)
  expect(copies(world)).toBeGreaterThanOrEqual(copiedBefore)
  expect(sentBefore).toBe(0)
})

test('with an index whose keys would change a request everything is sent', async () => {
  const world = await afterFirstRelease()
  const parsed = parseIndex(world.store.objects.get(INDEX)?.bytes ?? Buffer.alloc(0), CHUNK_PARAMETERS)
  if (parsed.kind !== 'index') throw new Error('an index')
  const objects = parsed.objects.map((object) => ({ ...object, key: 'other/x?versionId=1' }))
  world.store.objects.set(INDEX, { bytes: Buffer.from(formatIndex(objects, CHUNK_PARAMETERS)), etag: 'X' })
  const { failed, progress } = await release(world, 'v2')
  expect([failed, isRight(world), progress.reusedBytes]).toEqual([[], true, 0])
})
