/** A copy counts only where its ETag is the MD5 of the local bytes, and nothing that OSS lists contradicts it. */
import { describe, expect, test } from 'vitest'
import { ActionError } from '../../../src/core/errors/errors.ts'
import type { ListedPart } from '../../../src/core/plan/reconcile.ts'
import { describeVerification } from '../../../src/core/telling/verification.ts'
import type { ObjectStore } from '../../../src/ports.ts'
import { forgeCrc64 } from '../forge-crc64.ts'
import { failing, failure } from '../memory-store.ts'
import { bytesOf, PART_BYTES, type World } from '../world.ts'
import {
  afterFirst,
  altered,
  count,
  FILE,
  has,
  INDEX,
  indexed,
  KIB,
  NEXT,
  OLD,
  release,
  writeIndex,
} from './reuse-world.ts'

const KEY = `v2/${FILE}`

/** @returns the next release with altered answers to copies. */
async function withCopies(change: (etag: string) => string, world?: World) {
  const of = world ?? (await afterFirst())
  const copyPart: ObjectStore['copyPart'] = async (request) => {
    const copied = await of.store.copyPart(request)
    return { etag: change(copied.etag), crc64: undefined }
  }
  return { world: of, result: await release(of, 'v2', { ports: altered(of, { copyPart }) }) }
}

describe('the ETag of a copy', () => {
  test('of another form, as of what KMS encrypts, proves nothing: the range is sent, and nothing more is copied from there', async () => {
    const { world, result } = await withCopies((etag) => `${etag}-1`)
    expect([result.failed, has(world, KEY, NEXT), result.progress.reusedBytes]).toEqual([[], true, 0])
    expect(result.progress.sentBytes).toBe(NEXT.length)
    expect(count(world, 'copyPart')).toBeLessThanOrEqual(2)
    expect(world.log.join('\n')).toContain('OSS returns no MD5 of copies from it. It is sent instead.')
  })

  test('of other bytes: the range is sent', async () => {
    const { world, result } = await withCopies(() => 'A'.repeat(32))
    expect([result.failed, has(world, KEY, NEXT), result.progress.reusedBytes]).toEqual([[], true, 0])
  })

  test('in lower case is an MD5 all the same', async () => {
    const { world, result } = await withCopies((etag) => etag.toLowerCase())
    expect([result.failed, has(world, KEY, NEXT)]).toEqual([[], true])
    expect(result.progress.reusedBytes).toBeGreaterThan(1000 * KIB)
  })
})

describe('a large range that is not copied right', () => {
  test.each([false, true])('is sent in parts of the usual size, holding: %s', async (hold) => {
    const world = await afterFirst()
    const sizes: number[] = []
    const uploadPart: ObjectStore['uploadPart'] = (request) => {
      sizes.push(request.body.sizeBytes)
      return world.store.uploadPart(request)
    }
    const copyPart: ObjectStore['copyPart'] = async (request) => ({
      ...(await world.store.copyPart(request)),
      etag: 'A'.repeat(32),
    })
    const more = hold ? { hold, publish: 'hold' as const } : {}
    const { failed, progress } = await release(world, 'v2', { more, ports: altered(world, { uploadPart, copyPart }) })
    expect([failed, progress.sentBytes, progress.reusedBytes]).toEqual([[], NEXT.length, 0])
    // Records of what is held have one checksum for each planned part: only there a copied part is several parts large.
    expect(Math.max(...sizes)).toBeLessThan((hold ? 9 : 2) * PART_BYTES)
    expect(hold || has(world, KEY, NEXT)).toBe(true)
  })

  test('keeps its size where it is copied: no more requests than before', async () => {
    const world = await afterFirst()
    await release(world, 'v2')
    expect(count(world, 'copyPart')).toBeLessThanOrEqual(Math.ceil(NEXT.length / (8 * PART_BYTES)) + 2)
  })
})

describe('what ListParts tells of copies', () => {
  const isCopied = (world: World) => {
    const numbers = new Set(
      world.store.calls.flatMap(({ operation, number }) => (operation === 'copyPart' ? [number] : [])),
    )
    return ({ number }: ListedPart) => numbers.has(number)
  }
  test.each<readonly [string, (part: ListedPart) => readonly ListedPart[], boolean]>([
    ['no CRC64', (part) => [{ ...part, crc64: undefined }], true],
    ['another CRC64', (part) => [{ ...part, crc64: 1n }], false],
    ['another size', (part) => [{ ...part, sizeBytes: part.sizeBytes + 1 }], false],
    ['another ETag', (part) => [{ ...part, etag: 'B'.repeat(32) }], false],
    ['nothing', () => [], false],
  ])('%s', async (_, change, counts) => {
    const world = await afterFirst()
    const listParts: ObjectStore['listParts'] = async (request) => {
      const { parts, next } = await world.store.listParts(request)
      return { parts: parts.flatMap((part) => (isCopied(world)(part) ? change(part) : [part])), next }
    }
    const { failed, progress } = await release(world, 'v2', { ports: altered(world, { listParts }) })
    expect([failed, has(world, KEY, NEXT), progress.reusedBytes > 0]).toEqual([[], true, counts])
    expect(progress.sentBytes + progress.reusedBytes).toBe(NEXT.length)
  })

  test('cannot be asked where listing is denied: the answers to the copies have to do', async () => {
    const world = await afterFirst()
    world.store.strike = failing('listParts', 'denied')
    const { failed, progress } = await release(world, 'v2')
    expect([failed, has(world, KEY, NEXT)]).toEqual([[], true])
    expect(progress.reusedBytes).toBeGreaterThan(1000 * KIB)
  })
})

test.each<readonly [string, readonly ('completeUpload' | 'headObject')[], string]>([
  ['HEAD tells it', ['completeUpload'], 'CRC64'],
  ['nobody tells it, the parts do', ['completeUpload', 'headObject'], 'part'],
])('a Complete that has no CRC64 of the whole since copies have none: %s', async (_, silent, words) => {
  const world = await afterFirst()
  const without = <Answer>(name: string, answer: Answer) =>
    silent.some((one) => one === name) && answer !== undefined ? { ...answer, crc64: undefined } : answer
  const ports = altered(world, {
    completeUpload: async (request) => without('completeUpload', await world.store.completeUpload(request)),
    headObject: async (request) => without('headObject', await world.store.headObject(request)),
  })
  const { failed, published, progress } = await release(world, 'v2', { ports })
  expect([failed, has(world, KEY, NEXT), progress.reusedBytes > 0]).toEqual([[], true, true])
  expect(describeVerification(published.map(({ object }) => object))).toContain(words)
})

test.each([
  ['is archived', 403, 'InvalidObjectState', 'permanent'],
  ['can only be appended to', 400, 'OperationNotSupported', 'permanent'],
  ['is too large for it', 400, 'EntityTooLarge', 'permanent'],
] as const)('a source that %s is sent', async (_, status, serviceCode, fault) => {
  const world = await afterFirst()
  const error = new ActionError({ code: serviceCode, message: serviceCode, fault, facts: { status, serviceCode } })
  world.store.strike = ({ operation }) => (operation === 'copyPart' ? { kind: 'fail', error } : undefined)
  const { failed, progress } = await release(world, 'v2')
  expect([failed, has(world, KEY, NEXT), progress.reusedBytes]).toEqual([[], true, 0])
  expect(world.log.join('\n')).toContain(`${serviceCode}. It is sent instead.`)
})

describe('a service that copies nothing', () => {
  const files = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`${at}.bin`, bytesOf(250 * KIB, at + 50)]))
  /** @returns how many copies were asked for in a release of files that the bucket has all. */
  async function copiesAsked(status: number, serviceCode: string) {
    const world = await afterFirst(files, files)
    const error = new ActionError({
      code: 'oss-error',
      message: 'no',
      fault: 'permanent',
      facts: { status, serviceCode },
    })
    world.store.strike = ({ operation }) => (operation === 'copyPart' ? { kind: 'fail', error } : undefined)
    const { failed, progress } = await release(world, 'v2')
    expect([failed, progress.reusedBytes]).toEqual([[], 0])
    return { asked: count(world, 'copyPart'), log: world.log.join('\n'), kept: indexed(world).length }
  }

  test('since it does not know the operation is asked no more, and its objects stay in the index', async () => {
    const { asked, log, kept } = await copiesAsked(501, 'NotImplemented')
    expect(asked).toBeLessThanOrEqual(8)
    expect(log).toContain('Nothing more is copied inside OSS: OSS does not copy here (NotImplemented).')
    expect(kept).toBe(24)
  })

  test('for another reason is asked no more after eight objects', async () => {
    const { asked, log } = await copiesAsked(400, 'InvalidRequest')
    expect(asked).toBeLessThan(12)
    expect(log).toContain('Nothing more is copied inside OSS: no copy was right, from 8 objects (InvalidRequest).')
  })
})

test('a range that the source does not have makes OSS copy all of it, which is found out', async () => {
  const world = await afterFirst()
  const source = world.store.objects.get(`v1/${FILE}`)
  if (source === undefined) throw new Error('published')
  world.store.objects.set(`v1/${FILE}`, { ...source, bytes: Buffer.from(OLD.subarray(0, 300 * KIB)) })
  const { failed, progress } = await release(world, 'v2')
  expect([failed, has(world, KEY, NEXT)]).toEqual([[], true])
  expect(progress.sentBytes + progress.reusedBytes).toBe(NEXT.length)
})

/** A bucket that KMS encrypts: no ETag is an MD5. What is copied has the CRC64 of the right bytes, as whoever wrote the source chose it. */
function forgingKms(world: World) {
  const opaque = (etag: string) => `${etag.slice(0, 30)}!`
  const partsOf = (uploadId: string) => world.store.uploads.get(uploadId)?.parts
  return altered(world, {
    async copyPart(request) {
      const { etag } = await world.store.copyPart(request)
      const part = partsOf(request.uploadId)?.get(request.number)
      if (part !== undefined) partsOf(request.uploadId)?.set(request.number, { ...part, bytes: forgeCrc64(part.bytes) })
      return { etag: opaque(etag), crc64: undefined }
    },
    async listParts(request) {
      const { parts, next } = await world.store.listParts(request)
      return { parts: parts.map((part) => ({ ...part, etag: opaque(part.etag) })), next }
    },
    completeUpload(request) {
      const held = partsOf(request.uploadId)
      const parts = request.parts.map(({ number }) => ({ number, etag: held?.get(number)?.etag ?? '' }))
      return world.store.completeUpload({ ...request, parts })
    },
    async uploadPart(request) {
      const stored = await world.store.uploadPart(request)
      return { ...stored, etag: opaque(stored.etag) }
    },
  })
}

test('a copy that was rejected does not count in the next attempt, although KMS leaves no MD5 and its CRC64 is right', async () => {
  const world = await afterFirst()
  const kms = {
    more: { headersOf: () => ({ 'x-oss-server-side-encryption': 'KMS' }) },
    ports: forgingKms(world),
  }
  world.store.strike = ({ operation, key, number = 0 }) =>
    operation === 'uploadPart' && key === KEY && number > 1 ? { kind: 'fail', error: failure('permanent') } : undefined
  expect((await release(world, 'v2', kms)).failed).toHaveLength(1)
  expect(count(world, 'copyPart')).toBeGreaterThan(0)
  world.store.strike = () => undefined
  const { failed, progress } = await release(world, 'v2', kms)
  expect([failed, has(world, KEY, NEXT)]).toEqual([[], true])
  expect(progress.resumedBytes).toBeGreaterThan(0)
})

test('an index that is damaged on its way is written again', async () => {
  const world = await afterFirst()
  let damages = 2
  world.store.strike = ({ operation, key }) => {
    if (operation !== 'putObject' || key !== INDEX || damages === 0) return undefined
    damages -= 1
    return { kind: 'damaged' }
  }
  await release(world, 'v2')
  expect(indexed(world).map(({ key }) => key)).toEqual([KEY, `v1/${FILE}`])
})

test('an index of the future takes no room from what is published now', async () => {
  const world = await afterFirst()
  writeIndex(
    world,
    indexed(world).map((object) => ({ ...object, publishedMs: Number.MAX_SAFE_INTEGER })),
  )
  await release(world, 'v2')
  expect(indexed(world).map(({ key }) => key)[0]).toBe(KEY)
})
