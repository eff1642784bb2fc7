import { expect, test } from 'vitest'
import { formatError } from '../../../src/core/errors/errors.ts'
import { withoutLogin, withoutSecrets } from '../../../src/core/text/clean.ts'

test.each([
  ['Invalid URL: http://user:fake-pw#x@proxy:3128', 'Invalid URL: http://***@proxy:3128'],
  ['http://user:fa/ke-pw?@h and http://b:fake-pw@i', 'http://***@h and http://***@i'],
  ['https://:fake-pw@h/', 'https://***@h/'],
  ['ftp://user:fake-pw@h/', 'ftp://***@h/'],
  ['socks5://u:fake-pw@h', 'socks5://***@h'],
  ['https://h/key?x-oss-signature=fake-pw&a=b', 'https://h/key?x-oss-signature=***&a=b'],
  ['https://h/?x-oss-security-token=fake-pw', 'https://h/?x-oss-security-token=***'],
  ["authorization: 'Bearer fake-pw'", "authorization: 'Bearer ***'"],
])('%s is shown as %s', (text, shown) => {
  expect(withoutSecrets(text)).toBe(shown)
})

test.each([
  'https://h/%40scope/a.tgz',
  'oss://bucket/@scope/a.tgz',
  'dist/app@2x.png',
  'a@b.example',
  'no authorization',
])('%s is shown as it is', (text) => {
  expect(withoutSecrets(text)).toBe(text)
})

test('an address without a scheme hides its login as well', () => {
  expect(withoutLogin('u:fake-pw@h')).toBe('***@h')
  expect(withoutLogin('https://u:fake-pw@h/')).toBe('https://***@h/')
  expect(withoutLogin('cdn.example.com')).toBe('cdn.example.com')
})

test('an unexpected error shows no password, neither in its message nor in its stack', () => {
  expect(formatError(new TypeError('Invalid URL http://u:fake-pw@h'))).not.toContain('fake-pw')
  expect(formatError('http://u:fake-pw@h')).not.toContain('fake-pw')
})
