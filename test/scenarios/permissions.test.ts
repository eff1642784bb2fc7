/** What each RAM action adds: docs/permissions.md. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SANDBOX_CREDENTIAL } from '../../packages/oss-sandbox/src/server.ts'
import type { Runner } from '../sandbox/runner/runner.ts'
import { BUCKET, bytesOf, KIB, MIB, openStage, type Stage, writeFiles } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

function allow(...actions: readonly string[]): void {
  stage.oss.setCredential({ ...SANDBOX_CREDENTIAL, allow: actions, prefix: 'downloads/' })
}

const inputs = (more: Record<string, string> = {}) =>
  stage.inputs({ path: 'dist/**', 'key-prefix': 'downloads/', 'part-size': '100KB', concurrency: '4', ...more })

function writeRelease(runner: Runner, app = bytesOf(2 * MIB)): void {
  writeFiles(runner.workspace, { 'dist/app.bin': app, 'dist/notes.txt': 'notes', 'dist/latest.yml': 'version: 1' })
}

/** Cancels a step once ten parts are in OSS, and loses its machine. */
async function cancelHalfWay(runId: string): Promise<void> {
  const runner = await stage.runner({ runId, runAttempt: 1 })
  writeRelease(runner)
  stage.oss.faults.add({
    when: { operation: 'UploadPart', predicate: ({ partNumber = 0 }) => partNumber > 10 },
    times: 0,
    action: { kind: 'stall', at: 'before-body' },
  })
  const step = await runner.start({ with: inputs() })
  await stage.oss.waitFor({ operation: 'UploadPart', status: 200 }, 10)
  await step.cancel()
  expect((await step.done).exitCode).toBe(130)
  await runner.loseMachine()
  stage.oss.reset()
}

async function goOn(runId: string) {
  const runner = await stage.runner({ runId, runAttempt: 2 })
  writeRelease(runner)
  const result = await runner.run({ with: inputs() })
  expect(result.conclusion).toBe('success')
  return { result, resumedBytes: Number(result.outputs['bytes-resumed']) }
}

describe('with oss:PutObject alone', () => {
  test('everything is published and verified, without a warning', async () => {
    allow('oss:PutObject')
    const runner = await stage.runner()
    writeRelease(runner)
    const result = await runner.run({ with: inputs() })
    expect(result.conclusion).toBe('success')
    expect(stage.oss.objects(BUCKET).map(({ key }) => key)).toEqual([
      'downloads/app.bin',
      'downloads/latest.yml',
      'downloads/notes.txt',
    ])
    expect(result.annotations.filter(({ level }) => level === 'warning')).toEqual([])
    expect(stage.oss.requests.filter(({ code }) => code === 'AccessDenied')).toEqual([])
  })

  test('a cancelled upload continues on another machine, by its own record', async () => {
    allow('oss:PutObject')
    await cancelHalfWay('77')
    const { resumedBytes } = await goOn('77')
    expect(resumedBytes).toBeGreaterThanOrEqual(10 * 100 * KIB)
    expect(await stage.oss.objectBytes(BUCKET, 'downloads/app.bin')).toEqual(bytesOf(2 * MIB))
  })

  test('a lost answer to Complete, and a process that is killed while it waits for it, send nothing again', async () => {
    allow('oss:PutObject')
    const runner = await stage.runner({ runId: '77' })
    writeRelease(runner)
    stage.oss.faults.add({ when: { operation: 'CompleteMultipartUpload' }, action: { kind: 'lose-answer' } })
    const lost = await runner.run({ with: inputs() })
    expect([lost.conclusion, lost.outputs['bytes-sent']]).toEqual(['success', String(2 * MIB + 15)])
    expect(lost.log).toContain('1 object completed by an earlier try and not read back')
    stage.oss.reset()
    stage.oss.faults.add({
      when: { operation: 'CompleteMultipartUpload' },
      action: { kind: 'lose-answer', by: 'silence' },
    })
    const step = await runner.start({ with: inputs() })
    await stage.oss.waitFor({ operation: 'CompleteMultipartUpload' })
    step.kill('SIGKILL')
    await step.done
    const again = await runner.run({ with: inputs() })
    expect([again.conclusion, again.outputs['bytes-resumed']]).toEqual(['success', String(2 * MIB)])
    expect(stage.oss.object(BUCKET, 'downloads/app.bin')).toBeDefined()
  })

  test('parts of a file that has changed meanwhile are sent again', async () => {
    allow('oss:PutObject')
    await cancelHalfWay('77')
    const changed = bytesOf(2 * MIB)
    changed[5] = (changed[5] ?? 0) ^ 1
    const runner = await stage.runner({ runId: '77', runAttempt: 2 })
    writeRelease(runner, changed)
    const result = await runner.run({ with: inputs() })
    expect(result.conclusion).toBe('success')
    expect(await stage.oss.objectBytes(BUCKET, 'downloads/app.bin')).toEqual(changed)
  })
})

test('with oss:ListParts parts count that are in no record', async () => {
  allow('oss:PutObject', 'oss:ListParts')
  await cancelHalfWay('77')
  // A part that arrived after the record was saved.
  const [upload] = stage.oss.uploads(BUCKET)
  const eleventh = bytesOf(2 * MIB).subarray(10 * 100 * KIB, 11 * 100 * KIB)
  await stage.oss.replacePart({ bucket: BUCKET, uploadId: upload?.uploadId ?? '', partNumber: 11 }, eleventh)
  const { resumedBytes } = await goOn('77')
  expect(resumedBytes).toBeGreaterThanOrEqual(11 * 100 * KIB)
})

test('with oss:GetObject objects of an earlier attempt are recognised, and files with two keys are copied', async () => {
  allow('oss:PutObject', 'oss:GetObject')
  const runner = await stage.runner()
  writeRelease(runner)
  const path = 'dist/app.bin => v1/app.bin\ndist/app.bin => latest/app.bin'
  const result = await runner.run({ with: inputs({ path }) })
  expect(result.conclusion).toBe('success')
  expect(result.outputs['bytes-sent']).toBe(String(2 * MIB))
  const again = await runner.run({ with: inputs({ path, overwrite: 'if-changed' }) })
  expect(again.outputs['bytes-sent']).toBe('0')
  expect(again.outputs['files-unchanged']).toBe('2')
})

test('keys that the credentials may not write are named with the policy that they need', async () => {
  allow('oss:PutObject')
  const runner = await stage.runner()
  writeRelease(runner)
  const result = await runner.run({ with: inputs({ 'key-prefix': 'other/' }) })
  expect(result.conclusion).toBe('failure')
  expect(result.log).toContain(`acs:oss:*:*:${BUCKET}/other/*`)
})
