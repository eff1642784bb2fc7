import { expect, test } from 'vitest'
import { keyMatcher } from '../../src/core/naming/key-pattern.ts'
import { bytesOf, createWorld, PART_BYTES } from '../engine/world.ts'

const FILES = { 'app.bin': bytesOf(5 * PART_BYTES), 'a.txt': bytesOf(PART_BYTES), 'latest.yml': bytesOf(20) }
const LAST = { publishLast: [keyMatcher('latest.yml')] }

test('an attempt that is cancelled between two waves is not a success, and nothing is sent again', async () => {
  const world = createWorld(FILES)
  world.store.strike = ({ operation }) => {
    if (operation === 'completeUpload') world.cancel()
    return undefined
  }
  const { failed, published } = await world.run(LAST)
  expect(failed.length).toBeGreaterThan(0)
  expect(published.map(({ file }) => file.key)).not.toContain('latest.yml')
  world.store.strike = () => undefined
  const sent = world.store.sentBytes('app.bin') + world.store.sentBytes('a.txt')
  expect((await world.run(LAST)).failed).toEqual([])
  expect(world.store.sentBytes('app.bin') + world.store.sentBytes('a.txt')).toBe(sent)
  expect(sent).toBe(FILES['app.bin'].length + FILES['a.txt'].length)
})

test.for([1, 2, 4, 6, 7, 8])(
  'an attempt that is cancelled at request %i keeps what OSS acknowledged',
  async (moment) => {
    const world = createWorld(FILES)
    world.store.strike = () => {
      if (world.store.calls.length === moment) world.cancel()
      return undefined
    }
    expect((await world.run(LAST)).failed.length).toBeGreaterThan(0)
    world.store.strike = () => undefined
    expect((await world.run(LAST)).failed).toEqual([])
    for (const [key, bytes] of Object.entries(FILES)) {
      expect(world.store.objects.get(key)?.bytes.equals(bytes)).toBe(true)
      expect(world.store.sentBytes(key)).toBe(bytes.length)
    }
    expect(world.store.uploads.size).toBe(0)
  },
)

test('an attempt that is cancelled before it looks for files ends at once', async () => {
  const world = createWorld(FILES)
  const files = {
    ...world.disk,
    match() {
      setImmediate(() => world.cancel())
      return new Promise<never>(() => {})
    },
  }
  await expect(world.run({}, { files })).rejects.toThrow('cancelled')
  expect(world.store.calls).toEqual([])
})
