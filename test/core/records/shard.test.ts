import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { filesOfShard, parseShard } from '../../../src/core/records/shard.ts'

const file = fc.record({
  path: fc.integer({ min: 0, max: 40 }).map((number) => `/home/me/file-${number}`),
  key: fc.string({ minLength: 1, maxLength: 8 }),
  // Often equal, so that the order of equals matters.
  sizeBytes: fc.oneof(fc.constantFrom(0, 1, 7), fc.integer({ min: 0, max: 1_000_000 })),
})
/** Files of one path have one size; keys are unique. */
const files = fc.uniqueArray(file, { selector: ({ key }) => key, maxLength: 60 }).map((list) => {
  const sizes = new Map(list.map(({ path, sizeBytes }) => [path, sizeBytes]))
  return list.map((one) => ({ ...one, sizeBytes: sizes.get(one.path) ?? 0 }))
})

describe('shards', () => {
  test('cover every file exactly once, in whatever order a runner sees them', () => {
    fc.assert(
      fc.property(
        files,
        fc.integer({ min: 1, max: 9 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (list, count, order) => {
          const shards = Array.from({ length: count }, (_, index) => {
            const seen = list.map((one) => ({ one, rank: order.next().value ?? 0 })).sort((a, b) => a.rank - b.rank)
            return filesOfShard(
              seen.map(({ one }) => one),
              { index, count },
            )
          })
          const keys = shards.flat().map(({ key }) => key)
          expect(keys.toSorted()).toEqual(list.map(({ key }) => key).toSorted())
        },
      ),
    )
  })

  test('keep the keys of one file together', () => {
    fc.assert(
      fc.property(files, fc.integer({ min: 1, max: 9 }), (list, count) => {
        const owners = new Map<string, number>()
        for (let index = 0; index < count; index += 1) {
          for (const { path } of filesOfShard(list, { index, count })) {
            expect(owners.get(path) ?? index).toBe(index)
            owners.set(path, index)
          }
        }
      }),
    )
  })

  test('differ by no more than the largest file', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 6 }),
        (sizes, count) => {
          const list = sizes.map((sizeBytes, index) => ({ path: `/${index}`, key: `${index}`, sizeBytes }))
          const loads = Array.from({ length: count }, (_, index) =>
            filesOfShard(list, { index, count }).reduce((sum, one) => sum + one.sizeBytes, 0),
          )
          expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(Math.max(0, ...sizes))
        },
      ),
    )
  })

  test('of equal files have equally many, in the order of their keys', () => {
    const list = ['e', 'b', 'd', 'a', 'c'].map((key) => ({ path: `/${key}`, key, sizeBytes: 0 }))
    const shards = [0, 1, 2].map((index) => filesOfShard(list, { index, count: 3 }).map(({ key }) => key))
    expect(shards).toEqual([['d', 'a'], ['e', 'b'], ['c']])
  })

  test('count bytes before files', () => {
    const sizes = { a: 5, b: 3, c: 1, d: 1, e: 1 }
    const list = Object.entries(sizes).map(([key, sizeBytes]) => ({ path: `/${key}`, key, sizeBytes }))
    const shards = [0, 1].map((index) => filesOfShard(list, { index, count: 2 }).map(({ key }) => key))
    // The fifth comes when both hold 5 bytes: to the one with fewer files.
    expect(shards).toEqual([
      ['a', 'e'],
      ['b', 'c', 'd'],
    ])
  })

  test('place a file by the first of its keys, in whatever order they are seen', () => {
    const twins = ['z', 'a'].map((key) => ({ path: '/twins', key, sizeBytes: 1 }))
    const other = { path: '/other', key: 'm', sizeBytes: 1 }
    for (const list of [
      [...twins, other],
      [other, ...twins.toReversed()],
    ]) {
      const keys = filesOfShard(list, { index: 0, count: 2 }).map(({ key }) => key)
      expect(keys.toSorted()).toEqual(['a', 'z'])
    }
  })

  test('keep the order of the files', () => {
    const list = ['c', 'a', 'b', 'd'].map((key) => ({ path: `/${key}`, key, sizeBytes: 1 }))
    const shown = filesOfShard(list, { index: 0, count: 2 }).map(({ key }) => key)
    expect(shown).toEqual(['c', 'a', 'b', 'd'].filter((key) => shown.includes(key)))
  })
})

describe('the input', () => {
  test('is i/n, from 0', () => {
    expect(parseShard('0/1')).toEqual({ index: 0, count: 1 })
    expect(parseShard(' 2 / 3 ')).toEqual({ index: 2, count: 3 })
    expect(parseShard('255/256')).toEqual({ index: 255, count: 256 })
  })

  test.each(['3/3', '1', '', '-1/2', '1/0', '0/0', '0/257', '0/1000', 'x0/1', '0/1x', 'a/b', '1/2/3'])(
    'is nothing else: %s',
    (text) => {
      expect(parseShard(text)).toBeUndefined()
    },
  )
})
