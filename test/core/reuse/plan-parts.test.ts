import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_PART_SIZE_BYTES, MAX_PARTS, MIN_PART_SIZE_BYTES } from '../../../src/core/bytes/parts.ts'
import { bytesOfChunks } from '../../../src/core/reuse/chunk-list.ts'
import { createChunkLookup } from '../../../src/core/reuse/chunk-lookup.ts'
import { planOver, planParts } from '../../../src/core/reuse/plan-reuse.ts'
import { findSharedRuns, type SharedRun } from '../../../src/core/reuse/shared-runs.ts'
import { chunksOf } from './made-up.ts'
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

describe('planParts', () => {
  const source = named('a', stretch(0, 1))
  const run = (startBytes: number, endBytes: number): SharedRun => ({
    startBytes,
    endBytes,
    source,
    sourceStartBytes: startBytes + 7,
  })
  const planned = (runs: readonly SharedRun[], sizeBytes: number, partSizeBytes = PART) =>
    brief(planParts({ runs, sizeBytes, partSizeBytes }))
  const MIN = MIN_PART_SIZE_BYTES

  test('makes a small gap larger at the cost of the run after it, then of the one before', () => {
    expect(planned([run(0, 3 * MIN), run(3 * MIN + 10, 6 * MIN)], 6 * MIN)).toEqual([
      `copy a 7+${3 * MIN}`,
      `send ${MIN}`,
      `copy a ${4 * MIN + 7}+${2 * MIN}`,
    ])
    expect(planned([run(0, 3 * MIN), run(3 * MIN + 10, 4 * MIN + 20)], 5 * MIN)).toEqual([
      `copy a 7+${2 * MIN + 20}`,
      `send ${MIN}`,
      `copy a ${3 * MIN + 20 + 7}+${MIN}`,
      `send ${MIN - 20}`,
    ])
  })

  test('sends the smaller of two runs if neither can be shortened', () => {
    expect(planned([run(0, MIN), run(MIN + 1, 2 * MIN + 2)], 4 * MIN)).toEqual([
      `send ${MIN + 1}`,
      `copy a ${MIN + 8}+${MIN + 1}`,
      `send ${2 * MIN - 2}`,
    ])
    expect(planned([run(0, MIN), run(MIN + 1, 2 * MIN + 1)], 4 * MIN)).toEqual([`copy a 7+${MIN}`, `send ${3 * MIN}`])
  })

  test('sends at least 100 KB at the start of a file, and the run if it is too short for that', () => {
    expect(planned([run(1, 3 * MIN)], 3 * MIN)).toEqual([`send ${MIN}`, `copy a ${MIN + 7}+${2 * MIN}`])
    expect(planParts({ runs: [run(1, MIN + 1)], sizeBytes: 2 * MIN, partSizeBytes: PART })).toEqual({ kind: 'send' })
  })

  test('sends less than 100 KB at the end of a file', () => {
    expect(planned([run(0, 3 * MIN)], 3 * MIN + 1)).toEqual([`copy a 7+${3 * MIN}`, 'send 1'])
  })

  test('cuts sent bytes at the part size, and divides the rest evenly if it is too small', () => {
    const before = (sizeBytes: number, partSizeBytes: number) =>
      planned([run(sizeBytes, sizeBytes + MIN)], sizeBytes + MIN, partSizeBytes).slice(0, -1)
    expect(before(2.5 * PART, PART)).toEqual([`send ${PART}`, `send ${PART}`, `send ${PART / 2}`])
    expect(before(2 * PART + 11, PART)).toEqual([`send ${PART}`, `send ${PART / 2 + 6}`, `send ${PART / 2 + 5}`])
    expect(before(2 * MIN + 5, MIN)).toEqual([`send ${MIN}`, `send ${MIN + 5}`])
    expect(before(2 * PART, PART)).toEqual([`send ${PART}`, `send ${PART}`])
  })

  test('sends everything if the plan does not fit into 10,000 parts', () => {
    const sizeBytes = (MAX_PARTS + 1) * MIN
    expect(planParts({ runs: [run(MIN, 2 * MIN)], sizeBytes, partSizeBytes: MIN })).toEqual({ kind: 'send' })
  })

  test('copies the largest object in parts of at most 5 GB', () => {
    const sizeBytes = 48 * 1024 ** 4
    const made = planParts({ runs: [run(0, sizeBytes)], sizeBytes, partSizeBytes: MAX_PART_SIZE_BYTES })
    expectLimits(partsOf(made), sizeBytes, MAX_PART_SIZE_BYTES)
  })
})

describe('planOver', () => {
  const recorded = (sizes: readonly number[]) => {
    let at = 0
    return sizes.map((size, index) => {
      at += size
      return { number: index + 1, startBytes: at - size, endBytes: at }
    })
  }

  test('returns the plan of the layout as long as the index is the same', () => {
    let met = 0
    fc.assert(
      fc.property(someChunks(30), someObjects, somePartSize, (list, objects, partSizeBytes) => {
        const chunks = chunksOf(list)
        const made = plan(chunks, objects, partSizeBytes)
        if (made.kind !== 'parts') return
        met += 1
        const layout = made.parts.map(({ number, startBytes, endBytes }) => ({ number, startBytes, endBytes }))
        const again = planOver(layout, findSharedRuns(chunks, createChunkLookup(objects)))
        made.parts.forEach((part, index) => {
          if (part.kind === 'copy') expect(again[index]).toEqual(part)
        })
        expectLimits(again, bytesOfChunks(chunks), partSizeBytes)
        expectSameBytes(again, chunks)
      }),
    )
    expect(met).toBeGreaterThan(10)
  })

  test('copies parts that another index has in one piece, and sends the rest', () => {
    const chunks = chunksOf(stretch(0, 12))
    const runs = findSharedRuns(
      chunks,
      createChunkLookup([named('b', [...stretch(1, 4), ...stretch(50, 1), ...stretch(5, 7)])]),
    )
    const parts = planOver(recorded([65_536 * 3, 65_536 * 2, 65_536 * 3, 65_536 * 4]), runs)
    expect(parts.map((part) => (part.kind === 'copy' ? part.sourceStartBytes / 65_536 : part.kind))).toEqual([
      'send',
      2,
      5,
      8,
    ])
  })

  test('sends a last part of less than 100 KB, even if it could be copied', () => {
    const chunks = chunksOf(stretch(0, 12))
    const runs = findSharedRuns(chunks, createChunkLookup([named('b', stretch(0, 12))]))
    expect(planOver(recorded([65_536 * 11, 65_536]), runs).map(({ kind }) => kind)).toEqual(['copy', 'send'])
  })
})
