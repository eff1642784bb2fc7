/** A held file with two keys: its bytes are in OSS once, and are copied there when the release is published. */
import { describe, expect, test } from 'vitest'
import { asActionError } from '../../../src/core/errors/errors.ts'
import { keyMatcher } from '../../../src/core/naming/key-pattern.ts'
import { publishHeld } from '../../../src/jobs/publish-held.ts'
import type { ObjectStore } from '../../../src/ports.ts'
import { heldBy, portsOf, settingsOf } from '../held-world.ts'
import { failing, failure } from '../memory-store.ts'
import { bytesOf, createWorld, PART_BYTES } from '../world.ts'

const FILE = bytesOf(3 * PART_BYTES)
const line = { pattern: '**', excludes: [] }
const match = {
  ...({ includeHiddenFiles: false, followSymbolicLinks: true, layout: 'pattern-root', keyPrefix: '' } as const),
  lines: [
    { ...line, mapping: { kind: 'prefix', prefix: 'v1/' } as const },
    { ...line, mapping: { kind: 'prefix', prefix: 'latest/' } as const },
  ],
  reservedKeys: [],
}
const latestLast = { publishLast: [keyMatcher('latest/**')] }
const headersOf = (key: string) => ({
  'content-type': 'text/plain',
  ...(key.startsWith('latest/') ? { 'cache-control': 'no-cache' } : {}),
})

async function heldTwice() {
  const world = createWorld({ 'a.bin': FILE })
  return { world, source: await heldBy(world, { match, headersOf, checksumsKey: undefined }) }
}

describe('a held file with two keys', () => {
  test('is sent once, and copied with its own headers after the other is visible', async () => {
    const { world, source } = await heldTwice()
    expect(world.store.sentBytes('v1/a.bin') + world.store.sentBytes('latest/a.bin')).toBe(FILE.length)
    const { failed, published } = await publishHeld(settingsOf([source], latestLast), portsOf(world))
    expect(failed).toEqual([])
    expect(published.map(({ file, bytesSent }) => [file.key, bytesSent])).toEqual([
      ['v1/a.bin', 0],
      ['latest/a.bin', 0],
    ])
    expect([...world.store.objects.keys()]).toEqual(['v1/a.bin', 'latest/a.bin'])
    expect(world.store.objects.get('latest/a.bin')?.headers).toMatchObject({ 'cache-control': 'no-cache' })
    expect(world.store.objects.get('latest/a.bin')?.bytes.equals(FILE)).toBe(true)
    expect(world.store.uploads.size).toBe(0)
  })

  test.for([
    ['that of its source', 'E-3', []],
    ['another', 'F-3', ['unproven']],
  ] as const)('is verified by its ETag if OSS returns no CRC64: %s', async ([, etag, codes]) => {
    const { world, source } = await heldTwice()
    const store: ObjectStore = {
      ...world.store,
      completeUpload: async (request) => ({ ...(await world.store.completeUpload(request)), etag: 'E-3' }),
      copyObject: async (request) => ({ ...(await world.store.copyObject(request)), crc64: undefined }),
      async headObject(request) {
        const found = await world.store.headObject(request)
        return found === undefined ? undefined : { ...found, etag, crc64: undefined }
      },
    }
    const { failed } = await publishHeld(settingsOf([source], latestLast), portsOf(world, { store }))
    expect(failed.map(({ error }) => asActionError(error)?.code)).toEqual(codes)
  })

  test('has its SHA-256 although its job wants no checksums', async () => {
    const { world, source } = await heldTwice()
    const settings = settingsOf([source], { ...latestLast, checksumsKey: 'v1/SUMS' })
    expect((await publishHeld(settings, portsOf(world))).failed).toEqual([])
    expect(world.store.objects.get('v1/SUMS')?.bytes.toString()).toMatch(/^[0-9a-f]{64} {2}a\.bin\n$/)
  })

  test('is finished by a re-run after a kill between the two, which sends and copies nothing twice', async () => {
    const { world, source } = await heldTwice()
    world.store.strike = ({ operation }) =>
      operation === 'copyObject' ? { kind: 'fail', error: failure('network'), done: true } : undefined
    await publishHeld(settingsOf([source], latestLast), portsOf(world))
    world.store.strike = () => undefined
    const copies = world.store.calls.filter(({ operation }) => operation === 'copyObject').length
    const { failed, published } = await publishHeld(settingsOf([source], latestLast), portsOf(world))
    expect([failed, published.length]).toEqual([[], 2])
    expect(world.store.calls.filter(({ operation }) => operation === 'copyObject')).toHaveLength(copies)
  })

  test('says in a dry run what would be copied', async () => {
    const { world, source } = await heldTwice()
    await publishHeld(settingsOf([source], { ...latestLast, dryRun: true }), portsOf(world))
    expect(world.log.join('\n')).toContain('would be copied inside OSS from v1/a.bin')
  })

  test.for([
    ['the credentials may not look', latestLast, 'copy-needs-read'],
    ['its other key is to show later', { publishLast: [keyMatcher('v1/**')] }, 'held-order'],
  ] as const)('makes nothing visible if %s', async ([, settings, code]) => {
    const { world, source } = await heldTwice()
    if (code === 'copy-needs-read') world.store.strike = failing('headObject', 'denied')
    const codes = await publishHeld(settingsOf([source], settings), portsOf(world)).then(
      ({ failed }) => failed.map(({ error }) => asActionError(error)?.code),
      (error: unknown) => [asActionError(error)?.code],
    )
    expect(codes).toEqual([code])
    expect(world.store.objects.size).toBe(0)
  })

  test('must not overwrite another object, and is a success if the copy exists already', async () => {
    const never = { ...latestLast, overwrite: 'never' } as const
    const { world, source } = await heldTwice()
    world.store.objects.set('latest/a.bin', { bytes: bytesOf(5), etag: 'other' })
    const { failed } = await publishHeld(settingsOf([source], never), portsOf(world))
    expect(failed.map(({ file }) => file.key)).toEqual(['latest/a.bin'])
    expect(world.store.objects.has('v1/a.bin')).toBe(false)
    world.store.objects.set('latest/a.bin', { bytes: FILE, etag: 'same' })
    expect((await publishHeld(settingsOf([source], never), portsOf(world))).failed).toEqual([])
  })

  test('is sent twice if the job that holds may not read objects', async () => {
    const world = createWorld({ 'a.bin': FILE })
    world.store.strike = failing('headObject', 'denied')
    await heldBy(world, { match })
    expect(world.store.sentBytes('latest/a.bin')).toBe(FILE.length)
  })
})
