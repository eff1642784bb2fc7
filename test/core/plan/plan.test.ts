import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_PUT_SIZE_BYTES, MIN_PART_SIZE_BYTES } from '../../../src/core/bytes/parts.ts'
import { type PlannedFile, planUpload } from '../../../src/core/plan/plan.ts'
import type { Checkpoint } from '../../../src/core/records/checkpoint.ts'

const MIB = 1024 ** 2

function fileOf(change: Partial<PlannedFile> = {}): PlannedFile {
  const key = change.key ?? 'app.exe'
  return {
    path: `/w/${key}`,
    displayPath: key,
    key,
    sizeBytes: 10 * MIB,
    headers: {},
    headersDigest: 'd',
    objectId: `id of ${key}`,
    ...change,
  }
}

const options = {
  partSize: { kind: 'fixed', sizeBytes: MIB },
  checkpointsOf: () => [],
  presentOf: () => undefined,
  needsStamp: () => false,
  waveOf: () => 0,
  mayCopy: true,
  partsOnly: false,
} as const

const unfinished: Checkpoint = {
  kind: 'unfinished',
  header: { object: 'o', uploadId: 'u', partSizeBytes: MIB, headers: 'd', run: '1.1', createdMs: 1 },
  parts: new Map(),
}
const published: Checkpoint = {
  kind: 'published',
  record: { object: 'o', sizeBytes: 1, crc64: 1n, headers: 'd', createdMs: 1 },
}

function planOf(file: PlannedFile, more: Partial<Parameters<typeof planUpload>[0]> = {}) {
  return planUpload({ ...options, files: [file], ...more }).objects[0]
}

describe('a plan', () => {
  test('sends what fits one part in one request, and the rest in parts', () => {
    expect(planOf(fileOf({ sizeBytes: MIB }))?.kind).toBe('put')
    expect(planOf(fileOf({ sizeBytes: 0 }))?.kind).toBe('put')
    expect(planOf(fileOf({ sizeBytes: MIB + 1 }))).toMatchObject({ kind: 'multipart', partSizeBytes: MIB })
  })

  test('sends nothing above 8 MiB in one request, however large parts are', () => {
    const partSize = { kind: 'fixed', sizeBytes: 100 * MIB } as const
    expect(planOf(fileOf({ sizeBytes: MAX_PUT_SIZE_BYTES }), { partSize })?.kind).toBe('put')
    expect(planOf(fileOf({ sizeBytes: MAX_PUT_SIZE_BYTES + 1 }), { partSize })?.kind).toBe('multipart')
  })

  test('continues unfinished uploads, also of small files, but not published ones', () => {
    const checkpointsOf = () => [unfinished, published, unfinished]
    expect(planOf(fileOf({ sizeBytes: 5 }), { checkpointsOf })).toMatchObject({
      kind: 'multipart',
      checkpoints: [unfinished, unfinished],
    })
    expect(planOf(fileOf({ sizeBytes: 5 }), { checkpointsOf: () => [published] })?.kind).toBe('put')
  })

  test('does not send an object that exists', () => {
    const object = { etag: 'e', crc64: 1n, versionId: undefined }
    const present = { object, by: 'resumed' } as const
    expect(planOf(fileOf(), { presentOf: () => present })).toEqual({ kind: 'present', file: fileOf(), ...present })
  })

  test('sends a file with two keys once, and copies it', () => {
    const [one, two] = [fileOf({ path: '/w/a', key: 'a' }), fileOf({ path: '/w/a', key: 'b' })]
    const { objects } = planUpload({ ...options, files: [one, two] })
    expect(objects).toMatchObject([{ kind: 'multipart' }, { kind: 'copy', file: two, fromKey: 'a', isSmall: false }])
  })

  test('sends a file with two keys twice if the credentials may not copy', () => {
    const files = [fileOf({ path: '/w/a', key: 'a' }), fileOf({ path: '/w/a', key: 'b' })]
    const { objects } = planUpload({ ...options, files, mayCopy: false })
    expect(objects.map(({ kind }) => kind)).toEqual(['multipart', 'multipart'])
  })

  test('copies from an object that exists already, wherever it is in the list', () => {
    const files = ['b', 'a'].map((key) => fileOf({ path: '/w/a', key }))
    const object = { etag: 'e', crc64: 1n, versionId: undefined }
    const presentOf = (file: PlannedFile) => (file.key === 'a' ? ({ object, by: 'unchanged' } as const) : undefined)
    const { objects } = planUpload({ ...options, files, presentOf })
    expect(objects).toMatchObject([{ kind: 'copy', fromKey: 'a' }, { kind: 'present' }])
  })

  test('sends the key that is visible first, so that later ones can be copied from it', () => {
    const files = ['latest', 'v1'].map((key) => fileOf({ path: '/w/a', key }))
    const waveOf = ({ key }: PlannedFile) => (key === 'latest' ? 1 : 0)
    const { objects } = planUpload({ ...options, files, waveOf })
    expect(objects).toMatchObject([{ kind: 'copy', fromKey: 'v1' }, { kind: 'multipart' }])
  })

  test('sends everything in parts if nothing may become visible, and a file with two keys once', () => {
    const files = [fileOf({ path: '/w/a', key: 'a', sizeBytes: 1 }), fileOf({ path: '/w/a', key: 'b', sizeBytes: 1 })]
    const held = { ...options, files, partsOnly: true }
    expect(planUpload(held).objects.map(({ kind }) => kind)).toEqual(['multipart', 'copy'])
    const { objects } = planUpload({ ...held, mayCopy: false })
    expect(objects.map(({ kind }) => kind)).toEqual(['multipart', 'multipart'])
    const shared = planUpload({ ...held, isShared: () => true })
    expect(shared.objects.map(({ kind }) => kind)).toEqual(['multipart', 'multipart'])
  })

  test('names the files that its part size does not fit', () => {
    const file = fileOf({ sizeBytes: 10_000 * MIN_PART_SIZE_BYTES + 1 })
    const partSize = { kind: 'fixed', sizeBytes: MIN_PART_SIZE_BYTES } as const
    expect(planUpload({ ...options, files: [file], partSize }).problems).toEqual([
      { file, problem: 'too-many-parts', partSizeBytes: MIN_PART_SIZE_BYTES },
    ])
  })

  test('has each file once, in the order of the files', () => {
    const files = fc.uniqueArray(fc.record({ key: fc.string({ minLength: 1 }), sizeBytes: fc.nat(50 * MIB) }), {
      selector: ({ key }) => key,
    })
    fc.assert(
      fc.property(files, (some) => {
        const wanted = some.map(fileOf)
        expect(planUpload({ ...options, files: wanted }).objects.map(({ file }) => file)).toEqual(wanted)
      }),
    )
  })
})
