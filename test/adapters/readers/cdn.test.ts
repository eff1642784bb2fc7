import { expect, onTestFinished, test } from 'vitest'
import { createHttpCaller } from '../../../src/adapters/http/http-call.ts'
import { createCdnRefresh } from '../../../src/adapters/readers/cdn.ts'
import { asActionError } from '../../../src/core/errors/errors.ts'
import type { CdnKind } from '../../../src/core/service/cdn.ts'
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

test.each(['cdn', 'dcdn', 'esa'] as const)('%s takes keys of every form, signed with a session', async (kind) => {
  const { refreshed, cdn, api } = await scene(kind)
  await cdn.refresh(['a b+c%&=.txt', '目录/文件.zip'], signal)
  expect(refreshed).toEqual(['/a%20b%2Bc%25%26%3D.txt', '/%E7%9B%AE%E5%BD%95/%E6%96%87%E4%BB%B6.zip'])
  api.remaining = 17
  expect(await cdn.remaining(signal)).toBe(17)
})

test.each(['cdn', 'dcdn'] as const)(
  '%s tells how far its tasks are, and a refusal of that is nothing',
  async (kind) => {
    const { cdn, api } = await scene(kind)
    expect(await cdn.tasks(signal)).toBeUndefined()
    api.delaysTasks = true
    await cdn.refresh(['a'], signal)
    await cdn.refresh(['b'], signal)
    expect(await cdn.tasks(signal)).toEqual({ doneCount: 0, failedCount: 0, count: 2 })
    api.runTasks()
    expect(await cdn.tasks(signal)).toEqual({ doneCount: 2, failedCount: 0, count: 2 })
    api.denied.push('DescribeRefreshTaskById', 'DescribeDcdnRefreshTaskById')
    expect(await cdn.tasks(signal)).toBeUndefined()
  },
)

test('ESA has no such call', async () => {
  const { cdn, api } = await scene('esa')
  await cdn.refresh(['a'], signal)
  expect(await cdn.tasks(signal)).toBeUndefined()
  expect(api.calls.map(({ action }) => action)).toEqual(['PurgeCaches'])
})

test('a wrong clock is corrected by the answer', async () => {
  const { cdn } = await scene('cdn', { nowMs: () => Date.now() + 7_200_000 })
  expect(await failureOf(cdn.refresh(['a'], signal))).toMatchObject({ code: 'cdn-clock-skew', fault: 'clock' })
  await cdn.refresh(['a'], signal)
})

test('keys that are refused are told, and expired ones not used again', async () => {
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

test('no redirect is followed, and a page in place of the service is named', async () => {
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

test('a release of thousands goes in batches that the service takes, and what is left of the quota is told', async () => {
  const clock = createFakeClock()
  const { api, cdn, refreshed } = await scene('dcdn', { nowMs: () => Date.now() + clock.nowMs() })
  const engine = { clock, reporter: { debug() {} } as never, signal, progress: { moved() {} } as never }
  const keys = Array.from({ length: 2500 }, (_, index) => `v1/file-${index}.bin`)
  api.remaining = 2010
  const result = await refreshKeys(engine, cdn, { keys, reserved: 10, giveUpAfterMs: 900_000 })
  clock.end()
  expect(refreshed).toHaveLength(2000)
  expect(result.refreshed).toEqual(keys.slice(0, 2000))
  expect(result.error?.message).toContain('500 objects could not be refreshed')
  // A domain may have 1,000 URLs refreshed a minute.
  expect(api.calls.some(({ status }) => status === 400)).toBe(true)
  expect(Math.max(...api.calls.map(({ urls }) => urls.length))).toBeLessThanOrEqual(1000)
})
