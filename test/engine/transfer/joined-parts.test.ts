/** Neighbouring parts go out as one where connections are fast, and the next attempt keeps them whatever it knows. */
import { expect, test } from 'vitest'
import type { UploadPorts, UploadSettings } from '../../../src/jobs/upload.ts'
import { failure } from '../memory-store.ts'
import { createWorld, type World } from '../world.ts'

const MIB = 1024 ** 2
const AUTO: Partial<UploadSettings> = { partSize: { kind: 'auto' } }
const FILE = Buffer.alloc(48 * MIB)
for (let at = 0; at < FILE.length; at += 512) FILE.writeUInt32LE(at, at)

/** A link on which each MiB takes so long; the upload is cancelled once so many parts have begun. */
function runAt(
  world: World,
  {
    msAMiB,
    endsAt = 1000,
    settings = AUTO,
    onBegun = () => {},
  }: { msAMiB: number; endsAt?: number; settings?: Partial<UploadSettings>; onBegun?: (sizeBytes: number) => void },
) {
  const { uploadPart } = world.store
  let begun = 0
  const store: UploadPorts['store'] = {
    ...world.store,
    async uploadPart(request) {
      begun += 1
      onBegun(request.body.sizeBytes)
      if (begun === endsAt) world.cancel()
      await world.clock.sleep((request.body.sizeBytes / MIB) * msAMiB, request.signal)
      return uploadPart(request)
    },
  }
  return world.run(settings, { store })
}

function sizesOf({ store }: World): readonly number[] {
  const [upload] = [...store.uploads.values()]
  return [...(upload?.parts.values() ?? [])].map(({ bytes }) => bytes.length / MIB)
}

test('parts stay small on a slow link, and while nothing is known of it', async () => {
  const world = createWorld({ 'app.bin': FILE })
  await runAt(world, { msAMiB: 1000, endsAt: 40 }).catch(() => {})
  expect(new Set(sizesOf(world))).toEqual(new Set([1]))
})

test('a part size that the user set is kept', async () => {
  const world = createWorld({ 'app.bin': FILE })
  const settings = { partSize: { kind: 'fixed', sizeBytes: 2 * MIB } } as const
  await runAt(world, { msAMiB: 1, endsAt: 20, settings }).catch(() => {})
  expect(new Set(sizesOf(world))).toEqual(new Set([2]))
})

test('a file goes out in fewer parts where connections are fast', async () => {
  const world = createWorld({ 'app.bin': FILE })
  await runAt(world, { msAMiB: 1 })
  expect(world.store.objects.get('app.bin')?.bytes.equals(FILE)).toBe(true)
  expect(world.store.calls.filter(({ operation }) => operation === 'uploadPart').length).toBeLessThan(40)
})

test('the last parts are smaller on a slow link, so that all connections end together', async () => {
  const world = createWorld({ 'app.bin': FILE })
  const sizes: number[] = []
  await runAt(world, { msAMiB: 1000, onBegun: (sizeBytes) => void sizes.push(sizeBytes / MIB) })
  expect(new Set(sizes.slice(0, 12))).toEqual(new Set([1]))
  expect(new Set(sizes.slice(-12))).toEqual(new Set([0.25]))
})

test.each([
  ['on a slow link', { msAMiB: 1000 }, undefined],
  ['on a fast one', { msAMiB: 1 }, undefined],
  ['by its record, where parts may not be listed', { msAMiB: 1000 }, 'listParts'],
] as const)('the next attempt keeps them %s', async (_, link, denied) => {
  const world = createWorld({ 'app.bin': FILE })
  world.store.strike = ({ operation }) =>
    operation === denied ? { kind: 'fail', error: failure('denied') } : undefined
  await runAt(world, { msAMiB: 1, endsAt: 18 }).catch(() => {})
  const kept = sizesOf(world)
  expect(Math.max(...kept)).toBeGreaterThan(1)
  const keptMiB = kept.reduce((sum, size) => sum + size, 0)
  const { published } = await runAt(world, link)
  expect(published.map(({ bytesResumed, bytesSent }) => [bytesResumed / MIB, bytesSent / MIB])).toEqual([
    [keptMiB, 48 - keptMiB],
  ])
  expect(world.store.objects.get('app.bin')?.bytes.equals(FILE)).toBe(true)
})

test('a release that is held sends planned parts alone, and counts no others of an earlier attempt', async () => {
  const world = createWorld({ 'app.bin': FILE })
  await runAt(world, { msAMiB: 1, endsAt: 18 }).catch(() => {})
  expect(Math.max(...sizesOf(world))).toBeGreaterThan(1)
  await runAt(world, { msAMiB: 1, settings: { ...AUTO, hold: true } })
  expect(sizesOf(world)).toEqual(Array.from({ length: 192 }, () => 0.25))
})
