import { expect, test } from 'vitest'
import { cannotRewrite, changeLines, leftText } from '../../../../src/core/release/feed-urls/tell-feeds.ts'

const urls = (count: number) => Array.from({ length: count }, (_, index) => `https://github.com/a/b/${index}`)

test('of many changes the first ones are listed, and counted', () => {
  const { title, lines } = changeLines(
    'latest.json',
    urls(25).map((from) => ({ from, to: 'https://dl.example.com/\n::error::x' })),
  )
  expect(title).toBe('In `latest.json`, 25 URLs of GitHub are replaced by public URLs:')
  expect(lines).toHaveLength(21)
  expect(lines.at(-1)).toBe('and 5 more')
  expect(lines.join('')).not.toContain('\n')
})

test('of many URLs that stay the first ones are named, each once', () => {
  expect(leftText('a', [...urls(5), ...urls(5)])).toMatch(/0, \S+1, \S+2, and 2 more\.$/)
})

test('one feed is named in a sentence, several in a list', () => {
  expect(cannotRewrite(['`a` is cut']).message).toBe('The URLs of a feed cannot be rewritten: `a` is cut')
  expect(cannotRewrite(['`a` is cut', '`b` too']).message).toContain(':\n  - `a` is cut\n  - `b` too')
})
