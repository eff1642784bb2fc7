import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BUCKET, bytesOf, KIB, openStage, type Stage, writeFiles } from './stage.ts'

const FILE = bytesOf(8 * 100 * KIB + 1)

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

test('a folder without permission for records is a warning, and the upload succeeds', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'app.bin': FILE })
  writeFileSync(join(runner.workspace, 'a-file'), '')
  const result = await runner.run({
    with: stage.inputs({ path: 'app.bin', 'part-size': '100KB', 'checkpoint-dir': 'a-file/records' }),
  })
  expect(result.conclusion).toBe('success')
  expect(result.annotations.filter(({ level }) => level === 'warning')).toHaveLength(1)
  expect(result.log).toContain("The upload's records cannot be written here")
  expect((await stage.oss.objectBytes(BUCKET, 'app.bin'))?.equals(FILE)).toBe(true)
})

test.each([
  [
    'the folder is not one',
    { 'checkpoint-dir': 'a-file/records' },
    'read-write',
    /was sent.*The next attempt starts afresh \(records cannot/,
  ],
  [
    'nothing is to be kept',
    { resume: 'false' },
    'read-write',
    /was sent.*The next attempt starts afresh \(.{0,6}resume: false/,
  ],
  [
    'the cache takes none',
    {},
    'read',
    /is safe in OSS.*Another try in this job goes on.*a new runner starts afresh \(the Act/,
  ],
] as const)('a step that fails promises nothing about missing records: %s', async (_, more, cacheAccess, promise) => {
  const runner = await stage.runner({ cacheAccess })
  writeFiles(runner.workspace, { 'app.bin': FILE, 'a-file': '' })
  stage.oss.faults.add({
    when: { operation: 'UploadPart', predicate: ({ partNumber = 0 }) => partNumber > 6 },
    times: 0,
    action: { kind: 'answer', status: 403, code: 'AccessDenied' },
  })
  const inputs = { path: 'app.bin', 'part-size': '100KB', concurrency: '1', ...more }
  const { conclusion, log, summary } = await runner.run({ with: stage.inputs(inputs) })
  expect(conclusion).toBe('failure')
  expect(log).toMatch(promise)
  expect(summary.replaceAll('\n', ' ')).toMatch(promise)
  expect(`${log}${summary}`).not.toContain('Re-run the failed jobs to go on')
})

const hasLimits = spawnSync('prlimit', ['--version']).status === 0

test.skipIf(!hasLimits)(
  'a disk that becomes full is a warning, and the upload succeeds; the next attempt asks OSS',
  async () => {
    const runner = await stage.runner({ runId: '77' })
    writeFiles(runner.workspace, { 'app.bin': FILE })
    const inputs = stage.inputs({ path: 'app.bin', 'part-size': '100KB', concurrency: '1' })
    let step: Awaited<ReturnType<typeof runner.start>> | undefined
    // From the third part on the process can write no file any further.
    const fill = ({
      operation,
      partNumber,
    }: {
      readonly operation: string
      readonly partNumber: number | undefined
    }): boolean => {
      if (operation === 'UploadPart' && partNumber === 3)
        execFileSync('prlimit', ['--pid', String(step?.pid), '--fsize=1:1'])
      return operation === 'UploadPart' && (partNumber ?? 0) > 6
    }
    stage.oss.faults.add({ when: { predicate: fill }, times: 99, action: { kind: 'stall', at: 'before-body' } })
    step = await runner.start({ with: inputs })
    await step.waitForLog(/The upload's records cannot be written here/)
    await stage.oss.waitFor({ operation: 'UploadPart', status: 200 }, 6)
    step.kill('SIGKILL')
    await step.done
    stage.oss.faults.clear()
    const before = stage.oss.requests.length
    const result = await runner.run({ with: inputs })
    expect(result.conclusion).toBe('success')
    expect((await stage.oss.objectBytes(BUCKET, 'app.bin'))?.equals(FILE)).toBe(true)
    const sent = stage.oss.requests.slice(before).filter(({ operation }) => operation === 'UploadPart')
    expect(sent.map(({ partNumber }) => partNumber).sort()).toEqual([7, 8, 9])
    expect(readdirSync(join(runner.runnerTemp, 'upload-aliyun-oss', 'checkpoints'))).toEqual([])
  },
)
