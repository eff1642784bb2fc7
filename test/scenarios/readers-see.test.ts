/** What somebody sees who reads all the time, by the edge of a CDN, while a release is made, killed and made again. */
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CdnApi } from '../sandbox/cdn/api.ts'
import type { Edge } from '../sandbox/cdn/edge.ts'
import { openEdgeStage } from './edge-stage.ts'
import { bytesOf, KIB, type Stage, writeFiles } from './stage.ts'

let stage: Stage
let edge: Edge
let api: CdnApi
let close: () => Promise<void>
beforeEach(async () => {
  // The edge keeps everything for ever, also that something is not there.
  ;({ stage, edge, api, close } = await openEdgeStage({ rules: { missTtlMs: 3_600_000 } }))
})
afterEach(() => close())

/** A release whose pointer file names a file and its SHA-256. */
function releaseOf(version: number): Readonly<Record<string, Buffer | string>> {
  const app = bytesOf(300 * KIB, `app ${version}`)
  const sha256 = createHash('sha256').update(app).digest('hex')
  return {
    [`dist/app-${version}.exe`]: app,
    'dist/latest.json': JSON.stringify({ name: `app-${version}.exe`, sha256 }),
  }
}

/** Reads pointer file and file until it is ended. @returns how often it read, and what it could not get right */
function pollAsReader() {
  const wrong: string[] = []
  let reads = 0
  let isOver = false
  async function readOnce(): Promise<void> {
    const pointer = await fetch(`${edge.url}/latest.json`)
    if (pointer.status !== 200) return
    const { name, sha256 } = (await pointer.json()) as { readonly name: string; readonly sha256: string }
    const file = await fetch(`${edge.url}/${name}`)
    const digest = createHash('sha256')
      .update(Buffer.from(await file.arrayBuffer()))
      .digest('hex')
    reads += 1
    if (file.status !== 200 || digest !== sha256) wrong.push(`${name}: HTTP ${file.status}`)
  }
  async function poll(): Promise<void> {
    while (!isOver) {
      await readOnce()
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const polling = poll()
  return {
    async end() {
      isOver = true
      await polling
      return { reads, wrong }
    },
  }
}

/** Any moment: after so many answers of OSS. KILL_AFTER=1,2,3 tries others. */
const answers = (process.env.KILL_AFTER ?? '7').split(',').map(Number)

const moments: readonly (readonly [string, () => Promise<unknown>])[] = [
  ...answers.map((count) => [`OSS has answered ${count} times`, () => stage.oss.waitFor({}, count)] as const),
  ['the last part is in OSS', () => stage.oss.waitFor({ operation: 'UploadPart', status: 200 }, 3)],
  ['the file shows', () => stage.oss.waitFor({ operation: 'CompleteMultipartUpload', status: 200 }, 1)],
  ['the pointer file shows', () => stage.oss.waitFor({ operation: 'PutObject', key: 'latest.json', status: 200 }, 1)],
]

test.each(moments)(
  'a pointer file never names what readers cannot get, even if the step is killed when %s',
  async (_, moment) => {
    const inputs = stage.inputs({
      ...{ path: 'dist/*', 'part-size': '100KB', 'public-url': edge.url, 'check-public': '30s' },
      ...{ 'cdn-refresh': 'cdn', 'cdn-endpoint': api.url },
    })
    const first = await stage.runner({ runId: '1' })
    writeFiles(first.workspace, releaseOf(1))
    expect((await first.run({ with: inputs })).conclusion).toBe('success')
    const reader = pollAsReader()

    // Somebody guesses the name of the next release: the edge keeps that it is not there.
    expect((await fetch(`${edge.url}/app-2.exe`)).status).toBe(404)
    const second = await stage.runner({ runId: '2' })
    writeFiles(second.workspace, releaseOf(2))
    stage.oss.reset()
    const step = await second.start({ with: inputs })
    await Promise.race([moment(), step.done])
    step.kill('SIGKILL')
    await step.done
    const again = await second.run({ with: inputs })
    expect(again.log).not.toContain('##[error]')
    expect(again.conclusion).toBe('success')

    const { reads, wrong } = await reader.end()
    expect(wrong).toEqual([])
    expect(reads).toBeGreaterThan(0)
    expect(await (await fetch(`${edge.url}/latest.json`)).json()).toMatchObject({ name: 'app-2.exe' })
  },
)
