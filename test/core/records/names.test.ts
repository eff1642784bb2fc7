/** Names of records: another version of this action finds what this one saved only by these very names. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  bucketIdOf,
  checkpointPrefixes,
  checkpointRestoreKeys,
  checkpointSaveKey,
  claimKey,
  heldPrefix,
  heldSaveKey,
  objectIdOf,
  releasePrefix,
} from '../../../src/core/records/names.ts'

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex')
const BUCKET = { region: 'cn-hangzhou', bucket: 'my-bucket' }
const HASH = /^[0-9a-f]{64}$/

test('an object ID is a hash of region, bucket and key', () => {
  const id = objectIdOf(sha256Of, { ...BUCKET, key: 'a/b' })
  expect(id).toBe(sha256Of('cn-hangzhou\nmy-bucket\na/b'))
  expect(id).toMatch(HASH)
})

test('keys of checkpoints begin with the bucket and its objects, in any order', () => {
  const prefixes = checkpointPrefixes(sha256Of, { ...BUCKET, keys: ['b', 'a'] })
  const bucketHash = bucketIdOf(sha256Of, BUCKET).slice(0, 20)
  expect(prefixes.bucketPrefix).toBe(`upload-aliyun-oss-v1-${bucketHash}-`)
  expect(prefixes.cachePrefix).toBe(`${prefixes.bucketPrefix}${sha256Of('a\nb').slice(0, 20)}-`)
  expect(checkpointPrefixes(sha256Of, { ...BUCKET, keys: ['a', 'b'] })).toEqual(prefixes)
})

test('a save has a unique key, and a restore looks for this run first, then for these objects, then for the bucket', () => {
  const prefixes = { bucketPrefix: 'b-', cachePrefix: 'b-k-' }
  const run = { runId: '7', runAttempt: '2' }
  expect(checkpointSaveKey({ ...prefixes, ...run, generation: 3, epochMs: 36 })).toBe('b-k-r7-a2-g3-10')
  expect(checkpointRestoreKeys({ ...prefixes, ...run })).toEqual({
    primaryKey: 'b-k-r7-never',
    restoreKeys: ['b-k-r7-', 'b-k-', 'b-'],
  })
})

test('a held record is found by bucket, run and name', () => {
  const prefix = heldPrefix(sha256Of, { bucketId: bucketIdOf(sha256Of, BUCKET), runId: '7', name: 'linux' })
  expect(prefix).toBe(
    `upload-aliyun-oss-v1-held-${bucketIdOf(sha256Of, BUCKET).slice(0, 20)}-r7-${sha256Of('linux').slice(0, 20)}-`,
  )
  expect(heldSaveKey(prefix, { runAttempt: '2', epochMs: 36 })).toBe(`${prefix}a2-10`)
})

test('keys of claims and release records do not begin with the prefix of held records', () => {
  const place = { bucketId: 'b'.repeat(64), runId: '7' }
  const held = heldPrefix(sha256Of, { ...place, name: 'linux' })
  const claim = claimKey(sha256Of, { ...place, name: 'linux', runAttempt: '2' })
  expect(claim).toBe(`upload-aliyun-oss-v1-claim-${'b'.repeat(20)}-r7-${sha256Of('linux').slice(0, 20)}-a2`)
  expect(releasePrefix(place)).toBe(`upload-aliyun-oss-v1-release-${'b'.repeat(20)}-r7-`)
  expect(claim.startsWith(held)).toBe(false)
  expect(releasePrefix(place).startsWith(held)).toBe(false)
})
