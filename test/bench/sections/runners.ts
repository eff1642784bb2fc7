/** Many runners, one release: n legs hold their shares over n links of their own, then one step publishes. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { spawnOss } from '../../../packages/oss-sandbox/src/connect.ts'
import { startLinkProcess } from '../../sandbox/link/link-control.ts'
import { LINKS } from '../../sandbox/link/links.ts'
import { measure } from '../measured-process.ts'
import { actionEnvironment, BUCKET, MIB, makeFile } from '../scene.ts'
import { medianOf, type Row, type Section } from '../section.ts'

const ENTRY = fileURLToPath(new URL('../../../dist/main/index.js', import.meta.url))
const FILE_BYTES = 24 * MIB

/** Links of one width, and files that each runner takes some ten seconds for. */
interface Contest {
  readonly linkBytesPerSecond: number
  /** Of each runner. */
  readonly files: number
}

const CONTESTS: readonly Contest[] = [
  { linkBytesPerSecond: 8 * MIB, files: 4 },
  { linkBytesPerSecond: 40 * MIB, files: 16 },
]

export const runners: Section = {
  title: 'Many runners, one release: from the start of the legs to the end of publishing',
  async run(rounds) {
    const rows: Row[] = []
    for (const contest of CONTESTS) {
      let alone = 0
      for (const count of [1, 2, 4]) {
        const rate = await medianOf(rounds, () => rateOf({ ...contest, runners: count }))
        if (count === 1) alone = rate
        rows.push({
          what: `${count} on long hauls of ${contest.linkBytesPerSecond / MIB} MiB/s each, ${(count * contest.files * FILE_BYTES) / MIB} MiB in all`,
          figure: `${(rate / MIB).toFixed(1)} MiB/s, ${(rate / alone).toFixed(2)} × one`,
          ...(count === 1 ? {} : { target: `${count} ×` }),
        })
      }
    }
    return rows
  },
}

/** @returns bytes a second from the start of the legs to the end of publishing. */
async function rateOf({
  runners,
  linkBytesPerSecond,
  files: filesEach,
}: Contest & { readonly runners: number }): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-runners-'))
  const oss = await spawnOss({
    buckets: [{ name: BUCKET, acl: 'public-read-write' }],
    storage: 'discard',
    digests: false,
    crc64Module: new URL('../../../src/core/bytes/crc64.ts', import.meta.url).href,
  })
  const target = { host: '127.0.0.1', port: oss.port }
  const links = await Promise.all(
    Array.from({ length: runners }, () =>
      startLinkProcess({ ...LINKS.longHaul, totalBytesPerSecond: linkBytesPerSecond, target }),
    ),
  )
  try {
    const files = runners * filesEach
    for (let index = 0; index < files; index += 1) makeFile(join(folder, 'dist', `${index}.bin`), FILE_BYTES, 'sparse')
    const startedMs = performance.now()
    const held = await Promise.all(
      links.map(async ({ endpoint }, index) => {
        const inputs = { path: 'dist/*', publish: 'hold', 'hold-name': `leg ${index}`, shard: `${index}/${runners}` }
        return heldOf(await run({ folder, endpoint, name: `leg-${index}`, inputs }))
      }),
    )
    const endpoint = links[0]?.endpoint ?? ''
    await run({ folder, endpoint, name: 'publish', inputs: { 'publish-held': held.join('\n') } })
    const seconds = (performance.now() - startedMs) / 1000
    const published = (await oss.objects(BUCKET)).length
    if (published !== files) throw new Error(`${published} of ${files} objects are published`)
    return (files * FILE_BYTES) / seconds
  } finally {
    for (const link of links) await link.close()
    await oss.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Run {
  readonly folder: string
  readonly endpoint: string
  readonly name: string
  readonly inputs: Readonly<Record<string, string>>
}

/** @returns the path of what the step wrote as its outputs. */
async function run({ folder, endpoint, name, inputs }: Run): Promise<string> {
  const temp = join(folder, name)
  mkdirSync(temp)
  const outputs = join(temp, 'outputs')
  const env = {
    ...actionEnvironment({ endpoint, folder, inputs }),
    ...{ RUNNER_TEMP: temp, GITHUB_OUTPUT: outputs, GITHUB_RUN_ID: '1' },
  }
  writeFileSync(outputs, '')
  await measure({ entry: ENTRY, cwd: folder, env })
  return outputs
}

/** @returns the output `held`: the line between its delimiters. */
function heldOf(outputs: string): string {
  const lines = readFileSync(outputs, 'utf8').split('\n')
  return lines[lines.findIndex((line) => line.startsWith('held<<')) + 1] ?? ''
}
