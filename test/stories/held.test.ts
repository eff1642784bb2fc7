/** Publishing and abandoning what legs hold, in memory. */
import { expect, test } from 'vitest'
import { keyMatcher } from '../../src/core/naming/key-pattern.ts'
import type { HeldSource } from '../../src/core/records/held-sources.ts'
import { abandonHeld } from '../../src/jobs/abandon-held.ts'
import { publishHeld } from '../../src/jobs/publish-held.ts'
import { createMemoryHeldCache, lookupOf } from '../engine/held-cache.ts'
import { heldBy, portsOf, settingsOf } from '../engine/held-world.ts'
import { bytesOf, createWorld, PART_BYTES } from '../engine/world.ts'

const FILES = { 'a.bin': bytesOf(3 * PART_BYTES), 'b.txt': bytesOf(10), 'latest.yml': bytesOf(20) }
const byName = (name: string): HeldSource => ({ kind: 'name', name, sha256: undefined })

/** A cache that the cancelling of the step ends. */
function cancelledCache() {
  const cancel = new AbortController()
  const load = async () => {
    cancel.abort(new Error('cancelled'))
    return lookupOf(undefined)
  }
  return { signal: cancel.signal, records: { ...createMemoryHeldCache(), load } }
}

test('a step that is cancelled while records are restored says so, and not that legs hold nothing', async () => {
  const world = createWorld({})
  await expect(publishHeld(settingsOf([byName('leg')]), portsOf(world, cancelledCache()))).rejects.toThrow('cancelled')
  await expect(abandonHeld(settingsOf([byName('leg')]), portsOf(world, cancelledCache()))).rejects.toThrow('cancelled')
})

test('a step that is cancelled while it abandons uploads does not blame the credentials', async () => {
  const world = createWorld(FILES)
  const sources = [await heldBy(world)]
  const cancel = new AbortController()
  world.store.strike = ({ operation }) => {
    if (operation === 'abortUpload') cancel.abort(new Error('cancelled'))
    return { kind: 'hang' }
  }
  await expect(abandonHeld(settingsOf(sources), portsOf(world, { signal: cancel.signal }))).rejects.toThrow('cancelled')
  expect(world.log.join('\n')).not.toContain('AbortMultipartUpload')
})

test('the records of many legs are restored a few at a time, since each needs a process', async () => {
  let underWay = 0
  let most = 0
  const load = async () => {
    underWay += 1
    most = Math.max(most, underWay)
    await new Promise(setImmediate)
    underWay -= 1
    return lookupOf(undefined)
  }
  const sources = Array.from({ length: 100 }, (_, index) => byName(`leg-${index}`))
  const published = publishHeld(
    settingsOf(sources),
    portsOf(createWorld({}), { records: { ...createMemoryHeldCache(), load } }),
  )
  await expect(published).rejects.toThrow('leg-0')
  expect(most).toBeLessThanOrEqual(8)
})

test('checksums that must not be overwritten end the release before anything is visible', async () => {
  const world = createWorld(FILES)
  const settings = settingsOf([await heldBy(world)], { checksumsKey: 'SUMS', overwrite: 'never' })
  world.store.objects.set('SUMS', { bytes: bytesOf(7), etag: 'other' })
  const { failed } = await publishHeld(settings, portsOf(world))
  expect(failed.map(({ file }) => file.key)).toEqual(['SUMS'])
  expect([...world.store.objects.keys()]).toEqual(['SUMS'])
})

test('checksums that cannot be made end the release before anything is visible', async () => {
  const world = createWorld(FILES)
  const settings = settingsOf([await heldBy(world)], { checksumsKey: 'SUMS' })
  const scratch = async () => {
    throw new Error('the disk is full')
  }
  await expect(publishHeld(settings, portsOf(world, { scratch }))).rejects.toThrow('the disk is full')
  expect(world.store.objects.size).toBe(0)
})

test.for([
  ['before publish-last', ['latest.yml'], ['SUMS', 'latest.yml']],
  ['where publish-last has them', ['latest.yml', 'SUMS'], ['latest.yml', 'SUMS']],
] as const)('checksums become visible %s, and are not sent again', async ([, last, order]) => {
  const world = createWorld(FILES)
  const more = { checksumsKey: 'SUMS', publishLast: last.map(keyMatcher), overwrite: 'never' } as const
  const settings = settingsOf([await heldBy(world)], more)
  expect((await publishHeld(settings, portsOf(world))).failed).toEqual([])
  expect([...world.store.objects.keys()].slice(-2)).toEqual(order)
  const sent = world.store.sentBytes('SUMS')
  const again = await publishHeld(settings, portsOf(world))
  expect([again.failed, again.published.length, world.store.sentBytes('SUMS')]).toEqual([[], 4, sent])
})

test('a release of legs that hold nothing has nothing to publish, and is a success', async () => {
  const world = createWorld({})
  const source = await heldBy(world, { ifNoFilesFound: 'ignore' })
  const { failed, published } = await publishHeld(settingsOf([source]), portsOf(world))
  expect([failed, published]).toEqual([[], []])
  expect(world.log).toContain('There is nothing to publish.')
})

test.each([
  [['v1', undefined], ['v1']],
  [['v1', 'v2'], []],
  [[undefined], []],
] as const)(
  'of legs that hold %j of releases the tag %j is told, also where publishing fails then',
  async (releases, told) => {
    const world = createWorld(FILES)
    const { record } = await heldBy(world)
    const sources = releases.map((release, index) => {
      const objects = record.objects.map((object) => ({ ...object, key: `${index}/${object.key}` }))
      const named = { ...record, name: `leg ${index}`, objects, ...(release === undefined ? {} : { release }) }
      return { kind: 'record', text: '', record: named } as const
    })
    const tags: string[] = []
    const ports = portsOf(world, { onRelease: (tag) => tags.push(tag) })
    expect((await publishHeld(settingsOf(sources), ports)).failed).not.toEqual([])
    expect(tags).toEqual(told)
  },
)
