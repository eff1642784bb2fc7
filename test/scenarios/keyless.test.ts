import { afterEach, beforeEach, expect, test } from 'vitest'
import { createGate } from '../sandbox/net/http-faults.ts'
import { type OidcIssuer, startOidcIssuer } from '../sandbox/oidc/oidc.ts'
import type { RunnerOptions } from '../sandbox/runner/runner.ts'
import { type Sts, startSts, stsErrors, stsFault } from '../sandbox/sts/sts.ts'
import { BUCKET, bytesOf, MIB, openStage, type Stage, writeFiles } from './stage.ts'

const ROLE = 'acs:ram::1234567890123456:role/publisher'
const PROVIDER = 'acs:ram::1234567890123456:oidc-provider/github'

let stage: Stage
let oidc: OidcIssuer
let sts: Sts

beforeEach(async () => {
  stage = await openStage({ credentials: [] })
  oidc = await startOidcIssuer()
  sts = await startSts({
    providers: [{ arn: PROVIDER, issuer: oidc.url, audiences: ['sts.aliyuncs.com'] }],
    roles: [{ arn: ROLE }],
    onIssue: (credentials) => stage.oss.setCredential(credentials),
  })
})

afterEach(async () => {
  await sts.close()
  await oidc.close()
  await stage.close()
})

function job(options: RunnerOptions = {}) {
  return stage.runner({ oidc, permissions: { 'id-token': 'write' }, ...options })
}

function inputs(more: Record<string, string>): Record<string, string> {
  const { 'access-key-id': _id, 'access-key-secret': _secret, ...others } = stage.inputs(more)
  return { 'role-to-assume': ROLE, 'oidc-provider-arn': PROVIDER, 'sts-endpoint': sts.url, ...others, ...more }
}

test('publishes without any secret: GitHub issues a token, STS credentials, and all of them are masked', async () => {
  const runner = await job()
  writeFiles(runner.workspace, { 'app.bin': bytesOf(2 * MIB) })
  const result = await runner.run({ with: inputs({ path: 'app.bin', 'part-size': '512KB' }) })
  expect(result.conclusion).toBe('success')
  expect(result.log).toContain(`Credentials: ${ROLE}`)
  expect(stage.oss.object(BUCKET, 'app.bin')?.sizeBytes).toBe(2 * MIB)

  expect(oidc.requests.filter(({ operation }) => operation === 'token')).toEqual([
    { operation: 'token', audience: 'sts.aliyuncs.com', status: 200 },
  ])
  expect(sts.requests).toHaveLength(1)
  expect(sts.requests[0]?.parameters.get('RoleSessionName')).toBe('github-action-session')
  expect(sts.requests[0]?.parameters.get('DurationSeconds')).toBe('1800')
  const [session] = sts.issued
  for (const secret of [
    sts.requests[0]?.parameters.get('OIDCToken'),
    session?.accessKeySecret,
    session?.securityToken,
  ]) {
    expect(result.stdout).toContain(`::add-mask::${secret}`)
    expect(result.stdout.replaceAll(`::add-mask::${secret}`, '')).not.toContain(secret)
  }
})

test('a request that is refused with an expired token is sent again with fresh ones, under the same upload ID', async () => {
  const runner = await job()
  writeFiles(runner.workspace, { 'app.bin': bytesOf(3 * MIB) })
  // From the tenth part on, the first session counts for nothing: also to those that are in flight then.
  const expire = () => {
    const [first] = sts.issued
    if (first !== undefined) stage.oss.setCredential({ ...first, expiresAtMs: 1 })
    return true
  }
  stage.oss.faults.add({
    when: { operation: 'UploadPart', predicate: ({ partNumber }) => partNumber === 10 && expire() },
    action: { kind: 'answer', status: 403, code: 'SecurityTokenExpired', at: 'after-body' },
  })
  const result = await runner.run({ with: inputs({ path: 'app.bin', 'part-size': '100KB', concurrency: '8' }) })
  expect(result.conclusion).toBe('success')
  const initiated = stage.oss.requests.filter(({ operation }) => operation === 'InitiateMultipartUpload')
  expect(initiated).toHaveLength(1)
  // One call for all that were refused.
  expect(sts.issued).toHaveLength(2)
  expect(stage.oss.requests.some(({ code }) => code === 'SecurityTokenExpired')).toBe(true)
})

test('URLs are signed with a new session, are not masked by GitHub, and expire with the session', async () => {
  stage.oss.setBucket(BUCKET, { acl: 'private' })
  const runner = await job()
  writeFiles(runner.workspace, { 'app.bin': 'private bytes' })
  const result = await runner.run({ with: inputs({ path: 'app.bin', 'signed-url-expires': '12h' }) })
  expect(result.conclusion).toBe('success')
  // An output that holds a masked value would be dropped here.
  const url = result.jobOutputs.url ?? ''
  expect(await (await fetch(url)).text()).toBe('private bytes')
  expect(Number(new URL(url).searchParams.get('x-oss-expires'))).toBeGreaterThan(1700)
  expect(Number(new URL(url).searchParams.get('x-oss-expires'))).toBeLessThanOrEqual(1800)
  expect(result.annotations.map(({ message }) => message).join()).toContain('role-session-expiration')
  expect(sts.issued).toHaveLength(2)
})

test('a job without the permission is told which one to write', async () => {
  const runner = await stage.runner({ oidc })
  writeFiles(runner.workspace, { 'app.bin': 'x' })
  const result = await runner.run({ with: inputs({ path: 'app.bin' }) })
  expect(result.conclusion).toBe('failure')
  expect(result.log).toContain('id-token: write')
  expect(stage.oss.requests).toEqual([])
})

test('temporary failures of GitHub and STS are retried', async () => {
  oidc.faults.add({ on: 'token', fault: { kind: 'status', status: 503 }, times: 1 })
  sts.faults.add({ on: 'any', fault: { kind: 'lost-answer' }, times: 1 })
  const runner = await job()
  writeFiles(runner.workspace, { 'app.bin': 'x' })
  const result = await runner.run({ with: inputs({ path: 'app.bin' }) })
  expect(result.conclusion).toBe('success')
})

test('a role that does not trust the job is named at once, with the trust policy to write', async () => {
  sts.faults.add({ on: 'any', fault: stsFault(stsErrors.untrusted) })
  const runner = await job()
  writeFiles(runner.workspace, { 'app.bin': 'x' })
  const result = await runner.run({ with: inputs({ path: 'app.bin' }) })
  expect(result.conclusion).toBe('failure')
  expect(sts.requests).toHaveLength(1)
  expect(result.log).toContain(ROLE)
  const subject = 'repo:octo-org/octo-repo:ref:refs/heads/main'
  expect(result.log).toContain(`does not trust this job, whose subject is \`${subject}\``)
  expect(result.log).toContain(`"oidc:iss": "${oidc.url}"`)
  expect(result.log).toContain(`"oidc:sub": "${subject}"`)
})

test('a cancelled step does not wait for STS', async () => {
  const gate = createGate()
  sts.faults.add({ on: 'any', fault: { kind: 'gate', gate } })
  const runner = await job()
  writeFiles(runner.workspace, { 'app.bin': 'x' })
  const step = await runner.start({ with: inputs({ path: 'app.bin' }) })
  await gate.reached
  await step.cancel()
  gate.open()
  expect((await step.done).exitCode).toBe(130)
})

test('the role may not be named together with access keys, and not without its provider', async () => {
  const runner = await job()
  const both = await runner.run({ with: inputs({ path: 'app.bin', 'access-key-id': 'LTAIfake' }) })
  expect(both.log).toContain('are both set')
  const half = await runner.run({ with: inputs({ path: 'app.bin', 'oidc-provider-arn': '' }) })
  expect(half.log).toContain('`oidc-provider-arn`')
})

test('keeps what is published, and says so, if only the URLs cannot be signed', async () => {
  const runner = await job()
  writeFiles(runner.workspace, { 'app.bin': bytesOf(2 * MIB) })
  const refused = sts.faults.add({ on: 'any', after: 1, fault: stsFault(stsErrors.untrusted) })
  const signed = inputs({ path: 'app.bin', 'signed-url-expires': '10m' })
  const failed = await runner.run({ with: signed })
  expect(failed.conclusion).toBe('failure')
  expect(failed.log).toContain('only the signed URLs are missing')
  expect(failed.outputs.url).toContain('/app.bin')

  refused.remove()
  const requestsBefore = stage.oss.requests.length
  const again = await runner.run({ with: signed })
  expect(again.conclusion).toBe('success')
  expect(again.outputs.url).toContain('x-oss-signature=')
  const later = stage.oss.requests.slice(requestsBefore)
  expect(later.filter(({ method }) => method === 'PUT' || method === 'POST')).toEqual([])
})
