import { expect, test } from 'vitest'
import { describeVerification } from '../../../src/core/telling/verification.ts'

test.each([
  [[], 'every object was verified by its CRC64'],
  [[{}, {}], 'every object was verified by its CRC64'],
  [[{ proof: 'md5' }], 'every object was verified by its MD5'],
  [[{ proof: 'parts' }], 'every object was verified by the CRC64 or MD5 of each of its parts'],
  [
    [{}, {}, { proof: 'md5' }, { proof: 'parts' }, { proof: 'parts' }],
    '2 objects verified by their CRC64, 1 object verified by its MD5, 2 objects verified by the CRC64 or MD5 of each of their parts',
  ],
  [
    [{}, { proof: 'record' }],
    '1 object verified by its CRC64, 1 object completed by an earlier try and not read back (that needs `oss:GetObject`)',
  ],
] as const)('for %j the text is: %s', (objects, expected) => {
  expect(describeVerification(objects)).toBe(expected)
})
