import { createHash } from 'node:crypto'
import { utimesSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RequestRecord } from '../../packages/oss-sandbox/src/request-log.ts'
import { BUCKET, bytesOf, download, KIB, MIB, openStage, type Stage, writeFiles } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

/** Keys in the order in which their objects became visible. */
function publishedKeys(): readonly string[] {
  const makesVisible = ({ operation, status }: RequestRecord) =>
    ['PutObject', 'CompleteMultipartUpload', 'CopyObject'].includes(operation) && status === 200
  return stage.oss.requests.filter(makesVisible).map(({ key }) => key ?? '')
}

const installers = {
  'dist/App-1.2.0.exe': bytesOf(2 * MIB, 'exe'),
  'dist/App-1.2.0.dmg': bytesOf(MIB + 1, 'dmg'),
  'dist/App-1.2.0.exe.blockmap': 'map',
}
const pointers = { 'dist/latest.yml': 'version: 1.2.0', 'dist/latest-mac.yml': 'version: 1.2.0 mac' }

test('publishes pointer files after everything that they point to', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { ...installers, ...pointers })
  const result = await runner.run({ with: stage.inputs({ path: 'dist/*' }) })
  expect(result.conclusion).toBe('success')
  const keys = publishedKeys()
  expect(keys.slice(0, 2).sort()).toEqual(['App-1.2.0.dmg', 'App-1.2.0.exe'])
  expect(keys[2]).toBe('App-1.2.0.exe.blockmap')
  expect(keys.slice(3).sort()).toEqual(['latest-mac.yml', 'latest.yml'])
})

test('publishes an apt repository so that no file names one that does not exist yet', async () => {
  const runner = await stage.runner()
  const dist = 'apt/dists/stable'
  writeFiles(runner.workspace, {
    ...{ [`${dist}/InRelease`]: 'signed', [`${dist}/Release`]: 'sums', [`${dist}/Release.gpg`]: 'signature' },
    ...{ [`${dist}/main/Packages.gz`]: 'index', 'apt/pool/app_1.0_amd64.deb': bytesOf(65 * KIB) },
    ...{ 'apt/pool/app_1.0_amd64.changes': 'names the package' },
  })
  const result = await runner.run({ with: stage.inputs({ path: 'apt/**' }) })
  expect(result.conclusion).toBe('success')
  expect(publishedKeys()).toEqual([
    ...['pool/app_1.0_amd64.deb', 'pool/app_1.0_amd64.changes', 'dists/stable/main/Packages.gz'],
    ...['dists/stable/Release', 'dists/stable/Release.gpg', 'dists/stable/InRelease'],
  ])
})

test('publishes nothing while one file cannot be transferred', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { ...installers, ...pointers })
  stage.oss.faults.add({
    when: { operation: 'UploadPart', key: 'App-1.2.0.dmg' },
    action: { kind: 'answer', status: 403, code: 'AccessDenied' },
  })
  const result = await runner.run({ with: stage.inputs({ path: 'dist/*' }) })
  expect(result.conclusion).toBe('failure')
  expect(publishedKeys()).toEqual([])
  expect(stage.oss.objects(BUCKET)).toEqual([])
  expect(result.outputs.url).toBe('')

  stage.oss.reset()
  const retried = await runner.run({ with: stage.inputs({ path: 'dist/*' }) })
  expect(retried.conclusion).toBe('success')
  expect(
    stage.oss.requests.filter(({ operation, key }) => operation === 'UploadPart' && key === 'App-1.2.0.exe'),
  ).toEqual([])
  expect(Number(retried.outputs['bytes-resumed'])).toBeGreaterThanOrEqual(2 * MIB)
})

test('finishes a release that failed while it was being published, without sending anything twice', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { ...installers, ...pointers })
  stage.oss.faults.add({
    when: { operation: 'CompleteMultipartUpload', key: 'App-1.2.0.exe' },
    action: { kind: 'answer', status: 403, code: 'AccessDenied' },
  })
  const failed = await runner.run({ with: stage.inputs({ path: 'dist/*', concurrency: '1' }) })
  expect(failed.conclusion).toBe('failure')
  expect(publishedKeys()).not.toContain('latest.yml')
  const before = publishedKeys()
  expect(before.length).toBeGreaterThan(0)
  await runner.endJob()

  stage.oss.reset()
  const next = await stage.runner({ runAttempt: 2 })
  writeFiles(next.workspace, { ...installers, ...pointers })
  const finished = await next.run({ with: stage.inputs({ path: 'dist/*' }) })
  expect(finished.conclusion).toBe('success')
  expect(stage.oss.requests.filter(({ operation }) => operation === 'UploadPart')).toEqual([])
  expect(publishedKeys().filter((key) => before.includes(key))).toEqual([])
  expect(finished.outputs.urls?.split('\n')).toHaveLength(5)
})

test('as-ready publishes each object as soon as it is in OSS, and pointer files only if all others are published', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { ...installers, ...pointers })
  stage.oss.faults.add({
    when: { operation: 'UploadPart', key: 'App-1.2.0.dmg' },
    action: { kind: 'answer', status: 403, code: 'AccessDenied' },
  })
  const result = await runner.run({ with: stage.inputs({ path: 'dist/*', publish: 'as-ready' }) })
  expect(result.conclusion).toBe('failure')
  expect(publishedKeys().toSorted()).toEqual(['App-1.2.0.exe', 'App-1.2.0.exe.blockmap'])
  expect(result.outputs['files-uploaded']).toBe('2')
})

test('overwrite: never names every existing object before it sends a byte', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'dist/a.txt': 'old a', 'dist/b.txt': 'old b', 'dist/c.txt': 'same' })
  await runner.run({ with: stage.inputs({ path: 'dist/*' }) })
  stage.oss.reset()
  writeFiles(runner.workspace, { 'dist/a.txt': 'new a', 'dist/b.txt': 'new b' })
  const refused = await runner.run({ with: stage.inputs({ path: 'dist/*', overwrite: 'never' }) })
  expect(refused.conclusion).toBe('failure')
  expect(refused.log).toContain('- a.txt')
  expect(refused.log).toContain('- b.txt')
  expect(refused.log).not.toContain('- c.txt')
  expect(publishedKeys()).toEqual([])

  writeFiles(runner.workspace, { 'dist/a.txt': 'old a', 'dist/b.txt': 'old b' })
  const same = await runner.run({ with: stage.inputs({ path: 'dist/*', overwrite: 'never' }) })
  expect(same.conclusion).toBe('success')
  expect(same.outputs['files-unchanged']).toBe('3')
})

test('overwrite: never without permission to look is refused by OSS itself', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'big.bin': bytesOf(2 * MIB) })
  await runner.run({ with: stage.inputs({ path: 'big.bin' }) })
  writeFiles(runner.workspace, { 'big.bin': bytesOf(2 * MIB, 'other') })
  stage.oss.reset()
  stage.oss.setCredential({
    accessKeyId: 'LTAIput',
    accessKeySecret: 'put-only-not-a-secret',
    allow: ['oss:PutObject'],
  })
  const keys = { 'access-key-id': 'LTAIput', 'access-key-secret': 'put-only-not-a-secret' }
  const result = await runner.run({ with: stage.inputs({ path: 'big.bin', overwrite: 'never', ...keys }) })
  expect(result.conclusion).toBe('failure')
  expect(result.log).toContain('exists already')
  expect(stage.oss.requests.filter(({ operation }) => operation === 'UploadPart')).toEqual([])
})

test('overwrite: if-changed sends only what differs', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'dist/a.bin': bytesOf(2 * MIB), 'dist/b.txt': 'b' })
  await runner.run({ with: stage.inputs({ path: 'dist/*' }) })
  stage.oss.reset()
  writeFiles(runner.workspace, { 'dist/b.txt': 'changed' })
  utimesSync(join(runner.workspace, 'dist/a.bin'), 1, 1)
  const result = await runner.run({ with: stage.inputs({ path: 'dist/*', overwrite: 'if-changed' }) })
  expect(result.conclusion).toBe('success')
  expect(publishedKeys()).toEqual(['b.txt'])
  const manifest = JSON.parse(result.outputs.manifest ?? '')
  expect(manifest.map(({ status }: { status: string }) => status)).toEqual(['unchanged', 'uploaded'])
  expect(result.outputs['files-unchanged']).toBe('1')
})

test('overwrite: if-changed says at the start that it needs oss:GetObject', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'a.txt': 'a' })
  stage.oss.setCredential({
    accessKeyId: 'LTAIput',
    accessKeySecret: 'put-only-not-a-secret',
    allow: ['oss:PutObject'],
  })
  const keys = { 'access-key-id': 'LTAIput', 'access-key-secret': 'put-only-not-a-secret' }
  const result = await runner.run({ with: stage.inputs({ path: 'a.txt', overwrite: 'if-changed', ...keys }) })
  expect(result.conclusion).toBe('failure')
  expect(result.log).toContain('oss:GetObject')
  expect(publishedKeys()).toEqual([])
})

test('stores the given headers by pattern, also those outside ASCII', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, {
    'dist/app.AppImage': bytesOf(2 * MIB),
    'dist/latest.yml': 'x',
    'dist/page.html': '<p>',
  })
  const headers = [
    'Cache-Control: max-age=3600',
    'x-oss-meta-maker: 阿里云 团队',
    '*.yml',
    '  Cache-Control: no-cache',
    '*.AppImage',
    '  Content-Disposition: attachment; filename="应用.AppImage"',
    '  x-oss-storage-class: IA',
    '  x-oss-tagging: kind=release&os=linux',
    '  x-oss-server-side-encryption: AES256',
    '  x-oss-object-acl: public-read',
  ].join('\n')
  const result = await runner.run({ with: stage.inputs({ path: 'dist/*', headers }) })
  expect(result.conclusion).toBe('success')
  const app = stage.oss.object(BUCKET, 'app.AppImage')
  expect(app).toMatchObject({
    acl: 'public-read',
    storageClass: 'IA',
    encryption: 'AES256',
    tags: { kind: 'release', os: 'linux' },
  })
  expect(app?.headers['cache-control']).toBe('max-age=3600')
  expect(Buffer.from(app?.headers['x-oss-meta-maker'] ?? '', 'latin1').toString()).toBe('阿里云 团队')
  expect(stage.oss.object(BUCKET, 'latest.yml')?.headers['cache-control']).toBe('no-cache')
  expect(stage.oss.object(BUCKET, 'page.html')?.headers['content-type']).toBe('text/html; charset=utf-8')
})

test('names all problems of headers before it sends a byte', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'a.txt': 'a' })
  const headers = 'x-oss-object-acl: everybody\nContent-Length: 5\nx-oss-storage-class: Cheap\nx-oss-tagging: a=b&a=c'
  const result = await runner.run({ with: stage.inputs({ path: 'a.txt', headers }) })
  expect(result.conclusion).toBe('failure')
  expect(result.log).toContain('1 input is wrong')
  expect(stage.oss.requests).toEqual([])
})

test('never drops changed headers on a resume', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'app.bin': bytesOf(MIB) })
  const inputs = stage.inputs({ path: 'app.bin', 'part-size': '100KB' })
  stage.oss.faults.add({
    when: { operation: 'CompleteMultipartUpload' },
    action: { kind: 'answer', status: 403, code: 'AccessDenied' },
  })
  expect((await runner.run({ with: inputs })).conclusion).toBe('failure')
  stage.oss.reset()
  const result = await runner.run({ with: { ...inputs, headers: 'Cache-Control: no-store' } })
  expect(result.conclusion).toBe('success')
  expect(stage.oss.object(BUCKET, 'app.bin')?.headers['cache-control']).toBe('no-store')
})

test('publishes a SHA256SUMS file that sha256sum -c accepts, before the pointer files', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { ...installers, ...pointers })
  const result = await runner.run({
    with: stage.inputs({ path: 'dist/*', 'key-prefix': 'v1/', checksums: 'SHA256SUMS' }),
  })
  expect(result.conclusion).toBe('success')
  const keys = publishedKeys()
  expect(keys.indexOf('v1/SHA256SUMS')).toBe(3)
  const text = (await download(result.outputs['checksums-url'] ?? '')).toString()
  const expected = Object.entries({ ...installers, ...pointers })
    .map(([name, content]) => ({ name: name.slice(5), sha256: createHash('sha256').update(content).digest('hex') }))
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .map(({ name, sha256 }) => `${sha256}  ${name}\n`)
    .join('')
  expect(text).toBe(expected)
  const manifest = JSON.parse(result.outputs.manifest ?? '')
  expect(manifest).toHaveLength(5)
  expect(manifest[0].sha256).toMatch(/^[0-9a-f]{64}$/)
})

test('sends a file with two keys once, and copies it inside OSS', async () => {
  const runner = await stage.runner()
  const file = bytesOf(2 * MIB)
  writeFiles(runner.workspace, { 'dist/app.exe': file })
  const path = 'dist/app.exe => v1.2.3/app.exe\ndist/app.exe => latest/app.exe'
  const result = await runner.run({ with: stage.inputs({ path }) })
  expect(result.conclusion).toBe('success')
  expect(result.outputs['bytes-sent']).toBe(String(file.length))
  for (const url of result.outputs.urls?.split('\n') ?? []) expect((await download(url)).equals(file)).toBe(true)
  expect(publishedKeys()).toEqual(['v1.2.3/app.exe', 'latest/app.exe'])
})

test('sends a file with two keys twice if oss:GetObject is denied', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'app.exe': bytesOf(300 * KIB) })
  stage.oss.setCredential({
    accessKeyId: 'LTAIput',
    accessKeySecret: 'put-only-not-a-secret',
    allow: ['oss:PutObject'],
  })
  const keys = { 'access-key-id': 'LTAIput', 'access-key-secret': 'put-only-not-a-secret' }
  const result = await runner.run({ with: stage.inputs({ path: 'app.exe => v1/\napp.exe => latest/', ...keys }) })
  expect(result.conclusion).toBe('success')
  expect(result.outputs['bytes-sent']).toBe(String(600 * KIB))
})

test('a dry run says what would happen and changes nothing', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { ...installers, ...pointers })
  const result = await runner.run({
    with: stage.inputs({ path: 'dist/*', 'dry-run': 'true', headers: 'Cache-Control: no-cache' }),
  })
  expect(result.conclusion).toBe('success')
  expect(result.log).toContain('dist/App-1.2.0.exe → App-1.2.0.exe')
  expect(result.log).toContain('cache-control: no-cache')
  expect(stage.oss.requests.every(({ method }) => method === 'HEAD' || method === 'GET')).toBe(true)
  expect(stage.cache.entries()).toEqual([])
})

test('outputs signed URLs that work for a private bucket and appear in no log', async () => {
  await stage.close()
  stage = await openStage({ buckets: [{ name: BUCKET, acl: 'private' }] })
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'dist/a b+c 中.txt': 'private' })
  const result = await runner.run({ with: stage.inputs({ path: 'dist/*', 'signed-url-expires': '1h' }) })
  expect(result.conclusion).toBe('success')
  expect((await download(result.outputs.url ?? '')).toString()).toBe('private')
  expect(result.log).not.toContain('x-oss-signature=')
  expect(result.summary).not.toContain('x-oss-signature=')
})

test('says that a private bucket answers readers 403', async () => {
  await stage.close()
  stage = await openStage({ buckets: [{ name: BUCKET, acl: 'private' }] })
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'a.txt': 'private' })
  const result = await runner.run({ with: stage.inputs({ path: 'a.txt' }) })
  expect(result.conclusion).toBe('success')
  expect(result.annotations.map(({ title }) => title)).toContain('Not public')
})

test('leaves the long outputs empty if GitHub would not pass them on', async () => {
  const runner = await stage.runner()
  const names = Array.from({ length: 900 }, (_, index) => `dist/${'n'.repeat(100)}-${index}.txt`)
  writeFiles(runner.workspace, Object.fromEntries(names.map((name) => [name, name])))
  const result = await runner.run({ with: stage.inputs({ path: 'dist/*' }) })
  expect(result.conclusion).toBe('success')
  expect(result.outputs.urls).toBe('')
  expect(result.outputs.manifest).toBe('')
  expect(result.outputs['files-uploaded']).toBe('900')
})
