import { describe, expect, test } from 'vitest'
import { parseEndpoint } from '../../../src/core/service/endpoint.ts'
import { endpointProblem } from '../../../src/core/service/endpoint-problem.ts'
import { readServiceHost } from '../../../src/core/service/hosts.ts'

const FORMS = [
  ['oss-cn-hangzhou.aliyuncs.com', 'public', 'cn-hangzhou'],
  ['oss-cn-hangzhou-internal.aliyuncs.com', 'internal', 'cn-hangzhou'],
  ['vpc100-oss-cn-hangzhou.aliyuncs.com', 'internal', 'cn-hangzhou'],
  ['cn-hangzhou.oss.aliyuncs.com', 'dual-stack', 'cn-hangzhou'],
  ['cn-shanghai-finance.oss.aliyuncs.com', 'dual-stack', 'cn-shanghai-finance-1'],
  ['s3.oss-cn-hangzhou.aliyuncs.com', 's3', 'cn-hangzhou'],
  ['s3.oss-cn-hangzhou-internal.aliyuncs.com', 's3', 'cn-hangzhou'],
  ['oss-accelerate.aliyuncs.com', 'accelerate', undefined],
  ['oss-accelerate-overseas.aliyuncs.com', 'accelerate', undefined],
  ['oss-cn-hzfinance.aliyuncs.com', 'public', 'cn-hangzhou-finance'],
  ['oss-cn-hzjbp-a-internal.aliyuncs.com', 'internal', 'cn-hangzhou-finance'],
  ['oss-cn-shanghai-finance-1.aliyuncs.com', 'public', 'cn-shanghai-finance-1'],
  ['oss.aliyuncs.com', 'public', 'cn-hangzhou'],
] as const

test.each(FORMS)('%s is %s and serves %s, with and without a bucket in front', (host, kind, region) => {
  expect(readServiceHost(host)).toEqual({ kind, region, host, bucket: undefined })
  expect(readServiceHost(`my-bucket.${host.toUpperCase()}.`)).toEqual({ kind, region, host, bucket: 'my-bucket' })
  const parsed = parseEndpoint({
    text: `https://my-bucket.${host}:443/`,
    region: 'x',
    bucket: 'my-bucket',
    cname: false,
  })
  expect(parsed).toEqual({ kind: 'endpoint', endpoint: { protocol: 'https:', host, cname: false } })
})

test.each([
  'download.example.com',
  'cdn.aliyuncs.com',
  'oss-cn-hangzhou.example.com',
  'localhost',
  'a.b.oss-cn-hangzhou.aliyuncs.com',
])('%s is not a host of OSS', (host) => {
  expect(readServiceHost(host)).toBeUndefined()
})

describe('an endpoint', () => {
  const problemOf = (host: string, { cname = false, region = 'cn-hangzhou' } = {}) =>
    endpointProblem({ endpoint: { protocol: 'https:', host, cname }, bucket: 'my-bucket', region })

  test.each([
    ['oss-cn-hangzhou.aliyuncs.com'],
    ['oss-accelerate.aliyuncs.com'],
    ['something.aliyuncs.com'],
    ['localhost:9000'],
    ['10.0.0.1'],
    ['oss-gateway'],
    ['oss-cn-corp-1.cloud.example.com'],
  ])('%s has no conflict', (host) => {
    expect(problemOf(host)).toBeUndefined()
  })

  test('outside Alibaba Cloud needs `cname: true`', () => {
    expect(problemOf('download.example.com')).toMatchObject({
      problem: expect.stringContaining('`cname: true`'),
      write: ['endpoint: https://download.example.com', 'cname: true'],
    })
    expect(problemOf('oss.example.com')).toBeDefined()
    expect(problemOf('download.example.com', { cname: true })).toBeUndefined()
  })

  test('of another region or bucket contradicts the inputs', () => {
    expect(problemOf('oss-cn-beijing-internal.aliyuncs.com')).toMatchObject({ write: ['region: cn-beijing'] })
    expect(problemOf('oss-cn-hzfinance.aliyuncs.com', { region: 'cn-hangzhou-finance' })).toBeUndefined()
    expect(problemOf('other.oss-cn-hangzhou.aliyuncs.com')?.write).toContain('bucket: other')
    expect(problemOf('oss-cn-hangzhou.aliyuncs.com', { cname: true })?.write).toEqual(['cname: false'])
  })
})
