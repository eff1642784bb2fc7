/** Runners that are set up otherwise: the same files become the same objects, and nothing of the action is one of them. */
import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BUCKET, bytesOf, KIB, openStage, type Stage, writeFiles } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const keys = () => stage.oss.objects(BUCKET).map(({ key }) => key)

test('the workspace may be a link', async () => {
  const runner = await stage.runner()
  const elsewhere = join(dirname(runner.workspace), 'other-disk')
  rmSync(runner.workspace, { recursive: true })
  mkdirSync(elsewhere)
  symlinkSync(elsewhere, runner.workspace)
  writeFiles(runner.workspace, { 'dist/relative.txt': 'r', 'dist/absolute.txt': 'a' })
  const path = `dist/relative.*\n${runner.workspace}/dist/absolute.*`
  const result = await runner.run({ with: stage.inputs({ path, layout: 'workspace' }) })
  expect(result.conclusion).toBe('success')
  expect(keys()).toEqual(['dist/absolute.txt', 'dist/relative.txt'])
})

test('records in the folder of the files are not published', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'app.bin': bytesOf(250 * KIB), 'notes.txt': 'hello' })
  const inputs = stage.inputs({ path: '**', 'checkpoint-dir': 'records', 'part-size': '100KB', concurrency: '1' })
  stage.oss.faults.add({
    when: { operation: 'UploadPart', nth: 3 },
    action: { kind: 'answer', status: 403, code: 'AccessDenied' },
  })
  expect((await runner.run({ with: inputs })).conclusion).toBe('failure')
  const result = await runner.run({ with: inputs })
  expect(result.conclusion).toBe('success')
  expect(result.outputs['bytes-resumed']).toBe(String(200 * KIB))
  expect(keys()).toEqual(['app.bin', 'notes.txt'])
})

test('outputs that cannot be written fail the step, and objects stay published', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'app.bin': 'bytes' })
  const step = await runner.start({ with: stage.inputs({ path: 'app.bin' }) })
  stage.oss.faults.add({ when: { operation: 'PutObject' }, action: { kind: 'stall', at: 'before-answer' } })
  await stage.oss.waitFor({ operation: 'PutObject' }, 1)
  rmSync(join(runner.runnerTemp, '_runner_file_commands'), { recursive: true })
  stage.oss.faults.release()
  const result = await step.done
  expect(result.conclusion).toBe('failure')
  expect(result.log).toContain('The outputs of this step cannot be written')
  expect(result.log).not.toContain('at setOutputs')
  expect(keys()).toEqual(['app.bin'])
})

test('files beside the workspace can be matched and excluded with `..`', async () => {
  const runner = await stage.runner()
  writeFiles(dirname(runner.workspace), { 'tool/out/app.exe': 'a', 'tool/out/app.map': 'm' })
  writeFiles(runner.workspace, { 'dist/notes.txt': 'n' })
  const path = '../tool/out/**\ndist/../dist/./notes.txt\n!../tool/**/*.map'
  const result = await runner.run({ with: stage.inputs({ path }) })
  expect(result.conclusion).toBe('success')
  expect(keys()).toEqual(['app.exe', 'notes.txt'])

  const refused = await runner.run({ with: stage.inputs({ path: 'dist/**/../notes.txt' }) })
  expect(refused.conclusion).toBe('failure')
  expect(refused.log).toContain('A line of `path` cannot be searched for')
})
