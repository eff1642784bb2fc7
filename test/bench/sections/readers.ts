/** What it costs to ask readers, who come by the edge of a CDN, before the pointer files show. */
import { startEdge } from '../../sandbox/cdn/edge.ts'
import { startLinkProcess } from '../../sandbox/link/link-control.ts'
import { LINKS } from '../../sandbox/link/links.ts'
import type { Measured } from '../measured-process.ts'
import { MIB, openScene } from '../scene.ts'
import { KIB, makeFiles, many, median, type Section, seconds } from '../section.ts'

const FILES = { ...many(500, 20 * KIB, 'file'), 'latest.json': 100 }

/** By what readers are compared: the CRC64 of OSS, or their bytes; or nobody asks. */
type Way = 'not asked' | 'by CRC64' | 'by bytes'

export const readers: Section = {
  title: 'Readers: 500 objects of 20 KiB and a pointer file, upload and edge 150 ms away',
  async run(rounds) {
    const ways = ['not asked', 'by CRC64', 'by bytes'] as const
    const measured = new Map<Way, Measured[]>(ways.map((way) => [way, []]))
    for (let round = 0; round < rounds; round += 1) for (const way of ways) measured.get(way)?.push(await publish(way))
    const middle = (way: Way, value: (one: Measured) => number) => median((measured.get(way) ?? []).map(value))
    const figure = (way: Way) => {
      const added = (middle(way, ({ wallMs }) => wallMs) - middle('not asked', ({ wallMs }) => wallMs)) / 1000
      return `${seconds(added)} more, ${memoryOf(middle(way, ({ peakBytes }) => peakBytes))}`
    }
    return [
      {
        what: '`check-public: false`',
        figure: `${seconds(middle('not asked', ({ wallMs }) => wallMs) / 1000)}, ${memoryOf(middle('not asked', ({ peakBytes }) => peakBytes))}`,
      },
      {
        what: '`check-public: true`, the CRC64 of OSS comes through',
        figure: figure('by CRC64'),
        target: '≤ 5 s more',
      },
      { what: '`check-public: true`, the CDN drops it', figure: figure('by bytes'), target: '≤ 12 s more' },
    ]
  },
}

const memoryOf = (bytes: number) => `${Math.round(bytes / MIB)} MiB`

async function publish(way: Way): Promise<Measured> {
  const scene = await openScene({ link: LINKS.longHaul, storage: 'memory' })
  const edge = await startEdge({
    origin: scene.oss.endpoint,
    rules: way === 'by bytes' ? { dropped: ['x-oss-hash-crc64ecma'] } : {},
  })
  const target = { host: '127.0.0.1', port: Number(new URL(edge.url).port) }
  const link = await startLinkProcess({ ...LINKS.longHaul, target })
  try {
    makeFiles(scene, FILES)
    const check = way === 'not asked' ? 'false' : 'true'
    return await scene.upload({ path: 'dist/**', 'public-url': link.endpoint, 'check-public': check })
  } finally {
    await link.close()
    await edge.close()
    await scene.close()
  }
}
