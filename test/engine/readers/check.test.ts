import { expect, test } from 'vitest'
import type { ReadableObject, ReaderAnswer } from '../../../src/core/readers/finding.ts'
import { type CheckOptions, checkAsReader } from '../../../src/engine/readers/check.ts'
import type { ReaderQuestion, Readers } from '../../../src/ports/readers.ts'
import { createFakeClock } from '../fake-clock.ts'

function object(key: string): ReadableObject {
  return { key, sizeBytes: 5, crc64: 7n, sample: undefined, contentType: 'application/octet-stream' }
}

function answer(status: number, headers: Readonly<Record<string, string>> = {}): ReaderAnswer {
  return { kind: 'answer', status, headers, readBytes: 0, isWhole: true, sha256: '', crc64: 0n }
}

const RIGHT = answer(200, { 'content-length': '5', 'x-oss-hash-crc64ecma': '7' })

function scene(answerTo: (question: ReaderQuestion, nth: number) => ReaderAnswer) {
  const clock = createFakeClock()
  const log: string[] = []
  const askedMs: number[] = []
  const controller = new AbortController()
  let atOnce = 0
  let mostAtOnce = 0
  const readers: Readers = {
    isSigned: false,
    shownUrl: (key) => `https://example.com/${key}`,
    async ask(question) {
      askedMs.push(clock.nowMs())
      atOnce += 1
      mostAtOnce = Math.max(mostAtOnce, atOnce)
      await new Promise((resolve) => setImmediate(resolve))
      atOnce -= 1
      return answerTo(question, askedMs.length)
    },
  }
  const reporter = { info: (text: string) => void log.push(text) } as never
  const engine = { clock, reporter, signal: controller.signal, progress: { moved() {} } as never }
  const check = (objects: readonly ReadableObject[], durationMs: number, more: Partial<CheckOptions> = {}) =>
    checkAsReader(engine, readers, { objects, durationMs, whole: false, ...more })
  return { check, readers, engine, log, askedMs, controller, most: () => mostAtOnce, clock }
}

test('only wrong objects are requested again, after growing pauses', async () => {
  const { check, askedMs, clock } = scene(({ key }, nth) => (key === 'a' || nth > 5 ? RIGHT : answer(404)))
  const { wrong } = await check([object('a'), object('b')], 600_000)
  clock.end()
  expect(wrong).toEqual([])
  // The fake clock jumps while answers are on their way.
  const pauses = askedMs.slice(2).map((atMs, index) => atMs - (askedMs[index + 1] ?? 0))
  expect(pauses).toHaveLength(4)
  expect(pauses.map((pauseMs, index) => pauseMs > (pauses[index - 1] ?? 999))).toEqual([true, true, true, true])
})

test('the last request is sent when the time is over, and every half minute the log says what is waited for', async () => {
  const { check, log, askedMs, clock } = scene(() =>
    answer(200, { 'x-oss-hash-crc64ecma': '8', age: '93600', 'x-cache': 'HIT' }),
  )
  const { wrong, waitedMs } = await check([object('a')], 100_000)
  clock.end()
  expect(wrong).toEqual([
    { url: 'https://example.com/a', finding: { kind: 'other-bytes', cache: 'Age: 93600, X-Cache: HIT' } },
  ])
  expect(askedMs.at(-1)).toBeGreaterThanOrEqual(100_000)
  expect(waitedMs).toBeLessThan(105_000)
  expect(log.filter((text) => text.startsWith('Waiting for 1 of 1 object'))).toHaveLength(4)
})

test('at most 64 URLs are requested at the same time', async () => {
  const { check, most, clock } = scene(() => RIGHT)
  await check(
    Array.from({ length: 500 }, (_, index) => object(String(index))),
    1000,
  )
  clock.end()
  expect(most()).toBe(64)
})

test('a cancel ends the wait', async () => {
  const { check, controller, clock } = scene(() => {
    controller.abort(new Error('cancelled'))
    return answer(403)
  })
  await expect(check([object('a')], 600_000)).rejects.toThrow('cancelled')
  clock.end()
})

test('missing answers are not waited for once the time is over', async () => {
  const { readers, engine, clock } = scene(() => RIGHT)
  const silent: Readers = {
    ...readers,
    ask: ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  }
  const options = { objects: [object('a')], durationMs: 15_000, whole: false }
  const { wrong, waitedMs } = await checkAsReader(engine, silent, options)
  clock.end()
  expect(wrong).toEqual([{ url: 'https://example.com/a', finding: { kind: 'unreachable', code: 'ETIMEDOUT' } }])
  expect(waitedMs).toBeLessThanOrEqual(30_000)
})

test('the next check comes soon once a cache says that its refresh is done', async () => {
  const { check, askedMs, clock } = scene(() => answer(404))
  await check([object('a')], 120_000, { isJustRefreshed: async () => askedMs.length === 6 })
  clock.end()
  const [before = 0, after = 0] = askedMs.slice(4, 7).map((atMs, index, all) => (all[index + 1] ?? 0) - atMs)
  expect(before).toBeGreaterThanOrEqual(16_000)
  expect(after).toBeLessThan(4000)
})

test('a refused HEAD decides nothing if GET succeeds', async () => {
  const bytes: ReaderAnswer = { ...answer(200), readBytes: 5, crc64: 7n } as ReaderAnswer
  const { check } = scene(({ method }) => (method === 'HEAD' ? answer(403) : bytes))
  expect((await check([object('a')], 0)).wrong).toEqual([])
})
