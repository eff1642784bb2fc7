import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesOfChunks, type ChunkList, ID_BYTES } from '../../../src/core/reuse/chunk-list.ts'
import { CHUNK_PARAMETERS, type ChunkParameters } from '../../../src/core/reuse/chunk-parameters.ts'
import { createChunker, FIRST_CUT_STATE, findCuts, gearNumbers } from '../../../src/core/reuse/chunker.ts'
import { buildChunkerModule, CHUNKER_DATA_BYTES } from '../../../src/core/reuse/chunker-wasm.ts'
import { madeUpBytes, sha256 } from './made-up.ts'

/** Small enough that a few kilobytes have many chunks of every kind. */
const SMALL: ChunkParameters = { minBytes: 64, normalBytes: 160, maxBytes: 1024, strictBits: 9, looseBits: 7 }

const sliceSizes = fc.array(fc.oneof(fc.nat(3), fc.nat(700), fc.nat(9000)), { maxLength: 40 })
/** Random bytes with stretches of one value, in which only the largest size ends a chunk. */
const content = fc
  .array(fc.record({ sizeBytes: fc.nat(6000), seed: fc.nat(5), isFlat: fc.boolean() }), { maxLength: 6 })
  .map((pieces) =>
    joined(
      pieces.map(({ sizeBytes, seed, isFlat }) =>
        isFlat ? new Uint8Array(sizeBytes).fill(seed) : madeUpBytes(sizeBytes, seed),
      ),
    ),
  )

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(pieces))
}

/** Cuts as the definition says it, one byte after another. */
function referenceCuts(bytes: Uint8Array, parameters: ChunkParameters): readonly number[] {
  const gear = gearNumbers()
  const { minBytes, normalBytes, maxBytes, strictBits, looseBits } = parameters
  const cuts: number[] = []
  let hash = 0n
  let sizeBytes = 0
  bytes.forEach((byte, index) => {
    sizeBytes += 1
    if (sizeBytes > minBytes) hash = BigInt.asUintN(64, (hash << 1n) + (gear[byte] ?? 0n))
    const bits = BigInt(sizeBytes <= normalBytes ? strictBits : looseBits)
    const isPlace = sizeBytes > minBytes && hash >> (64n - bits) === 0n
    if (isPlace || sizeBytes === maxBytes) {
      cuts.push(index + 1)
      hash = 0n
      sizeBytes = 0
    }
  })
  return cuts
}

/** @returns the bytes in slices of these sizes, over and over; all at once where none is above 0. */
function slicesOf(bytes: Uint8Array, sizes: readonly number[]): readonly Uint8Array[] {
  if (sizes.every((size) => size === 0)) return [bytes]
  const slices: Uint8Array[] = []
  let start = 0
  for (let turn = 0; start < bytes.length; turn++) {
    const end = start + (sizes[turn % sizes.length] ?? 0)
    slices.push(bytes.subarray(start, end))
    start = end
  }
  return slices
}

function cutsOf(slices: readonly Uint8Array[], parameters: ChunkParameters): readonly number[] {
  const all: number[] = []
  let state = FIRST_CUT_STATE
  let start = 0
  for (const slice of slices) {
    const found = findCuts(slice, state, parameters)
    all.push(...found.cuts.map((cut) => start + cut))
    state = found.state
    start += slice.length
  }
  return all
}

function chunked(slices: readonly Uint8Array[], parameters: ChunkParameters): ChunkList {
  const chunker = createChunker(sha256, parameters)
  for (const slice of slices) {
    const lent = slice.slice()
    chunker.update(lent)
    lent.fill(0xff)
  }
  return chunker.finish()
}

describe('findCuts', () => {
  test('cuts where the byte-by-byte definition cuts', () => {
    fc.assert(
      fc.property(content, (bytes) => {
        expect(cutsOf([bytes], SMALL)).toEqual(referenceCuts(bytes, SMALL))
      }),
      { numRuns: 60 },
    )
  })

  test('cuts a file of several times its memory where the definition cuts', () => {
    const bytes = joined([madeUpBytes(3 * CHUNKER_DATA_BYTES, 3), new Uint8Array(300_000), madeUpBytes(70_001, 4)])
    const cuts = cutsOf([bytes], CHUNK_PARAMETERS)
    expect(cuts).toEqual(referenceCuts(bytes, CHUNK_PARAMETERS))
    expect(cuts.length).toBeGreaterThan(20)
  })

  test('cuts at the same positions however the bytes are sliced', () => {
    fc.assert(
      fc.property(content, sliceSizes, (bytes, sizes) => {
        expect(cutsOf(slicesOf(bytes, sizes), SMALL)).toEqual(cutsOf([bytes], SMALL))
      }),
    )
  })

  test('lets streams take turns', () => {
    const streams = [madeUpBytes(20_000, 1), madeUpBytes(20_000, 2)]
    const states = streams.map(() => FIRST_CUT_STATE)
    const cuts: number[][] = [[], []]
    for (let start = 0; start < 20_000; start += 700) {
      streams.forEach((bytes, index) => {
        const found = findCuts(bytes.subarray(start, start + 700), states[index] ?? FIRST_CUT_STATE, SMALL)
        states[index] = found.state
        cuts[index]?.push(...found.cuts.map((cut) => start + cut))
      })
    }
    expect(cuts).toEqual(streams.map((bytes) => cutsOf([bytes], SMALL)))
  })

  test('makes chunks of 32 KiB on average, none outside 8 to 128 KiB but the last', () => {
    const bytes = madeUpBytes(16 * 1024 ** 2, 9)
    const cuts = cutsOf([bytes], CHUNK_PARAMETERS)
    const sizes = cuts.map((cut, index) => cut - (cuts[index - 1] ?? 0))
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(8 * 1024)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(128 * 1024)
    expect(bytes.length / sizes.length / 1024).toBeGreaterThan(29)
    expect(bytes.length / sizes.length / 1024).toBeLessThan(35)
  })

  test('cuts at the same positions again after inserted bytes', () => {
    const bytes = madeUpBytes(2 * 1024 ** 2, 5)
    const longer = joined([bytes.subarray(0, 500_000), madeUpBytes(1000, 6), bytes.subarray(500_000)])
    const before = new Set(cutsOf([bytes], CHUNK_PARAMETERS))
    const after = cutsOf([longer], CHUNK_PARAMETERS).map((cut) => (cut > 501_000 ? cut - 1000 : cut))
    expect(after.filter((cut) => !before.has(cut)).length).toBeLessThan(6)
  })
})

describe('createChunker', () => {
  test('lists size and SHA-256 of every chunk, however the bytes are sliced and though slices are overwritten', () => {
    fc.assert(
      fc.property(content, sliceSizes, (bytes, sizes) => {
        const { count, ids, sizes: sizesBytes } = chunked(slicesOf(bytes, sizes), SMALL)
        const ends = [...new Set([...referenceCuts(bytes, SMALL), bytes.length])].filter((end) => end > 0)
        expect(count).toBe(ends.length)
        const chunks = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
        expect([...sizesBytes]).toEqual(chunks.map((chunk) => chunk.length))
        expect(ids).toEqual(joined(chunks.map((chunk) => sha256(chunk).subarray(0, ID_BYTES))))
      }),
      { numRuns: 60 },
    )
  })

  test('has no chunk for an empty file', () => {
    expect(chunked([], CHUNK_PARAMETERS)).toEqual({ count: 0, ids: new Uint8Array(), sizes: new Uint32Array() })
    expect(bytesOfChunks(chunked([new Uint8Array()], CHUNK_PARAMETERS))).toBe(0)
  })

  test('has chunks whose sizes add up to the file', () => {
    const bytes = madeUpBytes(300_000, 12)
    expect(bytesOfChunks(chunked([bytes], CHUNK_PARAMETERS))).toBe(300_000)
  })
})

describe('the gear table', () => {
  test('is the beginning of SplitMix64 from zero', () => {
    const [first, second, third] = gearNumbers()
    expect([first, second, third]).toEqual([0xe220a8397b1dcdafn, 0x6e789e6aa1b965f4n, 0x06c45d188009454fn])
    expect(new Set(gearNumbers()).size).toBe(256)
  })
})

describe('the WebAssembly module', () => {
  test('is under half a kilobyte and the same every time it is built', () => {
    expect(buildChunkerModule()).toEqual(buildChunkerModule())
    expect(buildChunkerModule().length).toBeLessThan(512)
  })
})
