/** What the step can do without is asked beside all else. */
import { expect, test } from 'vitest'
import { nodeHashes } from '../../../src/adapters/process/hashes.ts'
import { createEngine } from '../../../src/engine/bucket/create-engine.ts'
import { createFakeClock } from '../fake-clock.ts'
import { createMemoryDisk } from '../memory-disk.ts'
import { createMemoryStore, failure } from '../memory-store.ts'
import { createWorld } from '../world.ts'

function createParts() {
  const store = createMemoryStore()
  const clock = createFakeClock()
  const keep = () => {}
  const engine = createEngine(
    {
      ...{ store, clock, files: createMemoryDisk({}), hashes: nodeHashes, run: '1.1' },
      reporter: { info: keep, debug: keep, notice: keep, warning: keep, error: keep, group: keep },
      signing: { prepare: async () => {}, correctClock() {}, canRefresh: false },
      ...{ signal: new AbortController().signal, checkpoints: createWorld({}).checkpoints() },
    },
    { concurrency: { kind: 'auto' }, giveUpAfterMs: 5000, overwrite: 'always' },
  )
  return { store, clock, engine }
}

const COPY = { key: 'a', uploadId: 'u', number: 1, from: { fromKey: 'b', startBytes: 0, endBytes: 1 } }

test('many refused copies do not change the limit for uploads, and are not counted as retried requests', async () => {
  const { store, engine } = createParts()
  store.strike = () => ({ kind: 'fail', error: failure('busy') })
  const before = engine.limiter.limit
  const beside = engine.beside(new AbortController().signal)
  for (let count = 0; count < 50; count += 1) await beside.copyPartOnce(COPY).catch(() => {})
  expect(engine.limiter.limit).toBe(before)
  expect(engine.progress.snapshot()).toMatchObject({ retries: 0, lastFailure: undefined })
})

test('copies without an answer use no slot of the uploads, and do not count as silence that ends the step', async () => {
  const { store, clock, engine } = createParts()
  store.strike = () => ({ kind: 'hang' })
  const ended = new AbortController()
  const beside = engine.beside(ended.signal)
  const copies = Array.from({ length: 20 }, () => beside.copyPartOnce(COPY))
  await clock.sleep(60_000, ended.signal)
  expect(engine.limiter.inFlight).toBe(0)
  expect(engine.progress.snapshot().sinceProgressMs).toBe(0)
  ended.abort(new Error('enough'))
  const all = await Promise.allSettled(copies)
  expect(all.every((one) => one.status === 'rejected' && one.reason.message === 'enough')).toBe(true)
})
