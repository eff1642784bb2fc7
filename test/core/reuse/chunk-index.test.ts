import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { crc64 } from '../../../src/core/bytes/crc64.ts'
import { keyProblem } from '../../../src/core/naming/object-key.ts'
import {
  beginIndex,
  formatIndex,
  INDEX_FRAME_BYTES,
  type IndexedObject,
  indexedBytes,
  MAX_INDEX_BYTES,
  MAX_INDEX_OBJECTS,
  parseIndex,
} from '../../../src/core/reuse/chunk-index.ts'
import { ID_BYTES } from '../../../src/core/reuse/chunk-list.ts'
import { CHUNK_PARAMETERS } from '../../../src/core/reuse/chunk-parameters.ts'
import { singleLine } from '../../../src/core/text/text.ts'
import { chunksOf, objectOf } from './made-up.ts'

const { minBytes, maxBytes } = CHUNK_PARAMETERS
const CHECKSUM_BYTES = 8

const anyChunks = fc
  .tuple(
    fc.array(fc.tuple(fc.nat(), fc.integer({ min: minBytes, max: maxBytes })), { maxLength: 20 }),
    fc.tuple(fc.nat(), fc.integer({ min: 1, max: maxBytes })),
  )
  .map(([chunks, last]) => chunksOf([...chunks, last]))

const anyObject: fc.Arbitrary<IndexedObject> = fc
  .record({
    key: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((key) => keyProblem(key) === undefined),
    etag: fc.stringMatching(/^[0-9A-F-]{1,40}$/),
    crc64: fc.option(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { nil: undefined }),
    version: fc.string({ unit: 'grapheme', maxLength: 20 }).filter((version) => singleLine(version) === version),
    publishedMs: fc.nat(Number.MAX_SAFE_INTEGER),
    chunks: anyChunks,
  })
  .map(({ chunks, ...more }) => objectOf(chunks, more))

const parse = (file: Uint8Array) => parseIndex(file, CHUNK_PARAMETERS)
const format = (objects: readonly IndexedObject[]) => formatIndex(objects, CHUNK_PARAMETERS)
const unusable = (why: string) => ({ kind: 'unusable', why })

/** @returns the file with the checksum that its bytes should have: what somebody who makes up an index would write. */
function sealed(file: Uint8Array): Uint8Array {
  const copy = file.slice()
  const end = copy.length - CHECKSUM_BYTES
  new DataView(copy.buffer).setBigUint64(end, crc64(copy.subarray(0, end)), true)
  return copy
}

describe('an index', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(fc.array(anyObject, { maxLength: 6 }), (objects) => {
        expect(parse(format(objects))).toEqual({ kind: 'index', objects })
      }),
    )
  })

  test('is read from any place of a larger buffer', () => {
    const object = objectOf(
      chunksOf([
        [1, 20_000],
        [2, 5],
      ]),
    )
    const file = format([object])
    const larger = new Uint8Array(file.length + 20)
    larger.set(file, 7)
    expect(parse(larger.subarray(7, 7 + file.length))).toEqual({ kind: 'index', objects: [object] })
  })

  test('can be begun before the ETags and CRC64s of its objects are known', () => {
    const anyProof = fc.record({
      etag: fc.stringMatching(/^[0-9A-F-]{1,64}$/),
      crc64: anyObject.map((one) => one.crc64),
    })
    fc.assert(
      fc.property(fc.array(fc.tuple(anyObject, anyProof), { maxLength: 6 }), (all) => {
        const begun = beginIndex(
          all.map(([object]) => object),
          { parameters: CHUNK_PARAMETERS, isProven: ({ chunks }) => chunks.count % 2 === 0 },
        )
        const objects = all.map(([object, proof]) => (object.chunks.count % 2 === 0 ? object : { ...object, ...proof }))
        const rest = begun.end(objects) ?? new Uint8Array()
        expect(begun.beginning.length + rest.length).toBe(begun.sizeBytes)
        expect(parse(Uint8Array.from([...begun.beginning, ...rest]))).toEqual({ kind: 'index', objects })
      }),
    )
  })

  test.each(['', 'a b', 'E'.repeat(129)])('that was begun cannot end with the ETag "%s"', (etag) => {
    const { end } = beginIndex([objectOf(chunksOf([[1, 100]]))], {
      parameters: CHUNK_PARAMETERS,
      isProven: () => false,
    })
    expect(end([{ etag, crc64: undefined }])).toBe(undefined)
  })

  test('takes at most 0.06 % of the indexed bytes, without names', () => {
    const chunks = chunksOf(Array.from({ length: 3000 }, (_, content) => [content, 32 * 1024] as const))
    const object = objectOf(chunks)
    expect(format([object]).length / object.sizeBytes).toBeLessThan(0.0006)
  })

  test('has the estimated size of its objects, plus a small frame', () => {
    fc.assert(
      fc.property(fc.array(anyObject, { maxLength: 4 }), (objects) => {
        const sum = objects.reduce((bytes, object) => bytes + indexedBytes(object, CHUNK_PARAMETERS), 0)
        expect(format(objects).length - sum).toBeGreaterThan(0)
        expect(format(objects).length - sum).toBeLessThanOrEqual(INDEX_FRAME_BYTES)
      }),
    )
  })

  test('leaves out objects that no reader would accept', () => {
    const chunks = chunksOf([
      [1, 20_000],
      [2, 20_000],
    ])
    const wrong: readonly Partial<IndexedObject>[] = [
      { key: '' },
      { key: '../up' },
      { key: 'x'.repeat(1024) },
      { etag: '' },
      { etag: 'a"b' },
      { etag: 'a b' },
      { etag: 'a'.repeat(129) },
      { version: 'two\nlines' },
      { version: 'é'.repeat(129) },
      { crc64: -1n },
      { crc64: 2n ** 64n },
      { publishedMs: -1 },
      { publishedMs: 0.5 },
      { publishedMs: Number.NaN },
      { sizeBytes: 39_999 },
      { sizeBytes: Number.POSITIVE_INFINITY },
      { sizeBytes: 2 ** 53 },
      { chunks: chunksOf([]), sizeBytes: 0 },
      {
        chunks: chunksOf([
          [1, 8191],
          [2, 10_000],
        ]),
        sizeBytes: 18_191,
      },
      { chunks: chunksOf([[1, 131_073]]), sizeBytes: 131_073 },
    ]
    expect(parse(format(wrong.map((more) => objectOf(chunks, more))))).toEqual({ kind: 'index', objects: [] })
  })
})

describe('parsing an index', () => {
  const file = format([
    objectOf(
      chunksOf([
        [1, 20_000],
        [2, 8192],
        [3, 131_072],
        [4, 1],
      ]),
      { crc64: 5n, version: 'v1.2 ü' },
    ),
    objectOf(chunksOf([[9, 100]]), { key: 'b' }),
  ])

  test('reports what is not an index', () => {
    for (const other of ['', 'x', 'OSSCHUNK', '<html>not found, but 200</html>', 'OSSCHUNKS and more text']) {
      const bytes = new TextEncoder().encode(other)
      expect(parse(bytes), other).toEqual(unusable(other.startsWith('OSSCHUNKS') ? 'damaged' : 'not-an-index'))
    }
    expect(parse(new Uint8Array(MAX_INDEX_BYTES + 1))).toEqual(unusable('too-large'))
  })

  test('distinguishes another version and other parameters from damage', () => {
    const newer = file.slice()
    newer[8] = 3
    expect(parse(newer)).toEqual(unusable('damaged'))
    expect(parse(sealed(newer))).toEqual(unusable('other-version'))
    expect(parseIndex(file, { ...CHUNK_PARAMETERS, looseBits: 13 })).toEqual(unusable('other-parameters'))
  })

  test('refuses a file with a missing or changed byte', () => {
    for (let at = 0; at < file.length; at++) {
      const wrong = file.slice()
      wrong[at] = (wrong[at] ?? 0) ^ 0x40
      expect(parse(wrong).kind).toBe('unusable')
      expect(parse(file.subarray(0, at)).kind).toBe('unusable')
    }
  })

  test('refuses a file that was cut or extended and given a new checksum', () => {
    for (let at = 8; at < file.length - CHECKSUM_BYTES; at++) {
      expect(parse(sealed(file.slice(0, at + CHECKSUM_BYTES))).kind, `${at} bytes`).toBe('unusable')
    }
    expect(parse(sealed(Uint8Array.from([...file, 0])))).toEqual(unusable('damaged'))
  })

  test('never throws, and accepts only what a writer could have written', () => {
    const head = file.slice(0, 20)
    const edits = fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 })
    const edited = edits.map((all) => {
      const wrong = file.slice()
      for (const [at, byte] of all) wrong[at] = byte
      return wrong
    })
    const continued = fc.uint8Array({ minLength: 8, maxLength: 200 }).map((more) => Uint8Array.from([...head, ...more]))
    fc.assert(
      fc.property(fc.oneof(edited, continued, fc.uint8Array({ maxLength: 200 })), fc.boolean(), (bytes, isSealed) => {
        const given = isSealed && bytes.length >= CHECKSUM_BYTES ? sealed(bytes) : bytes
        const parsed = parse(given)
        if (parsed.kind === 'index') {
          expect(parse(format(parsed.objects))).toEqual(parsed)
          for (const { chunks, sizeBytes } of parsed.objects) {
            expect(chunks.ids.length).toBe(chunks.count * ID_BYTES)
            expect(chunks.sizes.reduce((sum, size) => sum + size, 0)).toBe(sizeBytes)
          }
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('allocates nothing for counts that exceed the bytes of the file', () => {
    // Version, parameters, then as many objects as a number can say.
    const head = file.slice(0, file.indexOf(2, 16))
    expect(head.length).toBeLessThan(24)
    const huge = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f]
    for (const more of [
      huge,
      [...huge, ...huge],
      [...huge, 1, 97, ...huge],
      [0xff, ...huge],
      [1, 1, 97, 100, 0, 0, ...huge],
    ]) {
      expect(parse(sealed(Uint8Array.from([...head, ...more, ...new Uint8Array(8)])))).toEqual(unusable('damaged'))
    }
  })

  test('refuses an index of more objects than any writer puts into one: they would take half a gigabyte of memory', () => {
    const one = objectOf(chunksOf([[1, 120_000]]), { key: 'k' })
    const most = format(Array.from({ length: MAX_INDEX_OBJECTS + 2 }, () => one))
    const parsed = parse(most)
    expect(parsed.kind === 'index' && parsed.objects.length).toBe(MAX_INDEX_OBJECTS)
    const countAt = most.indexOf(107) - 4
    expect([...most.slice(countAt, countAt + 3)]).toEqual([0x80, 0x80, 4])
    const more = most.slice()
    more[countAt] = 0x81
    expect(parse(sealed(more))).toEqual(unusable('damaged'))
  })

  test('refuses text that is not well-formed, and a CRC64 of another length', () => {
    const one = (crc: readonly number[], key: readonly number[]) => {
      const plain = format([objectOf(chunksOf([[1, 100]]), { key: 'k' })])
      const at = plain.indexOf(107)
      const etagEnd = plain.slice(0, -CHECKSUM_BYTES).lastIndexOf(45) + 3
      const body = [...plain.slice(0, at - 1), key.length, ...key, ...plain.slice(at + 1, etagEnd), crc.length, ...crc]
      return sealed(Uint8Array.from([...body, ...plain.slice(etagEnd + 1)]))
    }
    expect(parse(one([], [107])).kind).toBe('index')
    expect(parse(one([1, 2, 3, 4, 5, 6, 7, 8], [0xc3, 0xbc])).kind).toBe('index')
    expect(parse(one([], [0xff]))).toEqual(unusable('damaged'))
    expect(parse(one([], [0xed, 0xa0, 0x80]))).toEqual(unusable('damaged'))
    expect(parse(one([1], [107]))).toEqual(unusable('damaged'))
  })
})
