import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  choosePartSize,
  countParts,
  finePartSize,
  joinedSize,
  joinParts,
  MAX_OBJECT_SIZE_BYTES,
  MAX_PART_SIZE_BYTES,
  MAX_PARTS,
  MIN_PART_SIZE_BYTES,
  partAt,
  partSizeProblem,
} from '../../../src/core/bytes/parts.ts'

const AUTO = { kind: 'auto' } as const
const sizes = fc.oneof(fc.nat(20_000_000), fc.integer({ min: 0, max: Math.floor(MAX_OBJECT_SIZE_BYTES) }))

describe('the parts of a file', () => {
  test('cover every byte once, in order', () => {
    fc.assert(
      fc.property(
        fc.nat(50_000_000),
        fc.integer({ min: MIN_PART_SIZE_BYTES, max: 8_000_000 }),
        (fileSizeBytes, partSizeBytes) => {
          let nextBytes = 0
          for (let number = 1; number <= countParts(fileSizeBytes, partSizeBytes); number += 1) {
            const part = partAt({ number, fileSizeBytes, partSizeBytes })
            expect(part.number).toBe(number)
            expect(part.startBytes).toBe(nextBytes)
            expect(part.endBytes - part.startBytes).toBeLessThanOrEqual(partSizeBytes)
            if (part.endBytes < fileSizeBytes) expect(part.endBytes - part.startBytes).toBe(partSizeBytes)
            nextBytes = part.endBytes
          }
          expect(nextBytes).toBe(fileSizeBytes)
        },
      ),
      { numRuns: 50 },
    )
  })

  test('of an empty file are one empty part', () => {
    expect(countParts(0, MIN_PART_SIZE_BYTES)).toBe(1)
    expect(partAt({ number: 1, fileSizeBytes: 0, partSizeBytes: MIN_PART_SIZE_BYTES })).toEqual({
      number: 1,
      startBytes: 0,
      endBytes: 0,
    })
  })
})

describe('the automatic part size', () => {
  test('fits every file that OSS accepts', () => {
    fc.assert(
      fc.property(sizes, (sizeBytes) => {
        const partSizeBytes = choosePartSize(sizeBytes, AUTO)
        expect(partSizeBytes).toBeGreaterThanOrEqual(MIN_PART_SIZE_BYTES)
        expect(partSizeBytes).toBeLessThanOrEqual(MAX_PART_SIZE_BYTES)
        expect(countParts(sizeBytes, partSizeBytes)).toBeLessThanOrEqual(MAX_PARTS)
        expect(partSizeProblem(sizeBytes, partSizeBytes)).toBeUndefined()
      }),
    )
  })

  test('never shrinks as files grow', () => {
    fc.assert(
      fc.property(sizes, sizes, (one, other) => {
        const [small, large] = one < other ? [one, other] : [other, one]
        expect(choosePartSize(small, AUTO)).toBeLessThanOrEqual(choosePartSize(large, AUTO))
      }),
    )
  })

  test('does not replace one that was set', () => {
    expect(choosePartSize(1, { kind: 'fixed', sizeBytes: 123_456 })).toBe(123_456)
  })
})

describe('a part size problem', () => {
  test('is reported above 10,000 parts, and not for exactly as many', () => {
    expect(partSizeProblem(MIN_PART_SIZE_BYTES * MAX_PARTS, MIN_PART_SIZE_BYTES)).toBeUndefined()
    expect(partSizeProblem(MIN_PART_SIZE_BYTES * MAX_PARTS + 1, MIN_PART_SIZE_BYTES)).toBe('too-many-parts')
  })

  test('is reported for a file over 48.8 TB', () => {
    expect(partSizeProblem(MAX_OBJECT_SIZE_BYTES, MAX_PART_SIZE_BYTES)).toBeUndefined()
    expect(partSizeProblem(MAX_OBJECT_SIZE_BYTES + 1, MAX_PART_SIZE_BYTES)).toBe('too-large')
  })
})

test('the automatic part size is 1 MiB for small files and 4 MiB for large ones, with steps between', () => {
  const MIB = 1024 ** 2
  const sizes = [0, 512 * MIB, 513 * MIB, 1024 * MIB, 1536 * MIB + 1, 2048 * MIB, 30_000 * MIB].map(
    (sizeBytes) => choosePartSize(sizeBytes, AUTO) / MIB,
  )
  expect(sizes).toEqual([1, 1, 2, 2, 4, 4, 4])
})

describe('neighbours that are sent as one part', () => {
  const parts = Array.from({ length: 5 }, (_, index) =>
    partAt({ number: index + 1, fileSizeBytes: 450, partSizeBytes: 100 }),
  )

  test.each([
    [0, { number: 2, startBytes: 100, endBytes: 200 }, 1],
    [199, { number: 2, startBytes: 100, endBytes: 200 }, 1],
    [200, { number: 2, startBytes: 100, endBytes: 300 }, 2],
    [1000, { number: 2, startBytes: 100, endBytes: 450 }, 4],
  ])('are as many as there is room for: %i bytes', (mostBytes, part, count) => {
    expect(joinParts(parts, { from: 1, mostBytes })).toEqual({ part, count })
  })

  test('follow one another', () => {
    const gap = parts.filter(({ number }) => number !== 3)
    expect(joinParts(gap, { from: 0, mostBytes: 1000 })?.count).toBe(2)
    expect(joinParts(parts, { from: 5, mostBytes: 1000 })).toBeUndefined()
  })
})

describe('parts that may be joined', () => {
  const MIB = 1024 ** 2

  test('are cut finer where a file has many of the smallest size', () => {
    expect(finePartSize(32 * MIB, MIB)).toBe(MIB / 4)
    expect(finePartSize(32 * MIB - 1, MIB)).toBe(MIB)
    expect(finePartSize(1024 * MIB, 2 * MIB)).toBe(2 * MIB)
  })

  test('are as large as before on slow links, larger on fast ones, and smaller towards the end', () => {
    const slow = { slowlyBytes: MIB / 20, quicklyBytes: MIB / 100 }
    expect(joinedSize({ ...slow, shareBytes: 100 * MIB })).toBe(MIB)
    expect(joinedSize({ ...slow, shareBytes: MIB / 3 })).toBe(MIB / 3)
    const fast = { slowlyBytes: 6 * MIB, quicklyBytes: 1.2 * MIB }
    expect(joinedSize({ ...fast, shareBytes: 100 * MIB })).toBe(6 * MIB)
    expect(joinedSize({ slowlyBytes: 60 * MIB, quicklyBytes: 12 * MIB, shareBytes: 100 * MIB })).toBe(16 * MIB)
    expect(joinedSize({ ...fast, shareBytes: 2 * MIB })).toBe(2 * MIB)
    expect(joinedSize({ ...fast, shareBytes: MIB / 3 })).toBe(MIB)
  })
})
