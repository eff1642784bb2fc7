import { afterEach, beforeEach, expect, test } from 'vitest'
import { BUCKET, bytesOf, download, MIB, openStage, type Stage, writeFiles } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

test('objects are encrypted with the named KMS key, and have an expiry date', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'dist/big.bin': bytesOf(2 * MIB), 'dist/small.txt': 'x' })
  const headers = [
    'x-oss-server-side-encryption: KMS',
    'x-oss-server-side-encryption-key-id: 9468da86-3509-4f8d-a61e-6eab1eac0001',
    'Expires: Wed, 08 Jul 2037 16:57:01 GMT',
    'Content-Encoding: identity',
  ].join('\n')
  const result = await runner.run({ with: stage.inputs({ path: 'dist/*', headers }) })
  expect(result.conclusion).toBe('success')
  for (const key of ['big.bin', 'small.txt']) {
    const object = stage.oss.object(BUCKET, key)
    expect(object).toMatchObject({ encryption: 'KMS', encryptionKeyId: '9468da86-3509-4f8d-a61e-6eab1eac0001' })
    expect(object?.headers).toMatchObject({ expires: 'Wed, 08 Jul 2037 16:57:01 GMT', 'content-encoding': 'identity' })
  }
})

test('headers of SHA256SUMS are checked before anything is sent', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'a.txt': 'a' })
  const headers = 'SHA256SUMS\n  x-oss-server-side-encryption-key-id: k'
  const result = await runner.run({ with: stage.inputs({ path: 'a.txt', checksums: 'SHA256SUMS', headers }) })
  expect(result.conclusion).toBe('failure')
  expect(result.log).toContain('x-oss-server-side-encryption: KMS')
  expect(stage.oss.requests).toEqual([])
})

test('URLs work for every character that a key may have, signed and not', async () => {
  const runner = await stage.runner()
  const names = ["!$&'()*+,;=:@ -._~", '%41 %2F', '#?&', '[]{}|^`<>"', 'ä中😀\u00a0', 'a//b\\c']
  writeFiles(runner.workspace, Object.fromEntries(names.map((name, index) => [`${index}.txt`, name])))
  const path = names.map((name, index) => `${index}.txt => ${name}`).join('\n')
  for (const more of [{}, { 'signed-url-expires': '1h' }]) {
    const result = await runner.run({ with: stage.inputs({ path, ...more }) })
    expect(result.conclusion).toBe('success')
    const urls = result.outputs.urls?.split('\n') ?? []
    expect(urls).toHaveLength(names.length)
    for (const [index, url] of urls.entries()) expect((await download(url)).toString()).toBe(names[index])
  }
})

test.each([
  { may: ['oss:*'], note: 'the action looked before it published' },
  { may: ['oss:PutObject'], note: 'the credentials may not look' },
])('overwrite: never says what it cannot guarantee on a bucket with versioning ($may)', async ({ may, note }) => {
  await stage.close()
  stage = await openStage({ buckets: [{ name: BUCKET, acl: 'public-read', versioning: 'Enabled' }] })
  stage.oss.setCredential({ accessKeyId: 'LTAIsome', accessKeySecret: 'some-not-a-secret', allow: may })
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'a.txt': 'a' })
  const keys = { 'access-key-id': 'LTAIsome', 'access-key-secret': 'some-not-a-secret' }
  const result = await runner.run({ with: stage.inputs({ path: 'a.txt', overwrite: 'never', ...keys }) })
  expect(result.conclusion).toBe('success')
  expect(result.annotations.map(({ message }) => message).join('\n')).toContain(note)
})
