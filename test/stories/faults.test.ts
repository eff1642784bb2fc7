import { expect, test } from 'vitest'
import { ActionError } from '../../src/core/errors/errors.ts'
import type { RunResult } from '../../src/engine/publish/run-result.ts'
import { failing, failure, type StoreCall, type Strike } from '../engine/memory-store.ts'
import { bytesOf, createWorld, PART_BYTES, type World } from '../engine/world.ts'

const FILE = bytesOf(5 * PART_BYTES + 7)
const SMALL = bytesOf(1000)

function expectPublished(world: World, files: Readonly<Record<string, Buffer>>): void {
  for (const [key, bytes] of Object.entries(files)) expect(world.store.objects.get(key)?.bytes.equals(bytes)).toBe(true)
  expect(world.store.uploads.size).toBe(0)
}

/** Strikes the first requests of an operation. */
function first(operation: StoreCall['operation'], count: number, strike: () => Strike) {
  return (call: StoreCall) => (call.operation === operation && call.nth <= count ? strike() : undefined)
}

function failedCodes({ failed }: RunResult): readonly (string | undefined)[] {
  return failed.map(({ error }) => (error instanceof ActionError ? error.code : undefined))
}

const broken = (): Strike => ({ kind: 'fail', error: failure('network') })

test.for(['network', 'unreachable', 'busy', 'part'] as const)(
  'after a failure of kind %s in any request the release succeeds, and nothing acknowledged is sent again',
  async (fault) => {
    const world = createWorld({ 'app.bin': FILE, 'small.txt': SMALL })
    world.store.strike = ({ nth }) => (nth <= 2 ? { kind: 'fail', error: failure(fault) } : undefined)
    const result = await world.run()
    expect(result.failed).toEqual([])
    expectPublished(world, { 'app.bin': FILE, 'small.txt': SMALL })
    expect([world.store.sentBytes('app.bin'), world.store.sentBytes('small.txt')]).toEqual([FILE.length, SMALL.length])
  },
)

test.for(['putObject', 'initiateUpload', 'uploadPart', 'completeUpload'] as const)(
  'a lost answer to %s that OSS has carried out is found out',
  async (operation) => {
    const world = createWorld({ 'app.bin': FILE, 'small.txt': SMALL })
    world.store.strike = first(operation, 1, () => ({ ...broken(), done: true }) as Strike)
    const result = await world.run()
    expect(result.failed).toEqual([])
    for (const [key, bytes] of [['app.bin', FILE] as const, ['small.txt', SMALL] as const])
      expect(world.store.objects.get(key)?.bytes.equals(bytes)).toBe(true)
    if (operation === 'completeUpload') expect(world.store.sentBytes('app.bin')).toBe(FILE.length)
  },
)

test('after five minutes without a connection the release succeeds, and keeps what was sent before', async () => {
  const world = createWorld({ 'app.bin': FILE })
  world.store.strike = ({ operation, nth }) => {
    const isOut = operation === 'uploadPart' && nth > 3 && world.clock.nowMs() < 300_000
    return isOut ? { kind: 'fail', error: failure('unreachable') } : undefined
  }
  const result = await world.run()
  expect(result.failed).toEqual([])
  expect(world.clock.nowMs()).toBeGreaterThan(300_000)
  expect(world.store.sentBytes('app.bin')).toBe(FILE.length)
})

test('gives up after the limit without any progress, and says since when and why', async () => {
  const world = createWorld({ 'app.bin': FILE })
  world.store.strike = ({ operation, nth }) => (operation === 'uploadPart' && nth > 3 ? broken() : undefined)
  const result = await world.run()
  expect(failedCodes(result)).toEqual(['gave-up'])
  expect(world.clock.nowMs()).toBeGreaterThanOrEqual(900_000)
  expect(world.clock.nowMs()).toBeLessThan(960_000)
  expect(String(result.failed[0]?.error)).toMatch(/Nothing moved for 9\d\d s; the last failure: network/)
})

test('gives up if requests only hang', async () => {
  const world = createWorld({ 'app.bin': FILE })
  world.store.strike = ({ operation }) => (operation === 'uploadPart' ? { kind: 'hang' } : undefined)
  expect(failedCodes(await world.run())).toEqual(['gave-up'])
  expect(world.clock.nowMs()).toBeLessThan(960_000)
})

test('progress of one file keeps another file without progress from giving up', async () => {
  const world = createWorld({ 'a-slow.bin': bytesOf(30 * PART_BYTES), 'z-stuck.bin': bytesOf(2 * PART_BYTES) })
  const signal = new AbortController().signal
  const { uploadPart } = world.store
  const store = {
    ...world.store,
    async uploadPart(request: Parameters<typeof uploadPart>[0]) {
      // A part a minute: twice as long as `give-up-after` altogether.
      if (request.key === 'a-slow.bin') await world.clock.sleep(60_000, signal)
      else if (world.clock.nowMs() < 1_200_000) throw failure('network')
      return uploadPart(request)
    },
  }
  const result = await world.run({ concurrency: { kind: 'fixed', limit: 1 } }, { store })
  expect(result.failed).toEqual([])
})

test('answers that blame the part end the file after 8 tries; the others are transferred, and kept', async () => {
  const world = createWorld({ 'bad.bin': FILE, 'good.bin': bytesOf(3 * PART_BYTES) })
  world.store.strike = ({ operation, key, number }) =>
    operation === 'uploadPart' && key === 'bad.bin' && number === 2 ? { kind: 'damaged' } : undefined
  const result = await world.run()
  expect(failedCodes(result)).toEqual(['part-damaged'])
  expect(world.store.calls.filter(({ key, number }) => key === 'bad.bin' && number === 2)).toHaveLength(8)
  expect(world.store.objects.size).toBe(0)

  world.store.strike = () => undefined
  const sent = world.store.sentBytes('good.bin')
  expect((await world.run()).failed).toEqual([])
  expect(world.store.sentBytes('good.bin')).toBe(sent)
})

test('a network that fails for ever is not counted in tries', async () => {
  const world = createWorld({ 'app.bin': bytesOf(2 * PART_BYTES) })
  world.store.strike = first('uploadPart', 40, broken)
  expect((await world.run()).failed).toEqual([])
})

test('expired credentials that cannot be replaced end the step at once', async () => {
  const world = createWorld({ 'app.bin': FILE })
  world.store.strike = ({ operation, nth }) =>
    operation === 'uploadPart' && nth > 2 ? { kind: 'fail', error: failure('credentials') } : undefined
  const result = await world.run()
  expect(failedCodes(result)).toEqual(['credentials'])
  expect(world.clock.nowMs()).toBe(0)
})

test('an upload that vanishes during the transfer starts again, and the counts match what OSS has', async () => {
  const world = createWorld({ 'app.bin': FILE })
  world.store.strike = ({ operation, nth }) => {
    if (operation === 'uploadPart' && nth === 4) world.store.uploads.clear()
    return undefined
  }
  const { failed, progress, published } = await world.run({ concurrency: { kind: 'fixed', limit: 1 } })
  expect(failed).toEqual([])
  expectPublished(world, { 'app.bin': FILE })
  expect(progress.inOssBytes).toBe(FILE.length)
  expect(progress.sentBytes).toBe(FILE.length + 3 * PART_BYTES)
  expect(published[0]?.bytesSent).toBe(progress.sentBytes)
})

test('an upload that vanishes again and again ends the file', async () => {
  const world = createWorld({ 'app.bin': FILE })
  world.store.strike = ({ operation }) => {
    if (operation === 'uploadPart') world.store.uploads.clear()
    return undefined
  }
  expect(failedCodes(await world.run())).toEqual(['upload-gone'])
})

test('of an upload to which somebody else wrote only the changed part is sent again', async () => {
  const world = createWorld({ 'app.bin': FILE })
  world.store.strike = ({ operation, nth }) => {
    const [upload] = world.store.uploads.values()
    if (operation === 'completeUpload' && nth === 1) upload?.parts.set(2, { bytes: SMALL, etag: 'OTHER' })
    return undefined
  }
  const { failed, progress } = await world.run()
  expect(failed).toEqual([])
  expectPublished(world, { 'app.bin': FILE })
  expect(world.store.sentBytes('app.bin')).toBe(FILE.length + PART_BYTES)
  expect(progress.inOssBytes).toBe(FILE.length)
})

test('an upload whose parts are refused for ever ends the file', async () => {
  const world = createWorld({ 'app.bin': FILE })
  world.store.strike = failing('completeUpload', 'invalid-part')
  expect(failedCodes(await world.run())).toEqual(['invalid-part'])
  expect(world.store.objects.size).toBe(0)
})

test('an upload that vanishes while its parts are sent again starts again', async () => {
  const world = createWorld({ 'app.bin': FILE })
  world.store.strike = ({ operation, nth }) => {
    const [upload] = world.store.uploads.values()
    if (operation === 'completeUpload' && nth === 1) upload?.parts.delete(2)
    if (operation === 'uploadPart' && nth === 7) world.store.uploads.clear()
    return undefined
  }
  expect((await world.run()).failed).toEqual([])
  expectPublished(world, { 'app.bin': FILE })
})

test('an object that another attempt completed meanwhile is recognised by size and CRC64', async () => {
  const world = createWorld({ 'app.bin': FILE })
  world.store.strike = ({ operation, nth }) => {
    if (operation === 'uploadPart' && nth === 3) {
      world.store.uploads.clear()
      world.store.objects.set('app.bin', { bytes: FILE, etag: 'WHOLE' })
    }
    return undefined
  }
  const { failed, published } = await world.run({ concurrency: { kind: 'fixed', limit: 1 } })
  expect(failed).toEqual([])
  expect(published[0]?.object.etag).toBe('WHOLE')
  expect(world.store.sentBytes('app.bin')).toBeLessThan(FILE.length)
})

test('another object under that key is not taken for it', async () => {
  const world = createWorld({ 'app.bin': FILE })
  const other = bytesOf(FILE.length, 2)
  world.store.strike = ({ operation, nth }) => {
    if (operation === 'completeUpload' && nth === 1) {
      world.store.uploads.clear()
      world.store.objects.set('app.bin', { bytes: other, etag: 'OTHER' })
    }
    return undefined
  }
  expect((await world.run()).failed).toEqual([])
  expectPublished(world, { 'app.bin': FILE })
})

test('ten thousand parts are sent, each once, despite failures', async () => {
  const bytes = bytesOf(10_000 * 1024)
  const world = createWorld({ 'app.bin': bytes })
  world.store.smallestPartBytes = 1024
  world.store.strike = ({ operation, nth }) => (operation === 'uploadPart' && nth % 100 === 0 ? broken() : undefined)
  const result = await world.run({
    partSize: { kind: 'fixed', sizeBytes: 1024 },
    concurrency: { kind: 'fixed', limit: 64 },
  })
  expect(result.failed).toEqual([])
  expectPublished(world, { 'app.bin': bytes })
  expect(world.store.sentBytes('app.bin')).toBe(bytes.length)
})
