/** No link at all: what the client itself costs. */
import { join } from 'node:path'
import type { Measured } from '../measured-process.ts'
import { BUCKET, MIB, makeFile, openScene } from '../scene.ts'
import { median, PEERS, peer, type Row, type Section, seconds } from '../section.ts'

export const loopback: Section = {
  title: 'Loopback, one file of 1 GiB',
  async run(rounds) {
    const scene = await openScene()
    try {
      const path = join(scene.folder, 'big.bin')
      makeFile(path, 1024 * MIB, 'written')
      const peers = await alternate(rounds, {
        own: () => scene.upload({ path: 'big.bin' }),
        raw: () => peer(scene, PEERS.raw, { path, partBytes: 4 * MIB, connections: 16 }),
        aliOss: () => peer(scene, PEERS.aliOss, { bucket: BUCKET, files: [{ path, key: 'ali.bin' }] }),
        aliOss16: () => peer(scene, PEERS.aliOss, { bucket: BUCKET, parallel: 16, files: [{ path, key: 'ali.bin' }] }),
      })
      const row = (what: string, { cpuSeconds, wallMs, peakBytes }: Cost, target?: string): Row => ({
        what,
        figure: `${seconds(cpuSeconds)} CPU (${(cpuSeconds / peers.raw.cpuSeconds).toFixed(2)} × raw, ${(cpuSeconds / peers.aliOss.cpuSeconds).toFixed(2)} × ali-oss), ${seconds(wallMs / 1000)} wall (${(wallMs / peers.raw.wallMs).toFixed(2)} × raw), ${Math.round(peakBytes / MIB)} MiB`,
        ...(target === undefined ? {} : { target }),
      })
      return [
        row(
          'this action, CRC64 of every byte included',
          peers.own,
          'CPU ≤ 2.3 × raw and ≤ 0.75 × ali-oss, wall ≤ 1.8 × raw',
        ),
        row('raw node:http, checks nothing', peers.raw, 'the floor'),
        row('ali-oss multipartUpload, defaults', peers.aliOss),
        row('ali-oss multipartUpload, 16 parallel', peers.aliOss16),
      ]
    } finally {
      await scene.close()
    }
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
