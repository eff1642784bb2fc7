import { existsSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startActionsCache } from '../actions-cache/actions-cache.ts'
import { startOidcIssuer } from '../oidc/oidc.ts'
import { action, appendTo, newRunner, patient, quick, ref, stubborn, testFolder, useActions } from './fixture-action.ts'
import type { Runner } from './runner.ts'
import { CONTROL_C_EXIT } from './step/interrupts.ts'
import { findTracked } from './step/processes.ts'

useActions()

// Windows has no signals, and no way to find detached processes by their environment.
const onPosix = it.skipIf(process.platform === 'win32')

describe('ends', patient, () => {
  onPosix('cancels by SIGINT, SIGTERM and SIGKILL, each after its time', async () => {
    const runner = await newRunner({ schedule: quick })
    const step = await runner.start({ action: await action(stubborn) })
    await step.waitForLog(/ready/)
    await step.cancel()
    const result = await step.done
    expect(result).toMatchObject({ signal: 'SIGKILL', exitCode: null, conclusion: 'cancelled' })
    expect(result.stdout).toContain('got SIGINT\ngot SIGTERM')
    expect(runner.status).toBe('cancelled')
  })

  it('lets a step that handles SIGINT end by itself, and keeps its outputs', async () => {
    const path = await action(`
      process.on('SIGINT', async () => { ${appendTo('GITHUB_OUTPUT', 'saved=yes\n')}; process.exit(130) })
      setInterval(() => {}, 1000); console.log('ready')`)
    const step = await (await newRunner()).start({ action: path })
    await step.waitForLog(/ready/)
    await step.cancel()
    expect(await step.done).toMatchObject({ exitCode: 130, conclusion: 'cancelled', outputs: { saved: 'yes' } })
  })

  it('ends a step at its timeout as a failure, not a cancelled job', async () => {
    const runner = await newRunner()
    const result = await runner.run({ action: await action('setInterval(() => {}, 1000)'), timeoutMs: 50 })
    const ended = process.platform === 'win32' ? CONTROL_C_EXIT : 'SIGINT'
    expect([result.signal ?? result.exitCode, result.conclusion, runner.status]).toEqual([ended, 'failure', 'failure'])
  })

  it('runs posts in reverse order with state and inputs, also after a kill', async () => {
    const post = `console.log('post of', process.env.INPUT_NAME, process.env.STATE_mark)`
    const inputs = '  name: {}'
    const runner = await newRunner()
    const path = await action(
      `${appendTo('GITHUB_STATE', 'mark=here\n')}; console.log('ready'); if (process.env.INPUT_NAME === 'b') setInterval(() => {}, 1000)`,
      { post, inputs },
    )
    await runner.run({ action: path, with: { name: 'a' } })
    const killed = await runner.start({ action: path, with: { name: 'b' } })
    await killed.waitForLog(/ready/)
    killed.kill('SIGKILL')
    const posts = await runner.endJob()
    expect(posts.map(({ stdout }) => stdout.trim())).toEqual(['post of b here', 'post of a here'])
    expect(existsSync(runner.runnerTemp)).toBe(false)
  })

  it('skips a post whose condition does not hold', async () => {
    const runner = await newRunner()
    await runner.run({ action: await action('process.exit(1)', { post: '', postIf: 'success()' }) })
    await runner.run({ action: await action('', { post: `console.log('ran')`, postIf: ref('!cancelled()') }) })
    expect((await runner.endJob()).map(({ stdout }) => stdout.trim())).toEqual(['ran'])
  })

  const withGrandchild = `
    import { spawn } from 'node:child_process'
    const code = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)'
    spawn(process.execPath, ['-e', code], { detached: true, stdio: 'ignore' }).unref()
    console.log('ready')
    if (process.env.INPUT_STAY) setInterval(() => {}, 1000)`

  onPosix('leaves detached grandchildren alone until the job ends', async () => {
    const runner = await newRunner()
    const result = await runner.run({ action: await action(withGrandchild) })
    expect(result.conclusion).toBe('success')
    const { RUNNER_TRACKING_ID = '' } = await trackingOf(runner)
    expect(findTracked(RUNNER_TRACKING_ID)).toHaveLength(1)
    await runner.endJob()
    expect(findTracked(RUNNER_TRACKING_ID)).toEqual([])
  })

  onPosix('waits only so long for a grandchild that holds the output open', async () => {
    const runner = await newRunner({ schedule: { ...quick, outputMs: 50 } })
    const path = await action(withGrandchild.replace("stdio: 'ignore'", "stdio: 'inherit'"))
    expect(await runner.run({ action: path })).toMatchObject({ exitCode: 0, conclusion: 'success', stdout: 'ready\n' })
  })

  onPosix('kills all and takes the disk when the machine is lost', async () => {
    const runner = await newRunner()
    const { RUNNER_TRACKING_ID = '' } = await trackingOf(runner)
    const step = await runner.start({
      action: await action(withGrandchild, { inputs: '  stay: { default: 1 }', post: '' }),
    })
    await step.waitForLog(/ready/)
    await runner.loseMachine()
    expect((await step.done).signal).toBe('SIGKILL')
    expect(findTracked(RUNNER_TRACKING_ID)).toEqual([])
    expect(existsSync(runner.machine.root)).toBe(false)
  })

  onPosix('skips posts at a shutdown and keeps the disk', async () => {
    const runner = await newRunner({ schedule: quick })
    const step = await runner.start({ action: await action(stubborn, { post: `console.log('no')` }) })
    await step.waitForLog(/ready/)
    await runner.shutdown()
    expect((await step.done).signal).toBe('SIGKILL')
    expect(existsSync(runner.runnerTemp)).toBe(true)
    await expect(runner.start()).rejects.toThrow('the job is over')
  })
})

async function trackingOf(runner: Runner): Promise<Record<string, string>> {
  const result = await runner.run({ action: await action('console.log(JSON.stringify(process.env))') })
  return JSON.parse(result.stdout)
}

describe('machines', patient, () => {
  it('have the given root, and an empty RUNNER_TEMP at each job', async () => {
    const root = join(testFolder(), 'machine')
    const first = await newRunner({ root })
    await writeFile(join(first.runnerTemp, 'left'), '')
    await writeFile(join(first.workspace, 'kept'), '')
    const second = await newRunner({ root, runAttempt: 2 })
    expect(await readdir(second.runnerTemp)).toEqual([])
    expect(await readdir(second.workspace)).toEqual(['kept'])
  })

  // Links to programs need a privilege there, and find no DLLs.
  onPosix('have only the tools that are asked for', async () => {
    const path = await action(`import { spawnSync } from 'node:child_process'
      console.log(['tar', 'zstd'].map((tool) => spawnSync(tool, ['--version']).status))`)
    expect((await (await newRunner({ tools: ['tar'] })).run({ action: path })).stdout.trim()).toBe('[ 0, null ]')
  })

  it('report the peak memory of a step that ended by itself', async () => {
    const path = await action('globalThis.kept = Buffer.alloc(200e6, 1)')
    const result = await (await newRunner()).run({ action: path, measureMemory: true })
    expect(result.peakRssBytes).toBeGreaterThan(200e6)
    expect(result.stdout).toBe('')
  })

  it('reach the cache service with a token of their ref', async () => {
    const cache = await startActionsCache()
    try {
      const path = await action(`
        const P = process.env.ACTIONS_RESULTS_URL + 'twirp/github.actions.results.api.v1.CacheService/CreateCacheEntry'
        const headers = { authorization: 'Bearer ' + process.env.ACTIONS_RUNTIME_TOKEN }
        const response = await fetch(P, { method: 'POST', headers, body: JSON.stringify({ key: 'k', version: 'v' }) })
        console.log((await response.json()).ok, process.env.ACTIONS_CACHE_SERVICE_V2, process.env.ACTIONS_RUNTIME_TOKEN)`)
      const writer = await newRunner({ cache, ref: 'refs/heads/topic' })
      const reader = await newRunner({ cache, cacheAccess: 'read' })
      expect((await writer.run({ action: path })).log).toContain('true True ***')
      expect((await reader.run({ action: path })).log).toContain('false True ***')
      expect(cache.entries().map(({ ref }) => ref)).toEqual(['refs/heads/topic'])
    } finally {
      await cache.close()
    }
  })

  it('reach the OIDC issuer if the job has the permission', async () => {
    const oidc = await startOidcIssuer()
    try {
      const path = await action(`
        const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = process.env
        if (!url) { console.log('no permission'); process.exit() }
        const response = await fetch(url + '&audience=a', { headers: { authorization: 'Bearer ' + token } })
        const { value } = await response.json()
        console.log(JSON.parse(Buffer.from(value.split('.')[1], 'base64url')).sub, token)`)
      const allowed = await newRunner({ oidc, ref: 'refs/tags/v1', permissions: { 'id-token': 'write' } })
      expect((await allowed.run({ action: path })).log).toContain('repo:octo-org/octo-repo:ref:refs/tags/v1 ***')
      expect((await (await newRunner({ oidc })).run({ action: path })).log).toContain('no permission')
    } finally {
      await oidc.close()
    }
  })
})
