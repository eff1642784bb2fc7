import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeFeed } from '../../../../src/core/release/feed-urls/feed-text.ts'

const ENCODINGS: readonly ((text: string) => Buffer)[] = [
  (text) => Buffer.from(text),
  (text) => Buffer.from(`\uFEFF${text}`),
  (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
]

test('text is encoded as it was decoded', () => {
  const text = fc.string({ unit: 'binary' })
  fc.assert(
    fc.property(text, text, fc.constantFrom(...ENCODINGS), (before, after, encode) => {
      const decoded = decodeFeed(encode(before))
      if (decoded.kind !== 'text') throw new Error(decoded.problem)
      expect(decoded.text.replace(/^\uFEFF/, '')).toBe(before.replace(/^\uFEFF/, ''))
      const mark = decoded.text.startsWith('\uFEFF') ? '\uFEFF' : ''
      expect(Buffer.from(decoded.encode(mark + after)).equals(mark === '' ? Buffer.from(after) : encode(after))).toBe(
        true,
      )
    }),
  )
})

test('bytes that can be decoded are encoded to the same bytes; others are refused', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.constantFrom([], [0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf]), (rest, mark) => {
      const bytes = Uint8Array.from([...mark, ...rest])
      const decoded = decodeFeed(bytes)
      if (decoded.kind === 'text') expect([...decoded.encode(decoded.text)]).toEqual([...bytes])
      else expect(decoded.problem).toMatch(/^is not valid UTF-(8|16)$/)
    }),
  )
})
