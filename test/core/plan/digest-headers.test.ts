import { describe, expect, test } from 'vitest'
import { digestHeaders, isMarked, toldSha256 } from '../../../src/core/plan/digest-headers.ts'

const SHA256 = 'ab'.repeat(32)
const BOTH = { 'x-oss-meta-sha256': SHA256, 'x-oss-meta-crc64': '7' }

describe('digests of an object', () => {
  test('are set if both are known', () => {
    expect(digestHeaders({ sha256: SHA256, crc64: 7n }, {})).toEqual(BOTH)
    expect(digestHeaders({ sha256: undefined, crc64: 7n }, {})).toEqual({})
    expect(digestHeaders({ sha256: SHA256, crc64: undefined }, {})).toEqual({})
  })

  test('do not replace headers of the user', () => {
    const headers = { 'x-oss-meta-sha256': 'mine' }
    expect(digestHeaders({ sha256: SHA256, crc64: 7n }, headers)).toEqual({ 'x-oss-meta-crc64': '7' })
  })

  test('count only for the bytes that the object has now', () => {
    expect(toldSha256(BOTH, 7n)).toBe(SHA256)
    const marked = digestHeaders({ sha256: SHA256, crc64: 7n, mark: '5 2024' }, {})
    expect(toldSha256(marked, 7n)).toBe(SHA256)
    expect([isMarked(marked, '5 2024'), isMarked(marked, '6 2024'), isMarked(BOTH, undefined)]).toEqual([
      ...[true, false, false],
    ])
    expect(toldSha256(BOTH, 8n)).toBeUndefined()
    expect(toldSha256(BOTH, undefined)).toBeUndefined()
    expect(toldSha256({ 'x-oss-meta-sha256': SHA256 }, 7n)).toBeUndefined()
    expect(toldSha256({ ...BOTH, 'x-oss-meta-sha256': 'mine' }, 7n)).toBeUndefined()
  })
})
