/** Reads OSS's answers: values of successes, facts of refusals. Source: https://www.alibabacloud.com/help/en/oss/developer-reference/error-responses */

import { parseCrc64 } from '../../core/bytes/crc64.ts'
import type { ServiceFacts } from '../../core/errors/errors.ts'
import type { ListedPart } from '../../core/plan/reconcile.ts'
import { parseServerTime } from '../../core/text/server-time.ts'
import type { PartsPage, ReadObject, StoredObject, StoredPart } from '../../ports/objects.ts'
import type { Headers, ObjectFacts } from '../../ports.ts'
import type { ListResult } from './ali-oss-client.ts'
import type { Answer } from './transport.ts'

/** The root element of an operation's answer; an answer with another one is not from OSS. */
type ResultRoot =
  | 'InitiateMultipartUploadResult'
  | 'CompleteMultipartUploadResult'
  | 'CopyObjectResult'
  | 'CopyPartResult'
  | 'ListPartsResult'
  | 'AccessControlPolicy'
  | 'Tagging'

/**
 * A success counts only with OSS's own mark: a captive portal, a caching proxy or another server may answer anything with 200.
 * @param root the root element of this operation's answer; absent if it has no body
 * @returns ETag and CRC64, from headers or, for copies and Complete, from the body; undefined if the answer cannot be from OSS, which always
 *     returns an ETag
 */
export function storedPart(answer: Answer, root?: ResultRoot): StoredPart | undefined {
  // A lost body does not matter if the header has the CRC64.
  const hasLostBody = answer.data.length === 0 && headerOf(answer, 'x-oss-hash-crc64ecma') !== undefined
  if (root === undefined ? !hasMark(answer) : !hasRoot(answer, root) && !hasLostBody) return undefined
  // Only the body's is documented for an operation that answers with a document: the header may be that of the document.
  const told = root === undefined ? undefined : tagOf(answer.data.toString(), 'ETag')
  const etag = unquote(told ?? headerOf(answer, 'etag') ?? '')
  return etag === '' ? undefined : { etag, crc64: parseCrc64(headerOf(answer, 'x-oss-hash-crc64ecma') ?? '') }
}

/** @returns the result of `storedPart`, with the version. */
export function storedObject(answer: Answer, root?: ResultRoot): StoredObject | undefined {
  const stored = storedPart(answer, root)
  return stored === undefined ? undefined : { ...stored, versionId: headerOf(answer, 'x-oss-version-id') }
}

/** @returns the ACL in an answer to GetObjectAcl; undefined if the answer cannot be from OSS. */
export function grantOf(answer: Answer): string | undefined {
  return hasRoot(answer, 'AccessControlPolicy') ? tagOf(answer.data.toString(), 'Grant') : undefined
}

/** @returns the tags in an answer to GetObjectTagging, URL-encoded; undefined if the answer cannot be from OSS. */
export function tagsOf(answer: Answer): string | undefined {
  if (!hasRoot(answer, 'Tagging')) return undefined
  const tags = answer.data.toString().match(/<Tag>[\s\S]*?<\/Tag>/g) ?? []
  const pairs = tags.map((tag) =>
    [tagOf(tag, 'Key') ?? '', tagOf(tag, 'Value') ?? ''].map(encodeURIComponent).join('='),
  )
  return pairs.join('&')
}

/** @returns the upload ID in an answer to Initiate; undefined if the answer cannot be from OSS. */
export function uploadIdOf(answer: Answer): string | undefined {
  if (!hasRoot(answer, 'InitiateMultipartUploadResult')) return undefined
  return tagOf(answer.data.toString(), 'UploadId') || undefined
}

/** @returns whether an answer without a body is from OSS: it has one of OSS's headers, or its server name. */
export function hasMark({ headers }: Answer): boolean {
  if (/AliyunOSS/i.test(typeof headers.server === 'string' ? headers.server : '')) return true
  return Object.keys(headers).some((name) => name.startsWith('x-oss-'))
}

function hasRoot({ data }: Answer, root: ResultRoot | 'Error'): boolean {
  const start = /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(\w+)[\s/>]/
  return start.exec(data.subarray(0, 64 * 1024).toString())?.[1] === root
}

/** @returns the object's facts in an answer to HEAD; undefined if the answer cannot be from OSS. */
export function objectFacts(answer: Answer): ObjectFacts | undefined {
  const stored = storedObject(answer)
  const length = headerOf(answer, 'content-length')
  const sizeBytes = length === undefined ? undefined : Number(length)
  return stored === undefined ? undefined : { ...stored, sizeBytes, headers: textHeaders(answer) }
}

/** @returns an object of which all bytes came, or that it is the known one; undefined if the answer cannot be from OSS. */
export function readObjectOf(answer: Answer): ReadObject | undefined {
  if (answer.status === 304) return hasMark(answer) ? { kind: 'known' } : undefined
  const facts = objectFacts(answer)
  if (facts === undefined) return undefined
  const { data } = answer
  return (facts.sizeBytes ?? data.length) === data.length
    ? { kind: 'read', bytes: data, etag: facts.etag }
    : { kind: 'too-large' }
}

/** Node reads headers as Latin-1; metadata is sent as UTF-8. */
function textHeaders({ headers }: Answer): Headers {
  const pairs = Object.entries(headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, Buffer.from(value, 'latin1').toString()] as const] : [],
  )
  return Object.fromEntries(pairs)
}

/** @returns a page of ListParts; undefined if the answer cannot be from OSS. */
export function readListPage(
  answer: Answer,
  { parts, isTruncated, nextPartNumberMarker }: ListResult,
): PartsPage | undefined {
  const listed = listedParts(answer, parts)
  if (listed === undefined) return undefined
  if (textOf(isTruncated)?.toLowerCase() !== 'true') return { parts: listed, next: undefined }
  const last = Math.max(0, ...listed.map(({ number }) => number))
  const next = textOf(nextPartNumberMarker) ?? ''
  return { parts: listed, next: /^\d+$/.test(next) ? Number(next) : last }
}

/**
 * @param parts of one page as ali-oss parses them: a single part is not in a list, and all values are text
 * @returns the parts, without those that lack a number, size or ETag; undefined if the answer cannot be from OSS
 */
export function listedParts(answer: Answer, parts: unknown): readonly ListedPart[] | undefined {
  if (!hasRoot(answer, 'ListPartsResult')) return undefined
  return (Array.isArray(parts) ? parts : [parts]).flatMap(parseListedPart)
}

/** @returns the text of an element as ali-oss parsed it (one with attributes is an object), without surrounding space; undefined if it is not text. */
function textOf(value: unknown): string | undefined {
  const text = typeof value === 'object' && value !== null ? (value as { readonly _?: unknown })._ : value
  return typeof text === 'string' ? text.trim() : undefined
}

function parseListedPart(value: unknown): readonly ListedPart[] {
  if (typeof value !== 'object' || value === null) return []
  const { PartNumber, ETag, Size, HashCrc64ecma } = value as Readonly<Record<string, unknown>>
  const number = Number(textOf(PartNumber))
  const sizeBytes = Number(textOf(Size))
  const etag = textOf(ETag)
  if (!Number.isSafeInteger(number) || !Number.isSafeInteger(sizeBytes) || etag === undefined) return []
  const crc64 = parseCrc64(textOf(HashCrc64ecma) ?? '')
  return [{ number, sizeBytes, etag: unquote(etag), crc64 }]
}

/** @returns whether the body of a success is an error: Complete and copies may answer 200 before they are done. */
export function hasErrorBody(answer: Answer): boolean {
  const { length } = answer.data
  return length > 0 && answer.status === 200 && length < 64 * 1024 && hasRoot(answer, 'Error')
}

/** @returns the facts of a failure: from XML, which for HEAD is in `x-oss-err`, and from headers. */
export function ossFactsOf(answer: Answer): ServiceFacts {
  const header = (name: string) => headerOf(answer, name)
  const { status, data } = answer
  const encoded = header('x-oss-err')
  const text = data.length > 0 || encoded === undefined ? data.toString() : Buffer.from(encoded, 'base64').toString()
  const xml = withoutSignatures(text)
  const tag = (name: string) => tagOf(xml, name)
  const retryAfter = Number(header('retry-after'))
  return compact({
    status,
    serviceCode: tag('Code') ?? header('x-oss-error-code'),
    serviceMessage: tag('Message'),
    ec: tag('EC') ?? header('x-oss-ec'),
    requestId: tag('RequestId') ?? header('x-oss-request-id'),
    hostId: tag('HostId'),
    rightEndpoint: tag('Endpoint'),
    serverTimeMs: parseServerTime(tag('ServerTime') ?? header('date')),
    location: header('location'),
    recommendDoc: tag('RecommendDoc'),
    deniedAction: tag('AuthAction'),
    noPermissionType: tag('NoPermissionType'),
    policyType: tag('PolicyType'),
    argumentName: tag('ArgumentName'),
    retryAfterMs: Number.isFinite(retryAfter) && retryAfter > 0 ? Math.min(retryAfter, 60) * 1000 : undefined,
    foreign: isForeign(answer, xml) || undefined,
  })
}

/** The service may repeat the Authorization header in its message: with it the request could be sent again for some minutes. */
function withoutSignatures(text: string): string {
  return text.replace(/\b[0-9a-f]{64}\b/gi, '***')
}

/**
 * Every answer of OSS has a request ID. Another server may answer HEAD without any content: only OSS is believed that an object does not exist,
 *  since `overwrite: never` and `version` depend on it.
 */
function isForeign(answer: Answer, xml: string): boolean {
  if (hasMark(answer) || tagOf(xml, 'Code') !== undefined) return false
  return (
    answer.data.length > 0 ||
    answer.status < 400 ||
    answer.status === 404 ||
    /html/i.test(headerOf(answer, 'content-type') ?? '')
  )
}

function headerOf({ headers }: Answer, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}

function compact(facts: { readonly [Name in keyof ServiceFacts]: ServiceFacts[Name] | undefined }): ServiceFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
}

function unquote(etag: string): string {
  const text = etag.trim()
  return text.slice(text.startsWith('"') ? 1 : 0, text.length > 1 && text.endsWith('"') ? -1 : undefined)
}

const ENTITIES = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['amp', '&'],
])
const ENTITY = /&(?:(lt|gt|quot|apos|amp)|#([0-9]{1,6})|#x([0-9a-f]{1,5}));/gi

/** @returns the text that XML stands for. What an entity decodes to is text, never another entity. */
function decodeXml(xml: string): string {
  return xml.replace(ENTITY, (entity, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return ENTITIES.get(name.toLowerCase()) ?? entity
    return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal))
  })
}

/** @returns the text of the first element of that name, or undefined; the answers for which this is used are flat. */
function tagOf(xml: string, name: string): string | undefined {
  const content = '(?:\\s*<!\\[CDATA\\[([\\s\\S]*?)\\]\\]>\\s*|([^<]*))'
  const [, verbatim, text] = new RegExp(`<${name}(?:\\s[^<>]*)?>${content}</${name}\\s*>`).exec(xml) ?? []
  return verbatim?.trim() ?? (text === undefined ? undefined : decodeXml(text).trim())
}
