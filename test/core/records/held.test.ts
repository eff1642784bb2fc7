import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  checkpointOfHeld,
  formatHeld,
  type HeldRecord,
  holdNameProblem,
  parseHeld,
} from '../../../src/core/records/held.ts'
import { type HeldObject, heldPartSizes } from '../../../src/core/records/held-object.ts'
import { parseHeldSources } from '../../../src/core/records/held-sources.ts'

const record: HeldRecord = {
  bucket: 'b'.repeat(64),
  runId: '77',
  runAttempt: '2',
  name: 'windows-latest',
  job: 'j'.repeat(64),
  createdMs: 1_790_000_000_000,
  release: 'web/app@1.2.3',
  objects: [
    {
      key: 'v1/app 中.exe',
      displayPath: 'dist/app 中.exe',
      sizeBytes: 250_000,
      crc64: 18_446_744_073_709_551_615n,
      sha256: 'a'.repeat(64),
      contentType: 'application/x-msdownload',
      headersDigest: 'h'.repeat(64),
      sample: { kind: 'edges', head: 'c'.repeat(64), tail: 'd'.repeat(64) },
      upload: {
        uploadId: '0004B9894A22E5B1888A1E29F8236D2',
        partSizeBytes: 102_400,
        parts: [
          { etag: 'A'.repeat(32), crc64: 1n },
          { etag: 'B'.repeat(32), crc64: 2n },
          { etag: 'C'.repeat(32), crc64: 3n },
        ],
      },
    },
    {
      key: 'v1/same.txt',
      displayPath: 'same.txt',
      sizeBytes: 0,
      crc64: 0n,
      sha256: undefined,
      contentType: 'text/plain',
      headersDigest: 'h',
      isRewritten: true,
      sample: { kind: 'whole', sha256: 'e'.repeat(64) },
      etag: `${'F'.repeat(32)}-3`,
      upload: undefined,
    },
    {
      key: 'latest/app 中.exe',
      displayPath: 'dist/app 中.exe',
      sizeBytes: 250_000,
      crc64: 18_446_744_073_709_551_615n,
      sha256: 'a'.repeat(64),
      contentType: 'application/x-msdownload',
      headersDigest: 'h'.repeat(64),
      stored: { 'content-type': 'application/x-msdownload', 'cache-control': 'no-cache', 'x-oss-meta-build': '中 1' },
      copyOf: 'v1/app 中.exe',
      upload: undefined,
    },
  ],
}

/** The record with one field changed, as somebody could write it into the cache. */
function tampered(change: (fields: Record<string, unknown>, object: Record<string, unknown>) => void): string {
  const fields = JSON.parse(formatHeld(record)) as Record<string, unknown> & { objects: Record<string, unknown>[] }
  change(fields, fields.objects[0] ?? {})
  return JSON.stringify(fields)
}

describe('a held record', () => {
  test('is one line with everything that publishing needs', () => {
    const text = formatHeld(record)
    expect(text).not.toContain('\n')
    expect(parseHeld(text)).toEqual(record)
    expect(formatHeld(parseHeld(text) ?? record)).toBe(text)
  })

  test.each<[string, (fields: Record<string, unknown>, object: Record<string, unknown>) => void]>([
    ['another version', (fields) => (fields.v = 2)],
    ['no objects', (fields) => (fields.objects = 'all')],
    ['no bucket', (fields) => (fields.bucket = 5)],
    ['no run', (fields) => (fields.run = '')],
    ['no attempt', (fields) => (fields.attempt = undefined)],
    ['a name with a line end', (fields) => (fields.name = 'a\nb')],
    ['a name that is not text', (fields) => (fields.name = 5)],
    ['no time', (fields) => (fields.created = -1)],
    ['a tag with a line end', (fields) => (fields.release = 'v1\n::set-output')],
    ['a tag that is not text', (fields) => (fields.release = 5)],
    ['an object that is none', (fields) => (fields.objects = [null])],
    ['a key that climbs', (_, object) => (object.key = '../other')],
    ['a key that is not text', (_, object) => (object.key = 5)],
    ['no path', (_, object) => (object.path = 5)],
    ['a size that is none', (_, object) => (object.size = 1.5)],
    ['a CRC64 that is none', (_, object) => (object.crc64 = '18446744073709551616')],
    ['a CRC64 that is a number', (_, object) => (object.crc64 = 5)],
    ['no digest of headers', (_, object) => (object.headers = 5)],
    ['a word that is no truth', (_, object) => (object.rewritten = 'yes')],
    ['a sample that is none', (_, object) => (object.sample = 'xyz')],
    ['an ETag with a line end', (_, object) => (object.etag = 'a\nb')],
    ['no content type', (_, object) => (object.contentType = 5)],
    ['a SHA-256 that is none', (_, object) => (object.sha256 = 'XYZ')],
    ['an upload ID with a control character', (_, object) => (object.uploadId = 'a\tb')],
    ['an upload ID that is escaped otherwise by every client', (_, object) => (object.uploadId = "a'(*)!")],
    ['an absurd part size', (_, object) => (object.partSize = 2 ** 50)],
    ['a copy of another size', (_, object) => (object.size = 250_001)],
    ['a copy of nothing', (_, object) => (object.key = 'v2/app.exe')],
    ['a part size of nothing', (_, object) => (object.partSize = 0)],
    ['parts that are not text', (_, object) => (object.parts = [1])],
    ['a part too few', (_, object) => (object.parts = 'A 1,B 2')],
    ['a part without CRC64', (_, object) => (object.parts = 'A 1,B 2,C')],
    ['more parts than OSS has', (_, object) => Object.assign(object, { size: 2_000_000, partSize: 100 })],
  ])('is refused with %s', (_, change) => {
    expect(parseHeld(tampered(change))).toBeUndefined()
  })

  test.each<[string, Record<string, unknown>]>([
    ['of a copy', { copyOf: 'latest/app 中.exe' }],
    ['with parts of its own', { uploadId: 'id', partSize: 102_400, parts: 'A 1,B 2,C 3' }],
    ['from a key that climbs', { copyOf: '../other' }],
    ['without its headers', { stored: undefined }],
    ['with headers that are none', { stored: 5 }],
    ['with a header that OSS stores with no object', { stored: { 'x-oss-forbid-overwrite': 'false' } }],
    ['with a line end in a header', { stored: { 'cache-control': 'a\nb' } }],
    ['with an ACL that is none', { stored: { 'x-oss-object-acl': 'everybody' } }],
  ])('is refused with a copy %s', (_, fields) => {
    const wrong = tampered((all) => Object.assign((all.objects as Record<string, unknown>[])[2] ?? {}, fields))
    expect(parseHeld(wrong)).toBeUndefined()
  })

  test.each<[string, Record<string, unknown>]>([
    ['of another size', { content: Buffer.from('other').toString('base64') }],
    ['that is not Base64', { content: '----' }],
    ['without headers', { stored: undefined }],
    ['that is no text', { content: 5 }],
  ])('is refused with content %s', (_, fields) => {
    const object = { ...record.objects[1], sizeBytes: 4, stored: {}, content: Buffer.from('text').toString('base64') }
    const text = formatHeld({ ...record, objects: [object as HeldObject] })
    expect(parseHeld(text)?.objects[0]?.content).toBe(object.content)
    const all = JSON.parse(text)
    Object.assign(all.objects[0], fields)
    expect(parseHeld(JSON.stringify(all))).toBeUndefined()
  })

  test('is refused if it is not a JSON object', () => {
    for (const text of ['', '{', 'null', '5', '[]']) expect(parseHeld(text)).toBeUndefined()
  })

  test('never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.json(), (text) => void parseHeld(text)))
  })

  test('is used in a re-run of its leg as the record of an unfinished upload', () => {
    const [upload, present] = record.objects
    if (upload === undefined || present === undefined) throw new Error('two objects')
    const checkpoint = checkpointOfHeld(record, upload, 'id')
    expect(checkpoint?.header).toMatchObject({
      object: 'id',
      uploadId: '0004B9894A22E5B1888A1E29F8236D2',
      run: '77.2',
      partSizeBytes: 102_400,
    })
    expect([...(checkpoint?.parts.values() ?? [])].map(({ sizeBytes }) => sizeBytes)).toEqual([
      102_400, 102_400, 45_200,
    ])
    expect(checkpointOfHeld(record, present, 'id')).toBeUndefined()
  })

  test('knows the size of its last part', () => {
    const [object] = record.objects
    if (object?.upload === undefined) throw new Error('an upload')
    expect(heldPartSizes(object, object.upload).at(-1)).toBe(45_200)
  })
})

describe('names of legs', () => {
  test.each(['linux', 'ubuntu-22.04', 'windows (x64)', '构建 1', 'a/b@c+d'])('may be %s', (name) => {
    expect(holdNameProblem(name)).toBeUndefined()
  })

  test.each(['', ' a', '-a', 'a\nb', 'a:b'])('may not be %j', (name) => {
    expect(holdNameProblem(name)).toMatch(/^may have letters/)
  })

  test('may have 100 characters, not more', () => {
    expect(holdNameProblem('n'.repeat(100))).toBeUndefined()
    expect(holdNameProblem('n'.repeat(101))).toBe('is longer than 100 characters')
  })
})

describe('publish-held', () => {
  test('accepts names, names with a digest, and records', () => {
    const digest = 'd'.repeat(64)
    const { sources, problems } = parseHeldSources(
      `# legs\nlinux\n  windows (x64) sha256:${digest}\n\n${formatHeld(record)}`,
    )
    expect(problems).toEqual([])
    expect(
      sources.map((source) => (source.kind === 'name' ? [source.name, source.sha256] : source.record.name)),
    ).toEqual([['linux', undefined], ['windows (x64)', digest], 'windows-latest'])
  })

  test('says what is wrong with a line', () => {
    const { sources, problems } = parseHeldSources('{"v":9}\nlinux sha256:\nlinux sha256:abc')
    expect(sources).toEqual([])
    expect(problems.map(({ problem }) => problem)).toEqual([
      expect.stringContaining('is not a record'),
      expect.stringContaining('empty digest'),
      expect.stringContaining('not a SHA-256'),
    ])
  })
})
