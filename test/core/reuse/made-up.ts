/** Bytes and chunks that the tests of reuse are made from: the same in every run. */
import { createHash } from 'node:crypto'
import type { IndexedObject } from '../../../src/core/reuse/chunk-index.ts'
import { bytesOfChunks, type ChunkList, createChunkList } from '../../../src/core/reuse/chunk-list.ts'

/** @returns bytes that look random. */
export function madeUpBytes(sizeBytes: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(sizeBytes)
  let state = (Math.imul(seed + 1, 0x9e3779b9) ^ 0x85ebca6b) >>> 0 || 1
  for (let index = 0; index < sizeBytes; index++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    bytes[index] = state >>> 11
  }
  return bytes
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest()
}

/** A chunk as a test writes it: what it contains, and its size in bytes. */
export type MadeUpChunk = readonly [content: number, sizeBytes: number]

/** @returns chunks with these contents: equal numbers stand for equal bytes. */
export function chunksOf(chunks: readonly MadeUpChunk[]): ChunkList {
  const list = createChunkList()
  for (const [content, sizeBytes] of chunks)
    list.add(sha256(Uint8Array.of(content, content >>> 8, content >>> 16)), sizeBytes)
  return list.finish()
}

/** @returns an object of an index with these chunks. */
export function objectOf(chunks: ChunkList, more: Partial<IndexedObject> = {}): IndexedObject {
  return {
    key: 'app/v1/app.bin',
    sizeBytes: bytesOfChunks(chunks),
    etag: '5D41402ABC4B2A76B9719D911017C592-12',
    crc64: undefined,
    version: 'v1',
    publishedMs: 1_750_000_000_000,
    chunks,
    ...more,
  }
}
