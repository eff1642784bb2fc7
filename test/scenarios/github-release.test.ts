/** `from-release`: the assets of a release become the objects, and the token goes nowhere. */
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Runner } from '../sandbox/runner/runner.ts'
import type { StepResult } from '../sandbox/runner/step/step.ts'
import { openReleaseStage, type ReleaseStage, TOKEN } from './github-stage.ts'
import { placesOf } from './secret-places.ts'
import { BUCKET, bytesOf, KIB } from './stage.ts'

let stage: ReleaseStage
beforeEach(async () => {
  stage = await openReleaseStage()
})
afterEach(() => stage.close())

const APP = bytesOf(350 * KIB, 'app')
const NOTES = Buffer.from('notes')

function addRelease() {
  return stage.github.addRelease(stage.repository, {
    tag: 'v1.2.3',
    assets: [
      { name: 'app.exe', content: APP },
      { name: 'notes', content: NOTES, contentType: 'text/x-notes' },
      { name: 'latest.yml', content: Buffer.from('version: 1.2.3') },
      { name: 'app.exe.blockmap', content: Buffer.from('map') },
    ],
  })
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

test('assets are published under their names, verified, with digests, and a second run fetches and sends nothing', async () => {
  addRelease()
  const path = '*\n!*.blockmap\nnotes => docs/notes'
  const inputs = stage.inputs({ 'from-release': 'v1.2.3', path, 'key-prefix': 'v1/', 'part-size': '100KB' })
  const runner = await stage.runner()
  const first = await runner.run({ with: inputs, env: { RUNNER_DEBUG: '1' } })
  expect(first.conclusion, first.log).toBe('success')
  expect((await stage.oss.objectBytes(BUCKET, 'v1/app.exe'))?.equals(APP)).toBe(true)
  expect(stage.oss.object(BUCKET, 'v1/notes')?.headers['content-type']).toBe('text/x-notes')
  expect(stage.oss.object(BUCKET, 'v1/docs/notes')).toBeDefined()
  expect(stage.oss.object(BUCKET, 'v1/app.exe.blockmap')).toBeUndefined()
  for (const [key, bytes] of [
    ['v1/app.exe', APP],
    ['v1/notes', NOTES],
  ] as const)
    expect(stage.oss.object(BUCKET, key)?.headers['x-oss-meta-sha256']).toBe(sha256(bytes))
  expect(first.outputs['release-tag']).toBe('v1.2.3')
  expect(first.outputs.markdown).toContain('app.exe')
  const manifest = JSON.parse(first.outputs.manifest ?? '') as readonly {
    readonly path: string
    readonly sha256: string
  }[]
  expect(manifest.find((one) => one.path === 'app.exe')?.sha256).toBe(sha256(APP))

  const [fetched, sent] = [stage.byteRequests(), stage.oss.requests.length]
  const second = await (await stage.runner()).run({ with: { ...inputs, overwrite: 'if-changed' } })
  expect(second.conclusion, second.log).toBe('success')
  expect(second.outputs['files-unchanged']).toBe('4')
  expect(stage.byteRequests()).toBe(fetched)
  expect(stage.oss.requests.slice(sent).filter(({ method }) => method !== 'HEAD')).toEqual([])

  for (const { headers, host } of stage.github.requests)
    expect(headers.authorization).toBe(host === 'api' ? `Bearer ${TOKEN}` : undefined)
  expect(JSON.stringify(stage.oss.requests.map(({ headers }) => headers))).not.toContain(TOKEN)
  expectNoSecrets([first, second], [runner])
})

/** Neither the token nor a signed address of an asset stands in a log, an output or a file that is left. */
function expectNoSecrets(results: readonly StepResult[], runners: readonly Runner[]): void {
  const folders = runners.flatMap(({ workspace, runnerTemp }) => [workspace, runnerTemp])
  for (const secret of [TOKEN, ...stage.github.addresses.signatures])
    for (const result of results) expect(placesOf(secret, result, folders)).toEqual([])
}

test('with bytes that differ from GitHub’s digest nothing becomes visible, and the asset is named', async () => {
  addRelease()
  stage.github.byteFaults.add({ fault: { kind: 'wrong-bytes' }, asset: 'app.exe' })
  const inputs = stage.inputs({ 'from-release': 'v1.2.3', 'part-size': '100KB' })
  const result = await (await stage.runner()).run({ with: inputs })
  expect(result.conclusion).toBe('failure')
  expect(result.annotations.map(({ message }) => message).join('\n')).toContain('app.exe has the SHA-256')
  expect(stage.oss.objects(BUCKET)).toEqual([])
  expect(result.outputs).toMatchObject({ 'release-tag': 'v1.2.3', markdown: '' })
})

test('a release that lacks what a line means is told with the names that are near, and with its tag', async () => {
  stage.github.addRelease(stage.repository, {
    ...{ tag: 'v1.2.3', publishedAtMs: Date.now() - 7_200_000 },
    assets: [{ name: 'App.Setup.exe', content: NOTES }],
  })
  const inputs = stage.inputs({ 'from-release': 'v1.2.3', path: 'App Setup.exe' })
  const result = await (await stage.runner()).run({ with: inputs })
  expect(result.log).toContain('no asset matches `App Setup.exe` (GitHub stores it as `App.Setup.exe`)')
  expect([result.conclusion, result.outputs['release-tag']]).toEqual(['failure', 'v1.2.3'])
})

test('a release is held by one job, and published by another that needs neither files nor token', async () => {
  addRelease()
  const runner = await stage.runner()
  const inputs = stage.inputs({
    'from-release': 'latest',
    publish: 'hold',
    'hold-name': 'mirror',
    'part-size': '100KB',
  })
  const held = await runner.run({ with: inputs })
  expect(held.conclusion, held.log).toBe('success')
  expect(held.outputs['release-tag']).toBe('v1.2.3')
  expect(stage.oss.objects(BUCKET)).toEqual([])
  const requests = stage.github.requests.length
  const published = await runner.run({ with: stage.inputs({ 'publish-held': 'mirror', checksums: 'SHA256SUMS' }) })
  expect(published.conclusion, published.log).toBe('success')
  expect((await stage.oss.objectBytes(BUCKET, 'SHA256SUMS'))?.toString()).toContain(`${sha256(APP)}  app.exe`)
  expect(published.outputs.markdown).toContain('app.exe')
  expect(published.outputs['release-tag']).toBe('v1.2.3')
  expect(stage.oss.object(BUCKET, 'app.exe')?.headers['x-oss-meta-sha256']).toBe(sha256(APP))
  const abandoned = await runner.run({ with: stage.inputs({ 'abandon-held': 'mirror' }) })
  expect(stage.github.requests).toHaveLength(requests)
  expectNoSecrets([held, published, abandoned], [runner])
})

test('feeds get the public URLs and are otherwise byte for byte the same, and a second run fetches and sends nothing', async () => {
  const at = (name: string) => `${stage.github.serverUrl}/octo-org/octo-repo/releases/download/v1.2.3/${name}`
  const feed = (exe: string) =>
    `\uFEFF{\r\n "version": "1.2.3", "notes": "See ${at('app.exe')}.", "platforms": {"windows-x86_64": {"signature": "x", "url": "${exe}"}}}`
  const content = Buffer.from(feed(at('app.exe').replaceAll('/', '\\/')))
  stage.github.addRelease(stage.repository, {
    tag: 'v1.2.3',
    assets: [
      { name: 'app.exe', content: APP },
      { name: 'latest.json', content },
    ],
  })
  const inputs = stage.inputs({
    ...{ 'from-release': 'v1.2.3', 'feed-urls': 'rewrite', 'key-prefix': 'my app/', overwrite: 'if-changed' },
    ...{
      'public-url': 'https://dl.example.com/',
      checksums: 'SHA256SUMS',
      'check-public': 'false',
      'part-size': '100KB',
    },
  })
  const first = await (await stage.runner()).run({ with: inputs })
  expect(first.conclusion, first.log).toBe('success')
  const expected = Buffer.from(feed('https://dl.example.com/my%20app/app.exe'))
  expect(await stage.oss.objectBytes(BUCKET, 'my app/latest.json')).toEqual(expected)
  const sums = (await stage.oss.objectBytes(BUCKET, 'my app/SHA256SUMS'))?.toString()
  expect(sums).toContain(`${sha256(expected)}  latest.json`)
  const [app, latest] = JSON.parse(first.outputs.manifest ?? '[]') as readonly object[]
  expect(app).not.toHaveProperty('rewritten')
  expect(latest).toMatchObject({ rewritten: true, size: expected.length, sha256: sha256(expected) })
  expect(first.log).toContain(`${at('app.exe')} → https://dl.example.com/my%20app/app.exe`)
  expect(first.outputs.url).toBe('https://dl.example.com/my%20app/app.exe')

  const [fetched, sent] = [stage.byteRequests(), stage.oss.requests.length]
  const second = await (await stage.runner()).run({ with: { ...inputs, checksums: '' } })
  expect(second.conclusion, second.log).toBe('success')
  expect(second.outputs['files-unchanged']).toBe('2')
  expect(stage.byteRequests()).toBe(fetched)
  expect(stage.oss.requests.slice(sent).filter(({ method }) => method !== 'HEAD')).toEqual([])
})
