/** Feeds of electron-updater, judged by the code with which it reads them. */
import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createYamlCodec } from '../../../../src/adapters/feeds/yaml.ts'
import { type MergedFeed, mergeFeeds, type RefusedMerge } from '../../../../src/core/release/feeds/merge-feeds.ts'
import { electronFeed, sha512Of, webPackage } from './samples.ts'

interface UpdateInfo {
  readonly version: string
  readonly files: readonly { readonly url: string; readonly sha512: string }[]
  readonly path?: string
}
interface ResolvedFile {
  readonly url: URL
  readonly packageInfo?: { readonly path: string }
}
const { parseUpdateInfo, resolveFiles } = createRequire(import.meta.url)(
  'electron-updater/out/providers/Provider.js',
) as {
  readonly parseUpdateInfo: (text: string, name: string, url: URL) => UpdateInfo
  readonly resolveFiles: (info: UpdateInfo, base: URL) => readonly ResolvedFile[]
}

const yaml = createYamlCodec()
const base = new URL('https://dl.example.com/app/')

function mergeAll(texts: readonly string[], key = 'app/latest.yml'): MergedFeed | RefusedMerge {
  const [first = '', second = '', ...others] = texts
  const source = (text: string, index: number) => ({ source: `job-${index + 1}`, text })
  return mergeFeeds(
    { key, feeds: [source(first, 0), source(second, 1), ...others.map((text, at) => source(text, at + 2))] },
    yaml,
  )
}

function merge(texts: readonly string[], key?: string): MergedFeed {
  const merged = mergeAll(texts, key)
  if (merged.kind === 'refused') throw new Error(merged.message)
  return merged
}

function refusal(texts: readonly string[], key?: string): readonly [string, string, string] {
  const merged = mergeAll(texts, key)
  if (merged.kind === 'merged') throw new Error(merged.text)
  return [...merged.sources, merged.problem]
}

function read(text: string): UpdateInfo {
  return parseUpdateInfo(text, 'latest.yml', base)
}

const x64 = electronFeed(['app-1.2.3-x64.exe'])
const arm64 = electronFeed(['app-1.2.3-arm64.exe'], { releaseDate: '2026-03-01T08:05:00.000Z' })

describe('feeds of electron-builder', () => {
  test('are merged with all files, the `path` of the first and the latest date, in their original form', () => {
    const merged = merge([x64, arm64])
    expect(merged).toEqual({
      kind: 'merged',
      updater: 'electron-updater',
      text: `version: 1.2.3
files:
  - url: app-1.2.3-x64.exe
    sha512: ${sha512Of('app-1.2.3-x64.exe')}
    size: 17000
  - url: app-1.2.3-arm64.exe
    sha512: ${sha512Of('app-1.2.3-arm64.exe')}
    size: 19000
path: app-1.2.3-x64.exe
sha512: ${sha512Of('app-1.2.3-x64.exe')}
releaseDate: '2026-03-01T08:05:00.000Z'
`,
      summary: '`app/latest.yml` was merged from `job-1`, `job-2`: 2 files',
      note: undefined,
    })
    const files = resolveFiles(read(merged.text), base)
    expect(files.map(({ url }) => url.href)).toEqual([
      'https://dl.example.com/app/app-1.2.3-x64.exe',
      'https://dl.example.com/app/app-1.2.3-arm64.exe',
    ])
  })

  test('of version 27, without `path`, stay without it', () => {
    const merged = merge(
      [electronFeed(['a.dmg', 'a.zip'], { builder: 27 }), electronFeed(['b.zip'], { builder: 27 })],
      'latest-mac.yml',
    )
    expect(Object.keys(read(merged.text))).toEqual(['version', 'files', 'releaseDate'])
    expect(resolveFiles(read(merged.text), base)).toHaveLength(3)
  })

  test('of versions 26 and 27 have the `path` of the first that has one', () => {
    const texts = [electronFeed(['a.exe'], { builder: 27 }), electronFeed(['b.exe']), electronFeed(['c.exe'])]
    expect(read(merge(texts).text)).toMatchObject({ path: 'b.exe', sha512: sha512Of('b.exe') })
  })

  test('never mix the `path` of one with the `sha512` of another', () => {
    const withPath = electronFeed(['a.exe'], { builder: 27, more: 'path: a.exe\n' })
    expect(read(merge([withPath, electronFeed(['b.exe'])]).text)).not.toHaveProperty('sha512')
  })

  test('of web installers are merged with all packages', () => {
    const texts = ['x64', 'arm64'].map((one) => electronFeed(['app Web Setup 1.2.3.exe'], { more: webPackage(one) }))
    const merged = merge(texts)
    expect(merged.summary).toContain('1 file')
    expect(read(merged.text)).toMatchObject({
      packages: { x64: { path: 'app-1.2.3-x64.nsis.7z' }, arm64: { path: 'app-1.2.3-arm64.nsis.7z' } },
    })
  })

  test('keep the fields that they share and those that only one has', () => {
    const notes = 'releaseName: Spring\nreleaseNotes: |\n  - one: more\n  - two # times\n'
    const one = electronFeed(['a.exe'], { more: `stagingPercentage: 10\nminimumSystemVersion: 10.0.17763\n${notes}` })
    const other = electronFeed(['b.exe'], { more: 'stagingPercentage: 10\nvendor:\n  a: [1, true, null]\n' })
    expect(read(merge([one, other]).text)).toMatchObject({
      stagingPercentage: 10,
      minimumSystemVersion: '10.0.17763',
      releaseName: 'Spring',
      releaseNotes: '- one: more\n- two # times\n',
      vendor: { a: [1, true, null] },
    })
  })

  test('that are equal stay the same to the last byte', () => {
    const commented = `# by hand\n${x64}`
    expect(merge([commented, commented]).text).toBe(commented)
    const older = electronFeed(['app-1.2.3-x64.exe'], { releaseDate: '2026-02-28T23:00:00Z' })
    expect(merge([commented, older]).text).toBe(commented)
  })

  test.each([['nightly-linux-arm64.yml'], ['latest.yml']])('are recognised in any channel: %s', (key) => {
    expect(merge([x64, arm64], key).updater).toBe('electron-updater')
  })

  test('report if a reader would get the file of another architecture', () => {
    const plain = electronFeed(['app.exe'])
    expect(merge([arm64, plain]).note).toBe(
      'In `app/latest.yml`, `app-1.2.3-arm64.exe` comes before `app.exe`, whose name has no architecture: electron-updater uses the former even if the latter is meant. Put the job of the latter first, or `${arch}` into `artifactName`.',
    )
    expect(merge([plain, arm64]).note).toBeUndefined()
    expect(merge([electronFeed(['a.zip']), arm64]).note).toBeUndefined()
    expect(merge([electronFeed(['a.zip']), electronFeed(['b.zip'])]).note).toBeUndefined()
  })
})

describe('feeds of electron-builder cannot be merged if', () => {
  const jobs = ['job-1', 'job-2'] as const

  test('their versions differ', () => {
    expect(mergeAll([x64, electronFeed(['b.exe'], { version: '1.2.4' })])).toEqual({
      kind: 'refused',
      sources: jobs,
      problem: '`version` is 1.2.3 in the one and 1.2.4 in the other',
      message:
        '`app/latest.yml` comes from `job-1` and from `job-2`, and cannot be merged: `version` is 1.2.3 in the one and 1.2.4 in the other.',
    })
  })

  test('the third does not fit the second', () => {
    const withName = (name: string) => electronFeed([`${name}.exe`], { more: `releaseName: ${name}\n` })
    expect(refusal([x64, withName('b'), withName('c')])).toEqual([
      'job-2',
      'job-3',
      '`releaseName` is not the same in both',
    ])
  })

  test.each([
    [
      'a file',
      x64,
      x64.replace('size: 17000', 'size: 17001'),
      'the file `app-1.2.3-x64.exe` is in both, with other content',
    ],
    [
      'a package',
      electronFeed(['a.exe'], { more: webPackage('x64') }),
      electronFeed(['b.exe'], { more: webPackage('x64').replace('size: 900', 'size: 901') }),
      'the package `x64` is in both, with other content',
    ],
    [
      'a field',
      electronFeed(['a.exe'], { more: 'stagingPercentage: 10\n' }),
      electronFeed(['b.exe'], { more: 'stagingPercentage: 20\n' }),
      '`stagingPercentage` is not the same in both',
    ],
    [
      'an invalid date',
      electronFeed(['a.exe'], { releaseDate: 'yesterday' }),
      electronFeed(['b.exe']),
      '`releaseDate` is yesterday, and which one is the latest cannot be told',
    ],
  ])('%s differs', (_, one, other, problem) => {
    expect(refusal([one, other])).toEqual([...jobs, problem])
  })

  test.each([
    ['', 'is not a feed of electron-updater: has no fields'],
    ['- a', 'is not a feed of electron-updater: has no fields'],
    [
      'a: [',
      'is not valid YAML (Flow sequence in block collection must be sufficiently indented and end with a ] at line 1, column 5)',
    ],
    ['files: []', 'is not a feed of electron-updater: `version` is not a text'],
    ['version: 1.2\nfiles: []', 'is not a feed of electron-updater: `version` is not a text'],
    ['version: 1.2.3\nfiles: []', 'is not a feed of electron-updater: `files` is not a list of files'],
    ['version: 1.2.3\nfiles: {a: b}', 'is not a feed of electron-updater: `files` is not a list of files'],
    [
      'version: 1.2.3\nfiles: [a]',
      'is not a feed of electron-updater: an entry of `files` has no `url` or no `sha512`',
    ],
    [
      'version: 1.2.3\nfiles: [{url: a}]',
      'is not a feed of electron-updater: an entry of `files` has no `url` or no `sha512`',
    ],
    [`${x64}packages: 1`, 'is not a feed of electron-updater: `packages` has no entries'],
    [
      `${x64}packages: {x64: 1}`,
      'is not a feed of electron-updater: an entry of `packages` has no `path` or no `sha512`',
    ],
    [`${electronFeed(['a'], { builder: 27 })}path: 1`, 'is not a feed of electron-updater: `path` is not a text'],
    [`${x64}more: 12345678901234567890`, 'has a number that is too large to be kept exactly'],
    [`${x64}more: .inf`, 'has a number that is too large to be kept exactly'],
    [`${x64}more: ${'['.repeat(32)}${']'.repeat(32)}`, 'is nested deeper than 32 levels'],
    [`${x64}# ${'é'.repeat(512 * 1024)}`, 'is larger than 1 MiB'],
  ])('one is %j', (text, problem) => {
    expect(refusal([x64, text])).toEqual(['job-2', 'job-1', `that of \`job-2\` ${problem}`])
    expect(refusal([text, x64])).toEqual(['job-1', 'job-2', `that of \`job-1\` ${problem}`])
  })

  test('the key is not that of a feed', () => {
    expect(refusal([x64, arm64], 'v1/app.exe')).toEqual([
      ...jobs,
      'that of `job-1` does not have the name of a feed of electron-updater (`*.yml`) or Tauri (`latest*.json`)',
    ])
  })

  test('the error shows names and values in one line', () => {
    const feeds = [
      { source: 'a\n::error::', text: x64 },
      { source: 'b', text: electronFeed(['b.exe'], { version: '"1\\n::error::"' }) },
    ] as const
    const merged = mergeFeeds({ key: 'latest.yml', feeds }, yaml)
    expect(merged).toMatchObject({ kind: 'refused', message: expect.not.stringContaining('\n') })
  })
})

describe('merging feeds of electron-builder', () => {
  const name = fc.constantFrom('a.exe', 'b.exe', 'c x64.exe', 'd-arm64.exe', 'e.zip', "it's.zip", '10')
  const feed = fc
    .record({
      names: fc.tuple(name, name),
      builder: fc.constantFrom(26 as const, 27 as const),
      releaseDate: fc.constantFrom('2026-03-01T08:00:00.000Z', '2026-03-01T09:00:00+02:00', '2026-03-01 08:00:01z'),
      more: fc.constantFrom(
        '',
        webPackage('x64'),
        webPackage('ia32'),
        'releaseNotes: "a\\nb"\n',
        '__proto__: {polluted: true}\n',
      ),
    })
    .map(({ names, ...options }) =>
      electronFeed([...new Set(names)] as [string, ...string[]], options)
        .replace('url: 10', "url: '10'")
        .replace('path: 10', "path: '10'"),
    )
  const feeds = fc.tuple(feed, feed, feed)

  test('in steps gives the same bytes as merging at once, and merging again changes nothing', () => {
    fc.assert(
      fc.property(feeds, ([a, b, c]) => {
        const whole = merge([a, b, c]).text
        expect(merge([merge([a, b]).text, c]).text).toBe(whole)
        expect(merge([whole, b]).text).toBe(whole)
        expect(merge([whole, whole]).text).toBe(whole)
      }),
    )
  })

  test('keeps every file, whatever the order, and nothing else', () => {
    const urlsOf = (texts: readonly string[]) => texts.flatMap((text) => read(text).files.map(({ url }) => url))
    fc.assert(
      fc.property(feeds, ([a, b, c]) => {
        const expected = [...new Set(urlsOf([a, b, c]))]
        expect(urlsOf([merge([a, b, c]).text])).toEqual(expected)
        expect(urlsOf([merge([c, b, a]).text]).sort()).toEqual([...expected].sort())
      }),
    )
  })

  test('pollutes no prototype', () => {
    const polluting = electronFeed(['a.exe'], {
      more: '__proto__: {polluted: true}\nconstructor: {prototype: {polluted: true}}\n',
    })
    const merged = merge([electronFeed(['b.exe']), polluting]).text
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(merged).toContain('__proto__:\n  polluted: true\nconstructor:\n  prototype:\n    polluted: true\n')
  })

  test('never throws', () => {
    const text = fc.oneof(feed, fc.string(), fc.string({ unit: fc.constantFrom(...'{}[]:-&*!|>"\'#% \nab1') }))
    fc.assert(fc.property(text, text, (one, other) => ['merged', 'refused'].includes(mergeAll([one, other]).kind)))
  })
})
