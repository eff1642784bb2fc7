/** Answers are read in the same way however their bytes arrive, and what HTTP does not allow is refused. */
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { AnswerHead } from '../../../src/adapters/wire/answer-head.ts'
import { createAnswerParser } from '../../../src/adapters/wire/answer-parser.ts'

interface Read {
  readonly head: AnswerHead | undefined
  readonly body: string
  /** `undefined`: the answer is not whole. */
  readonly isReusable: boolean | undefined
  readonly error: string | undefined
}

/** @returns what is read of bytes that come in pieces, after which the server ends the connection. */
function read(pieces: readonly Buffer[], isHead = false): Read {
  let head: AnswerHead | undefined
  let body = ''
  let isReusable: boolean | undefined
  const parser = createAnswerParser({
    onHead(begun) {
      head = begun
    },
    onBody(bytes) {
      body += bytes.toString('latin1')
    },
    onEnd(reusable) {
      isReusable = reusable
    },
  })
  parser.expect(isHead)
  let error: string | undefined
  try {
    for (const piece of pieces) {
      // The memory of a connection is used again for the next bytes.
      const memory = Buffer.from(piece)
      parser.push(memory)
      memory.fill('!')
    }
    if (parser.isExpecting) parser.finish()
  } catch (thrown) {
    error = (thrown as NodeJS.ErrnoException).code
  }
  return { head: head === undefined ? undefined : { ...head, headers: { ...head.headers } }, body, isReusable, error }
}

function inPieces(bytes: Buffer, cuts: readonly number[]): readonly Buffer[] {
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1))), bytes.length].sort((one, other) => one - other)
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
}

function byteByByte(bytes: Buffer): readonly Buffer[] {
  return [...bytes].map((byte) => Buffer.from([byte]))
}

const OK = 'HTTP/1.1 200 OK\r\n'

describe('every cut of an answer gives the same', () => {
  const texts = [
    `${OK}content-length: 5\r\netag: "A"\r\n\r\nhello`,
    `${OK}Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n02;x="y"\r\nlo\r\n0\r\nx: y\r\n\r\n`,
    `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n${OK}content-length: 5\r\n\r\nhello`,
    `${OK}\r\nhello`,
    `HTTP/1.0 200 OK\r\nconnection: keep-alive\r\ncontent-length: 5\r\n\r\nhello`,
  ]
  test.each(texts)('%j', (text) => {
    const bytes = Buffer.from(text, 'latin1')
    const whole = read([bytes])
    expect(whole).toMatchObject({ head: { status: 200 }, body: 'hello', error: undefined })
    for (let cut = 1; cut < bytes.length; cut += 1)
      expect(read([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(whole)
    expect(read(byteByByte(bytes))).toEqual(whole)
  })
})

test('any bytes are read or refused in the same way, however they are cut', () => {
  const part = fc.constantFrom(
    ...[
      'HTTP/1.1 200 OK',
      'HTTP/1.1 204 ',
      'HTTP/1.0 403 No',
      'HTTP/1.1 101 Switching',
      'HTTP/1.1 100 Continue',
      'http',
    ],
    ...[
      'content-length: 5',
      'Content-Length: 6',
      'transfer-encoding: chunked',
      'connection: close',
      'x y: z',
      'a:\x00',
    ],
    ...[
      '\r\n',
      '\r\n\r\n',
      '\n',
      '\n\n',
      '\r',
      '\r\r',
      '5',
      '5\n',
      '0\n',
      '0',
      '5\r\nhello',
      'hello',
      ' ',
      '\t',
      ';',
      ':',
      'ffffffffffffff',
      '\xff',
    ],
  )
  const text = fc.array(fc.oneof({ weight: 5, arbitrary: part }, fc.string({ unit: 'binary', maxLength: 3 })), {
    maxLength: 14,
  })
  fc.assert(
    fc.property(
      fc.boolean(),
      text,
      fc.array(fc.nat(), { maxLength: 6 }),
      fc.boolean(),
      (isHttp, parts, cuts, isHead) => {
        const bytes = Buffer.from((isHttp ? OK : '') + parts.join(''), 'latin1')
        const whole = read([bytes], isHead)
        const { isReusable, ...rest } = read(inPieces(bytes, cuts), isHead)
        const bytewise = read(byteByByte(bytes), isHead)
        const { isReusable: _, ...known } = whole
        // An answer that failed may have had its first bytes handed on.
        if (whole.error === undefined) expect([rest, bytewise.body]).toEqual([known, whole.body])
        expect([rest.error, bytewise.error]).toEqual([whole.error, whole.error])
        // What comes after the answer in the same piece is known at once, and otherwise later.
        if (whole.isReusable === true) expect(isReusable).toBe(true)
      },
    ),
    { numRuns: 2000 },
  )
})

describe('is refused', () => {
  test.for([
    ['what is not HTTP', 'SSH-2.0-OpenSSH\r\n', 'HPE_INVALID_CONSTANT'],
    ['another version', 'HTTP/2.0 200 OK\r\n\r\n', 'HPE_INVALID_CONSTANT'],
    ['a status that is not a number', 'HTTP/1.1 2x0 OK\r\n\r\n', 'HPE_INVALID_CONSTANT'],
    ['a status of four digits', 'HTTP/1.1 2000 OK\r\n\r\n', 'HPE_INVALID_CONSTANT'],
    ['a head without an end', `${OK}x: ${'y'.repeat(20_000)}`, 'HPE_HEADER_OVERFLOW'],
    ['a head that is too large', `${OK}x: ${'y'.repeat(20_000)}\r\n\r\n`, 'HPE_HEADER_OVERFLOW'],
    ['a space before the colon', `${OK}content-length : 5\r\n\r\nhello`, 'HPE_INVALID_HEADER_TOKEN'],
    ['a header in two lines', `${OK}x: y\r\n z\r\ncontent-length: 0\r\n\r\n`, 'HPE_INVALID_HEADER_TOKEN'],
    ['a line that ends without CR', `${OK}x: y\ncontent-length: 0\r\n\r\n`, 'HPE_INVALID_HEADER_TOKEN'],
    ['a control character', `${OK}x: y\0\r\ncontent-length: 0\r\n\r\n`, 'HPE_INVALID_HEADER_TOKEN'],
    ['a header without a name', `${OK}: y\r\ncontent-length: 0\r\n\r\n`, 'HPE_INVALID_HEADER_TOKEN'],
    ['two lengths', `${OK}content-length: 5\r\ncontent-length: 6\r\n\r\nhello`, 'HPE_UNEXPECTED_CONTENT_LENGTH'],
    ['a list of lengths', `${OK}content-length: 5, 5\r\n\r\nhello`, 'HPE_INVALID_CONTENT_LENGTH'],
    ['a negative length', `${OK}content-length: -5\r\n\r\nhello`, 'HPE_INVALID_CONTENT_LENGTH'],
    ['a length in hex', `${OK}content-length: 0x5\r\n\r\nhello`, 'HPE_INVALID_CONTENT_LENGTH'],
    ['a length with a sign', `${OK}content-length: +5\r\n\r\nhello`, 'HPE_INVALID_CONTENT_LENGTH'],
    ['an enormous length', `${OK}content-length: ${'9'.repeat(30)}\r\n\r\n`, 'HPE_INVALID_CONTENT_LENGTH'],
    [
      'a length and chunks',
      `${OK}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      'HPE_UNEXPECTED_CONTENT_LENGTH',
    ],
    ['another coding', `${OK}transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n`, 'HPE_INVALID_TRANSFER_ENCODING'],
    ['a chunk without a size', `${OK}transfer-encoding: chunked\r\n\r\n\r\n\r\n`, 'HPE_INVALID_CHUNK_SIZE'],
    ['a chunk of negative size', `${OK}transfer-encoding: chunked\r\n\r\n-1\r\n\r\n`, 'HPE_INVALID_CHUNK_SIZE'],
    ['an enormous chunk', `${OK}transfer-encoding: chunked\r\n\r\n${'f'.repeat(16)}\r\n`, 'HPE_INVALID_CHUNK_SIZE'],
    ['a chunk longer than its size', `${OK}transfer-encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n`, 'HPE_STRICT'],
    [
      'an extension without an end',
      `${OK}transfer-encoding: chunked\r\n\r\n1;${'x'.repeat(2000)}`,
      'HPE_HEADER_OVERFLOW',
    ],
    [
      'trailers without an end',
      `${OK}transfer-encoding: chunked\r\n\r\n0\r\n${'x: y\r\n'.repeat(5000)}`,
      'HPE_HEADER_OVERFLOW',
    ],
    ['a change of protocol', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\n\r\n', 'EPROTO'],
    ['an end before the answer', '', 'ECONNRESET'],
    ['an end after a provisional answer', 'HTTP/1.1 100 Continue\r\n\r\n', 'ECONNRESET'],
    ['an end in the head', `${OK}content-len`, 'ECONNRESET'],
    ['an end in the body', `${OK}content-length: 5\r\n\r\nhell`, 'ECONNRESET'],
    ['an end in a chunk', `${OK}transfer-encoding: chunked\r\n\r\n5\r\nhel`, 'ECONNRESET'],
    ['an end before the last chunk', `${OK}transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n`, 'ECONNRESET'],
    ['an end before the end of the trailers', `${OK}transfer-encoding: chunked\r\n\r\n0\r\n`, 'ECONNRESET'],
  ] as const)('%s', ([, text, code]) => {
    const bytes = Buffer.from(text, 'latin1')
    expect(read([bytes])).toMatchObject({ isReusable: undefined, error: code })
    expect(read(byteByByte(bytes))).toMatchObject({ isReusable: undefined, error: code })
  })
})

describe('nothing more is waited for', () => {
  const CHUNKED = `${OK}transfer-encoding: chunked\r\n\r\n`
  test.for([
    ['a banner of SSH', 'S', 'HPE_INVALID_CONSTANT'],
    ['a banner of SMTP', '2', 'HPE_INVALID_CONSTANT'],
    ['an alert of TLS', '\x15', 'HPE_INVALID_CONSTANT'],
    ['the settings of HTTP/2', '\0', 'HPE_INVALID_CONSTANT'],
    ['the preface of HTTP/2', 'P', 'HPE_INVALID_CONSTANT'],
    ['another version of HTTP', 'HTTP/2', 'HPE_INVALID_CONSTANT'],
    ['a page without a head', '<', 'HPE_INVALID_CONSTANT'],
    ['an empty line', '\r\n', 'HPE_INVALID_CONSTANT'],
    ['a status line that is none', 'HTTP/1.1 OK\r\n', 'HPE_INVALID_CONSTANT'],
    ['lines that end with LF', 'HTTP/1.1 200 OK\n', 'HPE_INVALID_CONSTANT'],
    ['lines that end with CR', 'HTTP/1.1 200 OK\rS', 'HPE_INVALID_CONSTANT'],
    ['headers that end with LF', `${OK}x: y\n`, 'HPE_INVALID_HEADER_TOKEN'],
    ['headers that end with CR', `${OK}x: y\ra`, 'HPE_INVALID_HEADER_TOKEN'],
    ['a head that ends with LF', `${OK}content-length: 5\r\n\n`, 'HPE_INVALID_HEADER_TOKEN'],
    ['a control character', `${OK}x: \x07`, 'HPE_INVALID_HEADER_TOKEN'],
    ['a provisional answer, then LF', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\n', 'HPE_INVALID_CONSTANT'],
    ['chunks that are none', `${CHUNKED}<`, 'HPE_INVALID_CHUNK_SIZE'],
    ['a size of a chunk that ends with LF', `${CHUNKED}5\n`, 'HPE_INVALID_CHUNK_SIZE'],
    ['a chunk that ends with LF', `${CHUNKED}5\r\nhello\n`, 'HPE_STRICT'],
    ['chunks that end with LF', `${CHUNKED}0\r\n\n`, 'HPE_INVALID_HEADER_TOKEN'],
    ['trailers that end with LF', `${CHUNKED}0\r\nx: y\n`, 'HPE_INVALID_HEADER_TOKEN'],
  ] as const)('after %s', ([, text, code]) => {
    const parser = createAnswerParser({ onHead() {}, onBody() {}, onEnd() {} })
    parser.expect(false)
    expect(() => parser.push(Buffer.from(text.slice(0, -1), 'latin1'))).not.toThrow()
    expect(() => parser.push(Buffer.from(text.slice(-1), 'latin1'))).toThrow(expect.objectContaining({ code }))
  })
})

test.for([
  ['an answer to HEAD', true, `${OK}content-length: 5\r\n\r\n`],
  ['204', false, 'HTTP/1.1 204 No Content\r\ncontent-length: 5\r\n\r\n'],
  ['304', false, 'HTTP/1.1 304 Not Modified\r\ntransfer-encoding: chunked\r\n\r\n'],
] as const)('%s has no body, whatever its headers say', ([, isHead, text]) => {
  expect(read([Buffer.from(text)], isHead)).toMatchObject({ body: '', isReusable: true, error: undefined })
  expect(read([Buffer.from(`${text}hello`)], isHead)).toMatchObject({ body: '', isReusable: false, error: undefined })
})

test.for([
  [`${OK}content-length: 0\r\n\r\n`, true],
  [`${OK}connection: close\r\ncontent-length: 0\r\n\r\n`, false],
  [`${OK}Connection: x, Close\r\ncontent-length: 0\r\n\r\n`, false],
  [`${OK}proxy-connection: close\r\ncontent-length: 0\r\n\r\n`, false],
  ['HTTP/1.0 200 OK\r\ncontent-length: 0\r\n\r\n', false],
  ['HTTP/1.0 200 OK\r\nconnection: Keep-Alive\r\ncontent-length: 0\r\n\r\n', true],
  [`${OK}\r\n`, false],
  [`${OK}content-length: 0\r\n\r\nHTTP/1.1 200 OK\r\n`, false],
] as const)('whether a connection may be used after %j: %s', ([text, isReusable]) => {
  expect(read([Buffer.from(text)])).toMatchObject({ isReusable, error: undefined })
})

test('headers have the values that Node gives them', () => {
  const lines = [
    'ETag: "A"',
    'etag: "B"',
    'X-Oss-Meta-A: \t one \t',
    'x-oss-meta-a: two',
    'x-empty:',
    'Server:AliyunOSS',
  ]
  const text = `${OK}${lines.join('\r\n')}\r\n__proto__: z\r\ncontent-length: 0\r\n\r\n`
  expect(read([Buffer.from(text)]).head?.headers).toEqual({
    ...{ etag: '"A"', 'x-oss-meta-a': 'one, two', 'x-empty': '', server: 'AliyunOSS', 'content-length': '0' },
    ['__proto__']: 'z',
  })
})

describe("what Node's own server sends", () => {
  const servers: { close(): unknown }[] = []
  afterEach(() => void servers.splice(0).map((server) => server.close()))

  /** @returns all bytes that the server sends for one request. */
  async function bytesOf(answer: (response: ServerResponse) => void, method: string): Promise<Buffer> {
    const server = createServer((_, response) => answer(response)).listen(0, '127.0.0.1')
    servers.push(server)
    await once(server, 'listening')
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    socket.write(`${method} / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`)
    return Buffer.concat(await socket.toArray())
  }

  test('is read as it was meant', async () => {
    const name = fc.stringMatching(/^x-[a-z0-9-]{1,8}$/)
    const value = fc.stringMatching(/^[!-~\u00a1-\u00ff]([ -~\u00a1-\u00ff]{0,10}[!-~])?$/)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(200, 204, 206, 304, 403, 404, 503),
        fc.dictionary(name, value, { maxKeys: 5, noNullPrototype: true }),
        fc.array(fc.string({ minLength: 1 }), { maxLength: 4 }),
        fc.constantFrom('GET', 'HEAD'),
        fc.boolean(),
        async (status, headers, pieces, method, isSized) => {
          const body = pieces.join('')
          const bytes = await bytesOf((response) => {
            const length = isSized ? { 'content-length': Buffer.byteLength(body) } : {}
            response.writeHead(status, { ...headers, ...length })
            // With text Node would write the head, too, as UTF-8.
            for (const piece of pieces) response.write(Buffer.from(piece))
            response.end()
          }, method)
          const isEmpty = method === 'HEAD' || status === 204 || status === 304
          const found = read(byteByByte(bytes), method === 'HEAD')
          expect(found).toMatchObject({ head: { status, headers }, isReusable: false, error: undefined })
          expect(Buffer.from(found.body, 'latin1').toString()).toBe(isEmpty ? '' : body)
        },
      ),
      { numRuns: 60 },
    )
  })
})
