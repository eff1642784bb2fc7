import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RequestRecord } from '../../packages/oss-sandbox/src/request-log.ts'
import type { Runner, StepResult } from '../sandbox/runner/runner.ts'
import { BUCKET, bytesOf, KIB, MIB, openStage, type Stage, writeFiles } from './stage.ts'

const PART_BYTES = 100 * KIB

let stage: Stage
let runner: Runner
beforeEach(async () => {
  stage = await openStage()
  runner = await stage.runner()
})
afterEach(() => stage.close())

function publish(more: Readonly<Record<string, string>> = {}): Promise<StepResult> {
  return runner.run({ with: stage.inputs({ path: 'dist/**', 'part-size': '100KB', ...more }) })
}

async function expectPublished(result: StepResult, files: Readonly<Record<string, Buffer | string>>): Promise<void> {
  expect(result.log).not.toContain('##[error]')
  expect(result.conclusion).toBe('success')
  expect(
    stage.oss
      .objects(BUCKET)
      .map(({ key }) => key)
      .sort(),
  ).toEqual(Object.keys(files).sort())
  for (const [key, content] of Object.entries(files))
    expect((await stage.oss.objectBytes(BUCKET, key))?.equals(Buffer.from(content)), key).toBe(true)
}

test('publishes files with any names, and their URLs work', async () => {
  const names = [
    'with space.txt',
    `quotes ' and ".txt`,
    '100%.txt',
    '%2F%00.txt',
    'hash#tag.txt',
    'what?.txt',
    'a+b=c&d.txt',
    'emoji 🎉.txt',
    '中文/文件.txt',
    'new\nline.txt',
    'back\\slash.txt',
    'tilde~(paren)[bracket]{brace}!.txt',
    '-leading-dash.txt',
    `${'n'.repeat(251)}.txt`,
    'e\u0301 decomposed.txt',
  ]
  const files = Object.fromEntries(names.map((name) => [name, `content of ${name}`]))
  writeFiles(join(runner.workspace, 'dist'), files)
  const result = await publish()
  await expectPublished(result, files)
  for (const { key, url } of JSON.parse(result.outputs.manifest ?? '') as readonly { key: string; url: string }[])
    expect(await (await fetch(url)).text()).toBe(files[key])
})

test('publishes what braces match, and a file whose name equals the line', async () => {
  const names = ['app.exe', 'app.dmg', 'app.map', 'app[x64].zip', 'appx.zip', '.env']
  writeFiles(join(runner.workspace, 'dist'), Object.fromEntries(names.map((name) => [name, name])))
  const result = await publish({ path: 'dist/app.{exe,dmg}\ndist/app[x64].zip' })
  await expectPublished(result, { 'app.exe': 'app.exe', 'app.dmg': 'app.dmg', 'app[x64].zip': 'app[x64].zip' })
  expect((await publish({ path: 'dist/*.exe\ndist/*env*\ndist/**' })).log).toContain(
    '1 hidden file or folder was left out',
  )
})

test('publishes files of every awkward size', async () => {
  const sizes = [0, 1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, 2 * PART_BYTES, 2 * PART_BYTES + 1]
  const files = Object.fromEntries(sizes.map((size) => [`${size}.bin`, bytesOf(size, `${size}`)]))
  writeFiles(join(runner.workspace, 'dist'), files)
  await expectPublished(await publish(), files)
})

test('publishes a sparse file', async () => {
  mkdirSync(join(runner.workspace, 'dist'))
  const path = join(runner.workspace, 'dist', 'sparse.img')
  writeFileSync(path, 'start')
  truncateSync(path, 3 * MIB + 7)
  const content = Buffer.alloc(3 * MIB + 7)
  content.write('start')
  await expectPublished(await publish(), { 'sparse.img': content })
})

test('publishes the targets of links to files and folders', async () => {
  const { workspace } = runner
  writeFiles(workspace, { 'elsewhere/file.txt': 'a file', 'elsewhere/folder/inner.txt': 'inside' })
  mkdirSync(join(workspace, 'dist'))
  symlinkSync('../elsewhere/file.txt', join(workspace, 'dist', 'link.txt'))
  symlinkSync('../elsewhere/folder', join(workspace, 'dist', 'linked'))
  await expectPublished(await publish(), { 'link.txt': 'a file', 'linked/inner.txt': 'inside' })
})

test('a folder that links to one above itself is entered once', async () => {
  const { workspace } = runner
  writeFiles(workspace, { 'dist/file.txt': 'a file' })
  symlinkSync('..', join(workspace, 'dist', 'loop'))
  const { conclusion } = await publish()
  expect(conclusion).toBe('success')
  expect((await stage.oss.objectBytes(BUCKET, 'file.txt'))?.toString()).toBe('a file')
})

test('a link that points nowhere is an error that names it, or a warning with `warn`', async () => {
  const { workspace } = runner
  writeFiles(workspace, { 'dist/file.txt': 'a file' })
  symlinkSync('gone', join(workspace, 'dist', 'dangling.txt'))
  const failed = await publish()
  expect(failed.conclusion).toBe('failure')
  expect(failed.log).toContain('dist/dangling.txt is a link that points nowhere')
  expect(stage.oss.requests).toEqual([])
  await expectPublished(await publish({ 'if-no-files-found': 'warn' }), { 'file.txt': 'a file' })
})

test('a link that leads back to itself is an error that names it', async () => {
  const { workspace } = runner
  writeFiles(workspace, { 'dist/file.txt': 'a file' })
  symlinkSync('b.txt', join(workspace, 'dist', 'a.txt'))
  symlinkSync('a.txt', join(workspace, 'dist', 'b.txt'))
  const { conclusion, log } = await publish()
  expect(conclusion).toBe('failure')
  expect(log).toMatch(/dist\/[ab]\.txt is a link that leads back to itself/)
  expect(log).toContain('`follow-symbolic-links: false`')
  expect(log).not.toContain(' at ')
  await expectPublished(await publish({ 'follow-symbolic-links': 'false' }), { 'file.txt': 'a file' })
})

test('a name that is not UTF-8 is an error that names it', async () => {
  const { workspace } = runner
  writeFiles(workspace, { 'dist/file.txt': 'a file' })
  writeFileSync(Buffer.concat([Buffer.from(`${workspace}/dist/latin-`), Buffer.from([0xe9]), Buffer.from('.txt')]), 'x')
  const { conclusion, log } = await publish()
  expect(conclusion).toBe('failure')
  expect(log).toContain('is not valid UTF-8')
  expect(stage.oss.requests).toEqual([])
})

test('a pipe is not a file', async () => {
  const { workspace } = runner
  writeFiles(workspace, { 'dist/file.txt': 'a file' })
  execFileSync('mkfifo', [join(workspace, 'dist', 'pipe')])
  await expectPublished(await publish(), { 'file.txt': 'a file' })
})

// The superuser may read everything.
const asUser = test.skipIf(process.getuid?.() === 0)

asUser('a file without read permission is an error that names it, before anything is sent', async () => {
  writeFiles(runner.workspace, { 'dist/file.txt': 'a file', 'dist/secret.txt': 'no' })
  chmodSync(join(runner.workspace, 'dist', 'secret.txt'), 0)
  const { conclusion, log } = await publish()
  expect(conclusion).toBe('failure')
  expect(log).toContain("dist/secret.txt may not be read by the runner's user")
  expect(stage.oss.requests).toEqual([])
})

asUser('a folder without read permission is an error that names it', async () => {
  writeFiles(runner.workspace, { 'dist/file.txt': 'a file', 'dist/closed/file.txt': 'no' })
  chmodSync(join(runner.workspace, 'dist', 'closed'), 0)
  const { conclusion, log } = await publish()
  chmodSync(join(runner.workspace, 'dist', 'closed'), 0o755)
  expect(conclusion).toBe('failure')
  expect(log).toContain("dist/closed may not be searched by the runner's user")
})

test('a file that changes while it is uploaded is not published; the message says so, and the others are sent', async () => {
  const content = bytesOf(8 * PART_BYTES)
  writeFiles(join(runner.workspace, 'dist'), { 'app.bin': content, 'other.bin': bytesOf(2 * PART_BYTES, 'other') })
  const changed = Buffer.from(content)
  changed[5] = (changed[5] ?? 0) ^ 1
  const changeAtPart4 = ({ key, partNumber }: RequestRecord): boolean => {
    if (key === 'app.bin' && partNumber === 4) writeFileSync(join(runner.workspace, 'dist', 'app.bin'), changed)
    return false
  }
  stage.oss.faults.add({ when: { predicate: changeAtPart4 }, action: { kind: 'reset', at: 'before-body' } })
  const failed = await publish({ path: 'dist/*', concurrency: '1' })
  expect(failed.conclusion).toBe('failure')
  expect(failed.log).toContain('dist/app.bin changed while it was being uploaded; it is not published')
  expect(stage.oss.objects(BUCKET)).toEqual([])
  stage.oss.faults.clear()
  await expectPublished(await publish(), { 'app.bin': changed, 'other.bin': bytesOf(2 * PART_BYTES, 'other') })
  const parts = stage.oss.requests.filter(({ operation }) => operation === 'UploadPart').slice(10)
  expect(parts.map(({ key, partNumber }) => [key, partNumber])).toEqual([['app.bin', 1]])
})
