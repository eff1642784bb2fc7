import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type EcsMetadata, startEcsMetadata } from '../sandbox/ecs/ecs.ts'
import { localhostCertificate } from '../sandbox/net/certificates.ts'
import { startProxy } from '../sandbox/net/proxy.ts'
import { BUCKET, openStage, type Stage, writeFiles } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

async function run(inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
  const runner = await stage.runner()
  writeFiles(runner.workspace, { 'app.bin': 'x' })
  return runner.run({ with: { ...stage.inputs({ path: 'app.bin' }), ...inputs }, env })
}

describe('through a proxy', () => {
  test.each([
    ['oss-cn-hzfinance', 'cn-hangzhou-finance', {}],
    ['oss-cn-hzfinance', 'cn-hangzhou-finance', { endpoint: 'http://oss-cn-hzfinance.aliyuncs.com' }],
    ['cn-hangzhou.oss', 'cn-hangzhou', { endpoint: `http://${BUCKET}.cn-hangzhou.oss.aliyuncs.com` }],
  ])('%s, which serves %s, gets the requests and is in the URL (%j)', async (host, region, inputs) => {
    await stage.close()
    const isTls = !('endpoint' in inputs)
    const buckets = [{ name: BUCKET, acl: 'public-read', region }] as const
    stage = await openStage({ buckets, ...(isTls ? { tls: localhostCertificate() } : {}) })
    const proxy = await startProxy({ port: stage.oss.port })
    const env = { HTTP_PROXY: proxy.url.replace('http://', ''), HTTPS_PROXY: proxy.url, NO_PROXY: '127.0.0.1' }
    const result = await run({ endpoint: '', ...inputs, region, cname: 'false' }, env)
    await proxy.close()
    expect(proxy.hosts[0]).toMatch(`${BUCKET}.${host}.aliyuncs.com`)
    // The sandbox has no certificate for the name: to be asked by it is what counts.
    if (isTls) return expect(result.log).toContain(`${BUCKET}.${host}.aliyuncs.com`)
    expect(result.conclusion).toBe('success')
    expect(result.outputs.url).toBe(`https://${BUCKET}.${host}.aliyuncs.com/app.bin`)
  })
})

test.each([
  [{ endpoint: 'download.example.com', cname: 'false' }, 'cname: true'],
  [{ endpoint: 'oss-cn-beijing.aliyuncs.com', cname: 'false' }, 'region: cn-beijing'],
  [{ region: '华东2（上海）' }, 'region: cn-shanghai'],
])('%j is answered at once with `%s`', async (inputs, write) => {
  const result = await run(inputs)
  expect(result.conclusion).toBe('failure')
  expect(result.log).toContain(write)
  expect(stage.oss.requests).toEqual([])
})

describe('an ECS instance', () => {
  const keys = { accessKeyId: 'STS.fake', accessKeySecret: 'fake-secret', securityToken: 'fake-token' }
  const nobody = { 'access-key-id': '', 'access-key-secret': '' }
  let ecs: EcsMetadata
  beforeEach(async () => {
    ecs = await startEcsMetadata({
      role: 'publisher',
      session: () => ({ ...keys, expiresAtMs: Date.now() + 3_600_000 }),
    })
    stage.oss.setCredential(keys)
  })
  afterEach(() => ecs.close())

  test('publishes with the role that it has', async () => {
    const env = { ALIBABA_CLOUD_ECS_METADATA_ENDPOINT: ecs.url }
    const result = await run({ ...nobody, 'role-to-assume': 'ecs' }, env)
    expect(result.conclusion).toBe('success')
    expect(result.log).toContain('Credentials: the RAM role of this ECS instance')
    expect(result.stdout).toContain('::add-mask::fake-secret')
    expect(stage.oss.object(BUCKET, 'app.bin')?.sizeBytes).toBe(1)
  })

  test('reports that URLs signed by its role contain a masked token', async () => {
    const env = { ALIBABA_CLOUD_ECS_METADATA_ENDPOINT: ecs.url }
    const result = await run({ ...nobody, 'role-to-assume': 'ecs', 'signed-url-expires': '10m' }, env)
    expect(result.conclusion).toBe('success')
    expect(result.annotations.map(({ message }) => message).join()).toContain('security token, which GitHub masks')
  })

  test('without credentials gets an error that its role can be used', async () => {
    const env = { ALIBABA_CLOUD_ECS_METADATA_ENDPOINT: ecs.url, ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'false' }
    const result = await run(nobody, env)
    expect(result.conclusion).toBe('failure')
    expect(result.log).toContain('role-to-assume: ecs')
  })
})

test('`x-oss-request-payer` is sent with every request of a release, and not stored with objects', async () => {
  const result = await run({ headers: 'x-oss-request-payer: requester' })
  expect(result.conclusion).toBe('success')
  const signed = stage.oss.requests.filter(({ headers }) => headers.authorization !== undefined)
  expect(signed.length).toBeGreaterThan(0)
  expect(signed.filter(({ headers }) => headers['x-oss-request-payer'] !== 'requester')).toEqual([])
})
