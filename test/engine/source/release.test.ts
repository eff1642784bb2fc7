/** A release whose assets are the files. */
import { describe, expect, test } from 'vitest'
import { ActionError } from '../../../src/core/errors/errors.ts'
import type { ReleaseAsset } from '../../../src/core/release/github/release.ts'
import { bytesOf, PART_BYTES } from '../world.ts'
import { createReleaseWorld, type ReleaseWorld, sha256Of } from './release-world.ts'

const BIG = bytesOf(5 * PART_BYTES, 1)
const OTHER = bytesOf(5 * PART_BYTES, 2)
const SMALL = bytesOf(900, 3)

function withAssets(): ReleaseWorld {
  const world = createReleaseWorld()
  world.assets = [world.asset('big.exe', BIG), world.asset('other.dmg', OTHER), world.asset('small.txt', SMALL)]
  return world
}

const bytesAt = (world: ReleaseWorld, key: string) => world.store.objects.get(key)?.bytes

test('every asset is fetched once, published, and listed with its SHA-256', async () => {
  const world = withAssets()
  const result = await world.runRelease()
  expect(result.failed).toEqual([])
  expect([...world.fetched].sort()).toEqual(['big.exe', 'other.dmg', 'small.txt'])
  for (const [key, bytes] of [
    ['big.exe', BIG],
    ['other.dmg', OTHER],
    ['small.txt', SMALL],
  ] as const) {
    expect(bytesAt(world, key)?.equals(bytes)).toBe(true)
    expect(result.sha256.get(key)).toBe(sha256Of(bytes))
  }
})

test('a release larger than half of the free disk is published, one asset after the other', async () => {
  const world = withAssets()
  const freeBytes = 2 * (BIG.length + SMALL.length)
  expect((await world.runRelease({ freeBytes })).failed).toEqual([])
  expect(world.mostBytes()).toBeLessThanOrEqual(freeBytes / 2)
  expect(world.fetched.length).toBe(3)
  expect(bytesAt(world, 'other.dmg')?.equals(OTHER)).toBe(true)
})

test('an asset that never fits is an error before anything is fetched or sent', async () => {
  const world = withAssets()
  await expect(world.runRelease({ freeBytes: BIG.length })).rejects.toMatchObject({ code: 'release-disk' })
  expect([world.fetched, world.store.calls]).toEqual([[], []])
})

test.each(['big.exe', 'small.txt'])('%s with another digest is not sent, and nothing becomes visible', async (name) => {
  const world = withAssets()
  world.damages = (one) => one === name
  const { failed } = await world.runRelease()
  expect(failed.map(({ file, error }) => [file.key, (error as ActionError).code])).toEqual([[name, 'asset-digest']])
  expect([...world.store.objects]).toEqual([])
  expect(world.store.calls.filter(({ key, operation }) => key === name && operation !== 'headObject')).toEqual([])
})

test('an asset without a digest from GitHub gets the one of a checksums file beside it', async () => {
  const world = withAssets()
  world.damages = (name) => name === 'old.zip'
  const sums = Buffer.from(`${sha256Of(SMALL)}  old.zip\n`)
  world.assets = [world.asset('old.zip', SMALL, { sha256: undefined }), world.asset('SHA256SUMS', sums)]
  const { failed } = await world.runRelease({ lines: ['*.zip'] })
  expect(String(failed[0]?.error)).toContain('a checksums file of the release says')
  expect([...world.store.objects]).toEqual([])
})

test('files of checksums need room beside what stays, and leave it', async () => {
  const world = createReleaseWorld()
  const old = { sha256: undefined }
  const sums = Buffer.alloc(PART_BYTES, `${sha256Of(BIG)}  big.exe\n`)
  world.assets = [
    world.asset('big.exe', BIG, old),
    world.asset('other.dmg', OTHER, old),
    world.asset('SHA256SUMS', sums),
  ]
  const freeBytes = 2 * (BIG.length + sums.length)
  await expect(world.runRelease({ lines: ['*.exe', '*.dmg'], freeBytes: freeBytes - 2 })).rejects.toMatchObject({
    code: 'release-disk',
  })
  expect((await world.runRelease({ lines: ['*.exe', '*.dmg'], freeBytes })).failed).toEqual([])
  expect(world.mostBytes()).toBeLessThanOrEqual(freeBytes / 2)
})

test('assets that come late are waited for, with a line each 30 s', async () => {
  const world = withAssets()
  const late = world.asset('late.deb', SMALL, { state: 'starter' })
  world.assets = [...world.assets, late]
  world.onList = (nth) => {
    if (nth === 8) world.assets = [...world.assets.slice(0, 3), { ...late, state: 'uploaded' }]
  }
  expect((await world.runRelease({ lines: ['*'] })).failed).toEqual([])
  expect(bytesAt(world, 'late.deb')?.equals(SMALL)).toBe(true)
  expect(world.log.filter((line) => line.startsWith('Waiting for the release v1'))).toHaveLength(3)
})

test('a line that matches nothing fails an old release at once', async () => {
  const world = withAssets()
  world.release = { ...world.release, publishedAtMs: world.clock.epochMs() - 7_200_000 }
  await expect(world.runRelease({ lines: ['*.rpm'] })).rejects.toMatchObject({ code: 'release-incomplete' })
  expect(world.fetched).toEqual([])
})

describe.each(['together', 'as-ready'] as const)('with `publish: %s`', (publish) => {
  test('an asset that is replaced while the step runs is not published', async () => {
    const world = withAssets()
    world.onList = (nth) => {
      if (nth === 2) world.assets = [world.asset('big.exe', OTHER), ...world.assets.slice(1)]
    }
    const { failed } = await world.runRelease({ publish })
    expect(failed.map(({ file, error }) => [file.key, (error as ActionError).code])).toContainEqual([
      'big.exe',
      'release-changed',
    ])
    expect(bytesAt(world, 'big.exe')).toBeUndefined()
    if (publish === 'together') expect([...world.store.objects]).toEqual([])
  })
})

test('with `if-changed` a second run fetches nothing, and one that lacks metadata fetches what it has to compare', async () => {
  const world = withAssets()
  await world.runRelease()
  world.fetched.length = 0
  const second = await world.runRelease({ overwrite: 'if-changed' })
  expect([second.published.length, second.progress.sentBytes]).toEqual([3, 0])
  expect(world.fetched).toEqual([])
  const object = world.store.objects.get('big.exe')
  if (object !== undefined) world.store.objects.set('big.exe', { ...object, headers: {} })
  expect((await world.runRelease({ overwrite: 'if-changed' })).published).toHaveLength(3)
  expect(world.fetched).toEqual(['big.exe'])
})

describe('assets without a digest of GitHub', () => {
  const old = { sha256: undefined, updatedAt: '2024-05-01T00:00:00Z' }

  test('are known by their number and time: with `if-changed` a second run fetches nothing', async () => {
    const world = createReleaseWorld()
    world.assets = [world.asset('big.exe', BIG, old), world.asset('small.txt', SMALL, old)]
    await world.runRelease()
    world.fetched.length = 0
    for (const dryRun of [true, false]) {
      const { published, sha256 } = await world.runRelease({ overwrite: 'if-changed', dryRun })
      expect(world.fetched).toEqual([])
      if (!dryRun) expect(published.map(({ file }) => sha256.get(file.key))).toEqual([BIG, SMALL].map(sha256Of))
    }
  })

  test.each<[string, Partial<ReleaseAsset>]>([
    ['another number', old],
    ['another time', { ...old, id: 1, updatedAt: '2024-06-01T00:00:00Z' }],
    ['no time', { ...old, id: 1, updatedAt: '' }],
  ])('and %s are fetched and compared', async (_, more) => {
    const world = createReleaseWorld()
    world.assets = [world.asset('big.exe', BIG, old)]
    await world.runRelease()
    world.assets = [world.asset('big.exe', BIG, more)]
    world.fetched.length = 0
    expect((await world.runRelease({ overwrite: 'if-changed' })).progress.sentBytes).toBe(0)
    expect(world.fetched).toEqual(['big.exe'])
  })
})

test('an asset of other bytes and the same size is sent again, without a look at the old one', async () => {
  const world = withAssets()
  await world.runRelease()
  world.assets = [world.asset('big.exe', OTHER), ...world.assets.slice(1)]
  world.fetched.length = 0
  const { published } = await world.runRelease({ overwrite: 'if-changed' })
  expect(published.map(({ status }) => status)).toEqual(['uploaded', 'resumed', 'resumed'])
  expect(world.fetched).toEqual(['big.exe'])
  expect(bytesAt(world, 'big.exe')?.equals(OTHER)).toBe(true)
})

test.each(['always', 'if-changed'] as const)('a dry run with `overwrite: %s` fetches nothing', async (overwrite) => {
  const world = withAssets()
  world.assets = [...world.assets, world.asset('old.zip', SMALL, { sha256: undefined })]
  await world.runRelease({ dryRun: true, overwrite, checksumsKey: 'SHA256SUMS' })
  await world.runRelease()
  world.fetched.length = 0
  await world.runRelease({ dryRun: true, overwrite, checksumsKey: 'SHA256SUMS' })
  expect(world.fetched).toEqual([])
})

test('feeds of a release that map to one key become one, also in a dry run', async () => {
  const feed = (name: string) => {
    const version = 'version: 1.2.3'
    const file = `files:\n  - url: ${name}\n    sha512: ${Buffer.from(name).toString('base64')}\n    size: 1`
    return Buffer.from(`${version}\n${file}\npath: ${name}\nsha512: ${Buffer.from(name).toString('base64')}\n`)
  }
  for (const dryRun of [true, false]) {
    const world = createReleaseWorld()
    world.assets = ['x64', 'arm64'].map((arch) => world.asset(`latest-${arch}.yml`, feed(`app-${arch}.exe`)))
    const { failed } = await world.runRelease({ dryRun, oneKey: 'latest.yml' })
    expect(failed).toEqual([])
    const text = bytesAt(world, 'latest.yml')?.toString() ?? ''
    expect([...text.matchAll(/url: (\S+)/g)].map(([, url]) => url)).toEqual(
      dryRun ? [] : ['app-x64.exe', 'app-arm64.exe'],
    )
  }
})

test('if bytes of an asset are needed again, it is fetched again: for an upload that is gone, and for parts that differ in OSS', async () => {
  for (const fault of ['upload-gone', 'invalid-part'] as const) {
    const world = withAssets()
    world.store.strike = ({ operation, key, nth }) =>
      operation === 'completeUpload' && key === 'big.exe' && nth === 1
        ? { kind: 'fail', error: new ActionError({ code: fault, message: fault, fault }) }
        : undefined
    expect((await world.runRelease()).failed).toEqual([])
    expect(bytesAt(world, 'big.exe')?.equals(BIG)).toBe(true)
    expect(world.fetched.filter((name) => name === 'big.exe')).toHaveLength(2)
  }
})

test('another attempt on another machine fetches again, and sends only what OSS does not have', async () => {
  const world = withAssets()
  let sent = 0
  world.store.strike = ({ operation }) => {
    if (operation === 'uploadPart') sent += 1
    if (operation === 'uploadPart' && sent === 6) world.cancel()
    return undefined
  }
  await world.runRelease().catch(() => {})
  const before = sent
  world.store.strike = ({ operation }) => {
    if (operation === 'uploadPart') sent += 1
    return undefined
  }
  expect((await world.runRelease()).failed).toEqual([])
  expect(sent).toBeLessThanOrEqual(10 + 4)
  expect(sent).toBeGreaterThan(before)
})

test('held assets are sent in parts, with the digest of each asset', async () => {
  const world = withAssets()
  const { held } = await world.runRelease({ hold: true, publish: 'hold' })
  expect(held?.map(({ key, sha256 }) => [key, sha256])).toEqual([
    ['big.exe', sha256Of(BIG)],
    ['other.dmg', sha256Of(OTHER)],
    ['small.txt', sha256Of(SMALL)],
  ])
  expect([...world.store.objects]).toEqual([])
})

test('assets are divided among runners by size before anything is fetched', async () => {
  const world = withAssets()
  await world.runRelease({ shard: { index: 0, count: 2 } })
  const first = [...world.fetched]
  world.fetched.length = 0
  await world.runRelease({ shard: { index: 1, count: 2 } })
  expect([...first, ...world.fetched].sort()).toEqual(['big.exe', 'other.dmg', 'small.txt'])
})

test('each upload that is begun is saved to the cache soon, so that a lost machine loses little', async () => {
  const world = withAssets()
  const { uploadPart } = world.store
  const slowly = async (request: Parameters<typeof uploadPart>[0]) => {
    await world.clock.sleep(15_000, request.signal)
    return uploadPart(request)
  }
  Object.assign(world.store, { uploadPart: slowly })
  const freeBytes = 2 * (BIG.length + SMALL.length)
  expect((await world.runRelease({ freeBytes, concurrency: { kind: 'fixed', limit: 1 } })).failed).toEqual([])
  const [first = 0, second = 0, ...others] = world.savesMs
  expect(first).toBeLessThanOrEqual(20_000)
  // The other asset is begun when the first has gone, after five parts.
  expect(second).toBeGreaterThan(5 * 15_000)
  expect(second).toBeLessThanOrEqual(5 * 15_000 + 21_000)
  expect(others).toEqual([])
})

test('a runner only needs room for the assets of its own share', async () => {
  const world = withAssets()
  world.assets = [...world.assets, world.asset('huge.iso', bytesOf(20 * PART_BYTES, 4))]
  const freeBytes = 2 * (BIG.length + SMALL.length)
  await expect(world.runRelease({ freeBytes })).rejects.toMatchObject({ code: 'release-disk' })
  const { failed, published } = await world.runRelease({ freeBytes, shard: { index: 1, count: 2 } })
  expect(failed).toEqual([])
  expect(published.map(({ file }) => file.key)).toEqual(['big.exe', 'other.dmg', 'small.txt'])
})
