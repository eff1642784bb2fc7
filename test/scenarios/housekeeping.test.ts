/** Which unfinished uploads are aborted: those of this run that nobody can go on with, and no others. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SANDBOX_CREDENTIAL } from '../../packages/oss-sandbox/src/server.ts'
import { BUCKET, bytesOf, MIB, openStage, type Stage, writeFiles } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const SMALL_PARTS = { path: 'app.bin', 'part-size': '100KB', concurrency: '4' }

/** A run that is cancelled with ten parts in OSS, and its record in the Actions cache. */
async function cancelledAttempt(run: { readonly runId: string; readonly runAttempt: number }): Promise<string> {
  const runner = await stage.runner(run)
  writeFiles(runner.workspace, { 'app.bin': bytesOf(2 * MIB) })
  stage.oss.faults.add({
    when: { operation: 'UploadPart', predicate: ({ partNumber = 0 }) => partNumber > 10 },
    times: 0,
    action: { kind: 'stall', at: 'before-body' },
  })
  const step = await runner.start({ with: stage.inputs(SMALL_PARTS) })
  await stage.oss.waitFor({ operation: 'UploadPart', status: 200 }, 10)
  await step.cancel()
  expect((await step.done).exitCode).toBe(130)
  await runner.loseMachine()
  stage.oss.reset()
  const [upload, ...others] = stage.oss.uploads(BUCKET)
  expect(others).toEqual([])
  return upload?.uploadId ?? ''
}

async function nextAttempt(
  run: { readonly runId: string; readonly runAttempt: number },
  more: Record<string, string>,
  sizeBytes = 2 * MIB,
) {
  const runner = await stage.runner(run)
  writeFiles(runner.workspace, { 'app.bin': bytesOf(sizeBytes) })
  return runner.run({ with: stage.inputs({ ...SMALL_PARTS, ...more }) })
}

function uploadIds(): readonly string[] {
  return stage.oss.uploads(BUCKET).map(({ uploadId }) => uploadId)
}

const aborts = () => stage.oss.requests.filter(({ operation }) => operation === 'AbortMultipartUpload')

test('the upload of an earlier attempt of this run with other headers is aborted', async () => {
  await cancelledAttempt({ runId: '77', runAttempt: 1 })
  const result = await nextAttempt({ runId: '77', runAttempt: 2 }, { headers: 'Cache-Control: no-cache' })
  expect(result.conclusion).toBe('success')
  expect(result.outputs['bytes-resumed']).toBe('0')
  expect(uploadIds()).toEqual([])
})

test('another run with other headers leaves the upload to the lifecycle rule', async () => {
  const uploadId = await cancelledAttempt({ runId: '77', runAttempt: 1 })
  const result = await nextAttempt({ runId: '78', runAttempt: 1 }, { headers: 'Cache-Control: no-cache' })
  expect(result.conclusion).toBe('success')
  expect(uploadIds()).toEqual([uploadId])
  expect(aborts()).toEqual([])
})

test('a file that changed its size is continued, not aborted', async () => {
  const uploadId = await cancelledAttempt({ runId: '77', runAttempt: 1 })
  const result = await nextAttempt({ runId: '77', runAttempt: 2 }, {}, 3 * MIB)
  expect(result.conclusion).toBe('success')
  expect(Number(result.outputs['bytes-resumed'])).toBeGreaterThan(0)
  expect(aborts()).toEqual([])
  const completed = stage.oss.requests.filter(({ operation }) => operation === 'CompleteMultipartUpload')
  expect(completed.map((request) => request.uploadId)).toEqual([uploadId])
})

test('without permission to abort the release still succeeds', async () => {
  const uploadId = await cancelledAttempt({ runId: '77', runAttempt: 1 })
  stage.oss.setCredential({ ...SANDBOX_CREDENTIAL, allow: ['oss:PutObject', 'oss:ListParts'] })
  const result = await nextAttempt({ runId: '77', runAttempt: 2 }, { headers: 'Cache-Control: no-cache' })
  expect(result.conclusion).toBe('success')
  expect(uploadIds()).toEqual([uploadId])
  expect(aborts().map(({ code }) => code)).toEqual(['AccessDenied'])
})

test('with `resume: false` a step that fails aborts what it began', async () => {
  stage.oss.faults.add({
    when: { operation: 'UploadPart', predicate: ({ partNumber = 0 }) => partNumber === 8 },
    action: { kind: 'answer', status: 403, code: 'UserDisable', at: 'after-body' },
  })
  const result = await nextAttempt({ runId: '77', runAttempt: 1 }, { resume: 'false' })
  expect(result.conclusion).toBe('failure')
  expect(uploadIds()).toEqual([])
  expect(result.log).toContain('Aborted 1 unfinished upload')
})

test('with `resume: false` a cancelled step aborts what it began', async () => {
  stage.oss.faults.add({
    when: { operation: 'UploadPart', predicate: ({ partNumber = 0 }) => partNumber > 10 },
    times: 0,
    action: { kind: 'stall', at: 'before-body' },
  })
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'app.bin': bytesOf(2 * MIB) })
  const step = await runner.start({ with: stage.inputs({ ...SMALL_PARTS, resume: 'false' }) })
  await stage.oss.waitFor({ operation: 'UploadPart', status: 200 }, 10)
  await step.cancel()
  expect((await step.done).exitCode).toBe(130)
  expect(uploadIds()).toEqual([])
})

test('an upload whose parts OSS refuses for good is replaced and aborted', async () => {
  stage.oss.faults.add({
    when: { operation: 'CompleteMultipartUpload' },
    action: { kind: 'answer', status: 400, code: 'InvalidPart', at: 'after-body' },
  })
  const result = await nextAttempt({ runId: '77', runAttempt: 1 }, {})
  expect(result.conclusion).toBe('success')
  expect(uploadIds()).toEqual([])
  expect(aborts()).toHaveLength(1)
})
