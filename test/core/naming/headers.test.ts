import { describe, expect, test } from 'vitest'
import {
  conflictOf,
  hasHeaders,
  headersFor,
  parseHeaders,
  requestHeadersOf,
  riskOf,
} from '../../../src/core/naming/headers.ts'

function problemsOf(text: string): readonly string[] {
  return parseHeaders(text).problems.map(({ line, problem }) => `${line} ${problem}`)
}

function headersOf(text: string, key: string) {
  const { rules, problems } = parseHeaders(text)
  expect(problems).toEqual([])
  return headersFor(rules, { key, contentType: 'text/plain' })
}

describe('the headers input', () => {
  const text = [
    'Cache-Control: max-age=3600',
    '# a comment',
    '',
    '*.yml',
    '  Cache-Control: no-cache',
    '  Content-Type : text/x; a=b',
    '/v1/**',
    '\tx-oss-meta-Channel: 稳定',
    'Content-Language: zh',
  ].join('\r\n')

  test('sets lines without indentation for all keys, also below a pattern', () => {
    expect(headersOf(text, 'app.exe')).toEqual({
      'content-type': 'text/plain',
      'cache-control': 'max-age=3600',
      'content-language': 'zh',
    })
  })

  test('sets indented lines for the keys of the pattern above; a later pattern wins', () => {
    expect(headersOf(text, 'v1/latest.yml')).toEqual({
      'content-type': 'text/x; a=b',
      'cache-control': 'no-cache',
      'content-language': 'zh',
      'x-oss-meta-channel': '稳定',
    })
  })

  test('sets the content type if it is empty', () => {
    expect(headersOf('', 'a')).toEqual({ 'content-type': 'text/plain' })
  })

  test('applies indented lines before the first pattern to all keys', () => {
    expect(headersOf('  Cache-Control: no-cache', 'a')).toMatchObject({ 'cache-control': 'no-cache' })
  })

  test.each([
    'Content-Disposition: attachment; filename="应用.exe"',
    'Content-Encoding: gzip',
    'Expires: Wed, 08 Jul 2026 16:57:01 GMT',
    'Expires: 2026-07-08T16:57:01.000Z',
    'x-oss-object-acl: public-read',
    'x-oss-storage-class: ColdArchive',
    'x-oss-server-side-encryption: KMS',
    'x-oss-server-side-data-encryption: SM4',
    'x-oss-server-side-encryption-key-id: 9468da86-3509-4f8d-a61e-6eab1eac0001',
    'x-oss-tagging: a=1&b',
  ])('accepts %s', (line) => {
    expect(problemsOf(line)).toEqual([])
  })

  test.each([
    ['Content-Length: 5', 'is not a header that OSS stores with an object'],
    ['constructor: x', 'is not a header that OSS stores with an object'],
    ['__proto__: x', 'is not a header that OSS stores with an object'],
    ['Cache-Control:', 'has no value'],
    ['Cache-Control: a\u0007b', 'has a control character in its value'],
    ['Content-Type: html', 'is not a media type such as `text/html; charset=utf-8`'],
    ['Expires: 3600', 'is not a date such as `Wed, 08 Jul 2026 16:57:01 GMT`'],
    ['Expires: Wed, 08 Jul 2026 26:57:01 GMT', 'is not a date such as `Wed, 08 Jul 2026 16:57:01 GMT`'],
    ['x-oss-object-acl: everybody', 'is not one of `default`, `private`, `public-read`, `public-read-write`'],
    ['x-oss-server-side-encryption-key-id: a b', 'is not a KMS key ID'],
    ['x-oss-meta-a_b: 1', 'may have letters, digits and hyphens in its name'],
    ['x-oss-forbid-overwrite: true', 'is what the input `overwrite: never` is for'],
    ['x-oss-tagging: a=b=c', 'is not of the form `key=value&key=value`, URL-encoded'],
    ['*.yml', 'is a key pattern without indented `Name: value` lines below it'],
    ['x-oss-meta-\u4E2D: 1', 'may have letters, digits and hyphens in its name'],
  ])('refuses %s', (line, problem) => {
    expect(problemsOf(line)).toEqual([`${line} ${problem}`])
  })

  test('accepts one value per header and key, whatever the case of its name', () => {
    expect(problemsOf('Cache-Control: a\ncache-control: a\n*.yml\n  Cache-Control: b')).toEqual([])
    expect(problemsOf('Cache-Control: a\ncache-control: b')).toEqual([
      'cache-control: b gives a header that is above already, with another value',
    ])
  })

  test('names each wrong line once, and reads the others', () => {
    const text = '*.yml\n  Cache-Control no-cache\n*.exe\n  Content-Length: 1\n  Cache-Control: a'
    expect(problemsOf(text)).toEqual([
      'Cache-Control no-cache is not a `Name: value` line',
      'Content-Length: 1 is not a header that OSS stores with an object',
    ])
  })

  test('encodes tags, and leaves encoded ones as they are', () => {
    expect(headersOf('x-oss-tagging: 渠道=a b&c=%20', 'a')['x-oss-tagging']).toBe('%E6%B8%A0%E9%81%93=a%20b&c=%20')
  })
})

describe('the headers of one object', () => {
  test('may not name a KMS key or data encryption without KMS', () => {
    expect(conflictOf({ 'x-oss-server-side-encryption-key-id': 'k' })).toContain('x-oss-server-side-encryption: KMS')
    const sm4 = { 'x-oss-server-side-data-encryption': 'SM4', 'x-oss-server-side-encryption': 'AES256' }
    expect(conflictOf(sm4)).toContain('`x-oss-server-side-data-encryption` needs')
    const kms = { 'x-oss-server-side-encryption-key-id': 'k', 'x-oss-server-side-encryption': 'KMS' }
    expect(conflictOf(kms)).toBeUndefined()
  })

  test('may have 8 KB of metadata, in bytes of UTF-8', () => {
    const name = 'x-oss-meta-a'
    expect(conflictOf({ [name]: 'a'.repeat(8192 - name.length), 'cache-control': 'x' })).toBeUndefined()
    expect(conflictOf({ [name]: '中'.repeat(2800) })).toBe('8412 bytes of x-oss-meta-… headers, and OSS allows 8 KB')
  })

  test('are risky if anybody may write', () => {
    expect(riskOf({ 'x-oss-object-acl': 'public-read-write' })).toContain('anybody may overwrite it')
    expect(riskOf({ 'x-oss-object-acl': 'public-read' })).toBeUndefined()
  })
})

test.for([
  [{ 'content-type': 'text/plain;charset=UTF-8' }, { 'content-type': 'text/plain; charset=utf-8' }, true],
  [{ 'content-type': 'text/html' }, { 'content-type': 'text/plain' }, false],
  [{ 'content-type': 'application/octet-stream' }, { 'content-type': 'text/plain' }, true],
  [{}, { 'content-type': 'text/plain' }, true],
  [{ 'content-type': 'text/html' }, {}, true],
  [{}, { 'cache-control': 'no-cache' }, false],
  [{ 'cache-control': 'max-age=60' }, { 'cache-control': 'no-cache' }, false],
  [{ 'x-oss-meta-version': '1' }, { 'x-oss-meta-version': '2' }, false],
  [{ 'x-oss-storage-class': 'Standard' }, { 'x-oss-storage-class': 'IA' }, false],
  [{ 'x-oss-storage-class': 'Standard' }, { 'x-oss-object-acl': 'private' }, true],
] as const)('whether an object with %j has the wanted headers %j: %s', ([told, wanted, expected]) => {
  expect(hasHeaders(told, wanted)).toBe(expected)
})

test('`x-oss-request-payer` is sent with requests, and not stored with objects', () => {
  const { rules, problems } = parseHeaders('x-oss-request-payer: requester\nCache-Control: no-cache')
  expect(problems).toEqual([])
  expect(requestHeadersOf(rules)).toEqual({ 'x-oss-request-payer': 'requester' })
  expect(headersFor(rules, { key: 'a', contentType: 'text/plain' })).toEqual({
    'content-type': 'text/plain',
    'cache-control': 'no-cache',
  })
  expect(requestHeadersOf(parseHeaders('').rules)).toEqual({})
  expect(parseHeaders('x-oss-request-payer: somebody').problems).toHaveLength(1)
})
