/** What is done about requests that were refused for who or when they were signed, and when a step gives up. */
import { describe, expect, onTestFinished, test } from 'vitest'
import { ActionError, asActionError } from '../../../src/core/errors/errors.ts'
import { createLimiter } from '../../../src/engine/bucket/limiter.ts'
import { createProgress } from '../../../src/engine/bucket/progress.ts'
import { createRequester } from '../../../src/engine/bucket/requester.ts'
import type { Reporter, Signing } from '../../../src/ports.ts'
import { createFakeClock } from '../fake-clock.ts'
import { failure, type Strike } from '../memory-store.ts'
import { bytesOf, createWorld, type World } from '../world.ts'

const SMALL = { 'a.txt': bytesOf(10) }

function signingOf(more: Partial<Signing>): { readonly signing: Signing } {
  return { signing: { prepare: async () => {}, correctClock() {}, canRefresh: false, ...more } }
}

function skewed(serverTimeMs?: number): ActionError {
  const facts = { status: 403, ...(serverTimeMs === undefined ? {} : { serverTimeMs }) }
  return new ActionError({ code: 'clock', fault: 'clock', message: 'the clock is wrong', facts })
}

/** Strikes the first requests. */
function strikeFirst(world: World, count: number, error: () => ActionError): void {
  world.store.strike = ({ nth }): Strike | undefined => (nth <= count ? { kind: 'fail', error: error() } : undefined)
}

describe('a request that was signed with a wrong time', () => {
  test("is sent again at once with the service's time", async () => {
    const world = createWorld(SMALL)
    strikeFirst(world, 1, () => skewed(1234))
    const times: number[] = []
    const result = await world.run({}, signingOf({ correctClock: (timeMs) => void times.push(timeMs) }))
    expect([result.failed, times, world.clock.nowMs()]).toEqual([[], [1234], 0])
  })

  test('fails if the service does not state its time', async () => {
    const world = createWorld(SMALL)
    strikeFirst(world, 1, () => skewed())
    const { failed } = await world.run()
    expect(String(failed[0]?.error)).toContain('the clock is wrong')
    expect(world.store.calls).toHaveLength(1)
  })
})

test.for([
  ['is sent again at once with fresh ones', 3, []],
  ['fails where three fresh ones do not help', 4, ['credentials']],
] as const)('a request that was refused for its credentials %s', async ([, refusals, codes]) => {
  const world = createWorld(SMALL)
  strikeFirst(world, refusals, () => failure('credentials'))
  const { failed } = await world.run({}, signingOf({ canRefresh: true }))
  expect(failed.map(({ error }) => asActionError(error)?.code)).toEqual(codes)
  expect(world.store.calls).toHaveLength(4)
  expect(world.log.filter((text) => text.includes('again with fresh credentials'))).toHaveLength(3)
  expect(world.clock.nowMs()).toBe(0)
})

test.for([
  ['with what to do about it, where that is known', 'Check the endpoint.', 'Check the endpoint.'],
  ['with the way to go on, where nothing better is known', undefined, 'Re-run the failed job when'],
] as const)('an endpoint that was never reached is given up after a minute, %s', async ([, remedy, told]) => {
  const world = createWorld(SMALL)
  const error = () => new ActionError({ code: 'no-dns', fault: 'unreachable', message: 'no such host', remedy })
  strikeFirst(world, 1000, error)
  const { failed } = await world.run()
  const known = asActionError(failed[0]?.error)
  expect(known).toMatchObject({
    code: 'no-dns',
    message: expect.stringMatching(/^Nothing moved for 6\d s; .*no such host$/),
  })
  expect(known?.remedy).toContain(told)
  expect(world.clock.nowMs()).toBeLessThan(70_000)
})

test('a step without any failure and without progress gives up without naming a failure', async () => {
  const world = createWorld(SMALL)
  world.store.strike = () => ({ kind: 'hang' })
  const { failed } = await world.run()
  expect(asActionError(failed[0]?.error)).toMatchObject({
    code: 'gave-up',
    message: expect.stringMatching(/^Nothing moved for 9\d\d s$/),
  })
})

test('the disk is blamed for what it delayed of acknowledged requests alone', async () => {
  const clock = createFakeClock()
  onTestFinished(() => clock.end())
  const progress = createProgress(clock)
  const signing = { prepare: async () => {}, correctClock() {}, canRefresh: false }
  const limiter = createLimiter({ kind: 'fixed', limit: 1 })
  const reporter = { debug() {} } as unknown as Reporter
  const requester = createRequester({ limiter, progress, clock, signing, reporter, giveUpAfterMs: 900_000 })
  const { signal } = new AbortController()
  let tries = 0
  await requester.run({
    ...{ what: 'part 1', weight: 1000, sizeBytes: 1000, signal },
    async send({ sending }) {
      tries += 1
      await clock.sleep(500, signal)
      sending.onDiskWait(500)
      if (tries < 5) throw failure('busy')
    },
  })
  expect(progress.snapshot()).toMatchObject({ diskMs: 500, requestMs: 2500 })
})

test.for([
  [1024, 40, 18],
  [512, 64, 18],
  [100, 64, 18],
  [20, 80, 9],
] as const)(
  'of a first burst of %d KiB each, %d at once, a service that accepts 24 leaves a limit of what it accepted',
  async ([sizeKib, atOnce, limit]) => {
    const clock = createFakeClock()
    onTestFinished(() => clock.end())
    const limiter = createLimiter({ kind: 'auto' })
    const signing = { prepare: async () => {}, correctClock() {}, canRefresh: false }
    const reporter = { debug() {} } as unknown as Reporter
    const options = { limiter, progress: createProgress(clock), clock, signing, reporter, giveUpAfterMs: 900_000 }
    const { run } = createRequester(options)
    const { signal } = new AbortController()
    limiter.observe({ kind: 'acknowledged', startedMs: -300, nowMs: 0, inFlight: 1, sizeBytes: 0, isFirst: true })
    const sizeBytes = sizeKib * 1024
    let accepted = 0
    const limits: number[] = []
    const send = async () => {
      if (accepted === 24) {
        await clock.sleep(300, signal)
        throw failure('busy')
      }
      accepted += 1
      await clock.sleep(400, signal)
      accepted -= 1
      limits.push(limiter.limit)
    }
    await Promise.all(
      Array.from({ length: 100 }, (_, nth) => run({ what: `${nth}`, weight: sizeBytes, sizeBytes, signal, send })),
    )
    expect([limiter.mostInFlight, limits[0]]).toEqual([atOnce, limit])
  },
)
