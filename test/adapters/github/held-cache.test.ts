/** Records of what legs hold, in the Actions cache. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hasActionsCache } from '../../../src/adapters/github/cache-child.ts'
import { createHeldCache } from '../../../src/adapters/github/held-cache.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'held-cache-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function open(mode: string, { offered = true, stateFolder = join(root, 'state') } = {}) {
  const offer = offered ? { ACTIONS_RUNTIME_TOKEN: 'fake', ACTIONS_CACHE_URL: 'http://localhost/' } : {}
  return createHeldCache({
    entry: resolve('test/adapters/github/fake-cache-entry.mjs'),
    stateFolder,
    env: {
      PATH: process.env.PATH ?? '',
      ACTIONS_CACHE_FAKE: mode,
      ACTIONS_CACHE_FAKE_FOLDER: join(root, 'store'),
      ...offer,
    },
    ...{ bucketId: 'b'.repeat(64), runId: '7', runAttempt: '1', signal: new AbortController().signal },
  })
}

test('a record that one job saved is loaded by another', async () => {
  expect(await open('works').load('linux')).toEqual({ kind: 'none' })
  expect(await open('works').save('linux', 'the record')).toBeUndefined()
  expect(await open('works').load('linux')).toEqual({ kind: 'found', text: 'the record' })
})

test('without a cache nothing is loaded, and save returns the reason', async () => {
  const cache = open('works', { offered: false })
  expect(await cache.load('linux')).toEqual({ kind: 'none' })
  expect(await cache.save('linux', 'the record')).toBe('this runner has no Actions cache')
  expect(hasActionsCache({ ACTIONS_RUNTIME_TOKEN: 'fake' })).toBe(false)
})

test('save returns the reason of the cache, of its process, or of this machine', async () => {
  expect(await open('refuses').save('linux', 'the record')).toBe('read-only token')
  expect(await open('dies').save('linux', 'the record')).toBe('the cache client ended without an answer')
  expect(await open('unavailable').save('linux', 'the record')).toBe('the cache service did not accept it')
  writeFileSync(join(root, 'file'), '')
  expect(await open('works', { stateFolder: join(root, 'file', 'x') }).save('linux', 'the record')).toBe(
    // Windows knows no difference.
    process.platform === 'win32' ? 'ENOENT' : 'ENOTDIR',
  )
})

test('load returns why a record cannot be read, since it may exist', async () => {
  expect(await open('refuses').load('linux')).toEqual({ kind: 'failed', reason: 'read-only token' })
  expect(await open('refuses').loadRelease()).toEqual({ kind: 'failed', reason: 'read-only token' })
})

test('a claim is the one in the cache, and unknown if the cache accepts none', async () => {
  expect(await open('works').claim('linux', 'mine')).toBe('mine')
  expect(await open('refuses').claim('linux', 'mine')).toBeUndefined()
})

test('the record of a release is saved and loaded', async () => {
  expect(await open('works').saveRelease('uploads')).toBeUndefined()
  expect(await open('works').loadRelease()).toEqual({ kind: 'found', text: 'uploads' })
})

test.for([
  ['is not there', () => {}],
  ['is a link', (store: string) => symlinkSync(join(store, '..', 'state'), join(store, 'held.json'))],
  ['is a folder', (store: string) => mkdirSync(join(store, 'held.json'))],
  ['is larger than any', (store: string) => writeFileSync(join(store, 'held.json'), Buffer.alloc(65 * 1024 ** 2))],
] as const)('an entry whose record %s is not loaded', async ([, make]) => {
  const store = join(root, 'store')
  mkdirSync(store)
  make(store)
  expect(await open('works').load('linux')).toEqual({ kind: 'none' })
})
