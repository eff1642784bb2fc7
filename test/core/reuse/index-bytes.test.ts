import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  createIndexReader,
  encodeNumber,
  packedBytes,
  packNumbers,
  unpackNumbers,
} from '../../../src/core/reuse/index-bytes.ts'

test('a number is read as it was written, in as few bytes as possible', () => {
  fc.assert(
    fc.property(fc.oneof(fc.nat(300), fc.nat(Number.MAX_SAFE_INTEGER)), (value) => {
      const reader = createIndexReader(Uint8Array.from(encodeNumber(value)))
      expect([reader.number(), reader.isWhole(), reader.isRestZero()]).toEqual([value, true, true])
    }),
  )
  expect(encodeNumber(127)).toHaveLength(1)
  expect(encodeNumber(Number.MAX_SAFE_INTEGER)).toHaveLength(8)
})

test('a reader that was read beyond the end stays invalid', () => {
  const reader = createIndexReader(Uint8Array.of(5, 97))
  expect(reader.text(10)).toBe('')
  expect(reader.isWhole()).toBe(false)
  expect([reader.number(), reader.bytes(0).length, reader.isWhole()]).toEqual([0, 0, false])
})

test('numbers of any width are unpacked as they were packed', () => {
  const packs = fc.nat(24).chain((bits) => fc.tuple(fc.constant(bits), fc.array(fc.nat(2 ** bits - 1))))
  fc.assert(
    fc.property(packs, ([bits, numbers]) => {
      const packed = packNumbers(numbers, bits)
      expect(packed.length).toBe(packedBytes(numbers.length, bits))
      expect([...unpackNumbers(packed, bits, numbers.length)]).toEqual(numbers)
    }),
  )
})
