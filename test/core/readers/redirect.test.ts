import { describe, expect, test } from 'vitest'
import { isPrivateHost, judgeRedirect } from '../../../src/core/readers/redirect.ts'

const FROM = 'https://download.example.com/app.exe?sig=1'

describe('a redirect', () => {
  test.each([
    ['/other', 'https://download.example.com/other'],
    ['https://user:password@cdn.example.com/app.exe', 'https://cdn.example.com/app.exe'],
  ])('to %s is followed to %s', (location, url) => {
    expect(judgeRedirect(FROM, location, { mayBePrivate: false })).toEqual({ kind: 'follow', url })
  })

  test.each([
    ['http://cdn.example.com/app.exe', 'to-http'],
    ['https://127.0.0.1/app.exe', 'to-private'],
    ['https://[::ffff:10.0.0.1]/', 'to-private'],
    ['https://2130706433/', 'to-private'],
    ['file:///etc/passwd', 'unreadable'],
    ['https://', 'unreadable'],
  ])('to %s is refused: %s', (location, reason) => {
    expect(judgeRedirect(FROM, location, { mayBePrivate: false })).toMatchObject({ kind: 'refuse', reason })
  })

  test('into a private network is followed if the public address is in one', () => {
    const redirect = judgeRedirect('http://10.0.0.1/a', 'http://10.0.0.2/a', { mayBePrivate: true })
    expect(redirect).toEqual({ kind: 'follow', url: 'http://10.0.0.2/a' })
  })
})

test.each([
  ...['localhost', 'oss.localhost', '127.9.9.9', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254'],
  ...['100.100.100.200', '0.0.0.0', '[::1]', '[fe80::1]', '[fd00::1]', '[::]'],
])('%s is not reachable for readers elsewhere', (host) => {
  expect(isPrivateHost(host)).toBe(true)
})

test.each(['example.com', '8.8.8.8', '172.32.0.1', '100.128.0.1', '[2400:3200::1]', 'fd.example.com'])(
  '%s is public',
  (host) => {
    expect(isPrivateHost(host)).toBe(false)
  },
)
