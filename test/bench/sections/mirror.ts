/** A release of GitHub mirrored over the long haul, against the upload of the same files from the disk. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type RemoteGithub, startGithubProcess } from '../../sandbox/github/github-process.ts'
import type { Measured } from '../measured-process.ts'
import { MIB, type Scene } from '../scene.ts'
import { makeFiles, medianOf, over, type Row, type Section, seconds } from '../section.ts'

const ASSET_BYTES = 50 * MIB
const ASSETS = Array.from({ length: 12 }, (_, index) => ({ name: `app-${index}.bin`, sizeBytes: ASSET_BYTES }))
const FREE_DISK = fileURLToPath(new URL('../../sandbox/runner/free-disk.ts', import.meta.url))
const TIGHT_BYTES = 400 * MIB
const LOOK_EVERY_MS = 10

export const mirror: Section = {
  title: 'Mirror of a GitHub release: 12 assets of 50 MiB over the long haul',
  async run(rounds) {
    const files = Object.fromEntries(ASSETS.map(({ name, sizeBytes }) => [name, sizeBytes]))
    const alone = await medianOf(rounds, () =>
      over('longHaul', async (scene) => {
        makeFiles(scene, files)
        return (await scene.upload({ path: 'dist/*' })).wallMs / 1000
      }),
    )
    const wide: Mirrored[] = []
    const wideSeconds = await medianOf(rounds, () => mirrored({}, wide))
    const tight: Mirrored[] = []
    const tightSeconds = await medianOf(1, () => mirrored({ freeBytes: TIGHT_BYTES }, tight))
    const row = (what: string, wallSeconds: number, took: readonly Mirrored[]): Row => ({
      what,
      figure: `${seconds(wallSeconds)}, ${(wallSeconds / alone).toFixed(2)} ×, at most ${Math.ceil(Math.max(...took.map(({ mostBytes }) => mostBytes)) / MIB)} MiB on disk`,
      target: '≤ 1.1 ×, never above half of what is free',
    })
    const again = wide.map(({ second }) => second)
    return [
      { what: 'the same files from the disk', figure: `${seconds(alone)}` },
      row('mirrored', wideSeconds, wide),
      row(`mirrored with ${TIGHT_BYTES / MIB} MiB of the disk free (one run)`, tightSeconds, tight),
      {
        what: 'a second run with `overwrite: if-changed`',
        figure: `${seconds(Math.max(...again.map(({ wallMs }) => wallMs)) / 1000)}, ${again.reduce((sum, { byteRequests }) => sum + byteRequests, 0)} requests for bytes, ${again.reduce((sum, { writes }) => sum + writes, 0)} requests that write`,
        target: '< 3 s, 0, 0',
      },
    ]
  },
}

interface Mirrored {
  /** The most that copies took of the disk. */
  readonly mostBytes: number
  readonly second: { readonly wallMs: number; readonly byteRequests: number; readonly writes: number }
}

/** @returns seconds of the first run. */
function mirrored({ freeBytes }: { readonly freeBytes?: number }, took: Mirrored[]): Promise<number> {
  return over('longHaul', async (scene) => {
    const github = await startGithubProcess({ tag: 'v1.2.3', assets: ASSETS })
    try {
      const run = (more: Readonly<Record<string, string>>) => runMirror(scene, github, { more, freeBytes })
      const watch = watchFolder(join(scene.folder, 'runner-temp', 'upload-aliyun-oss'))
      const first = await run({})
      const mostBytes = watch.end()
      const [before, written] = [await github.facts(), await writesOf(scene)]
      const { wallMs } = await run({ overwrite: 'if-changed' })
      const byteRequests = (await github.facts()).byteRequests - before.byteRequests
      took.push({ mostBytes, second: { wallMs, byteRequests, writes: (await writesOf(scene)) - written } })
      return first.wallMs / 1000
    } finally {
      await github.close()
    }
  })
}

function runMirror(
  scene: Scene,
  { apiUrl, serverUrl }: RemoteGithub,
  { more, freeBytes }: { readonly more: Readonly<Record<string, string>>; readonly freeBytes: number | undefined },
): Promise<Measured> {
  const small =
    freeBytes === undefined ? {} : { NODE_OPTIONS: `--import=${FREE_DISK}`, SANDBOX_FREE_BYTES: String(freeBytes) }
  const github = { GITHUB_API_URL: apiUrl, GITHUB_SERVER_URL: serverUrl, GITHUB_REPOSITORY: 'octo/app' }
  return scene.upload({ 'from-release': 'v1.2.3', ...more }, { ...github, ...small })
}

async function writesOf({ oss }: Scene): Promise<number> {
  return (await oss.requests()).filter(({ method }) => method !== 'GET' && method !== 'HEAD').length
}

/** Looks again and again at what the copies below a folder take of the disk. */
function watchFolder(folder: string): { end(): number } {
  let mostBytes = 0
  const timer = setInterval(() => {
    mostBytes = Math.max(mostBytes, takenBytes(folder))
  }, LOOK_EVERY_MS)
  return {
    end() {
      clearInterval(timer)
      return mostBytes
    },
  }
}

/** Files that are gone since they were listed take nothing. */
function takenBytes(folder: string): number {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []
  return names
    .filter((name) => name.startsWith('assets-'))
    .map((name) => statSync(join(folder, name), { throwIfNoEntry: false }))
    .reduce((sum, stats) => sum + (stats?.isFile() === true ? stats.blocks * 512 : 0), 0)
}
