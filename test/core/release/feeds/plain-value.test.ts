import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkPlain, equalPlain, fieldOf, type PlainValue } from '../../../../src/core/release/feeds/plain-value.ts'

const json = fc.json({ maxDepth: 4 }).map((text) => JSON.parse(text) as PlainValue)

describe('values of files', () => {
  test('are equal to themselves when read again, and equality is symmetric', () => {
    fc.assert(
      fc.property(json, json, (one, other) => {
        expect(equalPlain(one, JSON.parse(JSON.stringify(one)))).toBe(true)
        expect(equalPlain(one, other)).toBe(equalPlain(other, one))
      }),
    )
  })

  test.each([
    [{ a: 1, b: [2, { c: null }] }, { b: [2, { c: null }], a: 1 }, true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: 1 }, { b: 1 }, false],
    [{ toString: 1 }, { a: 1 }, false],
    [[1, 2], [2, 1], false],
    [[1], [1, 1], false],
    [[], {}, false],
    [{}, [], false],
    [null, {}, false],
    [{}, null, false],
    ['1', 1, false],
    [0, false, false],
  ] as const)('%j and %j are the same: %s', (one, other, expected) => {
    expect(equalPlain(one, other)).toBe(expected)
  })

  test('have only their own fields', () => {
    expect(fieldOf({ a: 1 }, 'a')).toBe(1)
    expect(fieldOf({ a: 1 }, 'constructor')).toBeUndefined()
    expect(fieldOf(JSON.parse('{"__proto__": 1}'), '__proto__')).toBe(1)
  })

  test.each([[2 ** 53], [-(2 ** 60)], [Number.POSITIVE_INFINITY], [Number.NaN], [{ a: [1e300] }]])(
    'are refused if a number would lose digits: %j',
    (value) => {
      expect(checkPlain(value)).toEqual({
        kind: 'unreadable',
        problem: 'has a number that is too large to be kept exactly',
      })
    },
  )

  test('are accepted up to 32 levels', () => {
    const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown
    expect(checkPlain(nested(32))).toEqual({ kind: 'plain', value: nested(32) })
    expect(checkPlain(nested(33))).toEqual({ kind: 'unreadable', problem: 'is nested deeper than 32 levels' })
    expect(checkPlain([1.5, -1, 2 ** 53 - 1, 'a', true, null]).kind).toBe('plain')
  })
})
