/** The chunks of one file, in the order of the file: 20 bytes each. */
export interface ChunkList {
  readonly count: number
  /** 16 bytes for each chunk: the first half of the SHA-256 of its bytes. */
  readonly ids: Uint8Array
  /** Bytes of each chunk; at least 1. */
  readonly sizes: Uint32Array
}

/** Size of a chunk's ID. */
export const ID_BYTES = 16

/** Collects a list of unknown length. */
interface ChunkListBuilder {
  /** Adds a chunk. Only the first 16 bytes of the digest are kept. */
  add(digest: Uint8Array, sizeBytes: number): void
  /** @returns the chunks that were added. */
  finish(): ChunkList
}

const FIRST_CAPACITY = 64

/** @returns an empty list to add to. */
export function createChunkList(): ChunkListBuilder {
  let ids = new Uint8Array(FIRST_CAPACITY * ID_BYTES)
  let sizes = new Uint32Array(FIRST_CAPACITY)
  let count = 0
  return {
    add(digest, sizeBytes) {
      if (count === sizes.length) {
        ids = enlarged(ids, new Uint8Array(2 * ids.length))
        sizes = enlarged(sizes, new Uint32Array(2 * sizes.length))
      }
      ids.set(digest.subarray(0, ID_BYTES), count * ID_BYTES)
      sizes[count] = sizeBytes
      count += 1
    },
    finish: () => ({ count, ids: ids.slice(0, count * ID_BYTES), sizes: sizes.slice(0, count) }),
  }
}

function enlarged<Numbers extends Uint8Array | Uint32Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from)
  return to
}

/** @returns the total size of all chunks. */
export function bytesOfChunks({ sizes }: ChunkList): number {
  return sizes.reduce((sum, sizeBytes) => sum + sizeBytes, 0)
}

/** @returns whether both lists have the same chunks in the same order. */
export function isSameList(left: ChunkList, right: ChunkList): boolean {
  return (
    left.count === right.count &&
    left.sizes.every((size, index) => size === right.sizes[index]) &&
    left.ids.every((byte, index) => byte === right.ids[index])
  )
}
