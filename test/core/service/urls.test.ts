import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapeKey, objectUrl, publicBase } from '../../../src/core/service/urls.ts'

const where = { publicUrl: undefined, region: 'cn-hangzhou', bucket: 'b' }

function baseOf(host: string, cname = false) {
  return publicBase({ ...where, endpoint: { protocol: 'https:', host, cname } })
}

describe('the base of public URLs', () => {
  test.each([
    'oss-cn-hangzhou.aliyuncs.com',
    'oss-cn-hangzhou-internal.aliyuncs.com',
    'oss-accelerate.aliyuncs.com',
    'oss-accelerate-overseas.aliyuncs.com',
  ])('is the region’s public endpoint, also after an upload through %s', (host) => {
    expect(baseOf(host)).toBe('https://b.oss-cn-hangzhou.aliyuncs.com')
  })

  test('is the custom domain with `cname`', () => {
    expect(baseOf('download.example.com', true)).toBe('https://download.example.com')
  })

  test('is the server itself if it is not Alibaba Cloud’s', () => {
    expect(baseOf('oss.example.com')).toBe('https://b.oss.example.com')
    expect(baseOf('localhost:9000')).toBe('https://b.localhost:9000')
    expect(baseOf('b.localhost')).toBe('https://b.b.localhost')
  })

  test('is `public-url` if it is set, without slashes at its end', () => {
    const endpoint = { protocol: 'https:', host: 'oss-cn-hangzhou.aliyuncs.com', cname: false } as const
    expect(publicBase({ ...where, endpoint, publicUrl: 'https://cdn.example.com/files//' })).toBe(
      'https://cdn.example.com/files',
    )
  })
})

describe('the URL of an object', () => {
  test('has every byte escaped that is not unreserved', () => {
    expect(escapeKey("v1/My App (1)+%?#&='!*~.exe")).toBe('v1/My%20App%20%281%29%2B%25%3F%23%26%3D%27%21%2A~.exe')
    expect(objectUrl('https://b.example.com', '文/🚀')).toBe('https://b.example.com/%E6%96%87/%F0%9F%9A%80')
  })

  test('can be decoded to the key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (key) => {
        fc.pre(key.isWellFormed())
        expect(escapeKey(key)).toMatch(/^[A-Za-z0-9\-._~%/]*$/)
        expect(decodeURIComponent(escapeKey(key))).toBe(key)
      }),
    )
  })
})

test('a custom domain of Alibaba Cloud is its own base, and so is a server on this machine', () => {
  expect(baseOf('my.aliyuncs.com', true)).toBe('https://my.aliyuncs.com')
  expect(baseOf('oss.localhost')).toBe('https://b.oss.localhost')
})

test.each([
  ['oss-cn-hzfinance.aliyuncs.com', 'https://b.oss-cn-hzfinance.aliyuncs.com'],
  ['oss-cn-shanghai-finance-1-pub.aliyuncs.com', 'https://b.oss-cn-shanghai-finance-1-pub.aliyuncs.com'],
  ['cn-hangzhou.oss.aliyuncs.com', 'https://b.cn-hangzhou.oss.aliyuncs.com'],
])('an explicit public endpoint %s is its own base', (host, base) => {
  expect(baseOf(host)).toBe(base)
})

test('the region’s public endpoint is that of the table', () => {
  const endpoint = { protocol: 'https:', host: 'oss-cn-hzfinance-internal.aliyuncs.com', cname: false } as const
  expect(publicBase({ ...where, region: 'cn-hangzhou-finance', endpoint })).toBe(
    'https://b.oss-cn-hzfinance.aliyuncs.com',
  )
})
