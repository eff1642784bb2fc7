/** What is made of STS's answers, those included that no STS gives. */
import { describe, expect, test } from 'vitest'
import { assumeRole } from '../../../src/adapters/credentials/sts.ts'
import { ConnectionError } from '../../../src/adapters/http/connection-error.ts'
import type { HttpAnswer, HttpCaller } from '../../../src/adapters/http/http-call.ts'
import { asActionError } from '../../../src/core/errors/errors.ts'

const NOW_MS = Date.parse('2030-01-01T00:00:00Z')
const KEYS = { AccessKeyId: 'STS.fake', AccessKeySecret: 'fake-secret', SecurityToken: 'fake-token' }
const DATE = { date: 'Tue, 01 Jan 2030 00:00:00 GMT' }

function assume(answer: Partial<HttpAnswer> | Error, idToken = 'no.token.at-all') {
  const http: HttpCaller = {
    async call() {
      if (answer instanceof Error) throw answer
      return { status: 200, headers: DATE, text: '', ...answer }
    },
  }
  return assumeRole({
    role: {
      ...{ roleArn: 'acs:ram::1:role/release', providerArn: 'acs:ram::1:oidc-provider/github' },
      ...{ sessionName: 's', sessionSeconds: 3600, audience: 'sts.aliyuncs.com', stsUrl: 'https://sts.aliyuncs.com' },
    },
    ...{ idToken, http, mintedAtMs: NOW_MS, timestampMs: NOW_MS, deadlineMs: 1000 },
    signal: new AbortController().signal,
  })
}

const credentials = (more: object) => JSON.stringify({ Credentials: { ...KEYS, ...more } })

describe('a session', () => {
  test.for([
    ['ends when STS says', { Expiration: '2030-01-01T00:15:00Z' }, 15],
    ['has the length that was asked for where STS says no end', {}, 60],
    ['has it too where what STS says is not a time', { Expiration: 'soon' }, 60],
  ] as const)('%s', async ([, more, minutes]) => {
    const { expiresAtMs, securityToken } = await assume({ text: credentials(more) })
    expect([(expiresAtMs - NOW_MS) / 60_000, securityToken]).toEqual([minutes, 'fake-token'])
  })

  test('ends after the requested time if the answer has no date', async () => {
    const text = credentials({ Expiration: '2030-01-01T00:15:00Z' })
    expect((await assume({ headers: {}, text })).expiresAtMs - NOW_MS).toBe(15 * 60_000)
  })
})

describe('an answer is not a session', () => {
  test.for<readonly [string, string]>([
    ['that is no JSON', 'oops'],
    ['that is a list', '[]'],
    ['that is a word', '"ok"'],
    ['that is nothing', 'null'],
    ['that has no credentials', '{}'],
    ['whose credentials are a word', '{ "Credentials": "yes" }'],
    ['that lacks the token', JSON.stringify({ Credentials: { ...KEYS, SecurityToken: '' } })],
    ['that lacks the secret', JSON.stringify({ Credentials: { ...KEYS, AccessKeySecret: 7 } })],
  ])('%s', async ([, text]) => {
    const error = asActionError(await assume({ text }).catch((caught: unknown) => caught))
    expect(error?.facts).toMatchObject({ status: 200, foreign: true, serverTimeMs: NOW_MS })
  })

  test('if it refuses, and its code and message are kept', async () => {
    const text = JSON.stringify({
      ...{ Code: 'NoPermission', Message: 'denied', RequestId: 'R', HostId: 'sts.aliyuncs.com' },
      AccessDeniedDetail: { AuthAction: 'sts:AssumeRoleWithOIDC', NoPermissionType: 'ImplicitDeny' },
    })
    const error = asActionError(await assume({ status: 403, headers: {}, text }).catch((caught: unknown) => caught))
    expect(error?.facts).toEqual({
      ...{ status: 403, foreign: false, serviceCode: 'NoPermission', serviceMessage: 'denied', requestId: 'R' },
      ...{ hostId: 'sts.aliyuncs.com', deniedAction: 'sts:AssumeRoleWithOIDC', noPermissionType: 'ImplicitDeny' },
    })
  })

  test('if it has only a request ID, which still proves that it is from STS', async () => {
    const error = asActionError(await assume({ status: 400, text: '{ "RequestId": "R" }' }).catch((caught) => caught))
    expect(error?.facts.foreign).toBe(false)
  })
})

test('a broken connection is reported as one, and a bug as a bug', async () => {
  const broken = await assume(new ConnectionError('ENOTFOUND', 'no such host')).catch((caught: unknown) => caught)
  expect(asActionError(broken)?.fault).toBe('unreachable')
  await expect(assume(new TypeError('cannot read'))).rejects.toThrow(TypeError)
})

test.for(['', 'one', `a.${Buffer.from('{"iss":"i"}').toString('base64url')}.c`])(
  'a token that cannot be parsed (%j) is sent, so that STS refuses it',
  async (idToken) => {
    const text = '{ "Code": "AuthenticationFail.OIDCToken.Invalid", "RequestId": "R" }'
    const error = asActionError(await assume({ status: 400, text }, idToken).catch((caught: unknown) => caught))
    expect(error?.facts.serviceCode).toBe('AuthenticationFail.OIDCToken.Invalid')
  },
)
