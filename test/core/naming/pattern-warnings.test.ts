/** What is said of patterns that match no key. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keyMatcher } from '../../../src/core/naming/key-pattern.ts'
import { unmatchedPatternWarnings } from '../../../src/core/naming/pattern-warnings.ts'

const KEYS = ['app/v1/index.html', 'app/v1/App.exe', 'app/latest/latest.yml']

function warningsOf(...patterns: readonly string[]): readonly string[] {
  return unmatchedPatternWarnings([{ input: 'headers', patterns }], { keys: KEYS, keyPrefix: 'app/' })
}

test.each([
  ['*.html:', 'Write `*.html`, which matches `app/v1/index.html`.'],
  ['"*.html"', 'Write `*.html`, which matches `app/v1/index.html`.'],
  ['latest/*', 'Write `app/latest/*`, which matches `app/latest/latest.yml`.'],
  ['/v1/*.exe', 'Write `app/v1/*.exe`, which matches `app/v1/App.exe`.'],
  ['dist/*.html', 'Write `*.html`, which matches `app/v1/index.html`.'],
  ['app.EXE', 'upper and lower case count. The key is `app/v1/App.exe`.'],
  ['latest.yaml', 'The nearest key is `app/latest/latest.yml`.'],
  ['*.dmg', 'The nearest key is `'],
])('for %s the right pattern is named', (pattern, advice) => {
  const [warning, ...others] = warningsOf(pattern)
  expect(warning).toContain(`\`${pattern}\` in \`headers\` matches no object`)
  expect(warning).toContain(advice)
  expect(others).toEqual([])
})

test('no warning for a pattern that matches, one for a duplicate, and none without keys', () => {
  expect(warningsOf('*.html', '*.zip', '*.zip')).toHaveLength(1)
  expect(unmatchedPatternWarnings([{ input: 'headers', patterns: ['x'] }], { keys: [], keyPrefix: '' })).toEqual([])
})

test('a proposed pattern always matches a key', () => {
  const characters = fc.constantFrom(...'[]{}!^-*?,/ab.:"')
  const texts = fc.array(characters, { minLength: 1, maxLength: 8 }).map((all) => all.join(''))
  fc.assert(
    fc.property(texts, fc.array(texts, { minLength: 1, maxLength: 3 }), (pattern, keys) => {
      const [warning = ''] = unmatchedPatternWarnings([{ input: 'headers', patterns: [pattern] }], {
        keys,
        keyPrefix: 'a',
      })
      const proposed = /Write `(.*)`, which matches/.exec(warning)?.[1]
      return proposed === undefined || keys.some(keyMatcher(proposed))
    }),
  )
})
