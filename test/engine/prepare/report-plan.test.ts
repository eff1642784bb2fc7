/** What is said of matches, headers and part sizes before anything is sent. */
import { describe, expect, test } from 'vitest'
import type { MatchOutcome } from '../../../src/engine/prepare/match.ts'
import { reportMatches } from '../../../src/engine/prepare/report-plan.ts'
import type { LocalFiles } from '../../../src/ports.ts'
import { createMemoryDisk } from '../memory-disk.ts'
import { bytesOf, createWorld, PART_BYTES } from '../world.ts'

const KMS_KEY = 'x-oss-server-side-encryption-key-id'

describe('patterns that match nothing', () => {
  const outcome: MatchOutcome = {
    files: [],
    emptyLines: ['`*.exe` matches no file', '`*.dmg` matches no file'],
    danglingLinks: ['latest'],
    hiddenCount: 0,
  }

  function report(ifNoFilesFound: 'error' | 'warn' | 'ignore', more: Partial<MatchOutcome> = {}) {
    const log: string[] = []
    const keep = (text: string) => void log.push(text)
    const reporter = { info: keep, debug: keep, notice: keep, warning: keep, error: keep, group: keep }
    reportMatches({ ...outcome, ...more }, ifNoFilesFound, reporter)
    return log
  }

  test('are reported in one error with `if-no-files-found: error`', () => {
    expect(() => report('error')).toThrow(/\n {2}- `\*\.exe` matches no file\n.*\n {2}- latest is a link that points/)
    expect(() => report('error', { emptyLines: ['`*.exe` matches no file'], danglingLinks: [] })).toThrow(
      /^`\*\.exe` matches no file$/,
    )
  })

  test('are warnings with `warn`, and the log says if nothing is left to publish', () => {
    expect(report('warn')).toHaveLength(4)
    expect(report('warn').at(-1)).toBe('There is nothing to publish.')
  })

  test('name hidden files that were left out, once, if others match', () => {
    const disk = { path: 'a.txt' } as unknown as MatchOutcome['files'][number]['file']
    const files = [{ file: disk, key: 'a.txt' }]
    const rest = { files, emptyLines: [], danglingLinks: [] }
    expect(report('error', { ...rest, hiddenCount: 3 }).join()).toMatch(
      /^3 hidden files or folders were left out\..*include-hidden-files: true/,
    )
    expect(report('error', rest)).toEqual([])
  })

  test('are not logged with `ignore`, unless nothing is left to publish', async () => {
    expect(report('ignore')).toEqual(['There is nothing to publish.'])
    const disk = createMemoryDisk({ 'a.txt': bytesOf(1) })
    const [matches] = await disk.match({
      ...{ lines: [{ pattern: '**', excludes: [] }], includeHiddenFiles: false, followSymbolicLinks: true },
      signal: new AbortController().signal,
    })
    const some = (matches?.files ?? []).map((file) => ({ file, key: file.path }))
    expect(report('ignore', { files: some })).toEqual([])
    expect(report('warn', { files: some })).not.toContain('There is nothing to publish.')
  })
})

test.for([
  [{ 'a.txt': bytesOf(1) }, /^a\.txt: `x-oss-server-side-encryption-key-id` needs /],
  [{ 'a.txt': bytesOf(1), 'b.txt': bytesOf(1) }, /^Headers conflict:\n {2}- a\.txt: .*\n {2}- b\.txt: /],
] as const)('headers that conflict end the step with every object', async ([files, text]) => {
  const world = createWorld(files)
  await expect(world.run({ headersOf: () => ({ [KMS_KEY]: 'k' }) })).rejects.toThrow(text)
  expect(world.store.calls).toEqual([])
})

describe('a part size that does not fit', () => {
  /** Files of which there is nothing but their sizes. */
  function filesOf(sizes: Readonly<Record<string, number>>): LocalFiles {
    const stamped = Object.entries(sizes).map(([name, sizeBytes]) => ({
      ...{ path: name, displayPath: name, fromPatternRoot: name, fromWorkspace: name, readable: true },
      stamp: { sizeBytes, mtimeNs: 1n, ctimeNs: 1n, inode: 1n },
    }))
    return {
      ...createMemoryDisk({}),
      match: async ({ lines }) => lines.map(() => ({ files: stamped, danglingLinks: [], hiddenCount: 0 })),
    }
  }

  test('ends the step with the size that the file needs', async () => {
    const world = createWorld({})
    const run = world.run({}, { files: filesOf({ 'a.bin': 20_000 * PART_BYTES }) })
    await expect(run).rejects.toThrow(/^a\.bin \(1\.9\d* GiB\) would have more than 10,000 parts of 100 KiB; .* 200KB$/)
    expect(world.store.calls).toEqual([])
  })

  test('names all files, also one that does not fit any part size', async () => {
    const sizes = { 'a.bin': 20_000 * PART_BYTES, 'b.bin': 60 * 1000 ** 4 }
    const run = createWorld({}).run({}, { files: filesOf(sizes) })
    await expect(run).rejects.toThrow(/:\n {2}- a\.bin .*\n {2}- b\.bin .* is larger than OSS's 48\.8 TB$/)
  })
})
