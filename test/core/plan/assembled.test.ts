import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recordedParts } from '../../../src/core/plan/assembled.ts'
import type { RecordedPart } from '../../../src/core/records/checkpoint.ts'

const KIB = 1024
const PART = 100 * KIB
const header = { object: 'o', uploadId: 'u', partSizeBytes: PART, headers: 'h', run: '1.1', createdMs: 1 }
const published = { object: 'o', sizeBytes: 0, crc64: 1n, headers: 'h', createdMs: 1 }

function unfinished(recorded: readonly (readonly [number, number])[]) {
  const parts = recorded.map(([number, sizeBytes]): [number, RecordedPart] => [
    number,
    { number, sizeBytes, crc64: 1n, etag: 'E' },
  ])
  return { kind: 'unfinished', header, parts: new Map(parts) } as const
}

function sizesOf(parts: ReturnType<typeof recordedParts>): readonly (readonly [number, number])[] | undefined {
  return parts?.map(({ number, startBytes, endBytes }) => [number, endBytes - startBytes])
}

describe('the parts that a record tells', () => {
  test('are those that were planned, where the record of an upload has no others', () => {
    expect(sizesOf(recordedParts(unfinished([]), 2 * PART + 7))).toEqual([
      [1, PART],
      [2, PART],
      [3, 7],
    ])
  })

  test('are joined where several went into one', () => {
    const record = unfinished([
      [2, 2 * PART],
      [3, PART],
      [4, PART + 1],
    ])
    expect(sizesOf(recordedParts(record, 4 * PART))).toEqual([
      [1, PART],
      [2, 2 * PART],
      [4, PART],
    ])
  })

  test('are those of the layout of a published object, if that makes up the file', () => {
    const record = { kind: 'published', record: { ...published, layout: '2hwc*2,7' } } as const
    expect(recordedParts(record, 3)).toBeUndefined()
    const sizeBytes = 2 * Number.parseInt('2hwc', 36) + 7
    expect(sizesOf(recordedParts(record, sizeBytes))?.at(-1)).toEqual([3, 7])
  })

  test('are unknown where a published object has no layout', () => {
    expect(recordedParts({ kind: 'published', record: published }, 5)).toBeUndefined()
  })

  test('cover every byte once, whatever a record says', () => {
    const recorded = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.nat(6 * PART)), { maxLength: 8 })
    const wholeParts = fc.array(
      fc.tuple(
        fc.integer({ min: 1, max: 12 }),
        fc.nat(6).map((count) => count * PART),
      ),
    )
    fc.assert(
      fc.property(fc.oneof(recorded, wholeParts), fc.integer({ min: 1, max: 11 * PART }), (sizes, sizeBytes) => {
        let at = 0
        for (const { number, startBytes, endBytes } of recordedParts(unfinished(sizes), sizeBytes) ?? []) {
          expect([startBytes, number]).toEqual([at, Math.floor(at / PART) + 1])
          expect(endBytes).toBeGreaterThan(startBytes)
          at = endBytes
        }
        expect(at).toBe(sizeBytes)
      }),
    )
  })
})
