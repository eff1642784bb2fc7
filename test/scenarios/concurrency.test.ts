import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Step } from '../sandbox/runner/runner.ts'
import { BUCKET, bytesOf, KIB, openStage, type Stage, writeFiles } from './stage.ts'

const FILE = bytesOf(12 * 100 * KIB + 5)
const OTHER = bytesOf(12 * 100 * KIB + 5, 'other')

let stage: Stage
let folder: string
beforeEach(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'shared-records-'))
})
afterEach(async () => {
  await stage.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Starts a step on a machine of its own; all of them share one folder of records. */
async function start(content: Buffer, more: Readonly<Record<string, string>> = {}): Promise<Step> {
  const runner = await stage.runner({ runId: '77' })
  writeFiles(runner.workspace, { 'app.bin': content })
  const inputs = { path: 'app.bin', 'part-size': '100KB', concurrency: '3', 'checkpoint-dir': folder, ...more }
  return runner.start({ with: stage.inputs(inputs) })
}

/** The object is one of the files, whole; nothing is left of the records. */
async function expectOneOf(contents: readonly Buffer[]): Promise<void> {
  const published = await stage.oss.objectBytes(BUCKET, 'app.bin')
  expect(contents.some((content) => published?.equals(content))).toBe(true)
  expect(readdirSync(folder)).toEqual([])
}

test('two steps that publish the same file at the same time both succeed', async () => {
  const steps = await Promise.all([start(FILE), start(FILE)])
  const results = await Promise.all(steps.map((step) => step.done))
  for (const { conclusion, log } of results) {
    expect(log).not.toContain('##[error]')
    expect(conclusion).toBe('success')
  }
  await expectOneOf([FILE])
})

test('two steps that publish different files under the same key both end, and one complete file is published', async () => {
  const steps = await Promise.all([start(FILE), start(OTHER)])
  const results = await Promise.all(steps.map((step) => step.done))
  expect(results.map(({ conclusion }) => conclusion)).toContain('success')
  for (const { conclusion, log } of results) if (conclusion !== 'success') expect(log).toContain('##[error]')
  const published = await stage.oss.objectBytes(BUCKET, 'app.bin')
  expect([FILE, OTHER].some((content) => published?.equals(content))).toBe(true)
})

test('a step that begins while another uploads other bytes under the same key continues that upload without mixing bytes', async () => {
  const stall = { kind: 'stall', at: 'before-body' } as const
  stage.oss.faults.add({ when: { operation: 'UploadPart', nth: 7 }, times: 3, action: stall })
  const first = await start(FILE)
  await stage.oss.waitFor({ operation: 'UploadPart', status: 200 }, 6)
  const second = await start(OTHER)
  const { conclusion, log } = await second.done
  expect(log).not.toContain('##[error]')
  expect(conclusion).toBe('success')
  expect((await stage.oss.objectBytes(BUCKET, 'app.bin'))?.equals(OTHER)).toBe(true)
  stage.oss.faults.clear()
  const late = await first.done
  expect(late.conclusion).toBe('success')
  await expectOneOf([FILE])
})

test('the post of a step that failed saves nothing of what another step has published since', async () => {
  const runner = await stage.runner({ runId: '77' })
  writeFiles(runner.workspace, { 'app.bin': FILE })
  const inputs = stage.inputs({ path: 'app.bin', 'part-size': '100KB', 'checkpoint-dir': folder })
  const refuse = { kind: 'answer', status: 403, code: 'AccessDenied' } as const
  stage.oss.faults.add({ when: { operation: 'UploadPart', nth: 5 }, times: 99, action: refuse })
  const failed = await runner.start({ with: inputs })
  expect((await failed.done).conclusion).toBe('failure')
  const saved = stage.cache.entries().length
  stage.oss.faults.clear()
  expect((await runner.run({ with: inputs })).conclusion).toBe('success')
  await runner.endJob()
  expect(stage.cache.entries()).toHaveLength(saved)
  await expectOneOf([FILE])

  // The entry of the step that failed is still there. It costs two questions, and no byte goes to where it points.
  const later = await stage.runner({ runId: '78' })
  writeFiles(later.workspace, { 'app.bin': OTHER })
  expect((await later.run({ with: inputs })).conclusion).toBe('success')
  await expectOneOf([OTHER])
})

test('the post of a step that failed saves no restored record of what another step has published since', async () => {
  const refuse = { kind: 'answer', status: 403, code: 'AccessDenied' } as const
  const fails = async (runner: Awaited<ReturnType<Stage['runner']>>, inputs: Record<string, string>) => {
    stage.oss.faults.add({ when: { operation: 'UploadPart', nth: 5 }, times: 99, action: refuse })
    expect((await runner.run({ with: inputs })).conclusion).toBe('failure')
    stage.oss.reset()
  }
  const inputs = stage.inputs({ path: '*.bin', 'part-size': '100KB', concurrency: '2' })
  const first = await stage.runner({ runId: '77' })
  writeFiles(first.workspace, { 'app.bin': FILE, 'other.bin': OTHER })
  await fails(first, inputs)
  await first.endJob()

  const second = await stage.runner({ runId: '77', runAttempt: 2 })
  writeFiles(second.workspace, { 'app.bin': FILE, 'other.bin': OTHER })
  await fails(second, inputs)
  const saved = stage.cache.entries().length
  expect((await second.run({ with: inputs })).conclusion).toBe('success')
  await second.endJob()
  expect(stage.cache.entries()).toHaveLength(saved)
})
