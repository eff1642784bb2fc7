import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RequestRecord } from '../../packages/oss-sandbox/src/request-log.ts'
import { createGate, readCacheArchive } from '../sandbox/actions-cache/actions-cache.ts'
import type { Runner, Step } from '../sandbox/runner/runner.ts'
import { BUCKET, bytesOf, KIB, openStage, type Stage, writeFiles } from './stage.ts'

const PART_BYTES = 100 * KIB
const FILE = bytesOf(20 * PART_BYTES + 11)
const INPUTS = { path: 'app.bin', 'part-size': '100KB', concurrency: '2' }

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

async function machine(runAttempt = 1): Promise<Runner> {
  const runner = await stage.runner({ runId: '77', runAttempt })
  writeFiles(runner.workspace, { 'app.bin': FILE })
  return runner
}

/** No part after so many gets an answer. */
function stallAfter(parts: number): void {
  stage.oss.faults.add({
    when: { operation: 'UploadPart', nth: parts + 1 },
    times: Number.POSITIVE_INFINITY,
    action: { kind: 'stall', at: 'before-body' },
  })
}

/** Starts a step that stalls once OSS has acknowledged so many parts. */
async function startStalling(runner: Runner, afterParts = 10): Promise<Step> {
  stallAfter(afterParts)
  const step = await runner.start({ with: stage.inputs(INPUTS) })
  await stage.oss.waitFor({ operation: 'UploadPart', status: 200 }, afterParts)
  return step
}

/** Runs an attempt that nothing disturbs and that must publish the file. */
async function finish(runner: Runner): Promise<readonly RequestRecord[]> {
  stage.oss.faults.clear()
  const before = stage.oss.requests.length
  const result = await runner.run({ with: stage.inputs(INPUTS) })
  expect(result.log).not.toContain('##[error]')
  expect(result.conclusion).toBe('success')
  expect((await stage.oss.objectBytes(BUCKET, 'app.bin'))?.equals(FILE)).toBe(true)
  expect(readdirSync(join(runner.runnerTemp, 'upload-aliyun-oss', 'checkpoints'))).toEqual([])
  return stage.oss.requests.slice(before)
}

/** Bytes of parts that were acknowledged are those of the file, each once. */
function expectNothingTwice(): void {
  const parts = stage.oss.requests.filter(({ operation, status }) => operation === 'UploadPart' && status === 200)
  expect(parts.reduce((sum, { bytesReceived }) => sum + bytesReceived, 0)).toBe(FILE.length)
  expect(stage.oss.uploads(BUCKET)).toEqual([])
}

test('a killed step is continued by a retry step of the same job; the post of the killed one restores nothing', async () => {
  const runner = await machine()
  const step = await startStalling(runner)
  step.kill('SIGKILL')
  await step.done
  await finish(runner)
  expectNothingTwice()
  for (const post of await runner.endJob({ keepTemp: true })) expect(post.exitCode).toBe(0)
  expect(stage.cache.entries()).toEqual([])
  expect(readdirSync(join(runner.runnerTemp, 'upload-aliyun-oss', 'checkpoints'))).toEqual([])
})

test('a killed step is continued by a re-run job on a new machine: its post has saved the records', async () => {
  const runner = await machine()
  const step = await startStalling(runner)
  step.kill('SIGKILL')
  await step.done
  await runner.endJob()
  await runner.loseMachine()
  await finish(await machine(2))
  expectNothingTwice()
})

test('a step that times out is continued by a retry step', async () => {
  const runner = await machine()
  stallAfter(10)
  const { exitCode, conclusion } = await runner.run({ with: stage.inputs(INPUTS), timeoutMs: 4000 })
  expect([exitCode, conclusion]).toEqual([130, 'failure'])
  await finish(runner)
  expectNothingTwice()
})

test('a runner that is shut down runs no post: the step itself has saved the records', async () => {
  const runner = await machine()
  const step = await startStalling(runner)
  await runner.shutdown()
  expect((await step.done).exitCode).toBe(130)
  await runner.loseMachine()
  await finish(await machine(2))
  expectNothingTwice()
})

test('a machine that is lost before the first save loses what it had sent, and leaves one upload per file', async () => {
  const runner = await machine()
  await startStalling(runner)
  await runner.loseMachine()
  const records = await finish(await machine(2))
  expect(records.filter(({ operation }) => operation === 'UploadPart')).toHaveLength(21)
  expect(stage.oss.uploads(BUCKET)).toHaveLength(1)
})

test('a machine that is lost after the early save loses nothing', async () => {
  const runner = await machine()
  await startStalling(runner, 2)
  await stage.cache.waitFor((cache) => cache.entries().some(({ finalized }) => finalized))
  await runner.loseMachine()
  await finish(await machine(2))
  expectNothingTwice()
})

test('a step that is cancelled while it restores from a cache that hangs ends at once, with all it started', async () => {
  const gate = createGate()
  stage.cache.faults.add({ on: 'GetCacheEntryDownloadURL', fault: { kind: 'gate', gate } })
  const runner = await machine()
  const step = await runner.start({ with: stage.inputs(INPUTS) })
  await gate.reached
  step.kill('SIGINT')
  const { exitCode, signal } = await step.done
  expect([exitCode, signal]).toEqual([130, null])
  expect(
    readdirSync(join(runner.runnerTemp, 'upload-aliyun-oss')).filter((name) => name.startsWith('staging')),
  ).toEqual([])
  gate.open()
})

test('a step that is cancelled while its early save hangs ends within the time of the runner', async () => {
  const gate = createGate()
  stage.cache.faults.add({ on: 'CreateCacheEntry', fault: { kind: 'gate', gate } })
  const runner = await machine()
  const step = await startStalling(runner, 2)
  await gate.reached
  await step.cancel()
  const { exitCode, signal } = await step.done
  expect([exitCode, signal]).toEqual([130, null])
  gate.open()
  stage.cache.faults.clear()
  await finish(runner)
  expectNothingTwice()
})

test('a step that is cancelled before it opens records keeps those of the one before', async () => {
  const files = { 'app.bin': FILE, 'more.bin': bytesOf(15 * PART_BYTES, 'more') }
  const inputs = stage.inputs({ ...INPUTS, path: '*.bin' })
  const runner = await machine()
  writeFiles(runner.workspace, files)
  const stall = { kind: 'stall', at: 'before-body' } as const
  stage.oss.faults.add({ when: { operation: 'UploadPart', nth: 11 }, times: Number.POSITIVE_INFINITY, action: stall })
  const first = await runner.start({ with: inputs })
  await stage.oss.waitFor({ operation: 'UploadPart', status: 200 }, 10)
  await first.cancel()
  await runner.loseMachine()
  stage.oss.faults.clear()

  // The second attempt takes up one upload; of the other it only asks.
  stage.oss.faults.add({
    when: { operation: 'ListParts', key: 'more.bin' },
    times: 99,
    action: { kind: 'stall', at: 'before-body' },
  })
  stage.oss.faults.add({ when: { operation: 'UploadPart' }, times: 99, action: stall })
  const other = await machine(2)
  writeFiles(other.workspace, files)
  const second = await other.start({ with: inputs })
  await stage.oss.waitFor(({ operation, fault }) => operation === 'UploadPart' && fault === 'stall')
  await second.cancel()
  await other.loseMachine()
  stage.oss.faults.clear()

  const third = await machine(3)
  writeFiles(third.workspace, files)
  expect((await third.run({ with: inputs })).conclusion).toBe('success')
  const parts = stage.oss.requests.filter(({ operation, status }) => operation === 'UploadPart' && status === 200)
  expect(parts.reduce((sum, { bytesReceived }) => sum + bytesReceived, 0)).toBe(FILE.length + files['more.bin'].length)
  expect(stage.oss.uploads(BUCKET)).toEqual([])
})

test('the saved entry has the records of the step and nothing else', async () => {
  const runner = await machine()
  const step = await startStalling(runner)
  await step.cancel()
  const entry = stage.cache.entries().find(({ finalized }) => finalized)
  const files = await readCacheArchive(entry?.archive ?? Buffer.alloc(0))
  expect([...files.keys()]).toEqual([expect.stringMatching(/^checkpoints\/[0-9a-f]{64}\.jsonl$/)])
  expect(existsSync(join(runner.runnerTemp, 'upload-aliyun-oss', 'checkpoints'))).toBe(true)
  for (const content of files.values()) expect(content.toString()).not.toMatch(/app\.bin|release-bucket|localhost|LTAI/)
})
