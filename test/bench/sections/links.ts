/** The links that releases go over, with default settings. */
import { join } from 'node:path'
import { BUCKET, MIB, makeFile } from '../scene.ts'
import {
  KIB,
  makeFiles,
  many,
  medianOf,
  over,
  PEERS,
  peer,
  percent,
  type Section,
  seconds,
  secondsOver,
} from '../section.ts'

const LARGE = { 'large.bin': 512 * MIB }
const MIX = { 'large.bin': 300 * MIB, ...many(20, 5 * MIB, 'middle'), ...many(300, 20 * KIB, 'small') }
const MIX_BYTES = Object.values(MIX).reduce((sum, bytes) => sum + bytes, 0)
const LONG_HAUL = 40 * MIB
const HOME_LINE = 2.5 * MIB

/** @returns seconds that a peer takes for the large file. */
function peerSeconds(entry: string, options: object): Promise<number> {
  return over('longHaul', async (scene) => {
    const path = join(scene.folder, 'large.bin')
    makeFile(path, LARGE['large.bin'], 'sparse')
    return (
      (await peer(scene, entry, { path, bucket: BUCKET, files: [{ path, key: 'ali.bin' }], ...options })).wallMs / 1000
    )
  })
}

/** @returns seconds, and how many bodies were sent that OSS did not get whole or had already. */
function homeLine(inputs: Readonly<Record<string, string>>) {
  return over('homeLine', async (scene) => {
    makeFiles(scene, { 'app.bin': 60 * MIB })
    const { wallMs, output } = await scene.upload({ path: 'dist/**', ...inputs })
    const bodies = (await scene.oss.requests()).filter(({ operation }) => operation === 'UploadPart')
    const connections = Number(/over up to (\d+) connections/.exec(output)?.[1])
    return { seconds: wallMs / 1000, connections, dropped: bodies.filter(({ bodyComplete }) => !bodyComplete).length }
  })
}

export const links: Section = {
  title: 'Links, with default settings',
  async run(rounds) {
    const large = await medianOf(rounds, () => secondsOver('longHaul', LARGE))
    const small = await medianOf(rounds, () => secondsOver('longHaul', many(200, 256 * KIB, 'file')))
    const mix = await medianOf(rounds, () => secondsOver('longHaul', MIX))
    const lossy = await medianOf(rounds, () => secondsOver('lossyHaul', LARGE))
    const home = await homeLine({})
    const crowded = await homeLine({ concurrency: '64' })
    const raw = await peerSeconds(PEERS.raw, { partBytes: MIB, connections: 64 })
    const aliOss16 = await peerSeconds(PEERS.aliOss, { parallel: 16 })
    const aliOss = await peerSeconds(PEERS.aliOss, {})
    const rateOf = (value: number) =>
      `${seconds(value)}, ${percent(LARGE['large.bin'] / LONG_HAUL / value)} of the link`
    return [
      { what: 'long haul, one file of 512 MiB', figure: rateOf(large), target: '≤ 15.1 s, ≥ 85 %' },
      { what: '– raw node:http, 64 connections, checks nothing: the floor (one run)', figure: rateOf(raw) },
      { what: '– ali-oss multipartUpload, 16 parallel (one run)', figure: rateOf(aliOss16) },
      { what: '– ali-oss multipartUpload, defaults (one run)', figure: rateOf(aliOss) },
      { what: '– ossutil 1.7.19, defaults, measured elsewhere', figure: rateOf(48.4) },
      { what: 'long haul, 200 files of 256 KiB', figure: seconds(small), target: '≤ 4 s' },
      { what: '– ossutil 1.7.19, defaults and with five jobs, measured elsewhere', figure: '20.5 s, 12.4 s' },
      {
        what: 'long haul, 1 × 300 MiB, 20 × 5 MiB, 300 × 20 KiB',
        figure: `${seconds(mix)}, ${percent(MIX_BYTES / LONG_HAUL / mix)} of the link`,
        target: '≥ 80 %',
      },
      { what: 'lossy haul, one file of 512 MiB', figure: rateOf(lossy), target: '≥ 70 %' },
      {
        what: 'home line, one file of 60 MiB (one run)',
        figure: `${seconds(home.seconds)}, ${percent((60 * MIB) / HOME_LINE / home.seconds)} of the link over up to ${home.connections} connections`,
        target: '≥ 95 %, no dozens of connections',
      },
      {
        what: 'home line, `concurrency: 64` (one run)',
        figure: `${seconds(crowded.seconds)}, ${crowded.dropped} requests dropped`,
        target: '0 dropped',
      },
    ]
  },
}
