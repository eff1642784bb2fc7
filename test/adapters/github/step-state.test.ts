import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkpointFileName } from '../../../src/adapters/disk/checkpoint-files.ts'
import {
  currentCheckpoints,
  isSaved,
  markSaved,
  readStepState,
  type StepState,
  stateFolder,
  writeStepState,
} from '../../../src/adapters/github/step-state.ts'

let root: string
let records: StepState

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'step-state-'))
  records = {
    folder: join(root, 'checkpoints'),
    restoredFolder: join(root, 'restored'),
    objectIds: ['a'.repeat(64), 'b'.repeat(64)],
    cachePrefix: 'p-',
    bucketPrefix: 'b-',
    runId: '1',
    runAttempt: '2',
  }
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

test('the post reads what its step has written', () => {
  const path = join(root, 'deep', 'step.json')
  writeStepState(path, records)
  expect(readStepState(path)).toEqual(records)
  expect(readStepState(join(root, 'none.json'))).toBeUndefined()
})

test('all files of this action are in one folder of the job', () => {
  expect(stateFolder({ RUNNER_TEMP: '/t' })).toBe(join('/t', 'upload-aliyun-oss'))
  expect(stateFolder({ RUNNER_TEMP: '' })).toBe(join(tmpdir(), 'upload-aliyun-oss'))
})

test('the same state of the records is saved once', async () => {
  mkdirSync(records.folder)
  writeFileSync(join(records.folder, checkpointFileName('a'.repeat(64))), 'one line\n')
  const { paths, fingerprint } = await currentCheckpoints(records)
  expect(paths).toHaveLength(1)
  const step = join(root, 'step.json')
  expect(isSaved(step, fingerprint)).toBe(false)
  markSaved(step, fingerprint)
  expect(isSaved(step, fingerprint)).toBe(true)
  writeFileSync(join(records.folder, checkpointFileName('a'.repeat(64))), 'one line\nand another\n')
  expect(isSaved(step, (await currentCheckpoints(records)).fingerprint)).toBe(false)
  markSaved(join(root, 'no', 'such', 'folder'), fingerprint)
})

test('restored records count until the step has written its own', async () => {
  for (const place of [records.folder, records.restoredFolder]) mkdirSync(place)
  const name = checkpointFileName('b'.repeat(64))
  writeFileSync(join(records.restoredFolder, name), 'restored\n')
  expect((await currentCheckpoints(records)).paths).toEqual([join(records.restoredFolder, name)])
  writeFileSync(join(records.folder, name), 'own\n')
  expect((await currentCheckpoints(records)).paths).toEqual([join(records.folder, name)])
})
