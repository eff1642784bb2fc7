/** The examples of the README do what it says they do: each is run against the sandbox, on a runner with files that its patterns match. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type OssServer, SANDBOX_CREDENTIAL, startOss } from '../../packages/oss-sandbox/src/server.ts'
import { type ActionsCache, startActionsCache } from '../sandbox/actions-cache/actions-cache.ts'
import { createRunner, type Runner } from '../sandbox/runner/runner.ts'
import { readDocument } from './markdown.ts'
import { asWorkflow, stepsOf } from './workflow-yaml.ts'

type Inputs = Readonly<Record<string, string>>

const BUCKETS = ['my-bucket', 'my-private-bucket']
/** What GitHub would put there. */
const EXPRESSIONS: Inputs = {
  'secrets.OSS_ACCESS_KEY_ID': SANDBOX_CREDENTIAL.accessKeyId,
  'secrets.OSS_ACCESS_KEY_SECRET': SANDBOX_CREDENTIAL.accessKeySecret,
  'github.ref_name': 'v1.2.3',
  'github.event.number': '7',
  'github.sha': '0123456789abcdef0123456789abcdef01234567',
  "github.ref_name != 'main'": 'true',
  'strategy.job-total': '4',
}

const examples = readDocument('README.md')
  .blocks.filter(({ language }) => language === 'yaml')
  .map(({ code, line }) => ({
    line,
    steps: stepsOf(asWorkflow(code) ?? '')
      .filter(isOurs)
      .map(inputsOf),
  }))
  // A role is assumed of GitHub and Alibaba Cloud themselves; test/scenarios/keyless.test.ts does that.
  .filter(({ steps }) => steps.length > 0 && steps.every((inputs) => inputs['role-to-assume'] === undefined))

let oss: OssServer
let cache: ActionsCache
let runners: Runner[] = []

beforeEach(async () => {
  oss = await startOss({ buckets: BUCKETS.map((name) => ({ name, acl: 'public-read' })) })
  cache = await startActionsCache()
})

afterEach(async () => {
  for (const runner of runners) await runner.close()
  runners = []
  await cache.close()
  await oss.close()
})

describe.each(examples)('the example of line $line', ({ steps }) => {
  test('runs, and publishes what its patterns match', async () => {
    const [first = {}, second] = steps
    const names = (second?.['publish-held'] ?? '').split('\n').filter((name) => name !== '')
    if (names.length > 0) {
      for (const [index, name] of names.entries()) await succeed(legOf(first, { name, index }))
      await succeed(second ?? {})
    } else await succeed(first)
    const bucket = first.bucket ?? ''
    expect(oss.uploads(bucket)).toEqual([])
    if (first['dry-run'] === 'true') expect(oss.objects(bucket)).toEqual([])
    else expect(oss.objects(bucket).length).toBeGreaterThan(0)
    for (const { key } of oss.objects(bucket)) expect(key.startsWith(first['key-prefix'] ?? '')).toBe(true)
  })
})

/** One leg of a matrix: its own name, its own share of files or its own files. */
function legOf(inputs: Inputs, { name, index }: { readonly name: string; readonly index: number }): Inputs {
  const shard = inputs.shard?.replace(/\$\{\{[^}]*\}\}/, String(index))
  return { ...inputs, 'hold-name': name, ...(shard === undefined ? {} : { shard }) }
}

async function succeed(inputs: Inputs): Promise<void> {
  const runner = await createRunner({ cache, runId: '42' })
  runners.push(runner)
  for (const file of filesOf(inputs)) {
    mkdirSync(dirname(join(runner.workspace, file)), { recursive: true })
    writeFileSync(join(runner.workspace, file), `content of ${file}\n`)
  }
  // Readers come by an address that is there, with no CDN before it: test/scenarios/cdn-refresh.test.ts has one.
  const base =
    inputs['check-public'] === undefined
      ? {}
      : { 'public-url': `${oss.ipEndpoint}/${inputs.bucket}`, 'cdn-refresh': '' }
  const result = await runner.run({
    with: { ...inputs, ...base, endpoint: oss.ipEndpoint, cname: 'false', 'checkpoint-dir': '' },
  })
  expect(result.log).not.toContain('##[error]')
  expect(result.conclusion).toBe('success')
}

/** Files that the patterns of `path` match, several for `**`; the legs of a matrix have different ones. */
function filesOf({ path = '', 'hold-name': leg = 'app', shard }: Inputs): readonly string[] {
  const name = shard === undefined ? leg : 'app'
  const patterns = path.split('\n').filter((line) => line !== '' && !line.startsWith('!'))
  return patterns.flatMap((line) => {
    const pattern = (line.split(' => ')[0] ?? '').trim()
    if (pattern.endsWith('/**')) {
      const folder = pattern.slice(0, -'/**'.length)
      return ['setup.exe', 'win/a.bin', 'b.bin', 'c.bin'].map((file) => `${folder}/${name}/${file}`)
    }
    return [pattern.replaceAll('*', name)]
  })
}

function isOurs({ uses }: { readonly uses?: string }): boolean {
  return uses?.includes('/upload-aliyun-oss@') === true
}

function inputsOf(step: { readonly with?: Readonly<Record<string, unknown>> }): Inputs {
  const entries = Object.entries(step.with ?? {}).map(([name, value]): [string, string] => [
    name,
    String(value)
      .replace(/\$\{\{([^}]*)\}\}/g, (whole, expression: string) => EXPRESSIONS[expression.trim()] ?? whole)
      .trim(),
  ])
  return Object.fromEntries(entries)
}
