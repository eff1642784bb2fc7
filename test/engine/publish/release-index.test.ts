/** The index of a release: when it shows, and what it names. */
import { expect, test } from 'vitest'
import { keyMatcher } from '../../../src/core/naming/key-pattern.ts'
import { publishHeld } from '../../../src/jobs/publish-held.ts'
import type { UploadPorts } from '../../../src/jobs/upload.ts'
import { heldBy, portsOf, settingsOf } from '../held-world.ts'
import { createMemoryDisk } from '../memory-disk.ts'
import { failure } from '../memory-store.ts'
import { bytesOf, createWorld, PART_BYTES, type World } from '../world.ts'

const FILES = { 'a.bin': bytesOf(2 * PART_BYTES), 'b.txt': bytesOf(9), 'latest.yml': bytesOf(7) }
const INDEX = {
  publishLast: [keyMatcher('latest.yml')],
  index: { key: 'release.json', version: '1.2.3', urlOf: (key: string) => `https://x.example/${key}` },
}

function scratchOf(world: World): Pick<UploadPorts, 'scratch' | 'files'> {
  let made = createMemoryDisk({})
  return {
    async scratch(text) {
      made = createMemoryDisk({ scratch: Buffer.from(text) })
      return 'scratch'
    },
    // What the step makes lies beside the workspace.
    files: {
      match: (options) => world.disk.match(options),
      stamp: (path, signal) => (path === 'scratch' ? made : world.disk).stamp(path, signal),
      body: (range) => (range.path === 'scratch' ? made : world.disk).body(range),
    },
  }
}

function indexOf(world: World) {
  return JSON.parse(world.store.objects.get('release.json')?.bytes.toString() ?? '{}')
}

test('the index is published after the files that it names and before pointers, with SHA-256', async () => {
  const world = createWorld(FILES)
  const { failed, published } = await world.run(INDEX, scratchOf(world))
  expect(failed).toEqual([])
  expect([...world.store.objects.keys()].slice(-2)).toEqual(['release.json', 'latest.yml'])
  expect(published).toHaveLength(4)
  const { version, files } = indexOf(world)
  expect(version).toBe('1.2.3')
  expect(files.map(({ key, url }: Record<string, string>) => [key, url])).toEqual([
    ['a.bin', 'https://x.example/a.bin'],
    ['b.txt', 'https://x.example/b.txt'],
  ])
  for (const { sha256 } of files) expect(sha256).toMatch(/^[0-9a-f]{64}$/)
})

test('an index that cannot be put keeps pointers from being published, and the next attempt makes it', async () => {
  const world = createWorld(FILES)
  world.store.strike = ({ key }) => (key === 'release.json' ? { kind: 'fail', error: failure('denied') } : undefined)
  const { failed } = await world.run(INDEX, scratchOf(world))
  expect(failed.map(({ file }) => file.key)).toEqual(['release.json'])
  expect(world.store.objects.has('latest.yml')).toBe(false)
  world.store.strike = () => undefined
  expect((await world.run(INDEX, scratchOf(world))).failed).toEqual([])
  expect(indexOf(world).files).toHaveLength(2)
})

test('with overwrite: never the index of another release stops the step before anything is sent; its own does not', async () => {
  const never = { ...INDEX, overwrite: 'never' } as const
  const world = createWorld(FILES)
  world.store.objects.set('release.json', { bytes: bytesOf(5), etag: 'other' })
  await expect(world.run(never, scratchOf(world))).rejects.toThrow('release.json is in the bucket already')
  world.store.objects.clear()
  await world.run(never, scratchOf(world))
  world.store.objects.delete('latest.yml')
  expect((await world.run(never, scratchOf(world))).failed).toEqual([])
  expect(world.store.objects.has('latest.yml')).toBe(true)
})

test('a step that publishes what others hold makes an index of all of them', async () => {
  const world = createWorld(FILES)
  const source = await heldBy(world)
  const { failed } = await publishHeld(settingsOf([source], INDEX), portsOf(world))
  expect(failed).toEqual([])
  expect([...world.store.objects.keys()].slice(-2)).toEqual(['release.json', 'latest.yml'])
  expect(indexOf(world).files.map(({ key }: Record<string, string>) => key)).toEqual(['a.bin', 'b.txt'])
})
