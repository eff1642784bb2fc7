import { describe, expect, test } from 'vitest'
import { nodeHashes } from '../../../src/adapters/process/hashes.ts'
import { asActionError } from '../../../src/core/errors/errors.ts'
import { createEngine } from '../../../src/engine/bucket/create-engine.ts'
import { assertNotBegun, openReleaseRecords } from '../../../src/engine/held/release-record.ts'
import type { RecordLookup } from '../../../src/ports.ts'
import { createFakeClock } from '../fake-clock.ts'
import { createMemoryDisk } from '../memory-disk.ts'
import { createMemoryStore, failure } from '../memory-store.ts'
import { createWorld } from '../world.ts'

const FIRST = { key: 'a.bin', uploadId: 'A1' }
const SECOND = { key: 'b.bin', uploadId: 'B1' }

/** A cache of one record. @param problem why it takes none */
function createCache(problem?: string) {
  const saved: string[] = []
  return {
    saved,
    async loadRelease(): Promise<RecordLookup> {
      const text = saved.at(-1)
      return text === undefined ? { kind: 'none' } : { kind: 'found', text }
    },
    async saveRelease(text: string) {
      if (problem === undefined) saved.push(text)
      return problem
    },
  }
}

function open(records: ReturnType<typeof createCache>, runId = '1') {
  return openReleaseRecords({ records, bucketId: 'bucket', runId, hashes: nodeHashes })
}

function createBucket() {
  const store = createMemoryStore()
  const keep = () => {}
  const engine = createEngine(
    {
      ...{ store, clock: createFakeClock(), files: createMemoryDisk({}), hashes: nodeHashes, run: '1.1' },
      reporter: { info: keep, debug: keep, notice: keep, warning: keep, error: keep, group: keep },
      signing: { prepare: async () => {}, correctClock() {}, canRefresh: false },
      ...{ signal: new AbortController().signal, checkpoints: createWorld({}).checkpoints() },
    },
    { concurrency: { kind: 'auto' }, giveUpAfterMs: 5000, overwrite: 'always' },
  )
  return { store, engine }
}

describe('the record of a release whose publishing begins', () => {
  test('is known to a later try of the same run, and to no other run', async () => {
    const cache = createCache()
    await (await open(cache)).begin(createBucket().engine, [FIRST])
    const [same, other] = [await open(cache), await open(cache, '2')]
    expect([same.wasBegun(FIRST), same.wasBegun(SECOND), other.wasBegun(FIRST)]).toEqual([true, false, false])
  })

  test('also names objects that earlier tries began, and is saved only if it has more of them', async () => {
    const cache = createCache()
    const { engine } = createBucket()
    await (await open(cache)).begin(engine, [FIRST])
    const later = await open(cache)
    await later.begin(engine, [FIRST])
    expect(cache.saved).toHaveLength(1)
    await later.begin(engine, [SECOND])
    const last = await open(cache)
    expect([cache.saved.length, last.wasBegun(FIRST), last.wasBegun(SECOND)]).toEqual([2, true, true])
  })

  test('is optional if the credentials may read the objects', async () => {
    const { engine, store } = createBucket()
    await (await open(createCache('no cache'))).begin(engine, [FIRST])
    expect(store.calls).toHaveLength(1)
  })

  test('is required if they may not: otherwise nothing is published', async () => {
    const { engine, store } = createBucket()
    store.strike = () => ({ kind: 'fail', error: failure('denied') })
    const records = await open(createCache('no cache'))
    const error = await records.begin(engine, [FIRST]).catch((reason: unknown) => reason)
    expect([asActionError(error)?.code, records.wasBegun(FIRST)]).toEqual(['release-record-lost', false])
  })

  test('keeps the uploads that it names from being abandoned', async () => {
    const cache = createCache()
    await (await open(cache)).begin(createBucket().engine, [FIRST])
    const records = await open(cache)
    expect(() => assertNotBegun(records, [SECOND])).not.toThrow()
    expect(() => assertNotBegun(records, [SECOND, FIRST])).toThrow(/has begun to make this release visible/)
  })
})
