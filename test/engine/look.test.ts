import { expect, test } from 'vitest'
import { failure, type StoreCall } from './memory-store.ts'
import { bytesOf, createWorld } from './world.ts'

const FILE = bytesOf(1000)
const OTHER = { bytes: bytesOf(5), etag: 'other' }

function hidden(...keys: readonly string[]) {
  return ({ operation, key }: StoreCall) =>
    operation === 'headObject' && keys.includes(key) ? ({ kind: 'fail', error: failure('denied') } as const) : undefined
}

test('if-changed is an error at the start where any of the objects may not be read', async () => {
  const world = createWorld({ 'a.txt': FILE, 'b.txt': FILE })
  world.store.strike = hidden('b.txt')
  await expect(world.run({ overwrite: 'if-changed' })).rejects.toThrow('the credentials may not read them')
  expect(world.store.objects.size).toBe(0)
})

test('never asks for no other object where the first may not be read, and leaves the refusal to OSS', async () => {
  const world = createWorld({ 'a.txt': FILE, 'b.txt': FILE })
  world.store.strike = hidden('a.txt', 'b.txt')
  const { published, mayRead } = await world.run({ overwrite: 'never' })
  expect(published).toHaveLength(2)
  expect(mayRead).toBe(false)
  expect(world.store.calls.filter(({ operation }) => operation === 'headObject')).toHaveLength(1)
})

test('never names every object that is in the way, also where others may not be read', async () => {
  const world = createWorld({ 'a.txt': FILE, 'b.txt': FILE, 'c.txt': FILE })
  world.store.strike = hidden('b.txt')
  for (const key of ['a.txt', 'c.txt']) world.store.objects.set(key, OTHER)
  await expect(world.run({ overwrite: 'never' })).rejects.toThrow(/2 objects .*\n {2}- a\.txt\n {2}- c\.txt$/s)
})

test('always asks for nothing that no record names', async () => {
  const world = createWorld({ 'a.txt': FILE })
  world.store.objects.set('a.txt', OTHER)
  const { published } = await world.run()
  expect(published).toMatchObject([{ status: 'uploaded' }])
  expect(world.store.calls.map(({ operation }) => operation)).toEqual(['putObject'])
})
