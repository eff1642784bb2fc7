/** What a line of `path` stands for: braces, exact names, other Unicode forms, and what is told of what it left out. */
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLocalFiles } from '../../../src/adapters/disk/local-files.ts'
import { asActionError } from '../../../src/core/errors/errors.ts'
import type { Matches } from '../../../src/ports.ts'

let workspace: string

beforeEach(() => {
  workspace = realpathSync(mkdtempSync(join(tmpdir(), 'lines-')))
})

afterEach(() => {
  chmodSync(workspace, 0o755)
  rmSync(workspace, { recursive: true, force: true })
})

function write(...names: readonly string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(workspace, name)), { recursive: true })
    writeFileSync(join(workspace, name), name)
  }
}

async function match(pattern: string, ...excludes: readonly string[]): Promise<Matches> {
  const [matches] = await createLocalFiles({ workspace }).match({
    lines: [{ pattern: `${workspace}/${pattern}`, excludes: excludes.map((line) => `${workspace}/${line}`) }],
    includeHiddenFiles: false,
    followSymbolicLinks: true,
    signal: new AbortController().signal,
  })
  if (matches === undefined) throw new Error('one line has one answer')
  return matches
}

async function names(pattern: string, ...excludes: readonly string[]): Promise<readonly string[]> {
  return (await match(pattern, ...excludes)).files.map(({ displayPath }) => displayPath)
}

describe('braces', () => {
  test('stand for alternatives, each file once, sorted by path', async () => {
    write('dist/b.exe', 'dist/a.dmg', 'dist/c.txt')
    expect(await names('dist/*.{exe,dmg,?xe}')).toEqual(['dist/a.dmg', 'dist/b.exe'])
  })

  test('make keys relative to the folder before them', async () => {
    write('dist/win/app.exe', 'dist/mac/app.dmg')
    const { files } = await match('dist/{win,mac}/app.*')
    expect(files.map(({ fromPatternRoot }) => fromPatternRoot)).toEqual(['mac/app.dmg', 'win/app.exe'])
  })

  test('work in exclude lines', async () => {
    write('dist/a.exe', 'dist/a.map', 'dist/a.tmp')
    expect(await names('dist/*', 'dist/*.{map,tmp}')).toEqual(['dist/a.exe'])
  })

  test('stand for numbers', async () => {
    write('v1.txt', 'v2.txt', 'v4.txt')
    expect(await names('v{1..3}.txt')).toEqual(['v1.txt', 'v2.txt'])
  })

  test('around a single name are literal', async () => {
    write('dist/{a}.txt', 'dist/a.txt')
    expect(await names('dist/{a}.*')).toEqual(['dist/{a}.txt'])
  })

  test.each(['{1..1001}', '{1..100000000}', '{a,b}'.repeat(40)])(
    'with too many alternatives are an input error: %s',
    async (braces) => {
      const error = asActionError(await match(`${braces}.txt`).catch((failure: unknown) => failure))
      expect(error).toMatchObject({ code: 'bad-pattern', message: expect.stringMatching(/more than 1000 patterns/) })
    },
  )

  test('may have a thousand alternatives', async () => {
    write('1000.txt')
    expect(await names('{1..1000}.txt')).toEqual(['1000.txt'])
  })
})

describe('a line that is the exact name of a file', () => {
  const portable = ['dist/app[x64].exe', 'dist/app{a,b}.exe']
  // Windows takes neither of these in a name.
  const posixNames = process.platform === 'win32' ? [] : ['dist/what?.txt', 'dist/star*.txt']
  test.each([...portable, ...posixNames])('matches that file: %s', async (name) => {
    write(name, 'dist/appx.exe', 'dist/appa.exe', 'dist/whats.txt', 'dist/stars.txt')
    expect(await names(name)).toEqual([name])
    expect((await match(name)).files[0]?.fromPatternRoot).toBe(name.slice('dist/'.length))
  })

  test('excludes that file, and also what it matches as a pattern', async () => {
    write('dist/app[x64].exe', 'dist/appx.exe', 'dist/app.exe')
    expect(await names('dist/*', 'dist/app[x64].exe')).toEqual(['dist/app.exe'])
    expect(await names('dist/*', 'dist/app[x6].exe')).toEqual(['dist/app.exe', 'dist/app[x64].exe'])
  })
})

test('names match in any Unicode form, and keep the form of the disk', async () => {
  const composed = 'caf\u00e9'
  const decomposed = 'cafe\u0301'
  write(`dist/${decomposed}.txt`, 'dist/tea.txt')
  expect(await names('dist/*', `dist/${composed}.txt`)).toEqual(['dist/tea.txt'])
  expect(await names('dist/*', `dist/${composed}*`)).toEqual(['dist/tea.txt'])
  expect(await names(`dist/${composed}*`)).toEqual([`dist/${decomposed}.txt`])
  expect(await names(`dist/${composed}.txt`)).toEqual([`dist/${decomposed}.txt`])
  write(`${decomposed}/x/a.txt`)
  expect(await names(`${composed}/x/*.txt`)).toEqual([`${decomposed}/x/a.txt`])
  expect(await names(`${decomposed}/x/a.txt`)).toEqual([`${decomposed}/x/a.txt`])
  expect(await names(`**/c?f${'\u00e9'}.txt`)).toEqual([`dist/${decomposed}.txt`])
})

describe('what was left out', () => {
  test('because it is hidden is counted: files, and folders that match as a whole', async () => {
    write('dist/a.txt', 'dist/.env', 'dist/.cache/x', '.git/config')
    expect((await match('**')).hidden).toHaveLength(2)
    expect((await match('dist/*.txt')).hidden).toHaveLength(0)
    expect((await match('**', 'dist/.env')).hidden).toHaveLength(1)
    expect(await match('dist/.env')).toMatchObject({ files: [], hidden: [resolve(workspace, 'dist/.env')] })
  })

  test('because its folder is missing names the first missing folder', async () => {
    write('dist/a.txt')
    expect(await match('dist/win/x64/*.exe')).toMatchObject({ files: [], missingFolder: 'dist/win' })
    expect(await match('out/app.exe')).toMatchObject({ missingFolder: 'out' })
    expect((await match('dist/b.txt')).missingFolder).toBeUndefined()
    expect(await match('中文/目录/*.txt')).toMatchObject({ files: [], missingFolder: '中文' })
    expect(await match('dist/a.txt/目录/x.txt')).toMatchObject({ files: [] })
    expect(await match('dist/目录.txt')).toMatchObject({ files: [] })
  })
})
