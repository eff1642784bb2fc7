import { afterEach, beforeEach, expect, test } from 'vitest'
import { bytesOf, MIB, openStage, type Stage, writeFiles } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

test('the job summary of a success has the result, and each file with its link', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'dist/app|<b>.exe': bytesOf(2 * MIB), 'dist/latest.yml': 'x' })
  const path = 'dist/*\ndist/app* => latest/app.exe'
  const result = await runner.run({ with: stage.inputs({ path, checksums: 'SHA256SUMS' }) })
  expect(result.conclusion).toBe('success')
  expect(result.summary).toContain('### ✅ Published 4 files (4.0 MiB) to')
  expect(result.summary).toContain(`[<code>app&#124;&#60;b&#62;.exe</code>](${stage.oss.endpoint}/app%7C%3Cb%3E.exe)`)
  expect(result.summary).toContain('copied inside OSS')
  expect(result.summary).toContain('SHA-256')
})

test('the job summary of a failure says what is safe, what to do, and why, once for each cause', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, {
    'dist/a.bin': bytesOf(2 * MIB, 'a'),
    'dist/b.bin': bytesOf(2 * MIB, 'b'),
    'dist/c.bin': bytesOf(2 * MIB, 'c'),
  })
  stage.oss.faults.add({
    when: { operation: 'UploadPart', predicate: ({ key }) => key !== 'c.bin' },
    times: 0,
    action: { kind: 'answer', status: 403, code: 'AccessDenied', ec: '0003-00000001' },
  })
  const inputs = stage.inputs({ path: 'dist/*' })
  const failed = await runner.run({ with: inputs })
  expect(failed.conclusion).toBe('failure')
  expect(failed.summary).toContain('failed: nothing was published')
  expect(failed.summary).toContain('**33 % (2.0 MiB) is safe in OSS; 1 file not published')
  expect(failed.summary).toContain('👉 Fix the cause first. Re-run the failed jobs to go on from there.')
  expect(failed.summary).toContain('EC: 0003-00000001')
  const errors = failed.annotations.filter(({ level }) => level === 'error')
  expect(errors.map(({ title }) => title)).toEqual(['Access denied'])
  expect(errors[0]?.message).toContain('Not published: dist/a.bin, dist/b.bin.')

  stage.oss.reset()
  const resumed = await runner.run({ with: inputs })
  expect(resumed.summary).toContain('2.0 MiB were in OSS already')
  expect(resumed.summary).toContain('| resumed |')
})

test('the job summary of a cancelled step says what is safe, and the step ends in time', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'a.bin': bytesOf(2 * MIB) })
  stage.oss.faults.add({
    when: { operation: 'UploadPart', predicate: ({ partNumber = 0 }) => partNumber > 10 },
    action: { kind: 'stall', at: 'before-body' },
  })
  const step = await runner.start({ with: stage.inputs({ path: 'a.bin', 'part-size': '100KB', concurrency: '4' }) })
  await stage.oss.waitFor({ operation: 'UploadPart', status: 200 }, 10)
  await step.cancel()
  const cancelled = await step.done
  expect(cancelled.exitCode).toBe(130)
  expect(cancelled.summary).toContain('was cancelled: nothing was published')
  expect(cancelled.summary).toMatch(/\*\*\d+ % \(.*\) is safe in OSS/)
  expect(cancelled.annotations[0]?.title).toBe('The step was cancelled')
})

test('the job summary of a step that could not begin has the error and its remedy', async () => {
  const runner = await stage.runner()
  const failed = await runner.run({ with: stage.inputs({ path: 'dist/*' }) })
  expect(failed.summary).toContain('### ❌ Nothing was published\n\n**Files are missing**')
  expect(failed.annotations.map(({ title }) => title)).toEqual(['Files are missing'])
})

test('no signed URL appears in the job summary', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'a.txt': 'a' })
  const result = await runner.run({ with: stage.inputs({ path: 'a.txt', 'signed-url-expires': '1h' }) })
  expect(result.outputs.url).toContain('x-oss-signature=')
  expect(result.summary).not.toContain('x-oss-')
  expect(result.summary).toContain('The URLs are signed')
})

test('warns once for each pattern without a match, and for an ACL that lets anybody write', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'a.txt': 'a', 'b.txt': 'b' })
  const path = '*.txt\n*.exe\n*.dmg'
  const headers = 'x-oss-object-acl: public-read-write'
  const result = await runner.run({ with: stage.inputs({ path, headers, 'if-no-files-found': 'warn' }) })
  expect(result.conclusion).toBe('success')
  const warnings = result.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)
  expect(warnings).toHaveLength(3)
  expect(warnings[0]).toContain('*.exe')
  expect(warnings[1]).toContain('*.dmg')
  expect(warnings[2]).toContain('anybody may overwrite it')
})
