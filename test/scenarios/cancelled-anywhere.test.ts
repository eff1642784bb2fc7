/** A step ends by the first signal of the runner, whatever it is busy with and whatever never answers. */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { Operation } from '../../packages/oss-sandbox/src/exchange/operation.ts'
import { STATES, type State } from '../../src/core/telling/states.ts'
import { createGate } from '../sandbox/actions-cache/actions-cache.ts'
import { startOidcIssuer } from '../sandbox/oidc/oidc.ts'
import type { CancelSchedule, Runner, Step } from '../sandbox/runner/runner.ts'
import { startSts } from '../sandbox/sts/sts.ts'
import { bytesOf, KIB, openStage, type Stage, writeFiles } from './stage.ts'

const PART_BYTES = 100 * KIB
const INPUTS = { path: 'app.bin', 'part-size': '100KB', concurrency: '2' }

/** A step that has not ended five seconds after the first signal is killed. */
const FIVE_SECONDS: CancelSchedule = { sigintMs: 5000, sigtermMs: 0, outputMs: 5000 }

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

async function machine(options: Parameters<Stage['runner']>[0] = {}): Promise<Runner> {
  const runner = await stage.runner({ runId: '77', debug: true, schedule: FIVE_SECONDS, ...options })
  writeFiles(runner.workspace, { 'app.bin': bytesOf(10 * PART_BYTES) })
  return runner
}

/** A server that takes connections and never says a word. */
async function startSilent(): Promise<{ readonly url: string; readonly reached: Promise<unknown> }> {
  const sockets: Socket[] = []
  const server = createServer((socket) => void sockets.push(socket.on('error', () => {})))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, reached: once(server, 'connection') }
}

/** No request of this operation is answered. @returns what settles once one is there */
function silence(operation: Operation): () => Promise<unknown> {
  stage.oss.faults.add({
    when: { operation },
    times: Number.POSITIVE_INFINITY,
    action: { kind: 'stall', at: 'before-answer' },
  })
  const before = stage.oss.requests.length
  return () => stage.oss.waitFor((record) => record.operation === operation && record.id > before)
}

async function hold(): Promise<void> {
  const { conclusion } = await (await machine()).run({
    with: stage.inputs({ ...INPUTS, publish: 'hold', 'hold-name': 'leg' }),
  })
  expect(conclusion).toBe('success')
}

/** Starts a step that comes to a state and never out of it. @returns once it is there */
type Way = () => Promise<Step>

const WAYS: Readonly<Record<State, Way>> = {
  async starting() {
    const { url, reached } = await startSilent()
    const { 'access-key-id': _id, 'access-key-secret': _secret, ...inputs } = stage.inputs(INPUTS)
    const step = await (await machine()).start({
      with: inputs,
      env: { ALIBABA_CLOUD_ECS_METADATA_DISABLED: '', ALIBABA_CLOUD_ECS_METADATA_ENDPOINT: url },
    })
    await reached
    return step
  },
  async searching() {
    return startOnDeadFiles('setInterval(() => {}, 60_000)')
  },
  async signing() {
    const oidc = await startOidcIssuer()
    const role = 'acs:ram::1234567890123456:role/publisher'
    const provider = 'acs:ram::1234567890123456:oidc-provider/github'
    const sts = await startSts({ providers: [], roles: [] })
    onTestFinished(async () => {
      gate.open()
      await sts.close()
      await oidc.close()
    })
    const gate = createGate()
    sts.faults.add({ on: 'any', fault: { kind: 'gate', gate } })
    const { 'access-key-id': _id, 'access-key-secret': _secret, ...inputs } = stage.inputs(INPUTS)
    const runner = await machine({ oidc, permissions: { 'id-token': 'write' } })
    const step = await runner.start({
      with: { ...inputs, 'role-to-assume': role, 'oidc-provider-arn': provider, 'sts-endpoint': sts.url },
    })
    await gate.reached
    return step
  },
  async restoring() {
    return await startAtGate('GetCacheEntryDownloadURL', INPUTS)
  },
  async looking() {
    return startSilenced('HeadObject', { ...INPUTS, overwrite: 'if-changed' })
  },
  async aborting() {
    const first = await startSilenced('CompleteMultipartUpload', INPUTS)
    first.kill('SIGINT')
    await first.done
    stage.oss.faults.clear()
    const other = await (await machine({ runId: '78' })).run({ with: stage.inputs({ ...INPUTS, resume: 'false' }) })
    expect(other.conclusion).toBe('success')
    return startSilenced(
      'AbortMultipartUpload',
      { ...INPUTS, overwrite: 'if-changed' },
      await machine({ runAttempt: 2 }),
    )
  },
  async transferring() {
    return startSilenced('UploadPart', INPUTS)
  },
  async publishing() {
    return startSilenced('CompleteMultipartUpload', INPUTS)
  },
  async holding() {
    return await startAtGate('CreateCacheEntry', { ...INPUTS, publish: 'hold', 'hold-name': 'leg' })
  },
  async collecting() {
    await hold()
    return await startAtGate('GetCacheEntryDownloadURL', { 'publish-held': 'leg' })
  },
  async abandoning() {
    await hold()
    return startSilenced('AbortMultipartUpload', { 'abandon-held': 'leg' })
  },
  async refreshing() {
    const { url, reached } = await startSilent()
    const cdn = { 'cdn-refresh': 'cdn', 'cdn-endpoint': url, 'public-url': 'https://download.example.com' }
    const inputs = { ...INPUTS, ...cdn, 'publish-last': 'app.bin', 'check-public': 'false' }
    const step = await (await machine()).start({ with: stage.inputs(inputs) })
    await reached
    return step
  },
  async checking() {
    const { url, reached } = await startSilent()
    const inputs = { ...INPUTS, 'public-url': url, 'check-public': '10m' }
    const step = await (await machine()).start({ with: stage.inputs(inputs) })
    await reached
    return step
  },
  async telling() {
    const { url, reached } = await startSilent()
    const step = await (await machine()).start({ with: stage.inputs({ ...INPUTS, 'public-url': url }) })
    await reached
    return step
  },
  async saving() {
    stage.oss.faults.add({
      when: { operation: 'CompleteMultipartUpload' },
      action: { kind: 'answer', status: 403, code: 'AccessDenied' },
    })
    return await startAtGate('CreateCacheEntry', INPUTS)
  },
}

async function startSilenced(operation: Operation, inputs: Record<string, string>, on?: Runner): Promise<Step> {
  const reached = silence(operation)
  const step = await (on ?? (await machine())).start({ with: stage.inputs(inputs) })
  await reached()
  return step
}

async function startAtGate(
  on: 'GetCacheEntryDownloadURL' | 'CreateCacheEntry',
  inputs: Record<string, string>,
): Promise<Step> {
  const gate = createGate()
  stage.cache.faults.add({ on, fault: { kind: 'gate', gate } })
  onTestFinished(() => gate.open())
  const step = await (await machine()).start({ with: stage.inputs(inputs) })
  await gate.reached
  return step
}

/** Starts a step whose file system never answers. @param more what else the process is to run */
async function startOnDeadFiles(more = ''): Promise<Step> {
  const runner = await machine()
  const hook = join(runner.runnerTemp, 'dead-file-system.cjs')
  writeFileSync(
    hook,
    `const fs = require('node:fs')
for (const name of ['opendir', 'readdir', 'lstat', 'stat', 'realpath', 'access']) {
  const real = fs.promises[name]
  fs.promises[name] = (path, ...more) => {
    if (!String(path).endsWith('app.bin')) return real.call(fs.promises, path, ...more)
    console.log('the file system is asked')
    return new Promise(() => {})
  }
}
require('node:module').syncBuiltinESMExports()
${more}
`,
  )
  const step = await runner.start({ with: stage.inputs(INPUTS), env: { NODE_OPTIONS: `--require "${hook}"` } })
  await step.waitForLog(/the file system is asked/)
  return step
}

describe('one signal ends a step that is', () => {
  test.each(STATES)('%s', async (state) => {
    const step = await WAYS[state]()
    await step.waitForLog(new RegExp(`State: ${state}\\.`))
    expect(step.log.match(/(?<=State: )\w+/g)?.at(-1)).toBe(state)
    await step.cancel()
    const { exitCode, signal, log } = await step.done
    expect([exitCode, signal], log).toEqual([130, null])
  })
})

test.skipIf(process.platform === 'win32')(
  'one signal ends a step whose threads hang in a dead file system',
  async () => {
    const runner = await machine()
    const pipe = join(runner.runnerTemp, 'pipe')
    execFileSync('mkfifo', [pipe])
    const hook = join(runner.runnerTemp, 'hanging-threads.cjs')
    // Opened like this, a pipe that nobody writes to keeps the thread, as a dead network disk does.
    writeFileSync(
      hook,
      `const fs = require('node:fs')
const real = fs.promises.stat
fs.promises.stat = (path, ...more) => {
  if (!String(path).endsWith('app.bin')) return real.call(fs.promises, path, ...more)
  console.log('the file system is asked')
  return fs.promises.open(${JSON.stringify(pipe)}, 'r')
}
require('node:module').syncBuiltinESMExports()
`,
    )
    const step = await runner.start({ with: stage.inputs(INPUTS), env: { NODE_OPTIONS: `--require "${hook}"` } })
    await step.waitForLog(/the file system is asked/)
    await step.cancel()
    const { exitCode, signal, log } = await step.done
    expect([exitCode, signal], log).toEqual([130, null])
    expect(log).toContain('The step was cancelled')
  },
)

test('a step that would end without a result is an error', async () => {
  const step = await startOnDeadFiles()
  const { exitCode, log } = await step.done
  expect(exitCode).toBe(1)
  expect(log).toContain('The step ended without a result')
})
