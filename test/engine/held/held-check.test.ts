/** What a record says is held, against what OSS has: before the first object shows, and where it changes in between. */
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { asActionError } from '../../../src/core/errors/errors.ts'
import type { HeldObject } from '../../../src/core/records/held-object.ts'
import type { RunResult } from '../../../src/engine/publish/run-result.ts'
import { abandonHeld } from '../../../src/jobs/abandon-held.ts'
import { publishHeld } from '../../../src/jobs/publish-held.ts'
import type { ObjectStore } from '../../../src/ports.ts'
import { createMemoryHeldCache } from '../held-cache.ts'
import { heldBy, portsOf, type RecordSource, settingsOf } from '../held-world.ts'
import { failing, failure } from '../memory-store.ts'
import { bytesOf, createWorld, PART_BYTES, type World } from '../world.ts'

const FILE = bytesOf(3 * PART_BYTES)
const OTHER = { bytes: bytesOf(7), etag: 'other' }
const SAME = { bytes: FILE, etag: 'same' }

type Parts = Map<number, { readonly bytes: Buffer; readonly etag: string }>

const headIsDenied: World['store']['strike'] = failing('headObject', 'denied')

/** A leg that holds one upload. */
async function heldUpload() {
  const world = createWorld({ 'a.bin': FILE })
  return { world, source: await heldBy(world) }
}

/** A leg that found its object in the bucket. */
async function heldObject() {
  const world = createWorld({ 'a.bin': FILE })
  world.store.objects.set('a.bin', SAME)
  return { world, source: await heldBy(world, { overwrite: 'if-changed' }) }
}

/** The record as somebody altered it. */
function withObject({ record, ...source }: RecordSource, alter: (object: HeldObject) => HeldObject): RecordSource {
  return { ...source, record: { ...record, objects: record.objects.map(alter) } }
}

function codesOf({ failed }: RunResult): readonly (string | undefined)[] {
  return failed.map(({ error }) => asActionError(error)?.code)
}

describe('an object that its leg found in the bucket', () => {
  test('is published without being touched', async () => {
    const { world, source } = await heldObject()
    const { published, failed } = await publishHeld(settingsOf([source]), portsOf(world))
    expect(failed).toEqual([])
    expect(published).toMatchObject([{ status: 'unchanged', object: { etag: 'same' }, bytesSent: 0, bytesResumed: 0 }])
  })

  test.for([
    ['SAME', [], 'parts'],
    ['changed', ['held-gone'], undefined],
  ] as const)('is recognised by its ETag if OSS returns no CRC64 of it: %s', async ([etag, codes, proof]) => {
    const { world, source } = await heldObject()
    const headObject: ObjectStore['headObject'] = async (request) => {
      const found = await world.store.headObject(request)
      return found === undefined ? undefined : { ...found, etag, crc64: undefined }
    }
    const result = await publishHeld(settingsOf([source]), portsOf(world, { store: { ...world.store, headObject } }))
    expect([codesOf(result), result.published[0]?.object.proof]).toEqual([codes, proof])
  })

  test.for([
    ['has other bytes now', OTHER],
    ['is no longer there', undefined],
  ] as const)('ends the release if it %s', async ([text, now]) => {
    const { world, source } = await heldObject()
    world.store.objects.delete('a.bin')
    if (now !== undefined) world.store.objects.set('a.bin', now)
    const result = await publishHeld(settingsOf([source]), portsOf(world))
    expect(codesOf(result)).toEqual(['held-gone'])
    expect(String(result.failed[0]?.error)).toContain(`a.bin was in the bucket when its leg looked, and ${text}`)
  })

  test('ends the release if HEAD is denied', async () => {
    const { world, source } = await heldObject()
    world.store.strike = headIsDenied
    expect(codesOf(await publishHeld(settingsOf([source]), portsOf(world)))).toEqual(['denied'])
  })
})

describe('a held upload that OSS no longer knows', () => {
  test('is a success if an earlier try of the step published it', async () => {
    const { world, source } = await heldUpload()
    await publishHeld(settingsOf([source]), portsOf(world))
    const { published } = await publishHeld(settingsOf([source]), portsOf(world))
    expect(published).toMatchObject([{ status: 'resumed', bytesSent: 0, bytesResumed: FILE.length }])
  })

  test('is recognised by its parts if OSS returns no CRC64 of the object', async () => {
    const { world, source } = await heldUpload()
    await publishHeld(settingsOf([source]), portsOf(world))
    const etags = source.record.objects[0]?.upload?.parts.map(({ etag }) => etag) ?? []
    const etag = `${createHash('md5').update(etags.join('')).digest('hex')}-${etags.length}`
    const headObject: ObjectStore['headObject'] = async (request) => {
      const found = await world.store.headObject(request)
      return found === undefined ? undefined : { ...found, etag, crc64: undefined }
    }
    const ports = portsOf(world, { store: { ...world.store, headObject } })
    const { published, failed } = await publishHeld(settingsOf([source]), ports)
    expect(failed).toEqual([])
    expect(published).toMatchObject([{ status: 'resumed', object: { etag, proof: 'parts' } }])
  })

  test.for([
    ['is compared by OSS if neither CRC64 nor ETag shows what its bytes are', FILE, 'resumed'],
    ['ends the release if OSS finds other bytes', Buffer.concat([FILE.subarray(0, -1), Buffer.from('x')]), undefined],
  ] as const)('%s', async ([, bytes, status]) => {
    const { world, source } = await heldUpload()
    world.store.uploads.clear()
    world.store.objects.set('a.bin', { bytes: Buffer.from(bytes), etag: 'unknown-3' })
    const headObject: ObjectStore['headObject'] = async (request) => {
      const found = await world.store.headObject(request)
      return found === undefined ? undefined : { ...found, crc64: undefined }
    }
    const ports = portsOf(world, { store: { ...world.store, headObject } })
    const { published, failed } = await publishHeld(settingsOf([source]), ports)
    expect(published.map((one) => [one.status, one.object.proof])).toEqual(
      status === undefined ? [] : [[status, 'parts']],
    )
    expect([failed.length, world.store.uploads.size]).toEqual([status === undefined ? 1 : 0, 0])
  })

  test.for([
    ['there is no such object', undefined, 'is no longer in OSS'],
    ['another object has the key', OTHER, 'is no longer in OSS, and the object of that key has other bytes'],
  ] as const)('ends the release if %s', async ([, now, text]) => {
    const { world, source } = await heldUpload()
    world.store.uploads.clear()
    if (now !== undefined) world.store.objects.set('a.bin', now)
    const result = await publishHeld(settingsOf([source]), portsOf(world))
    expect(codesOf(result)).toEqual(['held-gone'])
    expect(asActionError(result.failed[0]?.error)?.message).toBe(`What was held of a.bin ${text}`)
  })
})

describe('a held upload', () => {
  test.for<readonly [string, (parts: Parts) => unknown]>([
    ['lacks a part', (parts) => parts.delete(2)],
    ['has a part of another size', (parts) => parts.set(2, OTHER)],
    ['has a part with other bytes', (parts) => parts.set(2, { bytes: bytesOf(PART_BYTES, 9), etag: 'other' })],
  ])('that %s ends the release', async ([, alter]) => {
    const { world, source } = await heldUpload()
    for (const { parts } of world.store.uploads.values()) alter(parts)
    expect(codesOf(await publishHeld(settingsOf([source]), portsOf(world)))).toEqual(['held-changed'])
    expect(world.store.objects.size).toBe(0)
  })

  test('whose record was altered ends the release, also if parts may not be listed', async () => {
    const { world, source } = await heldUpload()
    world.store.strike = failing('listParts', 'denied')
    const altered = withObject(source, (object) => ({ ...object, crc64: object.crc64 + 1n }))
    expect(codesOf(await publishHeld(settingsOf([altered]), portsOf(world)))).toEqual(['held-changed'])
    expect(codesOf(await publishHeld(settingsOf([source]), portsOf(world)))).toEqual([])
  })

  test('that OSS refuses to list for any other reason ends the release with that reason', async () => {
    const { world, source } = await heldUpload()
    world.store.strike = ({ operation }) =>
      operation === 'listParts' ? { kind: 'fail', error: failure('permanent', 'the bucket is frozen') } : undefined
    const { failed } = await publishHeld(settingsOf([source]), portsOf(world))
    expect(String(failed[0]?.error)).toContain('the bucket is frozen')
    expect(world.store.objects.size).toBe(0)
  })
})

describe('with `overwrite: never`', () => {
  const never = { overwrite: 'never' } as const

  test('an existing object with the held bytes is a success', async () => {
    const { world, source } = await heldUpload()
    world.store.objects.set('a.bin', SAME)
    const { published } = await publishHeld(settingsOf([source], never), portsOf(world))
    expect(published).toMatchObject([{ status: 'unchanged', object: { etag: 'same' } }])
  })

  test('an existing object with other bytes ends the release', async () => {
    const { world, source } = await heldUpload()
    world.store.objects.set('a.bin', OTHER)
    const result = await publishHeld(settingsOf([source], never), portsOf(world))
    expect(codesOf(result)).toEqual(['object-exists'])
    // Whoever writes `never` is not told to replace or delete what is there.
    expect(String(asActionError(result.failed[0]?.error)?.remedy)).not.toMatch(/overwrite:|delete/)
    expect(world.store.objects.get('a.bin')).toBe(OTHER)
  })

  test.for([
    ['the held bytes is a success', SAME, []],
    ['other bytes ends the release', OTHER, ['object-exists']],
  ] as const)('an object that appears between the look and Complete with %s', async ([, now, codes]) => {
    const { world, source } = await heldUpload()
    const completeUpload: ObjectStore['completeUpload'] = async () => {
      world.store.objects.set('a.bin', now)
      throw failure('exists')
    }
    const ports = portsOf(world, { store: { ...world.store, completeUpload } })
    expect(codesOf(await publishHeld(settingsOf([source], never), ports))).toEqual(codes)
    expect(world.store.objects.get('a.bin')).toBe(now)
  })
})

describe('the end of a held upload', () => {
  test('whose answer was lost is a success', async () => {
    const { world, source } = await heldUpload()
    world.store.strike = ({ operation, nth }) =>
      operation === 'completeUpload' && nth === 1 ? { kind: 'fail', error: failure('network'), done: true } : undefined
    const { published } = await publishHeld(settingsOf([source]), portsOf(world))
    expect(published).toMatchObject([{ status: 'resumed' }])
  })

  test('that OSS refuses fails the release with its reason', async () => {
    const { world, source } = await heldUpload()
    world.store.strike = failing('completeUpload', 'denied')
    expect(codesOf(await publishHeld(settingsOf([source]), portsOf(world)))).toEqual(['denied'])
  })

  test('that makes other bytes visible fails the release', async () => {
    const { world, source } = await heldUpload()
    const completeUpload: ObjectStore['completeUpload'] = async () => ({ etag: 'x', crc64: 1n, versionId: undefined })
    const ports = portsOf(world, { store: { ...world.store, completeUpload } })
    expect(codesOf(await publishHeld(settingsOf([source]), ports))).toEqual(['held-changed'])
  })
})

describe('a dry run', () => {
  test('says what would become visible and what is visible already, and changes nothing', async () => {
    const world = createWorld({ 'a.bin': FILE, 'b.txt': bytesOf(10) })
    world.store.objects.set('a.bin', SAME)
    const source = await heldBy(world, { overwrite: 'if-changed' })
    await publishHeld(settingsOf([source], { dryRun: true }), portsOf(world))
    expect(world.log).toContain('a.bin (300 KiB): is in the bucket already')
    expect(world.log).toContain('b.txt (10 B): held in 1 part')
    expect([...world.store.objects.keys()]).toEqual(['a.bin'])
  })

  test('makes no upload to compare bytes: what the step completed earlier is known by its record', async () => {
    const { world, source } = await heldUpload()
    const records = createMemoryHeldCache()
    await publishHeld(settingsOf([source]), portsOf(world, { records }))
    const headObject: ObjectStore['headObject'] = async (request) => {
      const found = await world.store.headObject(request)
      return found === undefined ? undefined : { ...found, etag: 'unknown-3', crc64: undefined }
    }
    const initiateUpload: ObjectStore['initiateUpload'] = () => Promise.reject(new Error('an upload was begun'))
    const ports = portsOf(world, { records, store: { ...world.store, headObject, initiateUpload } })
    await publishHeld(settingsOf([source], { dryRun: true }), ports)
    expect(world.log).toContain('a.bin (300 KiB): is in the bucket already')
  })

  test('fails if the release would fail', async () => {
    const { world, source } = await heldUpload()
    world.store.uploads.clear()
    const published = publishHeld(settingsOf([source], { dryRun: true }), portsOf(world))
    await expect(published).rejects.toThrow('What was held of a.bin is no longer in OSS')
  })

  test('of abandoning says what would be released, and releases nothing', async () => {
    const { world, source } = await heldUpload()
    await abandonHeld(settingsOf([source], { dryRun: true }), portsOf(world))
    expect(world.log.at(-1)).toBe('Dry run: 1 held upload of 1 leg would be released.')
    expect(world.store.uploads.size).toBe(1)
  })
})

describe('abandoning', () => {
  test('counts what was released before, and leaves objects that are in the bucket', async () => {
    const world = createWorld({ 'a.bin': FILE, 'b.txt': bytesOf(10) })
    world.store.objects.set('a.bin', SAME)
    const source = await heldBy(world, { overwrite: 'if-changed' })
    await abandonHeld(settingsOf([source]), portsOf(world))
    world.store.strike = failing('abortUpload', 'upload-gone')
    await abandonHeld(settingsOf([source]), portsOf(world))
    expect(world.log.filter((line) => line === 'Released 1 held upload of 1 leg.')).toHaveLength(2)
    expect([...world.store.objects.keys()]).toEqual(['a.bin'])
  })

  test('names an upload that the credentials may not abort, and the permission that they need', async () => {
    const { world, source } = await heldUpload()
    world.store.strike = failing('abortUpload', 'denied')
    await abandonHeld(settingsOf([source]), portsOf(world))
    expect(world.log.at(-1)).toMatch(/^1 held upload could not be released, a\.bin .*oss:AbortMultipartUpload/)
  })
})

test('checksums over legs of which one computed none end the release before anything is visible', async () => {
  const { world, source } = await heldUpload()
  const without = withObject(source, (object) => ({ ...object, sha256: undefined }))
  const published = publishHeld(settingsOf([without], { checksumsKey: 'SUMS' }), portsOf(world))
  await expect(published).rejects.toThrow('The leg that holds a.bin computed no SHA-256')
  expect(world.store.objects.size).toBe(0)
})
