import { hash } from 'node:crypto'
import type { ChunkList } from '../../../src/core/reuse/chunk-list.ts'
import { CHUNK_PARAMETERS } from '../../../src/core/reuse/chunk-parameters.ts'
import { createChunker } from '../../../src/core/reuse/chunker.ts'

/** @returns the chunks that the action cuts these bytes into. */
export function chunksOf(bytes: Uint8Array): ChunkList {
  const chunker = createChunker((chunk) => hash('sha256', chunk, 'buffer'), CHUNK_PARAMETERS)
  chunker.update(bytes)
  return chunker.finish()
}
