import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type OssServer, startOss } from '../../../packages/oss-sandbox/src/server.ts'
import { type CredentialProvider, createCredentialProvider } from '../../../src/adapters/credentials/credentials.ts'
import { createOssStore, type OssStore } from '../../../src/adapters/oss/oss.ts'
import { createTransport, type Transport } from '../../../src/adapters/oss/transport.ts'
import { asActionError } from '../../../src/core/errors/errors.ts'
import type { RoleToAssume } from '../../../src/core/service/credentials.ts'
import type { Reporter } from '../../../src/ports.ts'
import { createGate, type HttpFault } from '../../sandbox/net/http-faults.ts'
import { type OidcIssuer, startOidcIssuer } from '../../sandbox/oidc/oidc.ts'
import type { OidcJob } from '../../sandbox/oidc/oidc-job.ts'
import { type Sts, type StsError, startSts, stsErrors, stsFault } from '../../sandbox/sts/sts.ts'
import { createMovingClock } from './moving-clock.ts'

const BUCKET = 'release-bucket'
const JOB: OidcJob = {
  repository: 'octo-org/octo-repo',
  ref: 'refs/heads/main',
  sha: '0'.repeat(40),
  runId: '1',
  runAttempt: 1,
  workflow: 'Release',
  actor: 'octocat',
  eventName: 'push',
}
const silent: Reporter = { info() {}, debug() {}, notice() {}, warning() {}, error() {}, group() {} }
const never = new AbortController().signal
const MINUTE_MS = 60_000

let nowMs: number
let oss: OssServer
let oidc: OidcIssuer
let sts: Sts
let masked: string[]
let role: RoleToAssume
let provider: CredentialProvider

const clock = createMovingClock(
  () => nowMs,
  (byMs) => {
    nowMs += byMs
  },
)

beforeEach(async () => {
  nowMs = Date.parse('2030-01-01T00:00:00Z')
  masked = []
  const now = () => nowMs
  oss = await startOss({ buckets: [{ name: BUCKET }], credentials: [], now })
  oidc = await startOidcIssuer({ now })
  role = {
    roleArn: 'acs:ram::1234567890123456:role/publisher',
    providerArn: 'acs:ram::1234567890123456:oidc-provider/github',
    sessionName: 'release',
    sessionSeconds: 900,
    audience: 'sts.aliyuncs.com',
    stsUrl: '',
  }
  sts = await startSts({
    now,
    providers: [{ arn: role.providerArn, issuer: oidc.url, audiences: [role.audience] }],
    roles: [{ arn: role.roleArn }],
    onIssue: (credentials) => oss.setCredential(credentials),
  })
  provider = open({ ...role, stsUrl: sts.url })
})

afterEach(async () => {
  provider.close()
  await sts.close()
  await oidc.close()
  await oss.close()
})

function open(of: RoleToAssume, env: NodeJS.ProcessEnv = idTokenEnvironment()): CredentialProvider {
  const mask = (values: readonly string[]) => masked.push(...values)
  return createCredentialProvider({
    ...{ source: { kind: 'role', role: of }, clock, reporter: silent, env, deadlineMs: 5000 },
    mask,
  })
}

function idTokenEnvironment(): NodeJS.ProcessEnv {
  const { url, token } = oidc.requestUrlFor(JOB)
  return { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token }
}

function openStore(): { readonly store: OssStore; readonly transport: Transport } {
  const transport = createTransport({ baseUrl: oss.endpoint, stallTimeoutMs: 5000, env: {} })
  const endpoint = { protocol: 'http:', host: new URL(oss.endpoint).host, cname: true } as const
  const policy = { keyPrefix: '', tags: false, acl: false, kms: false, reads: false }
  const where = { bucket: BUCKET, region: 'cn-hangzhou', endpoint, transport, policy }
  return { store: createOssStore({ ...where, credentials: provider }), transport }
}

function bodyOf(bytes: Uint8Array) {
  let read = 0
  return {
    sizeBytes: bytes.length,
    async read(into: Uint8Array) {
      const slice = bytes.subarray(read, read + into.length)
      into.set(slice)
      read += slice.length
      return slice.length
    },
    async close() {},
  }
}

describe('sessions of a role', () => {
  test('last eight hours of parts with sessions of 15 minutes without a refused request', async () => {
    const { store, transport } = openStore()
    const uploads = 240
    const key = 'app.bin'
    store.correctClock(nowMs)
    const uploadId = await store.initiateUpload({ key, headers: {}, signal: never })
    for (let number = 1; number <= uploads; number += 1) {
      nowMs += 2 * MINUTE_MS
      store.correctClock(nowMs)
      await store.uploadPart({ key, uploadId, number, body: bodyOf(Buffer.from('part')), signal: never })
    }
    transport.close()
    expect(oss.requests.filter(({ status }) => status !== 200)).toEqual([])
    expect(oss.requests.filter(({ operation }) => operation === 'UploadPart')).toHaveLength(uploads)
    // Each session serves until 5 of its 15 minutes are left.
    expect(sts.issued.length).toBeGreaterThan((uploads * 2) / 15)
    expect(sts.issued.length).toBeLessThan((uploads * 2) / 8)
  })

  test('come from one call for all waiting requests, and are masked', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => provider.current(never)))
    expect(new Set(all).size).toBe(1)
    expect(sts.requests).toHaveLength(1)
    const token = sts.requests[0]?.parameters.get('OIDCToken')
    expect(masked).toEqual([token, all[0]?.accessKeySecret, all[0]?.securityToken])
  })

  test('are used while they age and another is minted in the background', async () => {
    const first = await provider.current(never)
    const gate = createGate()
    sts.faults.add({ on: 'any', fault: { kind: 'gate', gate }, times: 1 })
    nowMs += 11 * MINUTE_MS
    expect(await provider.current(never)).toBe(first)
    await gate.reached
    expect(await provider.current(never)).toBe(first)
    gate.open()
    await expect.poll(() => provider.current(never)).not.toBe(first)
    expect(sts.requests).toHaveLength(2)
  })

  test('are used to their end if they cannot be renewed', async () => {
    const first = await provider.current(never)
    sts.faults.add({ on: 'any', fault: stsFault(stsErrors.untrusted) })
    nowMs += 11 * MINUTE_MS
    expect(await provider.current(never)).toBe(first)
    expect(await provider.current(never)).toBe(first)
    nowMs += 10 * MINUTE_MS
    await expect(provider.current(never)).rejects.toMatchObject({ code: 'role-not-trusting' })
  })

  test('are dropped only if they themselves were refused', async () => {
    const first = await provider.current(never)
    provider.discard(first)
    const second = await provider.current(never)
    expect(second).not.toBe(first)
    provider.discard(first)
    expect(await provider.current(never)).toBe(second)
  })

  test('are requested again, with the full validity, for signed URLs', async () => {
    const first = await provider.current(never)
    nowMs += 4 * MINUTE_MS
    const forUrls = await provider.mintForUrls(never)
    expect(forUrls.expiresAtMs).toBe(nowMs + 15 * MINUTE_MS)
    expect(masked).toContain(forUrls.accessKeySecret)
    expect(masked).not.toContain(forUrls.securityToken)
    expect(await provider.current(never)).toBe(first)
  })

  test('are still minted for other requests if one request is aborted', async () => {
    const gate = createGate()
    sts.faults.add({ on: 'any', fault: { kind: 'gate', gate }, times: 1 })
    const caller = new AbortController()
    const called = provider.current(caller.signal)
    const waiting = provider.current(never)
    await gate.reached
    caller.abort(new Error('enough'))
    await expect(called).rejects.toThrow('enough')
    gate.open()
    expect((await waiting).securityToken).toBe(sts.issued[0]?.securityToken)
  })

  test('are no longer minted after close', async () => {
    const gate = createGate()
    sts.faults.add({ on: 'any', fault: { kind: 'gate', gate }, times: 1 })
    const waiting = provider.current(never)
    await gate.reached
    provider.close()
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' })
    gate.open()
  })
})

describe('a failure on the way to a session', () => {
  test.each<readonly [string, HttpFault]>([
    ['is busy', stsFault(stsErrors.unavailable)],
    ['throttles', stsFault(stsErrors.throttled)],
    ['resets the connection', { kind: 'reset' }],
    ['loses its answer', { kind: 'lost-answer' }],
    ['cuts its answer', { kind: 'cut-answer', afterBytes: 20 }],
    ['saw an expired token', stsFault(stsErrors.expiredToken)],
    ["answers with somebody else's page", { kind: 'garbage' }],
  ])('that is temporary is retried: STS %s', async (_, fault) => {
    sts.faults.add({ on: 'any', fault, times: 3 })
    const credentials = await provider.current(never)
    expect(credentials.accessKeyId).toBe(sts.issued.at(-1)?.accessKeyId)
    // Each try brings a token of its own.
    expect(oidc.requests.filter(({ operation }) => operation === 'token').length).toBeGreaterThanOrEqual(4)
  })

  test.each<readonly [string, HttpFault]>([
    ['is busy', { kind: 'status', status: 503 }],
    ['resets the connection', { kind: 'reset' }],
    ['answers with garbage', { kind: 'garbage' }],
  ])('that is temporary is retried: GitHub %s', async (_, fault) => {
    oidc.faults.add({ on: 'token', fault, times: 3 })
    await provider.current(never)
    expect(sts.requests).toHaveLength(1)
  })

  test('that lasts is reported after a minute', async () => {
    const startMs = nowMs
    sts.faults.add({ on: 'any', fault: stsFault(stsErrors.unavailable) })
    await expect(provider.current(never)).rejects.toMatchObject({ code: 'service-busy', fault: 'busy' })
    expect(nowMs - startMs).toBeGreaterThanOrEqual(MINUTE_MS)
  })

  test('that lasts is reported after a minute, also if tokens expire before STS gets them', async () => {
    sts.faults.add({ on: 'any', fault: stsFault(stsErrors.expiredToken) })
    await expect(provider.current(never)).rejects.toMatchObject({ code: 'oidc-token-expired' })
  })

  test("of this machine's clock is corrected by the time of STS", async () => {
    const skewed = { status: 400, code: 'InvalidTimeStamp.Expired', message: 'Specified time stamp is expired.' }
    sts.faults.add({ on: 'any', fault: stsFault(skewed), times: 1 })
    await provider.current(never)
    const [first, second] = sts.requests.map(({ parameters }) => Date.parse(parameters.get('Timestamp') ?? ''))
    expect(first).toBe(nowMs)
    // What the server says in its Date header: the time of the machine that runs this test.
    expect(Math.abs((second ?? 0) - Date.now())).toBeLessThan(MINUTE_MS)
  })

  test('of clocks that cannot be corrected is reported', async () => {
    const skewed = { status: 400, code: 'InvalidTimeStamp.Expired', message: 'Specified time stamp is expired.' }
    sts.faults.add({ on: 'any', fault: stsFault(skewed) })
    await expect(provider.current(never)).rejects.toMatchObject({ code: 'sts-clock-skew' })
  })

  test.each<readonly [string, StsError, RegExp]>([
    ['oidc-provider-unknown', stsErrors.noSuchProvider, /oidc-provider-arn: acs:ram::/],
    ['oidc-provider-unknown', stsErrors.wrongProviderArn, /oidc-provider-arn: acs:ram::/],
    ['role-not-trusting', stsErrors.untrusted, /"oidc:sub": "repo:/],
    ['oidc-audience', stsErrors.wrongAudience, /audience: sts\.aliyuncs\.com/],
    ['oidc-issuer', stsErrors.wrongIssuer, /https:\/\/token\.actions\.githubusercontent\.com/],
    ['oidc-token-invalid', stsErrors.wrongToken, /oidc-provider-arn/],
    ['role-session-name', stsErrors.wrongSessionName, /2 to 64/],
    ['sts-wrong-endpoint', stsErrors.noSuchApi, /sts-endpoint: sts\.aliyuncs\.com/],
    [
      'role-unknown',
      { status: 404, code: 'EntityNotExist.Role', message: 'The role not exists: acs:ram::1:role/none. ' },
      /role-to-assume: acs:ram::/,
    ],
    [
      'role-session-too-long',
      {
        status: 400,
        code: 'InvalidParameter.DurationSeconds',
        message: 'The Min/Max value of DurationSeconds is 15min/1hr.',
      },
      /role-session-expiration/,
    ],
    [
      'oidc-issuer-unverified',
      {
        status: 401,
        code: 'AuthenticationFail.OIDCToken.PublicKeyFingerprintMismatch',
        message: 'The fingerprint of the public key does not match.',
      },
      /fingerprint/,
    ],
  ])('that is permanent is reported at once: %s', async (code, error, remedy) => {
    sts.faults.add({ on: 'any', fault: stsFault(error) })
    const failure = asActionError(await provider.current(never).catch((thrown: unknown) => thrown))
    expect(failure?.code).toBe(code)
    expect(failure?.remedy).toMatch(remedy)
    expect(failure?.facts.requestId).toMatch(/^[0-9A-F-]{36}$/)
    expect(sts.requests).toHaveLength(1)
  })

  test('names the permission that the job lacks', async () => {
    provider = open({ ...role, stsUrl: sts.url }, {})
    await expect(provider.current(never)).rejects.toMatchObject({
      code: 'no-id-token-permission',
      remedy: expect.stringContaining('id-token: write'),
    })
  })

  test('names what GitHub refuses', async () => {
    oidc.faults.add({ on: 'token', fault: { kind: 'status', status: 401, body: '{}' } })
    await expect(provider.current(never)).rejects.toMatchObject({ code: 'github-token-refused' })
  })

  test('names an STS that cannot be reached', async () => {
    await sts.close()
    await expect(provider.current(never)).rejects.toMatchObject({ code: 'unreachable', fault: 'unreachable' })
  })
})
