import { expect, test } from 'vitest'
import { keyMatcher } from '../../../src/core/naming/key-pattern.ts'
import { pointersOf } from '../../../src/core/release/pointers.ts'
import { parseVersion } from '../../../src/core/release/version.ts'
import type { UploadSettings } from '../../../src/jobs/upload.ts'
import { failure, type StoreCall } from '../memory-store.ts'
import { bytesOf, createWorld, PART_BYTES, type World } from '../world.ts'

const SMALL = bytesOf(1000)
const BIG = bytesOf(3 * PART_BYTES)
const HEADER = 'x-oss-meta-release-version'

function publishing(
  text: string,
  patterns: readonly string[],
  more: Partial<UploadSettings> = {},
): Partial<UploadSettings> {
  const version = parseVersion(text)
  if (version === undefined) throw new Error('not understood')
  const publishLast = patterns.map(keyMatcher)
  return {
    publishLast,
    moving: { version, allowOlder: false, pointers: pointersOf(patterns) },
    headersOf: (key) => ({
      'content-type': 'application/octet-stream',
      ...(publishLast.some((matches) => matches(key)) ? { [HEADER]: text } : {}),
    }),
    ...more,
  }
}

/** Somebody else publishes 2.0.0 of a key as soon as another key is put. */
function newerAppears(world: World, { key, after }: { readonly key: string; readonly after: string }) {
  return (call: StoreCall) => {
    if (call.operation === 'putObject' && call.key === after)
      world.store.objects.set(key, { bytes: SMALL, etag: 'other', headers: { [HEADER]: '2.0.0' } })
    return undefined
  }
}

test('an object that becomes newer while the step runs is kept, and what was sent for it is aborted', async () => {
  const world = createWorld({ 'a.txt': SMALL, 'latest.bin': BIG })
  world.store.strike = newerAppears(world, { key: 'latest.bin', after: 'a.txt' })
  const { published, failed, kept } = await world.run(publishing('1.0.0', ['latest.bin']))
  expect(failed).toEqual([])
  expect(published.map(({ file }) => file.key)).toEqual(['a.txt'])
  expect(kept.map(({ file, version }) => [file.key, version])).toEqual([['latest.bin', '2.0.0']])
  expect(world.store.uploads.size).toBe(0)
  expect(world.log.join('\n')).toContain('latest.bin (2.0.0 is there)')
})

test('a group that becomes newer while the step runs is kept as a whole', async () => {
  const world = createWorld({ 'a.txt': SMALL, 'latest/a.bin': SMALL, 'latest/b.bin': BIG })
  world.store.strike = newerAppears(world, { key: 'latest/b.bin', after: 'a.txt' })
  const { kept } = await world.run(publishing('1.0.0', ['latest/**']))
  expect(kept.map(({ file }) => file.key).sort()).toEqual(['latest/a.bin', 'latest/b.bin'])
  expect(world.store.objects.has('latest/a.bin')).toBe(false)
})

test('an upload that an attempt of another version began is continued, and gets the version of this one', async () => {
  const world = createWorld({ 'latest.bin': BIG })
  world.store.strike = ({ operation, number }) =>
    operation === 'uploadPart' && number === 3 ? { kind: 'fail', error: failure('denied') } : undefined
  await world.run(publishing('1.0.0', ['latest.bin']))
  world.store.strike = () => undefined
  const { published } = await world.run(publishing('1.1.0', ['latest.bin']))
  expect(published[0]?.bytesResumed).toBeGreaterThan(0)
  expect(world.store.objects.get('latest.bin')?.headers).toMatchObject({ [HEADER]: '1.1.0' })
  expect(world.store.objects.get('latest.bin')?.bytes).toEqual(BIG)
})

test('an attempt after a kill between two pointers sends nothing twice', async () => {
  const world = createWorld({ 'a.yml': SMALL, 'b.yml': SMALL })
  world.store.strike = ({ operation, key }) =>
    operation === 'putObject' && key === 'b.yml' ? { kind: 'fail', error: failure('denied') } : undefined
  await world.run(publishing('1.0.0', ['a.yml', 'b.yml']))
  world.store.strike = () => undefined
  const { failed, kept } = await world.run(publishing('1.0.0', ['a.yml', 'b.yml']))
  expect([failed, kept]).toEqual([[], []])
  expect(world.store.sentBytes('a.yml')).toBe(SMALL.length)
})

test('an object whose HEAD fails right before it is replaced is not replaced', async () => {
  const world = createWorld({ 'latest.yml': SMALL })
  let looks = 0
  world.store.strike = ({ operation }) => {
    if (operation !== 'headObject') return undefined
    looks += 1
    return looks > 1 ? { kind: 'fail', error: failure('denied') } : undefined
  }
  const { failed } = await world.run(publishing('1.0.0', ['latest.yml']))
  expect(failed.map(({ error }) => error)).toEqual([expect.objectContaining({ code: 'version-needs-read' })])
  expect(world.store.objects.size).toBe(0)
})
