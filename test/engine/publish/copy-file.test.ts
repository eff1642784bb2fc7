import { expect, test } from 'vitest'
import { nodeHashes } from '../../../src/adapters/process/hashes.ts'
import { MAX_OBJECT_SIZE_BYTES, MAX_PART_SIZE_BYTES, MAX_PARTS } from '../../../src/core/bytes/parts.ts'
import { createEngine } from '../../../src/engine/bucket/create-engine.ts'
import { copyFile } from '../../../src/engine/publish/copy-file.ts'
import type { CopyRange } from '../../../src/ports/objects.ts'
import type { ObjectStore } from '../../../src/ports.ts'
import { createMemoryStore, failure, type MemoryStore } from '../memory-store.ts'
import { createWorld } from '../world.ts'

const CRC64 = 42n

/** Copies an object of which there is nothing but its size. */
function copyOf(sizeBytes: number, answers: Partial<ObjectStore>, signal = new AbortController().signal) {
  const store: MemoryStore = {
    ...createMemoryStore(),
    copyPart: async () => ({ etag: 'E', crc64: CRC64 }),
    ...answers,
  }
  const world = createWorld({})
  const engine = createEngine(
    {
      ...{ store, files: world.disk, hashes: nodeHashes, clock: world.clock, checkpoints: world.checkpoints() },
      signing: { prepare: async () => {}, correctClock() {}, canRefresh: false },
      reporter: { info() {}, debug() {}, notice() {}, warning() {}, error() {}, group() {} },
      ...{ signal, run: '1.1' },
    },
    { concurrency: { kind: 'auto' }, giveUpAfterMs: 1000, overwrite: 'never' },
  )
  const stamp = { sizeBytes, mtimeNs: 0n, ctimeNs: 0n, inode: 0n }
  const names = { path: '/a', displayPath: 'a', key: 'again/a', objectId: 'id' }
  const file = { ...names, sizeBytes, stamp, headers: {}, headersDigest: 'none' }
  const source = { fromKey: 'a', crc64: CRC64 }
  return { store, copied: copyFile(engine, file, source, { partSizeBytes: MAX_PART_SIZE_BYTES, isSmall: false }) }
}

test('a large copy whose object somebody else has published leaves no upload open', async () => {
  const sizeBytes = 3 * 1024 ** 3
  const { store, copied } = copyOf(sizeBytes, {
    completeUpload: async () => {
      throw failure('exists')
    },
    headObject: async () => ({ etag: 'theirs', crc64: CRC64, versionId: undefined, sizeBytes, headers: {} }),
  })
  expect((await copied).object).toMatchObject({ etag: 'theirs', crc64: CRC64 })
  expect(store.uploads.size).toBe(0)
})

test('the largest object is copied in parts that OSS accepts', async () => {
  const ranges: CopyRange[] = []
  const { copied } = copyOf(MAX_OBJECT_SIZE_BYTES, {
    copyPart: async ({ from }) => {
      ranges.push(from)
      return { etag: 'E', crc64: CRC64 }
    },
    completeUpload: async () => ({ etag: 'E', crc64: CRC64, versionId: undefined }),
  })
  await copied
  expect(Math.max(...ranges.map(({ startBytes, endBytes }) => endBytes - startBytes))).toBeLessThanOrEqual(
    MAX_PART_SIZE_BYTES,
  )
  expect(ranges.length).toBeLessThanOrEqual(MAX_PARTS)
})

test('a large copy of which a part fails fails, and leaves no upload open', async () => {
  const { store, copied } = copyOf(3 * 1024 ** 3, {
    copyPart: async ({ number }) => {
      if (number === 2) throw failure('credentials')
      return { etag: 'E', crc64: CRC64 }
    },
  })
  await expect(copied).rejects.toThrow('credentials')
  expect(store.uploads.size).toBe(0)
})

test('a large copy that is cancelled leaves no upload open', async () => {
  const cancel = new AbortController()
  const memory = createMemoryStore()
  const { copied } = copyOf(
    3 * 1024 ** 3,
    {
      ...memory,
      async copyPart() {
        cancel.abort(new Error('cancelled'))
        throw cancel.signal.reason
      },
      async abortUpload(request) {
        request.signal.throwIfAborted()
        await memory.abortUpload(request)
      },
    },
    cancel.signal,
  )
  await expect(copied).rejects.toThrow('cancelled')
  expect(memory.uploads.size).toBe(0)
})
