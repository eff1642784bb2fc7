import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keyMatcher } from '../../../src/core/naming/key-pattern.ts'

function matching(pattern: string, keys: readonly string[]): readonly string[] {
  return keys.filter(keyMatcher(pattern))
}

describe('a key pattern', () => {
  test('without a slash is compared with the last segment', () => {
    expect(matching('latest*.yml', ['latest.yml', 'v1/latest-mac.yml', 'latest.yml/app.exe', 'xlatest.yml'])).toEqual([
      'latest.yml',
      'v1/latest-mac.yml',
    ])
  })

  test('with a slash is compared with the whole key; a slash at the start is dropped', () => {
    const keys = ['latest/app.exe', 'v1/latest/app.exe', 'latest/sub/app.exe']
    expect(matching('latest/*', keys)).toEqual(['latest/app.exe'])
    expect(matching('/latest/*', keys)).toEqual(['latest/app.exe'])
    expect(matching('/*.exe', ['app.exe', 'v1/app.exe'])).toEqual(['app.exe'])
  })

  test.each([
    ['**/app.exe', ['app.exe', 'v1/app.exe', 'a/b/app.exe'], ['xapp.exe']],
    ['v1/**', ['v1/a', 'v1/a/b'], ['v1', 'v2/a']],
    ['v?/a', ['v1/a', 'v中/a', 'v😀/a'], ['v/a', 'v10/a']],
    ['*.{exe,tar.*}', ['a.exe', 'a.tar.gz'], ['a.zip', 'a.exe.map']],
    ['v[0-9].zip', ['v1.zip'], ['va.zip']],
    ['v[!0-9].zip', ['va.zip'], ['v1.zip']],
    ['v[^0-9].zip', ['va.zip'], ['v1.zip']],
    ['a/v[!0]b', ['a/vxb'], ['a/v/b', 'a/v0b']],
    ['v[z-a-].zip', ['v-.zip'], ['vz.zip', 'va.zip']],
    ['v[&^\\[].zip', ['v&.zip', 'v^.zip', 'v\\.zip', 'v[.zip'], ['v].zip']],
    ['v[!].zip', ['v!.zip'], ['va.zip']],
    ['a{b', ['a{b'], ['ab']],
    ['a[b', ['a[b'], ['ab']],
    ['a{b}', ['ab'], ['a{b}']],
    ['a+(b)|c^$.', ['a+(b)|c^$.'], ['aab']],
  ])('%s', (pattern, yes, no) => {
    expect(matching(pattern, [...yes, ...no])).toEqual(yes)
  })

  test('never throws, whatever is written', () => {
    const characters = fc.constantFrom(...'[]{}!^-*?,/\\az&|()$.😀')
    const patterns = fc.array(characters, { maxLength: 12 }).map((all) => all.join(''))
    fc.assert(fc.property(patterns, patterns, (pattern, key) => typeof keyMatcher(pattern)(key) === 'boolean'))
  })

  test('of only letters matches itself and nothing else', () => {
    const words = fc.stringMatching(/^[a-zA-Z0-9 ._+()$^|中-]{1,10}$/)
    fc.assert(fc.property(words, words, (one, other) => keyMatcher(one)(other) === (one === other)))
  })
})
