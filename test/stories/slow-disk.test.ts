/** A disk that keeps reads waiting, as a network disk does, keeps nothing else waiting. */
import { expect, test } from 'vitest'
import { asActionError } from '../../src/core/errors/errors.ts'
import { createHangingDisk } from '../engine/hanging-disk.ts'
import { bytesOf, createWorld, PART_BYTES, type World } from '../engine/world.ts'

const FILES = {
  'a-stuck.bin': bytesOf(2 * PART_BYTES),
  'b.bin': bytesOf(6 * PART_BYTES, 2),
  'c.txt': bytesOf(50, 3),
}

/** Calls once in the clock's time, after so many lines of progress. */
function afterLines(world: World, count: number, act: () => void): void {
  const end = world.clock.every(1000, () => {
    if (progressOf(world).length < count) return
    end()
    act()
  })
}

function progressOf({ log }: World): readonly string[] {
  return log.filter((text) => / · \d+ connections?\b/.test(text))
}

test('other connections and the log go on while reads hang, and the file follows once its disk answers', async () => {
  const world = createWorld(FILES)
  const disk = createHangingDisk(world, 'a-stuck.bin')
  const seen: unknown[] = []
  afterLines(world, 3, () => {
    seen.push(disk.waiting.size, world.store.sentBytes('a-stuck.bin'), world.store.sentBytes('b.bin'))
    disk.open()
  })
  const { failed } = await world.run({}, { files: disk.files })
  expect(seen).toEqual([2, 0, FILES['b.bin'].length])
  expect(failed).toEqual([])
  for (const [key, bytes] of Object.entries(FILES)) expect(world.store.objects.get(key)?.bytes.equals(bytes)).toBe(true)
})

test('a small file whose disk hangs delays no other, where files become visible one by one', async () => {
  const world = createWorld({ ...FILES, 'c.txt': bytesOf(60, 4) })
  const disk = createHangingDisk(world, 'c.txt')
  const seen: string[] = []
  afterLines(world, 2, () => {
    seen.push(...world.store.objects.keys())
    disk.open()
  })
  const { failed } = await world.run({ publish: 'as-ready' }, { files: disk.files })
  expect(seen.toSorted()).toEqual(['a-stuck.bin', 'b.bin'])
  expect(failed).toEqual([])
})

test('a cancel ends the step while reads hang, and what was sent is not sent again', async () => {
  const world = createWorld(FILES)
  const disk = createHangingDisk(world, 'a-stuck.bin')
  afterLines(world, 1, () => world.cancel())
  const { failed } = await world.run({}, { files: disk.files })
  expect(String(failed[0]?.error)).toContain('cancelled')
  expect(disk.waiting.size).toBe(0)
  expect((await world.run()).failed).toEqual([])
  expect(world.store.sentBytes('b.bin')).toBe(FILES['b.bin'].length)
})

test('a step whose disk answers nothing any more ends after give-up-after', async () => {
  const world = createWorld(FILES)
  const disk = createHangingDisk(world, 'a-stuck.bin')
  const { failed } = await world.run({ giveUpAfterMs: 60_000 }, { files: disk.files })
  expect(failed.map(({ file, error }) => [file.key, asActionError(error)?.code])).toEqual([
    ['a-stuck.bin', 'disk-silent'],
  ])
  expect(world.clock.nowMs()).toBe(60_000)
})
