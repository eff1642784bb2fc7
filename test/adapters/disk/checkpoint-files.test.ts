import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCheckpointFiles } from '../../../src/adapters/disk/checkpoint-files.ts'
import { createLaterWriter, makeFolder } from '../../../src/adapters/disk/folders.ts'
import { createWriteBehind, speedOf } from '../../../src/adapters/process/write-behind.ts'
import type { CheckpointHeader, RecordedPart } from '../../../src/core/records/checkpoint.ts'

let folder: string
let failures: unknown[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'records-'))
  failures = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function open(place = folder, restoredFolder?: string) {
  const onWriteFailure = (error: unknown) => void failures.push(error)
  return createCheckpointFiles({ bucket: 'b', region: 'r', folder: place, restoredFolder, onWriteFailure })
}

const object = open('/nowhere').objectId('app.bin')
const header: CheckpointHeader = {
  object,
  uploadId: 'FIRST',
  partSizeBytes: 102_400,
  headers: 'h',
  run: '1.1',
  createdMs: 1,
}
const part = (number: number): RecordedPart => ({
  number,
  sizeBytes: 102_400,
  crc64: BigInt(number),
  etag: `E${number}`,
})

function loaded() {
  const [checkpoint] = open().load(object)
  return checkpoint?.kind === 'unfinished'
    ? { uploadId: checkpoint.header.uploadId, parts: [...checkpoint.parts.keys()] }
    : checkpoint
}

test('what is written behind, on a disk that may be slow, is what another process reads, whatever order it is asked for', async () => {
  const disk = createWriteBehind({ onFailure: (error) => failures.push(error), carryOut: createLaterWriter() })
  const options = { bucket: 'b', region: 'r', folder: join(folder, 'new', 'er'), restoredFolder: undefined }
  const slow = { ...options, objectIds: [object], later: () => disk, onWriteFailure() {} }
  const records = createCheckpointFiles(slow)
  const reread = () => createCheckpointFiles(slow).load(object)
  const writer = records.create(header)
  for (const number of [1, 2]) writer.part(part(number))
  writer.completing(true)
  expect(await disk.settled(5000)).toBe('all')
  writer.part(part(3))
  await disk.settled(5000)
  const [unfinished] = reread()
  expect(unfinished?.kind === 'unfinished' && [...unfinished.parts.keys()]).toEqual([1, 2, 3])

  const record = { object, sizeBytes: 5, crc64: 5n, headers: 'h', createdMs: 2 }
  records.published(record)
  writer.part(part(4))
  await disk.settled(5000)
  expect(reread()).toEqual([{ kind: 'published', record }])
  records.remove(object)
  writer.part(part(5))
  await disk.settled(5000)
  expect(reread()).toEqual([])
  records.published(record)
  records.published({ ...record, sizeBytes: 6 })
  await disk.settled(5000)
  expect(reread()).toEqual([{ kind: 'published', record: { ...record, sizeBytes: 6 } }])
  expect(failures).toEqual([])
})

test('nothing waits for a disk that hangs, and nothing more is asked of it', async () => {
  const hanging = Promise.withResolvers<void>()
  let asked = 0
  const disk = createWriteBehind({
    onFailure: (error) => failures.push(error),
    async carryOut() {
      asked += 1
      await hanging.promise
    },
  })
  let isSilent = false
  const places = { bucket: 'b', region: 'r', folder, restoredFolder: undefined }
  const records = createCheckpointFiles({ ...places, later: () => disk, isSilent: () => isSilent, onWriteFailure() {} })
  const writer = records.create(header)
  for (let number = 1; number <= 1000; number += 1) writer.part(part(number))
  expect(await disk.settled(1)).toBe('nothing')
  isSilent = true
  records.create(header).part(part(1))
  records.remove(object)
  expect([asked, records.load(object)]).toEqual([1, []])
  hanging.resolve()
  expect(await disk.settled(5000)).toBe('all')
  expect(asked).toBe(2)
})

test('a disk that may be slow and cannot be written says so', async () => {
  writeFileSync(join(folder, 'file'), '')
  const disk = createWriteBehind({ onFailure: (error) => failures.push(error), carryOut: createLaterWriter() })
  disk.replace(join(folder, 'file', 'records', 'a.jsonl'), 'text')
  expect(await disk.settled(5000)).toBe('all')
  expect(failures).toHaveLength(1)
  const { signal } = new AbortController()
  expect(await speedOf(join(tmpdir(), 'not', 'yet', 'there'), signal)).toBe('quick')
})

test('two steps that make the same folders at once both write their records there', async () => {
  const names = ['a.jsonl', 'b.jsonl']
  const place = join(folder, 'made', 'by', 'both')
  const steps = names.map(() => createLaterWriter())
  await Promise.all(
    steps.map((step, at) => step({ kind: 'replace', path: join(place, names[at] ?? ''), text: 'text' })),
  )
  expect(readdirSync(place).sort()).toEqual(names)
})

test.runIf(process.platform === 'linux')(
  'a folder that cannot be made is an error, not an endless search',
  async () => {
    const path = join('/proc', 'upload', 'records')
    expect(() => makeFolder(path)).toThrow('ENOENT')
    const later = createLaterWriter()
    await expect(later({ kind: 'replace', path: join(path, 'a.jsonl'), text: '' })).rejects.toThrow('ENOENT')
  },
)

test('another process reads what was written, up to the last complete line', () => {
  const writer = open().create(header)
  writer.part(part(1))
  writer.part(part(2))
  expect(loaded()).toEqual({ uploadId: 'FIRST', parts: [1, 2] })
  const path = join(folder, `${object}.jsonl`)
  writeFileSync(path, `${readFileSync(path, 'utf8')}{"part":3,"si`)
  expect(loaded()).toEqual({ uploadId: 'FIRST', parts: [1, 2] })
})

test('a record that is continued appends after a torn line', () => {
  open().create(header).part(part(1))
  const path = join(folder, `${object}.jsonl`)
  writeFileSync(path, `${readFileSync(path, 'utf8')}{"part":3,"si`)
  open()
    .resume(header, [part(1)])
    .part(part(4))
  expect(loaded()).toEqual({ uploadId: 'FIRST', parts: [1, 4] })
})

test('lines of one upload are never below the header of another', () => {
  const first = open().create(header)
  first.part(part(1))
  const second = open().create({ ...header, uploadId: 'SECOND' })
  first.part(part(2))
  second.part(part(3))
  expect(loaded()).toEqual({ uploadId: 'SECOND', parts: [3] })
})

test('a record that another step has removed does not come back', () => {
  const first = open().create(header)
  open().remove(object)
  first.part(part(2))
  expect(readdirSync(folder)).toEqual([])
  expect(failures).toEqual([])
})

test('a record that cannot be replaced stays, and the failure is told once', () => {
  open().create(header).part(part(1))
  const store = open()
  // Nothing can be written to a name that is a folder.
  mkdirSync(join(folder, `${object}.jsonl.${process.pid}.tmp`))
  const writer = store.create({ ...header, uploadId: 'SECOND' })
  writer.part(part(5))
  store.published({ object, sizeBytes: 1, crc64: 1n, headers: 'h', createdMs: 1 })
  expect(loaded()).toEqual({ uploadId: 'FIRST', parts: [1] })
  expect(failures).toHaveLength(1)
})

test('temporary files of a killed process are removed with the record', () => {
  open().create(header)
  writeFileSync(join(folder, `${object}.jsonl.4711.tmp`), 'half')
  writeFileSync(join(folder, `${'0'.repeat(64)}.jsonl.4711.tmp`), 'of another object')
  open().remove(object)
  expect(readdirSync(folder)).toEqual([`${'0'.repeat(64)}.jsonl.4711.tmp`])
})

test('a link in place of a record is neither read nor written through', () => {
  const target = join(folder, 'target')
  writeFileSync(target, 'precious')
  symlinkSync(target, join(folder, `${object}.jsonl`))
  expect(loaded()).toBeUndefined()
  open().create(header).part(part(1))
  expect(readFileSync(target, 'utf8')).toBe('precious')
  expect(loaded()).toEqual({ uploadId: 'FIRST', parts: [1] })
})

test('a hard link to the file that a record replaces keeps its content', () => {
  const path = join(folder, `${object}.jsonl`)
  writeFileSync(path, 'precious')
  linkSync(path, join(folder, 'other-name'))
  open().create(header).part(part(1))
  expect(readFileSync(join(folder, 'other-name'), 'utf8')).toBe('precious')
})

test('of a local record and one from the cache the newer comes first', () => {
  const restored = join(folder, 'restored')
  open(restored).create({ ...header, uploadId: 'NEWER', createdMs: 2 })
  open().create(header)
  const ids = open(folder, restored)
    .load(object)
    .map((checkpoint) => (checkpoint.kind === 'unfinished' ? checkpoint.header.uploadId : ''))
  expect(ids).toEqual(['NEWER', 'FIRST'])
})

test('without local records none are written, and restored ones are removed with their object', () => {
  const restored = join(folder, 'restored', 'step')
  open(restored).create(header)
  const onWriteFailure = (error: unknown) => void failures.push(error)
  const records = createCheckpointFiles({
    ...{ bucket: 'b', region: 'r', folder: undefined, restoredFolder: restored, onWriteFailure },
  })
  records.create(header).part(part(1))
  expect(records.load(object)).toMatchObject([{ header: { uploadId: 'FIRST' } }])
  records.remove(object)
  expect([records.load(object), failures]).toEqual([[], []])
})

test('a record whose file was replaced by a folder is not written, which is reported once', () => {
  const writer = open().create(header)
  rmSync(join(folder, `${object}.jsonl`))
  mkdirSync(join(folder, `${object}.jsonl`))
  writer.part(part(1))
  writer.part(part(2))
  expect(failures).toHaveLength(1)
  expect(loaded()).toBeUndefined()
})
