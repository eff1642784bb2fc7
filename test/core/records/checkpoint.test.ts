import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  MAX_JOINED_SIZE_BYTES,
  MAX_PART_SIZE_BYTES,
  MAX_PARTS,
  MIN_PART_SIZE_BYTES,
} from '../../../src/core/bytes/parts.ts'
import {
  type CheckpointHeader,
  formatHeader,
  formatPart,
  formatPublished,
  type PublishedRecord,
  parseCheckpoint,
  type RecordedPart,
  wasBegunEarlier,
} from '../../../src/core/records/checkpoint.ts'

const header: CheckpointHeader = {
  object: 'a'.repeat(64),
  uploadId: '0004B9894A22E5B1888A1E29F8236D2',
  partSizeBytes: 1024 ** 2,
  headers: 'b'.repeat(64),
  run: '77.1',
  createdMs: 1_750_000_000_000,
}
const part: RecordedPart = { number: 1, sizeBytes: 1024 ** 2, crc64: 5n, etag: 'D41D8CD98F00B204E9800998ECF8427E' }

const text = fc.string({ unit: fc.constantFrom(...'abcXYZ0189-_.*+/='), minLength: 1, maxLength: 64 })
const whole = fc.maxSafeNat()
const crc64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })
const headers = fc.record(
  {
    object: text,
    uploadId: text.map((id) => id.replaceAll('*', '~')),
    partSizeBytes: fc.integer({ min: MIN_PART_SIZE_BYTES, max: MAX_PART_SIZE_BYTES }),
    headers: text,
    content: fc.stringMatching(/^[0-9a-f]{64}$/),
    run: text,
    createdMs: whole,
  },
  { requiredKeys: ['object', 'uploadId', 'partSizeBytes', 'headers', 'run', 'createdMs'] },
)
const parts = fc.uniqueArray(
  fc.record({
    number: fc.integer({ min: 1, max: MAX_PARTS }),
    sizeBytes: fc.integer({ min: 0, max: MIN_PART_SIZE_BYTES }),
    crc64,
    etag: text,
  }),
  { selector: ({ number }) => number, maxLength: 20 },
)

describe('a checkpoint', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(headers, parts, (anyHeader, anyParts) => {
        const lines = formatHeader(anyHeader) + anyParts.map(formatPart).join('')
        expect(parseCheckpoint(lines, anyHeader.object)).toEqual({
          kind: 'unfinished',
          header: anyHeader,
          parts: new Map(anyParts.map((one) => [one.number, one])),
        })
      }),
    )
  })

  test('of a published object is read as it was written', () => {
    const fields = { object: text, sizeBytes: whole, crc64, headers: text, createdMs: whole }
    const records = fc.record(
      { ...fields, isStale: fc.constant(true as const), layout: fc.constantFrom('2hwc*2,7', '2hwc') },
      { requiredKeys: ['object', 'sizeBytes', 'crc64', 'headers', 'createdMs'] },
    )
    fc.assert(
      fc.property(records, (record: PublishedRecord) => {
        expect(parseCheckpoint(formatPublished(record), record.object)).toEqual({ kind: 'published', record })
      }),
    )
  })

  test('that is cut anywhere has less information, never other information', () => {
    const whole = formatHeader(header) + [1, 2, 3].map((number) => formatPart({ ...part, number })).join('')
    for (let length = 0; length <= whole.length; length += 1) {
      const read = parseCheckpoint(whole.slice(0, length), header.object)
      const lines = whole.slice(0, length).split('\n').length - 1
      if (lines === 0) expect(read).toBeUndefined()
      else expect(read).toMatchObject({ kind: 'unfinished', header })
      if (read?.kind === 'unfinished') expect([...read.parts.keys()]).toEqual([1, 2, 3].slice(0, lines - 1))
    }
  })

  test('counts the later of two lines for one part', () => {
    const lines = formatHeader(header) + formatPart(part) + formatPart({ ...part, etag: 'LATER' })
    const read = parseCheckpoint(lines, header.object)
    expect(read?.kind === 'unfinished' && read.parts.get(1)?.etag).toBe('LATER')
  })

  test('of another object is refused', () => {
    expect(parseCheckpoint(formatHeader(header), 'c'.repeat(64))).toBeUndefined()
  })

  test('never throws, whatever is in the cache', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc.array(fc.json()).map((lines) => `${lines.join('\n')}\n`),
    )
    fc.assert(fc.property(anything, (untrusted) => void parseCheckpoint(untrusted, header.object)))
  })
})

describe('a checkpoint with one wrong line is discarded', () => {
  const good = JSON.parse(formatHeader(header))
  const headerWith = (change: object) => `${JSON.stringify({ ...good, ...change })}\n`
  test.each([
    ['another version', { v: 2 }],
    ['no upload ID', { uploadId: undefined }],
    ['an upload ID that could end a URL or a line', { uploadId: 'a\nb' }],
    ['an upload ID with a space', { uploadId: 'a b' }],
    ['an upload ID that is escaped otherwise by every client', { uploadId: "a'(*)!" }],
    ['an upload ID without end', { uploadId: 'x'.repeat(513) }],
    ['an upload ID that is not text', { uploadId: 5 }],
    ['a part size below 100 KB', { partSize: MIN_PART_SIZE_BYTES - 1 }],
    ['a part size over 5 GB', { partSize: MAX_PART_SIZE_BYTES + 1 }],
    ['half a byte', { partSize: MIN_PART_SIZE_BYTES + 0.5 }],
    ['a part size that is text', { partSize: '1048576' }],
    ['no digest of headers', { headers: '' }],
    ['a digest of the content that is none', { content: 'x' }],
    ['no run', { run: null }],
    ['a time before time', { created: -1 }],
    ['an object that is not text', { object: [header.object] }],
  ])('header with %s', (_, change) => {
    expect(parseCheckpoint(headerWith(change), header.object)).toBeUndefined()
  })

  const goodPart = JSON.parse(formatPart(part))
  test.each([
    ['number 0', { part: 0 }],
    ['number 10,001', { part: MAX_PARTS + 1 }],
    ['no number', { part: undefined }],
    ['more bytes than any parts that are sent as one', { size: MAX_JOINED_SIZE_BYTES + 1 }],
    ['fewer bytes than none', { size: -1 }],
    ['a CRC64 of 65 bits', { crc64: String(2n ** 64n) }],
    ['a CRC64 that is a number', { crc64: 5 }],
    ['an ETag with a line end', { etag: 'a\n' }],
  ])('part with %s', (_, change) => {
    const lines = `${formatHeader(header)}${JSON.stringify({ ...goodPart, ...change })}\n`
    expect(parseCheckpoint(lines, header.object)).toBeUndefined()
  })

  test.each(['', 'null', '[]', '"text"', '{', '5'])('line %j', (line) => {
    expect(parseCheckpoint(`${formatHeader(header)}${line}\n`, header.object)).toBeUndefined()
    expect(parseCheckpoint(`${line}\n`, header.object)).toBeUndefined()
  })

  const record: PublishedRecord = { object: header.object, sizeBytes: 7, crc64: 9n, headers: 'd', createdMs: 1 }
  test.each([
    ['no size', { size: undefined }],
    ['no CRC64', { crc64: 'x' }],
    ['no digest of headers', { headers: ' ' }],
    ['no time', { created: '1' }],
  ])('published with %s', (_, change) => {
    const line = `${JSON.stringify({ ...JSON.parse(formatPublished(record)), ...change })}\n`
    expect(parseCheckpoint(line, header.object)).toBeUndefined()
  })

  test('published for an object whose name could end a line', () => {
    const strange = { ...record, object: 'a\nb' }
    expect(parseCheckpoint(formatPublished(strange), strange.object)).toBeUndefined()
    expect(parseCheckpoint(formatHeader({ ...header, object: 'a\nb' }), 'a\nb')).toBeUndefined()
  })
})

test.each([
  ['77.1', '77.2', true],
  ['77.9', '77.10', true],
  ['77.2', '77.2', false],
  ['77.3', '77.2', false],
  ['78.1', '77.2', false],
  ['.1', '.2', false],
  ['77', '77.2', false],
  ['77.x', '77.2', false],
  ['0x1.1', '0x1.2', true],
])('whether a record of run %s was written earlier in run %s: %s', (recorded, current, expected) => {
  expect(wasBegunEarlier(recorded, current)).toBe(expected)
})

describe('a record was begun earlier', () => {
  test('only by an earlier attempt of the same run', () => {
    expect(wasBegunEarlier('77.1', '77.2')).toBe(true)
    expect(wasBegunEarlier('77.2', '77.2')).toBe(false)
    expect(wasBegunEarlier('77.3', '77.2')).toBe(false)
    expect(wasBegunEarlier('76.1', '77.2')).toBe(false)
  })

  test.each(['77', '.1', '77.', '77.x1', '77.1x', '77.1234567', '', '77.-1'])(
    'not if %j is not an attempt of a run',
    (text) => {
      expect(wasBegunEarlier(text, '77.2')).toBe(false)
      expect(wasBegunEarlier('77.0', text)).toBe(false)
      expect(wasBegunEarlier(text, text)).toBe(false)
    },
  )
})

test('the largest and smallest values that OSS allows are read', () => {
  for (const partSizeBytes of [MIN_PART_SIZE_BYTES, MAX_PART_SIZE_BYTES]) {
    expect(parseCheckpoint(formatHeader({ ...header, partSizeBytes }), header.object)).toMatchObject({
      header: { partSizeBytes },
    })
  }
  const last = { ...part, number: MAX_PARTS, sizeBytes: header.partSizeBytes }
  expect(parseCheckpoint(formatHeader(header) + formatPart(last), header.object)).toMatchObject({
    parts: new Map([[MAX_PARTS, last]]),
  })
})
