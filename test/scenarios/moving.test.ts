/** Names that each release overwrites: they never move backwards. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Runner } from '../sandbox/runner/runner.ts'
import { BUCKET, bytesOf, KIB, openStage, type Stage, writeFiles } from './stage.ts'

let stage: Stage
let runner: Runner
beforeEach(async () => {
  stage = await openStage()
  runner = await stage.runner()
})
afterEach(() => stage.close())

const FILES = 'dist/app.exe => v$V/app.exe\ndist/app.exe => latest/app.exe\ndist/latest.yml'
const LAST = 'latest/**\nlatest.yml'

/** Publishes a version whose files differ from those of any other. */
function publish(version: string, more: Readonly<Record<string, string>> = {}) {
  writeFiles(runner.workspace, {
    'dist/app.exe': bytesOf(300 * KIB, version),
    'dist/latest.yml': `version: ${version}`,
  })
  const inputs = { path: FILES.replace('$V', version), 'publish-last': LAST, version, ...more }
  return runner.run({ with: stage.inputs(inputs) })
}

function bytes(key: string) {
  return stage.oss.objectBytes(BUCKET, key)
}

async function text(key: string): Promise<string | undefined> {
  return (await bytes(key))?.toString()
}

function headersOf(key: string) {
  return stage.oss.object(BUCKET, key)?.headers
}

describe('the workflow of an old tag that runs again', () => {
  test('leaves pointers of a newer release, and publishes the rest', async () => {
    expect((await publish('1.3.0')).conclusion).toBe('success')
    const newest = await bytes('latest/app.exe')
    const result = await publish('1.2.0')
    expect(result.conclusion).toBe('success')
    expect(await text('latest.yml')).toBe('version: 1.3.0')
    expect(await bytes('latest/app.exe')).toEqual(newest)
    expect(await bytes('v1.2.0/app.exe')).toEqual(bytesOf(300 * KIB, '1.2.0'))
    expect(result.outputs['kept-newer']?.split('\n')).toEqual(['latest/app.exe', 'latest.yml'])
    expect(result.outputs.urls).toMatch(/^\S+\/v1\.2\.0\/app\.exe$/)
    expect(result.outputs['files-uploaded']).toBe('1')
    const manifest = JSON.parse(result.outputs.manifest ?? '')
    expect(manifest.map(({ key, status }: Record<string, string>) => [key, status])).toEqual([
      ['v1.2.0/app.exe', 'uploaded'],
      ['latest/app.exe', 'kept'],
      ['latest.yml', 'kept'],
    ])
    expect(manifest[2]).toEqual({ path: 'dist/latest.yml', key: 'latest.yml', status: 'kept', version: '1.3.0' })
    expect(result.log).toContain('latest.yml (1.3.0 is there)')
    expect(result.log).toContain('1.2.0 is older')
    expect(result.summary).toContain('kept: a newer version is there')
    expect(stage.oss.uploads(BUCKET)).toEqual([])
  })

  test('moves them back with allow-older, and sends nothing that is in the bucket', async () => {
    const twice = { path: `${FILES.replace('$V', '1.2.0')}\ndist/latest.yml => v1.2.0/latest.yml` }
    await publish('1.2.0', twice)
    await publish('1.3.0')
    expect(headersOf('latest.yml')).toMatchObject({ 'x-oss-meta-release-version': '1.3.0' })
    const back = await publish('1.2.0', { ...twice, 'allow-older': 'true' })
    expect(back.conclusion).toBe('success')
    expect(back.outputs['bytes-sent']).toBe('0')
    expect(back.outputs['kept-newer']).toBe('')
    expect(await text('latest.yml')).toBe('version: 1.2.0')
    expect(await bytes('latest/app.exe')).toEqual(bytesOf(300 * KIB, '1.2.0'))
    for (const key of ['latest.yml', 'latest/app.exe'])
      expect(headersOf(key)).toMatchObject({ 'x-oss-meta-release-version': '1.2.0' })
  })

  test('says so in a dry run, which changes nothing', async () => {
    await publish('1.3.0')
    const result = await publish('1.2.0', { 'dry-run': 'true' })
    expect(result.conclusion).toBe('success')
    expect(result.log).toContain('latest.yml would stay as it is: 1.3.0 is there.')
    expect(stage.oss.object(BUCKET, 'v1.2.0/app.exe')).toBeUndefined()
  })
})

test('a folder is one group: with one newer object in it all are kept', async () => {
  await stage.oss.putObject(
    { bucket: BUCKET, key: 'latest/app.exe', headers: { 'x-oss-meta-release-version': '2.0.0' } },
    'newer',
  )
  writeFiles(runner.workspace, { 'latest/app.exe': 'app', 'latest/app.sig': 'sig', 'app.txt': 'x' })
  const path = 'latest/** => latest/\napp.txt'
  const result = await runner.run({ with: stage.inputs({ path, 'publish-last': LAST, version: 'v1.9.0' }) })
  expect(result.conclusion).toBe('success')
  expect(stage.oss.object(BUCKET, 'latest/app.sig')).toBeUndefined()
  expect(await text('latest/app.exe')).toBe('newer')
  expect(await text('app.txt')).toBe('x')
})

test('objects of an equal version or without one are replaced; unchanged files get the new version', async () => {
  await stage.oss.putObject({ bucket: BUCKET, key: 'latest.yml' }, 'from before')
  await publish('1.2.0')
  expect(await text('latest.yml')).toBe('version: 1.2.0')
  await stage.oss.putObject(
    { bucket: BUCKET, key: 'latest.yml', headers: { 'x-oss-meta-release-version': '1.2.0' } },
    'other',
  )
  expect((await publish('1.2.0')).outputs['kept-newer']).toBe('')
  expect(await text('latest.yml')).toBe('version: 1.2.0')
  writeFiles(runner.workspace, { 'same/latest.yml': 'version: 1.2.0' })
  const again = { path: 'same/latest.yml', 'publish-last': LAST, version: '1.4.0', overwrite: 'if-changed' }
  const result = await runner.run({ with: stage.inputs(again) })
  expect(result.outputs['bytes-sent']).toBe('0')
  expect(headersOf('latest.yml')).toMatchObject({ 'x-oss-meta-release-version': '1.4.0' })
})

test('versions that cannot be compared stop the step before anything is sent, unless allow-older is set', async () => {
  await stage.oss.putObject(
    { bucket: BUCKET, key: 'latest.yml', headers: { 'x-oss-meta-release-version': 'nightly' } },
    'other',
  )
  const result = await publish('1.2.0')
  expect(result.conclusion).toBe('failure')
  expect(result.log).toContain('latest.yml: nightly')
  expect(result.log).toContain('allow-older: true')
  expect(stage.oss.objects(BUCKET)).toHaveLength(1)
  expect((await publish('1.2.0', { 'allow-older': 'true' })).conclusion).toBe('success')
  expect(await text('latest.yml')).toBe('version: 1.2.0')
})

test('credentials that may not look are reported at the start', async () => {
  stage.oss.faults.add({
    when: { operation: 'HeadObject' },
    action: { kind: 'answer', status: 403, code: 'AccessDenied' },
  })
  const result = await publish('1.2.0')
  expect(result.conclusion).toBe('failure')
  expect(result.log).toContain('oss:GetObject')
  expect(stage.oss.objects(BUCKET)).toEqual([])
})

test('an invalid version is an input error that says what is valid', async () => {
  const result = await publish('main')
  expect(result.conclusion).toBe('failure')
  expect(result.log).toContain('2 to 4 dotted numbers')
})

test('SHA256SUMS of a folder that is left as it is is left, too', async () => {
  const sums = { checksums: 'latest/SHA256SUMS', 'publish-last': 'latest/app.exe\nlatest.yml' }
  await publish('1.3.0', sums)
  const before = await text('latest/SHA256SUMS')
  expect(before).toMatch(/ {2}app\.exe\n$/)
  expect((await publish('1.2.0', sums)).conclusion).toBe('success')
  expect(await text('latest/SHA256SUMS')).toBe(before)
})
