/** What is done about answers to Complete and to Put that are lost, strange or refuse. */
import { expect, test } from 'vitest'
import { asActionError } from '../../../src/core/errors/errors.ts'
import type { RunResult } from '../../../src/engine/publish/run-result.ts'
import type { StoredObject } from '../../../src/ports/objects.ts'
import type { ObjectFacts, ObjectStore } from '../../../src/ports.ts'
import { failure } from '../memory-store.ts'
import { bytesOf, createWorld, PART_BYTES, type World } from '../world.ts'

const FILE = bytesOf(3 * PART_BYTES)
const OTHER = bytesOf(FILE.length, 2)

function codesOf({ failed }: RunResult): readonly (string | undefined)[] {
  return failed.map(({ error }) => asActionError(error)?.code)
}

/** A bucket whose answers tell no CRC64 of the object, as where a proxy drops what it does not know. */
function withoutCrc64({ store }: World, ...operations: readonly ('putObject' | 'completeUpload' | 'headObject')[]) {
  const without = <Answer extends StoredObject | ObjectFacts | undefined>(name: string, answer: Answer) =>
    answer !== undefined && operations.some((operation) => operation === name)
      ? { ...answer, crc64: undefined }
      : answer
  const altered: ObjectStore = {
    ...store,
    putObject: async (request) => without('putObject', await store.putObject(request)),
    completeUpload: async (request) => without('completeUpload', await store.completeUpload(request)),
    headObject: async (request) => without('headObject', await store.headObject(request)),
  }
  return { store: altered }
}

test('an object that OSS assembled to other bytes fails, and the error says not to use it', async () => {
  const world = createWorld({ 'a.bin': FILE })
  const completeUpload: ObjectStore['completeUpload'] = async () => ({ etag: 'x', crc64: 1n, versionId: undefined })
  const result = await world.run({}, { store: { ...world.store, completeUpload } })
  expect(codesOf(result)).toEqual(['object-damaged'])
  expect(String(result.failed[0]?.error)).toMatch(/other bytes than the file has \(CRC64 1 instead of \d+\)/)
})

test.for([
  ['HEAD tells it', ['completeUpload'], undefined, []],
  ['nobody tells it: the parts do, since Complete took their ETags', ['completeUpload', 'headObject'], undefined, []],
  ['HEAD is denied', ['completeUpload'], () => failure('denied'), []],
  ['HEAD fails', ['completeUpload'], () => failure('permanent'), ['permanent']],
] as const)('an answer to Complete without CRC64, if %s', async ([, operations, headFailure, codes]) => {
  const world = createWorld({ 'a.bin': FILE })
  world.store.strike = ({ operation }) =>
    operation === 'headObject' && headFailure !== undefined ? { kind: 'fail', error: headFailure() } : undefined
  expect(codesOf(await world.run({}, withoutCrc64(world, ...operations)))).toEqual(codes)
})

test.for<readonly [string, (world: World) => unknown]>([
  ['is not there', ({ store }) => store.objects.delete('a.bin')],
  ['has another size', ({ store }) => store.objects.set('a.bin', { bytes: bytesOf(7), etag: 'x' })],
])('an answer to Complete without CRC64 is not a success if the object then %s', async ([, alter]) => {
  const world = createWorld({ 'a.bin': FILE })
  world.store.strike = ({ operation }) => {
    if (operation === 'headObject') alter(world)
    return undefined
  }
  const { failed } = await world.run({}, withoutCrc64(world, 'completeUpload', 'headObject'))
  expect(String(failed[0]?.error)).toContain('OSS acknowledged a.bin, and then has no such object')
})

test('refused parts that cannot be listed because of a temporary failure end the file with that failure', async () => {
  const world = createWorld({ 'a.bin': FILE })
  world.store.strike = ({ operation }) => {
    if (operation === 'completeUpload') return { kind: 'fail', error: failure('invalid-part') }
    return operation === 'listParts' ? { kind: 'fail', error: failure('credentials') } : undefined
  }
  expect(codesOf(await world.run())).toEqual(['credentials'])
  expect(world.store.uploads.size).toBe(1)
})

test('refused parts of an earlier attempt that may not be listed are sent again', async () => {
  const world = createWorld({ 'a.bin': FILE })
  const listIsDenied = { kind: 'fail', error: failure('denied') } as const
  world.store.strike = ({ operation, number }) => {
    if (operation === 'listParts') return listIsDenied
    return operation === 'uploadPart' && number === 3 ? { kind: 'fail', error: failure('permanent') } : undefined
  }
  expect((await world.run()).failed).toHaveLength(1)
  world.store.strike = ({ operation, nth }) => {
    if (operation === 'listParts') return listIsDenied
    const [upload] = world.store.uploads.values()
    if (operation === 'completeUpload' && nth === 1) upload?.parts.set(1, { bytes: OTHER, etag: 'OTHER' })
    return undefined
  }
  expect((await world.run()).failed).toEqual([])
  expect(world.store.objects.get('a.bin')?.bytes.equals(FILE)).toBe(true)
  expect(world.store.sentBytes('a.bin')).toBe(FILE.length + 2 * PART_BYTES)
})

test('refused parts of this attempt that may not be listed are sent again under the same upload, which may not be aborted either', async () => {
  const world = createWorld({ 'a.bin': FILE })
  world.store.strike = ({ operation, nth }) => {
    if (operation === 'listParts' || operation === 'abortUpload') return { kind: 'fail', error: failure('denied') }
    const [upload] = world.store.uploads.values()
    if (operation === 'completeUpload' && nth === 1) upload?.parts.set(1, { bytes: OTHER, etag: 'OTHER' })
    return undefined
  }
  expect((await world.run()).failed).toEqual([])
  expect(world.store.objects.get('a.bin')?.bytes.equals(FILE)).toBe(true)
  expect([world.store.uploads.size, world.store.sentBytes('a.bin')]).toEqual([0, 2 * FILE.length])
})

test('if what is sent again first was right, the others are, under the same upload', async () => {
  const world = createWorld({ 'a.bin': FILE })
  const deny: World['store']['strike'] = ({ operation }) =>
    operation === 'listParts' || operation === 'abortUpload' ? { kind: 'fail', error: failure('denied') } : undefined
  world.store.strike = (call) =>
    call.operation === 'uploadPart' && call.number === 3 ? { kind: 'fail', error: failure('permanent') } : deny(call)
  expect((await world.run()).failed).toHaveLength(1)
  world.store.strike = (call) => {
    const [upload] = world.store.uploads.values()
    if (call.operation === 'completeUpload' && call.nth === 1) upload?.parts.set(3, { bytes: OTHER, etag: 'OTHER' })
    return deny(call)
  }
  expect((await world.run()).failed).toEqual([])
  expect(world.store.objects.get('a.bin')?.bytes.equals(FILE)).toBe(true)
  expect([world.store.uploads.size, world.store.sentBytes('a.bin')]).toEqual([0, 2 * FILE.length + 2 * PART_BYTES])
})

test('a small object that appears with the same bytes is a success, and what is sent of it counts as nothing', async () => {
  const world = createWorld({ 'a.txt': bytesOf(10) })
  const putObject: ObjectStore['putObject'] = async () => {
    world.store.objects.set('a.txt', { bytes: bytesOf(10), etag: 'theirs' })
    throw failure('exists')
  }
  const { published } = await world.run({ overwrite: 'never' }, { store: { ...world.store, putObject } })
  expect(published).toMatchObject([{ status: 'unchanged', object: { etag: 'theirs' }, bytesSent: 0 }])
})

test('a small object that appears with other bytes ends the file', async () => {
  const world = createWorld({ 'a.txt': bytesOf(10) })
  const putObject: ObjectStore['putObject'] = async () => {
    world.store.objects.set('a.txt', { bytes: bytesOf(11), etag: 'theirs' })
    throw failure('exists')
  }
  expect(codesOf(await world.run({ overwrite: 'never' }, { store: { ...world.store, putObject } }))).toEqual(['exists'])
})

test('a small object whose bytes changed on the network is sent again, and fails if that repeats', async () => {
  const world = createWorld({ 'a.txt': bytesOf(10) })
  let puts = 0
  const putObject: ObjectStore['putObject'] = async (request) => {
    puts += 1
    return { ...(await world.store.putObject(request)), crc64: 1n }
  }
  const result = await world.run({}, { store: { ...world.store, putObject } })
  expect([codesOf(result), puts]).toEqual([['object-damaged'], 8])
  expect(String(result.failed[0]?.error)).toMatch(/CRC64 1 instead of/)
})

test('a small object that was not read completely is sent again, also if OSS returns no CRC64', async () => {
  const world = createWorld({ 'a.txt': bytesOf(300_000) })
  let puts = 0
  const putObject: ObjectStore['putObject'] = async (request) => {
    puts += 1
    return puts === 1
      ? { etag: 'x', crc64: undefined, versionId: undefined }
      : { ...(await world.store.putObject(request)), crc64: undefined }
  }
  const { failed } = await world.run(
    { partSize: { kind: 'fixed', sizeBytes: 1024 ** 2 } },
    { store: { ...world.store, putObject } },
  )
  expect([failed, puts]).toEqual([[], 2])
  expect(world.log.join('\n')).toContain('CRC64 unknown instead of')
})

test.for([
  ['with the ETag of the bytes that were sent is believed', (etag: string) => etag, false, []],
  ['with another ETag is settled by what OSS lists', () => 'OTHER', false, []],
  ['with another ETag is not believed where listing is denied', () => 'OTHER', true, ['unproven']],
] as const)('an answer to a part without CRC64 %s', async ([, etagOf, isDenied, codes]) => {
  const world = createWorld({ 'a.bin': FILE })
  world.store.strike = ({ operation }) =>
    isDenied && operation === 'listParts' ? { kind: 'fail', error: failure('denied') } : undefined
  const uploadPart: ObjectStore['uploadPart'] = async (request) => {
    const { etag } = await world.store.uploadPart(request)
    return { etag: etagOf(etag), crc64: undefined }
  }
  expect(codesOf(await world.run({}, { store: { ...world.store, uploadPart } }))).toEqual(codes)
})
