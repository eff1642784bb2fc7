/** What `publish: hold` leaves for the job that publishes. */
import { expect, test } from 'vitest'
import { failure } from '../memory-store.ts'
import { bytesOf, createWorld, PART_BYTES } from '../world.ts'

const FILE = bytesOf(3 * PART_BYTES)
const HOLD = { hold: true, publish: 'hold' } as const

test('everything is held in the order of the files, including objects in the bucket, and nothing becomes visible', async () => {
  const world = createWorld({ 'a.bin': FILE, 'b.txt': bytesOf(10), 'c.bin': FILE, 'd.txt': bytesOf(20) })
  world.store.objects.set('c.bin', { bytes: FILE, etag: 'there' })
  const { held = [], published } = await world.run({ ...HOLD, overwrite: 'if-changed' })
  const parts = held.map(({ key, upload }) => [key, upload?.parts.length, upload?.partSizeBytes])
  expect(parts).toEqual([
    ['a.bin', 3, PART_BYTES],
    ['b.txt', 1, PART_BYTES],
    ['c.bin', undefined, undefined],
    ['d.txt', 1, PART_BYTES],
  ])
  expect(published).toEqual([])
  expect([...world.store.objects.keys()]).toEqual(['c.bin'])
})

test('an object that another attempt published while its parts were sent is held as an existing one', async () => {
  const world = createWorld({ 'a.bin': FILE })
  world.store.strike = ({ operation, nth }) => {
    if (operation === 'uploadPart' && nth === 2) {
      world.store.uploads.clear()
      world.store.objects.set('a.bin', { bytes: FILE, etag: 'theirs' })
    }
    return undefined
  }
  const { held } = await world.run({ ...HOLD, concurrency: { kind: 'fixed', limit: 1 } })
  expect(held).toMatchObject([{ key: 'a.bin', upload: undefined }])
})

test('nothing is held if a file failed', async () => {
  const world = createWorld({ 'a.bin': FILE, 'b.bin': FILE })
  world.store.strike = ({ operation, key }) =>
    operation === 'uploadPart' && key === 'a.bin' ? { kind: 'fail', error: failure('denied') } : undefined
  const { held, failed, waiting } = await world.run(HOLD)
  expect(held).toBeUndefined()
  expect(failed.map(({ file }) => file.key)).toEqual(['a.bin'])
  expect(waiting.map(({ key }) => key)).toEqual(['b.bin'])
})

test('nothing is held if a file changed after its last part was sent', async () => {
  const world = createWorld({ 'a.bin': FILE, 'b.bin': FILE })
  const { uploadPart } = world.store
  const store = {
    ...world.store,
    async uploadPart(request: Parameters<typeof uploadPart>[0]) {
      const stored = await uploadPart(request)
      if (request.key === 'b.bin' && request.number === 3) world.disk.write('a.bin', bytesOf(FILE.length, 2))
      return stored
    },
  }
  const { held, failed } = await world.run({ ...HOLD, concurrency: { kind: 'fixed', limit: 1 } }, { store })
  expect(held).toBeUndefined()
  expect(String(failed[0]?.error)).toContain('a.bin changed while it was being uploaded')
})

test('an object without a content type is held with OSS’s default type', async () => {
  const world = createWorld({ 'a.bin': FILE })
  const { held } = await world.run({ ...HOLD, headersOf: () => ({}) })
  expect(held).toMatchObject([{ contentType: 'application/octet-stream' }])
})
