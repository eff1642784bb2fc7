/**
 * The examples of the documents do what they say: each is run against the sandbox, on a runner with files that its patterns match, with what
 * the policy of the README allows, or the one of its own page.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, matchesGlob } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type OssServer, SANDBOX_CREDENTIAL, startOss } from '../../packages/oss-sandbox/src/server.ts'
import { type ActionsCache, startActionsCache } from '../sandbox/actions-cache/actions-cache.ts'
import { type EcsMetadata, startEcsMetadata } from '../sandbox/ecs/ecs.ts'
import { type Github, startGithub } from '../sandbox/github/github.ts'
import { type OidcIssuer, startOidcIssuer } from '../sandbox/oidc/oidc.ts'
import { createRunner, type Runner } from '../sandbox/runner/runner.ts'
import { type Sts, startSts } from '../sandbox/sts/sts.ts'
import { type Document, readDocument, readDocuments } from './markdown.ts'
import { asWorkflow, stepsOf } from './workflow-yaml.ts'

type Inputs = Readonly<Record<string, string>>

const BUCKETS = ['my-bucket', 'my-bucket-2']
/** What GitHub would put there. */
const EXPRESSIONS: Inputs = {
  'secrets.OSS_ACCESS_KEY_ID': SANDBOX_CREDENTIAL.accessKeyId,
  'secrets.OSS_ACCESS_KEY_SECRET': SANDBOX_CREDENTIAL.accessKeySecret,
  'github.ref_name': 'v1.2.3',
  'github.event.number': '7',
  'github.event.release.tag_name': 'v1.2.3',
  'github.sha': '0123456789abcdef0123456789abcdef01234567',
  "github.ref_name != 'main'": 'true',
  'strategy.job-total': '4',
}

interface Statement {
  readonly Action: string | readonly string[]
  readonly Resource?: string | readonly string[]
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>
}

/** @returns what the first policy of a page allows in OSS; undefined where it shows none. */
function policyOf({ blocks }: Document): { readonly allow: readonly string[]; readonly prefix: string } | undefined {
  const statements = blocks
    .filter(({ language }) => language === 'json')
    .flatMap(({ code }) => (JSON.parse(code) as { readonly Statement?: readonly Statement[] }).Statement ?? [])
  const [statement] = statements.filter(({ Resource }) => String(Resource).includes('acs:oss:'))
  if (statement === undefined) return undefined
  const prefix = /^acs:oss:\*:\*:my-bucket\/(.*)\*$/.exec([statement.Resource].flat()[0] ?? '')?.[1] ?? ''
  return { allow: [statement.Action].flat(), prefix }
}

/** @returns which subjects the trust policy of a page lets assume the role, as RAM reads its wildcards. */
function trustOf({ blocks }: Document): ((subject: string) => boolean) | undefined {
  const statements = blocks
    .filter(({ language }) => language === 'json')
    .flatMap(({ code }) => (JSON.parse(code) as { readonly Statement?: readonly Statement[] }).Statement ?? [])
  const pattern = statements.flatMap(({ Condition }) => Condition?.StringLike?.['oidc:sub'] ?? [])[0]
  if (pattern === undefined) return undefined
  return (subject) => matchesGlob(subject.replaceAll('/', '+'), pattern.replaceAll('/', '+'))
}

const readme = readDocument('README.md')
const examples = readDocuments()
  .filter(({ path }) => !path.endsWith('.zh-CN.md'))
  .flatMap((page) =>
    page.blocks
      .filter(({ language }) => language === 'yaml')
      .map(({ code, line }) => ({
        where: `${page.path}:${line}`,
        policy: policyOf(page) ?? policyOf(readme),
        trusts: trustOf(page) ?? trustOf(readDocument('docs/recipes/oidc.md')),
        // A step with a condition is a second try.
        steps: stepsOf(asWorkflow(code) ?? '')
          .filter((step) => isOurs(step) && step.if === undefined)
          .map(inputsOf),
      })),
  )
  .filter(({ steps }) => steps.length > 0)

let oss: OssServer
let cache: ActionsCache
let oidc: OidcIssuer | undefined
let sts: Sts | undefined
let ecs: EcsMetadata | undefined
let github: Github | undefined
let runners: Runner[] = []

beforeEach(async () => {
  oss = await startOss({ buckets: BUCKETS.map((name) => ({ name, acl: 'public-read' })) })
  cache = await startActionsCache()
})

afterEach(async () => {
  for (const runner of runners) await runner.close()
  runners = []
  await sts?.close()
  await oidc?.close()
  await ecs?.close()
  ecs = undefined
  await github?.close()
  github = undefined
  sts = undefined
  oidc = undefined
  await cache.close()
  await oss.close()
})

test('the policy of the README allows one folder of one bucket', () => {
  expect(policyOf(readme)?.prefix).toBe('downloads/')
})

test('the documents have examples that run', () => {
  expect(examples.length).toBeGreaterThan(10)
})

describe.each(examples)('the example of $where', ({ steps, policy, trusts }) => {
  test('runs with the policy that the documents show, and publishes what its patterns match', async () => {
    oss.setCredential({ ...SANDBOX_CREDENTIAL, ...policy })
    await openRole(steps[0] ?? {}, { policy, trusts })
    const names = new Set(steps.flatMap((inputs) => linesOf(inputs['publish-held'])))
    for (const inputs of steps) {
      if (!inputs['hold-name']?.includes('${{')) await succeed(inputs)
      else for (const [index, name] of [...names].entries()) await succeed(jobOf(inputs, { name, index }))
    }
    for (const { bucket = '', 'key-prefix': prefix = '', ...inputs } of steps) {
      expect(oss.uploads(bucket)).toEqual([])
      if (inputs['dry-run'] === 'true') expect(oss.objects(bucket)).toEqual([])
      else expect(oss.objects(bucket).length).toBeGreaterThan(0)
      for (const { key } of oss.objects(bucket)) expect(key.startsWith(prefix)).toBe(true)
    }
  })
})

const linesOf = (text = '') => text.split('\n').filter((line) => line !== '')

/** One job of a matrix: its own name, its own share of files or its own files. */
function jobOf(inputs: Inputs, { name, index }: { readonly name: string; readonly index: number }): Inputs {
  const shard = inputs.shard?.replace(/\$\{\{[^}]*\}\}/, String(index))
  return { ...inputs, 'hold-name': name, ...(shard === undefined ? {} : { shard }) }
}

/** Where a role is assumed: GitHub, and the account's provider and role, as the page says to make them, or the instance's metadata service. */
async function openRole(
  { 'role-to-assume': role = '', 'oidc-provider-arn': provider = '' }: Inputs,
  { policy, trusts }: Pick<(typeof examples)[number], 'policy' | 'trusts'>,
): Promise<void> {
  if (role === '') return
  oss.removeCredential(SANDBOX_CREDENTIAL.accessKeyId)
  if (role === 'ecs') {
    const { accessKeyId, accessKeySecret } = SANDBOX_CREDENTIAL
    const session = { accessKeyId, accessKeySecret, securityToken: 'session-1', expiresAtMs: Date.now() + 3_600_000 }
    oss.setCredential({ ...session, ...policy })
    ecs = await startEcsMetadata({ role: 'publisher', session: () => session })
    return
  }
  oidc = await startOidcIssuer()
  sts = await startSts({
    providers: [{ arn: provider, issuer: oidc.url, audiences: ['sts.aliyuncs.com'] }],
    roles: [{ arn: role, trusts: ({ sub }) => trusts?.(sub) ?? false }],
    onIssue: (credentials) => oss.setCredential({ ...credentials, ...policy }),
  })
}

/** A GitHub with the release that is mirrored, where one is. @returns the job's token for it, and its address */
async function openRelease({ 'from-release': tag }: Inputs) {
  if (tag === undefined) return undefined
  github = await startGithub({ basePath: '/api/v3' })
  const repository = github.addRepository({ owner: 'my-org', name: 'my-repo', isPrivate: true })
  github.addToken('ghs_tokenofthejob', { 'my-org/my-repo': 'read' })
  const assets = ['app.exe', 'SHA256SUMS'].map((name) => ({ name, content: Buffer.from(`content of ${name}`) }))
  github.addRelease(repository, { tag, assets })
  return { token: 'ghs_tokenofthejob', serverUrl: github.serverUrl.replace('127.0.0.1', 'github.localhost') }
}

async function succeed(inputs: Inputs): Promise<void> {
  const release = await openRelease(inputs)
  const job = { repository: 'my-org/my-repo', eventName: 'push', ref: 'refs/tags/v1.2.3' }
  const keyless = oidc === undefined ? {} : { oidc, permissions: { 'id-token': 'write' } as const }
  const runner = await createRunner({
    cache,
    runId: '42',
    ...job,
    ...keyless,
    ...(release && { serverUrl: release.serverUrl }),
  })
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
    env: {
      // Set by a step before this one, where the example has none of its own.
      ALIBABA_CLOUD_ACCESS_KEY_ID: SANDBOX_CREDENTIAL.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: SANDBOX_CREDENTIAL.accessKeySecret,
      ...(ecs === undefined ? {} : { ALIBABA_CLOUD_ECS_METADATA_ENDPOINT: ecs.url }),
    },
    with: {
      ...inputs,
      ...base,
      ...(release && { 'github-token': release.token }),
      ...(sts === undefined ? {} : { 'sts-endpoint': sts.url }),
      endpoint: oss.ipEndpoint,
      cname: 'false',
      'checkpoint-dir': '',
    },
  })
  expect(result.log).not.toContain('##[error]')
  expect(result.conclusion).toBe('success')
}

/** Files that the patterns of `path` match, several for `**`; the jobs of a matrix have different ones. */
function filesOf({ path = '', 'hold-name': job = 'app', shard }: Inputs): readonly string[] {
  const name = shard === undefined ? job : 'app'
  const patterns = path.split('\n').filter((line) => line !== '' && !line.startsWith('!'))
  return patterns.flatMap((line) => {
    const pattern = (line.split(' => ')[0] ?? '').trim()
    if (pattern.endsWith('/**')) {
      const folder = pattern.slice(0, -'/**'.length)
      return ['setup.exe', 'win/a.bin', 'b.bin', 'c.bin'].map((file) => `${folder}/${name}/${file}`)
    }
    return [pattern.replace(/\{([^,}]*),[^}]*\}/g, '$1').replaceAll('*', name)]
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
