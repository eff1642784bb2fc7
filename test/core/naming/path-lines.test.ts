import { expect, test } from 'vitest'
import { parsePathLines, patternHint } from '../../../src/core/naming/path-lines.ts'

test('lines are patterns, comments and empty lines are not', () => {
  expect(parsePathLines('\n# installers\r\n dist/*.exe \n\n  # more\ndist/*.dmg')).toEqual({
    lines: [
      { pattern: 'dist/*.exe', mapping: undefined, excludes: [] },
      { pattern: 'dist/*.dmg', mapping: undefined, excludes: [] },
    ],
    problems: [],
  })
})

test('an exclude applies to the lines above it', () => {
  const { lines } = parsePathLines('a/**\n!a/*.map\nb/**\n! b/x')
  expect(lines.map(({ excludes }) => excludes)).toEqual([['a/*.map', 'b/x'], ['b/x']])
})

test('an arrow gives a key or a prefix', () => {
  const { lines } = parsePathLines('out/app.exe => downloads/app setup.exe\nout/** => v1/\na => b => c')
  expect(lines).toEqual([
    { pattern: 'out/app.exe', mapping: { kind: 'key', key: 'downloads/app setup.exe' }, excludes: [] },
    { pattern: 'out/**', mapping: { kind: 'prefix', prefix: 'v1/' }, excludes: [] },
    { pattern: 'a', mapping: { kind: 'key', key: 'b => c' }, excludes: [] },
  ])
})

test('an arrow without spaces around it is part of a name', () => {
  expect(parsePathLines('a=>b').lines).toEqual([{ pattern: 'a=>b', mapping: undefined, excludes: [] }])
})

test('a tab before the arrow is space as well', () => {
  expect(parsePathLines('a\t=>\tb').lines[0]?.mapping).toEqual({ kind: 'key', key: 'b' })
})

test.each([
  ['=> key', /no pattern before/],
  ['a =>', /no object key after/],
  ['a => ', /no object key after/],
  ['=>', /no pattern before/],
  ['!a => b', /cannot give them a key/],
  ['!a\nb', /there is none/],
  ['a => oss://bucket/b', /is an address/],
  ['a => v1\\b/', /backslash/],
  ['a => "v1\\b"', /quotes/],
  ['a => "b"', /quotes/],
  ['a => $TAG/', /variable/],
])('%j has a problem', (input, problem) => {
  const { problems } = parsePathLines(input)
  const line = input.split('\n')[0]?.trim()
  expect(problems).toEqual([{ line, problem: expect.stringMatching(problem), write: expect.stringMatching(/^path: /) }])
})

test('an exclude of nothing is a problem', () => {
  expect(parsePathLines('a\n!').problems).toMatchObject([
    { line: '!', problem: expect.stringMatching(/no pattern after/) },
  ])
})

test.each([
  ['"dist/app.exe"', /quotes count/],
  ["'dist/*'", /quotes count/],
  ['$HOME/app.exe', /variables of the shell/],
  ['%TEMP%/app.exe', /variables of the shell/],
  ['dist/a.exe, dist/b.exe', /one on each line/],
  ['dist/a.exe=>app.exe', /space on both sides/],
  ['dist/*.exe # installers', /line of its own/],
  ['- dist/a.exe', /not a list/],
  ['[dist/a.exe]', /not a list/],
  ['dist/*.exe dist/*.dmg', /spaces do not separate/],
  ['app.exe app.dmg', /spaces do not separate/],
  ['dist/*.exe !dist/debug.exe', /spaces do not separate/],
  ['dist/a.exe;dist/b.exe', /semicolons do not/],
  ['dist/a.exe -> v1/a.exe', /not by `->`/],
  ['dist:downloads/', /not by a colon/],
  ['/dist/app.exe', /root of the machine/],
  ['dist/app[x64].exe', /`\[\[\]x64\]`/],
  ['dist/*.{exe,dmg', /brace has no other half/],
  ['dist/{a,b}/c}.exe', /brace has no other half/],
  ['dist\\app.exe', /with `\/`/],
])('for %s without a match the likely mistake is named', (pattern, hint) => {
  expect(patternHint(pattern)).toMatch(hint)
})

test.each([
  'dist/{a}',
  '[ab]/#1.txt',
  'dist/app-1.0.exe',
  'dist/My App.exe',
  'dist/*.{exe,dmg}',
  'dist/{a,{b,c}}.exe',
  "it's.txt",
  '**/*',
  'price $.txt',
  '100%.txt',
])('for %s no mistake is named', (pattern) => {
  expect(patternHint(pattern)).toBeUndefined()
})

test('a backslash that was read as a separator is not a mistake: the missing folder is named', () => {
  expect(patternHint('dist\\win\\*.exe')).toMatch(/write paths with/)
  expect(patternHint('dist\\win\\*.exe', 'dist/win')).toBeUndefined()
  expect(patternHint('dist\\win/x.exe', 'distwin')).toMatch(/write paths with/)
})
