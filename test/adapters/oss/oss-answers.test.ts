/** What is read of answers, those included that OSS would not give: servers that speak its protocol, and what is in between. */
import { describe, expect, test } from 'vitest'
import {
  hasErrorBody,
  listedParts,
  objectFacts,
  ossFactsOf,
  storedObject,
  uploadIdOf,
} from '../../../src/adapters/oss/oss-answers.ts'
import type { Answer } from '../../../src/adapters/oss/transport.ts'

function answerOf(text: string, headers: Answer['headers'] = {}, status = 200): Answer {
  return { status, headers, data: Buffer.from(text) }
}

describe('an object', () => {
  test('has an ETag in a header or in the body, and may have no CRC64', () => {
    const copied = answerOf('<?xml version="1.0"?>\n<CopyObjectResult><ETag>&quot;E&quot;</ETag></CopyObjectResult>')
    expect(storedObject(copied, 'CopyObjectResult')).toEqual({ etag: 'E', crc64: undefined })
    expect(storedObject(answerOf('', { etag: '"E"', 'x-oss-hash-crc64ecma': '7', 'x-oss-version-id': 'v' }))).toEqual({
      ...{ etag: 'E', crc64: 7n, versionId: 'v' },
    })
    expect(storedObject(answerOf(''))).toBeUndefined()
    expect(storedObject(answerOf('', { 'x-oss-request-id': 'R' }))).toBeUndefined()
  })

  test('is refused without a mark of OSS, or with another root element than the operation’s', () => {
    expect(storedObject(answerOf('', { etag: '"E"' }))).toBeUndefined()
    expect(storedObject(answerOf('<html><ETag>E</ETag></html>', { etag: 'W/"E"' }))).toBeUndefined()
    expect(storedObject(answerOf('', { etag: '"E"', server: 'AliyunOSS' }))).toMatchObject({ etag: 'E' })
    const page = answerOf('<html><CompleteMultipartUploadResult></html>', { etag: 'E', 'x-oss-request-id': 'R' })
    expect(storedObject(page, 'CompleteMultipartUploadResult')).toBeUndefined()
    const empty = answerOf('', { etag: 'E', 'x-oss-hash-crc64ecma': '7' })
    expect(storedObject(empty, 'CompleteMultipartUploadResult')).toMatchObject({ crc64: 7n })
    expect(uploadIdOf(answerOf('<html><UploadId>U</UploadId></html>'))).toBeUndefined()
    expect(
      uploadIdOf(answerOf('<InitiateMultipartUploadResult><UploadId> U </UploadId></InitiateMultipartUploadResult>')),
    ).toBe('U')
    expect(objectFacts(answerOf('', { etag: '"E"', 'content-length': '5' }))).toBeUndefined()
  })

  test('is read from XML with attributes, comments and CDATA', () => {
    const about = '<?xml version="1.0"?><!-- <Error> --> <InitiateMultipartUploadResult xmlns="http://o">'
    const texts = ['<UploadId kind="a/b">U&amp;</UploadId>', '<UploadId ><![CDATA[U&]]></UploadId >']
    for (const text of texts) expect(uploadIdOf(answerOf(`${about}${text}</InitiateMultipartUploadResult>`))).toBe('U&')
  })

  test('may come after much space, by which a server keeps the connection open', () => {
    const copied = answerOf(`${' \n'.repeat(3000)}<CopyObjectResult><ETag>"E"</ETag></CopyObjectResult>`)
    expect(storedObject(copied, 'CopyObjectResult')).toMatchObject({ etag: 'E' })
    expect(hasErrorBody(answerOf(`${' \n'.repeat(3000)}<Error><Code>X</Code></Error>`))).toBe(true)
  })

  test('has headers as text: a repeated header is left out, and metadata is UTF-8', () => {
    const headers = { etag: 'E', 'set-cookie': ['a', 'b'], 'x-oss-meta-name': Buffer.from('中').toString('latin1') }
    expect(objectFacts(answerOf('', headers))?.headers).toEqual({ etag: 'E', 'x-oss-meta-name': '中' })
    expect(objectFacts(answerOf(''))).toBeUndefined()
  })
})

describe('a list of parts', () => {
  const page = answerOf('<ListPartsResult>')

  test.for([
    ['one part alone', { PartNumber: '1', ETag: '"E"', Size: '5', HashCrc64ecma: '7' }, [1]],
    [
      'several',
      [
        { PartNumber: '1', ETag: 'E', Size: '5' },
        { PartNumber: '2', ETag: 'E', Size: '5' },
      ],
      [1, 2],
    ],
    ['one whose elements have attributes', { PartNumber: { $: {}, _: '3' }, ETag: { _: '"E"' }, Size: '5' }, [3]],
    ['none', undefined, []],
    ['nothing that is one', [null, 'part', {}, { PartNumber: 'x', ETag: 'E', Size: '5' }], []],
    [
      'one without an ETag, or whose size is not a number',
      [
        { PartNumber: '1', Size: '5' },
        { PartNumber: '2', ETag: 'E', Size: 'x' },
      ],
      [],
    ],
  ] as const)('has %s', ([, parts, numbers]) => {
    expect(listedParts(page, parts)?.map(({ number }) => number)).toEqual(numbers)
  })

  test('is refused if the answer is something else', () => {
    expect(listedParts(answerOf('<html>'), [])).toBeUndefined()
  })
})

describe('a refusal', () => {
  const xml = '<Error><Code>A&amp;lt;B</Code><Message> say &lt;&gt;&apos; </Message></Error>'

  test('has code and message, decoded', () => {
    expect(ossFactsOf(answerOf(xml, {}, 403))).toEqual({
      status: 403,
      serviceCode: 'A&lt;B',
      serviceMessage: "say <>'",
    })
  })

  test('to HEAD is in a header', () => {
    const headers = { 'x-oss-err': Buffer.from(xml).toString('base64'), 'x-oss-request-id': 'R' }
    expect(ossFactsOf(answerOf('', headers, 404))).toMatchObject({ serviceCode: 'A&lt;B', requestId: 'R' })
  })

  test.for([
    ['5', 5000],
    ['3600', 60_000],
    ['0', undefined],
    ['Wed, 08 Jul 2026 16:57:01 GMT', undefined],
  ] as const)('that asks to wait for %s is obeyed up to a minute, if that is a number', ([value, expected]) => {
    expect(ossFactsOf(answerOf(xml, { 'retry-after': value }, 503)).retryAfterMs).toBe(expected)
  })

  test.for([
    ['a page', answerOf('<html>', {}, 502), true],
    ["a page's head", answerOf('', { 'content-type': 'text/html' }, 502), true],
    ['a success without a word', answerOf('', {}, 204), true],
    ['a 404 without a word', answerOf('', {}, 404), true],
    ['nothing at all', answerOf('', {}, 403), undefined],
    ['a page of a server that says it is OSS', answerOf('<html>', { server: 'AliyunOSS' }, 502), undefined],
    ['a request ID', answerOf('<html>', { 'x-oss-request-id': 'R' }, 502), undefined],
    ['a code', answerOf(xml, {}, 403), undefined],
  ] as const)('of %s is not from OSS: %s', ([, answer, expected]) => {
    expect(ossFactsOf(answer).foreign).toBe(expected)
  })
})

test('a 200 with an error in its body is an error', () => {
  expect(hasErrorBody(answerOf('<?xml version="1.0"?>\n<Error><Code>X</Code></Error>'))).toBe(true)
  expect(hasErrorBody(answerOf('\uFEFF\n<!-- a --><Error a="b"/>'))).toBe(true)
  expect(hasErrorBody(answerOf('<Error>', {}, 500))).toBe(false)
  expect(hasErrorBody(answerOf('<CompleteMultipartUploadResult>'))).toBe(false)
})
