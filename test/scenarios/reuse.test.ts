import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { BUCKET, download, KIB, MIB, openStage, type Stage, writeFiles } from './stage.ts'

const INDEX = 'desktop/.chunks'
let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

/** Bytes in which no two places are alike. */
function randomBytes(sizeBytes: number, seed: string): Buffer {
  const pieces: Buffer[] = []
  for (let at = 0; at < sizeBytes; at += 64) pieces.push(createHash('sha512').update(`${seed} ${at}`).digest())
  return Buffer.concat(pieces).subarray(0, sizeBytes)
}

const v1 = randomBytes(3 * MIB, 'app')
/** What stands before is larger, and something in the middle is another. */
const v2 = Buffer.concat([
  randomBytes(50 * KIB, 'new'),
  v1.subarray(0, 1 * MIB),
  randomBytes(200 * KIB, 'other'),
  v1.subarray(1.5 * MIB),
])

function operations(): readonly string[] {
  return stage.oss.requests.filter(({ status }) => status === 200).map(({ operation }) => operation)
}

describe('a second release', () => {
  test('lets OSS copy what the first one has, and sends the rest', async () => {
    const runner = await stage.runner()
    const release = async (version: string, app: Buffer) => {
      writeFiles(runner.workspace, { 'dist/app.bin': app, 'dist/logo.png': randomBytes(300 * KIB, 'logo') })
      const inputs = { path: 'dist/*', 'key-prefix': `${version}/`, version, 'reuse-index': INDEX }
      return await runner.run({ with: stage.inputs(inputs) })
    }
    const first = await release('v1.0.0', v1)
    expect(first.log).not.toContain('::error')
    expect(first.outputs['bytes-reused']).toBe('0')
    expect(stage.oss.object(BUCKET, INDEX)).toMatchObject({ acl: 'private' })
    expect(operations()).not.toContain('UploadPartCopy')

    const second = await release('v1.1.0', v2)
    expect(second.log).not.toContain('::error')
    expect((await download(`${stage.oss.endpoint}/v1.1.0/app.bin`)).equals(v2)).toBe(true)
    const reused = Number(second.outputs['bytes-reused'])
    expect(reused).toBeGreaterThan(2.5 * MIB)
    expect(Number(second.outputs['bytes-sent'])).toBeLessThan(0.8 * MIB)
    expect(second.log).toMatch(/MiB of 3\.\d+ MiB are taken from v1\.0\.0 inside OSS; .* are sent/)
    expect(operations()).toEqual(expect.arrayContaining(['UploadPartCopy', 'CopyObject']))
    const manifest = JSON.parse(second.outputs.manifest ?? '[]') as { path: string; bytesReused: number }[]
    expect(manifest.map(({ path, bytesReused }) => [path, bytesReused > 0])).toEqual([
      ['dist/app.bin', true],
      ['dist/logo.png', true],
    ])
  })
})

describe('a step that gives up after two seconds of silence', () => {
  test('sends all where OSS answers neither copies nor the index, and ends well', async () => {
    const runner = await stage.runner()
    const app = (release: number) => Buffer.concat([randomBytes(200 * KIB, `new ${release}`), v1])
    const publish = async (release: number) => {
      writeFiles(runner.workspace, { 'dist/app.bin': app(release), 'dist/logo.png': randomBytes(300 * KIB, 'logo') })
      const inputs = { path: 'dist/*', 'key-prefix': `v${release}/`, 'reuse-index': INDEX, 'give-up-after': '2s' }
      const { log, outputs, exitCode } = await runner.run({ with: stage.inputs({ ...inputs, 'part-size': '256KB' }) })
      expect([exitCode, log.includes('::error')]).toEqual([0, false])
      expect((await download(`${stage.oss.endpoint}/v${release}/app.bin`)).equals(app(release))).toBe(true)
      return { log, reused: Number(outputs['bytes-reused']) }
    }
    await publish(1)
    const strike = (operation: string, action: Parameters<typeof stage.oss.faults.add>[0]['action'], key?: string) =>
      stage.oss.faults.add({ when: key === undefined ? { operation } : { operation, key }, times: 99, action })
    strike('UploadPartCopy', { kind: 'stall', at: 'before-body' })
    strike('CopyObject', { kind: 'stall', at: 'before-body' })
    strike('PutObject', { kind: 'stall', at: 'after-body' }, INDEX)
    const second = await publish(2)
    expect(second.reused).toBe(0)
    expect(second.log).toMatch(/OSS does not answer copies from it\. It is sent instead/)
    expect(second.log).toMatch(/index of chunks could not be written within 1\.0 s/)

    stage.oss.faults.clear()
    strike('GetObject', { kind: 'trickle-answer', everyMs: 100 }, INDEX)
    const third = await publish(3)
    expect(third.reused).toBe(0)
    expect(third.log).toMatch(/index of chunks could not be read within 1\.0 s\. All bytes are sent/)
  })
})

describe('a release that jobs hold', () => {
  test('is reused by the next one: the job that publishes writes the index', async () => {
    const hold = async (version: string, app: Buffer) => {
      const runner = await stage.runner({ runId: version })
      writeFiles(runner.workspace, { 'dist/app.bin': app })
      const inputs = { path: 'dist/*', 'key-prefix': `${version}/`, publish: 'hold', 'hold-name': 'leg' }
      const held = await runner.run({ with: stage.inputs({ ...inputs, 'reuse-index': INDEX }) })
      expect(stage.oss.object(BUCKET, `${version}/app.bin`)).toBeUndefined()
      const published = await runner.run({ with: stage.inputs({ 'publish-held': 'leg', 'reuse-index': INDEX }) })
      expect(published.log).not.toContain('::error')
      return held
    }
    await hold('1', v1)
    expect(stage.oss.object(BUCKET, INDEX)).toMatchObject({ acl: 'private' })
    const second = await hold('2', v2)
    expect(Number(second.outputs['bytes-reused'])).toBeGreaterThan(2.2 * MIB)
    expect((await download(`${stage.oss.endpoint}/2/app.bin`)).equals(v2)).toBe(true)
  })
})
