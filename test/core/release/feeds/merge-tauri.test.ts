import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createYamlCodec } from '../../../../src/adapters/feeds/yaml.ts'
import { type MergedFeed, mergeFeeds, type RefusedMerge } from '../../../../src/core/release/feeds/merge-feeds.ts'
import { tauriFeed, VELOPACK_FEED } from './samples.ts'

const yaml = createYamlCodec()

function mergeTwo(one: string, other: string, key = 'latest.json'): MergedFeed | RefusedMerge {
  const feeds = [
    { source: 'mac', text: one },
    { source: 'win', text: other },
  ] as const
  return mergeFeeds({ key, feeds }, yaml)
}

function merge(one: string, other: string): string {
  const merged = mergeTwo(one, other)
  if (merged.kind === 'refused') throw new Error(merged.message)
  return merged.text
}

function problem(one: string, other: string, key?: string): string {
  const merged = mergeTwo(one, other, key)
  return merged.kind === 'refused' ? merged.problem : merged.text
}

const mac = tauriFeed({ 'darwin-aarch64': 'App_aarch64.app.tar.gz', 'darwin-aarch64-app': 'App_aarch64.app.tar.gz' })
const win = tauriFeed(
  { 'windows-x86_64': 'App-setup.exe' },
  { pubDate: '2026-03-01T10:00:00+01:00', version: 'v1.2.3' },
)

describe('feeds of tauri-action', () => {
  test('are merged with all platforms and the latest date, indented like the first', () => {
    expect(mergeTwo(mac, win)).toEqual({
      kind: 'merged',
      updater: 'Tauri',
      text: JSON.stringify(
        {
          ...JSON.parse(mac),
          pub_date: '2026-03-01T10:00:00+01:00',
          platforms: { ...JSON.parse(mac).platforms, ...JSON.parse(win).platforms },
        },
        null,
        2,
      ),
      summary: '`latest.json` was merged from `mac`, `win`: 3 platforms',
      note: undefined,
    })
  })

  test.each([
    ['tabs and a line end', '{\r\n\t"version": "1.2.3"', '\n', '{\n\t"version": "1.2.3",\n\t"platforms": {\n\t\t'],
    ['one line', '{"version": "1.2.3"', '', '{"version":"1.2.3","platforms":{"mac":{'],
  ])('are written like the first one: %s', (_, start, end, expected) => {
    const one = `\uFEFF${start}, "platforms": {"mac": {"url": "https://a/b", "signature": "x"}}}${end}`
    const merged = merge(one, win)
    expect(merged.startsWith(expected)).toBe(true)
    expect(merged.endsWith('}\n')).toBe(end === '\n')
  })

  test('may have the same platform twice if it is equal, whatever the order of its fields', () => {
    const turned = '{"version":"1.2.3","platforms":{"a":{"signature":"x","url":"https://a/b"}}}'
    const one = '{"version":"1.2.3","platforms":{"a":{"url":"https://a/b","signature":"x"}}}'
    expect(merge(one, turned)).toBe(one)
  })

  test.each([
    [
      'a platform',
      tauriFeed({ 'darwin-aarch64': 'Other.app.tar.gz' }),
      'the platform `darwin-aarch64` is in both, with other content',
    ],
    ['notes', tauriFeed({ a: 'a' }, { notes: 'Other.' }), '`notes` is not the same in both'],
    [
      'the version',
      tauriFeed({ a: 'a' }, { version: '1.2.4' }),
      '`version` is 1.2.3 in the one and 1.2.4 in the other',
    ],
  ])('cannot be merged if they differ in %s', (_, other, expected) => {
    expect(problem(mac, other)).toBe(expected)
  })

  test.each([
    ['{', "is not valid JSON (Expected property name or '}' in JSON at position 1 (line 1 column 2))"],
    ['null', 'is not a feed of Tauri: has no fields'],
    ['{}', 'is not a feed of Tauri: `version` is not a text'],
    ['{"version":"1","url":"a","signature":"b"}', 'is not a feed of Tauri: `platforms` has no platform'],
    ['{"version":"1","platforms":{}}', 'is not a feed of Tauri: `platforms` has no platform'],
    ['{"version":"1","platforms":[]}', 'is not a feed of Tauri: `platforms` has no platform'],
    [
      '{"version":"1","platforms":{"a":{"url":"b"}}}',
      'is not a feed of Tauri: an entry of `platforms` has no `url` or no `signature`',
    ],
    [
      '{"version":"1","platforms":{"a":[]}}',
      'is not a feed of Tauri: an entry of `platforms` has no `url` or no `signature`',
    ],
    [
      '{"version":"1","pub_date":1,"platforms":{"a":{"url":"b","signature":"c"}}}',
      'is not a feed of Tauri: `pub_date` is not a text',
    ],
    [VELOPACK_FEED, 'is not a feed of Tauri: `version` is not a text'],
  ])('cannot be merged with %s', (text, expected) => {
    expect(problem(mac, text)).toBe(`that of \`win\` ${expected}`)
  })

  test('are recognised only by `latest*.json`: those of Velopack are not merged', () => {
    expect(mergeTwo(mac, win, 'v1/latest-beta.json').kind).toBe('merged')
    expect(problem(VELOPACK_FEED, VELOPACK_FEED, 'releases.win.json')).toBe(
      'that of `mac` does not have the name of a feed of electron-updater (`*.yml`) or Tauri (`latest*.json`)',
    )
  })

  test('pollute no prototype', () => {
    const entry = '{"url":"https://a/b","signature":"x"}'
    const polluting = `{"version":"1.2.3","__proto__":{"polluted":true},"platforms":{"__proto__":${entry},"constructor":${entry}}}`
    const merged = merge('{"version":"1.2.3","platforms":{"a":{"url":"https://a/b","signature":"x"}}}', polluting)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(merged).toBe(
      `{"version":"1.2.3","platforms":{"a":${entry},"__proto__":${entry},"constructor":${entry}},"__proto__":{"polluted":true}}`,
    )
  })

  test('give the same bytes however often they are merged', () => {
    const platforms = fc.dictionary(
      fc.constantFrom('darwin-aarch64', 'darwin-x86_64', 'linux-x86_64'),
      fc.constant('App.bin'),
      { minKeys: 1 },
    )
    const feed = platforms.map((all) => tauriFeed(all))
    fc.assert(
      fc.property(feed, feed, feed, (a, b, c) => {
        const whole = merge(merge(a, b), c)
        expect(merge(a, merge(b, c))).toBe(whole)
        expect(merge(whole, b)).toBe(whole)
        expect(merge(whole, whole)).toBe(whole)
      }),
    )
  })

  test('never make merging throw', () => {
    const text = fc.oneof(fc.json(), fc.string(), fc.constant(mac))
    fc.assert(fc.property(text, text, (one, other) => ['merged', 'refused'].includes(mergeTwo(one, other).kind)))
  })
})
