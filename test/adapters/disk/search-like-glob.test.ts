/** The search against the toolkit's own: the same files for the same patterns, whatever these are. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { create } from '@actions/glob'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { search } from '../../../src/adapters/disk/search.ts'
import { createTree } from '../../../src/adapters/disk/tree.ts'

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'search-'))
  const files = [
    'a',
    'b.txt',
    'a-b.txt',
    '.hidden',
    'x/a',
    'x/b.txt',
    'x/y/a.txt',
    'x/y/z/ab',
    'x/.h/a',
    'ab/a.b',
    '[a]',
    'a b',
  ]
  for (const file of files) {
    mkdirSync(join(root, file, '..'), { recursive: true })
    writeFileSync(join(root, file), file)
  }
  symlinkSync('x', join(root, 'link'))
  symlinkSync('b.txt', join(root, 'file-link'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

async function ours(pattern: string, excludes: readonly string[]): Promise<readonly string[]> {
  const tree = createTree({ signal: new AbortController().signal, onProgress() {} })
  const options = { includeHiddenFiles: false, followSymbolicLinks: true }
  const { paths } = await search(tree, {
    pattern: join(root, pattern),
    excludes: excludes.map((exclude) => join(root, exclude)),
    ...options,
  })
  return paths.map((path) => relative(root, path)).sort()
}

async function theirs(pattern: string, excludes: readonly string[]): Promise<readonly string[]> {
  const lines = [join(root, pattern), ...excludes.map((exclude) => `!${join(root, exclude)}`)]
  const globber = await create(lines.join('\n'), { matchDirectories: false, excludeHiddenFiles: true })
  return (await globber.glob()).map((path) => relative(root, path)).sort()
}

const segment = fc
  .array(fc.constantFrom('a', 'b', '*', '?', '.', 'x', 'y', '-', '[ab]', '[!a]', 'txt', '**', 'link', ' '), {
    minLength: 1,
    maxLength: 3,
  })
  .map((parts) => parts.join(''))
  .filter((text) => text !== '.' && text !== '..' && text.trim() === text)
const pattern = fc
  .array(fc.oneof(segment, fc.constant('**')), { minLength: 1, maxLength: 4 })
  .map((all) => all.join('/'))

test('any pattern finds what @actions/glob finds', async () => {
  await fc.assert(
    fc.asyncProperty(pattern, fc.array(pattern, { maxLength: 2 }), async (include, excludes) => {
      expect(await ours(include, excludes)).toEqual(await theirs(include, excludes))
    }),
    { numRuns: 200 },
  )
})

test.each([
  '**',
  '*',
  '**/*.txt',
  'x/**',
  'x',
  'link/**',
  '**/a',
  '[[]a]',
  'a b',
  '?',
  '**/y',
  'x/*/*.txt',
  '**/[!x]/**',
])('%s finds what @actions/glob finds', async (include) => {
  expect(await ours(include, [])).toEqual(await theirs(include, []))
  expect(await ours('**', [include])).toEqual(await theirs('**', [include]))
})
