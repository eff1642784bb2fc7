import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeBlock, codeText, folded, linkedCode, plainText, prose, table } from '../../../src/core/text/markdown.ts'
import { singleLine } from '../../../src/core/text/text.ts'

/** What a browser shows of what plainText makes. */
function shown(markdown: string): string {
  return markdown
    .replaceAll('<!-- -->', '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
}

describe('an untrusted text', () => {
  test.each([
    ['a|b', 'a&#124;b'],
    ['`x`', '&#96;x&#96;'],
    ['<img src=x>', '&#60;img src=x&#62;'],
    ['&lt;', '&#38;lt;'],
    ['[a](b)', '&#91;a&#93;(b)'],
    ['__init__.py my_app_v1', '&#95;&#95;init&#95;&#95;.py my_app_v1'],
    ['# head', '#<!-- --> head'],
    ['- item', '&#45; item'],
    ['12. item', '12&#46; item'],
    ['v1.2.3-beta.exe', 'v1.2.3-beta.exe'],
    ['@octocat', '@<!-- -->octocat'],
    ['www.example.com', 'www&#46;example.com'],
    ['https://example.com', 'https&#58;//example.com'],
    [':smile: oss:PutObject', '&#58;smile: oss:PutObject'],
    ['a\n\n## b', 'a\uFFFD\uFFFD#<!-- -->#<!-- --> b'],
  ])('%s becomes text', (text, markdown) => {
    expect(plainText(text)).toBe(markdown)
  })

  test('is shown as it is, on one line, without a character that could be markup', () => {
    const texts = fc.string({ unit: fc.constantFrom(...'`|<>[]()*_~\\#@$:/.-+=!&1aw \n\u202e😀') })
    fc.assert(
      fc.property(texts, (text) => {
        const markdown = plainText(text)
        expect(markdown.replaceAll('<!-- -->', '')).not.toMatch(/[`|<>[\]*~\\\n]|:\/\/|^[-+=]/)
        expect(shown(markdown)).toBe(singleLine(text).trim())
        expect(shown(prose(text)).replace(/<\/?code>|`/g, '')).toBe(singleLine(text).trim().replaceAll('`', ''))
      }),
    )
  })

  test('set as code has the tags around it and none in it', () => {
    expect(codeText('</code><b>')).toBe('<code>&#60;/code&#62;&#60;b&#62;</code>')
  })

  test('has code between backticks', () => {
    expect(prose('raise `give-up-after`, `a|b` or `')).toBe(
      'raise <code>give-up-after</code>, <code>a&#124;b</code> or &#96;',
    )
  })
})

describe('a link', () => {
  test('has the right target, whatever is in the URL', () => {
    expect(linkedCode('a b', 'https://x.example/a%20b(1)|"中')).toBe(
      '[<code>a b</code>](https://x.example/a%20b%281%29%7C%22%E4%B8%AD)',
    )
  })

  test('is not made if a browser would run the URL, or there is none', () => {
    expect(linkedCode('a', 'javascript:alert(1)')).toBe('<code>a</code>')
    expect(linkedCode('a', undefined)).toBe('<code>a</code>')
  })
})

test('a block of code cannot be ended by what is in it', () => {
  expect(codeBlock(['a', '```', 'b````'], 'yaml')).toBe('`````yaml\na\n```\nb````\n`````')
  expect(codeBlock(['a\n```'])).toBe('````\na\uFFFD```\n````')
})

test('a table has a rule below its head', () => {
  expect(table(['File', '>Size'], [['a', '1 B']])).toBe('| File | Size |\n| :-- | --: |\n| a | 1 B |')
})

test('what is folded shows its title', () => {
  expect(folded('2 <b>', 'text')).toBe('<details><summary>2 &#60;b&#62;</summary>\n\ntext\n\n</details>')
})
