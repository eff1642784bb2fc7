/** Cuts a file into chunks whose ends depend only on the bytes around them, so that common content of two files has the same chunks. */
import { loadKernel, type WithMemory } from '../bytes/wasm-kernel.ts'
import { type ChunkList, createChunkList } from './chunk-list.ts'
import type { ChunkParameters } from './chunk-parameters.ts'
import {
  buildChunkerModule,
  CHUNKER_DATA_ADDRESS,
  CHUNKER_DATA_BYTES,
  GEAR_ADDRESS,
  HASH_ADDRESS,
} from './chunker-wasm.ts'

/** What the module of chunker-wasm.ts exports. */
interface Kernel extends WithMemory {
  find(at: number, end: number, mask: bigint): number
}

interface Loaded {
  readonly kernel: Kernel
  /** Memory from which the kernel reads bytes. Its content between two calls is meaningless. */
  readonly data: Uint8Array
  readonly hash: DataView
}

/** The state of a stream within its current chunk; any number of streams may take turns. */
interface CutState {
  /** The rolling hash of the chunk's bytes. */
  readonly hash: bigint
  /** How many bytes the chunk has so far. */
  readonly sizeBytes: number
}

/** The state at the beginning of a chunk. */
export const FIRST_CUT_STATE: CutState = { hash: 0n, sizeBytes: 0 }

let loaded: Loaded | undefined

/**
 * @param bytes the next slice of the stream, of any size; where chunks end does not depend on how the stream is sliced
 * @param state the state after the slice before, `FIRST_CUT_STATE` for the first
 * @returns where chunks end in the slice (offsets after their last bytes, ascending), and the next state. Bytes after the last end
 *     belong to a chunk that continues, or to the last chunk if the stream ends here.
 */
export function findCuts(
  bytes: Uint8Array,
  state: CutState,
  parameters: ChunkParameters,
): { readonly cuts: readonly number[]; readonly state: CutState } {
  const { data } = load()
  const cuts: number[] = []
  let now = state
  for (let start = 0; start < bytes.length; start += CHUNKER_DATA_BYTES) {
    const slice = bytes.subarray(start, start + CHUNKER_DATA_BYTES)
    data.set(slice)
    let from = 0
    while (from < slice.length) {
      const { end, isCut, hash } = endOfChunk({ from, to: slice.length, state: now, parameters })
      now = isCut ? FIRST_CUT_STATE : { hash, sizeBytes: now.sizeBytes + end - from }
      if (isCut) cuts.push(start + end)
      from = end
    }
  }
  return { cuts, state: now }
}

/** @returns the end of the chunk that continues at `from` of the kernel's bytes, or `to` if it continues beyond. */
function endOfChunk({
  from,
  to,
  state,
  parameters,
}: {
  readonly from: number
  readonly to: number
  readonly state: CutState
  readonly parameters: ChunkParameters
}): { readonly end: number; readonly isCut: boolean; readonly hash: bigint } {
  const { kernel, hash } = load()
  const { minBytes, normalBytes, maxBytes, strictBits, looseBits } = parameters
  const begin = from - state.sizeBytes
  // The first bytes of a chunk are skipped: it cannot end there.
  let at = Math.min(to, Math.max(from, begin + minBytes))
  hash.setBigUint64(0, state.hash, true)
  for (const [limit, bits] of [
    [normalBytes, strictBits],
    [maxBytes, looseBits],
  ] as const) {
    const until = Math.min(to, begin + limit)
    if (at >= until) continue
    const found = kernel.find(CHUNKER_DATA_ADDRESS + at, CHUNKER_DATA_ADDRESS + until, highestBits(bits))
    if (found > 0) return { end: found - CHUNKER_DATA_ADDRESS, isCut: true, hash: 0n }
    at = until
  }
  return { end: at, isCut: at - begin === maxBytes, hash: hash.getBigUint64(0, true) }
}

/** Takes a file's bytes in order and lists its chunks. */
interface Chunker {
  /** Adds the next slice, of any size. The slice may be overwritten afterwards. */
  update(slice: Uint8Array): void
  /** @returns the chunks of all slices. Nothing may be added after that. */
  finish(): ChunkList
}

/**
 * @param sha256 returns the SHA-256 (32 bytes) of the bytes of one chunk
 * @returns a chunker for one file. It keeps the beginning of one chunk, and 20 bytes for each chunk that has ended.
 */
export function createChunker(sha256: (chunk: Uint8Array) => Uint8Array, parameters: ChunkParameters): Chunker {
  const list = createChunkList()
  const begun = new Uint8Array(parameters.maxBytes)
  let state = FIRST_CUT_STATE
  const add = (chunk: Uint8Array) => list.add(sha256(chunk), chunk.length)
  return {
    update(slice) {
      let had = state.sizeBytes
      const found = findCuts(slice, state, parameters)
      state = found.state
      let from = 0
      for (const cut of found.cuts) {
        const piece = slice.subarray(from, cut)
        if (had > 0) begun.set(piece, had)
        add(had > 0 ? begun.subarray(0, had + piece.length) : piece)
        had = 0
        from = cut
      }
      begun.set(slice.subarray(from), had)
    },
    finish() {
      if (state.sizeBytes > 0) add(begun.subarray(0, state.sizeBytes))
      return list.finish()
    },
  }
}

/** The highest bits depend on the most bytes: the lowest depend only on the last byte. */
function highestBits(count: number): bigint {
  return ((1n << BigInt(count)) - 1n) << BigInt(64 - count)
}

/** The kernel is made at first use: a run without reuse does not need it. */
function load(): Loaded {
  if (loaded === undefined) {
    const kernel = loadKernel<Kernel>(buildChunkerModule())
    const { buffer } = kernel.memory
    new BigUint64Array(buffer, GEAR_ADDRESS, 256).set(gearNumbers())
    loaded = {
      kernel,
      data: new Uint8Array(buffer, CHUNKER_DATA_ADDRESS, CHUNKER_DATA_BYTES),
      hash: new DataView(buffer, HASH_ADDRESS, 8),
    }
  }
  return loaded
}

/**
 * @returns the number that each byte adds to the rolling hash: 256 numbers of 64 bits that look random, by SplitMix64 from zero (Steele, Lea and Flood, "Fast splittable
 *   pseudorandom number generators", 2014).
 */
export function gearNumbers(): readonly bigint[] {
  const low64 = (value: bigint) => BigInt.asUintN(64, value)
  return Array.from({ length: 256 }, (_, byte) => {
    const seed = low64(BigInt(byte + 1) * 0x9e3779b97f4a7c15n)
    const mixed = low64((seed ^ (seed >> 30n)) * 0xbf58476d1ce4e5b9n)
    const more = low64((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn)
    return more ^ (more >> 31n)
  })
}
