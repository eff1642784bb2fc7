import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesOfChunks } from '../../../src/core/reuse/chunk-list.ts'
import { createChunkLookup } from '../../../src/core/reuse/chunk-lookup.ts'
import { planReuse } from '../../../src/core/reuse/plan-reuse.ts'
import { findSharedRuns } from '../../../src/core/reuse/shared-runs.ts'
import { chunksOf, type MadeUpChunk, objectOf } from './made-up.ts'
import {
  brief,
  expectLimits,
  expectSameBytes,
  named,
  PART,
  partsOf,
  plan,
  someChunks,
  someObjects,
  somePartSize,
  stretch,
} from './plan-checks.ts'

describe('planReuse', () => {
  test('covers every byte once, obeys the limits and copies equal bytes only', () => {
    let met = 0
    fc.assert(
      fc.property(someChunks(30), someObjects, somePartSize, (list, objects, partSizeBytes) => {
        const chunks = chunksOf(list)
        const made = plan(chunks, objects, partSizeBytes)
        if (made.kind === 'copy-whole') expect(made.source.chunks).toEqual(chunks)
        if (made.kind !== 'parts') return
        met += 1
        expectLimits(made.parts, bytesOfChunks(chunks), partSizeBytes)
        expectSameBytes(made.parts, chunks)
        const copied = made.parts.flatMap((part) => (part.kind === 'copy' ? [part.endBytes - part.startBytes] : []))
        expect(made.copiedBytes).toBe(copied.reduce((sum, size) => sum + size, 0))
        expect(made.copiedBytes).toBeGreaterThan(0)
      }),
      { numRuns: 1000 },
    )
    expect(met).toBeGreaterThan(10)
  })

  test('obeys the limits whatever an index says about sizes', () => {
    const liar = fc.tuple(someChunks(8), fc.integer({ min: 1, max: 131_072 })).map(([list, size]) => {
      const lying = list.map(
        ([content, sizeBytes], index): MadeUpChunk => [content, index % 3 === 0 ? size : sizeBytes],
      )
      return named('liar', [...lying, [99, 5]])
    })
    let met = 0
    fc.assert(
      fc.property(someChunks(20), fc.array(liar, { maxLength: 3 }), somePartSize, (list, objects, partSizeBytes) => {
        const made = plan(chunksOf(list), objects, partSizeBytes)
        if (made.kind !== 'parts') return
        met += 1
        expectLimits(made.parts, bytesOfChunks(chunksOf(list)), partSizeBytes)
        expectSameBytes(made.parts, chunksOf(list))
      }),
    )
    expect(met).toBeGreaterThan(10)
  })

  test('sends bytes that no object has', () => {
    expect(plan(chunksOf(stretch(0, 10)), [named('a', stretch(50, 10))])).toEqual({ kind: 'send' })
    expect(plan(chunksOf(stretch(0, 10)), [])).toEqual({ kind: 'send' })
    expect(plan(chunksOf([]), [named('a', stretch(0, 10))])).toEqual({ kind: 'send' })
    expect(plan(chunksOf([[1, 65_536]]), [named('a', [[2, 65_536]])])).toEqual({ kind: 'send' })
    expect(
      plan(
        chunksOf([
          [1, 65_536],
          [2, 1],
        ]),
        [
          named('a', [
            [1, 65_535],
            [2, 2],
          ]),
        ],
      ),
    ).toEqual({ kind: 'send' })
  })

  test('copies a whole object if it equals the file', () => {
    const [older, newer] = [named('older', stretch(0, 10)), named('newer', stretch(0, 10))]
    expect(plan(chunksOf(stretch(0, 10)), [newer, older])).toEqual({ kind: 'copy-whole', source: newer })
    expect(plan(chunksOf(stretch(0, 10)), [named('longer', stretch(0, 11)), older])).toEqual({
      kind: 'copy-whole',
      source: older,
    })
  })

  test('copies a file that is the beginning or the middle of an object', () => {
    expect(brief(plan(chunksOf(stretch(0, 10)), [named('a', stretch(0, 11))]))).toEqual(['copy a 0+655360'])
    expect(brief(plan(chunksOf(stretch(1, 10)), [named('a', stretch(0, 11))]))).toEqual(['copy a 65536+655360'])
  })

  test('sends changed, inserted and added bytes, and copies the rest', () => {
    const before = named('a', stretch(0, 30))
    const after = chunksOf([
      ...stretch(0, 10),
      ...stretch(100, 3),
      ...stretch(11, 9),
      ...stretch(200, 40),
      ...stretch(20, 10),
      [300, 9000],
    ])
    expect(brief(plan(after, [before]))).toEqual([
      'copy a 0+655360',
      'send 196608',
      'copy a 720896+589824',
      ...['send 1048576', 'send 1048576', 'send 524288'],
      'copy a 1310720+655360',
      'send 9000',
    ])
  })

  test('finds moved content, in any order of the source', () => {
    const made = plan(chunksOf([...stretch(20, 5), ...stretch(0, 5), ...stretch(10, 5)]), [named('a', stretch(0, 30))])
    expect(brief(made)).toEqual(['copy a 1310720+327680', 'copy a 0+327680', 'copy a 655360+327680'])
  })

  test('copies a file from several objects, and the same content twice', () => {
    const made = plan(chunksOf([...stretch(0, 4), ...stretch(50, 4), ...stretch(0, 4)]), [
      named('a', stretch(0, 4)),
      named('b', stretch(49, 9)),
    ])
    expect(brief(made)).toEqual(['copy a 0+262144', 'copy b 65536+262144', 'copy a 0+262144'])
  })

  test('copies the longest piece, not the newest', () => {
    const made = plan(chunksOf([...stretch(0, 20), ...stretch(90, 4)]), [
      named('new', stretch(0, 4)),
      named('old', stretch(0, 20)),
    ])
    expect(brief(made)).toEqual(['copy old 0+1310720', 'send 262144'])
  })

  test('does not copy less than 100 KB', () => {
    const source = named('a', [
      [1, 60_000],
      [2, 42_399],
      [3, 50_000],
      [4, 60_000],
      [5, 42_400],
    ])
    const made = plan(
      chunksOf([
        ...stretch(90, 4),
        [1, 60_000],
        [2, 42_399],
        ...stretch(80, 4),
        [4, 60_000],
        [5, 42_400],
        ...stretch(70, 4),
      ]),
      [source],
    )
    expect(brief(made)).toEqual(['send 626687', 'copy a 152399+102400', 'send 262144'])
  })

  test('copies runs of a single byte value, and what follows them', () => {
    const zeros = (count: number) => Array.from({ length: count }, (): MadeUpChunk => [0, 131_072])
    const source = named('a', [...zeros(500), ...stretch(1, 5)])
    const made = plan(chunksOf([...stretch(50, 2), ...zeros(700), ...stretch(1, 5)]), [source], 4 * PART)
    expect(brief(made)).toEqual([
      'send 131072',
      ...['copy a 0+32768000', 'copy a 32768000+32768000', 'copy a 0+26214400'],
      'copy a 65536000+327680',
    ])
  })

  test('copies also the end of a repeated run that is followed by other content', () => {
    const twins: readonly MadeUpChunk[] = [
      [7, 9000],
      [7, 9000],
      [7, 9000],
    ]
    const made = plan(chunksOf([...stretch(50, 2), [7, 9000], ...stretch(1, 5)]), [
      named('a', [...twins, ...stretch(1, 5)]),
    ])
    expect(brief(made)).toEqual(['send 131072', 'copy a 18000+336680'])
  })

  test('cuts long copies into even parts, since a failed one is sent instead', () => {
    const long = stretch(0, 1025)
    const made = plan(chunksOf([...long, [9999, 9000]]), [named('a', long)], 4 * PART)
    expect(brief(made)).toEqual([
      'copy a 0+22391466',
      'copy a 22391466+22391467',
      'copy a 44782933+22391467',
      'send 9000',
    ])
  })

  test('makes no copy that is larger than eight parts that are sent: small ones are for links that break often', () => {
    const made = plan(chunksOf(stretch(0, 25)), [named('a', [[9999, 9000], ...stretch(0, 25)])], 100 * 1024)
    expect(brief(made)).toEqual(['copy a 9000+819200', 'copy a 828200+819200'])
  })

  test('sends the smallest runs if there were more than 10,000 parts', () => {
    // 5,200 runs of 128 KiB between 5,200 sent ranges, and one that is longer.
    const pieces = Array.from({ length: 5200 }, (_, index) => [
      ...stretch(10 * index, 2),
      ...stretch(1_000_000 + 10 * index, 2),
    ]).flat()
    const source = named(
      'a',
      Array.from({ length: 5200 }, (_, index) => [
        ...stretch(10 * index, 2),
        [2_000_000 + index, 9000] as const,
      ]).flat(),
    )
    const long = named('b', stretch(900_000, 10))
    const chunks = chunksOf([...pieces, ...stretch(900_000, 10)])
    const parts = partsOf(plan(chunks, [source, long]))
    expectLimits(parts, bytesOfChunks(chunks), PART)
    expect(parts.length).toBeGreaterThan(9_990)
    expect(parts.at(-1)).toMatchObject({ kind: 'copy', source: { key: 'b' } })
  })

  test('is fast for an index that was made to slow it down', () => {
    const same = Array.from({ length: 40_000 }, (_, index): MadeUpChunk => [index % 2, 8192])
    const broken = same.map(([content], index): MadeUpChunk => [index % 12 === 11 ? index : content, 8192])
    expect(plan(chunksOf(same), [named('a', broken)])).toEqual({ kind: 'send' })
  })

  test('ends, without a match, for IDs that were made to collide', () => {
    const honest = stretch(0, 300)
    const chunks = chunksOf(honest)
    const collide = chunksOf(honest)
    for (let chunk = 0; chunk < collide.count; chunk++) collide.ids.fill(0, 16 * chunk, 16 * chunk + 4)
    const lookup = createChunkLookup([objectOf(collide)])
    expect(planReuse({ chunks, lookup, partSizeBytes: PART })).toEqual({ kind: 'send' })
    // Those that found no place are sent.
    const found = findSharedRuns(collide, lookup).reduce((sum, run) => sum + run.endBytes - run.startBytes, 0)
    expect(found).toBeGreaterThan(0)
  })
})
