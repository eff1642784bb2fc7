/** GitHub that fails, limits, hangs, or is something else. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { startLoopbackServer } from '../../sandbox/net/loopback-server.ts'
import { type GithubStage, NEVER, startGithubStage, V1 } from './github-stage.ts'

let stage: GithubStage
beforeEach(async () => {
  stage = await startGithubStage()
})
afterEach(() => stage.close())

describe('GitHub that fails', () => {
  beforeEach(() => void stage.github.addRelease(stage.app, { tag: 'v1' }))
  const id = { 'x-github-request-id': 'A:B' }

  test.for([500, 502, 503, 504, 408])('with %i is asked again', async (status) => {
    stage.github.faults.add({ on: 'any', fault: { kind: 'status', status }, times: 3 })
    expect(await stage.open().find(V1, NEVER)).toMatchObject({ tag: 'v1' })
    expect(stage.github.requests).toHaveLength(4)
  })

  test.for([
    { kind: 'reset' },
    { kind: 'lost-answer' },
    { kind: 'cut-answer', afterBytes: 20 },
    { kind: 'garbage' },
    { kind: 'json', body: { message: 'hello' } },
    { kind: 'hang' },
    { kind: 'switch-protocols' },
  ] as const)('with $kind is asked again', async (fault) => {
    stage.github.faults.add({ on: 'any', fault, times: 2 })
    expect(await stage.open({ deadlineMs: 200 }).find(V1, NEVER)).toMatchObject({ tag: 'v1' })
    expect(stage.github.requests).toHaveLength(3)
  })

  test('for longer than the patience is given up', async () => {
    stage.github.faults.add({ on: 'any', fault: { kind: 'status', status: 503, headers: id } })
    expect(await stage.failure(stage.open().find(V1, NEVER))).toMatchObject({
      code: 'github-busy',
      shown: expect.stringContaining('A:B'),
    })
    expect(stage.clock.nowMs()).toBeGreaterThanOrEqual(900_000)
  })

  test('in words that nobody can read is given up after some tries', async () => {
    stage.github.faults.add({ on: 'any', fault: { kind: 'garbage' } })
    expect(await stage.failure(stage.open().find(V1, NEVER))).toMatchObject({ code: 'github-unreadable' })
    expect(stage.github.requests).toHaveLength(8)
  })

  test('in silence is given up when the patience is over, not later', async () => {
    stage.github.faults.add({ on: 'any', fault: { kind: 'hang' } })
    const { code } = await stage.failure(stage.open({ giveUpAfterMs: 50 }).find(V1, NEVER))
    expect(code).toBe('connection-stalled')
  })

  test.for([
    { 'retry-after': '99999999999999' },
    { 'retry-after': 'Fri, 31 Dec 275759 00:00:00 GMT' },
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '99999999999999' },
  ])('with a time that no clock tells is asked again after a minute: %o', async (headers) => {
    stage.github.faults.add({
      on: 'any',
      fault: { kind: 'status', status: 429, headers: { ...id, ...headers } },
      times: 1,
    })
    expect(await stage.open().find(V1, NEVER)).toMatchObject({ tag: 'v1' })
    expect(stage.clock.nowMs()).toBeGreaterThanOrEqual(60_000)
  })

  test('is waited for as its rate limit says, and a person is told why', async () => {
    stage.github.rateLimit.set({ remaining: 0, resetAtMs: stage.clock.epochMs() + 600_000 })
    expect(await stage.open().find(V1, NEVER)).toMatchObject({ tag: 'v1' })
    expect(stage.clock.nowMs()).toBeGreaterThanOrEqual(600_000)
    expect(stage.waits).toMatchObject([
      { why: expect.stringMatching(/limit of 1,000 requests an hour is used up until/) },
    ])
  })

  test('with a limit that ends too late is an error at once, with the time', async () => {
    stage.github.rateLimit.set({ remaining: 0, resetAtMs: Date.parse('2023-11-14T23:00:00Z') })
    const { code, shown } = await stage.failure(stage.open().find(V1, NEVER))
    expect([code, stage.clock.nowMs(), stage.github.requests.length]).toEqual(['github-rate-limit', 0, 1])
    expect(shown).toContain('until 2023-11-14 23:00:01 UTC')
  })

  test.for([
    ['403 and retry-after', { kind: 'status', status: 403, headers: { ...id, 'retry-after': '120' } }, 120_000],
    ['429 and retry-after', { kind: 'status', status: 429, headers: { ...id, 'retry-after': '30' } }, 30_000],
    [
      'its words alone',
      {
        kind: 'status',
        status: 403,
        headers: { ...id, 'content-type': 'application/json' },
        body: '{"message":"You have exceeded a secondary rate limit."}',
      },
      60_000,
    ],
  ] as const)('with a secondary limit, by %s, is waited for', async ([, fault, waitMs]) => {
    stage.github.faults.add({ on: 'any', fault, times: 1 })
    expect(await stage.open().find(V1, NEVER)).toMatchObject({ tag: 'v1' })
    expect(stage.clock.nowMs()).toBeGreaterThanOrEqual(waitMs)
  })

  test('behind something else that answers is told as that', async () => {
    stage.github.faults.add({ on: 'any', fault: { kind: 'status', status: 403, body: '<html>login</html>' } })
    expect(await stage.failure(stage.open().find(V1, NEVER))).toMatchObject({ code: 'not-github' })
  })

  test('that cannot be reached ends after a minute where it was never reached', async () => {
    const { url, close } = await startLoopbackServer(async () => {})
    await close()
    expect(await stage.failure(stage.open({ baseUrl: url, apiUrl: url }).find(V1, NEVER))).toMatchObject({
      code: 'unreachable',
    })
    expect(stage.clock.nowMs()).toBeLessThan(61_000)
  })

  test('says nothing on the console of what is deprecated', async () => {
    const warn = vi.spyOn(console, 'warn')
    stage.github.faults.add({
      on: 'any',
      fault: { kind: 'status', status: 503, headers: { ...id, deprecation: 'true' } },
      times: 1,
    })
    await stage.open().find(V1, NEVER)
    expect(warn).not.toHaveBeenCalled()
    warn.mockRestore()
  })
})

describe('called off', () => {
  test('while an answer hangs, and while it waits to ask again, it ends with the reason', async () => {
    stage.github.faults.add({ on: 'any', fault: { kind: 'hang' }, times: 1 })
    const first = new AbortController()
    const hanging = stage.open().find(V1, first)
    await vi.waitFor(() => expect(stage.github.requests).toHaveLength(1))
    first.abort(new Error('cancelled'))
    await expect(hanging).rejects.toThrow('cancelled')
    const second = new AbortController()
    stage.github.faults.add({ on: 'any', fault: { kind: 'status', status: 429, headers: { 'retry-after': '60' } } })
    const waiting = stage.open({ onWait: () => second.abort(new Error('cancelled')) }).find(V1, second)
    await expect(waiting).rejects.toThrow('cancelled')
  })
})
