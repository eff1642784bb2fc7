import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstOf, singleLine } from '../../../src/core/text/text.ts'

test('a text becomes one line without a workflow command', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const line = singleLine(text, 50)
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u)
      expect(line).not.toContain('##[')
      expect(line.length).toBeLessThanOrEqual(50)
    }),
  )
})

test('harmless text stays as it is', () => {
  expect(singleLine('release/文件 v1.0.exe')).toBe('release/文件 v1.0.exe')
  expect(singleLine('a\tb')).toBe('a b')
})

test('a text that is cut ends with an ellipsis', () => {
  expect(singleLine('abcdef', 6)).toBe('abcdef')
  expect(singleLine('abcdefg', 6)).toBe('abcde…')
  expect(singleLine('x'.repeat(501))).toHaveLength(500)
})

test('line ends, commands and invisible characters are replaced', () => {
  expect(singleLine('a\n::error::b')).toBe('a\uFFFD::error::b')
  expect(singleLine('##[error]x')).toBe('#\uFFFD[error]x')
  expect(singleLine('a\u202Eb\u2028c')).toBe('a\uFFFDb\uFFFDc')
})

test('a list is shown up to a limit, with the number of others', () => {
  expect(firstOf(['a', 'b'], 2)).toEqual(['a', 'b'])
  expect(firstOf(['a', 'b', 'c', 'd'], 2)).toEqual(['a', 'b', 'and 2 more'])
  expect(firstOf([], 2)).toEqual([])
})
