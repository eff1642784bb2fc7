import { afterEach, beforeEach, expect, test } from 'vitest'
import { BUCKET, bytesOf, MIB, openStage, type Stage, writeFiles } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

function sentKeys(): readonly string[] {
  const sends = stage.oss.requests.filter(
    ({ operation, status }) => ['PutObject', 'UploadPart'].includes(operation) && status === 200,
  )
  return [...new Set(sends.map(({ key }) => key ?? ''))]
}

test('a copy gets the headers of its own key, not those of its source', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'app.exe': bytesOf(2 * MIB), 'notes.txt': 'notes' })
  const headers = [
    'v1/**',
    '  x-oss-tagging: kind=release&渠道=稳定 版',
    '  x-oss-meta-maker: 阿里云',
    'latest/**',
    '  x-oss-meta-maker: 最新 “copy”',
    '  Cache-Control: no-cache',
    '  x-oss-object-acl: public-read',
    '  x-oss-storage-class: IA',
    'tagged/**',
    '  x-oss-tagging: kind=copy',
  ].join('\n')
  const path = ['v1/', 'latest/', 'tagged/'].flatMap((prefix) => [`app.exe => ${prefix}`, `notes.txt => ${prefix}`])
  const result = await runner.run({ with: stage.inputs({ path: path.join('\n'), headers }) })
  expect(result.log).not.toContain('::error')
  expect(sentKeys().toSorted()).toEqual(['v1/app.exe', 'v1/notes.txt'])
  for (const name of ['app.exe', 'notes.txt']) {
    expect(stage.oss.object(BUCKET, `v1/${name}`)?.tags).toEqual({ kind: 'release', 渠道: '稳定 版' })
    const latest = stage.oss.object(BUCKET, `latest/${name}`)
    expect(latest).toMatchObject({ tags: {}, acl: 'public-read', storageClass: 'IA' })
    expect(latest?.headers['cache-control']).toBe('no-cache')
    expect(Buffer.from(latest?.headers['x-oss-meta-maker'] ?? '', 'latin1').toString()).toBe('最新 “copy”')
    const tagged = stage.oss.object(BUCKET, `tagged/${name}`)
    expect(tagged).toMatchObject({ tags: { kind: 'copy' }, acl: 'default' })
    expect(tagged?.headers['x-oss-meta-maker']).toBeUndefined()
  }
})

test('later objects are copied from the one that is visible first, whatever the order of lines', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'app.exe': bytesOf(2 * MIB) })
  const path = 'app.exe => latest/\napp.exe => v1/'
  const result = await runner.run({ with: stage.inputs({ path, 'publish-last': 'latest/**' }) })
  expect(result.conclusion).toBe('success')
  expect(sentKeys()).toEqual(['v1/app.exe'])
  expect(result.outputs['bytes-sent']).toBe(String(2 * MIB))
  expect(result.outputs.urls?.split('\n').map((url) => new URL(url).pathname)).toEqual([
    '/latest/app.exe',
    '/v1/app.exe',
  ])
})

test('a file whose copy OSS refuses is sent, and the log says why', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'app.exe': bytesOf(2 * MIB) })
  stage.oss.faults.add({
    when: { operation: 'CopyObject' },
    action: { kind: 'answer', status: 403, code: 'InvalidObjectState' },
  })
  const result = await runner.run({ with: stage.inputs({ path: 'app.exe => v1/\napp.exe => latest/' }) })
  expect(result.conclusion).toBe('success')
  expect(result.log).toContain('cannot be copied inside OSS (InvalidObjectState)')
  expect(sentKeys()).toEqual(['v1/app.exe', 'latest/app.exe'])
})

test('a copy whose answer is lost is recognised, also if nothing may be overwritten', async () => {
  const runner = await stage.runner()
  const file = bytesOf(2 * MIB)
  writeFiles(runner.workspace, { 'app.exe': file })
  stage.oss.faults.add({ when: { operation: 'CopyObject' }, action: { kind: 'lose-answer' } })
  const inputs = stage.inputs({ path: 'app.exe => v1/\napp.exe => latest/', overwrite: 'never' })
  const result = await runner.run({ with: inputs })
  expect(result.conclusion).toBe('success')
  expect(sentKeys()).toEqual(['v1/app.exe'])
  expect((await stage.oss.objectBytes(BUCKET, 'latest/app.exe'))?.equals(file)).toBe(true)
})
