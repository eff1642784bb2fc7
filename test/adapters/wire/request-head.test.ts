import { expect, test } from 'vitest'
import { createHeadWriter } from '../../../src/adapters/wire/request-head.ts'

const write = createHeadWriter({ host: 'b.example.com', forwarder: undefined })
const PUT = { method: 'PUT', path: '/key', headers: {}, sizeBytes: 0 } as const

test('has the headers of the connection first, whatever the request says of them', () => {
  const headers = { Host: 'other', 'Accept-Encoding': 'gzip', connection: 'close', 'Transfer-Encoding': 'chunked' }
  expect(write({ ...PUT, headers: { ...headers, 'X-Oss-Date': '20260102T030405Z', 'content-length': 4 } })).toBe(
    'PUT /key HTTP/1.1\r\nhost: b.example.com\r\naccept-encoding: identity\r\nconnection: keep-alive\r\nx-oss-date: 20260102T030405Z\r\ncontent-length: 4\r\n\r\n',
  )
})

test.for([
  ['PUT', 7, 'content-length: 7'],
  ['POST', 0, 'content-length: 0'],
  ['DELETE', 0, 'content-length: 0'],
  ['GET', 0, undefined],
  ['HEAD', 0, undefined],
] as const)('the length of a %s of %i bytes: %s', ([method, sizeBytes, line]) => {
  const lines = write({ ...PUT, method, sizeBytes }).split('\r\n')
  expect(lines.find((one) => one.startsWith('content-length'))).toBe(line)
})

test('a proxy that forwards gets the whole URL and the login', () => {
  const forwarder = { authorization: 'Basic dTpw' }
  const lines = createHeadWriter({ host: 'b.example.com:8080', forwarder })(PUT).split('\r\n')
  expect(lines[0]).toBe('PUT http://b.example.com:8080/key HTTP/1.1')
  expect(lines).toEqual(expect.arrayContaining(['proxy-connection: keep-alive', 'proxy-authorization: Basic dTpw']))
})

test.for([
  { path: '/key HTTP/1.1\r\nx: y' },
  { path: '/a b' },
  { path: '/ü' },
  { headers: { 'x-a': 'b\r\nx: y' } },
  { headers: { 'x-a': 'b\nx: y' } },
  { headers: { 'x-a': 'b\0' } },
  { headers: { 'x-a': 'Ā' } },
  { headers: { 'x-a: b\r\nx': 'y' } },
  { headers: { '': 'y' } },
])('what would end a line is refused: %o', (wrong) => {
  expect(() => write({ ...PUT, ...wrong })).toThrow(/characters/)
})

test('each character of a value is one byte', () => {
  expect(write({ ...PUT, headers: { 'x-oss-meta-a': 'Ã©\t~' } })).toContain('\r\nx-oss-meta-a: Ã©\t~\r\n')
})
