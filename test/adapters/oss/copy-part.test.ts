/** How a part is copied: what names the source, and which answers count. */
import { describe, expect, test } from 'vitest'
import { asActionError, faultOf } from '../../../src/core/errors/errors.ts'
import { type ScriptedAnswer, scriptedStore } from './scripted-store.ts'

const MARK = { 'x-oss-request-id': '5C3D9175B6FC201293AD****' }
const MD5 = 'A'.repeat(32)
const RESULT = `<?xml version="1.0"?>\n<CopyPartResult><ETag>"${MD5}"</ETag></CopyPartResult>`

/** @returns what the store makes of this answer, and the headers that were sent. */
async function copied({ status = 200, headers = MARK, body = RESULT }: Partial<ScriptedAnswer>, fromKey = 'from') {
  let sent: Readonly<Record<string, string>> = {}
  const store = scriptedStore((_, asked) => {
    sent = asked
    return { status, headers, body }
  })
  const from = { fromKey, etag: 'E-2', startBytes: 100, endBytes: 200 }
  const signal = new AbortController().signal
  const part = await store
    .copyPart({ key: 'to', uploadId: 'U', number: 1, from, signal })
    .catch((error: unknown) => error)
  return { part, sent }
}

describe('the source', () => {
  test.each([
    ['a?versionId=1', 'a%3FversionId%3D1'],
    ['100%25.bin', '100%2525.bin'],
    ['größe 文件.zip', 'gr%C3%B6%C3%9Fe%20%E6%96%87%E4%BB%B6.zip'],
    ['x/../../other/key', 'x%2F..%2F..%2Fother%2Fkey'],
    ['a\r\nx-oss-object-acl: public-read', 'a%0D%0Ax-oss-object-acl%3A%20public-read'],
  ])('%j is named in its own bucket, and names nothing else', async (key, encoded) => {
    expect((await copied({}, key)).sent['x-oss-copy-source']).toBe(`/bucket/${encoded}`)
  })

  test('has to be the object that was meant, and gives the range alone', async () => {
    const { sent } = await copied({})
    expect([sent['x-oss-copy-source-if-match'], sent['x-oss-copy-source-range']]).toEqual(['"E-2"', 'bytes=100-199'])
  })
})

describe('an answer', () => {
  test.each<readonly [string, Partial<ScriptedAnswer>, string]>([
    ['in the body', {}, MD5],
    [
      'in a header alone, quoted',
      { headers: { ...MARK, etag: `"${MD5}"` }, body: '<CopyPartResult></CopyPartResult>' },
      MD5,
    ],
    ['in lower case', { body: RESULT.replace(MD5, MD5.toLowerCase()) }, MD5.toLowerCase()],
    ['of another form', { body: RESULT.replace(MD5, 'abc-1') }, 'abc-1'],
    ['behind a byte order mark', { body: `\uFEFF${RESULT}` }, MD5],
    ['with entities', { body: RESULT.replaceAll('"', '&quot;') }, MD5],
    ['with decimal entities', { body: RESULT.replace(/"A/, '&#34;A').replace('A"', 'A&#34;') }, MD5],
    ['with hexadecimal entities', { body: RESULT.replace(/"A/, '&#x22;A').replace('A"', 'A&#x22;') }, MD5],
    ['beside a header with that of the document', { headers: { ...MARK, etag: 'W/"2c-18b2d7"' } }, MD5],
    ['with an entity of an entity, which is text', { body: RESULT.replace(MD5, '&amp;#34;') }, '&#34;'],
  ])('tells its ETag %s', async (_, answer, etag) => {
    expect((await copied(answer)).part).toMatchObject({ etag, crc64: undefined })
  })

  test.each<readonly [string, Partial<ScriptedAnswer>]>([
    ['an error', { body: '<?xml version="1.0"?><Error><Code>InternalError</Code></Error>' }],
    ['no XML', { body: '<html><body>Welcome</body></html>', headers: { ...MARK, etag: `"${MD5}"` } }],
    ['nothing', { body: '', headers: { ...MARK, etag: `"${MD5}"` } }],
    ['another document', { body: `<CopyObjectResult><ETag>"${MD5}"</ETag></CopyObjectResult>` }],
    ['no ETag', { body: '<CopyPartResult><LastModified>x</LastModified></CopyPartResult>' }],
    ['an empty ETag', { body: '<CopyPartResult><ETag>""</ETag></CopyPartResult>' }],
    ['a torn document', { body: '<CopyPartResu' }],
  ])('200 with %s proves nothing, and may pass', async (_, answer) => {
    const { part } = await copied(answer)
    expect(part).toBeInstanceOf(Error)
    expect(['network', 'busy']).toContain(faultOf(part))
  })

  test('that refuses names the right that is needed', async () => {
    const body = '<Error><Code>AccessDenied</Code><Message>no</Message></Error>'
    const { part } = await copied({ status: 403, body })
    expect([faultOf(part), asActionError(part)?.remedy]).toEqual(['denied', expect.stringContaining('oss:GetObject')])
  })
})
