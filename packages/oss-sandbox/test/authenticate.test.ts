import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AliOssClient, createAliOss } from '../src/ali-oss-client.ts'
import { type RawRequest, sendRaw, signHeaders } from '../src/raw-client.ts'
import { type OssServer, SANDBOX_CREDENTIAL, startOss } from '../src/server.ts'

let oss: OssServer
let client: AliOssClient
const STS = {
  accessKeyId: 'STS.sandbox',
  accessKeySecret: 'sandbox-sts',
  securityToken: 'sandbox-token',
  expiresAtMs: 4e12,
}

beforeEach(async () => {
  oss = await startOss({ buckets: [{ name: 'demo' }], credentials: [SANDBOX_CREDENTIAL, STS] })
  client = createAliOss(oss.endpoint)
  await oss.putObject({ bucket: 'demo', key: 'k' }, 'hello')
})

afterEach(() => oss.close())

const send = (raw: Omit<RawRequest, 'port'>) => sendRaw({ port: oss.port, ...raw })
const element = (body: string, name: string) => new RegExp(`<${name}>([^]*?)</${name}>`).exec(body)?.[1]
const pathOf = (url: string) => url.replace(/^https?:\/\/[^/]+/, '')

describe('a signature in the header', () => {
  test.each([
    ['path style by an IP address', '127.0.0.1', '/demo/k'],
    ['path style by a service host', 'oss-cn-hangzhou.aliyuncs.com', '/demo/k'],
    ['virtual-host style', 'demo.oss-cn-hangzhou.aliyuncs.com', '/k'],
    ['virtual-host style, internal', 'demo.oss-cn-hangzhou-internal.aliyuncs.com', '/k'],
    ['virtual-host style, accelerated', 'demo.oss-accelerate.aliyuncs.com', '/k'],
    ['virtual-host style on localhost', 'demo.localhost', '/k'],
    ['the bound domain', 'localhost', '/k'],
    ['path style on localhost', 'localhost', '/demo/k'],
  ])('is right in %s', async (_style, host, path) => {
    const answer = await send({ path, host: `${host}:${oss.port}`, headers: signHeaders({ bucket: 'demo', key: 'k' }) })
    expect(answer).toMatchObject({ status: 200, body: 'hello' })
  })

  test('may have its time only in the Date header, which is signed as it is sent', async () => {
    const headers = signHeaders({ bucket: 'demo', key: 'k', datedBy: 'date' })
    expect(headers).not.toHaveProperty('x-oss-date')
    expect(await send({ path: '/demo/k', headers })).toMatchObject({ status: 200, body: 'hello' })
    const other = { ...headers, date: new Date(Date.now() + 60_000).toUTCString() }
    expect((await send({ path: '/demo/k', headers: other })).status).toBe(403)
  })

  test('covers additional headers', async () => {
    const headers = signHeaders({
      bucket: 'demo',
      key: 'k',
      headers: { range: 'bytes=0-1' },
      additionalHeaders: ['range'],
    })
    expect(await send({ path: '/demo/k', headers })).toMatchObject({ status: 206, body: 'he' })
    expect((await send({ path: '/demo/k', headers: { ...headers, range: 'bytes=0-2' } })).status).toBe(403)
  })

  test('that is wrong is refused, and the answer shows the text that the server signed', async () => {
    const answer = await send({ path: '/demo/k', headers: signHeaders({ bucket: 'demo', key: 'k', secret: 'wrong' }) })
    expect([answer.status, element(answer.body, 'Code')]).toEqual([403, 'SignatureDoesNotMatch'])
    expect(element(answer.body, 'CanonicalRequest')).toContain('GET\n/demo/k\n')
    expect(element(answer.body, 'StringToSign')).toMatch(/^OSS4-HMAC-SHA256\n/)
    expect(answer.headers['x-oss-request-id']).toBe(element(answer.body, 'RequestId'))
    expect(answer.headers['x-oss-ec']).toBe(element(answer.body, 'EC'))
  })

  test.each([
    ['too old', { atMs: Date.now() - 16 * 60_000 }, {}, 403, 'RequestTimeTooSkewed'],
    ['for another region', { region: 'cn-beijing' }, {}, 400, 'InvalidArgument'],
    ['of the first version', {}, { authorization: 'OSS LTAIsandbox:c2lnbmF0dXJl' }, 403, 'AccessDenied'],
    ['without payload header', {}, { 'x-oss-content-sha256': '' }, 400, 'InvalidArgument'],
    ['malformed', {}, { authorization: 'OSS4-HMAC-SHA256 Signature=00' }, 400, 'InvalidArgument'],
    ['of a stranger', {}, { authorization: stranger() }, 403, 'InvalidAccessKeyId'],
  ])('that is %s is refused', async (_how, signing, headers, status, code) => {
    const answer = await send({
      path: '/demo/k',
      headers: { ...signHeaders({ bucket: 'demo', key: 'k', ...signing }), ...headers },
    })
    expect([answer.status, element(answer.body, 'Code')]).toEqual([status, code])
  })

  test('that is too old is refused with the server time', async () => {
    oss.clockOffsetMs = 3600_000
    const { body } = await send({ path: '/demo/k', headers: signHeaders({ bucket: 'demo', key: 'k' }) })
    const serverTimeMs = Date.parse(element(body, 'ServerTime') ?? '')
    expect(Math.round((serverTimeMs - Date.now()) / 60_000)).toBe(60)
  })
})

function stranger(): string {
  return signHeaders({ bucket: 'demo', key: 'k' }).authorization?.replace('LTAIsandbox', 'LTAInobody') ?? ''
}

describe('a presigned URL', () => {
  test('gets and puts', async () => {
    const get = await client.signatureUrlV4('GET', 60, { queries: { 'response-content-type': 'text/x' } }, 'k')
    const got = await send({ path: pathOf(get), host: `localhost:${oss.port}` })
    expect(got).toMatchObject({ status: 200, body: 'hello', headers: { 'content-type': 'text/x' } })
    const put = await client.signatureUrlV4('PUT', 60, { headers: { 'content-type': 'text/y' } }, 'new')
    const headers = { 'content-type': 'text/y' }
    expect((await send({ method: 'PUT', path: pathOf(put), host: 'localhost', headers, body: 'x' })).status).toBe(200)
    expect((await send({ method: 'PUT', path: pathOf(put), host: 'localhost', body: 'x' })).status).toBe(403)
  })

  test('expires, after seven days at most', async () => {
    const url = pathOf(await client.signatureUrlV4('GET', 60, {}, 'k'))
    oss.clockOffsetMs = 61_000
    const { status, body } = await send({ path: url, host: 'localhost' })
    expect([status, element(body, 'Code'), element(body, 'Message')]).toEqual([
      403,
      'AccessDenied',
      'Request has expired.',
    ])
    const long = pathOf(await client.signatureUrlV4('GET', 604_801, {}, 'k'))
    expect((await send({ path: long, host: 'localhost' })).status).toBe(400)
  })

  test('of the first version is refused', async () => {
    const { status } = await send({ path: '/k?OSSAccessKeyId=LTAIsandbox&Expires=1&Signature=a', host: 'localhost' })
    expect(status).toBe(403)
  })

  test('of a temporary credential contains its token', async () => {
    const { accessKeyId, accessKeySecret, securityToken: stsToken } = STS
    const sts = createAliOss(oss.endpoint, { accessKeyId, accessKeySecret, stsToken, refreshSTSTokenInterval: 1e9 })
    const url = await sts.signatureUrlV4('GET', 60, {}, 'k')
    expect((await send({ path: pathOf(url), host: 'localhost' })).body).toBe('hello')
  })
})

describe('a temporary credential', () => {
  test.each([
    ['wrong', { stsToken: 'other' }, 'InvalidSecurityToken'],
    ['missing', { stsToken: '' }, 'InvalidAccessKeyId'],
  ])('is refused with its token %s', async (_how, options, code) => {
    const { accessKeyId, accessKeySecret } = STS
    const sts = createAliOss(oss.endpoint, { accessKeyId, accessKeySecret, refreshSTSTokenInterval: 1e9, ...options })
    await expect(sts.get('k')).rejects.toMatchObject({ status: 403, code })
  })

  test('is refused once it has expired', async () => {
    const { accessKeyId, accessKeySecret, securityToken: stsToken } = STS
    const sts = createAliOss(oss.endpoint, { accessKeyId, accessKeySecret, stsToken, refreshSTSTokenInterval: 1e9 })
    expect((await sts.get('k')).res.status).toBe(200)
    oss.setCredential({ ...STS, expiresAtMs: Date.now() - 1 })
    await expect(sts.get('k')).rejects.toMatchObject({ status: 403, code: 'SecurityTokenExpired' })
  })
})

describe('an endpoint', () => {
  test('of another region is refused with the right one', async () => {
    const headers = signHeaders({ bucket: 'demo', key: 'k', region: 'cn-beijing' })
    const { status, body } = await send({ path: '/k', host: 'demo.oss-cn-beijing.aliyuncs.com', headers })
    expect([status, element(body, 'Code'), element(body, 'Endpoint')]).toEqual([
      403,
      'AccessDenied',
      'oss-cn-hangzhou.aliyuncs.com',
    ])
    expect(element(body, 'Message')).toContain('must be addressed using the specified endpoint')
  })

  test('without that bucket answers NoSuchBucket', async () => {
    const { status, body } = await send({ path: '/nobody/k', headers: signHeaders({ bucket: 'nobody', key: 'k' }) })
    expect([status, element(body, 'Code'), element(body, 'BucketName')]).toEqual([404, 'NoSuchBucket', 'nobody'])
  })
})
