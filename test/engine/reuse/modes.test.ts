/** Reuse beside everything else that a release can be: held, shared among jobs, unchanged in part, tried dry. */
import { describe, expect, test } from 'vitest'
import { keyMatcher } from '../../../src/core/naming/key-pattern.ts'
import { publishHeld } from '../../../src/jobs/publish-held.ts'
import { portsOf, settingsOf } from '../held-world.ts'
import { failure } from '../memory-store.ts'
import { createReleaseWorld } from '../source/release-world.ts'
import { bytesOf, createWorld } from '../world.ts'
import { afterFirst, count, FILE, has, INDEX, indexed, KIB, NEXT, OLD, release, writeIndex } from './reuse-world.ts'

const KEY = `v2/${FILE}`
const LARGE_PUT = { partSize: { kind: 'fixed', sizeBytes: 4 * 1024 ** 2 } } as const

describe('what is taken from earlier objects', () => {
  test('comes from several of them for one file, and twice where a file has it twice', async () => {
    const other = bytesOf(700 * KIB, 3)
    const both = Buffer.concat([OLD, bytesOf(100 * KIB, 4), other, OLD.subarray(0, 900 * KIB)])
    const world = await afterFirst({ 'a.bin': OLD, 'b.bin': other }, { [FILE]: both })
    const { failed, progress } = await release(world, 'v2')
    expect([failed, has(world, KEY, both)]).toEqual([[], true])
    expect(progress.reusedBytes).toBeGreaterThan(2900 * KIB)
  })

  test('may have the very key that is published: moving names are replaced by what they were, and more', async () => {
    const world = await afterFirst()
    const { failed, progress } = await release(world, 'v1')
    expect([failed, has(world, `v1/${FILE}`, NEXT)]).toEqual([[], true])
    expect(progress.reusedBytes).toBeGreaterThan(1000 * KIB)
    expect(indexed(world)).toHaveLength(1)
  })

  test('is forgotten once a file that is too small for the index has its key', async () => {
    const files = { [FILE]: OLD, 'b.bin': bytesOf(300 * KIB, 2) }
    for (const more of [{}, LARGE_PUT]) {
      const world = await afterFirst(files, { [FILE]: NEXT, 'b.bin': bytesOf(90 * KIB, 3) }, more)
      expect(indexed(world)).toHaveLength(2)
      expect((await release(world, 'v1', { more })).failed).toEqual([])
      expect(indexed(world).map(({ key }) => key)).toEqual([`v1/${FILE}`])
    }
  })

  test('is a whole file under another key: small ones by one copy, if their source is still the same', async () => {
    const files = { 'small.bin': bytesOf(300 * KIB, 2) }
    const world = await afterFirst(files, { 'renamed.bin': files['small.bin'] }, LARGE_PUT)
    expect((await release(world, 'v2', { more: LARGE_PUT })).published[0]?.bytesSent).toBe(0)
    expect([count(world, 'copyObject'), has(world, 'v2/renamed.bin', files['small.bin'])]).toEqual([1, true])
    world.store.objects.set('v1/small.bin', { bytes: OLD, etag: 'OTHER' })
    world.store.objects.set('v2/renamed.bin', { bytes: OLD, etag: 'OTHER' })
    const { failed, progress } = await release(world, 'v3', { more: LARGE_PUT })
    expect([failed, has(world, 'v3/renamed.bin', files['small.bin']), progress.reusedBytes]).toEqual([[], true, 0])
  })

  test('has the headers and the ACL of the new object, and none of its source', async () => {
    const old = { 'content-type': 'text/old', 'x-oss-object-acl': 'public-read-write', 'x-oss-tagging': 'old=1' }
    const own = { 'content-type': 'text/new', 'x-oss-object-acl': 'private', 'x-oss-storage-class': 'IA' }
    const files = { [FILE]: OLD, 'small.bin': bytesOf(90 * KIB, 2), 'put.bin': bytesOf(100 * KIB, 3) }
    const world = await afterFirst(files, { ...files, [FILE]: NEXT }, { headersOf: () => old })
    const { failed, progress } = await release(world, 'v2', { more: { headersOf: () => own } })
    expect([failed, progress.reusedBytes > 1000 * KIB, count(world, 'copyObject')]).toEqual([[], true, 1])
    for (const name of Object.keys(files)) {
      const { headers = {} } = world.store.objects.get(`v2/${name}`) ?? {}
      expect(headers, name).toMatchObject(own)
      expect(headers).not.toHaveProperty('x-oss-tagging')
    }
  })
})

describe('with', () => {
  test('`publish: hold` the record has the chunks, and only what publishes writes the index', async () => {
    const world = createWorld({ [FILE]: OLD })
    const { held = [] } = await release(world, 'v1', { more: { hold: true, publish: 'hold' } })
    expect([held[0]?.chunks !== undefined, world.store.objects.has(INDEX)]).toEqual([true, false])
    const objects = { bucket: 'bucket-id', runId: '1', runAttempt: '1', name: 'leg', job: 'job', createdMs: 1 }
    const source = { kind: 'record', text: '', record: { ...objects, objects: held } } as const
    await publishHeld(settingsOf([source], { reuse: { key: INDEX, version: '' } }), portsOf(world))
    expect(indexed(world)).toMatchObject([{ key: `v1/${FILE}`, version: 'v1', sizeBytes: OLD.length }])
    world.disk.write(FILE, NEXT)
    expect((await release(world, 'v2')).progress.reusedBytes).toBeGreaterThan(1000 * KIB)
  })

  test('`publish-held` what a small file replaced is forgotten', async () => {
    const world = await afterFirst(
      { [FILE]: OLD, 'b.bin': bytesOf(300 * KIB, 2) },
      { [FILE]: NEXT, 'b.bin': bytesOf(90 * KIB, 3) },
    )
    const { held = [] } = await release(world, 'v1', { more: { hold: true, publish: 'hold' } })
    const objects = { bucket: 'bucket-id', runId: '1', runAttempt: '1', name: 'leg', job: 'job', createdMs: 1 }
    const source = { kind: 'record', text: '', record: { ...objects, objects: held } } as const
    await publishHeld(settingsOf([source], { reuse: { key: INDEX, version: '' } }), portsOf(world))
    expect(indexed(world).map(({ key }) => key)).toEqual([`v1/${FILE}`])
  })

  test('`shard` each job adds what it published', async () => {
    const world = createWorld({ 'a.bin': OLD, 'b.bin': bytesOf(500 * KIB, 2), 'c.bin': bytesOf(400 * KIB, 3) })
    for (const index of [0, 1]) await release(world, 'v1', { more: { shard: { index, count: 2 } } })
    expect(
      indexed(world)
        .map(({ key }) => key)
        .sort(),
    ).toEqual(['v1/a.bin', 'v1/b.bin', 'v1/c.bin'])
  })

  test('`from-release` assets that come later are reused too', async () => {
    const world = createReleaseWorld()
    const reuse = { reuse: { key: INDEX, version: '' }, ...{ concurrency: { kind: 'fixed', limit: 2 } as const } }
    world.assets = [world.asset(FILE, OLD)]
    await world.runRelease(reuse)
    world.assets = [world.asset('next.bin', NEXT)]
    const { failed, progress } = await world.runRelease(reuse)
    expect([failed, has(world, 'next.bin', NEXT)]).toEqual([[], true])
    expect(progress.reusedBytes).toBeGreaterThan(1000 * KIB)
    world.assets = [world.asset('third.bin', bytesOf(500 * KIB, 5))]
    await world.runRelease({ ...reuse, dryRun: true })
    expect(world.log.join('\n')).toContain('What earlier releases have of the files is unknown until they are fetched.')
  })

  test('`overwrite: if-changed` unchanged files are neither read for it nor copied, and stay in the index', async () => {
    const files = { 'same.bin': bytesOf(600 * KIB, 2), [FILE]: OLD }
    const world = await afterFirst(files, { ...files, [FILE]: NEXT })
    const { failed, progress } = await release(world, 'v1', { more: { overwrite: 'if-changed' } })
    expect([failed, has(world, `v1/${FILE}`, NEXT), has(world, 'v1/same.bin', files['same.bin'])]).toEqual([
      [],
      true,
      true,
    ])
    expect(progress.reusedBytes).toBeLessThan(NEXT.length)
    expect(
      indexed(world)
        .map(({ key }) => key)
        .sort(),
    ).toEqual([`v1/${FILE}`, 'v1/same.bin'])
  })

  test('`publish-last` and `checksums` the index comes after all that it names', async () => {
    const world = createWorld({ [FILE]: OLD, 'latest.yml': bytesOf(100) })
    const more = { publishLast: [keyMatcher('latest.yml')], checksumsKey: 'v1/SHA256SUMS' }
    const scratch = async (content: string | Uint8Array) => {
      world.disk.write('made', Buffer.from(content))
      return 'made'
    }
    await release(world, 'v1', { more, ports: { scratch } })
    const written = world.store.calls.flatMap(({ operation, key }) =>
      operation === 'putObject' || operation === 'completeUpload' ? [key] : [],
    )
    expect(written.indexOf(INDEX)).toBeGreaterThan(written.indexOf(`v1/${FILE}`))
    expect(written).toEqual(expect.arrayContaining(['v1/SHA256SUMS', 'v1/latest.yml']))
    expect(indexed(world).map(({ key }) => key)).toEqual([`v1/${FILE}`])
  })

  test('`dry-run` what would be taken is told, and nothing is written', async () => {
    const world = await afterFirst()
    const before = world.store.calls.length
    await release(world, 'v2', { more: { dryRun: true } })
    expect(world.log.join('\n')).toMatch(/1\.\d+ MiB of 1\.\d+ MiB are taken from v1 inside OSS/)
    const asked = new Set(world.store.calls.slice(before).map(({ operation }) => operation))
    expect([...asked].filter((operation) => !['readObject', 'headObject'].includes(operation))).toEqual([])
  })
})

describe('an upload that an attempt left', () => {
  const half = ({ operation, key, number = 0 }: { operation: string; key: string; number?: number }) =>
    operation === 'uploadPart' && key === KEY && number > 2
      ? ({ kind: 'fail', error: new Error('lost') } as const)
      : undefined

  test('before any of its parts counts is continued, and stays open for nobody', async () => {
    const world = await afterFirst()
    world.store.strike = ({ operation, key }) =>
      key === KEY && (operation === 'uploadPart' || operation === 'copyPart')
        ? { kind: 'fail', error: failure('permanent') }
        : undefined
    expect((await release(world, 'v2')).failed).toHaveLength(1)
    const [begun] = world.store.uploads.keys()
    world.store.strike = () => undefined
    const before = world.store.calls.length
    const { failed } = await release(world, 'v2')
    expect([failed, has(world, KEY, NEXT), world.store.uploads.size]).toEqual([[], true, 0])
    expect(begun).toBeDefined()
    const after = world.store.calls.slice(before).map(({ operation }) => operation)
    expect(after).not.toContain('initiateUpload')
    expect(after).toContain('copyPart')
  })

  test.each([
    ['is gone', (world: Awaited<ReturnType<typeof afterFirst>>) => void world.store.objects.delete(INDEX)],
    ['says something else', (world: Awaited<ReturnType<typeof afterFirst>>) => writeIndex(world, [])],
  ])('is continued part by part where the index %s meanwhile', async (_, change) => {
    const world = await afterFirst()
    world.store.strike = half
    expect((await release(world, 'v2')).failed).toHaveLength(1)
    const [upload] = world.store.uploads.values()
    const there = [...(upload?.parts.values() ?? [])].reduce((sum, { bytes }) => sum + bytes.length, 0)
    change(world)
    world.store.strike = () => undefined
    const before = world.store.calls.length
    const { failed, progress } = await release(world, 'v2', { ports: { run: '2.1' } })
    expect([failed, has(world, KEY, NEXT)]).toEqual([[], true])
    expect([progress.resumedBytes, progress.sentBytes, progress.reusedBytes]).toEqual([there, NEXT.length - there, 0])
    const after = world.store.calls.slice(before).map(({ operation }) => operation)
    expect(after).not.toContain('initiateUpload')
  })
})

test('what is sent begins with the shortest ranges, as soon as all is known that is copied', async () => {
  const old = bytesOf(3000 * KIB, 11)
  const news = [1500, 130, 300].map((sizeKib, index) => bytesOf(sizeKib * KIB, 20 + index))
  const next = Buffer.concat(news.flatMap((bytes, at) => [bytes, old.subarray(at * 1000 * KIB, (at + 1) * 1000 * KIB)]))
  const auto = { partSize: { kind: 'auto' } } as const
  const world = await afterFirst({ [FILE]: old }, { [FILE]: next }, auto)
  const sizes: number[] = []
  const store = {
    ...world.store,
    async initiateUpload(request: Parameters<typeof world.store.initiateUpload>[0]) {
      while (!world.log.some((line) => line.includes('taken from v1'))) await new Promise(setImmediate)
      return world.store.initiateUpload(request)
    },
    async uploadPart(request: Parameters<typeof world.store.uploadPart>[0]) {
      sizes.push(request.body.sizeBytes / KIB)
      return world.store.uploadPart(request)
    },
  }
  const { failed } = await release(world, 'v2', { more: auto, ports: { store } })
  expect([failed, has(world, KEY, next)]).toEqual([[], true])
  const [shortest = 0, second = 0, third] = sizes
  expect([shortest < second, second < 600, third]).toEqual([true, true, 1024])
})
