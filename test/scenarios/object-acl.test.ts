/** The ACL of an object: OSS takes it at PutObject, CopyObject and CompleteMultipartUpload, and nowhere else. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { BUCKET, bytesOf, KIB, openStage, type Stage, writeFiles } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const FILES = { 'dist/big.bin': bytesOf(350 * KIB), 'dist/small.txt': 'small', 'dist/latest.yml': 'version: 1' }
const common = (more: Readonly<Record<string, string>> = {}) =>
  stage.inputs({ path: 'dist/*', 'part-size': '100KB', headers: 'x-oss-object-acl: private', ...more })

async function runWith(inputs: Readonly<Record<string, string>>, attempt = 1) {
  const runner = await stage.runner({ runId: '900', runAttempt: attempt })
  writeFiles(runner.workspace, FILES)
  return runner.run({ with: inputs })
}

const acls = () => stage.oss.objects(BUCKET).map(({ key, acl }) => [key, acl])
const sent = () => stage.oss.requests.filter(({ operation }) => operation === 'UploadPart').length

describe('an ACL among the headers is set on', () => {
  test('objects in parts, and in one request', async () => {
    expect((await runWith(common())).conclusion).toBe('success')
    expect(acls()).toEqual([
      ['big.bin', 'private'],
      ['latest.yml', 'private'],
      ['small.txt', 'private'],
    ])
  })

  test('copies', async () => {
    const path = 'dist/big.bin\ndist/big.bin => again.bin'
    expect((await runWith(common({ path }))).conclusion).toBe('success')
    expect(acls()).toEqual([
      ['again.bin', 'private'],
      ['big.bin', 'private'],
    ])
  })

  test('held objects, and an upload that a later attempt completes', async () => {
    await runWith(common({ publish: 'hold', 'hold-name': 'leg', headers: 'big.bin\n  x-oss-object-acl: private' }))
    const runner = await stage.runner({ runId: '900' })
    expect((await runner.run({ with: stage.inputs({ 'publish-held': 'leg' }) })).conclusion).toBe('success')
    expect(acls()).toEqual([
      ['big.bin', 'private'],
      ['latest.yml', 'default'],
      ['small.txt', 'default'],
    ])
  })
})

test('on a bucket that blocks public access nothing becomes visible, even if only some objects are public, and the error says what to change', async () => {
  stage.oss.setBucket(BUCKET, { blockPublicAccess: true })
  const refused = await runWith(common({ headers: '*.bin\n  x-oss-object-acl: public-read' }))
  expect(refused.conclusion).toBe('failure')
  expect(refused.log).toContain(`Bucket ${BUCKET} blocks public access`)
  expect(stage.oss.objects(BUCKET)).toEqual([])
})

test('once the bucket no longer blocks public access a re-run publishes, and nothing is sent again', async () => {
  stage.oss.setBucket(BUCKET, { blockPublicAccess: true })
  const headers = 'x-oss-object-acl: public-read'
  expect((await runWith(common({ headers }))).conclusion).toBe('failure')
  expect(stage.oss.objects(BUCKET)).toEqual([])
  const before = sent()
  stage.oss.setBucket(BUCKET, { blockPublicAccess: false })
  expect((await runWith(common({ headers }), 2)).conclusion).toBe('success')
  expect(sent()).toBe(before)
  expect(acls()[0]).toEqual(['big.bin', 'public-read'])
})

describe('in a bucket with a retention policy', () => {
  beforeEach(() => stage.oss.setBucket(BUCKET, { retentionMs: 86_400_000 }))

  test('after a lost answer to Put HEAD decides', async () => {
    stage.oss.faults.add({ when: { operation: 'PutObject' }, action: { kind: 'lose-answer', by: 'reset' } })
    const result = await runWith(stage.inputs({ path: 'dist/small.txt' }))
    expect(result.log).not.toContain('##[error]')
    expect(result.conclusion).toBe('success')
  })

  test('the same release is published again, and another one is refused', async () => {
    expect((await runWith(stage.inputs({ path: 'dist/*', 'part-size': '100KB' }))).conclusion).toBe('success')
    const again = await runWith(stage.inputs({ path: 'dist/*', 'part-size': '100KB' }), 2)
    expect(again.log).not.toContain('##[error]')
    expect(again.conclusion).toBe('success')
    const runner = await stage.runner()
    writeFiles(runner.workspace, { 'dist/small.txt': 'other' })
    const other = await runner.run({ with: stage.inputs({ path: 'dist/small.txt' }) })
    expect(other.conclusion).toBe('failure')
    expect(other.log).toContain('retention policy (WORM) protects it')
  })
})
