import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countParts, partAt } from '../../../src/core/bytes/parts.ts'
import {
  type Claim,
  claimsOfListing,
  claimsOfRecord,
  type LocalDigest,
  plausibleClaims,
  reconcile,
} from '../../../src/core/plan/reconcile.ts'

const PART = 100 * 1024
const FILE = 5 * PART + 7
const planned = Array.from({ length: countParts(FILE, PART) }, (_, index) =>
  partAt({ number: index + 1, fileSizeBytes: FILE, partSizeBytes: PART }),
)
const digests = new Map<number, LocalDigest>(
  planned.map(({ number }) => [number, { crc64: BigInt(number), md5: `MD5-${number}` }]),
)

function claimOf(number: number, change: Partial<Claim> = {}): Claim {
  const part = planned[number - 1]
  const sizeBytes = part === undefined ? PART : part.endBytes - part.startBytes
  return { number, sizeBytes, etag: `MD5-${number}`, crc64: BigInt(number), byEtag: false, ...change }
}

function doneOf(claims: readonly Claim[], local: ReadonlyMap<number, LocalDigest> = digests) {
  return reconcile({ planned, claims, digests: local }).done.map(({ number }) => number)
}

describe('a part need not be sent', () => {
  test('if OSS lists it with the size and the CRC64 of the local bytes', () => {
    const claims = [claimOf(2), claimOf(6)]
    const { done, missing } = reconcile({ planned, claims, digests })
    expect(done).toEqual([
      { number: 2, sizeBytes: PART, crc64: 2n, etag: 'MD5-2' },
      { number: 6, sizeBytes: 7, crc64: 6n, etag: 'MD5-6' },
    ])
    expect(missing).toEqual(planned.filter(({ number }) => number !== 2 && number !== 6))
  })

  test('if OSS lists it without CRC64, and its ETag is the MD5 of the local bytes', () => {
    expect(doneOf([claimOf(1, { crc64: undefined, byEtag: true })])).toEqual([1])
  })

  test('if a record has the MD5 of the local bytes, in upper or lower case', () => {
    expect(doneOf([claimOf(1, { byEtag: true, etag: 'md5-1' })])).toEqual([1])
  })
})

describe('a part is sent', () => {
  test.each([
    ['its CRC64 differs', claimOf(1, { crc64: 99n })],
    ['its size differs', claimOf(1, { sizeBytes: PART - 1 })],
    ['it is beyond the plan', claimOf(7)],
    ['only its ETag may decide, and it differs', claimOf(1, { byEtag: true, etag: 'MD5-2' })],
    ['its ETag is right but its CRC64 is not', claimOf(1, { byEtag: true, crc64: 99n })],
  ])('if %s', (_, claim) => {
    expect(doneOf([claim])).toEqual([])
  })

  test('if its local bytes were not read, or not with the digest that decides', () => {
    expect(doneOf([claimOf(1)], new Map())).toEqual([])
    const withoutMd5 = new Map([[1, { crc64: 1n, md5: undefined }]])
    expect(doneOf([claimOf(1, { byEtag: true })], withoutMd5)).toEqual([])
    expect(doneOf([claimOf(1)], withoutMd5)).toEqual([1])
  })
})

describe('claims', () => {
  test('of a listing are judged by ETag too, unless the CRC64 of the run is trusted', () => {
    const listed = [
      { number: 1, sizeBytes: PART, etag: 'a', crc64: 1n },
      { number: 2, sizeBytes: PART, etag: 'b', crc64: undefined },
    ]
    expect(claimsOfListing(listed, () => false).map(({ byEtag }) => byEtag)).toEqual([true, true])
    expect(claimsOfListing(listed, () => true)).toEqual([
      { ...listed[0], byEtag: false },
      { ...listed[1], byEtag: true },
    ])
  })

  test('of a record are always judged by ETag', () => {
    const part = { number: 1, sizeBytes: PART, etag: 'a', crc64: 1n }
    expect(claimsOfRecord(new Map([[1, part]]))).toEqual([{ ...part, byEtag: true }])
  })

  test('that cannot be true are dropped before local bytes are read', () => {
    const claims = [claimOf(1), claimOf(2, { sizeBytes: 1 }), claimOf(7), claimOf(6)]
    expect(plausibleClaims(planned, claims).map(({ number }) => number)).toEqual([1, 6])
  })
})

describe('parts that were sent as one, with the number of the first', () => {
  const two = (number: number, change: Partial<Claim> = {}) => claimOf(number, { sizeBytes: 2 * PART, ...change })

  test('need not be sent', () => {
    const { done, missing } = reconcile({ planned, claims: [two(1), claimOf(4)], digests })
    expect(done.map(({ number, sizeBytes }) => [number, sizeBytes])).toEqual([
      [1, 2 * PART],
      [4, PART],
    ])
    expect(missing.map(({ number }) => number)).toEqual([3, 5, 6])
  })

  test('count to the end of the file, and never beyond it', () => {
    expect(doneOf([claimOf(5, { sizeBytes: PART + 7 })])).toEqual([5])
    expect(doneOf([claimOf(6, { sizeBytes: PART + 7 }), claimOf(5, { sizeBytes: 2 * PART })])).toEqual([])
  })

  test('leave out what overlaps them: every byte counts once', () => {
    const { done, missing } = reconcile({ planned, claims: [claimOf(2), two(1), two(2), two(3)], digests })
    expect(done.map(({ number }) => number)).toEqual([1, 3])
    expect(missing.map(({ number }) => number)).toEqual([5, 6])
  })
})

test('for any claims each part is done or missing, and done parts have the local bytes', () => {
  const claims = fc.array(
    fc.record({
      number: fc.integer({ min: 0, max: 8 }),
      sizeBytes: fc.constantFrom(PART, 7, 0),
      etag: fc.constantFrom('MD5-1', 'md5-2', 'MD5-3', ''),
      crc64: fc.option(fc.bigInt({ min: 0n, max: 7n }), { nil: undefined }),
      byEtag: fc.boolean(),
    }),
  )
  fc.assert(
    fc.property(claims, (some) => {
      const { done, missing } = reconcile({ planned, claims: some, digests })
      const numbers = [...done, ...missing].map(({ number }) => number).sort()
      expect(numbers).toEqual(planned.map(({ number }) => number))
      for (const part of done) {
        expect(part.crc64).toBe(BigInt(part.number))
        expect(
          some.some(
            (claim) =>
              claim.number === part.number &&
              (claim.crc64 === undefined || claim.crc64 === part.crc64) &&
              (!claim.byEtag || claim.etag.toUpperCase() === `MD5-${part.number}`),
          ),
        ).toBe(true)
      }
    }),
  )
})
