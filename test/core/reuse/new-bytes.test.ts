import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MIN_PART_SIZE_BYTES } from '../../../src/core/bytes/parts.ts'
import { equalParts } from '../../../src/core/records/layout.ts'
import { bytesOfChunks } from '../../../src/core/reuse/chunk-list.ts'
import { createChunkLookup } from '../../../src/core/reuse/chunk-lookup.ts'
import { createNewBytes, findSharedRuns } from '../../../src/core/reuse/shared-runs.ts'
import { chunksOf, type MadeUpChunk } from './made-up.ts'
import { named, plan, someChunks, someObjects, somePartSize, stretch } from './plan-checks.ts'

/** @returns what is known to be new after each chunk. */
function newBytesOf(made: readonly MadeUpChunk[], objects: Parameters<typeof createChunkLookup>[0]): readonly number[] {
  const counter = createNewBytes(createChunkLookup(objects))
  const { ids, sizes, count } = chunksOf(made)
  return Array.from({ length: count }, (_, chunk) => {
    counter.add(ids.subarray(16 * chunk, 16 * chunk + 16), sizes[chunk] ?? 0)
    return counter.bytes
  })
}

describe('bytes that are known to be new', () => {
  test('end where the first run that can be copied begins', () => {
    const before = [named('a', stretch(0, 10))]
    expect(newBytesOf([...stretch(50, 2), ...stretch(3, 3), ...stretch(60, 1)], before)).toEqual(
      [1, 2, 2, 2, 2, 2].map((count) => count * 65_536),
    )
  })

  test('continue after known chunks that are too few to be copied', () => {
    const before = [named('a', stretch(0, 10))]
    expect(newBytesOf([...stretch(50, 1), ...stretch(3, 1), ...stretch(60, 2)], before)).toEqual(
      [1, 1, 3, 4].map((count) => count * 65_536),
    )
  })

  test('always end before the first run, and every plan cuts them into the same parts', () => {
    fc.assert(
      fc.property(someChunks(10), someObjects, somePartSize, (made, objects, partSizeBytes) => {
        if (made.length === 0) return
        const chunks = chunksOf(made)
        const sizeBytes = bytesOfChunks(chunks)
        const runs = findSharedRuns(chunks, createChunkLookup(objects))
        const known = newBytesOf(made, objects)
        const most = known.at(-1) ?? 0
        expect(known).toEqual(known.toSorted((left, right) => left - right))
        expect(most).toBeLessThanOrEqual(runs[0]?.startBytes ?? sizeBytes)
        const planned = plan(chunks, objects, partSizeBytes)
        if (planned.kind !== 'parts') return
        const ahead = equalParts(sizeBytes, partSizeBytes).filter(
          ({ endBytes }) => most === sizeBytes || endBytes <= most - MIN_PART_SIZE_BYTES,
        )
        expect(planned.parts.slice(0, ahead.length)).toEqual(ahead.map((part) => ({ ...part, kind: 'send' })))
      }),
    )
  })
})
