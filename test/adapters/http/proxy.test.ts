/** Which proxy a host is reached through. */
import { describe, expect, test } from 'vitest'
import { httpsProxyFor } from '../../../src/adapters/http/proxy.ts'

const target = { host: 'bucket.oss-cn-hangzhou.aliyuncs.com', port: 443 }

describe('the proxy for https', () => {
  test('comes from the environment, the lower-case variable first', () => {
    const proxy = { isSecure: false, host: 'proxy.example', port: 80, authorization: undefined }
    expect(httpsProxyFor(target, { https_proxy: 'http://proxy.example', HTTPS_PROXY: 'http://other:1' })).toEqual(proxy)
    const secure = { isSecure: true, host: '::1', port: 443, authorization: 'Basic dTpAcA==' }
    expect(httpsProxyFor(target, { HTTPS_PROXY: 'https://u:%40p@[::1]' })).toEqual(secure)
    expect(httpsProxyFor(target, { HTTP_PROXY: 'http://proxy.example' })).toBeUndefined()
    const bare = { ...proxy, port: 3128 }
    expect(httpsProxyFor(target, { HTTPS_PROXY: 'proxy.example:3128' })).toEqual(bare)
  })

  test.each([
    ['*', true],
    ['.aliyuncs.com', true],
    ['aliyuncs.com', true],
    ['*.aliyuncs.com', true],
    ['other, BUCKET.oss-cn-hangzhou.aliyuncs.com', true],
    ['bucket.oss-cn-hangzhou.aliyuncs.com:443', true],
    ['bucket.oss-cn-hangzhou.aliyuncs.com:444', false],
    ['10.0.0.1-10.0.0.9', false],
    ['', false],
  ])('is not used with NO_PROXY %s: %s', (exceptions, isDirect) => {
    const env = { HTTPS_PROXY: 'http://proxy.example', NO_PROXY: exceptions }
    expect(httpsProxyFor(target, env) === undefined).toBe(isDirect)
  })

  test('is not used for a range of addresses', () => {
    const env = { HTTPS_PROXY: 'http://proxy.example', no_proxy: '10.0.0.1-10.0.0.9,10.0.2.9-10.0.2.1' }
    expect(httpsProxyFor({ host: '10.0.0.5', port: 443 }, env)).toBeUndefined()
    expect(httpsProxyFor({ host: '10.0.1.5', port: 443 }, env)).toBeDefined()
    expect(httpsProxyFor({ host: '10.0.2.5', port: 443 }, env)).toBeDefined()
  })

  test.for(['http://', 'socks5://proxy.example', 'http://user:fake%ZZ@proxy.example'])(
    'that is not a URL is an error that does not show the value: %s',
    (value) => {
      expect(() => httpsProxyFor(target, { HTTPS_PROXY: value })).toThrow(/HTTPS_PROXY .*its value is not shown/)
    },
  )
})
