import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SANDBOX_CREDENTIAL } from '../../packages/oss-sandbox/src/server.ts'
import { BUCKET, bytesOf, MIB, openStage, type Stage, writeFiles } from './stage.ts'

const { accessKeyId, accessKeySecret } = SANDBOX_CREDENTIAL
let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

/** The inputs without access keys. */
function withoutKeys(more: Readonly<Record<string, string>>): Record<string, string> {
  const { 'access-key-id': _id, 'access-key-secret': _secret, ...others } = stage.inputs({})
  return { ...others, ...more }
}

describe('the chain of credentials', () => {
  test("uses OSS's variables before those of Alibaba Cloud's action, and says so", async () => {
    const runner = await stage.runner()
    writeFiles(runner.workspace, { 'app.bin': 'x' })
    const result = await runner.run({
      with: withoutKeys({ path: 'app.bin' }),
      env: {
        OSS_ACCESS_KEY_ID: accessKeyId,
        OSS_ACCESS_KEY_SECRET: accessKeySecret,
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAIother',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'other-not-a-secret',
      },
    })
    expect(result.conclusion).toBe('success')
    expect(result.log).toContain('Credentials: the environment variables OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET.')
  })

  test("uses what Alibaba Cloud's action exports, including the token", async () => {
    stage.oss.setCredential({ accessKeyId: 'STS.fake', accessKeySecret: 'fake-secret', securityToken: 'fake-token' })
    const runner = await stage.runner()
    writeFiles(runner.workspace, { 'app.bin': 'x' })
    const result = await runner.run({
      with: withoutKeys({ path: 'app.bin' }),
      env: {
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'STS.fake',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'fake-secret',
        ALIBABA_CLOUD_SECURITY_TOKEN: 'fake-token',
      },
    })
    expect(result.conclusion).toBe('success')
    expect(result.stdout).toContain('::add-mask::fake-token')
  })

  test('says which half of a pair is missing', async () => {
    const runner = await stage.runner()
    const env = { OSS_ACCESS_KEY_ID: accessKeyId }
    const result = await runner.run({ with: withoutKeys({ path: 'app.bin' }), env })
    expect(result.conclusion).toBe('failure')
    expect(result.log).toContain('`OSS_ACCESS_KEY_SECRET` is empty, while `OSS_ACCESS_KEY_ID` is set')
  })
})

test('secrets are masked before the first log line, also if inputs are wrong', async () => {
  const runner = await stage.runner()
  const result = await runner.run({
    with: {
      ...stage.inputs({ path: '', region: 'nowhere' }),
      'access-key-secret': 'fake-input-secret',
      'security-token': 'fake-input-token',
    },
    env: { ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'fake-environment-secret' },
  })
  expect(result.conclusion).toBe('failure')
  const masks = ['fake-input-secret', 'fake-input-token', 'fake-environment-secret']
  const lines = result.stdout.split('\n')
  for (const secret of masks) {
    expect(lines.indexOf(`::add-mask::${secret}`)).toBeLessThan(
      lines.findIndex((line) => !line.startsWith('::add-mask::')),
    )
    expect(lines.filter((line) => line.includes(secret))).toEqual([`::add-mask::${secret}`])
  }
})

describe('where GitHub withholds secrets', () => {
  const event = { pull_request: { head: { repo: { full_name: 'somebody/octo-repo', fork: true } } } }

  test('a pull request from a fork is told to skip the step', async () => {
    const runner = await stage.runner({ eventName: 'pull_request', event })
    const result = await runner.run({ with: withoutKeys({ path: 'app.bin' }) })
    expect(result.conclusion).toBe('failure')
    expect(result.log).toContain('withholds secrets from pull requests of forks')
    expect(result.log).toContain('if: github.event.pull_request.head.repo.full_name == github.repository')
  })

  test('a run of Dependabot is told to skip the step', async () => {
    const runner = await stage.runner({ eventName: 'pull_request', actor: 'dependabot[bot]' })
    const result = await runner.run({ with: withoutKeys({ path: 'app.bin' }) })
    expect(result.log).toContain("if: github.actor != 'dependabot[bot]'")
  })

  test('a pull request of the repository itself is told to set its secrets', async () => {
    const own = { pull_request: { head: { repo: { full_name: 'octo-org/octo-repo' } } } }
    const runner = await stage.runner({ eventName: 'pull_request', event: own })
    const result = await runner.run({ with: withoutKeys({ path: 'app.bin' }) })
    expect(result.log).not.toContain('if:')
    expect(result.log).toContain('access-key-id: ${{ secrets.OSS_ACCESS_KEY_ID }}')
  })
})

test('a denial prints the smallest policy for the inputs in use', async () => {
  stage.oss.setCredential({ ...SANDBOX_CREDENTIAL, allow: ['oss:PutObject'] })
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'app.bin': bytesOf(2 * MIB) })
  const headers = 'x-oss-tagging: team=release'
  const result = await runner.run({
    with: stage.inputs({ path: 'app.bin', 'key-prefix': 'downloads/', 'part-size': '512KB', headers }),
  })
  expect(result.conclusion).toBe('failure')
  const text = result.annotations.map(({ message }) => message).join('\n')
  const policy = JSON.parse(/\{[\s\S]*\n\}/.exec(text)?.[0] ?? '')
  expect(policy).toEqual({
    Version: '1',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['oss:PutObject', 'oss:PutObjectTagging'],
        Resource: [`acs:oss:*:*:${BUCKET}/downloads/*`],
      },
    ],
  })
})
