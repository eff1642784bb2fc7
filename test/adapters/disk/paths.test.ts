/** Keys of objects have `/` wherever the file was built: what Windows and POSIX make of the same questions. */
import { posix, win32 } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromRoot, relativePosix } from '../../../src/adapters/disk/paths.ts'

describe('on Windows', () => {
  const style = win32

  test.each([
    ['D:\\a\\app\\app', 'D:\\a\\app\\app\\dist\\setup.exe', 'dist/setup.exe'],
    ['D:\\a\\app\\app\\', 'D:\\a\\app\\app\\dist\\win\\setup.exe', 'dist/win/setup.exe'],
    ['D:/a/app', 'D:\\a\\app\\x', 'x'],
    ['d:\\A\\App', 'D:\\a\\app\\Dist\\Setup.exe', 'Dist/Setup.exe'],
    ['\\\\server\\share\\work', '\\\\server\\share\\work\\dist\\app.zip', 'dist/app.zip'],
    ['\\\\SERVER\\Share\\work', '\\\\server\\share\\work\\app.zip', 'app.zip'],
    ['\\\\?\\D:\\work', '\\\\?\\D:\\work\\a\\b', 'a/b'],
    ['D:\\', 'D:\\app.exe', 'app.exe'],
    ['D:\\work', 'D:\\work\\..hidden\\a', '..hidden/a'],
  ])('from %s, %s is %s', (from, to, expected) => {
    expect(relativePosix({ from, to, style })).toBe(expected)
  })

  test.each([
    ['another drive', 'D:\\work', 'C:\\work\\app.exe'],
    ['another share', '\\\\server\\share\\work', '\\\\server\\other\\app.exe'],
    ['a share and a drive', 'D:\\work', '\\\\server\\share\\app.exe'],
    ['a parent', 'D:\\work\\repo', 'D:\\work\\app.exe'],
    ['a sibling whose name begins alike', 'D:\\work', 'D:\\work-2\\app.exe'],
    ['the folder itself', 'D:\\work', 'D:\\work'],
    ['the parent itself', 'D:\\work\\repo', 'D:\\work'],
  ])('%s is outside', (_, from, to) => {
    expect(relativePosix({ from, to, style })).toBeUndefined()
  })

  test('a match is relative to the nearest root of its pattern, across drives to its name', () => {
    const roots = ['D:\\a\\repo', 'D:\\a\\repo\\dist', 'C:\\out']
    expect(fromRoot({ path: 'D:\\a\\repo\\dist\\win\\x.exe', roots, style })).toBe('win/x.exe')
    expect(fromRoot({ path: 'C:\\out\\x.exe', roots, style })).toBe('x.exe')
    expect(fromRoot({ path: 'E:\\x.exe', roots, style })).toBe('x.exe')
    expect(fromRoot({ path: 'D:\\a\\repo\\x.exe', roots: ['D:\\a\\repo\\x.exe'], style })).toBe('x.exe')
  })
})

describe('on Linux and macOS', () => {
  const style = posix

  test('a backslash is an ordinary character, and case counts', () => {
    expect(relativePosix({ from: '/w', to: '/w/a\\b', style })).toBe('a\\b')
    expect(relativePosix({ from: '/W', to: '/w/a', style })).toBeUndefined()
  })

  test('parents and siblings are outside, names that begin with dots are inside', () => {
    expect(relativePosix({ from: '/w/repo', to: '/w/a', style })).toBeUndefined()
    expect(relativePosix({ from: '/w', to: '/w-2/a', style })).toBeUndefined()
    expect(relativePosix({ from: '/w', to: '/w', style })).toBeUndefined()
    expect(relativePosix({ from: '/w', to: '/w/..a', style })).toBe('..a')
  })
})

test('the same tree has the same keys on every system', () => {
  const name = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_ .文'), minLength: 1, maxLength: 8 })
  const segment = name.filter((text) => !/^\.+$/.test(text) && !/[ .]$/.test(text))
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }), (segments) => {
      const windows = { from: 'D:\\a\\repo', to: `D:\\a\\repo\\${segments.join('\\')}`, style: win32 }
      const linux = { from: '/home/runner/repo', to: `/home/runner/repo/${segments.join('/')}`, style: posix }
      expect(relativePosix(windows)).toBe(relativePosix(linux))
    }),
  )
})
