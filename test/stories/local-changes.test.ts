import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { ActionError } from '../../src/core/errors/errors.ts'
import type { MemoryDisk } from '../engine/memory-disk.ts'
import { bytesOf, createWorld, PART_BYTES } from '../engine/world.ts'

const FILE = bytesOf(5 * PART_BYTES + 7)
const OTHER = bytesOf(2 * PART_BYTES, 9)

/** The first `changed` bytes differ. */
function altered(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}

const CHANGES: Readonly<Record<string, (disk: MemoryDisk) => void>> = {
  'changes in a part that was sent': (disk) => disk.write('app.bin', altered(FILE, 0)),
  grows: (disk) => disk.write('app.bin', Buffer.concat([FILE, OTHER])),
  'is cut off': (disk) => disk.write('app.bin', FILE.subarray(0, PART_BYTES)),
  'is replaced by another of its size': (disk) => disk.write('app.bin', bytesOf(FILE.length, 3)),
  'is deleted': (disk) => disk.remove('app.bin'),
}

test.for(Object.entries(CHANGES))(
  'a file that %s while it is uploaded is never published; the others are kept',
  async ([, change]) => {
    const world = createWorld({ 'app.bin': FILE, 'other.bin': OTHER })
    let isChanged = false
    world.disk.onRead = (name, position) => {
      if (isChanged || name !== 'app.bin' || position < 3 * PART_BYTES) return
      isChanged = true
      change(world.disk)
    }
    const { failed, waiting } = await world.run({ concurrency: { kind: 'fixed', limit: 1 } })
    expect(failed.map(({ file }) => file.key)).toEqual(['app.bin'])
    const error = failed[0]?.error
    expect(error instanceof ActionError && /^file-(changed|gone)$/.test(error.code)).toBe(true)
    expect(String(error)).toContain('app.bin')
    expect(waiting.map(({ key }) => key)).toEqual(['other.bin'])
    expect(world.store.objects.size).toBe(0)
    expect(world.store.sentBytes('other.bin')).toBe(OTHER.length)
  },
)

test.each([
  ['it is read', 1000, 1],
  ['its digest and its sending, where it is read twice', 300_000, 2],
] as const)('a file of one request that changes before %s is not published', async (_what, sizeBytes, nth) => {
  const world = createWorld({ 'small.txt': bytesOf(sizeBytes) })
  let reads = 0
  world.disk.onRead = (_name, position) => {
    if (position === 0) reads += 1
    if (reads === nth && position === 0) world.disk.write('small.txt', bytesOf(sizeBytes, 2))
  }
  const { failed } = await world.run({ partSize: { kind: 'fixed', sizeBytes: 1024 ** 2 } })
  expect(String(failed[0]?.error)).toMatch(/small\.txt changed while it was being uploaded/)
  expect(world.store.objects.size).toBe(0)
})

test('a file that changes while refused parts are sent again is not published as a mixture', async () => {
  const world = createWorld({ 'app.bin': FILE })
  world.store.strike = ({ operation, nth }) => {
    if (operation !== 'completeUpload' || nth !== 1) return undefined
    const [upload] = world.store.uploads.values()
    upload?.parts.delete(2)
    world.disk.write('app.bin', altered(FILE, 3 * PART_BYTES))
    return undefined
  }
  const { failed } = await world.run()
  expect(String(failed[0]?.error)).toMatch(/app\.bin changed while it was being uploaded/)
  expect(world.store.objects.size).toBe(0)
})

test('a file that changes only in parts that were not sent yet is published completely as it is now', async () => {
  const world = createWorld({ 'app.bin': FILE })
  const now = altered(FILE, FILE.length - 1)
  world.disk.onRead = (_, position) => {
    if (position === 3 * PART_BYTES) world.disk.write('app.bin', now)
  }
  expect((await world.run({ concurrency: { kind: 'fixed', limit: 1 } })).failed).toEqual([])
  expect(world.store.objects.get('app.bin')?.bytes.equals(now)).toBe(true)
})

test('a file whose SHA-256 was taken before it changed is not published beside it', async () => {
  const world = createWorld({ 'app.bin': FILE })
  const now = altered(FILE, FILE.length - 1)
  let reads = 0
  world.disk.onRead = (_, position) => {
    // The digest reads first; what it has read of the last part is not what is sent of it.
    reads += position === 0 ? 1 : 0
    if (reads === 2 && position === 3 * PART_BYTES) world.disk.write('app.bin', now)
  }
  const made: string[] = []
  const scratch = async (text: string) => {
    made.push(text)
    world.disk.write('made', Buffer.from(text))
    return 'made'
  }
  const settings = { checksumsKey: 'SHA256SUMS', concurrency: { kind: 'fixed', limit: 1 } } as const
  const { failed } = await world.run(settings, { scratch })
  const published = world.store.objects.get('app.bin')?.bytes
  if (published === undefined) expect(String(failed[0]?.error)).toMatch(/app\.bin changed while it was being uploaded/)
  else expect(made.join()).toContain(createHash('sha256').update(published).digest('hex'))
})

test('a file of which only the times change while it is uploaded is published', async () => {
  const world = createWorld({ 'app.bin': FILE })
  world.disk.onRead = (_, position) => {
    if (position === 3 * PART_BYTES) world.disk.touch('app.bin')
  }
  expect((await world.run()).failed).toEqual([])
  expect(world.store.objects.get('app.bin')?.bytes.equals(FILE)).toBe(true)
})

/** Fails the publishing, so that all parts are in OSS and nothing is visible. */
async function interrupted() {
  const world = createWorld({ 'app.bin': FILE })
  world.store.strike = ({ operation }) => {
    if (operation === 'completeUpload') world.cancel()
    return operation === 'completeUpload' ? { kind: 'hang' } : undefined
  }
  await world.run()
  expect(world.store.objects.size).toBe(0)
  world.store.strike = () => undefined
  return { world, sent: world.store.sentBytes('app.bin') }
}

test('nothing is sent again of a file with another time and inode', async () => {
  const { world, sent } = await interrupted()
  world.disk.touch('app.bin')
  expect((await world.run()).failed).toEqual([])
  expect(world.store.sentBytes('app.bin')).toBe(sent)
})

test('of a rebuilt file only the parts that differ are sent', async () => {
  const { world, sent } = await interrupted()
  const rebuilt = altered(altered(FILE, PART_BYTES + 5), 4 * PART_BYTES)
  world.disk.write('app.bin', rebuilt)
  expect((await world.run()).failed).toEqual([])
  expect(world.store.sentBytes('app.bin')).toBe(sent + 2 * PART_BYTES)
  expect(world.store.objects.get('app.bin')?.bytes.equals(rebuilt)).toBe(true)
})

test('of a file that grew only its former last part and the new parts are sent', async () => {
  const { world, sent } = await interrupted()
  const longer = Buffer.concat([FILE, OTHER])
  world.disk.write('app.bin', longer)
  expect((await world.run()).failed).toEqual([])
  expect(world.store.sentBytes('app.bin')).toBe(sent + longer.length - 5 * PART_BYTES)
  expect(world.store.objects.get('app.bin')?.bytes.equals(longer)).toBe(true)
})

test('of a file that shrank only its new last part is sent', async () => {
  const { world, sent } = await interrupted()
  const shorter = FILE.subarray(0, 3 * PART_BYTES + 5)
  world.disk.write('app.bin', shorter)
  expect((await world.run()).failed).toEqual([])
  expect(world.store.sentBytes('app.bin')).toBe(sent + 5)
  expect(world.store.objects.get('app.bin')?.bytes.equals(shorter)).toBe(true)
})

test('a small file of which only the times change while a large one is sent is published', async () => {
  const world = createWorld({ 'big.bin': bytesOf(3 * PART_BYTES), 'small.txt': bytesOf(1000) })
  world.store.strike = ({ operation, number }) => {
    if (operation === 'uploadPart' && number === 3) world.disk.touch('small.txt')
    return undefined
  }
  const { failed } = await world.run()
  expect(failed).toEqual([])
  expect(world.store.objects.get('small.txt')?.bytes.equals(bytesOf(1000))).toBe(true)
})

test('a small file that is rewritten while a large one is sent is not published', async () => {
  const world = createWorld({ 'big.bin': bytesOf(3 * PART_BYTES), 'small.txt': bytesOf(1000) })
  world.store.strike = ({ operation, number }) => {
    if (operation === 'uploadPart' && number === 3) world.disk.write('small.txt', bytesOf(1000, 2))
    return undefined
  }
  const { failed } = await world.run()
  expect(String(failed[0]?.error)).toMatch(/small\.txt changed while it was being uploaded/)
  expect(world.store.objects.has('small.txt')).toBe(false)
})
