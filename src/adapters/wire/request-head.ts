/** The head of an HTTP/1.1 request. */
import type { ProxyServer } from '../http/proxy.ts'

interface RequestToWrite {
  readonly method: string
  /** Path and query, escaped. */
  readonly path: string
  /** Names are of any case; each character of a value is sent as one byte. */
  readonly headers: Readonly<Record<string, string | number>>
  /** Size of the body where no header says it. */
  readonly sizeBytes: number
}

const NOT_IN_PATH = /[^\x21-\x7e]/
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
const NOT_IN_VALUE = /[^\t\x20-\x7e\x80-\xff]/
/** Headers of the connection, which the writer sets itself. */
const OWN = new Set([
  'host',
  'accept-encoding',
  'connection',
  'proxy-authorization',
  'proxy-connection',
  'transfer-encoding',
])

/**
 * @param forwarder the proxy that gets the whole URL
 * @returns a function that writes heads for one server, with the empty line at their end. It throws if a path or a header has characters that would end it.
 */
export function createHeadWriter({
  host,
  forwarder,
}: {
  readonly host: string
  readonly forwarder: Pick<ProxyServer, 'authorization'> | undefined
}): (request: RequestToWrite) => string {
  const origin = forwarder === undefined ? '' : `http://${host}`
  const login = forwarder?.authorization === undefined ? '' : `proxy-authorization: ${forwarder.authorization}\r\n`
  const toProxy = forwarder === undefined ? '' : `proxy-connection: keep-alive\r\n${login}`
  const always = `host: ${host}\r\naccept-encoding: identity\r\nconnection: keep-alive\r\n${toProxy}`

  /** In lower case, by the names as they are given: requests have the same ones again and again. */
  const names = new Map<string, string>()
  const nameOf = (given: string) => {
    const name = given.toLowerCase()
    if (!NAME.test(name)) throw new Error('the name of a header has characters that HTTP does not allow')
    names.set(given, name)
    return name
  }

  return ({ method, path, headers, sizeBytes }) => {
    if (NOT_IN_PATH.test(path)) throw new Error('the path of a request has characters that are not escaped')
    let head = `${method} ${origin}${path} HTTP/1.1\r\n${always}`
    let values = ''
    let isSized = method === 'GET' || method === 'HEAD'
    for (const given in headers) {
      const name = names.get(given) ?? nameOf(given)
      if (OWN.has(name)) continue
      const value = headers[given]
      values += value
      head += `${name}: ${value}\r\n`
      if (name === 'content-length') isSized = true
    }
    if (NOT_IN_VALUE.test(values)) throw new Error('a header has characters that HTTP does not allow')
    return isSized ? `${head}\r\n` : `${head}content-length: ${sizeBytes}\r\n\r\n`
  }
}
