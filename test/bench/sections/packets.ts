/** Real packets: what the kernel's TCP makes of a long link. Where this machine cannot do that the section says so. */
import { join } from 'node:path'
import { buildDelay, type NetworkConditions, openNetwork, removeDelay } from '../packets/network.ts'
import { openPlainScene, type PlainScene } from '../plain-scene.ts'
import { MIB, makeFile } from '../scene.ts'
import { medianOf, type Row, type Section, seconds } from '../section.ts'

const PORT = 18_090
const LARGE_BYTES = 256 * MIB
const CONSTANTS = [16, 32, 64] as const
const LINK = { roundTripMs: 150, linkKiBPerSecond: 40 * 1024, queueMs: 200 } as const
const CASES: readonly NetworkConditions[] = (['bbr', 'reno'] as const).flatMap((congestionControl) =>
  [0, 0.1, 1].map((lossPercent) => ({ ...LINK, congestionControl, lossPercent })),
)

export const packets: Section = {
  title: 'Real packets: 256 MiB over 150 ms, 40 MiB/s and a queue of 200 ms',
  async run(rounds) {
    const delay = buildDelay()
    if ('missing' in delay) return [{ what: 'skipped on this machine', figure: delay.missing }]
    try {
      const rows: Row[] = []
      for (const conditions of CASES) rows.push(await measureCase(delay.path, conditions, rounds))
      return rows
    } finally {
      removeDelay(delay.path)
    }
  },
}

async function measureCase(path: string, conditions: NetworkConditions, rounds: number): Promise<Row> {
  const network = await openNetwork({ path, port: PORT }, conditions)
  try {
    const scene = await openPlainScene({ port: PORT, prefix: network.prefix })
    try {
      return await compare(scene, conditions, rounds)
    } finally {
      await scene.close()
    }
  } finally {
    await network.close()
  }
}

async function compare(
  scene: PlainScene,
  { congestionControl, lossPercent }: NetworkConditions,
  rounds: number,
): Promise<Row> {
  makeFile(join(scene.folder, 'large', 'big.bin'), LARGE_BYTES, 'sparse')
  const secondsOf = (once: () => Promise<{ readonly wallMs: number }>) =>
    medianOf(rounds, async () => (await once()).wallMs / 1000)
  const own = await secondsOf(() => scene.own('large/**'))
  const constants: number[] = []
  for (const connections of CONSTANTS)
    constants.push(await secondsOf(() => scene.raw('large/big.bin', { partBytes: MIB, connections })))
  const best = Math.min(...constants)
  const aliOss = (await scene.aliOss('large', { parallel: 16 })).wallMs / 1000
  const others = CONSTANTS.map((count, index) => `${count}: ${seconds(constants[index] ?? 0)}`)
  return {
    what: `${congestionControl}, ${lossPercent} % loss`,
    figure: `${seconds(own)}, ${(own / best).toFixed(2)} × the best constant of raw node (${others.join(', ')}); ali-oss with 16 parallel ${seconds(aliOss)} (one run)`,
    target: '≤ 1.1 × the best constant, never slower than ali-oss',
  }
}
