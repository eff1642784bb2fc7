/** What somebody sees who reads all the time by a cache, while a release dies at any of its requests and is made again. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { crc64 } from '../../../src/core/bytes/crc64.ts'
import { keyMatcher } from '../../../src/core/naming/key-pattern.ts'
import type { ReaderAnswer } from '../../../src/core/readers/finding.ts'
import type { CdnRefresh, Readers } from '../../../src/ports/readers.ts'
import type { Strike } from '../memory-store.ts'
import { bytesOf, createWorld, PART_BYTES, type World } from '../world.ts'

const POINTER = 'latest.json'
const APP = bytesOf(2 * PART_BYTES + 1, 2)
const NOTES = bytesOf(100, 3)
const FILES = { 'app-2': APP, 'notes-2': NOTES, [POINTER]: pointerTo({ 'app-2': APP, 'notes-2': NOTES }) }

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** A pointer file that names files with their SHA-256. */
function pointerTo(files: Readonly<Record<string, Buffer>>): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(files).map(([key, bytes]) => [key, sha256(bytes)])))
}

/** A cache that keeps all that it has ever been asked for, also that something is not there. */
function cacheBefore(world: World) {
  const kept = new Map<string, Buffer | undefined>()
  return {
    get(key: string): Buffer | undefined {
      if (!kept.has(key)) kept.set(key, world.store.objects.get(key)?.bytes)
      return kept.get(key)
    },
    forget: (key: string) => void kept.delete(key),
  }
}

type Kill = { readonly at: number; readonly isDone: boolean } | undefined

/** A world with an old release, readers who come by a cache, and processes that die. */
function stage(overwrite: 'always' | 'never', publish: 'together' | 'as-ready') {
  const world = createWorld(FILES)
  const old = bytesOf(50, 9)
  const put = (key: string, bytes: Buffer) =>
    world.store.objects.set(key, { bytes, etag: createHash('md5').update(bytes).digest('hex').toUpperCase() })
  put('app-1', old)
  // Where nothing may be replaced the first release has no pointer file yet.
  if (overwrite !== 'never') put(POINTER, pointerTo({ 'app-1': old }))
  const cache = cacheBefore(world)
  const wrong: string[] = []
  let events = 0
  let kill: Kill

  function readOnce(): void {
    const pointer = cache.get(POINTER)
    if (pointer === undefined) {
      cache.forget(POINTER)
      return
    }
    for (const [key, digest] of JSON.parse(String(pointer)) as [string, string][])
      if (sha256(cache.get(key) ?? Buffer.alloc(0)) !== digest) wrong.push(`${key} at ${events}`)
  }

  /** @returns whether the process that asks is dead by now. */
  function event(): 'alive' | 'dies' | 'dead' {
    events += 1
    readOnce()
    if (kill === undefined || events < kill.at) return 'alive'
    return events === kill.at && kill.isDone ? 'dies' : 'dead'
  }
  function assertAlive(): void {
    if (event() !== 'alive') throw new Error('killed')
  }
  world.store.strike = (): Strike | undefined => {
    const state = event()
    return state === 'alive' ? undefined : { kind: 'fail', error: new Error('killed'), done: state === 'dies' }
  }
  const readers: Readers = {
    isSigned: false,
    shownUrl: (key) => key,
    async ask({ key }) {
      assertAlive()
      const bytes = cache.get(key)
      if (bytes === undefined) return { ...ANSWER, status: 404 }
      const crc = crc64(bytes)
      const headers = { 'content-length': String(bytes.length), 'x-oss-hash-crc64ecma': String(crc) }
      return { ...ANSWER, headers, readBytes: bytes.length, sha256: sha256(bytes), crc64: crc }
    },
  }
  const cdn: CdnRefresh = {
    batches: (keys) => [keys],
    remaining: async () => 1000,
    taskStates: async () => undefined,
    async refresh(keys) {
      assertAlive()
      for (const key of keys) cache.forget(key)
      return []
    },
  }
  const publishLast = [keyMatcher(POINTER)]
  return {
    world,
    readOnce,
    wrong,
    guess: () => ['app-2', 'notes-2'].map((key) => cache.get(key)),
    now: () => String(cache.get(POINTER)),
    async run(killed?: Kill) {
      events = 0
      kill = killed
      const settings = { overwrite, publish, publishLast, checkPublicMs: 60_000 }
      const result = await world.run(settings, { readers, cdn }).catch((error: unknown) => error)
      return { result, events }
    },
  }
}

const ANSWER: Extract<ReaderAnswer, { readonly kind: 'answer' }> = {
  ...{ kind: 'answer', status: 200, headers: {} },
  ...{ readBytes: 0, isWhole: true, sha256: '', crc64: 0n },
}

test.each([
  ['always', 'together'],
  ['always', 'as-ready'],
  ['never', 'together'],
] as const)(
  'readers get everything right that a pointer file names, whenever the step is killed: %s, %s',
  async (overwrite, publish) => {
    const whole = stage(overwrite, publish)
    const { events } = await whole.run()
    expect(whole.now()).toBe(String(FILES[POINTER]))
    expect(events).toBeGreaterThan(8)
    for (let at = 1; at <= events; at += 1) {
      // Every other request is carried out, and its answer lost.
      const isDone = (at % 2 === 0) === (publish === 'together')
      const { run, guess, readOnce, wrong, now } = stage(overwrite, publish)
      guess()
      await run({ at, isDone })
      const { result } = await run()
      readOnce()
      expect({ at, isDone, wrong, now: now() }).toEqual({ at, isDone, wrong: [], now: String(FILES[POINTER]) })
      expect(result).toMatchObject({ failed: [], readers: { kind: 'right' } })
    }
  },
)
