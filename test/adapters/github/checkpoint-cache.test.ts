import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkpointFileName } from '../../../src/adapters/disk/checkpoint-files.ts'
import { createCheckpointCache } from '../../../src/adapters/github/checkpoint-cache.ts'
import type { Reporter } from '../../../src/ports.ts'

const ENTRY = resolve('test/adapters/github/fake-cache-entry.mjs')
const objectId = 'a'.repeat(64)
const never = new AbortController().signal

let root: string
let notices: string[]

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'checkpoint-cache-'))
  notices = []
  mkdirSync(join(root, 'checkpoints'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

const reporter: Reporter = {
  info() {},
  debug() {},
  notice: (text) => notices.push(text),
  warning: (text) => notices.push(text),
  error: (text) => notices.push(text),
  group() {},
}

function open(mode: string, { stateFolder = join(root, 'state'), offered = true } = {}) {
  const offer = offered ? { ACTIONS_RUNTIME_TOKEN: 'fake', ACTIONS_RESULTS_URL: 'http://localhost/' } : {}
  return createCheckpointCache({
    entry: ENTRY,
    stateFolder,
    stepFile: join(root, 'step.json'),
    env: {
      PATH: process.env.PATH ?? '',
      ACTIONS_CACHE_FAKE: mode,
      ACTIONS_CACHE_FAKE_FOLDER: join(root, 'store'),
      ...offer,
    },
    records: {
      folder: join(root, 'checkpoints'),
      restoredFolder: join(root, 'restored'),
      objectIds: [objectId],
      cachePrefix: 'upload-aliyun-oss-v1-b-k-',
      bucketPrefix: 'upload-aliyun-oss-v1-b-',
      runId: '1',
      runAttempt: '1',
    },
    reporter,
  })
}

function record(place = 'checkpoints', id = objectId): void {
  mkdirSync(join(root, place), { recursive: true })
  writeFileSync(join(root, place, checkpointFileName(id)), 'a line\n')
}

function listed(place: string): readonly string[] {
  try {
    return readdirSync(join(root, place)).filter((name) => name !== '.keep')
  } catch {
    return []
  }
}

describe('records in the Actions cache', () => {
  test('are saved by a step and restored by the next one', async () => {
    record()
    expect(await open('works').save({ deadlineMs: 60_000 })).toBe(true)
    expect(listed('store')).toEqual([checkpointFileName(objectId)])
    await open('works').restore({ signal: never })
    expect(listed('restored')).toEqual([checkpointFileName(objectId)])
    expect(notices).toEqual([])
  })

  test('of other objects, and links, are not restored', async () => {
    record('store', 'b'.repeat(64))
    symlinkSync('/etc/hostname', join(root, 'store', checkpointFileName(objectId)))
    await open('works').restore({ signal: never })
    expect(listed('restored')).toEqual([])
  })

  test('are saved only if there is something new', async () => {
    const cache = open('works')
    expect(await cache.save({ deadlineMs: 60_000 })).toBe(true)
    expect(listed('store')).toEqual([])
    record()
    await cache.save({ deadlineMs: 60_000 })
    rmSync(join(root, 'store'), { recursive: true })
    await cache.save({ deadlineMs: 60_000 })
    expect(listed('store')).toEqual([])
  })

  test('that were just restored are not saved again', async () => {
    record('store')
    const cache = open('works')
    await cache.restore({ signal: never })
    rmSync(join(root, 'store'), { recursive: true })
    await cache.save({ deadlineMs: 60_000 })
    expect(listed('store')).toEqual([])
  })
})

describe('a cache that fails', () => {
  test.each(['refuses', 'dies'])('(%s) costs a single notice', async (mode) => {
    record()
    const cache = open(mode)
    expect(await cache.save({ deadlineMs: 60_000 })).toBe(false)
    expect(await cache.save({ deadlineMs: 60_000 })).toBe(false)
    expect(notices).toHaveLength(1)
    await cache.restore({ signal: never })
    expect(notices).toHaveLength(2)
  })

  test('to answer is given up at the deadline', async () => {
    record()
    expect(await open('silent').save({ deadlineMs: 1 })).toBe(false)
    expect(notices[0]).toContain('no answer within')
  })

  test('to answer is given up with the step, without a notice', async () => {
    const cancel = new AbortController()
    const restored = open('silent').restore({ signal: cancel.signal })
    cancel.abort()
    await restored
    await open('silent').restore({ signal: AbortSignal.abort() })
    record()
    const cache = open('silent')
    const saved = cache.save({ deadlineMs: 60_000 })
    await Promise.resolve()
    cache.close()
    expect(await saved).toBe(false)
    expect(notices).toEqual([])
  })

  test('because no folder can be made costs a notice', async () => {
    record()
    writeFileSync(join(root, 'file'), '')
    expect(await open('works', { stateFolder: join(root, 'file') }).save({ deadlineMs: 60_000 })).toBe(false)
    expect(notices).toHaveLength(1)
  })

  test('to exist costs nothing', async () => {
    record()
    const cache = open('works', { offered: false })
    await cache.restore({ signal: never })
    expect(await cache.save({ deadlineMs: 60_000 })).toBe(true)
    expect(notices).toEqual([])
  })
})
