/** What a leg hands on, takes up again, and lets go. */
import { describe, expect, test } from 'vitest'
import { nodeHashes } from '../../../src/adapters/process/hashes.ts'
import { formatHeld, type HeldRecord, parseHeld } from '../../../src/core/records/held.ts'
import type { HeldObject } from '../../../src/core/records/held-object.ts'
import { abandonReplaced, asCheckpoints, earlierRecord, handOnHeld, type Leg } from '../../../src/engine/held/leg.ts'
import type { HeldRecordsPort } from '../../../src/ports.ts'
import { createMemoryHeldCache } from '../held-cache.ts'
import { portsOf, settingsOf } from '../held-world.ts'
import { failure } from '../memory-store.ts'
import { bytesOf, createWorld, PART_BYTES, type World } from '../world.ts'

const LEG: Leg = {
  ...{ name: 'linux', bucketId: 'bucket-id', run: { id: '7', attempt: '2' } },
  ...{ job: 'job', isJobKnown: true, share: undefined, release: undefined },
}

function objectOf(key: string, more: Partial<HeldObject> = {}): HeldObject {
  return {
    ...{ key, displayPath: key, sizeBytes: 1, crc64: 1n, sha256: undefined, contentType: 'text/plain' },
    ...{ headersDigest: 'none', upload: undefined, ...more },
  }
}

const upload = (uploadId: string) => ({ uploadId, partSizeBytes: PART_BYTES, parts: [{ etag: 'E', crc64: 1n }] })

function recordOf(more: Partial<HeldRecord> = {}): HeldRecord {
  return {
    ...{ bucket: 'bucket-id', runId: '7', runAttempt: '1', name: 'linux', job: 'job', createdMs: 1 },
    ...{ objects: [objectOf('a')], ...more },
  }
}

function cacheOf(text: string | undefined, saveFailure?: string): HeldRecordsPort {
  return createMemoryHeldCache(text === undefined ? {} : { linux: text }, saveFailure)
}

describe('what an earlier attempt held', () => {
  test('is the record of this leg in this run for this bucket, and nothing else', async () => {
    expect(await earlierRecord(LEG, cacheOf(formatHeld(recordOf())))).toEqual(recordOf())
    for (const more of [{ bucket: 'other' }, { runId: '8' }, { name: 'windows' }])
      expect(await earlierRecord(LEG, cacheOf(formatHeld(recordOf(more))))).toBeUndefined()
    expect(await earlierRecord(LEG, cacheOf('{}'))).toBeUndefined()
    expect(await earlierRecord(LEG, cacheOf(undefined))).toBeUndefined()
  })

  test('continues uploads, and looks again for existing objects', () => {
    const record = recordOf({ objects: [objectOf('a'), objectOf('b', { upload: upload('U') })] })
    const checkpoints = asCheckpoints(record, (key) => `id of ${key}`)
    expect([...checkpoints.keys()]).toEqual(['id of b'])
    expect(checkpoints.get('id of b')?.header).toMatchObject({ uploadId: 'U', run: '7.1' })
    expect(asCheckpoints(undefined, (key) => key).size).toBe(0)
  })
})

describe('handing on', () => {
  async function hand(objects: readonly HeldObject[], saveFailure?: string) {
    const log: string[] = []
    const keep = (text: string) => void log.push(text)
    const reporter = { info: keep, debug: keep, notice: keep, warning: keep, error: keep, group: keep }
    const ports = { hashes: nodeHashes, reporter }
    return {
      log,
      handed: await handOnHeld(LEG, { objects, createdMs: 1, cache: cacheOf(undefined, saveFailure), ports }),
    }
  }
  const many = Array.from({ length: 3000 }, (_, index) => objectOf(`${index}-${'k'.repeat(100)}`))

  test('puts the record into the output, or its digest if it is too long and in the cache', async () => {
    const { handed, log } = await hand([objectOf('a')])
    expect(parseHeld(handed.outputs.held)?.objects).toEqual([objectOf('a')])
    expect(log).toHaveLength(1)
    expect((await hand(many)).handed.outputs.held).toBe(
      `linux sha256:${(await hand(many)).handed.outputs['held-digest']}`,
    )
  })

  test('says that the output is needed if the cache does not have the record', async () => {
    const { handed, log } = await hand([objectOf('a')], 'read-only token')
    expect(handed.isCached).toBe(false)
    expect(log[0]).toContain('is not in the Actions cache (read-only token)')
  })

  test('puts the content of small objects into an output only up to 8 KiB', async () => {
    const withContent = (length: number) => objectOf('latest.yml', { content: 'A'.repeat(length), stored: {} })
    const few = await hand([withContent(400)], 'read-only token')
    expect(few.handed.outputs.held).toContain('AAAA')
    const much = await hand([withContent(20_000)], 'read-only token')
    expect(much.handed.outputs.held).not.toContain('AAAA')
  })

  test('fails if the record reached neither', async () => {
    await expect(hand(many, 'read-only token')).rejects.toThrow('neither the Actions cache (read-only token)')
  })
})

describe('what an earlier attempt held and this one does not', () => {
  async function replaced(
    world: World,
    earlier: HeldRecord | undefined,
    objects: readonly HeldObject[],
    more: Partial<Leg> = {},
  ) {
    await abandonReplaced(
      { ...LEG, ...more },
      { earlier, objects },
      { settings: settingsOf([]), ports: portsOf(world) },
    )
    return world.store.calls.flatMap(({ operation, uploadId }) => (operation === 'abortUpload' ? [uploadId] : []))
  }
  const earlier = recordOf({
    objects: [objectOf('a'), objectOf('b', { upload: upload('KEPT') }), objectOf('c', { upload: upload('OLD') })],
  })

  test('is aborted', async () => {
    const world = createWorld({ b: bytesOf(1) })
    expect(await replaced(world, earlier, [objectOf('a'), objectOf('b', { upload: upload('KEPT') })])).toEqual(['OLD'])
    expect(world.log).toEqual(['Released 1 upload of an earlier attempt that this one does not need.'])
  })

  test('is nothing on the first attempt, or if all is kept', async () => {
    const world = createWorld({})
    expect(await replaced(world, undefined, [])).toEqual([])
    expect(await replaced(world, earlier, earlier.objects)).toEqual([])
    expect(world.log).toEqual([])
  })

  test('is left alone if another job held it, or if jobs cannot be distinguished and the key is not held again', async () => {
    const world = createWorld({})
    expect(await replaced(world, earlier, [], { job: 'other' })).toEqual([])
    expect(await replaced(world, earlier, [], { isJobKnown: false })).toEqual([])
    expect(await replaced(world, earlier, [objectOf('c')], { isJobKnown: false })).toEqual(['OLD'])
  })

  test('is left for the lifecycle rule if it may not be aborted', async () => {
    const world = createWorld({})
    world.store.strike = () => ({ kind: 'fail', error: failure('denied') })
    await replaced(world, earlier, [])
    expect(world.log).toEqual([expect.stringMatching(/^2 uploads .* could not be released .*oss:AbortMultipartUpload/)])
  })
})
