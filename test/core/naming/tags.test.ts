import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeTags, tagsProblem } from '../../../src/core/naming/tags.ts'

describe('tags', () => {
  test.each(['a=b', 'a', 'a=', 'kind=release&os=linux', '%E6%B8%A0=%20', '渠道=稳定 版', 'a=+-._:/'])(
    '%s are fine',
    (text) => {
      expect(tagsProblem(text)).toBeUndefined()
    },
  )

  test.each([
    ['a=b=c', 'is not of the form'],
    ['a=%', 'is not of the form'],
    ['', 'key is empty'],
    ['a=b&', 'key is empty'],
    ['=b', 'key is empty'],
    [`${'k'.repeat(129)}=b`, 'longer than 128'],
    [`a=${'v'.repeat(257)}`, 'longer than 256'],
    ['a=b&a=c', 'one tag key twice'],
    ['a=b&%61=c', 'one tag key twice'],
    [Array.from({ length: 11 }, (_, index) => `k${index}=v`).join('&'), 'more than 10'],
    ['a=<b>', 'a character that tags may not have'],
    ['a=%26', 'a character that tags may not have'],
  ])('%s are not', (text, problem) => {
    expect(tagsProblem(text)).toContain(problem)
  })

  test('are sent as ASCII with the same meaning', () => {
    const tags = fc.stringMatching(/^[\p{L}\p{N} ._:/-]{1,20}$/u)
    fc.assert(
      fc.property(tags, tags, (key, value) => {
        const encoded = encodeTags(`${key}=${value}`)
        expect(encoded).toMatch(/^[\x21-\x7e]*$/)
        expect(decodeURIComponent(encoded)).toBe(`${key}=${value}`)
        expect(encodeTags(encoded)).toBe(encoded)
      }),
    )
  })
})
