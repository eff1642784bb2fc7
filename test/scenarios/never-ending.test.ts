/** What would keep a step waiting or busy without end: it goes on, or says what it is. */
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { FaultAction } from '../../packages/oss-sandbox/src/faults.ts'
import { CA_FILE, localhostCertificate } from '../sandbox/net/certificates.ts'
import { startProxy, type TunnelFault } from '../sandbox/net/proxy.ts'
import type { Runner, StepResult } from '../sandbox/runner/runner.ts'
import { BUCKET, bytesOf, KIB, openStage, type Stage, writeFiles } from './stage.ts'

const PART_BYTES = 100 * KIB
const FILES = { 'app.bin': bytesOf(3 * PART_BYTES), 'small.txt': bytesOf(500, 'small') }
const INPUTS = { path: '*', 'part-size': '100KB', concurrency: '2', 'stall-timeout': '1s', 'give-up-after': '60s' }

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

async function machine(): Promise<Runner> {
  const runner = await stage.runner({ runId: '77' })
  writeFiles(runner.workspace, FILES)
  return runner
}

async function run(more: Readonly<Record<string, string>> = {}, env = {}): Promise<StepResult> {
  return (await machine()).run({ with: stage.inputs({ ...INPUTS, ...more }), env })
}

function sent(wanted: string): number {
  return stage.oss.requests.filter(({ operation }) => operation === wanted).length
}

async function expectPublished({ conclusion, log }: StepResult): Promise<void> {
  expect(conclusion, log).toBe('success')
  for (const [key, bytes] of Object.entries(FILES))
    expect((await stage.oss.objectBytes(BUCKET, key))?.equals(bytes)).toBe(true)
}

/** Strikes the first answer to each; that to a part has no body. */
const ANSWERS: Readonly<Record<string, FaultAction>> = {
  'has a body that comes byte by byte': { kind: 'trickle-answer', everyMs: 100 },
  'has a head that comes byte by byte': { kind: 'trickle-answer', everyMs: 100, head: true },
  'switches protocols': { kind: 'switch-protocols' },
  'nests without end': { kind: 'nested-xml', sizeBytes: 900 * KIB },
  'nests without end, and is large': { kind: 'nested-xml' },
}

describe('one answer that', () => {
  test.for(Object.entries(ANSWERS))('%s costs one more request', async ([, action]) => {
    for (const operation of ['UploadPart', 'PutObject', 'InitiateMultipartUpload'] as const)
      stage.oss.faults.add({ when: { operation }, action })
    await expectPublished(await run())
    const hasBodyOnly = action.kind === 'trickle-answer' && action.head !== true
    expect([sent('InitiateMultipartUpload'), sent('UploadPart')]).toEqual([2, hasBodyOnly ? 3 : 4])
  })
})

test('answers to Abort that trickle are given up, and the uploads are reported as left', async () => {
  const runner = await machine()
  const leg = { ...INPUTS, publish: 'hold', 'hold-name': 'leg' }
  expect((await runner.run({ with: stage.inputs(leg) })).conclusion).toBe('success')
  stage.oss.faults.add({
    when: { operation: 'AbortMultipartUpload' },
    times: Number.POSITIVE_INFINITY,
    action: { kind: 'trickle-answer', everyMs: 100, head: true },
  })
  const inputs = { 'abandon-held': 'leg', 'stall-timeout': '1s', 'give-up-after': '2s' }
  const { exitCode, annotations } = await runner.run({ with: stage.inputs(inputs) })
  expect(exitCode).toBe(0)
  expect(annotations.map(({ message }) => message).join('\n')).toContain('2 held uploads could not be released')
})

describe('proxies that accept CONNECT and', () => {
  test.for(['silent', 'silent-after', 'trickle', 'endless'] as const)('%s, some of them', async (fault) => {
    await stage.close()
    stage = await openStage({ tls: localhostCertificate() })
    const proxy = await startTunnels((number) => (number % 2 === 0 ? fault : undefined))
    const result = await run({}, { HTTPS_PROXY: proxy, NO_PROXY: '127.0.0.1', NODE_EXTRA_CA_CERTS: CA_FILE })
    await expectPublished(result)
  })

  test.for(['silent', 'silent-after'] as const)('%s, all of them: the step gives up', async (fault) => {
    const proxy = await startTunnels(() => fault)
    const inputs = { endpoint: 'https://localhost:1', 'give-up-after': '2s' }
    const { exitCode, log } = await run(inputs, { HTTPS_PROXY: proxy, NO_PROXY: '127.0.0.1' })
    expect(exitCode).toBe(1)
    expect(log).toContain('cannot be reached')
  })
})

async function startTunnels(tunnelFault: (number: number) => TunnelFault | undefined): Promise<string> {
  const proxy = await startProxy({ port: stage.oss.port, tunnelFault })
  onTestFinished(() => proxy.close())
  return proxy.url
}

describe.skipIf(process.platform === 'win32')('a file', () => {
  test('that was replaced by a pipe after the plan is an error', async () => {
    const runner = await machine()
    stage.oss.faults.add({
      when: { operation: 'InitiateMultipartUpload' },
      action: { kind: 'stall', at: 'before-answer' },
    })
    const step = await runner.start({ with: stage.inputs(INPUTS) })
    await stage.oss.waitFor({ operation: 'InitiateMultipartUpload' })
    rmSync(join(runner.workspace, 'app.bin'))
    execFileSync('mkfifo', [join(runner.workspace, 'app.bin')])
    stage.oss.faults.clear()
    const { exitCode, log } = await step.done
    expect(exitCode).toBe(1)
    expect(log).toContain('app.bin is no longer a regular file')
    expect(stage.oss.objects(BUCKET)).toEqual([])
  })

  test.skipIf(process.platform !== 'linux')('of /proc, which has bytes and a size of 0, is an error', async () => {
    const { exitCode, log } = await run({ path: '/proc/version' })
    expect(exitCode).toBe(1)
    expect(log).toContain('version has bytes although its size is 0')
    expect(stage.oss.requests).toEqual([])
  })
})

test.skipIf(process.platform !== 'linux')(
  'records that cannot be kept below /proc are reported as missing',
  async () => {
    const result = await run({ 'checkpoint-dir': '/proc/nowhere/records' })
    await expectPublished(result)
    expect(result.annotations.map(({ title }) => title)).toContain('No records')
  },
)

test('patterns with many wildcards match long names fast', async () => {
  const runner = await machine()
  writeFiles(runner.workspace, { [`${'-'.repeat(200)}.zap`]: 'x', [`${'a-'.repeat(100)}b`]: 'x' })
  const inputs = {
    ...INPUTS,
    path: '*-*-*-*-*-*-*-*.zip',
    'publish-last': '*-*-*-*-*-*-*-*.zip',
    headers: '*-*-*-*-*-*-*-*.zip\n  cache-control: no-cache',
  }
  expect((await runner.run({ with: stage.inputs(inputs) })).log).toContain('matches no file')
  expect((await runner.run({ with: stage.inputs({ ...inputs, path: '*' }) })).conclusion).toBe('success')
})

test('thousands of lines are searched for in one walk', async () => {
  const runner = await machine()
  writeFiles(
    runner.workspace,
    Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`dist/${at % 10}/${at}.txt`, 'x'])),
  )
  const lines = Array.from({ length: 3000 }, (_, at) => `dist/**/${at % 60}.*`)
  const { conclusion, outputs } = await runner.run({ with: stage.inputs({ ...INPUTS, path: lines.join('\n') }) })
  expect(conclusion).toBe('success')
  expect(outputs['files-uploaded']).toBe('60')
})
