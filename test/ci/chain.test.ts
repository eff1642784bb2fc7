/** The two jobs of .github/workflows/chain.yml, here with sandboxes for what GitHub provides. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SANDBOX_CREDENTIAL } from '../../packages/oss-sandbox/src/server.ts'
import { type ActionsCache, startActionsCache } from '../sandbox/actions-cache/actions-cache.ts'
import { createRunner } from '../sandbox/runner/runner.ts'

const CHAIN = 'test/ci/chain.ts'

let folder: string
let cache: ActionsCache
const servers: ChildProcess[] = []

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chain-'))
  cache = await startActionsCache()
})

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.kill()
    await once(server, 'exit')
  }
  await cache.close()
  rmSync(folder, { recursive: true, force: true })
})

test('the first job fails half-way, and the second sends only the rest', async () => {
  const first = await serve('first')
  const failed = await job(1, first.endpoint)
  expect(failed.conclusion).toBe('failure')
  const state = execFileSync(process.execPath, [CHAIN, 'state', first.control], { encoding: 'utf8' })

  const second = await serve('second', state)
  const { conclusion, outputs } = await job(2, second.endpoint)
  expect(conclusion).toBe('success')
  const facts = [outputs.url, outputs['bytes-sent'], outputs['bytes-resumed']].map(String)
  const checked = execFileSync(process.execPath, [CHAIN, 'check', fileOf('second'), ...facts], { encoding: 'utf8' })
  expect(checked).toContain('every byte is the same')
})

/** Builds the file and starts the server as the workflow does; resolves with what the step sets as outputs. */
async function serve(name: string, state?: string): Promise<{ readonly endpoint: string; readonly control: string }> {
  execFileSync(process.execPath, [CHAIN, 'build', fileOf(name)])
  const output = join(folder, `${name}.output`)
  writeFileSync(output, '')
  const written = waitForControl(output)
  const env = { ...process.env, GITHUB_OUTPUT: output }
  const more = state === undefined ? [] : [state]
  servers.push(spawn(process.execPath, [CHAIN, 'serve', fileOf(name), ...more], { env, stdio: 'ignore' }))
  await written
  const values = new Map(
    readFileSync(output, 'utf8')
      .split('\n')
      .map((line) => [line.split('=')[0], line.slice(line.indexOf('=') + 1)]),
  )
  return { endpoint: values.get('endpoint') ?? '', control: values.get('control') ?? '' }
}

function waitForControl(file: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(file, () => {
      if (!readFileSync(file, 'utf8').includes('control=')) return
      watcher.close()
      resolve()
    })
  })
}

async function job(runAttempt: number, endpoint: string) {
  const runner = await createRunner({ cache, runAttempt })
  try {
    execFileSync(process.execPath, [CHAIN, 'build', join(runner.workspace, 'release/app.bin')])
    const result = await runner.run({
      with: {
        path: 'release/app.bin',
        bucket: 'chain-bucket',
        region: 'cn-hangzhou',
        endpoint,
        cname: 'true',
        'access-key-id': SANDBOX_CREDENTIAL.accessKeyId,
        'access-key-secret': SANDBOX_CREDENTIAL.accessKeySecret,
        'part-size': '100KB',
        concurrency: '4',
      },
    })
    await runner.endJob()
    return result
  } finally {
    await runner.loseMachine()
  }
}

function fileOf(name: string): string {
  return join(folder, `${name}.bin`)
}
