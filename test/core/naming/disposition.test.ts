import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asciiDisposition, dispositionProblem } from '../../../src/core/naming/disposition.ts'

test.each([
  ['attachment', 'attachment'],
  ['attachment; filename="app.exe"', 'attachment; filename="app.exe"'],
  ['attachment; filename="中文.exe"', `attachment; filename="__.exe"; filename*=UTF-8''%E4%B8%AD%E6%96%87.exe`],
  ['attachment; filename=中文.exe', `attachment; filename="__.exe"; filename*=UTF-8''%E4%B8%AD%E6%96%87.exe`],
  ['inline;filename="a\\"ä.txt"; size=3', `inline; filename="a\\"_.txt"; size=3; filename*=UTF-8''a%22%C3%A4.txt`],
  [`attachment; filename="ä"; filename*=UTF-8''%C3%A4`, `attachment; filename="_"; filename*=UTF-8''%C3%A4`],
  ['attachment; filename="é\'(1)*.zip"', `attachment; filename="_'(1)*.zip"; filename*=UTF-8''%C3%A9%27%281%29%2A.zip`],
  ['attachment; filename="名尊"', `attachment; filename="__"; filename*=UTF-8''%E5%90%8D%E5%B0%8A`],
])('%s is sent as %s', (value, expected) => {
  expect(asciiDisposition(value)).toBe(expected)
  expect(dispositionProblem(value)).toBeUndefined()
})

test('text outside ASCII that is not a file name is refused', () => {
  expect(dispositionProblem('Anhang; größe=3')).toContain('filename')
  expect(dispositionProblem('größe; filename="ä"')).toContain('filename')
})

test('any name is sent as ASCII, and can be read back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
      const name = `${text.replace(/\p{Cc}/gu, '')}ä`
      const value = asciiDisposition(`attachment; filename="${name.replace(/["\\]/g, '\\$&')}"`)
      expect(value).toMatch(/^[\x20-\x7e]*$/)
      expect(decodeURIComponent(/filename\*=UTF-8''(\S+)$/.exec(value)?.[1] ?? '')).toBe(name.trim())
    }),
  )
})
