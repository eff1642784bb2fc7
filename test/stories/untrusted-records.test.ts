import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { crc64 } from '../../src/core/bytes/crc64.ts'
import { ActionError } from '../../src/core/errors/errors.ts'
import type { Checkpoint, CheckpointHeader, RecordedPart } from '../../src/core/records/checkpoint.ts'
import { forgeCrc64 } from '../engine/forge-crc64.ts'
import { failing } from '../engine/memory-store.ts'
import { bytesOf, createWorld, PART_BYTES, type World } from '../engine/world.ts'

const NEVER = new AbortController().signal

const FILE = bytesOf(4 * PART_BYTES + 9)
const HEADERS = { 'content-type': 'application/octet-stream' }
const HEADERS_DIGEST = createHash('sha256')
  .update(JSON.stringify(Object.entries(HEADERS)))
  .digest('hex')

function headerOf(world: World, more: Partial<CheckpointHeader>): CheckpointHeader {
  return {
    object: world.checkpoints().objectId('app.bin'),
    uploadId: 'made-up',
    partSizeBytes: PART_BYTES,
    headers: HEADERS_DIGEST,
    run: '1.1',
    createdMs: Number.MAX_SAFE_INTEGER,
    ...more,
  }
}

/** What the record would say if all parts were in OSS. */
function claims(bytes: Buffer, partSizeBytes = PART_BYTES): readonly RecordedPart[] {
  return Array.from({ length: Math.ceil(bytes.length / partSizeBytes) }, (_, index) => {
    const part = bytes.subarray(index * partSizeBytes, (index + 1) * partSizeBytes)
    const etag = createHash('md5').update(part).digest('hex').toUpperCase()
    return { number: index + 1, sizeBytes: part.length, crc64: crc64(part, 0n), etag }
  })
}

/** Runs with what somebody wrote as the object's record. */
async function runWith(world: World, ...records: readonly Checkpoint[]) {
  const checkpoints = { ...world.checkpoints(), load: () => records }
  const cache = { isThere: false, restore: async () => {}, save: async () => true, close() {} }
  return world.run({}, { openCheckpoints: () => ({ checkpoints, cache }) })
}

function record(header: CheckpointHeader, parts: readonly RecordedPart[] = []): Checkpoint {
  return { kind: 'unfinished', header, parts: new Map(parts.map((part) => [part.number, part])) }
}

function expectPublished(world: World): void {
  expect(world.store.objects.get('app.bin')?.bytes.equals(FILE)).toBe(true)
}

test('an unknown upload ID is replaced by a new one', async () => {
  const world = createWorld({ 'app.bin': FILE })
  expect((await runWith(world, record(headerOf(world, {}), claims(FILE)))).failed).toEqual([])
  expectPublished(world)
})

test('an upload ID that OSS refuses to list is replaced by a new one', async () => {
  const world = createWorld({ 'app.bin': FILE })
  world.store.strike = ({ operation }) => {
    const error = new ActionError({ code: 'oss-error', message: 'InvalidArgument', facts: { status: 400 } })
    return operation === 'listParts' ? { kind: 'fail', error } : undefined
  }
  expect((await runWith(world, record(headerOf(world, {})))).failed).toEqual([])
  expectPublished(world)
})

test('a refusal to list that is not about the upload ID does not discard the record', async () => {
  const world = createWorld({ 'app.bin': FILE })
  const uploadId = await world.store.initiateUpload({ key: 'app.bin', headers: {}, signal: NEVER })
  const good = headerOf(world, { uploadId })
  world.checkpoints().create(good)
  world.store.strike = ({ operation }) =>
    operation === 'listParts'
      ? { kind: 'fail', error: new ActionError({ code: 'wrong-region', message: 'no' }) }
      : undefined
  const { failed } = await world.run()
  expect(String(failed[0]?.error)).toContain('no')
  expect(world.store.calls.filter(({ operation }) => operation === 'initiateUpload')).toHaveLength(1)
  expect(world.records()).toHaveLength(1)
})

test('false claims are never believed if parts may not be listed', async () => {
  const world = createWorld({ 'app.bin': FILE })
  world.store.strike = failing('listParts', 'denied')
  const uploadId = await world.store.initiateUpload({ key: 'app.bin', headers: {}, signal: NEVER })
  // What is claimed is true of the file, and OSS holds none of it.
  expect((await runWith(world, record(headerOf(world, { uploadId }), claims(FILE)))).failed).toEqual([])
  expectPublished(world)
})

test('claims about other bytes are never believed', async () => {
  const world = createWorld({ 'app.bin': FILE })
  world.store.strike = failing('listParts', 'denied')
  const other = bytesOf(FILE.length, 5)
  const uploadId = await world.store.initiateUpload({ key: 'app.bin', headers: {}, signal: NEVER })
  const upload = world.store.uploads.get(uploadId)
  for (const { number, etag } of claims(other))
    upload?.parts.set(number, { bytes: other.subarray((number - 1) * PART_BYTES, number * PART_BYTES), etag })
  expect((await runWith(world, record(headerOf(world, { uploadId }), claims(other)))).failed).toEqual([])
  expectPublished(world)
})

test('parts that OSS lists with other bytes are sent, those with the same bytes are not', async () => {
  const world = createWorld({ 'app.bin': FILE })
  const uploadId = await world.store.initiateUpload({ key: 'app.bin', headers: {}, signal: NEVER })
  const upload = world.store.uploads.get(uploadId)
  for (const { number, etag } of claims(FILE)) {
    const bytes = Buffer.from(FILE.subarray((number - 1) * PART_BYTES, number * PART_BYTES))
    if (number === 2) bytes[7] = (bytes[7] ?? 0) ^ 1
    upload?.parts.set(number, { bytes, etag: number === 2 ? 'SOMETHING' : etag })
  }
  upload?.parts.set(9, { bytes: Buffer.from('beyond the plan'), etag: 'X' })
  expect((await runWith(world, record(headerOf(world, { uploadId })))).failed).toEqual([])
  expectPublished(world)
  expect(world.store.sentBytes('app.bin')).toBe(PART_BYTES)
})

test('a record cannot impose parts so large that a broken connection costs gigabytes', async () => {
  const world = createWorld({ 'app.bin': FILE })
  const uploadId = await world.store.initiateUpload({ key: 'app.bin', headers: {}, signal: NEVER })
  const huge = headerOf(world, { uploadId, partSizeBytes: 5 * 1024 ** 3 })
  expect((await runWith(world, record(huge))).failed).toEqual([])
  expectPublished(world)
  expect(world.store.calls.filter(({ operation }) => operation === 'uploadPart')).toHaveLength(5)
})

test('a record that says published only causes a HEAD', async () => {
  const world = createWorld({ 'app.bin': FILE })
  const facts = {
    object: headerOf(world, {}).object,
    sizeBytes: FILE.length,
    crc64: crc64(FILE, 0n),
    headers: HEADERS_DIGEST,
  }
  const published: Checkpoint = { kind: 'published', record: { ...facts, createdMs: 1 } }
  expect((await runWith(world, published)).failed).toEqual([])
  expectPublished(world)

  world.store.objects.set('app.bin', { bytes: bytesOf(FILE.length, 5), etag: 'OTHER' })
  expect((await runWith(world, published)).failed).toEqual([])
  expectPublished(world)
  const sent = world.store.sentBytes('app.bin')
  expect((await runWith(world, published)).failed).toEqual([])
  expect(world.store.sentBytes('app.bin')).toBe(sent)
})

test('a replayed old record is tried, and dropped if its upload is gone', async () => {
  const world = createWorld({ 'app.bin': FILE })
  const old = record(headerOf(world, { uploadId: 'long-gone' }), claims(FILE))
  expect((await runWith(world, old, old)).failed).toEqual([])
  expect((await runWith(world, old, old)).failed).toEqual([])
  expectPublished(world)
  expect(world.store.calls.filter(({ operation }) => operation === 'listParts')).toHaveLength(2)
  // The second attempt finds the object that the first published.
  expect(world.store.sentBytes('app.bin')).toBe(FILE.length)
})

test('an upload of an earlier attempt whose object is published already is aborted; one of another run is left alone', async () => {
  const world = createWorld({ 'app.bin': FILE })
  world.store.objects.set('app.bin', { bytes: FILE, etag: 'WHOLE' })
  const signal = NEVER
  const own = await world.store.initiateUpload({ key: 'app.bin', headers: {}, signal })
  const foreign = await world.store.initiateUpload({ key: 'app.bin', headers: {}, signal })
  const { object } = headerOf(world, {})
  const facts = { object, sizeBytes: FILE.length, crc64: crc64(FILE, 0n), headers: HEADERS_DIGEST, createdMs: 1 }
  const records: readonly Checkpoint[] = [
    { kind: 'published', record: facts },
    record(headerOf(world, { uploadId: own, run: '1.0' })),
    record(headerOf(world, { uploadId: foreign, run: '2.0' })),
  ]
  expect((await runWith(world, ...records)).failed).toEqual([])
  expect([...world.store.uploads.keys()]).toEqual([foreign])
  expect(world.store.sentBytes('app.bin')).toBe(0)
})

test.for([
  ['another run', '9.1'],
  ['what claims to be an earlier attempt of this run', '1.0'],
] as const)('parts that %s sent with a forged CRC64 are sent again', async ([, run]) => {
  const world = createWorld({ 'app.bin': FILE })
  const { signal } = new AbortController()
  const uploadId = await world.store.initiateUpload({ key: 'app.bin', headers: HEADERS, signal })
  const forged: RecordedPart[] = []
  for (const { number, sizeBytes, crc64: wanted } of claims(FILE)) {
    const startBytes = (number - 1) * PART_BYTES
    const bytes = FILE.subarray(startBytes, startBytes + sizeBytes)
    if (sizeBytes < 16) continue
    const disk = createWorld({ forged: forgeCrc64(bytes) }).disk
    const body = disk.body({ path: 'forged', startBytes: 0, endBytes: sizeBytes, signal })
    const stored = await world.store.uploadPart({ key: 'app.bin', uploadId, number, body, signal })
    expect(stored.crc64).toBe(wanted)
    forged.push({ number, sizeBytes, crc64: wanted, etag: stored.etag })
  }
  const result = await runWith(world, record(headerOf(world, { uploadId, run }), forged))
  expect(result.failed).toEqual([])
  expect(result.progress.resumedBytes).toBe(0)
  expectPublished(world)
})
