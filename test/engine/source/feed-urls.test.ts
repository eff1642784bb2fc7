/** `feed-urls: rewrite`: feeds of a release name the public URLs of its assets. */
import { describe, expect, test } from 'vitest'
import { crc64, formatCrc64 } from '../../../src/core/bytes/crc64.ts'
import type { ActionError } from '../../../src/core/errors/errors.ts'
import { VERSION_HEADER } from '../../../src/core/naming/headers.ts'
import { keyMatcher } from '../../../src/core/naming/key-pattern.ts'
import type { HeldRecord } from '../../../src/core/records/held.ts'
import { pointersOf } from '../../../src/core/release/pointers.ts'
import { parseVersion } from '../../../src/core/release/version.ts'
import { publishHeld } from '../../../src/jobs/publish-held.ts'
import type { UploadSettings } from '../../../src/jobs/upload.ts'
import { SPARKLE_SIGNATURE, sparkleFeed, tauriFeed } from '../../core/release/feeds/samples.ts'
import { BUCKET_ID, portsOf, settingsOf } from '../held-world.ts'
import { failure } from '../memory-store.ts'
import { bytesOf, PART_BYTES } from '../world.ts'
import { createReleaseWorld, type ReleaseWorld, sha256Of } from './release-world.ts'

const GITHUB = 'https://github.com/acme/app/releases/download/v1.2.3'
const HERE = 'https://dl.example.com'
const BIG = bytesOf(3 * PART_BYTES, 1)
const FEED = Buffer.from(tauriFeed({ 'windows-x86_64': 'app.exe', 'darwin-x86_64': 'app.dmg' }))
const REWRITTEN = Buffer.from(FEED.toString().replaceAll(GITHUB, HERE))

const feedUrls = { urlOf: (key: string) => `${HERE}/${key}` }
const rewriting: Partial<UploadSettings> = { feedUrls, publishLast: [keyMatcher('latest.json')] }

const named = (world: ReleaseWorld, name: string, bytes: Buffer, more = {}) =>
  world.asset(name, bytes, { browserUrl: `${GITHUB}/${name}`, ...more })

function withFeed(feed = FEED, name = 'latest.json', more = {}): ReleaseWorld {
  const world = createReleaseWorld()
  world.assets = [
    named(world, 'app.exe', BIG),
    named(world, 'app.dmg', bytesOf(900, 2)),
    named(world, name, feed, more),
  ]
  return world
}

const bytesAt = (world: ReleaseWorld, key: string) => world.store.objects.get(key)?.bytes.toString()
const headersAt = (world: ReleaseWorld, key: string) => world.store.objects.get(key)?.headers ?? {}

test('the object has the public URLs and the digests of its own bytes, and the log names each change', async () => {
  const world = withFeed()
  const { failed, published, sha256, merged } = await world.runRelease(rewriting)
  expect(failed).toEqual([])
  expect(bytesAt(world, 'latest.json')).toBe(REWRITTEN.toString())
  expect(sha256.get('latest.json')).toBe(sha256Of(REWRITTEN))
  expect(headersAt(world, 'latest.json')['x-oss-meta-sha256']).toBe(sha256Of(REWRITTEN))
  expect(published.map(({ file: { key, sizeBytes, isRewritten } }) => [key, sizeBytes, isRewritten])).toEqual([
    ['app.dmg', 900, undefined],
    ['app.exe', BIG.length, undefined],
    ['latest.json', REWRITTEN.length, true],
  ])
  expect(merged).toEqual(['In `latest.json`, 2 URLs of GitHub are replaced by public URLs'])
  expect(world.log.join('\n')).toContain('In `latest.json`, 2 URLs of GitHub are replaced')
})

test('without the setting the object has the same bytes as the asset', async () => {
  const world = withFeed()
  await world.runRelease()
  expect(bytesAt(world, 'latest.json')).toBe(FEED.toString())
})

describe('with `if-changed`', () => {
  const again: Partial<UploadSettings> = { ...rewriting, overwrite: 'if-changed' }

  test.each(['app.exe', 'latest.json'])('a second run fetches and sends nothing unless %s changed', async (name) => {
    const world = withFeed()
    await world.runRelease(rewriting)
    world.fetched.length = 0
    const second = await world.runRelease(again)
    expect([world.fetched, second.progress.sentBytes]).toEqual([[], 0])
    expect(second.published[2]?.file.isRewritten).toBe(true)
    expect(second.sha256.get('latest.json')).toBe(sha256Of(REWRITTEN))
    const other = name === 'app.exe' ? bytesOf(3 * PART_BYTES, 5) : Buffer.from(`${FEED}\n`)
    world.assets = world.assets.map((asset) => (asset.name === name ? named(world, name, other) : asset))
    expect((await world.runRelease(again)).failed).toEqual([])
    expect(world.fetched).toEqual([name])
    const expected = name === 'app.exe' ? REWRITTEN.toString() : `${REWRITTEN}\n`
    expect(bytesAt(world, 'latest.json')).toBe(expected)
  })

  test('checksums and indexes vouch only for bytes of feeds that this run has read', async () => {
    const index = { ...feedUrls, key: 'release.json', version: undefined }
    for (const more of [{ checksumsKey: 'SUMS' }, { index }, { hold: true, publish: 'hold' }] as const) {
      const world = withFeed()
      await world.runRelease(rewriting)
      world.fetched.length = 0
      const evil = Buffer.from(REWRITTEN.toString().replace('app.exe', 'bad.exe'))
      const object = world.store.objects.get('latest.json')
      const digests = { 'x-oss-meta-sha256': sha256Of(evil), 'x-oss-meta-crc64': formatCrc64(crc64(evil)) }
      if (object !== undefined)
        world.store.objects.set('latest.json', { ...object, bytes: evil, headers: { ...object.headers, ...digests } })
      const { sha256 } = await world.runRelease({ ...again, ...more })
      expect(sha256.get('latest.json')).toBe(sha256Of(REWRITTEN))
      expect(new Set(world.fetched)).toEqual(new Set(['latest.json']))
    }
  })

  test('a feed is rewritten again after the public URL changed, or if it was published unchanged before', async () => {
    const world = withFeed()
    await world.runRelease()
    expect((await world.runRelease(again)).failed).toEqual([])
    expect(bytesAt(world, 'latest.json')).toBe(REWRITTEN.toString())
    const moved = { urlOf: (key: string) => `https://cdn.example.com/${key}` }
    expect((await world.runRelease({ ...again, feedUrls: moved })).failed).toEqual([])
    expect(bytesAt(world, 'latest.json')).toBe(FEED.toString().replaceAll(GITHUB, 'https://cdn.example.com'))
    expect((await world.runRelease({ overwrite: 'if-changed' })).failed).toEqual([])
    expect(bytesAt(world, 'latest.json')).toBe(FEED.toString())
  })

  test('an asset that is added to the release changes what the object of the feed says, quietly also if it cannot', async () => {
    for (const mayCopy of [true, false]) {
      const world = withFeed()
      await world.runRelease(rewriting)
      const before = headersAt(world, 'latest.json')['x-oss-meta-feed-urls']
      world.assets = [...world.assets, named(world, 'app.deb', bytesOf(20, 8))]
      world.log.length = 0
      world.store.strike = ({ operation }) =>
        operation === 'copyObject' && !mayCopy ? { kind: 'fail', error: failure('denied') } : undefined
      const { failed, published } = await world.runRelease(again)
      expect([failed, published.find(({ file }) => file.key === 'latest.json')?.bytesSent]).toEqual([[], 0])
      expect(headersAt(world, 'latest.json')['x-oss-meta-feed-urls'] === before).toBe(!mayCopy)
      expect(world.log.join('\n')).not.toContain('keeps the headers')
    }
  })

  test('a feed with nothing to rewrite is not fetched again by the second run either', async () => {
    const world = withFeed(Buffer.from('version: 1.2.3\nfiles:\n  - url: app.exe\n'), 'latest.yml')
    const { published } = await world.runRelease(rewriting)
    expect(published[2]?.file.isRewritten).toBeUndefined()
    world.fetched.length = 0
    await world.runRelease(again)
    expect(world.fetched).toEqual([])
  })

  test('a feed for which GitHub has no digest is recognized by the second run, rewritten or not', async () => {
    const about = { sha256: undefined, updatedAt: '2024-01-01T00:00:00Z' }
    for (const [feed, isRewritten] of [
      [FEED, true],
      [Buffer.from('{}'), undefined],
    ] as const) {
      const world = withFeed(feed, 'latest.json', about)
      await world.runRelease(rewriting)
      world.fetched.length = 0
      const { published } = await world.runRelease(again)
      expect([world.fetched, published[2]?.file.isRewritten]).toEqual([[], isRewritten])
    }
  })

  test('an object whose metadata does not match its bytes is not used as the feed', async () => {
    const world = withFeed()
    await world.runRelease(rewriting)
    const object = world.store.objects.get('latest.json')
    if (object !== undefined)
      world.store.objects.set('latest.json', { ...object, bytes: Buffer.from('{"evil": true}') })
    expect((await world.runRelease(again)).failed).toEqual([])
    expect(bytesAt(world, 'latest.json')).toBe(REWRITTEN.toString())
  })
})

test('the digest from GitHub is compared with the fetched bytes, before they are rewritten', async () => {
  const world = withFeed()
  world.damages = (name) => name === 'latest.json'
  await expect(world.runRelease(rewriting)).rejects.toMatchObject({ code: 'asset-digest' })
  expect([...world.store.objects]).toEqual([])
})

test('a feed that is replaced while the step runs is not published', async () => {
  const world = withFeed()
  world.onList = (nth) => {
    if (nth === 2)
      world.assets = world.assets.map((one) => (one.name === 'latest.json' ? named(world, one.name, FEED) : one))
  }
  const { failed } = await world.runRelease(rewriting)
  expect(failed.map(({ file, error }) => [file.key, (error as ActionError).code])).toContainEqual([
    'latest.json',
    'release-changed',
  ])
  expect(bytesAt(world, 'latest.json')).toBeUndefined()
})

test.each([
  ['latest.json', '{', /`latest.json` is not valid JSON/],
  ['latest.yml', 'a: *b', /`latest.yml` has an alias/],
  ['appcast.xml', sparkleFeed({ url: `${GITHUB}/app.dmg`, end: SPARKLE_SIGNATURE }), /is signed, and its signature/],
  ['latest.json', Buffer.from([0x22, 0xff, 0x22]), /is not valid UTF-8/],
  ['latest.json', Buffer.alloc(8 * 1024 ** 2 + 1, ' '), /is larger than 8\.0 MiB/],
])('%s that cannot be rewritten fails before anything is sent: %#', async (name, feed, problem) => {
  const world = withFeed(Buffer.from(feed), name)
  await expect(world.runRelease(rewriting)).rejects.toMatchObject({
    code: 'feed-urls',
    message: expect.stringMatching(problem),
  })
  expect(world.store.calls.filter(({ operation }) => operation !== 'headObject')).toEqual([])
})

test('a feed that is not rewritten may have a signature, and a feed in UTF-16 is rewritten', async () => {
  const signed = withFeed(Buffer.from(sparkleFeed({ url: `${HERE}/x`, end: SPARKLE_SIGNATURE })), 'appcast.xml')
  expect((await signed.runRelease(rewriting)).failed).toEqual([])
  const text = `\uFEFF<a Uri="${GITHUB}/app.exe">\r\n</a>`
  for (const swap of [false, true]) {
    const encode = (one: string) => (swap ? Buffer.from(one, 'utf16le').swap16() : Buffer.from(one, 'utf16le'))
    const world = withFeed(encode(text), 'app.appinstaller')
    await world.runRelease(rewriting)
    expect(world.store.objects.get('app.appinstaller')?.bytes).toEqual(encode(text.replace(GITHUB, HERE)))
  }
})

test('a dry run fetches no feed, and says which changes it does not know', async () => {
  const world = withFeed()
  await world.runRelease({ ...rewriting, dryRun: true })
  expect(world.fetched).toEqual([])
  expect(world.log.join('\n')).toContain('URLs of GitHub in `latest.json` would be rewritten')
  await world.runRelease(rewriting)
  world.fetched.length = world.log.length = 0
  await world.runRelease({ ...rewriting, dryRun: true, overwrite: 'if-changed' })
  expect(world.fetched).toEqual([])
  expect(world.log.filter((line) => line.includes('skipped: '))).toHaveLength(3)
})

test('with shards the feed gets the URLs of the assets of all shards, and only one runner fetches it', async () => {
  const world = withFeed()
  for (const index of [0, 1]) await world.runRelease({ ...rewriting, shard: { index, count: 2 } })
  expect(bytesAt(world, 'latest.json')).toBe(REWRITTEN.toString())
  expect(world.fetched.filter((name) => name === 'latest.json')).toHaveLength(1)
})

test('an asset that is not published keeps its URL in the feed, and a notice says so', async () => {
  const world = withFeed()
  await world.runRelease({ ...rewriting, lines: ['*.exe', 'latest.json'] })
  expect(bytesAt(world, 'latest.json')).toBe(FEED.toString().replace(`${GITHUB}/app.exe`, `${HERE}/app.exe`))
  expect(world.log.join('\n')).toContain(`\`latest.json\` still has GitHub's URLs of this release`)
  expect(world.log.join('\n')).toContain(`${GITHUB}/app.dmg`)
})

test('URLs in a feed of a draft that its assets get later are rewritten', async () => {
  const world = createReleaseWorld()
  world.release = { ...world.release, tag: 'v1.2.3', isDraft: true }
  const browserUrl = `${GITHUB.replace('v1.2.3', 'untagged-abc')}/app.exe`
  world.assets = [
    world.asset('app.exe', BIG, { browserUrl }),
    world.asset('latest.json', Buffer.from(`["${GITHUB}/app.exe","${browserUrl}"]`)),
  ]
  await world.runRelease(rewriting)
  expect(bytesAt(world, 'latest.json')).toBe(`["${HERE}/app.exe","${HERE}/app.exe"]`)
})

test('a held feed is rewritten by the job that holds it, and the job that publishes it reports this', async () => {
  const world = withFeed()
  const { held = [] } = await world.runRelease({ ...rewriting, hold: true, publish: 'hold' })
  const record: HeldRecord = {
    ...{ bucket: BUCKET_ID, runId: '1', runAttempt: '1', name: 'leg', job: 'job', createdMs: 1 },
    objects: held,
  }
  const settings = settingsOf([{ kind: 'record', text: '', record }], { publishLast: [keyMatcher('latest.json')] })
  const { published, sha256 } = await publishHeld(settings, portsOf(world))
  expect(bytesAt(world, 'latest.json')).toBe(REWRITTEN.toString())
  expect(sha256.get('latest.json')).toBe(sha256Of(REWRITTEN))
  expect(headersAt(world, 'latest.json')['x-oss-meta-sha256']).toBe(sha256Of(REWRITTEN))
  expect(published.filter(({ file }) => file.isRewritten === true).map(({ file }) => file.key)).toEqual(['latest.json'])
})

test('a feed with two keys is rewritten once, and an asset with two keys gets the URL of the first one', async () => {
  const world = withFeed()
  const mapped = (pattern: string, key: string) => ({ pattern, mapping: { kind: 'key', key } as const, excludes: [] })
  const lines = [
    mapped('app.exe', 'v1/app.exe'),
    { pattern: 'app.*', mapping: undefined, excludes: [] },
    { pattern: 'latest.json', mapping: undefined, excludes: [] },
    mapped('latest.json', 'update'),
  ]
  const match = { ...{ lines, includeHiddenFiles: false, followSymbolicLinks: true, keyPrefix: '', reservedKeys: [] } }
  await world.runRelease({ ...rewriting, match: { ...match, layout: 'pattern-root' } })
  const expected = REWRITTEN.toString().replace(`${HERE}/app.exe`, `${HERE}/v1/app.exe`)
  expect([bytesAt(world, 'latest.json'), bytesAt(world, 'update')]).toEqual([expected, expected])
  expect(world.fetched.filter((name) => name === 'latest.json')).toHaveLength(1)
})

test('an asset whose key is that of a feed is rewritten, whatever its own name is', async () => {
  const world = createReleaseWorld()
  world.assets = [named(world, 'app.exe', BIG), named(world, 'tauri.txt', FEED)]
  const lines = ['app.exe', 'tauri.txt'].map((pattern) => ({
    ...{ pattern, excludes: [] },
    mapping: pattern === 'app.exe' ? undefined : ({ kind: 'key', key: 'v1/latest.json' } as const),
  }))
  const match = { ...{ lines, includeHiddenFiles: false, followSymbolicLinks: true, keyPrefix: '', reservedKeys: [] } }
  await world.runRelease({ ...rewriting, match: { ...match, layout: 'pattern-root' } })
  expect(bytesAt(world, 'v1/latest.json')).toContain(`${HERE}/app.exe`)
})

test('feeds that are merged have rewritten URLs', async () => {
  const world = createReleaseWorld()
  const feeds = ['x64', 'arm64'].map((arch) => tauriFeed({ [`windows-${arch}`]: `app-${arch}.exe` }))
  world.assets = [
    ...['x64', 'arm64'].map((arch, index) => named(world, `app-${arch}.exe`, bytesOf(500, index))),
    ...feeds.map((feed, index) => named(world, `latest-${index}.json`, Buffer.from(feed))),
  ]
  const keyed = world.assets.map(({ name }) => ({
    ...{ pattern: name, excludes: [] },
    mapping: name.endsWith('.json') ? ({ kind: 'key', key: 'latest.json' } as const) : undefined,
  }))
  const match = {
    ...{ lines: keyed, includeHiddenFiles: false, followSymbolicLinks: true },
    keyPrefix: '',
    reservedKeys: [],
  }
  for (const overwrite of ['always', 'if-changed'] as const) {
    const { failed, published } = await world.runRelease({
      ...rewriting,
      overwrite,
      match: { ...match, layout: 'pattern-root' },
    })
    expect(failed).toEqual([])
    const text = bytesAt(world, 'latest.json')
    expect([`${HERE}/app-x64.exe`, `${HERE}/app-arm64.exe`].filter((url) => text?.includes(url))).toHaveLength(2)
    expect(text).not.toContain(GITHUB)
    expect(published.map(({ bytesSent }) => bytesSent > 0)).toEqual(Array(3).fill(overwrite === 'always'))
  }
})

test('`overwrite: never` accepts the object that an earlier run rewrote, and fails for one that was published unchanged', async () => {
  const world = withFeed()
  await world.runRelease(rewriting)
  world.fetched.length = 0
  const again = await world.runRelease({ ...rewriting, overwrite: 'never' })
  expect([again.failed, world.fetched]).toEqual([[], []])
  const other = withFeed()
  await other.runRelease()
  await expect(other.runRelease({ ...rewriting, overwrite: 'never' })).rejects.toMatchObject({ code: 'object-exists' })
})

test('the bytes are made again if the object is deleted between two HEAD requests', async () => {
  const world = withFeed()
  await world.runRelease(rewriting)
  world.fetched.length = 0
  let looks = 0
  world.store.strike = ({ operation, key }) => {
    if (operation === 'headObject' && key === 'latest.json') looks += 1
    if (looks === 2) world.store.objects.delete('latest.json')
    return undefined
  }
  expect((await world.runRelease({ ...rewriting, overwrite: 'if-changed' })).failed).toEqual([])
  expect(bytesAt(world, 'latest.json')).toBe(REWRITTEN.toString())
  expect(world.fetched).toEqual(['latest.json'])
})

test('a signature of the feed beside it is an error, and a checksums file that names it is a warning', async () => {
  const world = withFeed()
  const sums = Buffer.from(`${sha256Of(FEED)}  latest.json\n`)
  world.assets = [...world.assets, named(world, 'latest.json.asc', Buffer.from('x')), named(world, 'SHA256SUMS', sums)]
  await expect(world.runRelease(rewriting)).rejects.toThrow(/has a signature beside it, `latest.json.asc`/)
  await world.runRelease({ ...rewriting, lines: ['app.*', 'latest.json', 'SHA256SUMS'] })
  expect(world.log.join('\n')).toContain(
    '`SHA256SUMS` has the checksum of `latest.json` before its URLs were rewritten',
  )
})

test('a feed that stays at a newer version is neither fetched nor said to be rewritten', async () => {
  const world = withFeed()
  const moving = (text: string) => {
    const version = parseVersion(text)
    if (version === undefined) throw new Error(text)
    return { version, allowOlder: false, pointers: pointersOf(['latest.json']) }
  }
  const headersOf = (text: string) => (key: string) => (key === 'latest.json' ? { [VERSION_HEADER]: text } : {})
  await world.runRelease({ ...rewriting, moving: moving('2.0.0'), headersOf: headersOf('2.0.0') })
  world.fetched.length = world.log.length = 0
  const older = {
    ...rewriting,
    overwrite: 'if-changed',
    moving: moving('1.0.0'),
    headersOf: headersOf('1.0.0'),
  } as const
  const { kept, merged } = await world.runRelease(older)
  expect([kept.map(({ file }) => file.key), merged, world.fetched]).toEqual([['latest.json'], [], []])
})

test('a feed that is uploaded in parts is continued by another attempt', async () => {
  const notes = bytesOf(3 * PART_BYTES, 7).toString('hex')
  const world = withFeed(Buffer.from(tauriFeed({ a: 'app.exe' }, { notes })))
  const partsOf = () =>
    world.store.calls.filter(({ operation, key }) => operation === 'uploadPart' && key === 'latest.json')
  world.store.strike = ({ operation, key }) => {
    if (operation === 'completeUpload' && key === 'latest.json') world.cancel()
    return undefined
  }
  await world.runRelease(rewriting).catch(() => {})
  const sent = partsOf().length
  world.store.strike = () => undefined
  expect((await world.runRelease(rewriting)).failed).toEqual([])
  expect(sent).toBeGreaterThan(5)
  expect(partsOf()).toHaveLength(sent)
  expect(bytesAt(world, 'latest.json')).toContain(`${HERE}/app.exe`)
})

test('feeds that are too large in total are an error, before any is fetched', async () => {
  const world = createReleaseWorld()
  const feed = Buffer.alloc(8 * 1024 ** 2, ' ')
  world.assets = Array.from({ length: 5 }, (_, index) => named(world, `latest-${index}.json`, feed))
  await expect(world.runRelease(rewriting)).rejects.toThrow('5 feeds of 40.0 MiB in all are more than the 32.0 MiB')
  expect(world.fetched).toEqual([])
})
