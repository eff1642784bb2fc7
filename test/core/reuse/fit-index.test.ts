import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatIndex, MAX_INDEX_BYTES } from '../../../src/core/reuse/chunk-index.ts'
import { CHUNK_PARAMETERS } from '../../../src/core/reuse/chunk-parameters.ts'
import { fitIndex, indexBudget, maxIndexBytes, mergeIndex, replacedBy } from '../../../src/core/reuse/fit-index.ts'
import { chunksOf, type MadeUpChunk, objectOf } from './made-up.ts'

const many = (count: number): readonly MadeUpChunk[] => Array.from({ length: count }, (_, index) => [index, 32 * 1024])
const objectAt = (publishedMs: number, count = 4) =>
  objectOf(chunksOf(many(count)), { key: `v${publishedMs}/app`, publishedMs })
const fit = (objects: Parameters<typeof formatIndex>[0], budgetBytes: number) =>
  fitIndex({ objects, parameters: CHUNK_PARAMETERS, budgetBytes })
const timesOf = (objects: readonly { readonly publishedMs: number }[]) => objects.map(({ publishedMs }) => publishedMs)

describe('fitIndex', () => {
  test('never exceeds the size limit, and leaves out older objects first', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(50), fc.integer({ min: 4, max: 60 })), { maxLength: 12 }),
        fc.nat(12_000),
        (all, budgetBytes) => {
          const objects = all.map(([publishedMs, count]) => objectAt(publishedMs, count))
          const kept = fit(objects, budgetBytes)
          const file = formatIndex(kept, CHUNK_PARAMETERS)
          if (kept.length > 0) expect(file.length).toBeLessThanOrEqual(budgetBytes)
          const newest = objects.toSorted((left, right) => right.publishedMs - left.publishedMs)
          expect(kept).toEqual(newest.slice(0, kept.length))
        },
      ),
    )
  })

  test('keeps all if there is room, the newest first', () => {
    expect(timesOf(fit([objectAt(1), objectAt(3), objectAt(2)], 100_000))).toEqual([3, 2, 1])
  })

  test('leaves out objects that are too small to copy a range from, and those that no reader accepts', () => {
    const small = objectOf(chunksOf([[1, 102_399]]))
    const wrong = { ...objectAt(1), sizeBytes: Number.POSITIVE_INFINITY }
    expect(fit([small, wrong], 100_000)).toEqual([])
    expect(fit([objectOf(chunksOf([[1, 102_400]]))], 100_000)).toHaveLength(1)
  })
})

describe('what an index may cost', () => {
  test('is 2 % of the planned bytes for reading and writing together', () => {
    fc.assert(
      fc.property(fc.nat(10 ** 10), fc.nat(MAX_INDEX_BYTES), (plannedBytes, indexBytes) => {
        // It is read before the pass, and again before it is written.
        const onceBytes = indexBytes <= maxIndexBytes(plannedBytes) ? indexBytes : 0
        const writtenBytes = indexBudget({ plannedBytes, readBytes: 2 * onceBytes })
        expect(2 * onceBytes + writtenBytes).toBeLessThanOrEqual(0.02 * plannedBytes)
        if (onceBytes > 0) expect(writtenBytes).toBeGreaterThanOrEqual(onceBytes - 1)
      }),
    )
  })

  test('is limited however much is planned', () => {
    expect(indexBudget({ plannedBytes: 10 ** 14, readBytes: 0 })).toBe(MAX_INDEX_BYTES)
    expect(maxIndexBytes(10 ** 14)).toBe(MAX_INDEX_BYTES)
    expect(maxIndexBytes(300)).toBe(2)
    expect(indexBudget({ plannedBytes: 1000, readBytes: 500 })).toBe(0)
  })
})

describe('mergeIndex', () => {
  const merge = (published: Parameters<typeof formatIndex>[0], found: Parameters<typeof formatIndex>[0]) =>
    mergeIndex({ published, found, isGone: ({ key }) => key === 'gone' })

  test('keeps what another run has written meanwhile, the newest first', () => {
    expect(timesOf(merge([objectAt(5), objectAt(2)], [objectAt(7), objectAt(1)]))).toEqual([7, 5, 2, 1])
  })

  test('has one object for each key: the one that this run published, else the newest', () => {
    const named = (publishedMs: number, etag: string) => ({ ...objectAt(publishedMs), key: 'latest', etag })
    expect(merge([named(1, 'own')], [named(2, 'theirs')])).toEqual([named(1, 'own')])
    expect(merge([], [named(1, 'old'), named(2, 'new')])).toEqual([named(2, 'new')])
  })

  test('drops what is no longer in the bucket', () => {
    expect(merge([], [{ ...objectAt(3), key: 'gone' }, objectAt(1)])).toEqual([objectAt(1)])
  })
})

describe('replacedBy', () => {
  const isReplaced = replacedBy([{ key: 'a', etag: 'NEW' }])

  test('is an object whose key has another ETag by now', () => {
    expect(isReplaced({ key: 'a', etag: 'OLD' })).toBe(true)
    expect(isReplaced({ key: 'a', etag: 'NEW' })).toBe(false)
    expect(isReplaced({ key: 'b', etag: 'OLD' })).toBe(false)
  })
})
