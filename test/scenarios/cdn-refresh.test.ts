/** What a release replaced is refreshed in the cache in front of the bucket. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CdnApi } from '../sandbox/cdn/api.ts'
import type { Edge } from '../sandbox/cdn/edge.ts'
import type { Runner } from '../sandbox/runner/runner.ts'
import { openEdgeStage } from './edge-stage.ts'
import { bytesOf, download, KIB, type Stage, writeFiles } from './stage.ts'

let stage: Stage
let edge: Edge
let api: CdnApi
let close: () => Promise<void>
beforeEach(async () => {
  ;({ stage, edge, api, close } = await openEdgeStage())
})
afterEach(() => close())

const OLD = { 'dist/app.exe': bytesOf(200 * KIB, 'old'), 'dist/同.txt': 'same', 'dist/latest.yml': 'version: 1' }
const NEW = {
  'dist/app.exe': bytesOf(200 * KIB, 'new'),
  'dist/同.txt': 'same',
  'dist/latest.yml': 'version: 2',
  'dist/new.txt': 'new',
}

function inputs(more: Readonly<Record<string, string>> = {}) {
  return stage.inputs({
    path: 'dist/*',
    'public-url': edge.url,
    'cdn-refresh': 'cdn',
    'cdn-endpoint': api.url,
    ...more,
  })
}

/** A release that readers have fetched by the edge. */
async function publishOld(): Promise<void> {
  const runner = await stage.runner({ runId: '1' })
  writeFiles(runner.workspace, OLD)
  expect((await runner.run({ with: stage.inputs({ path: 'dist/*' }) })).conclusion).toBe('success')
  for (const name of ['app.exe', 'latest.yml']) await download(`${edge.url}/${name}`)
}

async function runnerWithNew(): Promise<Runner> {
  const runner = await stage.runner({ runId: '2' })
  writeFiles(runner.workspace, NEW)
  return runner
}

/** What was asked to be refreshed, a list a call; only what was taken. */
function refreshed(): readonly (readonly string[])[] {
  return api.calls
    .filter(({ urls, status }) => urls.length > 0 && status === 200)
    .map(({ urls }) => urls.map((url) => url.replace(`${edge.url}/`, '')))
}

test.each(['cdn', 'dcdn', 'esa', 'esa:123456789'])(
  '%s is asked to refresh what changed, pointer files after the others',
  async (cdn) => {
    await publishOld()
    const runner = await runnerWithNew()
    const result = await runner.run({ with: inputs({ 'cdn-refresh': cdn, 'check-public': '5s' }) })
    expect(result.log).not.toContain('##[error]')
    expect(result.conclusion).toBe('success')
    expect(refreshed()).toEqual([['app.exe'], ['latest.yml']])
    expect((await download(`${edge.url}/latest.yml`)).toString()).toBe('version: 2')
  },
)

test('without oss:GetObject everything is refreshed, and the log says what would save quota', async () => {
  stage.oss.faults.add({
    when: { operation: 'HeadObject' },
    action: { kind: 'answer', status: 403, code: 'AccessDenied' },
  })
  const runner = await runnerWithNew()
  const result = await runner.run({ with: inputs() })
  expect(result.conclusion).toBe('success')
  expect(refreshed().map((urls) => [...urls].sort())).toEqual([['%E5%90%8C.txt', 'app.exe', 'new.txt'], ['latest.yml']])
  expect(result.log).toContain('with `oss:GetObject` new ones cost no quota')
})

test('a denial shows the policy; objects stay published, and a re-run requests the same refresh again', async () => {
  await publishOld()
  api.denied = ['RefreshObjectCaches', 'DescribeRefreshQuota']
  const runner = await runnerWithNew()
  const result = await runner.run({ with: inputs() })
  expect(result.conclusion).toBe('failure')
  expect(result.log).toContain('cdn:RefreshObjectCaches is denied')
  expect(result.log).toContain('"Action": [')
  expect(result.log).toContain('A re-run sends nothing again')
  expect((await download(`${stage.oss.endpoint}/latest.yml`)).toString()).toBe('version: 2')

  api.denied = []
  const again = await runner.run({ with: inputs() })
  expect(again.log).not.toContain('##[error]')
  expect(again.conclusion).toBe('success')
  expect(again.outputs['bytes-sent']).toBe('0')
  expect(refreshed()).toEqual([['app.exe'], ['latest.yml']])
})

test.each(['always', 'if-changed'])(
  'without records a re-run refreshes all that existed before: %s',
  async (overwrite) => {
    await publishOld()
    api.denied = ['RefreshObjectCaches']
    const runner = await runnerWithNew()
    const without = inputs({ resume: 'false', overwrite })
    expect((await runner.run({ with: without })).conclusion).toBe('failure')
    api.denied = []
    expect((await runner.run({ with: without })).conclusion).toBe('success')
    const [files = [], pointers] = refreshed()
    expect([...files].sort()).toEqual(['%E5%90%8C.txt', 'app.exe', 'new.txt'])
    expect(pointers).toEqual(['latest.yml'])
  },
)

test('a dry run says that the CDN would be asked, and sends no request to it', async () => {
  const result = await (await runnerWithNew()).run({ with: inputs({ 'dry-run': 'true' }) })
  expect(result.log).toContain('would be refreshed in the CDN')
  expect(api.calls).toEqual([])
})

test('a quota that is too small is kept for the pointer files', async () => {
  await publishOld()
  api.remaining = 1
  const runner = await runnerWithNew()
  const result = await runner.run({ with: inputs() })
  expect(result.conclusion).toBe('failure')
  expect(refreshed()).toEqual([['latest.yml']])
  expect(result.log).toContain('1 object could not be refreshed')
  expect(result.log).toContain('midnight (UTC+8)')
})

test('a busy service is retried, and a domain of another account is named', async () => {
  api.refusals.push({ status: 503, code: 'Throttling.User' }, { status: 400, code: 'QuotaPerMinuteExceeded.Refresh' })
  const runner = await runnerWithNew()
  expect((await runner.run({ with: inputs() })).conclusion).toBe('success')
  expect(refreshed()).toEqual([['latest.yml']])
  const other = await runner.run({
    with: inputs({ 'public-url': 'https://other.example.com', 'check-public': 'false' }),
  })
  expect(other.conclusion).toBe('failure')
  expect(other.log).toContain('other.example.com is not a domain of this account in CDN')
})

test('a cached miss of a new file is refreshed when the check finds it', async () => {
  edge.rules.missTtlMs = 3_600_000
  await expect(download(`${edge.url}/new.txt`)).rejects.toThrow('404')
  const runner = await runnerWithNew()
  const result = await runner.run({ with: inputs({ 'check-public': '20s' }) })
  expect(result.conclusion).toBe('success')
  expect(refreshed()).toEqual([['new.txt'], ['latest.yml']])
})

test('a refresh that fails is not an error if readers get everything right', async () => {
  api.denied = ['RefreshObjectCaches']
  const runner = await runnerWithNew()
  const result = await runner.run({ with: inputs({ 'check-public': '5s' }) })
  expect(result.conclusion).toBe('success')
  expect(result.log).toContain('Readers get everything right all the same')
})

test('held files are refreshed by the step that publishes them', async () => {
  await publishOld()
  const holder = await stage.runner({ runId: '9' })
  writeFiles(holder.workspace, NEW)
  const held = await holder.run({ with: inputs({ publish: 'hold', 'hold-name': 'all' }) })
  expect(held.conclusion).toBe('success')
  expect(api.calls).toEqual([])
  const publisher = await stage.runner({ runId: '9' })
  const publish = { with: inputs({ path: '', 'publish-held': held.outputs.held ?? '' }) }
  api.denied = ['RefreshObjectCaches']
  const denied = await publisher.run(publish)
  expect(denied.conclusion).toBe('failure')
  expect(denied.log).toContain('What is published stays published')
  api.denied = []
  const result = await publisher.run(publish)
  expect(result.conclusion).toBe('success')
  // No record tells of an earlier try: all that shows is refreshed.
  const [files = [], pointers] = refreshed()
  expect([...files].sort()).toEqual(['%E5%90%8C.txt', 'app.exe', 'new.txt'])
  expect(pointers).toEqual(['latest.yml'])
})

test('slow tasks are polled while the step waits for readers, and a service without task states changes nothing', async () => {
  await publishOld()
  api.delaysTasks = true
  const runner = await runnerWithNew()
  const step = await runner.start({ with: inputs({ 'check-public': '1m' }) })
  await step.waitForLog(/Waiting for 1 of 3 objects/)
  expect(edge.requests.some(({ path }) => path === '/latest.yml')).toBe(true)
  api.denied = ['DescribeRefreshTaskById']
  api.delaysTasks = false
  api.runTasks()
  const result = await step.done
  expect(result.log).not.toContain('##[error]')
  expect(result.conclusion).toBe('success')
  expect(api.calls.some(({ action }) => action === 'DescribeRefreshTaskById')).toBe(true)
  expect(refreshed()).toEqual([['app.exe'], ['latest.yml']])
})

test.each([
  [{ 'cdn-refresh': 'akamai' }, 'cdn-refresh: cdn'],
  [{ 'public-url': '', cname: 'false', endpoint: '' }, 'public-url: https://download.example.com'],
  [{ 'cdn-endpoint': 'http://cdn.aliyuncs.com' }, 'cdn-endpoint: cdn.aliyuncs.com'],
  [{ 'cdn-endpoint': 'https://user:secret@cdn.aliyuncs.com' }, 'cdn-endpoint: cdn.aliyuncs.com'],
  [{ 'cdn-endpoint': 'cdn.aliyuncs.com/path?a=b' }, 'cdn-endpoint: cdn.aliyuncs.com'],
  [{ 'check-public': 'yes' }, 'check-public: true'],
  [{ 'check-public': 'off' }, 'check-public: false'],
  [{ 'check-public': '0' }, 'check-public: false'],
  [{ 'check-public': '3d' }, 'check-public: 24h'],
])('%j is answered at once with `%s`', async (wrong, write) => {
  const runner = await runnerWithNew()
  const result = await runner.run({ with: inputs(wrong) })
  expect(result.conclusion).toBe('failure')
  expect(result.log).toContain(write)
  expect(stage.oss.requests).toEqual([])
})
