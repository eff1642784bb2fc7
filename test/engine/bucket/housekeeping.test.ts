/** What is left in the bucket by a step after which nothing can go on (`resume: false`). */
import { expect, test } from 'vitest'
import { failure, type Strike } from '../memory-store.ts'
import { bytesOf, createWorld, PART_BYTES, type World } from '../world.ts'

const FILES = { 'a.bin': bytesOf(3 * PART_BYTES), 'b.bin': bytesOf(2 * PART_BYTES, 2) }
const KEEPS_NOTHING = { keepsCheckpoints: false } as const

/** The first file fails, the other is transferred and waits. */
function failWith(world: World, abort: () => Strike | undefined): void {
  world.store.strike = ({ operation, key, number }) => {
    if (operation === 'abortUpload') return abort()
    const isStuck = operation === 'uploadPart' && key === 'a.bin' && number === 3
    return isStuck ? { kind: 'fail', error: failure('permanent') } : undefined
  }
}

test('a step that published everything has nothing to abort', async () => {
  const world = createWorld(FILES)
  await world.run(KEEPS_NOTHING)
  expect(world.store.calls.some(({ operation }) => operation === 'abortUpload')).toBe(false)
})

test('a step that failed aborts what it began, and says so', async () => {
  const world = createWorld(FILES)
  failWith(world, () => undefined)
  await world.run(KEEPS_NOTHING)
  expect(world.store.uploads.size).toBe(0)
  expect(world.log.at(-1)).toBe('Aborted 2 unfinished uploads: `resume: false` keeps nothing to go on from.')
})

test('uploads that may not be aborted are counted, with the missing permission', async () => {
  const world = createWorld(FILES)
  failWith(world, () => ({ kind: 'fail', error: failure('denied') }))
  await world.run(KEEPS_NOTHING)
  expect(world.log.at(-1)).toMatch(/^2 unfinished uploads could not be aborted .*oss:AbortMultipartUpload/)
  expect(world.log.join('\n')).not.toContain('Aborted')
})

test('a step that has ended waits for this at most four seconds', async () => {
  const world = createWorld(FILES)
  failWith(world, () => ({ kind: 'hang' }))
  await world.run(KEEPS_NOTHING)
  expect(world.clock.nowMs()).toBeLessThanOrEqual(5000)
  expect(world.log.at(-1)).toContain('2 unfinished uploads could not be aborted')
})

test.for([
  ['is gone already: nothing is left to say', 'upload-gone', false],
  ['may not be aborted: the lifecycle rule has it', 'denied', true],
] as const)('an upload with outdated headers that %s', async ([, fault, isLeft]) => {
  const world = createWorld(FILES)
  failWith(world, () => undefined)
  await world.run()
  world.store.strike = ({ operation }) =>
    operation === 'abortUpload' ? { kind: 'fail', error: failure(fault) } : undefined
  const { failed } = await world.run(
    { headersOf: () => ({ 'content-type': 'application/octet-stream', 'cache-control': 'no-cache' }) },
    { run: '1.2' },
  )
  expect(failed).toEqual([])
  expect(world.log.join('\n').includes("is left for the bucket's lifecycle rule")).toBe(isLeft)
})
