import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startActionsCache } from '../actions-cache/actions-cache.ts'
import { startOidcIssuer } from '../oidc/oidc.ts'
import { createRunner, type Runner, type RunnerOptions } from './runner.ts'
import { findTracked } from './step/processes.ts'

// Each test starts processes, on machines that may be busy.
const patient = { timeout: 30_000 }

let folder: string
const runners: Runner[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runner-test-'))
})
afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.close()
  await rm(folder, { recursive: true, force: true })
})

async function newRunner(options: RunnerOptions = {}): Promise<Runner> {
  const runner = await createRunner(options)
  runners.push(runner)
  return runner
}

/** An action whose main and post are these programs. */
async function action(
  main: string,
  options: { post?: string; postIf?: string; inputs?: string } = {},
): Promise<string> {
  const path = await mkdtemp(join(folder, 'action-'))
  await mkdir(join(path, 'dist'))
  await writeFile(join(path, 'dist', 'main.mjs'), main)
  if (options.post !== undefined) await writeFile(join(path, 'dist', 'post.mjs'), options.post)
  const lines = [
    'name: Fixture',
    options.inputs === undefined ? '' : `inputs:\n${options.inputs}`,
    'runs:',
    '  using: node24',
    '  main: dist/main.mjs',
    options.post === undefined ? '' : '  post: dist/post.mjs',
    options.postIf === undefined ? '' : `  post-if: ${options.postIf}`,
  ]
  await writeFile(join(path, 'action.yml'), lines.join('\n'))
  return path
}

const ref = (expression: string): string => `\${{ ${expression} }}`

const appendTo = (name: string, text: string): string =>
  `;(await import('node:fs')).appendFileSync(process.env.${name}, ${JSON.stringify(text)})`

const stubborn = `
  process.on('SIGINT', () => console.log('got SIGINT'))
  process.on('SIGTERM', () => console.log('got SIGTERM'))
  setInterval(() => {}, 1000)
  console.log('ready')`

const quick = { sigintMs: 100, sigtermMs: 100, outputMs: 1000 }

describe('a step', patient, () => {
  it('sees inputs, defaults and contexts as GitHub gives them, and nothing of our environment', async () => {
    process.env.SANDBOX_LEAK = 'leak'
    const show = `console.log(JSON.stringify(process.env)); console.log(process.cwd())`
    const inputs = `  two words:\n    default: 5\n  some-token:\n    default: \${{ github.token }}\n  flag:\n    default: false\n  none: {}\n`
    const runner = await newRunner({
      ref: 'refs/tags/v1.2',
      runId: '77',
      runAttempt: 3,
      secrets: { KEY: 'fake-secret-1' },
    })
    const result = await runner.run({
      action: await action(show, { inputs }),
      id: 'upload',
      with: { flag: ref('github.ref_name'), None: ref('secrets.KEY') },
      env: { MINE: '1', GITHUB_SHA: 'overridden' },
    })
    delete process.env.SANDBOX_LEAK
    const env: Record<string, string> = JSON.parse(result.stdout.split('\n')[0] ?? '')
    expect(env).toMatchObject({
      INPUT_TWO_WORDS: '5',
      INPUT_FLAG: 'v1.2',
      INPUT_NONE: 'fake-secret-1',
      MINE: '1',
      GITHUB_REF: 'refs/tags/v1.2',
      GITHUB_REF_TYPE: 'tag',
      GITHUB_RUN_ID: '77',
      GITHUB_RUN_ATTEMPT: '3',
      GITHUB_ACTION: 'upload',
      GITHUB_WORKSPACE: runner.workspace,
      RUNNER_TEMP: runner.runnerTemp,
      GITHUB_SERVER_URL: 'https://github.com',
    })
    expect(env['INPUT_SOME-TOKEN']).toMatch(/^ghs_fake/)
    expect(env.GITHUB_SHA).not.toBe('overridden')
    expect(
      Object.keys(env).filter((name) => /LEAK|VITEST|ACTIONS_RESULTS|ID_TOKEN|NODE_(?!V8_COVERAGE)/.test(name)),
    ).toEqual([])
    expect(result.stdout).toContain(runner.workspace)
    expect(result.log).toContain('two words: 5')
    expect(result.log).not.toContain('fake-secret-1')
    expect(result.log).toContain('None: ***')
    expect(result.conclusion).toBe('success')
  })

  it('runs from a copy of action.yml and dist alone', async () => {
    const path = await action(`import { readdirSync } from 'node:fs'
      console.log(readdirSync(new URL('..', import.meta.url)).sort().join())`)
    await writeFile(join(path, 'package.json'), '{}')
    const result = await (await newRunner()).run({ action: path })
    expect(result.stdout.trim()).toBe('action.yml,dist')
  })

  it('gives outputs, state and summary back through files, and is warned of inputs that are none', async () => {
    const path = await action(`
      ${appendTo('GITHUB_OUTPUT', 'one=1\nmany<<EOF_x\na\n\nb=c\nEOF_x\n')}
      ${appendTo('GITHUB_STATE', 'isPost=true\n')}
      ${appendTo('GITHUB_STEP_SUMMARY', '# fake-secret-1\n')}
      ${appendTo('GITHUB_ENV', 'LATER=yes\n')}
      ${appendTo('GITHUB_OUTPUT', 'leak=x fake-secret-1\n')}`)
    const runner = await newRunner({ secrets: { KEY: 'fake-secret-1' } })
    const result = await runner.run({ action: path, id: 'first', with: { tpyo: 'x' } })
    expect(result.outputs).toEqual({ one: '1', many: 'a\n\nb=c', leak: 'x fake-secret-1' })
    expect(result.jobOutputs).toEqual({ one: '1', many: 'a\n\nb=c' })
    expect(result.state).toEqual({ isPost: 'true' })
    expect(result.summary).toBe('# ***\n')
    expect(result.annotations).toEqual([
      { level: 'warning', message: "Unexpected input(s) 'tpyo', valid inputs are ['']" },
    ])
    const later = await runner.run({
      action: await action(`console.log(process.env.LATER, process.env.INPUT_IN)`, { inputs: '  in: {}' }),
      with: { in: ref('steps.first.outputs.one') },
    })
    expect(later.stdout.trim()).toBe('yes 1')
  })

  it('fails when a command file makes no sense', async () => {
    const result = await (await newRunner()).run({ action: await action(appendTo('GITHUB_OUTPUT', 'many<<EOF\na\n')) })
    expect(result.exitCode).toBe(0)
    expect(result.conclusion).toBe('failure')
    expect(result.log).toContain('Matching delimiter not found')
  })
})

describe('the log', patient, () => {
  it('shows commands as the runner does and masks from the mask on', async () => {
    const path = await action(String.raw`
      const lines = ['hush one', '::add-mask::hush', 'hush two aHVzaA==', '::error file=a%2Cb.txt,title=T%3A1::bad%0Amore', '::warning::careful',
        '::debug::detail', '  ::group::G', '::endgroup::', 'text ##[error]injected', 'a\r::notice::after a lone CR', '::unknown::stays', '::add-mask::first%0Asecond', 'first, second']
      process.stdout.write(lines.join('\n'))
      console.error('::error::on stderr')`)
    const result = await (await newRunner()).run({ action: path })
    expect(result.log.split('\n').slice(2)).toEqual(
      expect.arrayContaining([
        'hush one',
        '*** two ***',
        '##[error]bad',
        'more',
        '##[group]G',
        '::unknown::stays',
        '***, ***',
      ]),
    )
    expect(result.log).not.toContain('detail')
    expect(result.annotations).toEqual(
      expect.arrayContaining([
        { level: 'error', file: 'a,b.txt', title: 'T:1', message: 'bad\nmore' },
        { level: 'warning', message: 'careful' },
        { level: 'error', message: 'injected' },
        { level: 'notice', message: 'after a lone CR' },
        { level: 'error', message: 'on stderr' },
      ]),
    )
  })

  it('shows debug lines with step debugging only', async () => {
    const path = await action(`console.log('::debug::detail', process.env.RUNNER_DEBUG)`)
    expect((await (await newRunner({ debug: true })).run({ action: path })).log).toContain('##[debug]detail 1')
  })

  it('obeys no command between stop-commands and its token', async () => {
    const path = await action(`console.log('::stop-commands::tok\\n::error::no\\n::tok::\\n::error::yes')`)
    const result = await (await newRunner()).run({ action: path })
    expect(result.annotations.map(({ message }) => message)).toEqual(['yes'])
    expect(result.log).toContain('::error::no')
  })

  it('can be waited for, in vain only as long as the step lives', async () => {
    const step = await (await newRunner()).start({ action: await action(`console.log('part 7 done')`) })
    expect((await step.waitForLog(/part (\d+)/))[1]).toBe('7')
    await expect(step.waitForLog(/never/)).rejects.toThrow('the step ended without')
  })
})

describe('ends', patient, () => {
  it('cancels by SIGINT, SIGTERM and SIGKILL, each after its time', async () => {
    const runner = await newRunner({ schedule: quick })
    const step = await runner.start({ action: await action(stubborn) })
    await step.waitForLog(/ready/)
    await step.cancel()
    const result = await step.done
    expect(result).toMatchObject({ signal: 'SIGKILL', exitCode: null, conclusion: 'cancelled' })
    expect(result.stdout).toContain('got SIGINT\ngot SIGTERM')
    expect(runner.status).toBe('cancelled')
  })

  it('lets a step that obeys SIGINT end by itself and keeps what it set', async () => {
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
    expect([result.signal, result.conclusion, runner.status]).toEqual(['SIGINT', 'failure', 'failure'])
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

  it('leaves detached grandchildren alone until the job ends', async () => {
    const runner = await newRunner()
    const result = await runner.run({ action: await action(withGrandchild) })
    expect(result.conclusion).toBe('success')
    const { RUNNER_TRACKING_ID = '' } = await trackingOf(runner)
    expect(findTracked(RUNNER_TRACKING_ID)).toHaveLength(1)
    await runner.endJob()
    expect(findTracked(RUNNER_TRACKING_ID)).toEqual([])
  })

  it('waits only so long for a grandchild that holds the output open', async () => {
    const runner = await newRunner({ schedule: { ...quick, outputMs: 50 } })
    const path = await action(withGrandchild.replace("stdio: 'ignore'", "stdio: 'inherit'"))
    expect(await runner.run({ action: path })).toMatchObject({ exitCode: 0, conclusion: 'success', stdout: 'ready\n' })
  })

  it('kills all and takes the disk when the machine is lost', async () => {
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

  it('skips posts at a shutdown and keeps the disk', async () => {
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
  it('have the root that is asked for, and a fresh RUNNER_TEMP at each job', async () => {
    const root = join(folder, 'machine')
    const first = await newRunner({ root })
    await writeFile(join(first.runnerTemp, 'left'), '')
    await writeFile(join(first.workspace, 'kept'), '')
    const second = await newRunner({ root, runAttempt: 2 })
    expect(await readdir(second.runnerTemp)).toEqual([])
    expect(await readdir(second.workspace)).toEqual(['kept'])
  })

  it('have only the tools that are asked for', async () => {
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

  it('reach the OIDC issuer if the job may', async () => {
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
