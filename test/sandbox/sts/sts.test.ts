import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OidcIssuer, startOidcIssuer } from '../oidc/oidc.ts'
import type { OidcJob } from '../oidc/oidc-job.ts'
import { type IssuedCredentials, type Sts, startSts, stsErrors, stsFault } from './sts.ts'

const job: OidcJob = {
  repository: 'octo-org/octo-repo',
  ref: 'refs/tags/v1',
  sha: '0'.repeat(40),
  runId: '1',
  runAttempt: 1,
  workflow: 'Release',
  actor: 'octocat',
  eventName: 'push',
}
const providerArn = 'acs:ram::1000000000000001:oidc-provider/github'
const roleArn = 'acs:ram::1000000000000001:role/publisher'
const start = Date.parse('2030-01-01T00:00:00Z')

let clock: number
let issuer: OidcIssuer
let sts: Sts
let registered: IssuedCredentials[]
beforeEach(async () => {
  clock = start
  registered = []
  const now = () => clock
  issuer = await startOidcIssuer({ now })
  sts = await startSts({
    now,
    providers: [{ arn: providerArn, issuer: issuer.url, audiences: ['sts.aliyuncs.com'] }],
    roles: [
      { arn: roleArn, maxSessionSeconds: 7200, trusts: ({ sub }) => sub.startsWith('repo:octo-org/') },
      { arn: `${roleArn}-2` },
    ],
    onIssue: (credentials) => registered.push(credentials),
  })
})
afterEach(async () => {
  await sts.close()
  await issuer.close()
})

const goodToken = (claims = {}) => issuer.issue(job, { aud: 'sts.aliyuncs.com', ...claims })

async function assume(change: Record<string, string | undefined> = {}, method: 'GET' | 'POST' = 'POST') {
  const usual = {
    Action: 'AssumeRoleWithOIDC',
    Version: '2015-04-01',
    Format: 'JSON',
    OIDCProviderArn: providerArn,
    RoleArn: roleArn,
    OIDCToken: goodToken(),
    RoleSessionName: 'release',
  }
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries<string | undefined>({ ...usual, ...change }))
    if (value !== undefined) form.set(name, value)
  const response = method === 'GET' ? await fetch(`${sts.url}/?${form}`) : await fetch(sts.url, { method, body: form })
  const text = await response.text()
  return { status: response.status, text, json: text.startsWith('{') ? JSON.parse(text) : undefined }
}

describe('the OIDC issuer', () => {
  it('gives a job with its request token an ID token for the audience that it names', async () => {
    const { url, token } = issuer.requestUrlFor(job)
    const response = await fetch(`${url}&audience=sts.aliyuncs.com`, { headers: { authorization: `Bearer ${token}` } })
    const { value } = (await response.json()) as { value: string }
    const claims = JSON.parse(Buffer.from(value.split('.')[1] ?? '', 'base64url').toString())
    expect(claims).toMatchObject({
      iss: issuer.url,
      aud: 'sts.aliyuncs.com',
      sub: 'repo:octo-org/octo-repo:ref:refs/tags/v1',
      exp: start / 1000 + 300,
    })
    expect((await assume({ OIDCToken: value })).status).toBe(200)
    expect(issuer.requests.map(({ operation }) => operation)).toEqual(['token', 'discovery', 'jwks'])
  })

  it('refuses a request without the job’s token, and fails as scripted', async () => {
    const { url, token } = issuer.requestUrlFor(job)
    expect((await fetch(url)).status).toBe(401)
    const headers = { authorization: `Bearer ${token}` }
    issuer.faults.add({ on: 'token', fault: { kind: 'status', status: 503 }, times: 1 })
    expect((await fetch(url, { headers })).status).toBe(503)
    expect((await fetch(url, { headers })).status).toBe(200)
  })
})

describe('AssumeRoleWithOIDC', () => {
  it.each(['GET', 'POST'] as const)('returns credentials of the requested duration, by %s', async (method) => {
    const { status, json } = await assume({ DurationSeconds: '900' }, method)
    expect(status).toBe(200)
    expect(json.Credentials).toEqual({
      AccessKeyId: registered[0]?.accessKeyId,
      AccessKeySecret: registered[0]?.accessKeySecret,
      SecurityToken: registered[0]?.securityToken,
      Expiration: '2030-01-01T00:15:00Z',
    })
    expect(json.Credentials.AccessKeyId).toMatch(/^STS\./)
    expect(json.AssumedRoleUser.Arn).toBe('acs:ram::1000000000000001:assumed-role/publisher/release')
  })

  it('answers in XML unless asked for JSON', async () => {
    expect((await assume({ Format: undefined })).text).toContain('<AccessKeyId>STS.')
    expect((await assume({ Format: 'XML', RoleArn: undefined })).text).toContain('<Code>MissingRoleArn</Code>')
  })

  it('can return credentials that are shorter than the allowed minimum', async () => {
    sts.setLifetime(5000)
    expect((await assume()).json.Credentials.Expiration).toBe('2030-01-01T00:00:05Z')
  })

  it.each([
    [{ Action: 'AssumeRole' }, 404, 'InvalidAction.NotFound'],
    [{ Version: '2014-01-01' }, 400, 'InvalidVersion'],
    [{ OIDCToken: undefined }, 400, 'MissingOIDCToken'],
    [{ RoleSessionName: 'no spaces' }, 400, 'InvalidParameter.RoleSessionName'],
    [{ DurationSeconds: '899' }, 400, 'InvalidParameter.DurationSeconds'],
    [{ DurationSeconds: '7201' }, 400, 'InvalidParameter.DurationSeconds'],
    [{ OIDCProviderArn: 'github' }, 403, 'AuthenticationFail.NoPermission'],
    [{ OIDCProviderArn: `${providerArn}2` }, 403, 'AuthenticationFail.NoPermission'],
    [{ RoleArn: `${roleArn}-3` }, 404, 'EntityNotExist.Role'],
    [{ OIDCToken: 'abcd' }, 400, 'AuthenticationFail.OIDCToken.Invalid'],
  ])('refuses %j with %i %s', async (change, status, code) => {
    const answer = await assume(change)
    expect([answer.status, answer.json.Code]).toEqual([status, code])
    expect(answer.json.RequestId).toMatch(/^[0-9A-F-]{36}$/)
    expect(registered).toEqual([])
  })

  it('refuses tokens that are expired, forged, or meant for or made by somebody else', async () => {
    const codeOf = async (token: string) => (await assume({ OIDCToken: token })).json.Code
    expect(await codeOf(goodToken({ aud: 'other' }))).toBe('AuthenticationFail.OIDCToken.AudienceNotMatch')
    expect(await codeOf(goodToken({ iss: 'http://127.0.0.1:1' }))).toBe('AuthenticationFail.OIDCToken.IssuerNotMatch')
    expect(await codeOf(goodToken({ sub: 'repo:evil/repo:ref:x' }))).toBe('AuthenticationFail.NoPermission')
    expect(await codeOf(issuer.forge(job))).toBe('AuthenticationFail.OIDCToken.Invalid')
    const old = goodToken()
    clock += 301_000
    expect(await codeOf(old)).toBe('AuthenticationFail.OIDCToken.Expired')
    issuer.faults.add({ on: 'jwks', fault: { kind: 'reset' } })
    expect(await codeOf(goodToken())).toBe('AuthenticationFail.OIDCToken.IssuerConfigurationBroken')
  })

  it('fails as scripted', async () => {
    sts.faults.add({ on: 'any', fault: stsFault(stsErrors.throttled), times: 1 })
    const throttled = await assume()
    expect([throttled.status, throttled.json.Code]).toEqual([400, 'Throttling.User'])
    expect((await assume()).status).toBe(200)
    expect(sts.requests.map(({ status }) => status)).toEqual([400, 200])
    expect(sts.requests[0]?.parameters.get('RoleSessionName')).toBe('release')
  })
})
