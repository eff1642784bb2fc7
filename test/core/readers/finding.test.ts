import { describe, expect, test } from 'vitest'
import { describeFinding, notReadable } from '../../../src/core/readers/explain.ts'
import { judgeEdge, judgeHead, judgeUnanswered, judgeWhole } from '../../../src/core/readers/finding.ts'

const object = { key: 'app.exe', sizeBytes: 100, crc64: 7n, sample: undefined, contentType: 'application/octet-stream' }

function answer(status: number, headers: Readonly<Record<string, string>> = {}, more: object = {}) {
  return { kind: 'answer' as const, status, headers, readBytes: 100, isWhole: true, sha256: 'ab', crc64: 7n, ...more }
}

describe('HEAD', () => {
  test.each([
    ['right', answer(200, { 'content-length': '100', 'x-oss-hash-crc64ecma': '7' })],
    ['right', answer(200, { 'content-encoding': 'gzip', 'content-length': '9', 'x-oss-hash-crc64ecma': '7' })],
    ['right', answer(206, { 'content-range': 'bytes 0-9/100', 'x-oss-hash-crc64ecma': '7' })],
    ['other-bytes', answer(200, { 'content-length': '100', 'x-oss-hash-crc64ecma': '8' })],
    ['other-bytes', answer(200, { 'content-length': '99', 'x-oss-hash-crc64ecma': '7' })],
    ['other-bytes', answer(206, { 'content-range': 'bytes 0-9/90' })],
    ['refused', answer(403)],
    ['refused', answer(401)],
    ['missing', answer(404)],
    ['status', answer(502)],
    ['page', answer(200, { 'content-type': 'text/html; charset=utf-8' })],
    [undefined, answer(200, { 'content-length': '100' })],
    [undefined, answer(200)],
  ])('gives the finding: %s', (kind, given) => {
    expect(judgeHead(object, given)?.kind).toBe(kind)
  })

  test('of a published web page is not a login page', () => {
    expect(
      judgeHead({ ...object, contentType: 'text/html' }, answer(200, { 'content-type': 'text/html' })),
    ).toBeUndefined()
  })
})

test('a body is right only if it is complete, with its size, CRC64 and SHA-256', () => {
  const sampled = { ...object, sample: { kind: 'whole', sha256: 'ab' } as const }
  expect(judgeWhole(sampled, answer(200)).kind).toBe('right')
  for (const more of [{ isWhole: false }, { readBytes: 99 }, { crc64: 8n }, { sha256: 'cd' }])
    expect(judgeWhole(sampled, answer(200, {}, more)).kind).toBe('other-bytes')
})

test('the answer of a server that ignores ranges is not taken for the tail', () => {
  expect(judgeEdge(object, answer(200), { startBytes: 50, sha256: 'ab' })).toBe('whole-needed')
  expect(judgeEdge(object, answer(200), { startBytes: 0, sha256: 'ab' })).toEqual({ kind: 'right' })
})

test.each([
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
  ['ECONNREFUSED', 'unreachable'],
])('%s is described as %s', (code, kind) => {
  expect(judgeUnanswered({ kind: 'failed', code, message: '' }).kind).toBe(kind)
})

test('the error has a line for each URL and a remedy for each kind, once', () => {
  const refused = { kind: 'refused', status: 403, cache: '' } as const
  const old = { kind: 'other-bytes', cache: 'Age: 93600' } as const
  const wrong = [refused, refused, old].map((finding, index) => ({ url: `https://e.com/${index}`, finding }))
  const { message, remedy = '' } = notReadable(wrong, { stage: 'before-pointers', waitedMs: 600_000 })
  expect(message.split('\n')).toHaveLength(4)
  expect(message).toContain('https://e.com/2 gives other bytes than were published (Age: 93600)')
  expect(remedy.match(/For 403/g)).toHaveLength(1)
  expect(remedy).toContain('left as they were')
  expect(describeFinding({ kind: 'redirect', status: 302, host: 'a.com', reason: 'to-http' })).toContain(
    'https to http',
  )
})
