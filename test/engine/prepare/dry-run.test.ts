import { describe, expect, test } from 'vitest'
import { failing, failure } from '../memory-store.ts'
import { bytesOf, createWorld, PART_BYTES, type World } from '../world.ts'

const SMALL = bytesOf(1000)
const BIG = bytesOf(3 * PART_BYTES)
const line = { pattern: '**', mapping: undefined, excludes: [] }
const match = {
  ...({ includeHiddenFiles: false, followSymbolicLinks: true, layout: 'pattern-root', keyPrefix: '' } as const),
  reservedKeys: [],
}
const WRITES = ['putObject', 'initiateUpload', 'uploadPart', 'completeUpload', 'copyObject', 'copyPart', 'abortUpload']

function writes({ store }: World, from = 0): readonly string[] {
  return store.calls.slice(from).flatMap(({ operation }) => (WRITES.includes(operation) ? [operation] : []))
}

describe('a dry run', () => {
  test('says for each file what would be done, with which headers, and does nothing', async () => {
    const world = createWorld({ 'a.txt': SMALL, 'b.bin': BIG })
    world.store.objects.set('a.txt', { bytes: bytesOf(5), etag: 'other' })
    const lines = [line, { ...line, mapping: { kind: 'prefix', prefix: 'again/' } as const }]
    await world.run({ dryRun: true, match: { ...match, lines }, checksumsKey: 'SHA256SUMS' })
    const log = world.log.join('\n')
    expect(log).toContain('sent in one request; replaces an existing object')
    expect(log).toContain('sent in 3 parts of 100 KiB; new key')
    expect(log).toContain('copied inside OSS from a.txt; new key')
    expect(log).toContain('content-type: application/octet-stream')
    expect(log).toContain('SHA256SUMS would be made as SHA256SUMS.')
    expect(writes(world)).toEqual([])
  })

  test('says what is unchanged, and what of an earlier attempt is continued', async () => {
    const world = createWorld({ 'b.bin': BIG })
    world.store.strike = ({ operation, number = 0 }) =>
      operation === 'uploadPart' && number > 1 ? { kind: 'fail', error: failure('permanent') } : undefined
    await world.run()
    world.store.strike = () => undefined
    const before = world.store.calls.length
    await world.run({ dryRun: true })
    expect(world.log.join('\n')).toMatch(/resumed: 1 part in OSS already, 2 parts \(200 KiB\) to send/)
    expect(writes(world, before)).toEqual([])
    await world.run()
    await world.run({ dryRun: true, overwrite: 'if-changed' })
    expect(world.log.at(-3)).toContain('skipped: published by an earlier attempt')
    await world.run({ dryRun: true, overwrite: 'if-changed', headersOf: () => ({ 'content-type': 'text/plain' }) })
    expect(world.log.at(-3)).toContain('skipped: unchanged')
  })

  test('says that it may not see what exists', async () => {
    const world = createWorld({ 'a.txt': SMALL })
    world.store.strike = failing('headObject', 'denied')
    await world.run({ dryRun: true })
    expect(world.log.join('\n')).toContain('the credentials may not see whether it exists')
    expect(writes(world)).toEqual([])
  })

  test('lists the checksums like every object if they have to be compared with the bucket', async () => {
    const world = createWorld({ 'a.txt': SMALL })
    const scratch = async (text: string) => {
      world.disk.write('scratch', Buffer.from(text))
      return 'scratch'
    }
    await world.run({ dryRun: true, overwrite: 'if-changed', checksumsKey: 'SUMS' }, { scratch })
    expect(world.log.filter((text) => text.includes('→')).map((text) => text.replace(/ \(.*/, ''))).toEqual([
      'a.txt → a.txt',
      'SUMS → SUMS',
    ])
    expect(world.log.join('\n')).not.toContain('would be made')
    expect(writes(world)).toEqual([])
  })

  test.for([
    ['nothing is there', undefined, { overwrite: 'if-changed' }, 0],
    ['nothing is there, and nothing may be replaced', undefined, { overwrite: 'never' }, 0],
    ['another size is there', 5, { overwrite: 'if-changed' }, 0],
    ['nothing shows', undefined, { overwrite: 'if-changed', hold: true, publish: 'hold' }, 0],
    ['an object of the same size is there', 64 + 2 + 5 + 1, { overwrite: 'if-changed' }, 1],
  ] as const)('reads no file for the checksums if %s', async ([, sizeBytes, settings, reads]) => {
    const world = createWorld({ 'b.bin': BIG })
    if (sizeBytes !== undefined) world.store.objects.set('SUMS', { bytes: bytesOf(sizeBytes), etag: 'other' })
    const read = new Set<string>()
    world.disk.onRead = (name) => void read.add(name)
    const scratch = async (text: string) => {
      world.disk.write('scratch', Buffer.from(text))
      return 'scratch'
    }
    await world.run({ dryRun: true, checksumsKey: 'SUMS', ...settings }, { scratch })
    expect([...read].filter((name) => name === 'b.bin')).toHaveLength(reads)
  })
})
