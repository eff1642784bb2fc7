/** A file with two keys, where the copy inside OSS does not go as planned. */
import { describe, expect, test } from 'vitest'
import type { Fault } from '../../src/core/errors/errors.ts'
import { asActionError } from '../../src/core/errors/errors.ts'
import type { RunResult } from '../../src/engine/publish/run-result.ts'
import type { ObjectStore } from '../../src/ports.ts'
import { failure } from '../engine/memory-store.ts'
import { bytesOf, createWorld, PART_BYTES, type World } from '../engine/world.ts'

const SMALL = bytesOf(1000)
const BIG = bytesOf(3 * PART_BYTES)
const OTHER = { bytes: bytesOf(7), etag: 'other' }
const line = { pattern: '**', mapping: undefined, excludes: [] }
const TWICE = {
  match: {
    ...({ includeHiddenFiles: false, followSymbolicLinks: true, layout: 'pattern-root', keyPrefix: '' } as const),
    lines: [line, { ...line, mapping: { kind: 'prefix', prefix: 'again/' } as const }],
    reservedKeys: [],
  },
}

function codesOf({ failed }: RunResult): readonly (string | undefined)[] {
  return failed.map(({ error }) => asActionError(error)?.code)
}

function refuseCopies(world: World, fault: Fault): void {
  world.store.strike = ({ operation }) =>
    operation === 'copyObject' ? { kind: 'fail', error: failure(fault) } : undefined
}

function withCopy(world: World, copyObject: ObjectStore['copyObject']) {
  return { store: { ...world.store, copyObject } }
}

describe('if OSS refuses to copy an object', () => {
  test.for(['denied', 'missing', 'permanent'] as const)('permanently (%s), the file is sent', async (fault) => {
    const world = createWorld({ 'a.bin': BIG, 'b.txt': SMALL })
    refuseCopies(world, fault)
    const { failed, published } = await world.run(TWICE)
    expect(failed).toEqual([])
    expect(world.store.objects.get('again/a.bin')?.bytes.equals(BIG)).toBe(true)
    expect(world.store.objects.get('again/b.txt')?.bytes.equals(SMALL)).toBe(true)
    expect(published.map(({ bytesSent }) => bytesSent)).toEqual([BIG.length, SMALL.length, BIG.length, SMALL.length])
    expect(world.log.join('\n')).toContain('a.bin cannot be copied inside OSS (HTTP 400); it is sent once more.')
  })

  test('because the credentials expired, the file is not sent instead', async () => {
    const world = createWorld({ 'b.txt': SMALL })
    refuseCopies(world, 'credentials')
    expect(codesOf(await world.run(TWICE))).toEqual(['credentials'])
    expect(world.store.sentBytes('again/b.txt')).toBe(0)
  })

  test('a bug is not taken for a refusal', async () => {
    const world = createWorld({ 'b.txt': SMALL })
    const copyObject = async () => {
      throw new TypeError('cannot read properties of undefined')
    }
    const { failed } = await world.run(TWICE, withCopy(world, copyObject))
    expect(failed[0]?.error).toBeInstanceOf(TypeError)
    expect(world.store.sentBytes('again/b.txt')).toBe(0)
  })

  test('the next attempt continues what was sent instead', async () => {
    const world = createWorld({ 'a.bin': BIG })
    world.store.strike = ({ operation, key, number }) => {
      if (operation === 'copyObject') return { kind: 'fail', error: failure('denied') }
      const isStuck = operation === 'uploadPart' && key === 'again/a.bin' && number === 3
      return isStuck ? { kind: 'fail', error: failure('permanent') } : undefined
    }
    expect(codesOf(await world.run(TWICE))).toEqual(['permanent'])
    refuseCopies(world, 'denied')
    const { published } = await world.run(TWICE)
    expect(published.find(({ file }) => file.key === 'again/a.bin')).toMatchObject({
      ...{ status: 'resumed', bytesSent: PART_BYTES, bytesResumed: 2 * PART_BYTES },
    })
  })

  test('and another attempt publishes the object while the file is sent, the step succeeds', async () => {
    const world = createWorld({ 'a.bin': BIG })
    world.store.strike = ({ operation, key, number }) => {
      if (operation === 'copyObject') return { kind: 'fail', error: failure('denied') }
      if (operation === 'uploadPart' && key === 'again/a.bin' && number === 3) {
        world.store.uploads.clear()
        world.store.objects.set('again/a.bin', { bytes: BIG, etag: 'theirs' })
      }
      return undefined
    }
    const { failed, published } = await world.run({ ...TWICE, concurrency: { kind: 'fixed', limit: 1 } })
    expect(failed).toEqual([])
    expect(published.find(({ file }) => file.key === 'again/a.bin')?.object.etag).toBe('theirs')
  })
})

describe('a copy', () => {
  test('whose answer has no CRC64 is verified by HEAD', async () => {
    const world = createWorld({ 'b.txt': SMALL })
    const copyObject: ObjectStore['copyObject'] = async (request) => ({
      ...(await world.store.copyObject(request)),
      crc64: undefined,
    })
    const { published } = await world.run(TWICE, withCopy(world, copyObject))
    expect(published.map(({ bytesSent }) => bytesSent)).toEqual([SMALL.length, 0])
  })

  test('that cannot be verified is sent instead', async () => {
    const world = createWorld({ 'b.txt': SMALL })
    const copyObject: ObjectStore['copyObject'] = async () => ({ etag: 'x', crc64: undefined, versionId: undefined })
    const { published } = await world.run(TWICE, withCopy(world, copyObject))
    expect(published.map(({ bytesSent }) => bytesSent)).toEqual([SMALL.length, SMALL.length])
    expect(world.log.join('\n')).toContain('OSS returns no CRC64 of the copy')
  })

  test('that has other bytes than the file fails', async () => {
    const world = createWorld({ 'b.txt': SMALL })
    const copyObject: ObjectStore['copyObject'] = async () => ({ etag: 'x', crc64: 1n, versionId: undefined })
    expect(codesOf(await world.run(TWICE, withCopy(world, copyObject)))).toEqual(['object-damaged'])
  })

  test('fails if another object appeared in its place', async () => {
    const world = createWorld({ 'b.txt': SMALL })
    const copyObject: ObjectStore['copyObject'] = async () => {
      world.store.objects.set('again/b.txt', OTHER)
      throw failure('exists')
    }
    const more = { ...TWICE, overwrite: 'never' } as const
    expect(codesOf(await world.run(more, withCopy(world, copyObject)))).toEqual(['exists'])
    expect(world.store.objects.get('again/b.txt')).toBe(OTHER)
  })
})
