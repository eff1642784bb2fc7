/** With one request at a time nothing waits for a slot that it holds itself: what is asked within a request comes after its slot was given back. */
import { expect, test } from 'vitest'
import { keyMatcher } from '../../src/core/naming/key-pattern.ts'
import { pointersOf } from '../../src/core/release/pointers.ts'
import { parseVersion } from '../../src/core/release/version.ts'
import type { UploadSettings } from '../../src/jobs/upload.ts'
import type { ObjectStore } from '../../src/ports.ts'
import { bytesOf, createWorld, PART_BYTES } from '../engine/world.ts'

const ONE: Partial<UploadSettings> = { concurrency: { kind: 'fixed', limit: 1 } }
const FILES = { 'a.txt': bytesOf(1000), 'b.bin': bytesOf(3 * PART_BYTES), 'latest.yml': bytesOf(10) }

test('the version of the object in the bucket is asked for', async () => {
  const version = parseVersion('1.0.0')
  if (version === undefined) throw new Error('not understood')
  const patterns = ['latest.yml', 'b.bin']
  const { published } = await createWorld(FILES).run({
    ...ONE,
    publishLast: patterns.map(keyMatcher),
    moving: { version, allowOlder: false, pointers: pointersOf(patterns) },
  })
  expect(published).toHaveLength(3)
})

test('an answer that proves nothing is checked by HEAD', async () => {
  const world = createWorld(FILES)
  const noProof = { etag: 'no-md5', crc64: undefined }
  const store: ObjectStore = {
    ...world.store,
    putObject: async (request) => ({ ...(await world.store.putObject(request)), ...noProof }),
    uploadPart: async (request) => ({ ...(await world.store.uploadPart(request)), ...noProof }),
  }
  const { published } = await world.run(ONE, { store })
  expect(published).toHaveLength(3)
})

test('small files are copied from an earlier release', async () => {
  const world = createWorld({
    'a.bin': bytesOf(900_000, 1),
    'b.bin': bytesOf(900_000, 2),
    'c.bin': bytesOf(900_000, 3),
  })
  const release = (keyPrefix: string) =>
    world.run({
      ...ONE,
      partSize: { kind: 'fixed', sizeBytes: 1024 ** 2 },
      match: {
        lines: [{ pattern: '**', mapping: undefined, excludes: [] }],
        ...{
          includeHiddenFiles: false,
          followSymbolicLinks: true,
          layout: 'pattern-root',
          keyPrefix,
          reservedKeys: [],
        },
      },
      reuse: { key: '.chunks', version: keyPrefix },
    })
  await release('v1/')
  const { published } = await release('v2/')
  expect(published.map(({ bytesSent }) => bytesSent)).toEqual([0, 0, 0])
})
