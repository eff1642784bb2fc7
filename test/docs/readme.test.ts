/** What the READMEs state in tables is so. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readActionManifest } from '../../scripts/action-manifest.ts'
import { createLocalFiles } from '../../src/adapters/disk/local-files.ts'
import { errorTitle } from '../../src/core/errors/error-title.ts'
import type { Layout } from '../../src/core/naming/object-key.ts'
import { parsePathLines } from '../../src/core/naming/path-lines.ts'
import type { ManifestEntry } from '../../src/core/telling/manifest.ts'
import { matchFiles } from '../../src/engine/prepare/match.ts'

const READMES = ['README.md', 'README.zh-CN.md']

/** @returns the cells of the table that has this header, in its rows' order. */
function tableUnder(header: string, text: string): readonly (readonly string[])[] {
  const [, rows = ''] = text.split(`${header}\n`)
  const lines = rows.split('\n').slice(1)
  return lines.slice(0, lines.indexOf('')).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

const codeIn = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)

let workspace: string
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'names-'))
})
afterEach(() => rmSync(workspace, { recursive: true }))

const names = READMES.flatMap((readme) => {
  const text = readFileSync(readme, 'utf8')
  const header = readme === 'README.md' ? '| `path` | File | Object key |' : '| `path` | 文件 | Object Key |'
  return tableUnder(header, text).map(([path = '', files, keys]) => {
    const [pattern = '', layout = 'layout: pattern-root'] = codeIn(path)
    return { readme, pattern, layout: layout.replace('layout: ', ''), files: codeIn(files), keys: codeIn(keys) }
  })
})

test('there are examples of names', () => {
  expect(names.length).toBeGreaterThan(10)
})

test.each(names)('$readme: $pattern ($layout) gives $keys', async ({ pattern, layout, files, keys }) => {
  for (const file of files) {
    mkdirSync(dirname(join(workspace, file)), { recursive: true })
    writeFileSync(join(workspace, file), file)
  }
  const { lines, problems } = parsePathLines(pattern)
  expect(problems).toEqual([])
  const matched = await matchFiles(
    createLocalFiles({ workspace }),
    {
      lines: lines.map((line) => ({ ...line, pattern: join(workspace, line.pattern) })),
      ...{ includeHiddenFiles: false, followSymbolicLinks: true, reservedKeys: [] },
      ...{ layout: layout as Layout, keyPrefix: 'downloads/v1/' },
    },
    { signal: new AbortController().signal, onProgress() {} },
  )
  expect(matched.files.map(({ key }) => key).sort()).toEqual([...keys].sort())
})

describe.each(READMES)('the troubleshooting table of %s', (readme) => {
  test('names errors by the titles that annotations and summaries have', () => {
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
    const code = sources.map((path) => readFileSync(join('src', path), 'utf8')).join('\n')
    const titles = new Set([...code.matchAll(/'([a-z0-9]+(?:-[a-z0-9]+)*)'/g)].map(([, name = '']) => errorTitle(name)))
    const text = readFileSync(readme, 'utf8')
    const header = readme === 'README.md' ? '| Title, or what you see | What to do |' : '| 错误标题或现象 | 解决办法 |'
    const shown = tableUnder(header, text).flatMap(([cell]) => codeIn(cell).filter((name) => /^[A-Z]/.test(name)))
    expect(shown.length).toBeGreaterThan(15)
    expect(shown.filter((title) => !titles.has(title))).toEqual([])
  })
})

test.each(READMES)('%s is read in ten minutes', (readme) => {
  expect(readFileSync(readme, 'utf8').split('\n').length).toBeLessThanOrEqual(351)
})

test.each(READMES)('%s: the example that pins a commit has a place for its 40 digits, not a version', (readme) => {
  const pinned = /`uses: upload-aliyun-oss\/upload-aliyun-oss@<40 [^<>@]+> # v\d+\.\d+\.\d+`/
  expect(readFileSync(readme, 'utf8')).toMatch(pinned)
})

test('action.yml names every field of an entry of the manifest, in the order of the JSON', () => {
  const entry: Required<ManifestEntry> = {
    ...{ path: '', key: '', url: '', size: 0, crc64: '', sha256: '', etag: '', versionId: '', contentType: '' },
    ...{ rewritten: true, status: 'uploaded', bytesSent: 0, bytesResumed: 0, bytesReused: 0 },
  }
  const { description = '' } = readActionManifest().outputs.find(({ name }) => name === 'manifest') ?? {}
  const [, ofEntry = ''] = description.split('For each object')[0]?.split('published object: ') ?? []
  const named = codeIn(ofEntry).filter((name) => name in entry)
  expect(named).toEqual(Object.keys(entry))
})
