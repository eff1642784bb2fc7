/** What is known to be in the bucket is copied only where that saves time. */
import { describe, expect, test } from 'vitest'
import { nodeHashes } from '../../src/adapters/process/hashes.ts'
import { joinCopies, largestCopy } from '../../src/core/reuse/plan-reuse.ts'
import type { Reuse } from '../../src/engine/bucket/context.ts'
import { createLimiter } from '../../src/engine/bucket/limiter.ts'
import { createProgress, type ProgressSnapshot } from '../../src/engine/bucket/progress.ts'
import { describeReuse } from '../../src/engine/reuse/describe-reuse.ts'
import { createKnownNew } from '../../src/engine/reuse/known-new.ts'
import { createReuse } from '../../src/engine/reuse/reuse.ts'
import { chunksOf, type MadeUpChunk, objectOf } from '../core/reuse/made-up.ts'
import { createFakeClock } from './fake-clock.ts'
import { createMemoryDisk } from './memory-disk.ts'

const MIB = 1024 ** 2
const SHARED = Array.from({ length: 1024 }, (_, content): MadeUpChunk => [content, 65_536])
const NEW = Array.from({ length: 64 }, (_, content): MadeUpChunk => [5000 + content, 65_536])
const CHUNKS = chunksOf([...SHARED, ...NEW])
const FILE = {
  ...{ path: '/w/app.bin', displayPath: 'app.bin', key: 'app.bin', sizeBytes: 68 * MIB, headers: {} },
  ...{ headersDigest: 'd', objectId: 'o', stamp: { sizeBytes: 68 * MIB, mtimeNs: 0n, ctimeNs: 0n, inode: 0n } },
}

/** The decisions about a file that shares 64 of its 68 MiB, in a run in which so much was measured. */
function decisions(measured: Partial<ProgressSnapshot>, index: { readBytes: number; requestMs: number }): Reuse {
  const clock = createFakeClock()
  const keep = () => {}
  const progress = createProgress(clock)
  const limiter = createLimiter({ kind: 'fixed', limit: 16 })
  return createReuse(
    {
      isHolding: false,
      ...{
        limiter,
        disk: limiter,
        hashes: nodeHashes,
        files: createMemoryDisk({}),
        signal: new AbortController().signal,
      },
      progress: { ...progress, snapshot: () => ({ ...progress.snapshot(), ...measured }) },
      reporter: { info: keep, debug: keep, notice: keep, warning: keep, error: keep, group: keep },
    },
    {
      found: Promise.resolve({ kind: 'index', objects: [objectOf(chunksOf(SHARED))], ...index }),
      chunks: new Map([[FILE.key, Promise.resolve(CHUNKS)]]),
      knownNew: createKnownNew(),
      onGone: keep,
    },
  )
}

/** @returns how many copies are planned. */
async function copiesWhere(...given: Parameters<typeof decisions>) {
  const plan = await decisions(...given).planFor(FILE, 4 * MIB)
  const copied = plan?.parts.filter((part) => part.kind === 'copy') ?? []
  return joinCopies(copied, largestCopy(4 * MIB)).length
}

describe('a file of which most is in the bucket', () => {
  const INDEX = { readBytes: 1 * MIB, requestMs: 200 }

  test('is copied over a slow link, once its rate is known', async () => {
    expect(await copiesWhere({ sentBytes: 10 * MIB, wantedMs: 10_000, quickestMs: 100 }, INDEX)).toBe(2)
  })

  test('is sent over a link that is faster than OSS copies', async () => {
    expect(await copiesWhere({ sentBytes: 500 * MIB, wantedMs: 1000, quickestMs: 2 }, INDEX)).toBe(0)
  })

  test.each([
    [{ sentBytes: 500 * MIB, wantedMs: 1000, quickestMs: 2 }, /^Copying what earlier .* all of 68\.0 MiB is sent\.$/],
    [{ sentBytes: 10 * MIB, wantedMs: 10_000, quickestMs: 100 }, /^64\.0 MiB of 68\.0 MiB are taken from /],
  ])('is described as what becomes of it: %j', async (measured, text) => {
    const reuse = decisions(measured, INDEX)
    const plan = await reuse.planFor(FILE, 4 * MIB)
    const object = { kind: 'multipart', file: FILE, partSizeBytes: 4 * MIB, checkpoints: [] } as const
    expect(describeReuse([{ object, plan, whySent: reuse.whySent(FILE) }])).toMatch(text)
  })

  test('is not described once a notice has said why nothing is copied', async () => {
    const reuse = decisions({}, INDEX)
    reuse.end('OSS does not answer copies')
    const plan = await reuse.planFor(FILE, 4 * MIB)
    const object = { kind: 'multipart', file: FILE, partSizeBytes: 4 * MIB, checkpoints: [] } as const
    expect(describeReuse([{ object, plan, whySent: reuse.whySent(FILE) }])).toBeUndefined()
  })

  test('is copied until a rate is known', async () => {
    expect(await copiesWhere({}, { readBytes: 1000, requestMs: 200 })).toBe(2)
  })

  test('is copied although reading the index took long, since that depends on its size, not on requests', async () => {
    expect(
      await copiesWhere(
        { sentBytes: 10 * MIB, wantedMs: 2000, quickestMs: 20 },
        { readBytes: 3 * MIB, requestMs: 30_000 },
      ),
    ).toBe(2)
  })
})
