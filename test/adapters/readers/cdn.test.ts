import { expect, onTestFinished, test } from 'vitest'
import { createHttpCaller } from '../../../src/adapters/http/http-call.ts'
import { createCdnRefresh } from '../../../src/adapters/readers/cdn.ts'
import { asActionError } from '../../../src/core/errors/errors.ts'
import type { CdnKind } from '../../../src/core/service/cdn.ts'
import { createPatience } from '../../../src/engine/readers/patience.ts'
import { refreshKeys } from '../../../src/engine/readers/refresh.ts'
import { createFakeClock } from '../../engine/fake-clock.ts'
import { type CdnApiOptions, startCdnApi } from '../../sandbox/cdn/api.ts'
import { startLoopbackServer } from '../../sandbox/net/loopback-server.ts'

const KEYS = { accessKeyId: 'STS.fake', accessKeySecret: 'fake-secret', securityToken: 'fake-token' }
const signal = new AbortController().signal

async function scene(kind: CdnKind = 'cdn', more: Partial<CdnApiOptions> = {}) {
  const refreshed: string[] = []
  const api = await startCdnApi({
    ...{
      credential: KEYS,
      domains: ['download.example.com'],
      onRefreshed: ({ pathname }) => void refreshed.push(pathname),
    },
    ...more,
  })
  onTestFinished(() => api.close())
  return { api, refreshed, cdn: createCdn(kind, api.url) }
}

function createCdn(kind: CdnKind, origin: string, discarded: unknown[] = []) {
  return createCdnRefresh({
    service: { kind, origin, siteId: kind === 'esa' ? '123456789' : undefined },
    base: 'https://download.example.com',
    http: createHttpCaller({}),
    credentials: {
      current: async () => ({ ...KEYS, expiresAtMs: undefined }),
      discard: (one) => void discarded.push(one),
    },
    clock: { epochMs: () => Date.now() },
  })
}

async function failureOf(promise: Promise<unknown>) {
  return asActionError(
    await promise.then(
      () => undefined,
      (error: unknown) => error,
    ),
  )
}

test.each(['cdn', 'dcdn', 'esa'] as const)('%s accepts keys of every form, signed with a session', async (kind) => {
  const { refreshed, cdn, api } = await scene(kind)
  await cdn.refresh(['a b+c%&=.txt', '目录/文件.zip'], signal)
  expect(refreshed).toEqual(['/a%20b%2Bc%25%26%3D.txt', '/%E7%9B%AE%E5%BD%95/%E6%96%87%E4%BB%B6.zip'])
  api.remaining = 17
  expect(await cdn.remaining(signal)).toBe(17)
})

test('a wrong clock is corrected by the answer', async () => {
  const { cdn } = await scene('cdn', { nowMs: () => Date.now() + 7_200_000 })
  expect(await failureOf(cdn.refresh(['a'], signal))).toMatchObject({ code: 'cdn-clock-skew', fault: 'clock' })
  await cdn.refresh(['a'], signal)
})

test('refused access keys are reported, and expired ones are not used again', async () => {
  const { api } = await scene('cdn')
  api.refusals.push({ status: 400, code: 'InvalidSecurityToken.Expired' })
  const discarded: unknown[] = []
  const error = await failureOf(createCdn('cdn', api.url, discarded).refresh(['a'], signal))
  expect(error).toMatchObject({ code: 'cdn-session-expired', fault: 'credentials' })
  expect(discarded).toHaveLength(1)
})

test.each([
  [400, 'QuotaExceeded.Refresh', 'cdn-quota', 'permanent'],
  [400, 'QuotaPerMinuteExceeded.Refresh', 'cdn-busy', 'busy'],
  [503, 'Throttling', 'cdn-busy', 'busy'],
  [429, 'TooManyRequests', 'cdn-busy', 'busy'],
  [404, 'InvalidDomain.NotFound', 'cdn-domain', 'permanent'],
  [403, 'IllegalOperation', 'cdn-domain', 'permanent'],
  [403, 'Forbidden.RAM', 'cdn-denied', 'denied'],
  [400, 'InvalidObjectPath.Malformed', 'cdn-error', 'permanent'],
])('%i %s is %s', async (status, code, ours, fault) => {
  const { api, cdn } = await scene()
  api.refusals.push({ status, code })
  expect(await failureOf(cdn.refresh(['a'], signal))).toMatchObject({ code: ours, fault })
})

test('redirects are not followed, and a page in place of the service is reported', async () => {
  const asked: string[] = []
  const server = await startLoopbackServer(async (request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(302, { location: '/elsewhere' }).end('<html>')
  })
  onTestFinished(() => server.close())
  expect(await failureOf(createCdn('cdn', server.url).refresh(['a'], signal))).toMatchObject({
    code: 'not-the-service',
  })
  expect(await createCdn('cdn', server.url).remaining(signal)).toBeUndefined()
  expect(asked).not.toContain('/elsewhere')
})

test('thousands of objects are sent in batches that the service accepts, and the remaining quota is returned', async () => {
  const { api, cdn, refreshed } = await scene('dcdn')
  const clock = createFakeClock()
  const engine = { clock, reporter: { debug() {} } as never, signal, progress: { moved() {} } as never }
  const patience = createPatience(engine, 900_000)
  const keys = Array.from({ length: 2500 }, (_, index) => `v1/file-${index}.bin`)
  api.remaining = 2010
  const allowed = ((await cdn.remaining(signal)) ?? 0) - 10
  const result = await refreshKeys(engine, cdn, { keys, allowed, patience })
  clock.end()
  expect(refreshed).toHaveLength(2000)
  expect(result.refreshed).toEqual(keys.slice(0, 2000))
  expect(result.error?.message).toContain('500 objects could not be refreshed')
  expect(Math.max(...api.calls.map(({ urls }) => urls.length))).toBeLessThanOrEqual(1000)
})

test.each(['cdn', 'dcdn', 'esa'] as const)('%s returns the states of its tasks', async (kind) => {
  const { cdn, api } = await scene(kind)
  api.delaysTasks = true
  const [id = ''] = await cdn.refresh(['a', 'b'], signal)
  expect(await cdn.taskStates([id], signal)).toEqual(new Map([[id, 'waiting']]))
  api.runTasks()
  expect(await cdn.taskStates([id], signal)).toEqual(new Map([[id, 'done']]))
  api.denied = ['DescribeRefreshTaskById', 'DescribeDcdnRefreshTaskById', 'DescribePurgeTasks']
  expect(await cdn.taskStates([id], signal)).toBeUndefined()
})

test('what exceeds the limit of a minute is refreshed in the next', async () => {
  let nowMs = Date.now()
  const { cdn, api, refreshed } = await scene('dcdn', { nowMs: () => nowMs })
  api.perMinute = 100
  const clock = createFakeClock()
  const sleep = (delayMs: number, until: AbortSignal) => {
    nowMs += delayMs
    return clock.sleep(delayMs, until)
  }
  const engine = {
    clock: { ...clock, sleep },
    reporter: { debug() {} } as never,
    signal,
    progress: { moved() {} } as never,
  }
  const keys = Array.from({ length: 180 }, (_, index) => `${'v'.repeat(80)}/${index}`)
  const result = await refreshKeys(engine, cdn, { keys, allowed: 180, patience: createPatience(engine, 900_000) })
  clock.end()
  expect(result.error).toBeUndefined()
  expect(refreshed).toHaveLength(180)
})

test('a session that expires meanwhile is renewed, and the refresh is repeated with the new one', async () => {
  const { api } = await scene()
  api.refusals.push({ status: 400, code: 'InvalidSecurityToken.Expired' })
  let sessions = 0
  let isCurrent = false
  const cdn = createCdnRefresh({
    service: { kind: 'cdn', origin: api.url, siteId: undefined },
    base: 'https://download.example.com',
    http: createHttpCaller({}),
    credentials: {
      async current() {
        if (!isCurrent) sessions += 1
        isCurrent = true
        return { ...KEYS, expiresAtMs: undefined }
      },
      discard() {
        isCurrent = false
      },
    },
    clock: { epochMs: () => Date.now() },
  })
  const clock = createFakeClock()
  const engine = { clock, reporter: { debug() {} } as never, signal, progress: { moved() {} } as never }
  const result = await refreshKeys(engine, cdn, { keys: ['a'], allowed: 1, patience: createPatience(engine, 900_000) })
  clock.end()
  expect(result).toMatchObject({ refreshed: ['a'], error: undefined })
  expect(sessions).toBe(2)
})
