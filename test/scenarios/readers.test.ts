/** Pointer files wait until readers get right what they point to, by the address that readers use. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RequestRecord } from '../../packages/oss-sandbox/src/request-log.ts'
import { type Edge, startEdge } from '../sandbox/cdn/edge.ts'
import { bytesOf, download, KIB, MIB, openStage, type Stage, writeFiles } from './stage.ts'

let stage: Stage
let edge: Edge
beforeEach(async () => {
  stage = await openStage()
  edge = await startEdge({ origin: stage.oss.endpoint })
})
afterEach(async () => {
  await edge.close()
  await stage.close()
})

const FILES = {
  'dist/app-2.exe': bytesOf(3 * MIB, 'app'),
  'dist/notes-2.txt': bytesOf(70 * KIB, 'notes'),
  'dist/latest.yml': 'version: 2',
}

function inputs(more: Readonly<Record<string, string>> = {}) {
  return stage.inputs({ path: 'dist/*', 'public-url': edge.url, 'check-public': '1s', 'part-size': '1MiB', ...more })
}

/** Keys in the order in which their objects became visible. */
function publishedKeys(): readonly string[] {
  const makesVisible = ({ operation, status }: RequestRecord) =>
    ['PutObject', 'CompleteMultipartUpload'].includes(operation) && status === 200
  return stage.oss.requests.filter(makesVisible).map(({ key }) => key ?? '')
}

async function run(more: Readonly<Record<string, string>> = {}) {
  const runner = await stage.runner()
  writeFiles(runner.workspace, FILES)
  return runner.run({ with: inputs(more) })
}

/** What a reader had got before the release. */
async function publishBefore(files: Readonly<Record<string, string | Buffer>>) {
  const runner = await stage.runner({ runId: '1' })
  writeFiles(runner.workspace, files)
  const result = await runner.run({ with: stage.inputs({ path: 'dist/*', 'public-url': edge.url }) })
  expect(result.conclusion).toBe('success')
}

test('files are checked by HEAD once they are visible, and pointer files are read completely after them', async () => {
  const result = await run()
  expect(result.log).not.toContain('::error')
  expect(result.conclusion).toBe('success')
  const asked = edge.requests.map(({ method, path }) => `${method} ${path}`)
  expect(asked.slice(0, 2).sort()).toEqual(['HEAD /app-2.exe', 'HEAD /notes-2.txt'])
  expect(asked.slice(2)).toEqual(['GET /latest.yml'])
  expect(edge.requests.every(({ status, headers }) => status === 200 && headers.authorization === undefined)).toBe(true)
})

test('without OSS’s CRC64 header the edges of large objects are read, and small ones completely', async () => {
  edge.rules.dropped = ['x-oss-hash-crc64ecma']
  edge.rules.gzip = true
  const result = await run()
  expect(result.conclusion).toBe('success')
  const ofApp = edge.requests.filter(({ path }) => path === '/app-2.exe')
  expect(ofApp.map(({ method, headers }) => [method, headers.range])).toEqual([
    ['HEAD', undefined],
    ['GET', `bytes=0-${64 * KIB - 1}`],
    ['GET', `bytes=${3 * MIB - 64 * KIB}-${3 * MIB - 1}`],
  ])
  expect(edge.requests.filter(({ path }) => path === '/notes-2.txt').map(({ method }) => method)).toEqual([
    'HEAD',
    'GET',
  ])
})

test('with an edge that serves old bytes the pointer is not published; a re-run sends nothing, and continues', async () => {
  await publishBefore({ 'dist/app-2.exe': bytesOf(3 * MIB, 'old'), 'dist/latest.yml': 'version: 1' })
  await download(`${edge.url}/app-2.exe`)
  edge.rules.dropped = ['x-oss-hash-crc64ecma']
  const runner = await stage.runner({ runId: '2' })
  writeFiles(runner.workspace, FILES)
  const result = await runner.run({ with: inputs() })
  expect(result.conclusion).toBe('failure')
  expect(result.summary).toContain('Published, but readers do not get it')
  expect(result.log).toMatch(/app-2\.exe gives other bytes than were published \(Age: \d+, X-Cache: HIT/)
  expect(result.log).toContain('app-2.exe replaces an object of the same name with other bytes')
  expect(result.log).toContain('Waiting for 1 of 2 objects')
  expect(result.summary).toContain('readers do not get all of them yet')
  expect(result.outputs.urls).toContain(`${edge.url}/app-2.exe`)
  expect((await download(`${stage.oss.endpoint}/latest.yml`)).toString()).toBe('version: 1')

  edge.refresh('/app-2.exe')
  stage.oss.reset()
  const again = await runner.run({ with: inputs() })
  expect(again.log).not.toContain('::error')
  expect(again.conclusion).toBe('success')
  expect(again.outputs['bytes-sent']).toBe(String('version: 2'.length))
  expect(publishedKeys()).toEqual(['latest.yml'])
  expect((await download(`${edge.url}/latest.yml`)).toString()).toBe('version: 2')
})

test('a private bucket is reported with what makes it public, and the body is not shown', async () => {
  edge.rules.override = () => ({ status: 403, body: 'secret words' })
  const result = await run()
  expect(result.conclusion).toBe('failure')
  expect(result.log).toContain('answers 403 to anonymous readers')
  expect(result.log).toContain('x-oss-object-acl: public-read')
  expect(result.log).not.toContain('secret words')
  expect(publishedKeys()).not.toContain('latest.yml')
})

test.each([
  ['a miss that the edge has kept', { status: 404 }, 'answers 404, from a cache that has kept an earlier 404'],
  [
    'a login page',
    { status: 200, headers: { 'content-type': 'text/html' }, body: '<form>' },
    'a web page in place of the file',
  ],
  [
    'a redirect without end',
    { status: 302, headers: { location: '/app-2.exe?token=abc' } },
    'redirects readers to 127.0.0.1:\\d+ \\(HTTP 302\\), which is one redirect too many',
  ],
])('%s is named in the log', async (_, answer, text) => {
  edge.rules.override = (path) => (path.startsWith('/app-2.exe') ? answer : undefined)
  const result = await run()
  expect(result.conclusion).toBe('failure')
  expect(result.log).toMatch(new RegExp(text))
  expect(result.log).not.toContain('token=abc')
  expect(publishedKeys()).not.toContain('latest.yml')
})

test('an old pointer in the cache is an error after publishing', async () => {
  await publishBefore({ 'dist/latest.yml': 'version: 1' })
  await download(`${edge.url}/latest.yml`)
  const result = await run()
  expect(result.conclusion).toBe('failure')
  expect(result.log).toContain('latest.yml gives other bytes than were published')
  expect(result.log).toContain('The objects of `publish-last` are published too')
  expect(publishedKeys().at(-1)).toBe('latest.yml')
})

test('signed URLs are checked by GET with a range, and shown without their query', async () => {
  const result = await run({ 'signed-url-expires': '1h' })
  expect(result.conclusion).toBe('success')
  expect(edge.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET'])
  expect(
    edge.requests.every(({ headers, path }) => headers.range !== undefined && path.includes('x-oss-signature=')),
  ).toBe(true)
  edge.rules.override = () => ({ status: 500 })
  const failed = await run({ 'signed-url-expires': '1h' })
  expect(failed.log).toContain(`${edge.url}/app-2.exe answers HTTP 500`)
  expect(failed.log).not.toContain('x-oss-signature')
})

describe('many jobs', () => {
  test('held objects are checked by the step that publishes them, without the files', async () => {
    edge.rules.dropped = ['x-oss-hash-crc64ecma']
    const holder = await stage.runner({ runId: '9' })
    writeFiles(holder.workspace, FILES)
    const held = await holder.run({ with: inputs({ publish: 'hold', 'hold-name': 'all' }) })
    expect(held.conclusion).toBe('success')
    expect(edge.requests).toEqual([])
    const publisher = await stage.runner({ runId: '9' })
    const result = await publisher.run({ with: inputs({ path: '', 'publish-held': held.outputs.held ?? '' }) })
    expect(result.log).not.toContain('::error')
    expect(result.conclusion).toBe('success')
    expect(edge.requests.filter(({ path }) => path === '/app-2.exe')).toHaveLength(3)
    expect(edge.requests.at(-1)).toMatchObject({ path: '/latest.yml', method: 'GET' })
  })
})

test('as-ready files are published when they are ready, and pointer files after the check', async () => {
  edge.rules.override = (path) => (path === '/notes-2.txt' ? { status: 403 } : undefined)
  const result = await run({ publish: 'as-ready' })
  expect(result.conclusion).toBe('failure')
  expect([...publishedKeys()].sort()).toEqual(['app-2.exe', 'notes-2.txt'])
})

test('a dry run says what would be checked, and sends no request to the public address', async () => {
  const result = await run({ 'dry-run': 'true' })
  expect(result.log).toContain(
    '2 objects would be asked for at the public address for up to 1.0 s, then 1 pointer file once shown',
  )
  expect(edge.requests).toEqual([])
})

test('a cancelled wait ends with exit code 130, and the outputs have what is published', async () => {
  edge.rules.override = () => ({ status: 403 })
  const runner = await stage.runner()
  writeFiles(runner.workspace, FILES)
  const step = await runner.start({ with: inputs({ 'check-public': '1h' }) })
  await step.waitForLog(/Waiting for 2 of 2 objects/)
  await step.cancel()
  const result = await step.done
  expect(result.exitCode).toBe(130)
  expect(result.outputs.urls).toContain(`${edge.url}/app-2.exe`)
})
