import type { IncomingMessage } from 'node:http'
import { OssError } from './errors.ts'

/** A query parameter as it was sent; `value` is undefined where there was no `=`. Both are decoded. */
export interface QueryParameter {
  readonly name: string
  readonly value: string | undefined
}

/** The head of a request, with everything decoded once. */
export interface RequestHead {
  readonly method: string
  /** Host header without its port, lower case. */
  readonly hostName: string
  readonly host: string
  /** Path as sent, still percent-encoded, without the query. */
  readonly rawPath: string
  readonly query: readonly QueryParameter[]
  /** Lower-case names; values are the bytes on the wire read as latin1. */
  readonly headers: Readonly<Record<string, string>>
}

/** The head of a node:http request. */
export function readHead(incoming: IncomingMessage): RequestHead {
  const url = (incoming.url ?? '/').replace(/^https?:\/\/[^/?]+/, '')
  const questionMark = url.indexOf('?')
  const rawPath = questionMark < 0 ? url : url.slice(0, questionMark)
  const host = incoming.headers.host ?? ''
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value
  }
  return {
    method: incoming.method ?? 'GET',
    host,
    hostName: host.replace(/:\d+$/, '').toLowerCase(),
    rawPath: rawPath === '' ? '/' : rawPath,
    query: questionMark < 0 ? [] : parseQuery(url.slice(questionMark + 1)),
    headers,
  }
}

function parseQuery(text: string): readonly QueryParameter[] {
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=')
      if (equals < 0) return { name: decodeQuery(pair), value: undefined }
      return { name: decodeQuery(pair.slice(0, equals)), value: decodeQuery(pair.slice(equals + 1)) }
    })
}

function decodeQuery(text: string): string {
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}

/** Percent-decoded text; throws 400 InvalidURI where that is not UTF-8. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new OssError({
      status: 400,
      code: 'InvalidURI',
      message: "Couldn't parse the specified URI.",
      ec: '0017-00000901',
    })
  }
}

/** The value of a query parameter, `''` where it has none, undefined where it is not there. */
export function queryValue(head: RequestHead, name: string): string | undefined {
  const found = head.query.find((parameter) => parameter.name === name)
  return found === undefined ? undefined : (found.value ?? '')
}

/** Whether the query has that parameter, with or without a value. */
export function hasQuery(head: RequestHead, name: string): boolean {
  return head.query.some((parameter) => parameter.name === name)
}
