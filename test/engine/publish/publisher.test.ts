import { describe, expect, test } from 'vitest'
import { ActionError } from '../../../src/core/errors/errors.ts'
import { keyMatcher } from '../../../src/core/naming/key-pattern.ts'
import type { RunResult } from '../../../src/engine/publish/run-result.ts'
import { failure, type StoreCall } from '../memory-store.ts'
import { bytesOf, createWorld, PART_BYTES, type World } from '../world.ts'

const SMALL = bytesOf(1000)
const BIG = bytesOf(3 * PART_BYTES)
const publishLast = ['latest.yml', 'index.html'].map(keyMatcher)

const line = { pattern: '**', mapping: undefined, excludes: [] }
const twice = {
  ...({ includeHiddenFiles: false, followSymbolicLinks: true, layout: 'pattern-root', keyPrefix: '' } as const),
  reservedKeys: [],
  lines: [line, { ...line, mapping: { kind: 'prefix', prefix: 'again/' } as const }],
}

/** Keys in the order in which their objects became visible. */
function shown({ store }: World): readonly string[] {
  const visible: readonly string[] = ['putObject', 'completeUpload', 'copyObject'] satisfies StoreCall['operation'][]
  return store.calls.filter(({ operation }) => visible.includes(operation)).map(({ key }) => key)
}

function keysOf({ failed, waiting }: RunResult) {
  return { failed: failed.map(({ file }) => file.key), waiting: waiting.map(({ key }) => key) }
}

function denies(operation: StoreCall['operation'], deniedKey: string) {
  return (call: StoreCall) =>
    call.operation === operation && call.key === deniedKey
      ? ({ kind: 'fail', error: failure('denied') } as const)
      : undefined
}

describe('together', () => {
  test('nothing is visible before every part is in OSS, and each pattern of publish-last waits for the one before it', async () => {
    const world = createWorld({ 'a.txt': SMALL, 'b.bin': BIG, 'index.html': SMALL, 'latest.yml': BIG })
    const { failed } = await world.run({ publishLast })
    expect(failed).toEqual([])
    expect(shown(world)).toEqual(['b.bin', 'a.txt', 'latest.yml', 'index.html'])
    const firstShown = world.store.calls.findIndex(({ operation }) => operation === 'completeUpload')
    const lastPart = world.store.calls.findLastIndex(({ operation }) => operation === 'uploadPart')
    expect(firstShown).toBeGreaterThan(lastPart)
  })

  test('a failure ends its wave soon, and the next wave is not begun', async () => {
    const names = ['a.txt', 'b.txt', 'c.txt', 'd.txt', 'e.txt']
    const put = Object.fromEntries(names.map((name) => [name, bytesOf(PART_BYTES)]))
    const world = createWorld({ ...put, 'f.bin': BIG, 'latest.yml': SMALL })
    world.store.strike = denies('putObject', 'b.txt')
    const result = await world.run({ publishLast, concurrency: { kind: 'fixed', limit: 1 } })
    expect(keysOf(result).failed).toEqual(['b.txt'])
    expect(keysOf(result).waiting).toEqual(expect.arrayContaining(['e.txt', 'f.bin', 'latest.yml']))
    expect(world.store.uploads.size).toBe(1)
  })

  test('an object that appears while bytes are sent is not overwritten, and nothing becomes visible', async () => {
    const world = createWorld({ 'a.bin': BIG, 'b.bin': BIG, 'c.txt': SMALL })
    const others = { bytes: bytesOf(5), etag: 'other' }
    world.store.strike = ({ operation }) => {
      if (operation === 'uploadPart') world.store.objects.set('b.bin', others)
      return undefined
    }
    const result = await world.run({ overwrite: 'never' })
    expect(keysOf(result)).toEqual({ failed: ['b.bin'], waiting: ['a.bin', 'c.txt'] })
    expect([...world.store.objects]).toEqual([['b.bin', others]])
  })

  test('an equal object that appears while bytes are sent is a success, and unchanged', async () => {
    const world = createWorld({ 'a.bin': BIG })
    world.store.strike = ({ operation, nth }) => {
      if (operation === 'uploadPart' && nth === 1) world.store.objects.set('a.bin', { bytes: BIG, etag: 'theirs' })
      return undefined
    }
    const { published } = await world.run({ overwrite: 'never' })
    expect(published).toMatchObject([{ status: 'unchanged', object: { etag: 'theirs' } }])
    expect(shown(world)).toEqual([])
  })
})

describe('as-ready', () => {
  const settings = { publish: 'as-ready', publishLast } as const

  test('publishes each object as soon as it is in OSS, and pointer files only if all others are published', async () => {
    const world = createWorld({ 'a.txt': SMALL, 'b.bin': BIG, 'c.bin': BIG, 'latest.yml': SMALL, 'index.html': BIG })
    world.store.strike = denies('uploadPart', 'b.bin')
    const result = await world.run(settings)
    expect(keysOf(result)).toEqual({ failed: ['b.bin'], waiting: ['index.html', 'latest.yml'] })
    expect(shown(world)).toEqual(['a.txt', 'c.bin'])
    world.store.strike = () => undefined
    expect(keysOf(await world.run(settings))).toEqual({ failed: [], waiting: [] })
    expect(shown(world)).toEqual(['a.txt', 'c.bin', 'b.bin', 'latest.yml', 'index.html'])
  })

  test('a small object that fails keeps only the pointer files from being published', async () => {
    const world = createWorld({ 'a.txt': SMALL, 'b.txt': SMALL, 'c.bin': BIG, 'latest.yml': SMALL })
    world.store.strike = denies('putObject', 'a.txt')
    const result = await world.run(settings)
    expect(keysOf(result)).toEqual({ failed: ['a.txt'], waiting: ['latest.yml'] })
    expect([...world.store.objects.keys()].sort()).toEqual(['b.txt', 'c.bin'])
  })

  test('an object that must not be overwritten is looked for again, even if others failed', async () => {
    const world = createWorld({ 'a.bin': BIG, 'b.bin': BIG })
    const others = { bytes: bytesOf(5), etag: 'other' }
    world.store.strike = (call) => {
      if (call.operation === 'uploadPart') world.store.objects.set('b.bin', others)
      return denies('uploadPart', 'a.bin')(call)
    }
    const result = await world.run({ ...settings, overwrite: 'never', concurrency: { kind: 'fixed', limit: 1 } })
    expect(keysOf(result).failed.sort()).toEqual(['a.bin', 'b.bin'])
    expect(world.store.objects.get('b.bin')).toBe(others)
  })

  test('a second key is sent if the first one failed', async () => {
    const world = createWorld({ 'a.bin': BIG })
    world.store.strike = denies('uploadPart', 'a.bin')
    const result = await world.run({ ...settings, match: twice })
    expect(keysOf(result)).toEqual({ failed: ['a.bin'], waiting: [] })
    expect(world.store.objects.get('again/a.bin')?.bytes.equals(BIG)).toBe(true)
    expect(world.store.sentBytes('again/a.bin')).toBe(BIG.length)
  })
})

describe('a second key', () => {
  test('is copied when the first one is visible', async () => {
    const world = createWorld({ 'a.bin': BIG, 'b.txt': SMALL })
    const { published } = await world.run({ match: twice })
    expect(shown(world)).toEqual(['a.bin', 'again/a.bin', 'b.txt', 'again/b.txt'])
    expect(world.store.sentBytes('again/a.bin')).toBe(0)
    expect(published.map(({ status, bytesSent }) => [status, bytesSent])).toEqual([
      ['uploaded', BIG.length],
      ['uploaded', SMALL.length],
      ['uploaded', 0],
      ['uploaded', 0],
    ])
  })

  test('is sent if OSS refuses to copy, and continues what an earlier attempt sent of it', async () => {
    const world = createWorld({ 'a.bin': BIG })
    const noCopies = denies('copyObject', 'again/a.bin')
    world.store.strike = (call) => {
      const isLast = call.operation === 'uploadPart' && call.key === 'again/a.bin' && call.number === 3
      return isLast ? { kind: 'fail', error: failure('denied') } : noCopies(call)
    }
    const limited = { match: twice, concurrency: { kind: 'fixed', limit: 1 } } as const
    expect(keysOf(await world.run(limited))).toEqual({ failed: ['again/a.bin'], waiting: [] })
    expect(world.store.sentBytes('again/a.bin')).toBe(2 * PART_BYTES)

    world.store.strike = noCopies
    const { published, failed } = await world.run(limited)
    expect(failed).toEqual([])
    expect(published.map(({ status }) => status)).toEqual(['resumed', 'resumed'])
    expect(world.store.sentBytes('again/a.bin')).toBe(3 * PART_BYTES)
    expect(world.store.objects.get('again/a.bin')?.bytes.equals(BIG)).toBe(true)
  })

  test('that is copied with other bytes than the file has is a failure', async () => {
    const world = createWorld({ 'a.bin': BIG })
    world.store.strike = ({ operation }) => {
      if (operation === 'copyObject') world.store.objects.set('a.bin', { bytes: SMALL, etag: 'other' })
      return undefined
    }
    const { failed } = await world.run({ match: twice })
    expect(String(failed[0]?.error)).toContain('OSS copied again/a.bin to other bytes')
  })

  test('of a file of which only the times changed is published like the first', async () => {
    const world = createWorld({ 'a.bin': BIG })
    world.store.strike = ({ operation, nth }) => {
      if (operation === 'uploadPart' && nth === 3) world.disk.touch('a.bin')
      return undefined
    }
    expect(keysOf(await world.run({ match: twice }))).toEqual({ failed: [], waiting: [] })
    expect(world.store.objects.size).toBe(2)
  })
})

describe('checksums', () => {
  function withScratch(world: World) {
    return {
      async scratch(text: string) {
        world.disk.write('scratch', Buffer.from(text))
        return 'scratch'
      },
    }
  }

  test('are of all files, and are published after them and before publish-last', async () => {
    const world = createWorld({ 'a.bin': BIG, 'latest.yml': SMALL })
    const { sha256 } = await world.run({ publishLast, checksumsKey: 'SUMS' }, withScratch(world))
    expect(shown(world)).toEqual(['a.bin', 'SUMS', 'latest.yml'])
    const text = [...sha256].map(([key, digest]) => `${digest}  ${key}\n`).join('')
    expect(world.store.objects.get('SUMS')?.bytes.toString()).toBe(text)
  })

  test('of a file that cannot be read end the release before anything is visible', async () => {
    const world = createWorld({ 'a.txt': SMALL, 'b.txt': SMALL })
    world.disk.onRead = (name) => {
      if (name === 'b.txt') throw new ActionError({ code: 'file-unreadable', message: 'b.txt cannot be read' })
    }
    const result = await world.run({ checksumsKey: 'SUMS' }, withScratch(world))
    expect(keysOf(result)).toEqual({ failed: ['b.txt'], waiting: ['a.txt'] })
    expect(world.store.objects.size).toBe(0)
  })

  test('that cannot be made are a failure, and what is published is still reported', async () => {
    const world = createWorld({ 'a.txt': SMALL, 'latest.yml': SMALL })
    const scratch = async () => {
      throw new Error('the disk is full')
    }
    const result = await world.run({ publish: 'as-ready', publishLast, checksumsKey: 'SUMS' }, { scratch })
    expect(keysOf(result)).toEqual({ failed: ['SUMS'], waiting: ['latest.yml'] })
    expect(result.published.map(({ file }) => file.key)).toEqual(['a.txt'])
  })

  test('that an earlier attempt published are not sent again', async () => {
    const world = createWorld({ 'a.txt': SMALL, 'latest.yml': SMALL })
    world.store.strike = denies('putObject', 'latest.yml')
    const settings = { publishLast, checksumsKey: 'SUMS' }
    expect(keysOf(await world.run(settings, withScratch(world))).failed).toEqual(['latest.yml'])
    world.disk.remove('scratch')
    world.store.strike = () => undefined
    const { published } = await world.run(settings, withScratch(world))
    expect(published.map(({ file, status }) => [file.key, status])).toEqual([
      ['a.txt', 'resumed'],
      ['latest.yml', 'uploaded'],
      ['SUMS', 'resumed'],
    ])
    expect(shown(world)).toEqual(['a.txt', 'SUMS', 'latest.yml', 'latest.yml'])
  })
})

describe('an upload whose object somebody else published', () => {
  /** The very object appears just before a request, which is then refused. */
  function appearsBefore(world: World, operation: StoreCall['operation'], key: string, bytes: Buffer) {
    world.store.strike = (call) => {
      if (call.operation !== operation || call.key !== key) return undefined
      world.store.objects.set(key, { bytes, etag: 'theirs' })
      return { kind: 'fail', error: failure('exists') }
    }
  }

  test('is not left open if the object appears while bytes are sent', async () => {
    const world = createWorld({ 'a.bin': BIG })
    world.store.strike = ({ operation, nth }) => {
      if (operation === 'uploadPart' && nth === 1) world.store.objects.set('a.bin', { bytes: BIG, etag: 'theirs' })
      return undefined
    }
    expect(keysOf(await world.run({ overwrite: 'never' }))).toEqual({ failed: [], waiting: [] })
    expect(world.store.uploads.size).toBe(0)
  })

  test('is not left open if the object appears just before it is completed', async () => {
    const world = createWorld({ 'a.bin': BIG })
    appearsBefore(world, 'completeUpload', 'a.bin', BIG)
    expect(keysOf(await world.run({ overwrite: 'never' }))).toEqual({ failed: [], waiting: [] })
    expect(world.store.uploads.size).toBe(0)
  })

  test('is not begun if the object appears just before', async () => {
    const world = createWorld({ 'a.bin': BIG })
    appearsBefore(world, 'initiateUpload', 'a.bin', BIG)
    expect(keysOf(await world.run({ overwrite: 'never' }))).toEqual({ failed: [], waiting: [] })
    expect(world.store.objects.get('a.bin')?.etag).toBe('theirs')
  })

  test('is replaced by that object if it vanished while its bytes were sent again', async () => {
    const world = createWorld({ 'a.bin': BIG })
    let completes = 0
    world.store.strike = ({ operation }) => {
      if (operation === 'completeUpload') completes += 1
      if (operation === 'completeUpload' && completes === 1) return { kind: 'fail', error: failure('upload-gone') }
      if (operation !== 'uploadPart' || completes === 0) return undefined
      world.store.objects.set('a.bin', { bytes: BIG, etag: 'theirs' })
      return { kind: 'fail', error: failure('upload-gone') }
    }
    expect(keysOf(await world.run())).toEqual({ failed: [], waiting: [] })
  })
})
