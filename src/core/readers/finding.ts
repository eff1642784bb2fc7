/** What a reader's answer says about a published object. Pure. */

import { parseCrc64 } from '../bytes/crc64.ts'
import { type ContentSample, WHOLE_SIZE_BYTES } from '../bytes/sample.ts'
import { isCertificateProblem } from '../errors/causes/connection-codes.ts'
import { singleLine } from '../text/text.ts'
import type { RedirectRefusal } from './redirect.ts'

/** An object as readers must get it. */
export interface ReadableObject {
  readonly key: string
  readonly sizeBytes: number
  readonly crc64: bigint
  /** Undefined if its bytes were not read in this attempt. */
  readonly sample: ContentSample | undefined
  readonly contentType: string
}

export type Finding =
  | { readonly kind: 'right' }
  /** 401 or 403. */
  | { readonly kind: 'refused'; readonly status: number; readonly cache: string }
  | { readonly kind: 'missing'; readonly status: number; readonly cache: string }
  | { readonly kind: 'other-bytes'; readonly cache: string }
  /** A page for people, such as of a login, in place of the file. */
  | { readonly kind: 'page'; readonly status: number }
  | { readonly kind: 'redirect'; readonly status: number; readonly host: string; readonly reason: RedirectRefusal }
  | { readonly kind: 'status'; readonly status: number; readonly cache: string }
  | { readonly kind: 'certificate'; readonly code: string }
  | { readonly kind: 'unreachable'; readonly code: string }

/** What a reader gets. The body itself is not kept. */
interface Answer {
  readonly kind: 'answer'
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** How much of the body was read, and whether that is all of it. */
  readonly readBytes: number
  readonly isWhole: boolean
  /** SHA-256 (lower-case hex) and CRC64 of what was read. */
  readonly sha256: string
  readonly crc64: bigint
}

type Unanswered =
  /** A redirect that a reader's client might follow, and this one does not. */
  | { readonly kind: 'redirect'; readonly status: number; readonly host: string; readonly reason: RedirectRefusal }
  /** No answer; `code` is Node's. */
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }

export type ReaderAnswer = Answer | Unanswered

const RIGHT = { kind: 'right' } as const

/** @returns the finding for no answer, or for a redirect that is not followed. */
export function judgeUnanswered(answer: Unanswered): Finding {
  if (answer.kind === 'redirect') return answer
  return isCertificateProblem(answer.code)
    ? { kind: 'certificate', code: answer.code }
    : { kind: 'unreachable', code: answer.code }
}

/**
 * @returns what status and headers say about the object; undefined if only its bytes can tell. OSS's CRC64 of the whole object is in answers
 *   to HEAD and to ranges alike.
 */
export function judgeHead(object: ReadableObject, answer: Answer): Finding | undefined {
  const refused = judgeStatus(object, answer)
  if (refused !== undefined) return refused
  const { headers } = answer
  const sizeBytes = toldSizeBytes(answer)
  if (sizeBytes !== undefined && sizeBytes !== object.sizeBytes) return otherBytes(answer)
  const crc64 = parseCrc64(headers['x-oss-hash-crc64ecma'] ?? '')
  if (crc64 === undefined) return undefined
  return crc64 === object.crc64 ? RIGHT : otherBytes(answer)
}

/** @returns what the whole body says. */
export function judgeWhole(object: ReadableObject, answer: Answer): Finding {
  const refused = judgeStatus(object, answer)
  if (refused !== undefined) return refused
  const { sample } = object
  const isSame =
    answer.isWhole &&
    answer.readBytes === object.sizeBytes &&
    answer.crc64 === object.crc64 &&
    (sample?.kind !== 'whole' || sample.sha256 === answer.sha256)
  return isSame ? RIGHT : otherBytes(answer)
}

/**
 * @param sha256 what the bytes of the range must have
 * @returns what one edge says; `whole-needed` if a server that ignores ranges sent another one
 */
export function judgeEdge(
  object: ReadableObject,
  answer: Answer,
  edge: { readonly startBytes: number; readonly sha256: string },
): Finding | 'whole-needed' {
  const refused = judgeStatus(object, answer)
  if (refused !== undefined) return refused
  if (answer.status === 200 && edge.startBytes > 0) return 'whole-needed'
  const sizeBytes = toldSizeBytes(answer)
  if (sizeBytes !== undefined && sizeBytes !== object.sizeBytes) return otherBytes(answer)
  return answer.sha256 === edge.sha256 ? RIGHT : otherBytes(answer)
}

/** @returns whether an object is read whole rather than by its edges. */
export function isReadWhole({ sizeBytes, sample }: ReadableObject): boolean {
  return sizeBytes <= WHOLE_SIZE_BYTES || sample?.kind !== 'edges'
}

function judgeStatus(object: ReadableObject, answer: Answer): Finding | undefined {
  const { status } = answer
  const cache = describeCache(answer.headers)
  if (status === 401 || status === 403) return { kind: 'refused', status, cache }
  if (status === 404 || status === 410) return { kind: 'missing', status, cache }
  const isPage = /^text\/html\b/i.test(answer.headers['content-type'] ?? '') && !/html/i.test(object.contentType)
  if (isPage && answer.headers['x-oss-hash-crc64ecma'] === undefined) return { kind: 'page', status }
  return status === 200 || status === 206 ? undefined : { kind: 'status', status, cache }
}

function otherBytes({ headers }: Answer): Finding {
  return { kind: 'other-bytes', cache: describeCache(headers) }
}

/** @returns the size of the whole object as the answer has it; undefined where it has none, or another encoding. */
function toldSizeBytes({ status, headers }: Answer): number | undefined {
  if (headers['content-encoding'] !== undefined) return undefined
  const text = status === 206 ? /\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1] : headers['content-length']
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
}

const CACHE_HEADERS = ['age', 'x-cache', 'x-swift-cachetime', 'cf-cache-status', 'cache-control', 'last-modified']
const HEADER_NAMES: Readonly<Record<string, string>> = {
  age: 'Age',
  'x-cache': 'X-Cache',
  'x-swift-cachetime': 'X-Swift-CacheTime',
  'cf-cache-status': 'CF-Cache-Status',
  'cache-control': 'Cache-Control',
  'last-modified': 'Last-Modified',
}

/** @returns the headers of a cache; empty if there are none. */
function describeCache(headers: Readonly<Record<string, string>>): string {
  return CACHE_HEADERS.flatMap((name) => {
    const value = headers[name]
    return value === undefined ? [] : [`${HEADER_NAMES[name]}: ${singleLine(value, 80)}`]
  }).join(', ')
}
