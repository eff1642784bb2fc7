import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keyOf, keyProblem, lastSegment, MAX_KEY_BYTES } from '../../../src/core/naming/object-key.ts'

const location = { fromPatternRoot: 'win/app.exe', fromWorkspace: 'build/out/win/app.exe' }
const plain = { location, mapping: undefined, layout: 'pattern-root', keyPrefix: '' } as const

describe('the object key of a match', () => {
  test('is relative to the pattern, to the workspace, or the file name', () => {
    expect(keyOf(plain)).toBe('win/app.exe')
    expect(keyOf({ ...plain, layout: 'workspace' })).toBe('build/out/win/app.exe')
    expect(keyOf({ ...plain, layout: 'flat' })).toBe('app.exe')
  })

  test('is relative to the pattern if the file is outside the workspace', () => {
    const outside = { ...location, fromWorkspace: undefined }
    expect(keyOf({ ...plain, layout: 'workspace', location: outside })).toBe('win/app.exe')
  })

  test('is what its line says, whatever the layout', () => {
    expect(keyOf({ ...plain, layout: 'flat', mapping: { kind: 'key', key: 'a/b.exe' } })).toBe('a/b.exe')
    expect(keyOf({ ...plain, layout: 'flat', mapping: { kind: 'prefix', prefix: 'x/' } })).toBe('x/win/app.exe')
  })

  test('has the prefix before it, mapped or not', () => {
    expect(keyOf({ ...plain, keyPrefix: 'v1/' })).toBe('v1/win/app.exe')
    expect(keyOf({ ...plain, keyPrefix: 'v1/', mapping: { kind: 'key', key: 'k' } })).toBe('v1/k')
  })
})

test('the last segment of a key is the text after the last slash', () => {
  expect(lastSegment('a/b/c.txt')).toBe('c.txt')
  expect(lastSegment('c.txt')).toBe('c.txt')
  expect(lastSegment('a/')).toBe('')
})

describe('a key', () => {
  test.each([
    ['', /empty/],
    ['\ud800', /Unicode/],
    ['a'.repeat(MAX_KEY_BYTES + 1), /1024 bytes/],
    ['文'.repeat(342), /1026 bytes/],
    ['/a', /starts with a slash/],
    ['\\a', /starts with a slash/],
    ['a/', /ends with a slash/],
    ['a/../b', /segment/],
    ['./a', /segment/],
    ['a/.', /segment/],
    ['..', /segment/],
  ])('%j is refused', (key, problem) => {
    expect(keyProblem(key)).toMatch(problem)
  })

  test.each(['a', 'a'.repeat(MAX_KEY_BYTES), '文'.repeat(341), 'a//b', '.hidden', 'a/..b', 'a b+c%d?e#f', '🚀.bin'])(
    '%j is accepted',
    (key) => {
      expect(keyProblem(key)).toBeUndefined()
    },
  )

  test('that is accepted can be read back from a URL’s path', () => {
    let met = 0
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (key) => {
        if (keyProblem(key) !== undefined) return
        met += 1
        const url = new URL(`https://b.example.com/${key.split('/').map(encodeURIComponent).join('/')}`)
        expect(decodeURIComponent(url.pathname.slice(1))).toBe(key)
      }),
    )
    expect(met).toBeGreaterThan(20)
  })
})
