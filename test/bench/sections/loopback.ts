/** No link at all: what the client itself costs, processor time above all. */
import { join } from 'node:path'
import type { Measured } from '../measured-process.ts'
import { openPlainScene, type PlainScene } from '../plain-scene.ts'
import { MIB, makeFile } from '../scene.ts'
import { KIB, median, type Row, type Section, seconds } from '../section.ts'

const PROTOCOLS = ['http', 'https'] as const
const LARGE_MIB = 512

/** Processor and wall seconds of Go's clients, measured elsewhere in November 2026: 2 quiet cores, a cheap server in Go. */
const GO = {
  large: {
    http: 'ossutil 1.7.19: 0.75 / 1.05 s, Go SDK v2: 0.72 / 1.13 s',
    https: 'ossutil 1.7.19: 0.96 / 1.47 s, Go SDK v2: 0.97 / 1.17 s',
  },
  small: {
    http: 'ossutil 1.7.19: 0.21 / 0.23 s, Go SDK v2: 0.22 / 0.23 s',
    https: 'ossutil 1.7.19: 0.24 / 0.38 s, Go SDK v2: 0.40 / 0.64 s',
  },
} as const

export const loopback: Section = {
  title: 'Loopback: what the client costs',
  async run(rounds) {
    const rows: Row[] = []
    for (const protocol of PROTOCOLS) rows.push(...(await large(protocol, rounds)))
    for (const protocol of PROTOCOLS) rows.push(...(await small(protocol, rounds)))
    return [...rows, ...(await tiny())]
  },
}

async function large(protocol: (typeof PROTOCOLS)[number], rounds: number): Promise<readonly Row[]> {
  const scene = await openPlainScene({ protocol })
  try {
    makeFile(join(scene.folder, 'large', 'big.bin'), LARGE_MIB * MIB, 'written')
    const costs = await alternate(rounds, {
      own: () => scene.own('large/**'),
      raw: () => scene.raw('large/big.bin', { partBytes: MIB, connections: 16 }),
      aliOss: () => scene.aliOss('large'),
      aliOss16: () => scene.aliOss('large', { parallel: 16 }),
    })
    const what = `${LARGE_MIB} MiB, ${protocol}`
    return [
      { what, figure: told(costs.own, costs), target: 'CPU ≤ 0.7 × ali-oss; http: wall ≤ 1.3 × raw' },
      { what: '– raw node, 16 × 1 MiB, checks nothing: the floor', figure: told(costs.raw, costs) },
      { what: '– ali-oss multipartUpload, defaults', figure: told(costs.aliOss, costs) },
      { what: '– ali-oss multipartUpload, 16 parallel', figure: told(costs.aliOss16, costs) },
      { what: '– Go, CPU / wall, measured elsewhere (November 2026)', figure: GO.large[protocol] },
    ]
  } finally {
    await scene.close()
  }
}

async function small(protocol: (typeof PROTOCOLS)[number], rounds: number): Promise<readonly Row[]> {
  const scene = await openPlainScene({ protocol })
  try {
    makeMany(scene, 1000, 64 * KIB)
    const costs = await alternate(rounds, {
      own: () => scene.own('many/**'),
      raw: () => scene.rawSmall('many'),
      aliOss: () => scene.aliOss('many'),
    })
    const { own, raw, aliOss } = costs
    return [
      { what: `1,000 × 64 KiB, ${protocol}`, figure: told(own, { aliOss }), target: 'CPU ≤ 0.7 × ali-oss' },
      { what: '– raw node, 16 at a time, the same digests, checks nothing: the floor', figure: told(raw, { aliOss }) },
      { what: '– ali-oss put, 16 at a time, checks nothing', figure: told(aliOss, { aliOss }) },
      { what: '– Go, CPU / wall, measured elsewhere (November 2026)', figure: GO.small[protocol] },
    ]
  } finally {
    await scene.close()
  }
}

/** One run each: what is of interest is the cost of a file, of which there are many. */
async function tiny(): Promise<readonly Row[]> {
  const count = 10_000
  const scene = await openPlainScene()
  try {
    makeFile(join(scene.folder, 'one.bin'), KIB, 'written')
    const start = await scene.own('one.bin')
    makeMany(scene, count, 4 * KIB)
    const costs = await alternate(1, { own: () => scene.own('many/**'), aliOss: () => scene.aliOss('many') })
    const each = ((costs.own.cpuSeconds - start.cpuSeconds) * 1000) / count
    return [
      {
        what: '10,000 × 4 KiB, http (one run)',
        figure: `${told(costs.own, costs)}, ${each.toFixed(2)} ms CPU a file beyond the start`,
        target: '≤ 0.4 ms CPU a file, ≤ 160 MiB',
      },
      { what: '– ali-oss put, 16 at a time, checks nothing (one run)', figure: told(costs.aliOss, costs) },
    ]
  } finally {
    await scene.close()
  }
}

function makeMany({ folder }: PlainScene, count: number, sizeBytes: number): void {
  for (let index = 0; index < count; index += 1)
    makeFile(join(folder, 'many', String(Math.floor(index / 1000)), `file-${index}.bin`), sizeBytes, 'sparse')
}

type Cost = Pick<Measured, 'cpuSeconds' | 'wallMs' | 'peakBytes'>

function told({ cpuSeconds, wallMs, peakBytes }: Cost, peers: { readonly raw?: Cost; readonly aliOss: Cost }): string {
  const ratio = (own: number, other: number, name: string) => `${(own / other).toFixed(2)} × ${name}`
  const cpu = [
    ...(peers.raw === undefined ? [] : [ratio(cpuSeconds, peers.raw.cpuSeconds, 'raw')]),
    ratio(cpuSeconds, peers.aliOss.cpuSeconds, 'ali-oss'),
  ]
  const against =
    peers.raw === undefined ? ratio(wallMs, peers.aliOss.wallMs, 'ali-oss') : ratio(wallMs, peers.raw.wallMs, 'raw')
  return `${seconds(cpuSeconds)} CPU (${cpu.join(', ')}), ${seconds(wallMs / 1000)} wall (${against}), ${Math.round(peakBytes / MIB)} MiB`
}

/** Runs the peers in turns, so that what else the machine does meets all of them alike. */
async function alternate<Name extends string>(
  rounds: number,
  peers: Readonly<Record<Name, () => Promise<Measured>>>,
): Promise<Record<Name, Cost>> {
  const names = Object.keys(peers) as Name[]
  const runs = new Map<Name, Measured[]>(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round += 1) for (const name of names) runs.get(name)?.push(await peers[name]())
  const costs = names.map((name) => {
    const middle = (of: (run: Measured) => number) => median((runs.get(name) ?? []).map(of))
    const cost: Cost = {
      cpuSeconds: middle((one) => one.cpuSeconds),
      wallMs: middle((one) => one.wallMs),
      peakBytes: middle((one) => one.peakBytes),
    }
    return [name, cost] as const
  })
  return Object.fromEntries(costs) as Record<Name, Cost>
}
