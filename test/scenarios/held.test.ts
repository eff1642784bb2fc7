import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RequestRecord } from '../../packages/oss-sandbox/src/request-log.ts'
import { BUCKET, bytesOf, download, MIB, openStage, type Stage, writeFiles } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const LEGS = {
  linux: { 'dist/app.AppImage': bytesOf(MIB + 3, 'linux'), 'dist/latest-linux.yml': 'version: 2 linux' },
  windows: { 'dist/app.exe': bytesOf(MIB, 'windows'), 'dist/latest.yml': 'version: 2' },
  macos: { 'dist/app.dmg': bytesOf(700_000, 'macos'), 'dist/empty.txt': '' },
} as const
type LegName = keyof typeof LEGS

/** Runs one leg of the release on a machine of its own; every machine has another root. */
async function runLeg(
  name: LegName,
  { attempt = 1, more = {} }: { attempt?: number; more?: Record<string, string> } = {},
) {
  const strategy = { index: Object.keys(LEGS).indexOf(name), total: 3, matrix: { os: name } }
  const runner = await stage.runner({ runId: '900', runAttempt: attempt, strategy })
  writeFiles(runner.workspace, LEGS[name])
  const inputs = stage.inputs({ path: 'dist/*', publish: 'hold', 'hold-name': name, 'part-size': '100KB', ...more })
  const result = await runner.run({ with: inputs })
  await runner.endJob()
  return result
}

async function runPublish(more: Record<string, string> = {}, attempt = 1) {
  const runner = await stage.runner({ runId: '900', runAttempt: attempt })
  return runner.run({ with: stage.inputs({ 'publish-held': 'linux\nmacos', ...more }) })
}

function publishedKeys(): readonly string[] {
  const makesVisible = ({ operation, status }: RequestRecord) =>
    ['PutObject', 'CompleteMultipartUpload', 'CopyObject'].includes(operation) && status === 200
  return stage.oss.requests.filter(makesVisible).map(({ key }) => key ?? '')
}

const sent = () =>
  stage.oss.requests.filter(({ operation }) => operation === 'UploadPart' || operation === 'PutObject').length

describe('a release of three legs', () => {
  test('is invisible until it is published, and then complete, pointer files last', async () => {
    for (const name of ['linux', 'windows', 'macos'] as const)
      expect((await runLeg(name, { more: { checksums: 'SHA256SUMS' } })).conclusion).toBe('success')
    expect(stage.oss.objects(BUCKET)).toEqual([])
    const sentByLegs = sent()

    const result = await runPublish({ 'publish-held': 'linux\nwindows\nmacos', checksums: 'SHA256SUMS' })
    expect(result.log).not.toContain('##[error]')
    expect(result.conclusion).toBe('success')
    const keys = publishedKeys()
    expect(keys.slice(-2).sort()).toEqual(['latest-linux.yml', 'latest.yml'])
    expect(keys.at(-3)).toBe('SHA256SUMS')
    expect(sent()).toBe(sentByLegs + 1)
    const manifest = JSON.parse(result.outputs.manifest ?? '')
    expect(manifest).toHaveLength(6)
    const files: Readonly<Record<string, Buffer | string>> = { ...LEGS.linux, ...LEGS.windows, ...LEGS.macos }
    for (const { path, url } of manifest)
      expect((await download(url)).equals(Buffer.from(files[path] ?? 'missing'))).toBe(true)
    expect(stage.oss.uploads(BUCKET)).toEqual([])
  })

  test('is published after one leg was re-run: the others keep what they held', async () => {
    await runLeg('linux')
    stage.oss.faults.add({
      when: { operation: 'UploadPart', key: 'app.exe', nth: 5 },
      action: { kind: 'answer', status: 403, code: 'AccessDenied' },
    })
    expect((await runLeg('windows')).conclusion).toBe('failure')
    expect((await runPublish({ 'publish-held': 'linux\nwindows' })).conclusion).toBe('failure')
    expect(stage.oss.objects(BUCKET)).toEqual([])

    const before = sent()
    const rerun = await runLeg('windows', { attempt: 2 })
    expect(rerun.conclusion).toBe('success')
    expect(Number(rerun.outputs['bytes-resumed'])).toBeGreaterThan(0)
    expect(sent() - before).toBeLessThan(12)
    const result = await runPublish({ 'publish-held': 'linux\nwindows' }, 2)
    expect(result.conclusion).toBe('success')
    expect(result.outputs.urls?.split('\n')).toHaveLength(4)
  })

  test('sends nothing again when a leg that held everything is re-run', async () => {
    await runLeg('linux')
    const before = sent()
    const again = await runLeg('linux', { attempt: 2 })
    expect(again.conclusion).toBe('success')
    expect(sent()).toBe(before)
    expect(stage.oss.uploads(BUCKET)).toHaveLength(2)
  })

  test('aborts what a re-run leg no longer needs', async () => {
    await runLeg('linux')
    const rerun = await runLeg('linux', { attempt: 2, more: { path: 'dist/latest-linux.yml' } })
    expect(rerun.conclusion).toBe('success')
    expect(stage.oss.uploads(BUCKET).map(({ key }) => key)).toEqual(['latest-linux.yml'])
  })

  test('is refused, and stays invisible, while a leg is missing', async () => {
    await runLeg('linux')
    const result = await runPublish()
    expect(result.conclusion).toBe('failure')
    expect(result.log).toContain('`macos` holds nothing')
    expect(stage.oss.objects(BUCKET)).toEqual([])
  })

  test('is refused if two legs have the same key', async () => {
    await runLeg('linux')
    await runLeg('macos', { more: { path: 'dist/app.dmg => app.AppImage' } })
    const result = await runPublish()
    expect(result.conclusion).toBe('failure')
    expect(result.log).toContain('both have the key `app.AppImage`')
    expect(result.log).toContain('A key belongs to one leg')
    expect(result.log).not.toContain('Re-run')
    expect(stage.oss.objects(BUCKET)).toEqual([])
  })

  test('finishes when publishing was killed half-way', async () => {
    for (const name of ['linux', 'macos'] as const) await runLeg(name)
    stage.oss.faults.add({
      when: { operation: 'CompleteMultipartUpload', nth: 3 },
      action: { kind: 'stall', at: 'before-answer' },
    })
    const runner = await stage.runner({ runId: '900' })
    const step = await runner.start({
      with: stage.inputs({ 'publish-held': 'linux\nmacos', concurrency: '1' }),
    })
    await stage.oss.waitFor({ operation: 'CompleteMultipartUpload', status: 200 }, 2)
    step.kill('SIGKILL')
    await step.done
    expect(publishedKeys()).not.toContain('latest-linux.yml')
    stage.oss.reset()
    const result = await runPublish({}, 2)
    expect(result.conclusion).toBe('success')
    expect(stage.oss.objects(BUCKET)).toHaveLength(4)
    expect(result.outputs.urls?.split('\n')).toHaveLength(4)
  })

  test('is refused if a record is not the one that its digest names', async () => {
    const legs = { linux: await runLeg('linux'), macos: await runLeg('macos') }
    const bound = (name: LegName, digest: string | undefined) => `${name} sha256:${digest}`
    const lines = (['linux', 'macos'] as const).map((name) => bound(name, legs[name].outputs['held-digest']))
    const wrong = await runPublish({ 'publish-held': [...lines.slice(1), bound('linux', '0'.repeat(64))].join('\n') })
    expect(wrong.conclusion).toBe('failure')
    expect(wrong.log).toContain('is not the one that its digest names')
    expect(stage.oss.objects(BUCKET)).toEqual([])
    expect((await runPublish({ 'publish-held': lines.join('\n') })).conclusion).toBe('success')
  })

  test('is published from job outputs if there is no cache', async () => {
    await stage.cache.close()
    const legs = [await runLeg('linux'), await runLeg('macos')]
    const result = await runPublish({ 'publish-held': legs.map(({ outputs }) => outputs.held).join('\n') })
    expect(result.conclusion).toBe('success')
    expect(stage.oss.objects(BUCKET)).toHaveLength(4)
  })

  test('stays invisible if OSS has other parts than the record says', async () => {
    for (const name of ['linux', 'macos'] as const) await runLeg(name)
    const upload = stage.oss.uploads(BUCKET).find(({ key }) => key === 'app.dmg')
    stage.oss.replacePart(
      { bucket: BUCKET, uploadId: upload?.uploadId ?? '', partNumber: 2 },
      bytesOf(100 * 1024, 'other'),
    )
    const result = await runPublish()
    expect(result.conclusion).toBe('failure')
    expect(result.log).toContain('app.dmg as its leg')
    expect(stage.oss.objects(BUCKET)).toEqual([])
  })

  test('can be abandoned: nothing is left in OSS', async () => {
    await runLeg('linux')
    await runLeg('windows')
    const runner = await stage.runner({ runId: '900' })
    const result = await runner.run({ with: stage.inputs({ 'abandon-held': 'linux\nwindows\nmacos' }) })
    expect(result.conclusion).toBe('success')
    expect(result.log).toContain('Released 4 held uploads of 2 legs')
    expect(stage.oss.uploads(BUCKET)).toEqual([])
  })

  test('is published with permission to put only', async () => {
    stage.oss.setCredential({
      accessKeyId: 'LTAIput',
      accessKeySecret: 'put-only-not-a-secret',
      allow: ['oss:PutObject'],
    })
    const keys = { 'access-key-id': 'LTAIput', 'access-key-secret': 'put-only-not-a-secret' }
    for (const name of ['linux', 'macos'] as const)
      expect((await runLeg(name, { more: keys })).conclusion).toBe('success')
    expect((await runPublish(keys)).conclusion).toBe('success')
    expect(stage.oss.objects(BUCKET)).toHaveLength(4)
  })
})

describe('a dry run of a release', () => {
  test('publishes nothing, and says what would be published', async () => {
    await runLeg('linux')
    const parts = stage.oss.uploads(BUCKET).length
    const runner = await stage.runner({ runId: '900' })
    const inputs = stage.inputs({ 'publish-held': 'linux', 'dry-run': 'true' })
    const result = await runner.run({ with: inputs })
    expect(result.conclusion).toBe('success')
    expect(result.log).toContain('app.AppImage (1.0 MiB): held in 11 parts')
    expect(result.outputs.url).toBe('')
    const released = await runner.run({ with: stage.inputs({ 'abandon-held': 'linux', 'dry-run': 'true' }) })
    expect(released.log).toContain('2 held uploads of 1 leg would be released')
    expect(stage.oss.objects(BUCKET)).toEqual([])
    expect(stage.oss.uploads(BUCKET)).toHaveLength(parts)
    const missing = await runner.run({ with: { ...inputs, 'publish-held': 'linux\nmacos' } })
    expect(missing.conclusion).toBe('failure')
  })
})

describe('a release that must not be published as it is', () => {
  test('since a leg has the key of the checksums file is refused', async () => {
    await runLeg('linux', { more: { path: 'dist/latest-linux.yml => SHA256SUMS', checksums: 'SHA256SUMS' } })
    const runner = await stage.runner({ runId: '900' })
    const result = await runner.run({ with: stage.inputs({ 'publish-held': 'linux', checksums: 'SHA256SUMS' }) })
    expect(result.conclusion).toBe('failure')
    expect(result.log).toContain('`linux` has the key of the checksums file, `SHA256SUMS`')
    expect(stage.oss.objects(BUCKET)).toEqual([])
  })

  test('since an object must not be overwritten shows none of the others', async () => {
    const never = { overwrite: 'never' }
    for (const name of ['linux', 'macos'] as const) await runLeg(name, { more: never })
    const other = await stage.runner()
    writeFiles(other.workspace, { 'app.dmg': 'of somebody else' })
    await other.run({ with: stage.inputs({ path: 'app.dmg' }) })
    const result = await runPublish(never)
    expect(result.conclusion).toBe('failure')
    expect(result.log).toContain('app.dmg is in the bucket with other content')
    expect(stage.oss.objects(BUCKET).map(({ key }) => key)).toEqual(['app.dmg'])
  })

  test('since two jobs have the same name is refused in the second, and keeps everything of the first', async () => {
    await runLeg('linux')
    const held = stage.oss.uploads(BUCKET).length
    const second = await runLeg('windows', { more: { 'hold-name': 'linux' } })
    expect(second.conclusion).toBe('failure')
    expect(second.log).toContain('Another job of this run holds other files as `linux` (2 objects')
    // A re-run does not make it another job.
    const again = await runLeg('windows', { attempt: 2, more: { 'hold-name': 'linux', 'key-prefix': 'win/' } })
    expect(again.conclusion).toBe('failure')
    expect(stage.oss.uploads(BUCKET).length).toBeGreaterThanOrEqual(held)
    const runner = await stage.runner({ runId: '900' })
    const result = await runner.run({ with: stage.inputs({ 'publish-held': 'linux' }) })
    expect(result.conclusion).toBe('success')
    expect(publishedKeys()).toContain('app.AppImage')
  })
})

test('a record that is too long for an output is named there, and found in the cache', async () => {
  const folder = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(220)).join('/')
  const files = Object.fromEntries(Array.from({ length: 140 }, (_, index) => [`dist/${folder}/${index}.txt`, '']))
  const runner = await stage.runner({ runId: '902' })
  writeFiles(runner.workspace, files)
  const leg = await runner.run({ with: stage.inputs({ path: 'dist/**', publish: 'hold', 'hold-name': 'many' }) })
  expect(leg.outputs.held).toBe(`many sha256:${leg.outputs['held-digest']}`)
  const result = await runner.run({ with: stage.inputs({ 'publish-held': leg.outputs.held ?? '' }) })
  expect(result.conclusion).toBe('success')
  expect(stage.oss.objects(BUCKET)).toHaveLength(140)
})

test('a leg without files says so, and the others are published', async () => {
  const empty = await runLeg('macos', { more: { path: 'nothing/*', 'if-no-files-found': 'ignore' } })
  expect(empty.log).toContain('This leg holds nothing')
  await runLeg('linux')
  const runner = await stage.runner({ runId: '900' })
  const result = await runner.run({ with: stage.inputs({ 'publish-held': 'linux\nmacos' }) })
  expect(result.conclusion).toBe('success')
  expect(stage.oss.objects(BUCKET)).toHaveLength(2)
  expect(Number(result.outputs['bytes-resumed'])).toBe(MIB + 3 + 'version: 2 linux'.length)
})

test('shards of one set of files are held by their runners and published together', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 7 }, (_, index) => [`dist/file-${index}.bin`, bytesOf(150_000 * (index + 1), `${index}`)]),
  )
  for (const index of [0, 1, 2]) {
    const runner = await stage.runner({ runId: '901' })
    writeFiles(runner.workspace, files)
    const inputs = stage.inputs({ path: 'dist/*', publish: 'hold', 'hold-name': `shard-${index}`, shard: `${index}/3` })
    expect((await runner.run({ with: inputs })).conclusion).toBe('success')
  }
  expect(stage.oss.uploads(BUCKET)).toHaveLength(7)
  const runner = await stage.runner({ runId: '901' })
  const result = await runner.run({ with: stage.inputs({ 'publish-held': 'shard-0\nshard-1\nshard-2' }) })
  expect(result.conclusion).toBe('success')
  expect(stage.oss.objects(BUCKET).map(({ key }) => key)).toEqual(Object.keys(files).map((name) => name.slice(5)))
})

test('all problems of the inputs of a held release are reported', async () => {
  const runner = await stage.runner()
  const result = await runner.run({ with: stage.inputs({ path: 'dist/*', publish: 'hold', shard: '3/3' }) })
  expect(result.conclusion).toBe('failure')
  expect(result.log).toContain('`hold-name` is required')
  expect(result.log).toContain('`shard` (`3/3`)')
})

describe('jobs that hold one feed', () => {
  /** Runs both jobs of a release, each with an installer of its own and a `latest.yml` that names it, and the one that publishes. */
  async function release(version: string, runId: string, more: Record<string, string> = {}) {
    for (const arch of ['x64', 'arm64']) {
      const runner = await stage.runner({ runId, strategy: { index: 0, total: 2, matrix: { arch } } })
      const name = `app-${version}-${arch}.exe`
      writeFiles(runner.workspace, {
        [`dist/${name}`]: bytesOf(1000, name),
        'dist/latest.yml': `version: ${version}\nfiles:\n  - url: ${name}\n    sha512: ${arch}\n`,
      })
      const held = await runner.run({ with: stage.inputs({ path: 'dist/*', publish: 'hold', 'hold-name': arch }) })
      expect(held.conclusion).toBe('success')
    }
    const runner = await stage.runner({ runId })
    return runner.run({ with: stage.inputs({ 'publish-held': 'x64\narm64', version, ...more }) })
  }
  const feed = async () => (await stage.oss.objectBytes(BUCKET, 'latest.yml'))?.toString() ?? ''

  test('are merged into one object, which an older release leaves as it is and allow-older moves back', async () => {
    const newer = await release('1.3.0', '910')
    expect(newer.conclusion).toBe('success')
    expect(newer.summary).toContain('was merged from')
    expect(await feed()).toMatch(/app-1\.3\.0-x64\.exe[\s\S]*app-1\.3\.0-arm64\.exe/)
    expect(stage.oss.uploads(BUCKET)).toEqual([])

    const older = await release('1.2.0', '911')
    expect(older.conclusion).toBe('success')
    expect(older.outputs['kept-newer']).toBe('latest.yml')
    expect(await feed()).toContain('version: 1.3.0')
    expect(stage.oss.object(BUCKET, 'app-1.2.0-arm64.exe')).toBeDefined()

    const back = await release('1.2.0', '912', { 'allow-older': 'true' })
    expect(back.conclusion).toBe('success')
    expect(await feed()).toContain('version: 1.2.0')
    expect(stage.oss.uploads(BUCKET)).toEqual([])
  })
})
