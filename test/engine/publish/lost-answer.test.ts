/** Complete whose answer is lost, for credentials that may neither list parts nor look at objects. */
import { expect, test } from 'vitest'
import type { ObjectStore } from '../../../src/ports.ts'
import { failure } from '../memory-store.ts'
import { bytesOf, createWorld, PART_BYTES, type World } from '../world.ts'

const FILE = bytesOf(3 * PART_BYTES)
const DAY_MS = 24 * 3600 * 1000

/** @param more what becomes of a Complete besides, and whether parts may be listed */
function putOnly(world: World, { mayList = false, loses = false, refuses = false } = {}): void {
  world.store.strike = ({ operation, nth }) => {
    if (operation === 'headObject' || (operation === 'listParts' && !mayList))
      return { kind: 'fail', error: failure('denied') }
    if (operation !== 'completeUpload' || nth !== 1) return undefined
    if (refuses) return { kind: 'fail', error: failure('denied') }
    return loses ? { kind: 'fail', error: failure('network'), done: true } : undefined
  }
}

/** An attempt that is ended after OSS carried out Complete and before its answer arrived. */
async function endWhileCompleting(world: World): Promise<void> {
  const completeUpload: ObjectStore['completeUpload'] = async (request) => {
    await world.store.completeUpload(request)
    world.cancel()
    throw failure('network')
  }
  expect((await world.run({}, { store: { ...world.store, completeUpload } })).failed).toHaveLength(1)
}

test('after a lost answer nothing is sent again: an upload that is gone was completed', async () => {
  const world = createWorld({ 'a.bin': FILE })
  putOnly(world, { loses: true })
  const { published, failed } = await world.run()
  expect(failed).toEqual([])
  expect(published).toMatchObject([{ status: 'uploaded', object: { proof: 'record' } }])
  expect(world.store.sentBytes('a.bin')).toBe(FILE.length)
})

test('an upload that vanished before any Complete was sent is sent again', async () => {
  const world = createWorld({ 'a.bin': FILE })
  putOnly(world)
  let tries = 0
  const completeUpload: ObjectStore['completeUpload'] = async (request) => {
    tries += 1
    if (tries > 1) return world.store.completeUpload(request)
    world.store.uploads.clear()
    throw failure('network')
  }
  expect((await world.run({}, { store: { ...world.store, completeUpload } })).failed).toEqual([])
  expect(world.store.objects.get('a.bin')?.bytes.equals(FILE)).toBe(true)
  expect(world.store.sentBytes('a.bin')).toBe(2 * FILE.length)
})

test.for([false, true])('an attempt that was killed is continued, listing allowed: %s', async (mayList) => {
  const world = createWorld({ 'a.bin': FILE })
  putOnly(world, { mayList })
  await endWhileCompleting(world)
  const { published, failed } = await world.run({}, { run: '1.2' })
  expect(failed).toEqual([])
  expect(published).toMatchObject([{ object: { proof: 'record' } }])
  expect(world.store.sentBytes('a.bin')).toBe(FILE.length)
})

test.for<readonly [string, (world: World) => Promise<void>, string]>([
  ['another run', endWhileCompleting, '2.1'],
  [
    'a file that changed',
    (world) => endWhileCompleting(world).then(() => world.disk.write('a.bin', bytesOf(FILE.length, 2))),
    '1.2',
  ],
  [
    'an upload that a lifecycle rule may have removed',
    (world) => endWhileCompleting(world).then(() => world.clock.sleep(DAY_MS, new AbortController().signal)),
    '1.2',
  ],
  [
    'a Complete that was refused',
    async (world) => {
      putOnly(world, { refuses: true })
      expect((await world.run()).failed).toHaveLength(1)
      putOnly(world)
      world.store.uploads.clear()
    },
    '1.2',
  ],
])('the record of %s does not count as published', async ([, end, run]) => {
  const world = createWorld({ 'a.bin': FILE })
  putOnly(world)
  await end(world)
  world.store.objects.clear()
  expect((await world.run({}, { run })).failed).toEqual([])
  expect(world.store.objects.has('a.bin')).toBe(true)
})
