/** Something between the runner and OSS answers in OSS's place: a captive portal, a misrouted endpoint, a caching proxy. Nothing of it counts. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AlteringProxy, type PassingAnswer, startAlteringProxy } from '../sandbox/net/altering-proxy.ts'
import { BUCKET, bytesOf, KIB, openStage, type Stage, writeFiles } from './stage.ts'

let stage: Stage
let proxy: AlteringProxy | undefined
beforeEach(async () => {
  stage = await openStage()
})
afterEach(async () => {
  proxy?.close()
  await stage.close()
})

const PAGE = '<html><body><h1>Welcome to the hotel</h1><UploadId>0123456789ABCDEF</UploadId></body></html>'

function asPage(answer: PassingAnswer): void {
  answer.status = 200
  answer.headers = [
    ['content-type', 'text/html'],
    ['etag', 'W/"2c-18b2d7"'],
    ['content-length', String(PAGE.length)],
  ]
  answer.body = PAGE
}

const REQUESTS: Readonly<Record<string, (answer: PassingAnswer) => boolean>> = {
  PutObject: ({ method, url }) => method === 'PUT' && !url.includes('uploadId='),
  InitiateMultipartUpload: ({ method, url }) => method === 'POST' && url.includes('uploads'),
  UploadPart: ({ method, url }) => method === 'PUT' && url.includes('partNumber='),
  CompleteMultipartUpload: ({ method, url }) => method === 'POST' && url.includes('uploadId='),
}

const FILES = { 'dist/app.bin': bytesOf(350 * KIB), 'dist/latest.yml': 'version: 1.0.0' }

describe.each(Object.entries(REQUESTS))('a page in place of an answer to %s', (operation, isStruck) => {
  test('is retried, and the step succeeds only with the bytes in OSS', async () => {
    let struck = 0
    proxy = await startAlteringProxy(stage.oss.port, (answer) => {
      if (!isStruck(answer) || struck >= 2) return
      struck += 1
      asPage(answer)
    })
    const runner = await stage.runner()
    writeFiles(runner.workspace, FILES)
    const inputs = stage.inputs({ path: 'dist/*', endpoint: proxy.endpoint, 'part-size': '100KB' })
    const result = await runner.run({ with: inputs })
    expect(result.log).not.toContain('##[error]')
    expect(result.conclusion).toBe('success')
    expect(struck).toBe(2)
    for (const [path, bytes] of Object.entries(FILES))
      expect(await stage.oss.objectBytes(BUCKET, path.slice(5))).toEqual(Buffer.from(bytes))
  })

  test('each time fails the step, names what answers, and publishes no pointer', async () => {
    proxy = await startAlteringProxy(stage.oss.port, (answer) => {
      if (isStruck(answer)) asPage(answer)
    })
    const runner = await stage.runner()
    writeFiles(runner.workspace, FILES)
    const inputs = stage.inputs({ path: 'dist/*', endpoint: proxy.endpoint, 'part-size': '100KB' })
    const result = await runner.run({ with: { ...inputs, 'give-up-after': '1s' } })
    expect(result.conclusion).toBe('failure')
    expect(result.log).toContain('answers in place of')
    expect(result.log).not.toContain('assembled')
    expect(result.log).not.toContain('verified by')
    if (operation !== 'PutObject') expect(stage.oss.objects(BUCKET).map(({ key }) => key)).not.toContain('latest.yml')
  })
})

test('pages in place of all answers about publishing fail the step', async () => {
  proxy = await startAlteringProxy(stage.oss.port, (answer) => {
    if (answer.method === 'HEAD' || REQUESTS.CompleteMultipartUpload?.(answer)) asPage(answer)
  })
  const runner = await stage.runner()
  writeFiles(runner.workspace, FILES)
  const inputs = stage.inputs({ path: 'dist/*', endpoint: proxy.endpoint, 'part-size': '100KB', 'give-up-after': '1s' })
  const result = await runner.run({ with: inputs })
  expect(result.conclusion).toBe('failure')
  expect(result.log).toContain('answers in place of')
  expect(stage.oss.objects(BUCKET).map(({ key }) => key)).not.toContain('latest.yml')
})

test('an object with only an MD5 is reported as verified by its MD5', async () => {
  proxy = await startAlteringProxy(stage.oss.port, (answer) => {
    answer.headers = answer.headers.filter(([name]) => name !== 'x-oss-hash-crc64ecma')
  })
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'dist/notes.txt': 'hello' })
  const result = await runner.run({ with: stage.inputs({ path: 'dist/*', endpoint: proxy.endpoint }) })
  expect(result.conclusion).toBe('success')
  expect(result.log).toContain('Every object was verified by its MD5.')
})

test.for([
  ['PutObject', { 'dist/notes.txt': 'hello' }],
  ['UploadPart', { 'dist/app.bin': bytesOf(350 * KIB) }],
] as const)('after an answer to %s that proves nothing HEAD or ListParts decides', async ([operation, files]) => {
  proxy = await startAlteringProxy(stage.oss.port, (answer) => {
    if (!REQUESTS[operation]?.(answer)) return
    answer.headers = answer.headers
      .filter(([name]) => name !== 'x-oss-hash-crc64ecma')
      .map(([name, value]) => [name, name === 'etag' ? '"not-an-md5"' : value])
  })
  const runner = await stage.runner()
  writeFiles(runner.workspace, files)
  const inputs = stage.inputs({ path: 'dist/*', endpoint: proxy.endpoint, 'part-size': '100KB' })
  const result = await runner.run({ with: inputs })
  expect(result.log).not.toContain('##[error]')
  expect(result.conclusion).toBe('success')
  expect(stage.oss.objects(BUCKET)).toHaveLength(1)
})
