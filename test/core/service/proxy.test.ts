import { describe, expect, test } from 'vitest'
import { ActionError, formatError } from '../../../src/core/errors/errors.ts'
import { isExcepted, proxyFor, proxyVariables } from '../../../src/core/service/proxy.ts'

const OSS = new URL('https://bucket.oss-cn-hangzhou.aliyuncs.com/')
const PASSWORD = 'pa55-fake'

describe('the proxy', () => {
  test.each([
    ['127.0.0.1:3128', '127.0.0.1:3128'],
    ['proxy.corp:3128', 'proxy.corp:3128'],
    ['http://proxy.corp', 'proxy.corp'],
    [`u:${PASSWORD}@proxy.corp:3128`, 'proxy.corp:3128'],
    ['https://proxy.corp:8443/', 'proxy.corp:8443'],
  ])('%s is accepted, with a scheme or without', (value, host) => {
    const found = proxyFor(OSS, { HTTPS_PROXY: value })
    expect(found).toMatchObject({ host, variable: 'HTTPS_PROXY' })
    expect(URL.parse(found?.url ?? '')?.host).toBe(host)
  })

  test('comes from the lower-case variable of the URL’s own scheme', () => {
    const env = { https_proxy: 'http://lower:1', HTTPS_PROXY: 'http://upper:1', HTTP_PROXY: 'http://plain:1' }
    expect(proxyFor(OSS, env)?.host).toBe('lower:1')
    expect(proxyFor(new URL('http://example.com'), env)?.host).toBe('plain:1')
    expect(proxyFor(OSS, { HTTP_PROXY: 'http://plain:1', HTTPS_PROXY: ' ' })).toBeUndefined()
  })

  test.each([
    [`http://u:${PASSWORD}#x@proxy:3128`, '%23'],
    [`http://u:${PASSWORD}/x@proxy:3128`, '%2F'],
    [`http://u:${PASSWORD}%zz@proxy:3128`, '%25'],
    [`http://u:${PASSWORD}%@proxy:3128`, '%25'],
    [`u:${PASSWORD}?x@proxy:3128`, '%3F'],
    [`http://u:${PASSWORD}@pro xy:3128`, 'HTTPS_PROXY'],
    [`socks5://u:${PASSWORD}@proxy:1080`, 'not supported'],
    [`socks5h://u:${PASSWORD}@proxy:1080`, 'not supported'],
  ])('%s is refused, and the error has the variable’s name but not its value', (value, says) => {
    try {
      proxyFor(OSS, { HTTPS_PROXY: value })
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(ActionError)
      const text = formatError(error)
      expect(text).toContain('HTTPS_PROXY')
      expect(text).toContain(says)
      expect(text).not.toContain(PASSWORD)
    }
  })

  test('is the only variable that an agent gets', () => {
    const env = { HTTPS_PROXY: 'proxy:3128', NO_PROXY: 'localhost', OSS_ACCESS_KEY_SECRET: PASSWORD }
    expect(proxyVariables(OSS, env)).toEqual({ https_proxy: 'http://proxy:3128/' })
    expect(proxyVariables(new URL('https://localhost'), env)).toEqual({})
  })
})

test.each([
  ['aliyuncs.com', true],
  ['.aliyuncs.com', true],
  ['*.aliyuncs.com', true],
  ['ALIYUNCS.COM', true],
  ['localhost, aliyuncs.com', true],
  ['localhost aliyuncs.com', true],
  ['*', true],
  ['aliyuncs.com:443', true],
  ['aliyuncs.com:80', false],
  ['yuncs.com', false],
  ['com.aliyuncs', false],
  ['', false],
  [',', false],
])('whether NO_PROXY=%j excludes the bucket’s host: %s', (noProxy, excepted) => {
  expect(isExcepted(OSS, noProxy)).toBe(excepted)
})

test.each([
  ['http://10.1.2.3/', '10.0.0.0/8', true],
  ['http://11.1.2.3/', '10.0.0.0/8', false],
  ['http://10.1.2.3/', '10.1.2.1-10.1.2.9', true],
  ['http://10.1.2.3/', '2.3', false],
  ['http://[::1]/', '::1', true],
  ['http://[::1]:80/', '[::1]:80', true],
])('whether %s is excluded by %s: %s', (url, noProxy, excepted) => {
  expect(isExcepted(new URL(url), noProxy)).toBe(excepted)
})
