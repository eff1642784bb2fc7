/**
 * Two releases of an image that is made up as it is read: the second has 1 % of the first changed, in 50 places. Prints what taking one from the other costs.
 *   node chunking-program.ts 4096
 */
import { hash } from 'node:crypto'
import { formatIndex, parseIndex } from '../../src/core/reuse/chunk-index.ts'
import type { ChunkList } from '../../src/core/reuse/chunk-list.ts'
import { createChunkLookup } from '../../src/core/reuse/chunk-lookup.ts'
import { CHUNK_PARAMETERS } from '../../src/core/reuse/chunk-parameters.ts'
import { createChunker } from '../../src/core/reuse/chunker.ts'
import { planReuse } from '../../src/core/reuse/plan-reuse.ts'
import { createImage } from './image.ts'

/** What the program prints, as JSON. */
export interface ImageReuse {
  readonly bytesPerSecond: number
  readonly planMs: number
  readonly copiedShare: number
  readonly indexBytes: number
}

const MIB = 1024 ** 2

const sizeMib = Number(process.argv[2])
const image = createImage(sizeMib)
let chunkingMs = 0

function chunked(isChanged: boolean): ChunkList {
  const chunker = createChunker((chunk) => hash('sha256', chunk, 'buffer'), CHUNK_PARAMETERS)
  for (let number = 0; number < sizeMib; number += 1) {
    const slice = image.slice(number, isChanged)
    const startedMs = performance.now()
    chunker.update(slice)
    chunkingMs += performance.now() - startedMs
  }
  return chunker.finish()
}

function indexOf(chunks: ChunkList): Uint8Array {
  const object = {
    ...{ key: 'image-1.0.img', sizeBytes: sizeMib * MIB, etag: 'A', crc64: undefined, version: '1.0' },
    ...{ publishedMs: 0, chunks },
  }
  return formatIndex([object], CHUNK_PARAMETERS)
}

const index = indexOf(chunked(false))
const chunks = chunked(true)
const startedMs = performance.now()
const parsed = parseIndex(index, CHUNK_PARAMETERS)
const objects = parsed.kind === 'index' ? parsed.objects : []
const plan = planReuse({ chunks, lookup: createChunkLookup(objects), partSizeBytes: 8 * MIB })
const planMs = performance.now() - startedMs
const copiedBytes = plan.kind === 'parts' ? plan.copiedBytes : 0
const report: ImageReuse = {
  bytesPerSecond: (2 * sizeMib * MIB * 1000) / chunkingMs,
  planMs,
  copiedShare: copiedBytes / (sizeMib * MIB),
  indexBytes: index.length,
}
console.log(JSON.stringify(report))
