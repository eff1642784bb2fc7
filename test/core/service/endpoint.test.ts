import { describe, expect, test } from 'vitest'
import {
  bucketUrl,
  type Endpoint,
  hostName,
  isAddress,
  isBucketName,
  isLocal,
  parseEndpoint,
  parseRegion,
  publicEndpoint,
} from '../../../src/core/service/endpoint.ts'

function parse(text: string, cname = false) {
  return parseEndpoint({ text, region: 'cn-hangzhou', bucket: 'my-bucket', cname })
}

const at = (host: string, cname = false): Endpoint => ({ protocol: 'https:', host, cname })

test.each([
  ['cn-hangzhou', 'cn-hangzhou'],
  [' OSS-CN-Hangzhou ', 'cn-hangzhou'],
  ['oss-us-west-1-internal', 'us-west-1'],
  ['ap-southeast-1', 'ap-southeast-1'],
])('%j is the region %s', (text, region) => {
  expect(parseRegion(text)).toBe(region)
})

test.each(['', 'hangzhou', 'cn hangzhou', 'oss-cn-hangzhou.aliyuncs.com', 'cn_hangzhou', '-cn', 'c-hangzhou'])(
  '%j is not a region',
  (text) => {
    expect(parseRegion(text)).toBeUndefined()
  },
)

test.each(['abc', 'my-bucket', '0a0', 'a'.repeat(63)])('%s is a valid bucket name', (name) => {
  expect(isBucketName(name)).toBe(true)
})

test.each(['ab', '-ab', 'ab-', 'My-bucket', 'my.bucket', 'my_bucket', 'a'.repeat(64), 'bucket/x', ' abc'])(
  '%j is not a valid bucket name',
  (name) => {
    expect(isBucketName(name)).toBe(false)
  },
)

describe('the endpoint', () => {
  test.each([
    ['', 'oss-cn-hangzhou.aliyuncs.com'],
    ['internal', 'oss-cn-hangzhou-internal.aliyuncs.com'],
    ['Accelerate', 'oss-accelerate.aliyuncs.com'],
    ['accelerate-overseas', 'oss-accelerate-overseas.aliyuncs.com'],
    [' oss-cn-beijing.aliyuncs.com ', 'oss-cn-beijing.aliyuncs.com'],
    ['https://oss-cn-beijing.aliyuncs.com/', 'oss-cn-beijing.aliyuncs.com'],
    ['my-bucket.oss-cn-hangzhou.aliyuncs.com', 'oss-cn-hangzhou.aliyuncs.com'],
    ['my-bucket.localhost:9000', 'localhost:9000'],
    ['https://oss-cn-beijing.aliyuncs.com//', 'oss-cn-beijing.aliyuncs.com'],
    ['OSS-CN-Beijing.aliyuncs.com.', 'oss-cn-beijing.aliyuncs.com'],
    ['cn-beijing.aliyuncs.com', 'oss-cn-beijing.aliyuncs.com'],
    ['cn-beijing', 'oss-cn-beijing.aliyuncs.com'],
    ['oss-cn-beijing-internal', 'oss-cn-beijing-internal.aliyuncs.com'],
    ['oss-gateway', 'oss-gateway'],
    ['localhost:8443', 'localhost:8443'],
    ['::1', '[::1]'],
    ['[::1]:9000', '[::1]:9000'],
    ['10.0.0.1:9000', '10.0.0.1:9000'],
  ])('%j is the host %s over https', (text, host) => {
    expect(parse(text)).toEqual({ kind: 'endpoint', endpoint: at(host) })
  })

  test('is plain http only if that is written', () => {
    expect(parse('http://localhost:8080')).toEqual({
      kind: 'endpoint',
      endpoint: { protocol: 'http:', host: 'localhost:8080', cname: false },
    })
  })

  test('that is a custom domain is used as it is, even if it begins with the bucket’s name', () => {
    expect(parse('my-bucket.oss-cdn.example.com', true)).toEqual({
      kind: 'endpoint',
      endpoint: at('my-bucket.oss-cdn.example.com', true),
    })
    expect(parse('my-bucket.example.com')).toEqual({ kind: 'endpoint', endpoint: at('my-bucket.example.com') })
  })

  test.each([
    ['', true, /custom domain/],
    ['internal', true, /one of OSS's own/],
    ['https://', false, /neither a host nor a URL/],
    ['a b', false, /neither a host nor a URL/],
    ['https://[', false, /neither a host nor a URL/],
    ['ftp://example.com', false, /`ftp:`/],
    ['file:///tmp', false, /neither a host nor a URL/],
    ['https://id:secret@example.com', false, /contains credentials/],
    ['https://:secret@example.com', false, /contains credentials/],
    ['https://example.com/folder', false, /key-prefix/],
    ['https://example.com/?a', false, /path or a query/],
    ['https://example.com/#a', false, /path or a query/],
  ])('%j with cname %s is refused', (text, cname, problem) => {
    expect(parse(text, cname)).toMatchObject({ kind: 'problem', problem: expect.stringMatching(problem) })
  })
})

test('the bucket is before the host, in the path of an address, and not in the URL of a custom domain', () => {
  expect(bucketUrl(publicEndpoint('cn-hangzhou'), 'b')).toBe('https://b.oss-cn-hangzhou.aliyuncs.com')
  expect(bucketUrl({ protocol: 'http:', host: '10.0.0.1:9000', cname: false }, 'b')).toBe('http://10.0.0.1:9000/b')
  expect(bucketUrl(at('[::1]:9000'), 'b')).toBe('https://[::1]:9000/b')
  expect(bucketUrl(at('cdn.example.com', true), 'b')).toBe('https://cdn.example.com')
})

test.each([
  ['localhost:80', true],
  ['b.localhost', true],
  ['127.1.2.3', true],
  ['[::1]:80', true],
  ['example.com', false],
  ['localhost.example.com', false],
  ['128.0.0.1', false],
])('whether %s is this machine: %s', (host, local) => {
  expect(isLocal(at(host))).toBe(local)
})

test.each([
  ['10.0.0.1:80', true],
  ['[fe80::1]', true],
  ['10.0.0.1.example.com', false],
  ['example.com:80', false],
])('whether %s is an address: %s', (host, address) => {
  expect(isAddress(at(host))).toBe(address)
})

test('a host name has neither port nor brackets', () => {
  expect(hostName(at('example.com:8443'))).toBe('example.com')
  expect(hostName(at('[::1]:8443'))).toBe('::1')
  expect(hostName(at('[::1]'))).toBe('::1')
})

test.each([
  ['::1', '[::1]'],
  ['fe80::a:1', '[fe80::a:1]'],
  ['FE80::1', '[fe80::1]'],
  ['2001:db8:0:0:1:0:0:1', '[2001:db8::1:0:0:1]'],
  ['[::1]:9000', '[::1]:9000'],
])('the address %s is the host %s', (text, host) => {
  expect(parse(text)).toEqual({ kind: 'endpoint', endpoint: at(host) })
})

test('text that only looks like an address, a region or a scheme is refused', () => {
  expect(isAddress(at('1.2.3.4.5'))).toBe(false)
  expect(isAddress(at('x1.2.3.4'))).toBe(false)
  expect(isAddress(at('1.22.33.44'))).toBe(true)
  expect(isLocal(at('x127.0.0.1'))).toBe(false)
  expect(isLocal(at('[::1]'))).toBe(true)
  expect(parseRegion('my-oss-region-1')).toBe('my-oss-region-1')
  expect(parseRegion('cn-internal-hangzhou')).toBe('cn-internal-hangzhou')
  expect(parseRegion('1cn-hangzhou')).toBeUndefined()
  expect(hostName(at('[a]b'))).toBe('[a]b')
  expect(parse('https://id@example.com').kind).toBe('problem')
})
