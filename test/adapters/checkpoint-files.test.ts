import {
  chmodSync,
  existsSync,
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
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkpointFileName, createCheckpointFiles, readCheckpoint } from '../../src/adapters/checkpoint-files.ts'
import type { CheckpointStore } from '../../src/ports.ts'

let root: string
let folder: string
let restoredFolder: string
let failures: unknown[]

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'checkpoint-files-'))
  folder = join(root, 'checkpoints')
  restoredFolder = join(root, 'restored')
  failures = []
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

function open(more: { readonly folder?: string | undefined } = {}): CheckpointStore {
  const places = { folder, restoredFolder, ...more }
  return createCheckpointFiles({
    ...places,
    bucket: 'my-bucket',
    region: 'cn-hangzhou',
    onWriteFailure: (error) => failures.push(error),
  })
}

const store = () => open()
const objectId = 'a'.repeat(64)
const header = {
  object: objectId,
  uploadId: 'U1',
  partSizeBytes: 1024 ** 2,
  headers: 'h',
  run: '1.1',
  createdMs: 1,
}
const part = (number: number) => ({ number, sizeBytes: 5, crc64: BigInt(number), etag: `E${number}` })
const record = { object: objectId, sizeBytes: 5, crc64: 7n, headers: 'h', createdMs: 2 }
const file = (place = folder) => join(place, checkpointFileName(objectId))

describe('records on disk', () => {
  test('are named by what they are for, which tells nothing', () => {
    const [one, two] = [store().objectId('app.exe'), store().objectId('app.dmg')]
    expect(one).toMatch(/^[0-9a-f]{64}$/)
    expect(one).not.toBe(two)
  })

  test('grow by a line a part, and are found again', () => {
    const writer = store().create(header)
    writer.part(part(1))
    writer.part(part(2))
    const [found] = store().load(objectId)
    expect(found).toMatchObject({ kind: 'unfinished', header })
    expect(found?.kind === 'unfinished' && [...found.parts.keys()]).toEqual([1, 2])
    expect(readFileSync(file(), 'utf8').split('\n')).toHaveLength(4)
  })

  test('go on with the parts that were found good', () => {
    store()
      .resume(header, [part(3)])
      .part(part(4))
    const [found] = store().load(objectId)
    expect(found?.kind === 'unfinished' && [...found.parts.keys()]).toEqual([3, 4])
  })

  test('become one line once the object is published, and nothing once the step is green', () => {
    store().create(header)
    store().published(record)
    expect(store().load(objectId)).toEqual([{ kind: 'published', record }])
    store().remove(objectId)
    expect(readdirSync(folder)).toEqual([])
  })

  test('are given newest first, whether this machine or the cache has them', () => {
    store().create(header)
    mkdirSync(restoredFolder)
    writeFileSync(file(restoredFolder), readFileSync(file(), 'utf8').replace('"created":1', '"created":9'))
    expect(
      store()
        .load(objectId)
        .map((found) => found.kind === 'unfinished' && found.header.createdMs),
    ).toEqual([9, 1])
    store().remove(objectId)
    expect(existsSync(file(restoredFolder))).toBe(false)
  })

  test('are not added to by one who no longer owns them', () => {
    const first = store().create(header)
    store()
      .create({ ...header, uploadId: 'U2' })
      .part(part(1))
    first.part(part(9))
    const [found] = store().load(objectId)
    expect(found?.kind === 'unfinished' && [...found.parts.keys()]).toEqual([1])
    store().remove(objectId)
    first.part(part(9))
    expect(existsSync(file())).toBe(false)
  })

  test('that a killed process left half made go with the others', () => {
    mkdirSync(folder)
    writeFileSync(`${file()}.123.tmp`, 'half')
    writeFileSync(join(folder, 'notes.tmp'), 'of somebody else')
    store().remove(objectId)
    expect(readdirSync(folder)).toEqual(['notes.tmp'])
  })

  test('that are links, folders or too large are none', () => {
    mkdirSync(folder)
    writeFileSync(join(root, 'elsewhere'), '')
    symlinkSync(join(root, 'elsewhere'), file())
    expect(readCheckpoint(folder, objectId)).toBeUndefined()
    rmSync(file())
    mkdirSync(file())
    expect(readCheckpoint(folder, objectId)).toBeUndefined()
    rmSync(file(), { recursive: true })
    writeFileSync(file(), Buffer.alloc(4 * 1024 ** 2 + 1))
    expect(readCheckpoint(folder, objectId)).toBeUndefined()
    expect(readCheckpoint(join(root, 'elsewhere'), objectId)).toBeUndefined()
  })
})

describe('without a folder', () => {
  test('nothing is kept, and nothing fails', () => {
    const none = open({ folder: undefined })
    none.create(header).part(part(1))
    none.published(record)
    expect(none.load(objectId)).toEqual([])
    none.remove(objectId)
    expect(failures).toEqual([])
  })
})

describe('a disk that takes nothing', () => {
  test('is told of once, and ends no upload', () => {
    writeFileSync(folder, 'a file where the folder should be')
    const broken = store()
    broken.create(header).part(part(1))
    broken.published(record)
    broken.remove(objectId)
    expect(failures).toHaveLength(1)
    expect(broken.load(objectId)).toEqual([])
  })

  // Root writes everywhere.
  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('also where only adding is refused', () => {
    const writer = store().create(header)
    chmodSync(file(), 0o400)
    writer.part(part(1))
    expect(failures).toHaveLength(1)
  })
})
