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

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
const NOT_IN_VALUE = /[^\t\x20-\x7e\x80-\xff]/
/** Headers of which a second value is ignored. */
const SINGLE = new Set(['content-type', 'etag', 'last-modified', 'location', 'retry-after', 'server'])

/**
 * @param text the head without the empty line at its end; each character is one byte
 * @returns status and headers, and whether the server keeps the connection by default. Throws a ConnectionError of the code `HPE_…`, as Node's own client does.
 */
export function readHead(text: string): AnswerHead & { readonly isPersistent: boolean } {
  const [first = '', ...lines] = text.split('\r\n')
  const [, minor, status] = STATUS_LINE.exec(first) ?? []
  if (status === undefined) throw notHttp('INVALID_CONSTANT', 'it does not begin with a status line of HTTP/1')
  const headers: Record<string, string> = Object.create(null)
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(0, colon)).toLowerCase()
    const value = line.slice(colon + 1)
    if (!NAME.test(name) || NOT_IN_VALUE.test(value)) throw notHttp('INVALID_HEADER_TOKEN', 'a header is malformed')
    addHeader(headers, name, trimmed(value))
  }
  const connection = `${headers.connection ?? ''},${headers['proxy-connection'] ?? ''}`.toLowerCase()
  const isPersistent = minor === '1' ? !connection.includes('close') : connection.includes('keep-alive')
  return { status: Number(status), headers, isPersistent }
}

function addHeader(headers: Record<string, string>, name: string, value: string): void {
  const known = headers[name]
  if (known === undefined) headers[name] = value
  else if (name === 'content-length') throw notHttp('UNEXPECTED_CONTENT_LENGTH', 'it has two lengths')
  else if (!SINGLE.has(name)) headers[name] = `${known}, ${value}`
}

/** Only spaces and tabs surround a value; `trim` removes more. */
function trimmed(value: string): string {
  let start = 0
  let end = value.length
  while (start < end && isSpace(value.charCodeAt(start))) start += 1
  while (end > start && isSpace(value.charCodeAt(end - 1))) end -= 1
  return value.slice(start, end)
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
