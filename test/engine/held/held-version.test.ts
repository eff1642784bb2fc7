/** Names that move with each release, where other jobs hold them: the step that publishes gives them their version, or leaves them. */
import { describe, expect, test } from 'vitest'
import { asActionError } from '../../../src/core/errors/errors.ts'
import { keyMatcher } from '../../../src/core/naming/key-pattern.ts'
import type { HeldObject } from '../../../src/core/records/held-object.ts'
import { pointersOf } from '../../../src/core/release/pointers.ts'
import { parseVersion } from '../../../src/core/release/version.ts'
import { type HeldSettings, publishHeld } from '../../../src/jobs/publish-held.ts'
import type { UploadSettings } from '../../../src/jobs/upload.ts'
import { createMemoryHeldCache, lookupOf } from '../held-cache.ts'
import { heldBy, portsOf, type RecordSource, settingsOf } from '../held-world.ts'
import { failing, failure } from '../memory-store.ts'
import { bytesOf, createWorld, PART_BYTES, type World } from '../world.ts'

const HEADER = 'x-oss-meta-release-version'
const FEED = 'latest.yml'
const FILES = { 'a.bin': bytesOf(3 * PART_BYTES), [FEED]: bytesOf(PART_BYTES + 20) }
const last = [keyMatcher(FEED)]

function moving(text: string, { allowOlder = false, patterns = [FEED] } = {}): Partial<HeldSettings> {
  const version = parseVersion(text)
  if (version === undefined) throw new Error('not understood')
  return { moving: { version, allowOlder, pointers: pointersOf(patterns) }, publishLast: patterns.map(keyMatcher) }
}

const headersOf = (key: string) => ({
  'content-type': 'text/yaml',
  ...(key === FEED ? { 'cache-control': 'no-cache' } : {}),
})

async function held(more: Partial<UploadSettings> = {}) {
  const world = createWorld(FILES)
  return { world, source: await heldBy(world, { publishLast: last, headersOf, ...more }) }
}

function stands(world: World, version: string): void {
  const headers = { 'content-type': 'text/yaml', [HEADER]: version }
  world.store.objects.set(FEED, { bytes: bytesOf(9), etag: 'theirs', headers })
}

const versionOf = (world: World) => world.store.objects.get(FEED)?.headers?.[HEADER]

/** The record as the cache has it: by its name alone, which binds nothing. */
function unbound({ record }: RecordSource) {
  return {
    source: { kind: 'name', name: record.name, sha256: undefined } as const,
    ports: (text: string) => ({ records: { ...createMemoryHeldCache(), load: async () => lookupOf(text) } }),
  }
}

function altered(source: RecordSource, alter: (object: HeldObject) => HeldObject): RecordSource {
  return { ...source, record: { ...source.record, objects: source.record.objects.map(alter) } }
}

async function codeOf(run: ReturnType<typeof publishHeld>): Promise<string | undefined> {
  return run.then(
    ({ failed }) => asActionError(failed[0]?.error)?.code,
    (error: unknown) => asActionError(error)?.code,
  )
}

describe('a held pointer', () => {
  test('gets its version and its own headers when it becomes visible, and its upload is aborted', async () => {
    const { world, source } = await held()
    const { failed, published } = await publishHeld(settingsOf([source], moving('1.2.0')), portsOf(world))
    expect([failed, published.length]).toEqual([[], 2])
    expect([...world.store.objects.keys()]).toEqual(['a.bin', FEED])
    expect(world.store.objects.get(FEED)?.headers).toMatchObject({ [HEADER]: '1.2.0', 'cache-control': 'no-cache' })
    expect(world.store.objects.get(FEED)?.bytes.equals(FILES[FEED])).toBe(true)
    expect(world.store.uploads.size).toBe(0)
  })

  test('is left as it is if the bucket has a newer version, and all others are published', async () => {
    const { world, source } = await held()
    stands(world, '1.3.0')
    const result = await publishHeld(settingsOf([source], moving('1.2.0')), portsOf(world))
    expect(result.failed).toEqual([])
    expect(result.kept.map(({ file, version }) => [file.key, version])).toEqual([[FEED, '1.3.0']])
    expect(result.published.map(({ file }) => file.key)).toEqual(['a.bin'])
    expect(versionOf(world)).toBe('1.3.0')
    expect(world.store.uploads.size).toBe(0)
    expect(world.log.join('\n')).toContain('latest.yml (1.3.0 is there)')
  })

  test('is left as it is if a newer version appears while the others are published', async () => {
    const { world, source } = await held()
    world.store.strike = ({ operation, key }) => {
      if (operation === 'completeUpload' && key === 'a.bin') stands(world, '2.0.0')
      return undefined
    }
    const result = await publishHeld(settingsOf([source], moving('1.2.0')), portsOf(world))
    expect(result.kept.map(({ version }) => version)).toEqual(['2.0.0'])
    expect([versionOf(world), world.store.uploads.size]).toEqual(['2.0.0', 0])
  })

  test('goes back with allow-older', async () => {
    const { world, source } = await held()
    stands(world, '1.3.0')
    const settings = settingsOf([source], moving('1.2.0', { allowOlder: true }))
    expect((await publishHeld(settings, portsOf(world))).failed).toEqual([])
    expect(versionOf(world)).toBe('1.2.0')
  })

  test('that is in the bucket already gets its version without a byte being sent', async () => {
    const world = createWorld(FILES)
    world.store.objects.set(FEED, { bytes: FILES[FEED], etag: 'there', headers: headersOf(FEED) })
    const source = await heldBy(world, { publishLast: last, headersOf, overwrite: 'if-changed' })
    const { failed } = await publishHeld(settingsOf([source], moving('1.2.0')), portsOf(world))
    expect([failed, world.store.sentBytes(FEED), versionOf(world)]).toEqual([[], 0, '1.2.0'])
  })

  test('is listed in a dry run, which changes nothing', async () => {
    const { world, source } = await held()
    stands(world, '1.3.0')
    await publishHeld(settingsOf([source], { ...moving('1.2.0'), dryRun: true }), portsOf(world))
    expect(world.log.join('\n')).toContain('latest.yml would stay as it is: 1.3.0 is there.')
    expect(world.store.objects.has('a.bin')).toBe(false)
  })
})

describe('a step that was killed', () => {
  test.for([
    ['when the pointer was put, and not let go yet', 'abortUpload', true],
    ['when nobody knows whether the pointer was put', 'putObject', true],
    ['before the pointer was put', 'putObject', false],
  ] as const)('%s is continued', async ([, operation, done]) => {
    const { world, source } = await held()
    const settings = settingsOf([source], moving('1.2.0'))
    world.store.strike = (call) =>
      call.operation === operation && call.key === FEED
        ? { kind: 'fail', error: failure('permanent'), done }
        : undefined
    await publishHeld(settings, portsOf(world))
    world.store.strike = () => undefined
    const { failed, published } = await publishHeld(settings, portsOf(world))
    expect([failed, published.length, versionOf(world)]).toEqual([[], 2, '1.2.0'])
    expect(world.store.uploads.size).toBe(0)
    const again = await publishHeld(settings, portsOf(world))
    expect([again.failed, again.published.length]).toEqual([[], 2])
  })
})

describe('the content in a record', () => {
  const other = Buffer.from(bytesOf(PART_BYTES + 20, 5))

  test('that is not what OSS lists is refused, and nothing becomes visible', async () => {
    const { world, source } = await held()
    const forged = altered(source, (one) => (one.key === FEED ? { ...one, content: other.toString('base64') } : one))
    expect(await codeOf(publishHeld(settingsOf([forged], moving('1.2.0')), portsOf(world)))).toBe('held-changed')
    expect(world.store.objects.size).toBe(0)
  })

  test('is only used from a bound record if parts may not be listed', async () => {
    const { world, source } = await held()
    world.store.strike = failing('listParts', 'denied')
    const { formatHeld } = await import('../../../src/core/records/held.ts')
    const cached = unbound(source)
    const run = publishHeld(
      settingsOf([cached.source], moving('1.2.0')),
      portsOf(world, cached.ports(formatHeld(source.record))),
    )
    expect(await codeOf(run)).toBe('held-not-bound')
    expect(world.store.objects.size).toBe(0)
    expect((await publishHeld(settingsOf([source], moving('1.2.0')), portsOf(world))).failed).toEqual([])
    expect(versionOf(world)).toBe('1.2.0')
  })

  test('of an upload that somebody removed is only used from a bound record', async () => {
    const { world, source } = await held()
    for (const [id, { key }] of world.store.uploads) if (key === FEED) world.store.uploads.delete(id)
    const { formatHeld } = await import('../../../src/core/records/held.ts')
    const cached = unbound(source)
    const ports = portsOf(world, cached.ports(formatHeld(source.record)))
    expect(await codeOf(publishHeld(settingsOf([cached.source], moving('1.2.0')), ports))).toBe('held-gone')
    expect(world.store.objects.size).toBe(0)
  })
})

describe('a pointer that is too large for a record', () => {
  const files = { 'a.bin': bytesOf(PART_BYTES), [FEED]: bytesOf(257 * 1024) }
  const withVersion = (key: string) => ({ ...headersOf(key), ...(key === FEED ? { [HEADER]: '1.2.0' } : {}) })

  test('stops the release before anything is visible if its job gave it no version, and the error names the job', async () => {
    const world = createWorld(files)
    const source = await heldBy(world, { publishLast: last, headersOf })
    const run = publishHeld(settingsOf([source], moving('1.2.0')), portsOf(world))
    await expect(run).rejects.toThrow('latest.yml, held by `leg`')
    expect(world.store.objects.size).toBe(0)
  })

  test('is published with the version that its job gave it', async () => {
    const world = createWorld(files)
    const source = await heldBy(world, { publishLast: last, headersOf: withVersion })
    expect((await publishHeld(settingsOf([source], moving('1.2.0')), portsOf(world))).failed).toEqual([])
    expect(versionOf(world)).toBe('1.2.0')
    const other = settingsOf([source], moving('1.2.1'))
    expect(await codeOf(publishHeld(other, portsOf(world)))).toBe('held-without-version')
  })
})

test('a folder with a version is copied with that version, whatever the size of its files', async () => {
  const line = { pattern: '**', excludes: [] }
  const match = {
    ...({ includeHiddenFiles: false, followSymbolicLinks: true, layout: 'pattern-root', keyPrefix: '' } as const),
    lines: ['v1/', 'latest/'].map((prefix) => ({ ...line, mapping: { kind: 'prefix', prefix } as const })),
    reservedKeys: [],
  }
  const world = createWorld({ 'a.bin': bytesOf(300 * 1024), 'b.txt': bytesOf(10) })
  const source = await heldBy(world, { match, headersOf })
  const settings = settingsOf([source], moving('1.2.0', { patterns: ['latest/**'] }))
  expect((await publishHeld(settings, portsOf(world))).failed).toEqual([])
  const headers = (key: string) => world.store.objects.get(key)?.headers?.[HEADER]
  expect(['v1/a.bin', 'latest/a.bin', 'latest/b.txt'].map(headers)).toEqual([undefined, '1.2.0', '1.2.0'])
  const older = settingsOf([source], moving('1.1.0', { patterns: ['latest/**'] }))
  const { kept, failed } = await publishHeld(older, portsOf(world))
  expect([failed, kept.map(({ file }) => file.key)]).toEqual([[], ['latest/a.bin', 'latest/b.txt']])
})
