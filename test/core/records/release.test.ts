import { expect, test } from 'vitest'
import { nodeHashes } from '../../../src/adapters/process/hashes.ts'
import { formatRelease, parseReleaseRecord, uploadDigest } from '../../../src/core/records/release.ts'

const PLACE = { bucketId: 'bucket-id', runId: '7' }
const digest = uploadDigest(nodeHashes.sha256Of, { key: 'a', uploadId: 'U' })
const record = { bucket: 'bucket-id', runId: '7', uploads: new Set([digest]) }

test('a release record is read as it was written', () => {
  expect(parseReleaseRecord(formatRelease(record), PLACE)).toEqual(record)
  expect(digest).toMatch(/^[0-9a-f]{32}$/)
})

test.each([
  ['is no JSON', '{'],
  ['is not an object', 'null'],
  ['has another version', formatRelease(record).replace('"v":1', '"v":2')],
  ['is for another bucket', formatRelease({ ...record, bucket: 'other' })],
  ['is of another run', formatRelease({ ...record, runId: '8' })],
  ['lists no uploads', '{"v":1,"bucket":"bucket-id","run":"7"}'],
  ['lists what is not a digest', '{"v":1,"bucket":"bucket-id","run":"7","uploads":["U"]}'],
  ['lists what is not text', '{"v":1,"bucket":"bucket-id","run":"7","uploads":[1]}'],
])('a text that %s is refused', (_, text) => {
  expect(parseReleaseRecord(text, PLACE)).toBeUndefined()
})
