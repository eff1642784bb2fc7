/** Parts that are copied together, and can be sent one by one. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MIN_PART_SIZE_BYTES } from '../../../src/core/bytes/parts.ts'
import { bytesOfChunks } from '../../../src/core/reuse/chunk-list.ts'
import { createChunkLookup } from '../../../src/core/reuse/chunk-lookup.ts'
import { type CopiedPart, joinCopies, largestCopy, planReuse } from '../../../src/core/reuse/plan-reuse.ts'
import { chunksOf } from './made-up.ts'
import { expectLimits, expectSameBytes, named, someChunks, someObjects, somePartSize, stretch } from './plan-checks.ts'

const MIB = 1024 ** 2

const joined = (
  chunks: ReturnType<typeof chunksOf>,
  objects: Parameters<typeof createChunkLookup>[0],
  partSizeBytes: number,
) => planReuse({ chunks, lookup: createChunkLookup(objects), partSizeBytes, mayJoin: true })

describe('a plan whose copies may be joined', () => {
  test('cuts what is copied like what is sent, covers every byte once, and copies right bytes', () => {
    let met = 0
    fc.assert(
      fc.property(someChunks(30), someObjects, somePartSize, (list, objects, partSizeBytes) => {
        const chunks = chunksOf(list)
        const made = joined(chunks, objects, partSizeBytes)
        if (made.kind !== 'parts') return
        met += 1
        expectLimits(made.parts, bytesOfChunks(chunks), partSizeBytes)
        expectSameBytes(made.parts, chunks)
        for (const { startBytes, endBytes } of made.parts)
          expect(endBytes - startBytes).toBeLessThan(Math.max(partSizeBytes + 1, 2 * MIN_PART_SIZE_BYTES))
      }),
    )
    expect(met).toBeGreaterThan(10)
  })

  test('copies as much as one whose copies may not', () => {
    fc.assert(
      fc.property(someChunks(30), someObjects, somePartSize, (list, objects, partSizeBytes) => {
        const chunks = chunksOf(list)
        const made = joined(chunks, objects, partSizeBytes)
        const other = planReuse({ chunks, lookup: createChunkLookup(objects), partSizeBytes })
        expect(made).toMatchObject(other.kind === 'parts' ? { copiedBytes: other.copiedBytes } : { kind: other.kind })
      }),
    )
  })

  test('has larger parts instead of fewer runs where there would be more than 10,000', () => {
    const chunks = chunksOf([...stretch(0, 12_000, 128 * 1024), ...stretch(20_000, 3)])
    const made = joined(chunks, [named('a', stretch(0, 12_000, 128 * 1024))], 150_000)
    if (made.kind !== 'parts') throw new Error(made.kind)
    expect(made.parts.length).toBeLessThanOrEqual(10_000)
    expect(made.copiedBytes).toBe(12_000 * 128 * 1024)
  })
})

describe('joined copies', () => {
  test('have the parts in their order, each once, side by side in one source, up to the limit', () => {
    let most = 0
    fc.assert(
      fc.property(someChunks(30), someObjects, somePartSize, (list, objects, partSizeBytes) => {
        const made = joined(chunksOf(list), objects, partSizeBytes)
        if (made.kind !== 'parts') return
        const copied = made.parts.filter((part) => part.kind === 'copy')
        const mostBytes = largestCopy(partSizeBytes)
        const copies = joinCopies(copied, mostBytes)
        expect(copies.flatMap(({ parts }) => parts)).toEqual(
          copied.map(({ number, startBytes, endBytes }) => ({ number, startBytes, endBytes })),
        )
        for (const { parts, number, startBytes, endBytes, source, sourceStartBytes } of copies) {
          most = Math.max(most, parts.length)
          expect([parts[0]?.number, parts[0]?.startBytes, parts.at(-1)?.endBytes]).toEqual([
            number,
            startBytes,
            endBytes,
          ])
          if (parts.length > 1) expect(endBytes - startBytes).toBeLessThanOrEqual(mostBytes)
          for (const part of parts) {
            const single = copied.find((one) => one.number === part.number)
            expect([single?.source, single?.sourceStartBytes]).toEqual([
              source,
              sourceStartBytes + part.startBytes - startBytes,
            ])
          }
        }
      }),
    )
    expect(most).toBeGreaterThan(2)
  })

  test('are not made of parts that lie apart in the file or in their sources', () => {
    const source = named('a', stretch(0, 40))
    const part = (number: number, startBytes: number, more: Partial<CopiedPart> = {}): CopiedPart => ({
      ...{
        kind: 'copy',
        number,
        startBytes,
        endBytes: startBytes + MIB,
        source,
        sourceStartBytes: startBytes,
        ...more,
      },
    })
    const parts = [
      part(1, 0),
      part(2, MIB),
      part(4, 3 * MIB),
      part(5, 4 * MIB, { sourceStartBytes: 0 }),
      part(6, 5 * MIB, { source: named('b', stretch(0, 40)), sourceStartBytes: MIB }),
    ]
    expect(joinCopies(parts, 8 * MIB).map((copy) => copy.parts.map(({ number }) => number))).toEqual([
      [1, 2],
      [4],
      [5],
      [6],
    ])
    expect(joinCopies(parts, 0)).toHaveLength(5)
  })
})
