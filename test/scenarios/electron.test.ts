import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Fault } from '../../packages/oss-sandbox/src/faults.ts'
import type { Runner } from '../sandbox/runner/runner.ts'
import { electronRelease, POINTERS, sumsOf, update, type Watch, watchClients } from './electron-release.ts'
import { BUCKET, KIB, openStage, type Stage, writeFiles } from './stage.ts'

const OLD = electronRelease('1.2.0')
const NEW = electronRelease('1.3.0')
const TOTAL_BYTES = Object.values(NEW.files).reduce((sum, { length }) => sum + length, 0) + sumsOf(NEW).length
const CONNECTIONS = 4
const PART_BYTES = 100 * KIB
const INSTALLERS = 3

let stage: Stage
let watch: Watch
beforeEach(async () => {
  stage = await openStage()
  for (const [key, bytes] of [...Object.entries(OLD.files), [OLD.sumsKey, sumsOf(OLD)] as const])
    await stage.oss.putObject({ bucket: BUCKET, key }, bytes)
  watch = watchClients(stage.oss, [OLD, NEW])
})
afterEach(() => stage.close())

function inputs(): Record<string, string> {
  return stage.inputs({
    path: 'dist/*',
    checksums: NEW.sumsKey,
    'part-size': '100KB',
    concurrency: `${CONNECTIONS}`,
  })
}

async function freshRunner(runAttempt: number): Promise<Runner> {
  const runner = await stage.runner({ runId: '4711', runAttempt })
  writeFiles(runner.workspace, Object.fromEntries(Object.entries(NEW.files).map(([name, b]) => [`dist/${name}`, b])))
  return runner
}

interface Moment {
  readonly name: string
  readonly when: NonNullable<Fault['when']>
  /** `before-answer`: OSS has done it, and nobody has heard of it. */
  readonly at: 'before-body' | 'within-body' | 'after-body' | 'before-answer'
}

/** Starts the step, and kills it when a request comes to where it is to happen; no request of its kind gets further. */
async function killAt(runner: Runner, { when, at }: Omit<Moment, 'name'>): Promise<void> {
  const fault = stage.oss.faults.add({
    when,
    times: Number.POSITIVE_INFINITY,
    action: { kind: 'stall', at, afterBytes: 1000 },
  })
  const known = new Set(stage.oss.requests)
  const step = await runner.start({ with: inputs() })
  await stage.oss.waitFor((record) => !known.has(record) && record.fault === 'stall' && isThere(record, at))
  expect(step.kill('SIGKILL')).toBe(true)
  await step.done
  stage.oss.faults.remove(fault)
  stage.oss.faults.release()
}

function isThere({ bytesReceived, bodyComplete }: { bytesReceived: number; bodyComplete: boolean }, at: Moment['at']) {
  if (at === 'within-body') return bytesReceived >= 1000
  return at === 'before-body' || bodyComplete || bytesReceived > 0
}

async function expectClientsToSee(versions: readonly string[]): Promise<void> {
  for (const pointer of POINTERS) expect(versions).toContain(await update(stage.oss.endpoint, pointer))
  expect(watch.violations).toEqual([])
}

/** Bytes of parts and small objects that OSS acknowledged. */
function acknowledgedBytes(): number {
  return stage.oss.requests
    .filter(({ operation, status }) => ['UploadPart', 'PutObject'].includes(operation) && status === 200)
    .reduce((sum, { bytesReceived }) => sum + bytesReceived, 0)
}

const MOMENTS: readonly Moment[] = [
  { name: 'an upload was begun', when: { operation: 'InitiateMultipartUpload', nth: 2 }, at: 'before-answer' },
  { name: 'the first part was on its way', when: { operation: 'UploadPart' }, at: 'within-body' },
  { name: 'the parts were half way', when: { operation: 'UploadPart', nth: 30 }, at: 'after-body' },
  { name: 'the last part was in OSS', when: { operation: 'UploadPart', nth: 63 }, at: 'before-answer' },
  { name: 'the first object was to show', when: { operation: 'PutObject' }, at: 'before-body' },
  { name: 'the first object had just shown', when: { operation: 'PutObject' }, at: 'before-answer' },
  { name: 'the first installer was to show', when: { operation: 'CompleteMultipartUpload' }, at: 'before-body' },
  {
    name: 'the last installer had just shown',
    when: { operation: 'CompleteMultipartUpload', nth: INSTALLERS },
    at: 'before-answer',
  },
  { name: 'SHA256SUMS had just shown', when: { operation: 'PutObject', key: NEW.sumsKey }, at: 'before-answer' },
  { name: 'the first pointer was to show', when: { operation: 'PutObject', keyPrefix: 'latest' }, at: 'before-body' },
  {
    name: 'the first pointer had just shown',
    when: { operation: 'PutObject', keyPrefix: 'latest' },
    at: 'before-answer',
  },
  {
    name: 'the last pointer had just shown',
    when: { operation: 'PutObject', keyPrefix: 'latest', nth: 2 },
    at: 'before-answer',
  },
]

describe('an updater that polls latest.yml or latest-mac.yml sees a complete release, old or new, even if the step was killed when', () => {
  test.each(MOMENTS.map((moment, index) => ({ ...moment, index })))('$name', async ({ index, ...moment }) => {
    const first = await freshRunner(1)
    await killAt(first, moment)
    await expectClientsToSee([OLD.version, NEW.version])
    const isPublishing = moment.when.operation !== 'InitiateMultipartUpload' && moment.when.operation !== 'UploadPart'
    const partsBefore = stage.oss.requests.filter(({ operation }) => operation === 'UploadPart').length

    // Every second time on another machine, which knows only what the Actions cache brings.
    if (index % 2 === 0) await first.endJob()
    const next = index % 2 === 0 ? await freshRunner(2) : first
    const finished = await next.run({ with: inputs() })
    expect(finished.conclusion).toBe('success')
    await expectClientsToSee([NEW.version])
    expect(watch.changes).toBeGreaterThan(5)
    if (isPublishing)
      expect(stage.oss.requests.filter(({ operation }) => operation === 'UploadPart')).toHaveLength(partsBefore)
    expect(acknowledgedBytes()).toBeLessThanOrEqual(TOTAL_BYTES + CONNECTIONS * PART_BYTES)
  })
})

test('a release that is killed ten times in a row is complete at every moment, and finished in the end', async () => {
  const runner = await freshRunner(1)
  for (let kills = 0; kills < 6; kills += 1) {
    await killAt(runner, { when: { operation: 'UploadPart', nth: 9 }, at: 'after-body' })
    await expectClientsToSee([OLD.version])
  }
  await killAt(runner, { when: { operation: 'CompleteMultipartUpload' }, at: 'before-body' })
  await killAt(runner, { when: { operation: 'CompleteMultipartUpload', nth: 2 }, at: 'before-answer' })
  await killAt(runner, { when: { operation: 'PutObject', nth: 2 }, at: 'before-answer' })
  await expectClientsToSee([OLD.version])
  await killAt(runner, { when: { operation: 'PutObject', keyPrefix: 'latest' }, at: 'before-answer' })
  await expectClientsToSee([OLD.version, NEW.version])
  const finished = await runner.run({ with: inputs() })
  expect(finished.conclusion).toBe('success')
  await expectClientsToSee([NEW.version])
  expect(stage.oss.uploads(BUCKET)).toEqual([])
})
