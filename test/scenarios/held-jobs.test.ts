/** One release from many jobs: none may be green while its files are missing, whichever of them end together, are killed or lack permissions. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RequestRecord } from '../../packages/oss-sandbox/src/request-log.ts'
import { SANDBOX_CREDENTIAL } from '../../packages/oss-sandbox/src/server.ts'
import type { JobOptions } from '../sandbox/runner/job.ts'
import { BUCKET, bytesOf, KIB, openStage, type Stage, writeFiles } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const RUN = { runId: '900' }
/** Two jobs of a matrix with two dimensions. */
const JOBS = {
  x64: { index: 0, total: 2, matrix: { os: 'ubuntu-latest', arch: 'x64' } },
  arm64: { index: 1, total: 2, matrix: { os: 'ubuntu-latest', arch: 'arm64' } },
} as const
type Arch = keyof typeof JOBS

/** A job that holds its file under the name of the first dimension alone, on a machine of its own. */
async function jobOf(arch: Arch, options: JobOptions = {}, more: Readonly<Record<string, string>> = {}) {
  const runner = await stage.runner({ ...RUN, strategy: JOBS[arch], ...options })
  writeFiles(runner.workspace, { [`dist/app-${arch}.bin`]: bytesOf(350 * KIB, arch) })
  const inputs = { path: 'dist/*', publish: 'hold', 'hold-name': 'ubuntu-latest', 'part-size': '100KB', ...more }
  return { runner, run: () => runner.run({ with: stage.inputs(inputs) }) }
}

async function publish(names: string, options: JobOptions = {}) {
  const runner = await stage.runner({ ...RUN, job: 'publish', ...options })
  return runner.run({ with: stage.inputs({ 'publish-held': names }) })
}

const heldKeys = () => stage.oss.uploads(BUCKET).map(({ key }) => key)
const shownKeys = () => stage.oss.objects(BUCKET).map(({ key }) => key)

describe('two jobs of a matrix that have one hold-name', () => {
  test('and end at the same time: one of them fails, and half of the files are never published', async () => {
    const jobs = await Promise.all([jobOf('x64'), jobOf('arm64')])
    const results = await Promise.all(jobs.map(({ run }) => run()))
    expect(results.map(({ conclusion }) => conclusion).sort()).toEqual(['failure', 'success'])
    const failed = results.find(({ conclusion }) => conclusion === 'failure')
    expect(failed?.log).toContain('Another job of this run holds other files as `ubuntu-latest`')
    expect(failed?.outputs.held ?? '').toBe('')
  })

  test('one after the other: the second fails again when it is re-run, and aborts nothing of the first', async () => {
    expect((await (await jobOf('x64')).run()).conclusion).toBe('success')
    expect((await (await jobOf('arm64')).run()).conclusion).toBe('failure')
    const again = await (await jobOf('arm64', { runAttempt: 2 })).run()
    expect(again.conclusion).toBe('failure')
    expect(again.log).toContain('hold-name: ${{ matrix.os }}-${{ matrix.arch }}')
    expect(heldKeys()).toContain('app-x64.bin')
    expect((await publish('ubuntu-latest')).conclusion).toBe('success')
    expect(shownKeys()).toEqual(['app-x64.bin'])
  })

  test('and that GitHub cannot distinguish: the second fails, since it holds other bytes', async () => {
    const same = { strategy: JOBS.x64 }
    expect((await (await jobOf('x64', same)).run()).conclusion).toBe('success')
    expect((await (await jobOf('arm64', same)).run()).conclusion).toBe('failure')
  })

  test('and that both give their record to one step: it is refused', async () => {
    const first = await (await jobOf('x64')).run()
    const second = await (await jobOf('arm64', { cacheAccess: 'none' })).run()
    expect(second.outputs.held).not.toBe('')
    const result = await publish(`${first.outputs.held}\n${second.outputs.held}`)
    expect(result.conclusion).toBe('failure')
    expect(result.log).toContain('two jobs hold files as `ubuntu-latest`')
    expect(shownKeys()).toEqual([])
  })
})

describe('shards of one set of files', () => {
  const files = Object.fromEntries([1, 2, 3, 4].map((n) => [`dist/file-${n}.txt`, `${n}`.repeat(n * 1000)]))

  async function holdShard(index: number, content: Readonly<Record<string, string>> = files) {
    const runner = await stage.runner({ ...RUN, strategy: { index, total: 2, matrix: { shard: String(index) } } })
    writeFiles(runner.workspace, content)
    const inputs = { path: 'dist/*', publish: 'hold', 'hold-name': `shard-${index}`, shard: `${index}/2` }
    expect((await runner.run({ with: stage.inputs(inputs) })).conclusion).toBe('success')
  }

  test('that saw other files are refused, since a file may be in no share', async () => {
    await holdShard(0)
    await holdShard(1, { ...files, 'dist/file-4.txt': '4444\r\n'.repeat(5000) })
    const result = await publish('shard-0\nshard-1')
    expect(result.conclusion).toBe('failure')
    expect(result.log).toContain('other jobs saw another list of files')
    expect(shownKeys()).toEqual([])
  })

  test('are refused if one is not named', async () => {
    await holdShard(0)
    await holdShard(1)
    const result = await publish('shard-1')
    expect(result.conclusion).toBe('failure')
    expect(result.log).toContain('1 share (0/2) is held by nobody')
    expect(shownKeys()).toEqual([])
    expect((await publish('shard-0\nshard-1')).conclusion).toBe('success')
    expect(shownKeys()).toHaveLength(4)
  })
})

describe('with oss:PutObject alone', () => {
  beforeEach(() => stage.oss.setCredential({ ...SANDBOX_CREDENTIAL, allow: ['oss:PutObject'] }))

  /** Holds two files in two jobs, and publishes until the first Complete is done. */
  async function killHalfWay(): Promise<void> {
    for (const arch of ['x64', 'arm64'] as const)
      expect((await (await jobOf(arch, {}, { 'hold-name': arch })).run()).conclusion).toBe('success')
    stage.oss.faults.add({
      when: { operation: 'CompleteMultipartUpload', nth: 2 },
      action: { kind: 'stall', at: 'before-body' },
    })
    const runner = await stage.runner({ ...RUN, job: 'publish' })
    const step = await runner.start({ with: stage.inputs({ 'publish-held': 'x64\narm64', concurrency: '1' }) })
    await stage.oss.waitFor({ operation: 'CompleteMultipartUpload', status: 200 }, 1)
    step.kill('SIGKILL')
    await step.done
    stage.oss.faults.clear()
    expect(shownKeys()).toHaveLength(1)
  }

  test('publishing that was killed between two objects is continued, and says what was not read back', async () => {
    await killHalfWay()
    const result = await publish('x64\narm64', { runAttempt: 2 })
    expect(result.log).not.toContain('##[error]')
    expect(result.conclusion).toBe('success')
    expect(shownKeys()).toEqual(['app-arm64.bin', 'app-x64.bin'])
    expect(result.log).toContain('1 object completed by an earlier try and not read back')
  })

  test('a release that is partly visible is not abandoned', async () => {
    await killHalfWay()
    const runner = await stage.runner({ ...RUN, runAttempt: 2, job: 'abandon' })
    const result = await runner.run({ with: stage.inputs({ 'abandon-held': 'x64\narm64' }) })
    expect(result.conclusion).toBe('failure')
    expect(result.log).toContain('has begun to make this release visible')
    expect(heldKeys()).toHaveLength(1)
  })

  test('a job that is re-run after its upload was completed notices that it is gone', async () => {
    await killHalfWay()
    const before = shownKeys()
    const gone = before.includes('app-x64.bin') ? 'x64' : 'arm64'
    const rerun = await (await jobOf(gone, { runAttempt: 2 }, { 'hold-name': gone })).run()
    expect(rerun.conclusion).toBe('success')
    expect(heldKeys().sort()).toEqual(['app-arm64.bin', 'app-x64.bin'])
    expect((await publish('x64\narm64', { runAttempt: 2 })).conclusion).toBe('success')
  })

  test('and without a cache, nothing is made visible', async () => {
    const jobs = await Promise.all((['x64', 'arm64'] as const).map((arch) => jobOf(arch, {}, { 'hold-name': arch })))
    const held: string[] = []
    for (const { run } of jobs) held.push((await run()).outputs.held ?? '')
    const runner = await stage.runner({ ...RUN, job: 'publish', cacheAccess: 'read' })
    const result = await runner.run({ with: stage.inputs({ 'publish-held': held.join('\n') }) })
    expect(result.conclusion).toBe('failure')
    expect(result.log).toContain('Allow the credentials `oss:GetObject`')
    const completed = ({ operation }: RequestRecord) => operation === 'CompleteMultipartUpload'
    expect(stage.oss.requests.filter(completed)).toEqual([])
    stage.oss.setCredential({ ...SANDBOX_CREDENTIAL, allow: ['oss:PutObject', 'oss:GetObject'] })
    expect((await publish(held.join('\n'), { cacheAccess: 'read' })).conclusion).toBe('success')
  })
})
