/** Parts are listed in pages, each of which is a request of its own. */
import { expect, test } from 'vitest'
import { failure } from '../memory-store.ts'
import { bytesOf, createWorld, PART_BYTES } from '../world.ts'

test('a page that is lost is asked for again alone', async () => {
  const file = bytesOf(9 * PART_BYTES)
  const world = createWorld({ 'a.bin': file })
  world.store.strike = ({ operation, number }) =>
    operation === 'uploadPart' && number === 9 ? { kind: 'fail', error: failure('permanent') } : undefined
  expect((await world.run({ concurrency: { kind: 'fixed', limit: 1 } })).failed).toHaveLength(1)
  world.store.partsAPage = 3
  world.store.strike = ({ operation, nth }) =>
    operation === 'listParts' && nth === 2 ? { kind: 'fail', error: failure('network') } : undefined
  const { failed, progress } = await world.run()
  expect([failed, progress.resumedBytes]).toEqual([[], 8 * PART_BYTES])
  expect(world.store.calls.filter(({ operation }) => operation === 'listParts')).toHaveLength(4)
  expect(world.store.objects.get('a.bin')?.bytes.equals(file)).toBe(true)
})
