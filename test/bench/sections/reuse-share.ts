/**
 * What consecutive versions of public packages share. Others are taken by name: `BENCH_PAIRS='some-package@1.0.0 some-package@1.0.1' npm run bench -- reuseShare`,
 * pairs separated by commas.
 */
import { hash } from 'node:crypto'
import { bytesOfChunks, type ChunkList } from '../../../src/core/reuse/chunk-list.ts'
import { createChunkLookup } from '../../../src/core/reuse/chunk-lookup.ts'
import { CHUNK_PARAMETERS } from '../../../src/core/reuse/chunk-parameters.ts'
import { createChunker } from '../../../src/core/reuse/chunker.ts'
import { planReuse } from '../../../src/core/reuse/plan-reuse.ts'
import { COMPILER, EDITOR, foldersOf, NODE, NOT_REACHED, type Pair, pairsNamed } from '../packages.ts'
import { MIB } from '../scene.ts'
import type { Row, Section } from '../section.ts'

export const reuseShare: Section = {
  title: 'What a release shares with the one before, in runs of at least 100 KB',
  async run() {
    const named = process.env.BENCH_PAIRS
    const pairs = named === undefined ? [NODE, EDITOR, COMPILER] : pairsNamed(named)
    const rows: Row[] = []
    for (const pair of pairs) rows.push(...(await rowsOf(pair)))
    return rows
  },
}

async function rowsOf(pair: Pair): Promise<readonly Row[]> {
  const { before, after, forms } = pair
  const folders = await foldersOf(pair)
  return forms.map(({ name, bytes, leastPercent }) => ({
    what: `${before} → ${after}, ${name}`,
    figure:
      folders === undefined ? NOT_REACHED : shareOf(chunked(bytes(folders.before)), chunked(bytes(folders.after))),
    ...(leastPercent === undefined ? {} : { target: `≥ ${leastPercent} %` }),
  }))
}

function chunked(pieces: Iterable<Uint8Array>): ChunkList {
  const chunker = createChunker((chunk) => hash('sha256', chunk, 'buffer'), CHUNK_PARAMETERS)
  for (const piece of pieces) chunker.update(piece)
  return chunker.finish()
}

function shareOf(before: ChunkList, after: ChunkList): string {
  const sizeBytes = bytesOfChunks(after)
  const source = {
    ...{ key: 'before', sizeBytes: bytesOfChunks(before), etag: 'A', crc64: undefined, version: '' },
    ...{ publishedMs: 0, chunks: before },
  }
  const plan = planReuse({ chunks: after, lookup: createChunkLookup([source]), partSizeBytes: MIB })
  const all = `of ${Math.round(sizeBytes / MIB)} MiB`
  switch (plan.kind) {
    case 'send':
      return `0 % ${all}`
    case 'copy-whole':
      return `100 % ${all}`
    case 'parts': {
      const copies = plan.parts.filter(({ kind }) => kind === 'copy').length
      return `${((100 * plan.copiedBytes) / sizeBytes).toFixed(1)} % ${all} are not sent, in ${copies} copies; ${plan.parts.length} parts in all`
    }
  }
}
