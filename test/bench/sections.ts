/** What is measured: each figure beside its peers in the same run. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LINKS, type LinkName } from '../sandbox/links.ts'
import { type Measured, measure } from './measured-process.ts'
import { BUCKET, MIB, makeFile, openScene, type Scene } from './scene.ts'

/** One figure of the report. */
export interface Row {
  readonly what: string
  readonly figure: string
  readonly target: string
}

export interface Section {
  readonly title: string
  run(rounds: number): Promise<readonly Row[]>
}

const KIB = 1024
const RAW = fileURLToPath(new URL('peers/raw-http.ts', import.meta.url))
const ALI_OSS = fileURLToPath(new URL('peers/ali-oss.ts', import.meta.url))
const POST = fileURLToPath(new URL('../../dist/post/index.js', import.meta.url))

/** @returns the middle of the values. */
function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0
}

async function medianOf(rounds: number, once: () => Promise<number>): Promise<number> {
  const values: number[] = []
  for (let round = 0; round < rounds; round += 1) values.push(await once())
  return median(values)
}

const seconds = (value: number) => `${value.toFixed(2)} s`
const percent = (value: number) => `${Math.round(value * 100)} %`

/** @returns seconds of wall time from start to published over a fresh link. */
async function secondsOver(
  name: LinkName,
  files: Readonly<Record<string, number>>,
  inputs: Readonly<Record<string, string>> = {},
): Promise<number> {
  const scene = await openScene({ link: LINKS[name], ...(name === 'throttled' ? { maxInFlight: 24 } : {}) })
  try {
    for (const [path, sizeBytes] of Object.entries(files))
      makeFile(join(scene.folder, 'dist', path), sizeBytes, 'sparse')
    return (await scene.upload({ path: 'dist/**', ...inputs })).wallMs / 1000
  } finally {
    await scene.close()
  }
}

function many(count: number, sizeBytes: number, prefix: string): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}-${index}.bin`, sizeBytes]))
}

const LARGE = { 'large.bin': 512 * MIB }
const MIX = { 'large.bin': 300 * MIB, ...many(20, 5 * MIB, 'middle'), ...many(300, 20 * KIB, 'small') }
const MIX_BYTES = Object.values(MIX).reduce((sum, bytes) => sum + bytes, 0)

export const SECTIONS: Readonly<Record<string, Section>> = {
  links: {
    title: 'Links, with default settings',
    async run(rounds) {
      const large = await medianOf(rounds, () => secondsOver('longHaul', LARGE))
      const small = await medianOf(rounds, () => secondsOver('longHaul', many(200, 256 * KIB, 'file')))
      const mix = await medianOf(rounds, () => secondsOver('longHaul', MIX))
      const lossy = await medianOf(rounds, () => secondsOver('lossyHaul', LARGE))
      const home = await medianOf(rounds, () => secondsOver('homeLine', { 'app.bin': 60 * MIB }))
      return [
        {
          what: 'long haul, one file of 512 MiB (ali-oss defaults 83.5 s, ossutil 48.4 s, measured elsewhere)',
          figure: `${seconds(large)}, ${percent(512 / 40 / large)} of the link`,
          target: '≤ 15.1 s, ≥ 85 %',
        },
        {
          what: 'long haul, 200 files of 256 KiB (ossutil 20.5 s, with five jobs 12.4 s, measured elsewhere)',
          figure: seconds(small),
          target: '≤ 4 s',
        },
        {
          what: 'long haul, 1 × 300 MiB, 20 × 5 MiB, 300 × 20 KiB',
          figure: `${seconds(mix)}, ${percent(MIX_BYTES / MIB / 40 / mix)}`,
          target: '≥ 80 %',
        },
        {
          what: 'lossy haul, one file of 512 MiB',
          figure: `${seconds(lossy)}, ${percent(512 / 40 / lossy)}`,
          target: '≥ 70 %',
        },
        {
          what: 'home line, one file of 60 MiB',
          figure: `${seconds(home)}, ${percent(60 / 2.5 / home)}`,
          target: '≥ 95 %',
        },
      ]
    },
  },
  throttled: {
    title: 'Throttled: OSS answers 503 above 24 requests in flight',
    async run(rounds) {
      const file = { 'app.bin': 256 * MIB }
      const own = await medianOf(rounds, () => secondsOver('throttled', file))
      const sweep = new Map<number, number>()
      for (const limit of [12, 18, 22, 24])
        sweep.set(limit, await secondsOver('throttled', file, { concurrency: String(limit) }))
      const best = Math.min(...sweep.values())
      const fixed = [...sweep].map(([limit, wall]) => `${limit}: ${seconds(wall)}`).join(', ')
      return [
        {
          what: `one file of 256 MiB, against the best fixed setting (${fixed})`,
          figure: `${seconds(own)}, ${percent(best / own)} of the best`,
          target: '≥ 85 %',
        },
      ]
    },
  },
  loopback: {
    title: 'Loopback, one file of 1 GiB',
    async run(rounds) {
      const scene = await openScene()
      try {
        const path = join(scene.folder, 'big.bin')
        makeFile(path, 1024 * MIB, 'written')
        const peers = await alternate(rounds, {
          own: () => scene.upload({ path: 'big.bin' }),
          raw: () => peer(scene, RAW, { path, partBytes: 4 * MIB, connections: 16 }),
          aliOss: () => peer(scene, ALI_OSS, { bucket: BUCKET, files: [{ path, key: 'ali.bin' }] }),
          aliOss16: () => peer(scene, ALI_OSS, { bucket: BUCKET, parallel: 16, files: [{ path, key: 'ali.bin' }] }),
        })
        const row = (what: string, { cpuSeconds, wallMs, peakBytes }: Cost, target: string): Row => ({
          what,
          figure: `${seconds(cpuSeconds)} CPU (${(cpuSeconds / peers.raw.cpuSeconds).toFixed(2)} × raw, ${(cpuSeconds / peers.aliOss.cpuSeconds).toFixed(2)} × ali-oss), ${seconds(wallMs / 1000)} wall (${(wallMs / peers.raw.wallMs).toFixed(2)} × raw), ${Math.round(peakBytes / MIB)} MiB`,
          target,
        })
        return [
          row(
            'this action, CRC64 of every byte included',
            peers.own,
            'CPU ≤ 2.3 × raw and ≤ 0.75 × ali-oss, wall ≤ 1.8 × raw',
          ),
          row('raw node:http, checks nothing', peers.raw, 'the floor'),
          row('ali-oss multipartUpload, defaults', peers.aliOss, '–'),
          row('ali-oss multipartUpload, 16 parallel', peers.aliOss16, '–'),
        ]
      } finally {
        await scene.close()
      }
    },
  },
  memory: {
    title: 'Memory: peak RSS',
    async run() {
      return [
        {
          what: '20 GiB sparse file, 64 connections',
          figure: await peakOf({ 'huge.bin': 20 * 1024 * MIB }, { concurrency: '64' }),
          target: '≤ 130 MiB',
        },
        {
          what: '100 MiB file, 64 connections',
          figure: await peakOf({ 'app.bin': 100 * MIB }, { concurrency: '64' }),
          target: '≤ 130 MiB',
        },
        { what: '10,000 files of 1 KiB', figure: await peakOf(many(10_000, KIB, 'file'), {}), target: '≤ 200 MiB' },
      ]
    },
  },
  start: {
    title: 'Start-up, median of 10',
    async run() {
      const scene = await openScene()
      try {
        makeFile(join(scene.folder, 'a.txt'), 1, 'written')
        const main = await medianOf(10, async () => (await scene.upload({ path: 'a.txt' })).wallMs)
        const post = await medianOf(10, async () => (await measure({ entry: POST, cwd: scene.folder })).wallMs)
        return [
          {
            what: 'dist/main: one small file, from the start of the process to its end',
            figure: `${Math.round(main)} ms`,
            target: '≤ 300 ms to the first request',
          },
          { what: 'dist/post with nothing to do', figure: `${Math.round(post)} ms`, target: '≤ 150 ms' },
        ]
      } finally {
        await scene.close()
      }
    },
  },
}

type Cost = Pick<Measured, 'cpuSeconds' | 'wallMs' | 'peakBytes'>

/** Runs the peers in turns, so that what else the machine does meets all of them alike. */
async function alternate<Name extends string>(
  rounds: number,
  peers: Readonly<Record<Name, () => Promise<Measured>>>,
): Promise<Record<Name, Cost>> {
  const names = Object.keys(peers) as Name[]
  const runs = new Map<Name, Measured[]>(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round += 1) for (const name of names) runs.get(name)?.push(await peers[name]())
  const costs = names.map((name) => {
    const all = runs.get(name) ?? []
    const middle = (of: (run: Measured) => number) => median(all.map(of))
    return [
      name,
      {
        cpuSeconds: middle((run) => run.cpuSeconds),
        wallMs: middle((run) => run.wallMs),
        peakBytes: middle((run) => run.peakBytes),
      },
    ] as const
  })
  return Object.fromEntries(costs) as Record<Name, Cost>
}

function peer(scene: Scene, entry: string, options: object): Promise<Measured> {
  return measure({ entry, cwd: scene.folder, args: [JSON.stringify({ endpoint: scene.endpoint, ...options })] })
}

async function peakOf(
  files: Readonly<Record<string, number>>,
  inputs: Readonly<Record<string, string>>,
): Promise<string> {
  const scene = await openScene()
  try {
    for (const [path, sizeBytes] of Object.entries(files))
      makeFile(join(scene.folder, 'dist', path), sizeBytes, 'sparse')
    const { peakBytes, wallMs } = await scene.upload({ path: 'dist/**', ...inputs })
    return `${Math.round(peakBytes / MIB)} MiB (in ${seconds(wallMs / 1000)})`
  } finally {
    await scene.close()
  }
}
