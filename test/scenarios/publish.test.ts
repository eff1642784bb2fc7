import { afterEach, beforeEach, expect, test } from 'vitest'
import { BUCKET, bytesOf, KIB, MIB, openStage, type Stage, writeFiles } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

test('publishes what the patterns match and outputs URLs that can be downloaded', async () => {
  const runner = await stage.runner()
  const files = {
    'dist/app.exe': bytesOf(3 * MIB + 5),
    'dist/readme.txt': 'hello',
    'dist/sub/empty.bin': '',
    'notes.md': '# no',
  }
  writeFiles(runner.workspace, files)
  const result = await runner.run({ with: stage.inputs({ path: 'dist/**', 'key-prefix': 'v1/' }) })
  expect(result.log).not.toContain('::error')
  expect(result.conclusion).toBe('success')
  const manifest = JSON.parse(result.outputs.manifest ?? '')
  expect(manifest.map((entry: { key: string }) => entry.key)).toEqual([
    'v1/app.exe',
    'v1/readme.txt',
    'v1/sub/empty.bin',
  ])
  for (const entry of manifest) {
    const body = Buffer.from(await (await fetch(entry.url)).arrayBuffer())
    expect(body.equals(Buffer.from(files[`${entry.path}` as keyof typeof files]))).toBe(true)
  }
  expect(result.outputs['files-uploaded']).toBe('3')
  expect(result.outputs['bytes-sent']).toBe(String(3 * MIB + 10))
  expect(stage.oss.uploads(BUCKET)).toEqual([])
  expect(stage.cache.entries()).toEqual([])
})

test('continues where a cancelled job stopped, on a new runner with an empty disk', async () => {
  const file = bytesOf(2 * MIB)
  const first = await stage.runner({ runId: '77', runAttempt: 1 })
  writeFiles(first.workspace, { 'app.bin': file })
  // The tenth part and all after it get no answer until the step is cancelled.
  stage.oss.faults.add({
    when: { operation: 'UploadPart', predicate: ({ partNumber = 0 }) => partNumber > 10 },
    action: { kind: 'stall', at: 'before-body' },
  })
  const inputs = stage.inputs({ path: 'app.bin', 'part-size': '100KB', concurrency: '4' })
  const step = await first.start({ with: inputs })
  await stage.oss.waitFor({ operation: 'UploadPart', status: 200 }, 10)
  await step.cancel()
  const cancelled = await step.done
  expect(cancelled.exitCode).toBe(130)
  await first.loseMachine()
  stage.oss.reset()

  const second = await stage.runner({ runId: '77', runAttempt: 2 })
  writeFiles(second.workspace, { 'app.bin': file })
  const resumed = await second.run({ with: inputs })
  expect(resumed.conclusion).toBe('success')
  expect(Number(resumed.outputs['bytes-resumed'])).toBeGreaterThanOrEqual(10 * 100 * KIB)
  expect(Number(resumed.outputs['bytes-resumed']) + Number(resumed.outputs['bytes-sent'])).toBe(file.length)
  const downloaded = Buffer.from(await (await fetch(resumed.outputs.url ?? '')).arrayBuffer())
  expect(downloaded.equals(file)).toBe(true)
})
