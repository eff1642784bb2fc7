/** What the tests of plans share: files and objects to plan with, and what holds for every plan. */
import fc from 'fast-check'
import { expect } from 'vitest'
import { MAX_PART_SIZE_BYTES, MAX_PARTS, MIN_PART_SIZE_BYTES } from '../../../src/core/bytes/parts.ts'
import type { IndexedObject } from '../../../src/core/reuse/chunk-index.ts'
import type { ChunkList } from '../../../src/core/reuse/chunk-list.ts'
import { createChunkLookup } from '../../../src/core/reuse/chunk-lookup.ts'
import { planReuse, type ReusePart, type ReusePlan } from '../../../src/core/reuse/plan-reuse.ts'
import { chunksOf, type MadeUpChunk, objectOf } from './made-up.ts'

const MIB = 1024 ** 2
export const PART = MIB

/** The bytes of a chunk as a test sees them: which content, and how far into it. */
interface Place {
  readonly content: string
  readonly offset: number
}

/** @returns what stands at a byte of a list of chunks. */
function placeAt({ count, ids, sizes }: ChunkList, byte: number): Place | undefined {
  let start = 0
  for (let chunk = 0; chunk < count; chunk++) {
    const end = start + (sizes[chunk] ?? 0)
    if (byte < end) {
      const content = Buffer.from(ids.subarray(16 * chunk, 16 * chunk + 16)).toString('hex')
      return { content, offset: byte - start }
    }
    start = end
  }
  return undefined
}

export function expectLimits(parts: readonly ReusePart[], sizeBytes: number, partSizeBytes: number): void {
  expect(parts.length).toBeLessThanOrEqual(MAX_PARTS)
  let at = 0
  parts.forEach((part, index) => {
    const size = part.endBytes - part.startBytes
    expect(part.number).toBe(index + 1)
    expect(part.startBytes).toBe(at)
    expect(size).toBeGreaterThan(0)
    if (index < parts.length - 1 || part.kind === 'copy') expect(size).toBeGreaterThanOrEqual(MIN_PART_SIZE_BYTES)
    expect(size).toBeLessThanOrEqual(MAX_PART_SIZE_BYTES)
    if (part.kind === 'send') expect(size).toBeLessThan(Math.max(partSizeBytes + 1, 2 * MIN_PART_SIZE_BYTES))
    at = part.endBytes
  })
  expect(at).toBe(sizeBytes)
}

/** Every copied byte is, by the chunks, the byte that the file has there. */
export function expectSameBytes(parts: readonly ReusePart[], chunks: ChunkList): void {
  for (const part of parts) {
    if (part.kind === 'send') continue
    const size = part.endBytes - part.startBytes
    expect(part.sourceStartBytes + size).toBeLessThanOrEqual(part.source.sizeBytes)
    for (const offset of [0, Math.floor(size / 3), Math.floor(size / 2), size - 1]) {
      const there = placeAt(part.source.chunks, part.sourceStartBytes + offset)
      expect(there).toEqual(placeAt(chunks, part.startBytes + offset))
    }
  }
}

export function plan(chunks: ChunkList, objects: readonly IndexedObject[], partSizeBytes = PART): ReusePlan {
  return planReuse({ chunks, lookup: createChunkLookup(objects), partSizeBytes })
}

export function partsOf(plan: ReusePlan): readonly ReusePart[] {
  if (plan.kind !== 'parts') throw new Error(plan.kind)
  return plan.parts
}

/** What a part is, in short: `copy a 0+1000` or `send 1000`. */
export function brief(plan: ReusePlan): readonly string[] {
  return partsOf(plan).map((part) => {
    const size = part.endBytes - part.startBytes
    return part.kind === 'send' ? `send ${size}` : `copy ${part.source.key} ${part.sourceStartBytes}+${size}`
  })
}

/** @returns chunks of 64 KiB with the contents from `first` on. */
export const stretch = (first: number, count: number, sizeBytes = 65_536): readonly MadeUpChunk[] =>
  Array.from({ length: count }, (_, index) => [first + index, sizeBytes])

export const named = (key: string, chunks: readonly MadeUpChunk[]) => objectOf(chunksOf(chunks), { key })

/** Few contents, so that much is shared and repeated; a content always has the same size. */
const sizeOfContent = (content: number) => 8192 + ((content * 7919) % 122_881)
export const someChunks = (most: number) =>
  fc
    .array(fc.tuple(fc.nat(12), fc.integer({ min: 1, max: 6 })), { maxLength: most })
    .map((pieces) =>
      pieces.flatMap(([first, length]) =>
        Array.from({ length }, (_, index): MadeUpChunk => [first + index, sizeOfContent(first + index)]),
      ),
    )
export const someObjects = fc
  .array(someChunks(8), { maxLength: 4 })
  .map((lists) => lists.filter((list) => list.length > 0).map((list, index) => named(`source-${index}`, list)))
export const somePartSize = fc.constantFrom(MIN_PART_SIZE_BYTES, 150_000, 250_000, MIB, 5 * 1024 ** 3)
