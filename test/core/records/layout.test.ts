import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  MAX_OBJECT_SIZE_BYTES,
  MAX_PART_SIZE_BYTES,
  MAX_PARTS,
  MIN_PART_SIZE_BYTES,
} from '../../../src/core/bytes/parts.ts'
import { formatLayout, MAX_LAYOUT_LENGTH, parseLayout, partsOfUpload } from '../../../src/core/records/layout.ts'

/** @returns parts of these sizes, one after another. */
function partsOf(sizes: readonly number[]) {
  let at = 0
  return sizes.map((size, index) => {
    at += size
    return { number: index + 1, startBytes: at - size, endBytes: at }
  })
}

const partSize = fc.oneof(
  fc.constantFrom(MIN_PART_SIZE_BYTES, 8 * 1024 ** 2, MAX_PART_SIZE_BYTES),
  fc.integer({ min: MIN_PART_SIZE_BYTES, max: MAX_PART_SIZE_BYTES }),
)
const sizes = fc
  .tuple(fc.array(partSize, { maxLength: 60 }), fc.integer({ min: 1, max: MAX_PART_SIZE_BYTES }))
  .map(([first, last]) => [...first, last])
const sum = (all: readonly number[]) => all.reduce((total, size) => total + size, 0)

describe('a layout', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(sizes, (all) => {
        expect(parseLayout(formatLayout(partsOf(all)), sum(all))).toEqual(partsOf(all))
      }),
    )
  })

  test('has equal sizes once, with their count', () => {
    const parts = partsOf([...Array<number>(12).fill(4 * 1024 ** 2), 102_400, 102_400, 7])
    expect(formatLayout(parts)).toBe('2hwcg*12,270g*2,7')
  })

  test('fits into a line of a checkpoint, also with 10,000 different sizes', () => {
    const all = Array.from({ length: MAX_PARTS }, (_, index) => 4 * 1024 ** 3 + index)
    const text = formatLayout(partsOf(all))
    expect(text.length).toBeLessThanOrEqual(MAX_LAYOUT_LENGTH)
    expect(parseLayout(text, sum(all))).toEqual(partsOf(all))
  })

  test('is refused if it does not cover the file, or OSS would not accept it', () => {
    const min = MIN_PART_SIZE_BYTES.toString(36)
    const max = MAX_PART_SIZE_BYTES.toString(36)
    const over = (MAX_PART_SIZE_BYTES + 1).toString(36)
    const under = (MIN_PART_SIZE_BYTES - 1).toString(36)
    const wrong: readonly (readonly [string, number])[] = [
      [`${min},1`, MIN_PART_SIZE_BYTES],
      [`${min},1`, MIN_PART_SIZE_BYTES + 2],
      [`${under},1`, MIN_PART_SIZE_BYTES],
      [over, MAX_PART_SIZE_BYTES + 1],
      [`${min}*10001`, 10_001 * MIN_PART_SIZE_BYTES],
      [`${min}*10000,1`, 10_000 * MIN_PART_SIZE_BYTES + 1],
      [`${max}*10000`, 10_000 * MAX_PART_SIZE_BYTES],
      ['', 0],
      ['0', 0],
      ['1,', 1],
      [',1', 1],
      ['1*0', 0],
      ['1*', 1],
      ['*1', 1],
      [' 1', 1],
      ['1\n', 1],
      ['-1', -1],
      ['1.5', 1.5],
      ['A', 10],
      ['01', 1],
      ['1*99999', 99_999],
      ['x'.repeat(MAX_LAYOUT_LENGTH + 1), 1],
    ]
    for (const [text, sizeBytes] of wrong) expect(parseLayout(text, sizeBytes), text.slice(0, 40)).toBeUndefined()
    expect(parseLayout('1', 1)).toHaveLength(1)
    expect(parseLayout(max, MAX_OBJECT_SIZE_BYTES + 1)).toBeUndefined()
  })

  test('that is read has parts that cover the file once and obey the limits', () => {
    const piece = fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom('270g', '270g*2', '2hwcg*12', '4fti*3') },
      { weight: 1, arbitrary: fc.constantFrom('7', 'zzzzzzz', '', '1*10000') },
      { weight: 1, arbitrary: fc.stringMatching(/^[0-9a-z*,]{0,9}$/) },
    )
    let met = 0
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), fc.integer({ min: -3, max: 3 }), (pieces, off) => {
        const whole = pieces.reduce(
          (total, text) => {
            const [size = '', count = '1'] = text.split('*')
            return total + (Number.parseInt(size, 36) || 0) * (Number(count) || 0)
          },
          off > 2 ? 1 : 0,
        )
        const parts = parseLayout(pieces.join(','), whole)
        if (parts === undefined) return
        met += 1
        expect(parts).toEqual(partsOf(parts.map(({ startBytes, endBytes }) => endBytes - startBytes)))
        expect(parts.at(-1)?.endBytes).toBe(whole)
        expect(parts.length).toBeLessThanOrEqual(MAX_PARTS)
        for (const { startBytes, endBytes } of parts.slice(0, -1)) {
          expect(endBytes - startBytes).toBeGreaterThanOrEqual(MIN_PART_SIZE_BYTES)
          expect(endBytes - startBytes).toBeLessThanOrEqual(MAX_PART_SIZE_BYTES)
        }
      }),
    )
    expect(met).toBeGreaterThan(5)
  })
})

describe('an upload whose file has another size now', () => {
  const layout = formatLayout([
    { number: 1, startBytes: 0, endBytes: 150_000 },
    { number: 2, startBytes: 150_000, endBytes: 400_000 },
    { number: 3, startBytes: 400_000, endBytes: 450_000 },
  ])
  const endsOf = (sizeBytes: number) =>
    partsOfUpload({ partSizeBytes: 102_400, layout }, sizeBytes)?.map(({ endBytes }) => endBytes)

  test.each([
    [450_000, [150_000, 400_000, 450_000]],
    [420_000, [150_000, 400_000, 420_000]],
    [400_000, [150_000, 400_000]],
    [399_999, [150_000, 252_400, 354_800, 399_999]],
    [600_000, [150_000, 400_000, 502_400, 600_000]],
    [7, [7]],
    [0, [0]],
  ])('of %i bytes keeps the parts that are completely inside it', (sizeBytes, ends) => {
    expect(endsOf(sizeBytes)).toEqual(ends)
  })

  test('has parts that cover it once and are large enough, whatever its size', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000), (sizeBytes) => {
        const parts = partsOfUpload({ partSizeBytes: 102_400, layout }, sizeBytes) ?? []
        parts.forEach((part, index) => {
          expect(part.startBytes).toBe(parts[index - 1]?.endBytes ?? 0)
          if (index < parts.length - 1) expect(part.endBytes - part.startBytes).toBeGreaterThanOrEqual(102_400)
        })
        expect(parts.at(-1)?.endBytes).toBe(sizeBytes)
      }),
    )
  })
})
