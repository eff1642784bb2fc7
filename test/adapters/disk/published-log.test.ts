import { linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCheckpointFiles } from '../../../src/adapters/disk/checkpoint-files.ts'
import { publishedLogName } from '../../../src/adapters/disk/published-log.ts'

let folder: string
let failures: unknown[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'published-'))
  failures = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const ID = createCheckpointFiles({
  ...{ bucket: 'b', region: 'r', folder: undefined, restoredFolder: undefined },
  onWriteFailure() {},
}).objectId
const KEYS = ['a.txt', 'b.txt', 'c.txt'] as const
const LOG = publishedLogName(KEYS.map(ID))

/** Opens the records of a step that publishes these keys. */
function open(keys: readonly string[] = KEYS, restoredFolder?: string) {
  const onWriteFailure = (error: unknown) => void failures.push(error)
  return createCheckpointFiles({
    bucket: 'b',
    region: 'r',
    folder,
    restoredFolder,
    objectIds: keys.map(ID),
    onWriteFailure,
  })
}

const record = (key: string, createdMs = 1) => ({ object: ID(key), sizeBytes: 1, crc64: 7n, headers: 'h', createdMs })
const header = (key: string, createdMs: number) => ({
  ...{ object: ID(key), uploadId: 'U', partSizeBytes: 102_400, headers: 'h', run: '1.1', createdMs },
})
const loaded = (keys: readonly string[] = KEYS) => {
  const store = open()
  return keys.map((key) =>
    store.load(ID(key)).map((one) => (one.kind === 'published' ? one.record.createdMs : 'unfinished')),
  )
}

test('the next attempt knows what was published, up to the last complete line, whatever else it publishes', () => {
  const store = open()
  for (const key of KEYS) store.published(record(key))
  expect(readdirSync(folder)).toEqual([LOG])
  writeFileSync(join(folder, LOG), readFileSync(join(folder, LOG), 'utf8').slice(0, -5))
  expect(loaded()).toEqual([[1], [1], []])
  expect(open(['a.txt', 'd.txt']).load(ID('a.txt'))).toHaveLength(1)
})

test('the next attempt continues the log of the one before; of a local and a restored log the newer counts', () => {
  open().published(record('a.txt', 1))
  const restored = mkdtempSync(join(tmpdir(), 'restored-'))
  const line = (key: string, createdMs: number) =>
    `${JSON.stringify({ v: 1, published: true, object: ID(key), size: 1, crc64: '7', headers: 'h', created: createdMs })}\n`
  writeFileSync(join(restored, LOG), `${line('b.txt', 2)}not a record\n${line('b.txt', 3)}${line('a.txt', 4)}torn`)
  const store = open(KEYS, restored)
  expect(store.load(ID('a.txt'))).toMatchObject([{ record: { createdMs: 4 } }, { record: { createdMs: 1 } }])
  store.published(record('c.txt', 5))
  rmSync(restored, { recursive: true })
  expect(loaded()).toEqual([[1], [3], [5]])
})

test('publishing replaces the record of the upload', () => {
  const store = open()
  store.create(header('a.txt', 1))
  store.published(record('a.txt', 2))
  expect(loaded()).toEqual([[2], [], []])
  open().create(header('b.txt', 3))
  open().published(record('b.txt', 4))
  expect(loaded()).toEqual([[2], [4], []])
})

test('the log is removed with its last object, and begins again when more is published', () => {
  const store = open()
  store.published(record('a.txt'))
  writeFileSync(join(folder, `${LOG}.4711.tmp`), 'half')
  store.remove(ID('a.txt'))
  expect(readdirSync(folder)).toEqual([])
  store.published(record('b.txt', 2))
  store.published(record('c.txt', 3))
  expect(loaded()).toEqual([[], [2], [3]])
  open().remove(ID('b.txt'))
  expect(readdirSync(folder)).toEqual([LOG])
  const last = open()
  for (const key of KEYS) last.remove(ID(key))
  expect(readdirSync(folder)).toEqual([])
  expect(failures).toEqual([])
})

test('the log of a step with other objects stays', () => {
  open(['d.txt', 'e.txt']).published(record('d.txt'))
  const store = open()
  store.published(record('a.txt'))
  for (const key of KEYS) store.remove(ID(key))
  expect(readdirSync(folder)).toEqual([publishedLogName(['d.txt', 'e.txt'].map(ID))])
})

test('neither a link nor another name of a file is written through', () => {
  const target = join(folder, 'target')
  writeFileSync(target, 'precious')
  symlinkSync(target, join(folder, LOG))
  open().published(record('a.txt'))
  rmSync(join(folder, LOG))
  linkSync(target, join(folder, LOG))
  open().published(record('b.txt'))
  expect(readFileSync(target, 'utf8')).toBe('precious')
  expect(loaded()).toEqual([[], [1], []])
})
