import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Fault, FaultAction } from '../../packages/oss-sandbox/src/faults.ts'
import type { RequestRecord } from '../../packages/oss-sandbox/src/request-log.ts'
import { SANDBOX_CREDENTIAL } from '../../packages/oss-sandbox/src/server.ts'
import { startLink } from '../sandbox/link/link.ts'
import type { StepResult } from '../sandbox/runner/runner.ts'
import { BUCKET, bytesOf, download, KIB, openStage, type Stage, writeFiles } from './stage.ts'

const PART_BYTES = 100 * KIB
const FILES = { 'app.bin': bytesOf(4 * PART_BYTES + 3), 'small.txt': bytesOf(500, 'small') }

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

async function publish(more: Readonly<Record<string, string>> = {}): Promise<StepResult> {
  const runner = await stage.runner({ runId: '77' })
  writeFiles(runner.workspace, FILES)
  const inputs = { path: '*', 'part-size': '100KB', concurrency: '2', 'stall-timeout': '1s', 'give-up-after': '60s' }
  return runner.run({ with: stage.inputs({ ...inputs, ...more }) })
}

async function expectPublished(result: StepResult): Promise<void> {
  expect(result.log).not.toContain('##[error]')
  expect(result.conclusion).toBe('success')
  for (const [key, bytes] of Object.entries(FILES))
    expect((await stage.oss.objectBytes(BUCKET, key))?.equals(bytes)).toBe(true)
  expect(stage.oss.uploads(BUCKET)).toEqual([])
}

/** Only what a fault struck was sent for nothing. */
function expectNothingTwice(): void {
  const wanted = Object.values(FILES).reduce((sum, { length }) => sum + length, 0)
  const bodies = stage.oss.requests.filter(({ operation }) => operation === 'UploadPart' || operation === 'PutObject')
  const sum = (records: typeof bodies): number => records.reduce((total, { bytesReceived }) => total + bytesReceived, 0)
  expect(sum(bodies)).toBeLessThanOrEqual(wanted + sum(bodies.filter(({ fault }) => fault !== undefined)))
}

const BODIES = ['UploadPart', 'PutObject']
const ALL = [...BODIES, 'InitiateMultipartUpload', 'CompleteMultipartUpload']

/** What strikes the first request of each of these operations. */
const FAULTS: Readonly<Record<string, { readonly on: readonly string[]; readonly action: FaultAction }>> = {
  'a connection reset before the body': { on: ALL, action: { kind: 'reset', at: 'before-body' } },
  'a connection reset within the body': { on: BODIES, action: { kind: 'reset', at: 'within-body', afterBytes: 100 } },
  'a connection reset after the body': { on: ALL, action: { kind: 'reset', at: 'after-body' } },
  'a stall before the body': { on: BODIES, action: { kind: 'stall', at: 'before-body' } },
  'a stall within the body': { on: BODIES, action: { kind: 'stall', at: 'within-body', afterBytes: 100 } },
  'a stall after the body': { on: BODIES, action: { kind: 'stall', at: 'after-body' } },
  'an internal error': { on: ALL, action: { kind: 'answer', status: 500, code: 'InternalError' } },
  'a page of a gateway': { on: ALL, action: { kind: 'answer', status: 502, body: '<html>Bad Gateway</html>' } },
  'a service that is unavailable': { on: ALL, action: { kind: 'answer', status: 503, code: 'ServiceUnavailable' } },
  'too many requests': { on: ALL, action: { kind: 'answer', status: 429, code: 'TooManyRequests' } },
  'a body that came too slowly': {
    on: BODIES,
    action: { kind: 'answer', status: 400, code: 'RequestTimeout', at: 'after-body' },
  },
  'an answer cut off in the middle': {
    on: ['CompleteMultipartUpload'],
    action: { kind: 'cut-answer', afterBytes: 20 },
  },
  'bytes damaged on their way': { on: BODIES, action: { kind: 'damage-body', atByte: 7 } },
  'a wrong CRC64 in the answer': { on: BODIES, action: { kind: 'wrong-crc64' } },
  'an answer lost after it was done': { on: BODIES, action: { kind: 'lose-answer' } },
  'an error in the body of a success': {
    on: ['CompleteMultipartUpload'],
    action: { kind: 'error-in-200', code: 'InternalError' },
  },
  'an error in the body of what was done': {
    on: ['CompleteMultipartUpload'],
    action: { kind: 'error-in-200', code: 'InternalError', done: true },
  },
}

test.for(Object.entries(FAULTS))('survives %s, and sends nothing else again', async ([, { on, action }]) => {
  for (const operation of on) stage.oss.faults.add({ when: { operation }, action } satisfies Fault)
  await expectPublished(await publish())
  expect(stage.oss.requests.filter(({ fault }) => fault === action.kind)).toHaveLength(on.length)
  expectNothingTwice()
})

test('after a lost answer to Complete HEAD decides', async () => {
  stage.oss.faults.add({ when: { operation: 'CompleteMultipartUpload' }, action: { kind: 'lose-answer' } })
  await expectPublished(await publish())
  // One more look is the one that every step takes without credentials.
  const own = stage.oss.requests.filter(({ key, accessKeyId }) => key === 'app.bin' && accessKeyId !== undefined)
  expect(own.slice(-2).map(({ operation, code }) => code ?? operation)).toEqual(['NoSuchUpload', 'HeadObject'])
  expectNothingTwice()
})

test.for([{ kind: 'lose-answer' }, { kind: 'cut-answer', afterBytes: 20 }] as const)(
  'a lost answer to Initiate ($kind) leaves one empty upload',
  async (action) => {
    stage.oss.faults.add({ when: { operation: 'InitiateMultipartUpload' }, action })
    expect((await publish()).conclusion).toBe('success')
    expect(stage.oss.uploads(BUCKET).map(({ parts }) => parts)).toEqual([[]])
  },
)

test.for([-3_600_000, 3_600_000])(
  'a clock that is an hour off (%i ms) is corrected by the server’s time',
  async (offsetMs) => {
    stage.oss.clockOffsetMs = offsetMs
    const result = await publish({ 'signed-url-expires': '10m' })
    await expectPublished(result)
    expect(stage.oss.requests.some(({ code }) => code === 'RequestTimeTooSkewed')).toBe(true)
    expect(await download(result.outputs.url ?? '')).toEqual(FILES['app.bin'])
  },
)

test('a server that cannot be reached for a while is waited for', async () => {
  const link = await startLink({ target: { host: '127.0.0.1', port: stage.oss.port } })
  await link.setOutage('refuse')
  const runner = await stage.runner({ debug: true })
  writeFiles(runner.workspace, FILES)
  const step = await runner.start({ with: stage.inputs({ path: '*', 'part-size': '100KB', endpoint: link.endpoint }) })
  await step.waitForLog(/ECONNREFUSED.*again in/)
  await link.setOutage(undefined)
  await expectPublished(await step.done)
  await link.close()
})

test('an upload that a lifecycle rule removes during the transfer starts again', async () => {
  let isEnded = false
  const end = ({ operation, partNumber, uploadId }: RequestRecord): boolean => {
    if (operation === 'UploadPart' && partNumber === 3 && !isEnded)
      isEnded = stage.oss.abortUpload(BUCKET, uploadId ?? '')
    return false
  }
  stage.oss.faults.add({ when: { predicate: end }, action: { kind: 'reset', at: 'before-body' } })
  await expectPublished(await publish())
  expect(isEnded).toBe(true)
})

test('a part that somebody else changed is found at Complete, and only that part is sent again', async () => {
  let isWritten = false
  const write = ({ operation, uploadId = '' }: RequestRecord): boolean => {
    if (operation !== 'CompleteMultipartUpload' || isWritten) return false
    isWritten = true
    void stage.oss.replacePart({ bucket: BUCKET, uploadId, partNumber: 2 }, 'something else')
    return true
  }
  // The reset gives the other writer the time to write.
  stage.oss.faults.add({ when: { predicate: write }, action: { kind: 'reset', at: 'before-body' } })
  const result = await publish()
  expect(result.conclusion).toBe('success')
  expect((await stage.oss.objectBytes(BUCKET, 'app.bin'))?.equals(FILES['app.bin'])).toBe(true)
  const parts = stage.oss.requests
    .filter(({ operation }) => operation === 'UploadPart')
    .map(({ partNumber }) => partNumber)
  expect(parts.sort()).toEqual([1, 2, 2, 3, 4, 5])
  expect(stage.oss.uploads(BUCKET)).toEqual([])
})

/** A credential that may do no more than this. */
function allow(...actions: readonly string[]): void {
  stage.oss.setCredential({ ...SANDBOX_CREDENTIAL, allow: actions })
}

test.for([
  { title: 'without ListParts', actions: ['oss:PutObject', 'oss:GetObject'] },
  { title: 'with PutObject alone', actions: ['oss:PutObject'] },
])('continues from its own record $title', async ({ actions }) => {
  allow(...actions)
  stage.oss.faults.add({
    when: { operation: 'UploadPart', nth: 4 },
    times: 9,
    action: { kind: 'answer', status: 403, code: 'AccessDenied' },
  })
  // One at a time: the refusal would end a third part that is acknowledged at the same moment, and no list would tell of that.
  expect((await publish({ concurrency: '1' })).conclusion).toBe('failure')
  stage.oss.faults.clear()
  const before = stage.oss.requests.length
  await expectPublished(await publish())
  expect(stage.oss.requests.slice(before).filter(({ operation }) => operation === 'UploadPart')).toHaveLength(2)
})

test('more than a thousand parts are listed page by page and none is sent again', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'large.bin': Buffer.alloc(1030 * PART_BYTES) })
  const inputs = stage.inputs({ path: 'large.bin', 'part-size': '100KB' })
  stage.oss.faults.add({
    when: { operation: 'UploadPart', nth: 1021 },
    times: 99,
    action: { kind: 'answer', status: 403, code: 'AccessDenied' },
  })
  expect((await runner.run({ with: inputs })).conclusion).toBe('failure')
  const acknowledged = stage.oss.requests.filter(
    ({ operation, status }) => operation === 'UploadPart' && status === 200,
  ).length
  stage.oss.faults.clear()
  const before = stage.oss.requests.length
  expect((await runner.run({ with: inputs })).conclusion).toBe('success')
  const after = stage.oss.requests.slice(before)
  expect(after.filter(({ operation }) => operation === 'ListParts')).toHaveLength(2)
  expect(after.filter(({ operation }) => operation === 'UploadPart')).toHaveLength(1030 - acknowledged)
})
