import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BUCKET, bytesOf, MIB, openStage, type Stage, writeFiles } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

test('SHA256SUMS is sent once, even if the attempt then fails', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'dist/app.exe': bytesOf(2 * MIB), 'dist/latest.yml': 'x' })
  stage.oss.faults.add({
    when: { operation: 'PutObject', key: 'latest.yml' },
    action: { kind: 'answer', status: 403, code: 'AccessDenied' },
  })
  const inputs = stage.inputs({ path: 'dist/*', checksums: 'SHA256SUMS' })
  expect((await runner.run({ with: inputs })).conclusion).toBe('failure')
  expect(stage.oss.object(BUCKET, 'SHA256SUMS')).toBeDefined()
  stage.oss.reset()
  const finished = await runner.run({ with: inputs })
  expect(finished.conclusion).toBe('success')
  expect(stage.oss.requests.filter(({ operation }) => operation === 'PutObject').map(({ key }) => key)).toEqual([
    'latest.yml',
  ])
  expect(finished.outputs['checksums-url']).toMatch(/\/SHA256SUMS$/)
})

test('SHA256SUMS is not made without files', async () => {
  const runner = await stage.runner()
  const inputs = stage.inputs({ path: 'dist/*', checksums: 'SHA256SUMS', 'if-no-files-found': 'warn' })
  const result = await runner.run({ with: inputs })
  expect(result.conclusion).toBe('success')
  expect(stage.oss.objects(BUCKET)).toEqual([])
})

test('SHA256SUMS that must not be overwritten stops the release before anything is visible, also in a dry run', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'dist/app.exe': bytesOf(2 * MIB) })
  await stage.oss.putObject({ bucket: BUCKET, key: 'SHA256SUMS' }, 'other')
  const inputs = stage.inputs({ path: 'dist/*', checksums: 'SHA256SUMS', overwrite: 'never' })
  for (const dryRun of ['true', 'false']) {
    const result = await runner.run({ with: { ...inputs, 'dry-run': dryRun } })
    expect(result.conclusion).toBe('failure')
    expect(result.log).toContain('- SHA256SUMS')
  }
  expect(stage.oss.objects(BUCKET)).toHaveLength(1)
  expect(stage.oss.uploads(BUCKET)).toEqual([])
})

test('SHA256SUMS that publish-last names is published with that pattern', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'dist/app.exe': 'app', 'dist/latest.yml': 'x' })
  const last = 'latest.yml\nSHA256SUMS'
  const result = await runner.run({
    with: stage.inputs({ path: 'dist/*', checksums: 'SHA256SUMS', 'publish-last': last }),
  })
  expect(result.conclusion).toBe('success')
  const puts = stage.oss.requests.filter(({ operation }) => operation === 'PutObject').map(({ key }) => key)
  expect(puts).toEqual(['app.exe', 'latest.yml', 'SHA256SUMS'])
})

test('SHA256SUMS lists its own folder, and stays on the runner for an attestation', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'dist/app.exe': 'app' })
  const path = 'dist/* => v1/\ndist/* => latest/'
  const result = await runner.run({ with: stage.inputs({ path, checksums: 'v1/SHA256SUMS' }) })
  expect(result.conclusion).toBe('success')
  const sums = (await stage.oss.objectBytes(BUCKET, 'v1/SHA256SUMS'))?.toString()
  expect(sums).toMatch(/^[0-9a-f]{64} {2}app\.exe\n$/)
  expect(readFileSync(result.outputs['checksums-path'] ?? '', 'utf8')).toBe(sums)
})

test('SHA256SUMS in a folder without files is refused before anything is sent', async () => {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'dist/app.exe': 'app' })
  const result = await runner.run({ with: stage.inputs({ path: 'dist/* => v1/', checksums: 'sums/SHA256SUMS' }) })
  expect(result.conclusion).toBe('failure')
  expect(result.log).toContain('v1/SHA256SUMS')
  expect(stage.oss.objects(BUCKET)).toEqual([])
})
