import { posix, win32 } from 'node:path'
import { describe, expect, test } from 'vitest'
import { withoutDotSegments } from '../../../src/adapters/disk/dot-segments.ts'

describe('on POSIX', () => {
  test.each([
    ['dist/*.exe', 'dist/*.exe'],
    ['./dist/*.exe', './dist/*.exe'],
    ['dist/./*.exe', 'dist/*.exe'],
    ['dist/../out/*.exe', 'out/*.exe'],
    ['dist/..', '.'],
    ['../out/*.exe', '/srv/out/*.exe'],
    ['../../out', '/out'],
    ['../../../../out', '/out'],
    ['..', '/srv'],
    ['./../out/./a', '/srv/out/a'],
    ['/abs/../out/*', '/out/*'],
    ['/../out', '/out'],
    ['~/a/../b', '~/b'],
    ['dist/**/../x', 'dist/**/../x'],
    ['a..b/..c/d..', 'a..b/..c/d..'],
  ])('%s is %s', (pattern, expected) => {
    expect(withoutDotSegments(pattern, { cwd: '/srv/repo', style: posix })).toBe(expected)
  })

  test('a parent folder that looks like a pattern is literal', () => {
    const options = { cwd: '/w[o]rk*/re?po/app', style: posix }
    expect(withoutDotSegments('../out/*.exe', options)).toBe('/w[[]o]rk[*]/re[?]po/out/*.exe')
  })
})

test.each([
  ['..\\out\\*.exe', 'D:\\a\\out\\*.exe'],
  ['../out/*.exe', 'D:\\a\\out\\*.exe'],
  ['dist/../out', 'out'],
  ['D:\\a\\..\\b', 'D:\\b'],
  ['..\\..\\..\\out', 'D:\\out'],
])('on Windows, %s is %s', (pattern, expected) => {
  expect(withoutDotSegments(pattern, { cwd: 'D:\\a\\repo', style: win32 })).toBe(expected)
})
