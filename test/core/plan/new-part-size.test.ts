import { expect, test } from 'vitest'
import { newPartSize } from '../../../src/core/plan/plan.ts'

const MIB = 1024 ** 2
const file = {
  ...{ displayPath: 'a', key: 'a', sizeBytes: 121 * MIB, headers: {}, headersDigest: '', path: '/a', objectId: 'a' },
  isRewritten: false,
}

test('what may be joined is cut fine, except by jobs that hold, and what has a size of its own keeps it', () => {
  const object = { file, partSizeBytes: MIB }
  expect(newPartSize({ ...object, mayJoin: true }, false)).toBe(MIB / 4)
  expect(newPartSize({ ...object, mayJoin: true }, true)).toBe(MIB)
  expect(newPartSize(object, false)).toBe(MIB)
})
