/** The head of an HTTP/1 answer. A server is not trusted: what RFC 9112 does not allow is refused, since each reader would understand it differently. */
import { ConnectionError } from '../http/connection-error.ts'

/** By name in lower case; each character of a value is one byte. Of values that come twice the first counts, or all, separated by commas. */
export type AnswerFields = Readonly<Record<string, string>>

export interface AnswerHead {
  readonly status: number
  readonly headers: AnswerFields
}

/** How the end of an answer's body is found. */
type Framing =
  | { readonly kind: 'sized'; readonly sizeBytes: number }
  | { readonly kind: 'chunked' }
  /** The body ends with the connection. */
  | { readonly kind: 'until-close' }

const NEW_LINE = '\r\n'
const START = 'HTTP/1.'
const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
/** Control characters, and line ends that are not whole. */
const STRAY = /[^\t\r\n\x20-\x7e\x80-\xff]|\r(?!\n)|(?<!\r)\n/
/** Headers of which a second value is ignored. */
const SINGLE = new Set(['content-type', 'etag', 'last-modified', 'location', 'retry-after', 'server'])
/** Names that OSS sends with nearly every answer, and servers like it in other letters: they need not be examined. */
const USUAL: ReadonlyMap<string, string> = new Map(
  ['Server', 'Date', 'Content-Length', 'Content-MD5', 'Connection', 'Keep-Alive', 'ETag', 'x-oss-request-id']
    .concat('x-oss-hash-crc64ecma', 'x-oss-server-time', 'x-oss-version-id', 'Content-Type', 'Transfer-Encoding')
    .flatMap((name): [string, string][] => [
      [name, name.toLowerCase()],
      [name.toLowerCase(), name.toLowerCase()],
    ]),
)

/**
 * @param text the head without the empty line at its end; each character is one byte
 * @returns status and headers, and whether the server keeps the connection by default. Throws a ConnectionError of the code `HPE_…`, as Node's own client does.
 */
export function readHead(text: string): AnswerHead & { readonly isPersistent: boolean } {
  let end = lineEnd(text, 0)
  const [, minor, status] = STATUS_LINE.exec(text.slice(0, end)) ?? []
  if (status === undefined) throw notStatusLine()
  checkLines(text)
  const headers: Record<string, string> = Object.create(null)
  while (end < text.length) {
    const start = end + NEW_LINE.length
    end = lineEnd(text, start)
    const colon = text.indexOf(':', start)
    if (colon < 0 || colon > end) throw malformed()
    const given = text.slice(start, colon)
    addHeader(headers, {
      name: USUAL.get(given) ?? readName(given),
      value: trimmed(text, { from: colon + 1, to: end }),
    })
  }
  const connection = headers.connection?.toLowerCase() ?? ''
  const isPersistent = minor === '1' ? !connection.includes('close') : connection.includes('keep-alive')
  return {
    status: Number(status),
    headers,
    isPersistent: isPersistent && !/close/i.test(headers['proxy-connection'] ?? ''),
  }
}

/**
 * Throws like `readHead` if this cannot be the begin of a head, whatever follows: what is not HTTP, or ends its lines otherwise, may never have the end of a
 * head.
 * @param text without a CR at its end, of which nobody knows yet what follows
 */
export function checkBegunHead(text: string): void {
  const end = text.indexOf(NEW_LINE)
  const isStatusLine = end < 0 ? !STRAY.test(text) : STATUS_LINE.test(text.slice(0, end))
  if (!isStatusLine || !START.startsWith(text.slice(0, START.length))) throw notStatusLine()
  checkLines(text)
}

/** Throws if there is a control character, or the end of a line that is not whole. */
export function checkLines(text: string): void {
  if (STRAY.test(text)) throw malformed()
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf(NEW_LINE, start)
  return end < 0 ? text.length : end
}

function readName(given: string): string {
  if (!NAME.test(given)) throw malformed()
  return given.toLowerCase()
}

function notStatusLine(): ConnectionError {
  return notHttp('INVALID_CONSTANT', 'it does not begin with a status line of HTTP/1')
}

function malformed(): ConnectionError {
  return notHttp('INVALID_HEADER_TOKEN', 'a header is malformed')
}

function addHeader(
  headers: Record<string, string>,
  { name, value }: { readonly name: string; readonly value: string },
): void {
  const known = headers[name]
  if (known === undefined) headers[name] = value
  else if (name === 'content-length') throw notHttp('UNEXPECTED_CONTENT_LENGTH', 'it has two lengths')
  else if (!SINGLE.has(name)) headers[name] = `${known}, ${value}`
}

/** @returns the text without the spaces and tabs around it; `trim` removes more. */
function trimmed(text: string, { from, to }: { readonly from: number; readonly to: number }): string {
  let start = from
  let end = to
  while (start < end && isSpace(text.charCodeAt(start))) start += 1
  while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1
  return text.slice(start, end)
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09
}

/**
 * @param isHead whether it is the answer to a HEAD request, which has no body
 * @returns the framing of the body. Source: https://www.rfc-editor.org/rfc/rfc9112#name-message-body-length. Throws like `readHead`.
 */
export function framingOf({ status, headers }: AnswerHead, isHead: boolean): Framing {
  const length = headers['content-length']
  const coding = headers['transfer-encoding']
  if (length !== undefined && !/^\d{1,15}$/.test(length))
    throw notHttp('INVALID_CONTENT_LENGTH', 'its length is not a number')
  if (coding !== undefined && coding.toLowerCase() !== 'chunked')
    throw notHttp('INVALID_TRANSFER_ENCODING', 'its transfer coding is unknown')
  if (length !== undefined && coding !== undefined)
    throw notHttp('UNEXPECTED_CONTENT_LENGTH', 'it has a length and a transfer coding')
  if (isHead || status === 204 || status === 304) return { kind: 'sized', sizeBytes: 0 }
  if (coding !== undefined) return { kind: 'chunked' }
  return length === undefined ? { kind: 'until-close' } : { kind: 'sized', sizeBytes: Number(length) }
}

/** @returns the error of an answer that is not HTTP. @param code the rest of the code after `HPE_` */
export function notHttp(code: string, why: string): ConnectionError {
  return new ConnectionError(`HPE_${code}`, `the answer cannot be read: ${why}`)
}
