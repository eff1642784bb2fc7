import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createZstdCompress, zstdCompressSync } from 'node:zlib'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { cacheDenied, cacheQuotaExceeded, writeCacheArchive } from '../sandbox/actions-cache/actions-cache.ts'
import type { ArchiveMember } from '../sandbox/actions-cache/archive.ts'
import { memberOf, tarOf } from '../sandbox/actions-cache/tar.ts'
import type { HttpFault } from '../sandbox/net/http-faults.ts'
import type { Runner, StepResult } from '../sandbox/runner/runner.ts'
import { BUCKET, bytesOf, KIB, MIB, openStage, type Stage, writeFiles } from './stage.ts'

const FILE = bytesOf(5 * 100 * KIB + 1)
const OBJECT_ID = createHash('sha256').update(`cn-hangzhou\n${BUCKET}\napp.bin`).digest('hex')
const RECORD = `checkpoints/${OBJECT_ID}.jsonl`

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

async function publish(
  more: Parameters<Stage['runner']>[0] = {},
): Promise<{ readonly runner: Runner; readonly result: StepResult }> {
  const runner = await stage.runner({ runId: '77', debug: true, ...more })
  writeFiles(runner.workspace, { 'app.bin': FILE })
  return { runner, result: await runner.run({ with: stage.inputs({ path: 'app.bin', 'part-size': '100KB' }) }) }
}

async function expectPublished({ result }: { readonly result: StepResult }): Promise<void> {
  expect(result.log).not.toContain('##[error]')
  expect(result.conclusion).toBe('success')
  expect((await stage.oss.objectBytes(BUCKET, 'app.bin'))?.equals(FILE)).toBe(true)
  expect(stage.oss.objects(BUCKET).map(({ key }) => key)).toEqual(['app.bin'])
}

/** Published like any other file; what was planted was restored, or the test would be of nothing. */
async function expectUnharmed(published: { readonly result: StepResult }): Promise<void> {
  await expectPublished(published)
  expect(published.result.log).toMatch(/##\[debug\]Restored records from the cache entry \S+-planted/)
}

/** Puts an entry there that the next run of this repository restores. */
async function plant(members: Readonly<Record<string, ArchiveMember>>): Promise<void> {
  await plantArchive(await writeCacheArchive(new Map(Object.entries(members))))
}

/** How this action's entry for these objects is called here, learnt from the first run. */
let learnt: { readonly prefix: string; readonly version: string } | undefined

async function learn(): Promise<NonNullable<typeof learnt>> {
  await publish()
  const asked = stage.cache.requests.find(({ operation }) => operation === 'GetCacheEntryDownloadURL')
  stage.oss.removeObject(BUCKET, 'app.bin')
  return { prefix: asked?.restoreKeys[1] ?? '', version: asked?.version ?? '' }
}

async function plantArchive(archive: Buffer): Promise<void> {
  learnt ??= await learn()
  const { prefix, version } = learnt
  stage.cache.add({
    repository: 'octo-org/octo-repo',
    ref: 'refs/heads/main',
    key: `${prefix}planted`,
    version,
    archive,
  })
}

const HEADERS = [['content-type', 'application/octet-stream']]
const HEADERS_DIGEST = createHash('sha256').update(JSON.stringify(HEADERS)).digest('hex')

function headerLine(more: Readonly<Record<string, unknown>> = {}): string {
  const header = {
    v: 1,
    object: OBJECT_ID,
    uploadId: 'ABCDEF',
    partSize: 100 * KIB,
    headers: HEADERS_DIGEST,
    run: '77.1',
    created: 1,
  }
  return `${JSON.stringify({ ...header, ...more })}\n`
}

const CONTENTS: Readonly<Record<string, () => ArchiveMember>> = {
  'is not JSON': () => 'no JSON at all\n{{{\n',
  'is not UTF-8': () => Buffer.from([0xff, 0xfe, 0x00, 0x0a, 0xc0]),
  'is empty': () => '',
  'has an upload ID that OSS does not know': () => headerLine(),
  'is for another object': () => headerLine({ object: 'a'.repeat(64) }),
  'has an absurd part size': () => headerLine({ partSize: 1 }) + headerLine({ partSize: Number.MAX_SAFE_INTEGER }),
  'has an upload ID made to break out of a URL': () => headerLine({ uploadId: '../?x=1&y=\'()*!"<>' }),
  'has an upload ID of 100 KB': () => headerLine({ uploadId: 'A'.repeat(100_000) }),
  'is nested deeply': () => `${'['.repeat(500_000)}\n`,
  'has 100 MB of lines': () => Buffer.alloc(100 * MIB, headerLine()),
  'is a link to a file of the machine': () => ({ linkTo: '/etc/passwd' }),
  'is a link to a device': () => ({ linkTo: '/dev/zero' }),
  'is a link to itself': () => ({ linkTo: `${OBJECT_ID}.jsonl` }),
}

test.for(Object.entries(CONTENTS))('a restored record that %s is ignored', async ([, content]) => {
  await plant({ [RECORD]: content() })
  await expectUnharmed(await publish())
})

test('no name and no link in an entry leads outside of the folder in which it is unpacked', async () => {
  const runner = await stage.runner({ runId: '77' })
  const target = join(runner.machine.home, 'precious')
  writeFileSync(target, 'precious')
  const outside = ['../escaped', '../../escaped', 'checkpoints/../../escaped', `${runner.machine.root}/escaped`]
  const archive = tarOf([
    ...outside.map((name) => ({ name, content: 'planted' })),
    { name: target, content: 'overwritten' },
    { name: 'checkpoints', linkTo: runner.machine.home },
    { name: 'checkpoints/precious', content: 'overwritten' },
    { name: 'sub', linkTo: runner.machine.home },
    { name: 'sub/precious', content: 'overwritten' },
    { name: `checkpoints/../../../../../../..${target}`, content: 'overwritten' },
  ])
  await plantArchive(zstdCompressSync(archive))
  const published = await publish()
  await expectUnharmed(published)
  expect(readFileSync(target, 'utf8')).toBe('precious')
  expect(readdirSync(dirname(target))).toEqual(['precious'])
  const found = [runner, published.runner].flatMap(({ machine }) =>
    readdirSync(machine.root, { recursive: true }).map(String),
  )
  expect(found.filter((name) => name.includes('escaped'))).toEqual([])
})

test('an entry that unpacks to too many bytes is given up before it fills the disk', async () => {
  await plantArchive(await hugeArchive(2048 * MIB))
  const published = await publish()
  await expectPublished(published)
  expect(published.result.log).toContain('the entry is too large to be one of this action')
  expect(readdirSync(join(published.runner.runnerTemp, 'upload-aliyun-oss'))).not.toContainEqual(
    expect.stringMatching(/^staging/),
  )
})

const CACHES: Readonly<Record<string, HttpFault>> = {
  'denies everything': cacheDenied,
  'is out of quota': cacheQuotaExceeded,
  'answers garbage': { kind: 'garbage' },
  'resets every connection': { kind: 'reset' },
  'is unavailable': { kind: 'status', status: 503 },
  'never answers': { kind: 'hang' },
}

test.for(Object.entries(CACHES))('a cache that %s is a notice, and the step succeeds', async ([, fault]) => {
  stage.cache.faults.add({ on: 'any', fault })
  await expectPublished(await publish())
})

test('with a read-only cache a cancelled step ends normally, and the next machine sends again', async () => {
  const runner = await stage.runner({ runId: '77', cacheAccess: 'read' })
  writeFiles(runner.workspace, { 'app.bin': FILE })
  stage.oss.faults.add({
    when: { operation: 'UploadPart', nth: 3 },
    times: 99,
    action: { kind: 'stall', at: 'before-body' },
  })
  const step = await runner.start({ with: stage.inputs({ path: 'app.bin', 'part-size': '100KB' }) })
  await stage.oss.waitFor({ operation: 'UploadPart', status: 200 }, 2)
  await step.cancel()
  expect((await step.done).exitCode).toBe(130)
  stage.oss.faults.clear()
  await expectPublished(await publish())
})

test('a runner without a cache publishes without a notice', async () => {
  const runner = await stage.runner({ runId: '77', cacheAccess: 'none' })
  writeFiles(runner.workspace, { 'app.bin': FILE })
  const result = await runner.run({ with: stage.inputs({ path: 'app.bin' }) })
  await expectPublished({ result })
})

test('a machine without tar publishes', async () => {
  await expectPublished(await publish({ tools: [] }))
})

test('a machine with a space in its paths saves its records, and another continues from them', async () => {
  const root = mkdtempSync(join(tmpdir(), 'John Doe '))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const runner = await stage.runner({ runId: '77', root })
  writeFiles(runner.workspace, { 'app.bin': FILE })
  stage.oss.faults.add({
    when: { operation: 'UploadPart', nth: 3 },
    action: { kind: 'answer', status: 403, code: 'AccessDenied' },
  })
  const failed = await runner.run({ with: stage.inputs({ path: 'app.bin', 'part-size': '100KB', concurrency: '1' }) })
  expect(failed.conclusion).toBe('failure')
  expect(failed.log).not.toContain('could not be saved')
  const { result } = await publish({ runAttempt: 2 })
  await expectPublished({ result })
  expect(Number(result.outputs['bytes-resumed'])).toBeGreaterThan(0)
})

/** A few kilobytes that unpack to one huge file of zeros. */
async function hugeArchive(sizeBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = []
  const compress = createZstdCompress().on('data', (piece: Buffer) => pieces.push(piece))
  compress.write(memberOf({ name: 'checkpoints/huge', sizeBytes }))
  const zeros = Buffer.alloc(MIB)
  for (let left = sizeBytes; left > 0; left -= zeros.length) {
    if (!compress.write(zeros)) await once(compress, 'drain')
  }
  compress.end(Buffer.alloc(1024))
  await once(compress, 'end')
  return Buffer.concat(pieces)
}
