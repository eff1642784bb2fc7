/** An index that somebody made up makes the step send more at most: no byte that differs shows, and no log line is forged. */
import { expect, test } from 'vitest'
import { parseIndex } from '../../../src/core/reuse/chunk-index.ts'
import { CHUNK_PARAMETERS } from '../../../src/core/reuse/chunk-parameters.ts'
import { singleLine } from '../../../src/core/text/text.ts'
import { TAMPERINGS } from '../../torture/reuse/plan-reuse-round.ts'
import { tamperedIndex } from '../../torture/reuse/tamper-index.ts'
import { bytesOf } from '../world.ts'
import { afterFirst, count, has, INDEX, indexed, KIB, release, writeIndex } from './reuse-world.ts'

const OLD = { 'a.bin': bytesOf(260 * KIB, 1), 'b.bin': bytesOf(330 * KIB, 2) }
const NEXT = {
  'a.bin': Buffer.concat([bytesOf(110 * KIB, 3), OLD['a.bin']]),
  'b.bin': Buffer.concat([OLD['b.bin'].subarray(150 * KIB), OLD['b.bin'].subarray(0, 150 * KIB)]),
}

test('whatever was done to the index, what shows is what was to be published, and the index is right again unless it is somebody else’s', async () => {
  const world = await afterFirst(OLD, NEXT)
  const right = world.store.objects.get(INDEX)?.bytes ?? Buffer.alloc(0)
  const contents = new Map(Object.entries(NEXT))
  for (const [round, tampering] of TAMPERINGS.entries()) {
    const left = tamperedIndex(right, { tampering, seed: round, contents })
    if (left === undefined) world.store.objects.delete(INDEX)
    else world.store.objects.set(INDEX, { bytes: left, etag: 'X' })
    const { failed } = await release(world, `${tampering}`)
    expect(failed, tampering).toEqual([])
    for (const [name, bytes] of contents) expect(has(world, `${tampering}/${name}`, bytes), tampering).toBe(true)
    const written = parseIndex(world.store.objects.get(INDEX)?.bytes ?? Buffer.alloc(0), CHUNK_PARAMETERS)
    const isForeign = left !== undefined && !left.subarray(0, 8).equals(right.subarray(0, 8))
    expect(written.kind, tampering).toBe(isForeign ? 'unusable' : 'index')
  }
})

test('a key with what a log could take for its own is told on one line', async () => {
  const world = await afterFirst(OLD, NEXT)
  const key = 'x\n::error::broken\u202Etxt\u001B[2J'
  writeIndex(
    world,
    indexed(world).map((object) => ({ ...object, key, version: '' })),
  )
  expect((await release(world, 'v2')).failed).toEqual([])
  expect(count(world, 'copyPart')).toBeGreaterThan(0)
  const told = world.log.filter((line) => line.includes('broken'))
  expect(told.length).toBeGreaterThan(0)
  for (const line of told) expect(line).toBe(singleLine(line))
})

test('the object that the index itself is can be named in it: nothing is copied from there that is not right', async () => {
  const world = await afterFirst(OLD, NEXT)
  const etag = world.store.objects.get(INDEX)?.etag ?? ''
  writeIndex(
    world,
    indexed(world).map((object) => ({ ...object, key: INDEX, etag })),
  )
  const { failed, progress } = await release(world, 'v2')
  expect([failed, has(world, 'v2/a.bin', NEXT['a.bin']), progress.reusedBytes]).toEqual([[], true, 0])
})
