/** The table of causes by itself; test/contract/ meets each of them by the answer that OSS documents for it. */
import { describe, expect, test } from 'vitest'
import type { OssRequest, StsRequest } from '../../../src/core/errors/causes/cause.ts'
import { explainOss, explainSts, OSS_TABLE, STS_TABLE } from '../../../src/core/errors/causes/explain.ts'
import type { ServiceFacts } from '../../../src/core/errors/errors.ts'

const ossRequest: OssRequest = {
  operation: 'UploadPart',
  host: 'my-bucket.oss-cn-hangzhou.aliyuncs.com',
  key: 'v1/app.exe',
  bucket: 'my-bucket',
  region: 'cn-hangzhou',
  cname: false,
  ramAction: 'oss:PutObject',
  identity: { kind: 'keys', from: 'the inputs access-key-id and access-key-secret' },
  policy: { keyPrefix: 'v1/', tags: false, acl: false, kms: false, reads: false },
}
const lessKnown: OssRequest = {
  ...ossRequest,
  host: 'my-bucket.oss-accelerate.aliyuncs.com',
  key: undefined,
  cname: true,
  identity: { kind: 'role', roleArn: 'acs:ram::1:role/release' },
}
const stsRequest: StsRequest = {
  operation: 'AssumeRoleWithOIDC',
  host: 'sts.aliyuncs.com',
  roleArn: 'acs:ram::1:role/release',
  providerArn: 'acs:ram::1:oidc-provider/github',
  audience: 'sts.aliyuncs.com',
  sessionSeconds: 1800,
}
const rich: ServiceFacts = {
  status: 301,
  serviceCode: 'Code',
  serviceMessage: 'what the service says',
  ec: '0003-00000001',
  requestId: 'R',
  hostId: 'H',
  rightEndpoint: 'my-bucket.oss-cn-beijing.aliyuncs.com',
  deniedAction: 'oss:PutObject',
  argumentName: 'x-oss-meta-a',
}

function oss(facts: ServiceFacts, request: Partial<OssRequest> = {}) {
  return explainOss({ request: { ...ossRequest, ...request }, facts })
}

describe('every cause', () => {
  const connection = { code: 'ECONNRESET', message: 'socket hang up' }
  const proxy = { host: 'proxy.example.com:3128', variable: 'HTTPS_PROXY' }

  const failed = <Request extends { readonly host: string }>(request: Request) => ({
    ...{ request: { ...request, proxy }, connection },
    facts: { ...rich, location: `https://${request.host}/elsewhere` },
  })

  test.each(OSS_TABLE)('$code has a message and a remedy, however little is known', ({ message, remedy }) => {
    for (const failure of [failed(ossRequest), failed(lessKnown)]) speaks(message(failure), remedy(failure))
  })

  test.each(STS_TABLE)('$code of STS has a message and a remedy', ({ message, remedy }) => {
    speaks(message(failed(stsRequest)), remedy(failed(stsRequest)))
  })

  test('has its own message and remedy', () => {
    const failure = failed(ossRequest)
    const texts = OSS_TABLE.map(({ code, message, remedy }) => ({
      code,
      text: `${message(failure)} ${remedy(failure)}`,
    }))
    const twice = texts.filter(({ text }, index) => texts.findIndex((other) => other.text === text) !== index)
    expect(twice).toEqual([])
    expect(texts.length).toBeGreaterThan(40)
  })

  test('does not match if nothing is known, except for the last one', () => {
    const holding = OSS_TABLE.filter(({ when }) => when({ request: ossRequest, facts: { status: 418 } }))
    expect(holding).toEqual([])
  })
})

/** Asserts a sentence and a remedy without gaps, whatever is unknown. */
function speaks(message: string, remedy: string): void {
  for (const text of [message, remedy]) {
    expect(text).toMatch(/^(?:[\p{Lu}`]|my-bucket|sts\.|v1\/app\.exe|cn-hangzhou)/u)
    expect(text).not.toMatch(/undefined|null|NaN|\[object|\$\{|\( ?\)| {2}(?! )\w+ {2}|``/)
    expect(text.split('`').length % 2).toBe(1)
  }
  expect(message).not.toMatch(/\.$|\n/)
  expect(message.split(' ').length).toBeGreaterThan(3)
  expect(remedy.split(' ').length).toBeGreaterThan(2)
}

describe('a refusal that is not in the table', () => {
  test('is shown with the service’s own message and page', () => {
    const error = oss({ status: 400, serviceCode: 'NewCode', serviceMessage: 'new', recommendDoc: 'https://x.example' })
    expect(error).toMatchObject({ code: 'oss-error', fault: 'permanent' })
    expect(error.message).toContain('refused UploadPart with NewCode: new')
    expect(error.remedy).toContain('https://x.example')
  })

  test('is shown by its status if it has no message', () => {
    expect(oss({ status: 418 })).toMatchObject({ message: expect.stringContaining('HTTP 418'), fault: 'permanent' })
    expect(oss({ status: 418 }).remedy).toContain('run `curl -i` on the runner to see who answers there')
    expect(oss({ status: 403, serviceCode: 'New' }).fault).toBe('denied')
    expect(oss({ status: 404, serviceCode: 'New' }).fault).toBe('missing')
    expect(explainSts({ request: stsRequest, facts: { status: 400, serviceCode: 'New' } }).code).toBe('sts-error')
  })
})

describe('another region', () => {
  const denied = { status: 403, serviceCode: 'AccessDenied' }

  test.each([
    ['my-bucket.oss-cn-beijing.aliyuncs.com', 'region: cn-beijing'],
    ['oss-us-west-1.aliyuncs.com', 'region: us-west-1'],
    ['oss-cn-beijing-internal.aliyuncs.com', 'endpoint: internal'],
    ['oss.example.com', 'endpoint: oss.example.com'],
  ])('is named by %s', (rightEndpoint, yaml) => {
    const error = oss({ ...denied, rightEndpoint })
    expect(error.code).toBe('wrong-region')
    expect(error.remedy).toContain(yaml)
  })

  test('is reported also if OSS does not name it', () => {
    const serviceMessage = 'The bucket must be addressed using the specified endpoint.'
    expect(oss({ ...denied, serviceMessage })).toMatchObject({ code: 'wrong-region' })
  })
})

describe('what is denied', () => {
  test.each([
    ['AccountLevelIdentityBasedPolicy', 'a RAM policy'],
    ['ControlPolicy', 'control policy'],
    ['VpcEndpointPolicy', 'VPC endpoint'],
    ['SessionPolicy', 'session policy'],
    ['ResourceBasedPolicy', 'bucket policy'],
  ])('explicitly by %s is reported as such', (policyType, words) => {
    const facts = {
      status: 403,
      serviceCode: 'AccessDenied',
      noPermissionType: 'ExplicitDeny',
      policyType,
    }
    expect(oss({ ...facts, serviceMessage: 'explicit deny' }).message + oss(facts).message).toContain(words)
  })

  test('is answered with the least policy, for the user or for the role', () => {
    const facts = { status: 403, serviceCode: 'AccessDenied', deniedAction: 'oss:ListParts' }
    expect(oss(facts).remedy).toContain('RAM user')
    expect(oss(facts).remedy).toContain('oss:ListParts')
    expect(oss(facts, { identity: lessKnown.identity }).remedy).toContain('the role')
  })
})

describe('a connection that fails', () => {
  function lost(code: string, message: string, host = ossRequest.host): ReturnType<typeof explainOss> {
    return explainOss({ request: { ...ossRequest, host }, facts: {}, connection: { code, message } })
  }

  test.each([
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND proxy.example.com', 'unknown-host', /proxy\.example\.com/],
    ['ENOTFOUND', 'something else', 'unknown-host', /my-bucket/],
    ['EPROTO', 'wrong version number', 'no-tls', /does not speak TLS/],
    ['EPROTO', 'http request', 'no-tls', /does not speak TLS/],
    ['HPE_INVALID_CONSTANT', 'Parse Error', 'not-http', /Parse Error/],
    ['ERR_PROXY_TUNNEL', 'HTTP/1.1 407 Proxy Authentication Required', 'proxy-credentials', /407/],
    ['ERR_PROXY_TUNNEL', 'HTTP/1.1 403 Forbidden', 'proxy-refused', /HTTP\/1\.1 403 Forbidden/],
    ['ERR_PROXY_TUNNEL', 'id:secret@proxy', 'proxy-refused', /no tunnel/],
    ['ECONNRESET', 'the tunnel broke', 'proxy-refused', /no tunnel/],
  ])('with %s (%s) is %s', (errorCode, text, code, message) => {
    const error = lost(errorCode, text)
    expect(error.code).toBe(code)
    expect(error.message).toMatch(message)
    expect(error.message).not.toContain('secret')
  })

  test.each(['oss-cn-hangzhou-internal.aliyuncs.com', 'oss-cn-hangzhou-internal.aliyuncs.com:443'])(
    'to %s says where that host can be resolved',
    (host) => {
      expect(lost('ENOTFOUND', 'x', host).remedy).toContain('inside Alibaba Cloud')
    },
  )

  test('with other protocol errors is a lost connection', () => {
    expect(lost('EPROTO', 'bad record mac')).toMatchObject({ code: 'connection-lost', fault: 'network' })
  })
})

describe('an answer without a mark of the service', () => {
  test.each([
    [{ status: 200 }, false],
    [{ status: 301, location: 'https://my-bucket.oss-cn-hangzhou.aliyuncs.com/x' }, true],
    [{ status: 301, location: 'https://portal.example.com/login' }, false],
    [{ status: 301, location: 'ftp://my-bucket.oss-cn-hangzhou.aliyuncs.com/x' }, false],
    [{ status: 301, location: 'nonsense' }, false],
    [{ status: 200, location: 'https://my-bucket.oss-cn-hangzhou.aliyuncs.com/x' }, false],
    [{ location: 'https://my-bucket.oss-cn-hangzhou.aliyuncs.com/x' }, false],
    [{}, false],
  ])('%j is reported as what it is', (facts, isMoved) => {
    const { message, remedy } = oss({ ...facts, foreign: true })
    expect((message + remedy).includes('https://my-bucket.oss-cn-hangzhou.aliyuncs.com')).toBe(isMoved)
  })

  test.each([408, 429, 500])('and with status %d is retried', (status) => {
    expect(oss({ status, foreign: true }).fault).toBe('busy')
  })
})

describe('STS', () => {
  const sts = (facts: ServiceFacts, operation = 'AssumeRoleWithOIDC') =>
    explainSts({ request: { ...stsRequest, operation }, facts })

  test('is distinguished from GitHub, which issues the token', () => {
    const token = (status: number | undefined) =>
      sts(status === undefined ? {} : { status }, 'GetIdToken').code === 'github-token-refused'
    expect([403, 404, 429, 500, 399, undefined].map(token)).toEqual([true, true, false, false, false, false])
    expect(sts({ status: 403 }).code).not.toBe('github-token-refused')
  })

  test('shows the trust policy with the claims of the token, if there is one', () => {
    const facts = { status: 403, serviceCode: 'AuthenticationFail.NoPermission' }
    const claims = { issuer: 'https://ghe.example/_services/token', subject: 'repo:o@1/r@2:ref:refs/tags/v1' }
    const told = explainSts({ request: { ...stsRequest, claims }, facts })
    expect(told.message).toContain('`repo:o@1/r@2:ref:refs/tags/v1`')
    expect(told.remedy).toContain('"oidc:iss": "https://ghe.example/_services/token"')
    expect(sts(facts).remedy).toContain('"oidc:sub": "repo:<owner>/<repository>:*"')
  })

  test.each([
    ['AuthenticationFail.OIDCToken.PublicKeyFingerprintMismatch', 'oidc-issuer-unverified', 'fingerprints'],
    ['AuthenticationFail.OIDCToken.Whatever', 'oidc-token-invalid', '`oidc-provider-arn`'],
    ['InvalidTimeStamp.Expired', 'sts-clock-skew', 'NTP'],
    ['InvalidVersion', 'sts-wrong-endpoint', 'sts-endpoint: '],
  ])('says %s', (serviceCode, code, remedy) => {
    const error = sts({ status: 400, serviceCode })
    expect(error.code).toBe(code)
    expect(error.remedy).toContain(remedy)
  })
})
