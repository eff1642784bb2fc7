/** Matches that become objects, and those that cannot. */
import { describe, expect, test } from 'vitest'
import type { IncludeLine } from '../../../src/core/naming/path-lines.ts'
import { type MatchSettings, matchFiles } from '../../../src/engine/prepare/match.ts'
import { createMemoryDisk } from '../memory-disk.ts'
import { bytesOf } from '../world.ts'

const SEARCH = { signal: new AbortController().signal }
const PLAIN: IncludeLine = { pattern: '**', mapping: undefined, excludes: [] }
const ONE_KEY: IncludeLine = { ...PLAIN, mapping: { kind: 'key', key: 'latest' } }

/** Matches files of these names with `**`, whatever the lines. */
function match(names: readonly string[], lines: readonly IncludeLine[], more: Partial<MatchSettings> = {}) {
  const disk = createMemoryDisk(Object.fromEntries(names.map((name) => [name, bytesOf(1)])))
  const settings: MatchSettings = {
    ...{ lines, includeHiddenFiles: false, followSymbolicLinks: true, layout: 'pattern-root', keyPrefix: '' },
    reservedKeys: [],
    ...more,
  }
  return matchFiles(disk, settings, SEARCH)
}

test('a file that several lines match is published once, and once more for each other key', async () => {
  const { files } = await match(['a', 'b'], [PLAIN, PLAIN, { ...PLAIN, mapping: { kind: 'prefix', prefix: 'again/' } }])
  expect(files.map(({ key }) => key)).toEqual(['a', 'b', 'again/a', 'again/b'])
})

test('a file that gets the same key from two lines is published once', async () => {
  const { files } = await match(['a'], [ONE_KEY, ONE_KEY])
  expect(files.map(({ key }) => key)).toEqual(['latest'])
})

describe('nothing is published', () => {
  test('if several files have the same key: three are named', async () => {
    await expect(match(['a', 'b'], [ONE_KEY])).rejects.toThrow(
      /^`\*\* => latest` matches 2 files \(a, b\), and one key holds one$/,
    )
    await expect(match(['a', 'b', 'c', 'd'], [ONE_KEY])).rejects.toThrow('matches 4 files (a, b, c, …)')
  })

  test('if two lines give two files the same key', async () => {
    const lines: readonly IncludeLine[] = [PLAIN, { ...PLAIN, mapping: { kind: 'key', key: 'a' } }]
    await expect(match(['b', 'a'], lines)).rejects.toThrow('a and b would both become `a`')
  })

  test('if a file has the key of the checksums', async () => {
    const matched = match(['SUMS'], [PLAIN], { reservedKeys: [{ key: 'SUMS', name: 'the checksums file' }] })
    await expect(matched).rejects.toThrow('SUMS has the key of the checksums file, `SUMS`')
    expect(
      (await match(['a'], [PLAIN], { reservedKeys: [{ key: 'SUMS', name: 'the checksums file' }] })).files,
    ).toHaveLength(1)
  })

  test('if a file may not be read', async () => {
    const disk = createMemoryDisk({ a: bytesOf(1) })
    const files = {
      ...disk,
      async match(options: Parameters<typeof disk.match>[0]) {
        const found = await disk.match(options)
        return found.map((one) => ({ ...one, files: one.files.map((file) => ({ ...file, readable: false })) }))
      },
    }
    const settings: MatchSettings = {
      ...{ lines: [PLAIN], includeHiddenFiles: false, followSymbolicLinks: true, layout: 'pattern-root' },
      ...{ keyPrefix: '', reservedKeys: [] },
    }
    await expect(matchFiles(files, settings, SEARCH)).rejects.toThrow("a may not be read by the runner's user")
  })

  test('if keys are not possible: twenty are named, the others counted', async () => {
    const names = Array.from({ length: 22 }, (_, index) => `\\-${String(index).padStart(2, '0')}`)
    await expect(match(names, [PLAIN])).rejects.toThrow(
      /^Nothing is published:\n(?: {2}- the key .*\n){20} {2}- and 2 more$/,
    )
  })
})
