import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { QueryParameter, RequestHead } from '../wire/request.ts'
import type { Target } from './addressing.ts'

/** The fields of a V4 signature: https://www.alibabacloud.com/help/en/oss/developer-reference/recommend-to-use-signature-version-4 */
export interface SignatureV4 {
  readonly via: 'header' | 'query'
  readonly accessKeyId: string
  /** yyyymmdd, region and product of the credential's scope. */
  readonly scopeDate: string
  readonly region: string
  readonly product: string
  readonly additionalHeaders: readonly string[]
  readonly signature: string
  /** yyyymmddThhmmssZ. */
  readonly timestamp: string
  /** The text that was signed as the time: the timestamp, or, if only `Date` states it, that header as it was sent. */
  readonly signedTime: string
  /** Seconds, presigned URLs only. */
  readonly expiresSeconds?: number
  readonly securityToken?: string
}

/** What the server computed for a request, to compare and to show in the refusal. */
export interface ComputedSignature {
  readonly canonicalRequest: string
  readonly stringToSign: string
  readonly matches: boolean
}

export interface Verification {
  readonly head: RequestHead
  readonly target: Target
  readonly signature: SignatureV4
  readonly accessKeySecret: string
}

/**
 * Whether the signature is that of this request. A parameter with `=` and no value counts as one without `=`, as in OSS; since some
 *  clients sign the `=`, that form is accepted too.
 */
export function verifySignature(verification: Verification): ComputedSignature {
  const computed = computeSignature(verification, false)
  if (computed.matches || !verification.head.query.some(({ value }) => value === '')) return computed
  const withEquals = computeSignature(verification, true)
  return withEquals.matches ? withEquals : computed
}

function computeSignature(verification: Verification, keepEmptyValues: boolean): ComputedSignature {
  const { signature, accessKeySecret } = verification
  const canonicalRequest = formatCanonicalRequest(verification, keepEmptyValues)
  const scope = `${signature.scopeDate}/${signature.region}/${signature.product}/aliyun_v4_request`
  const digest = createHash('sha256').update(canonicalRequest, 'latin1').digest('hex')
  const stringToSign = ['OSS4-HMAC-SHA256', signature.signedTime, scope, digest].join('\n')
  const steps = [signature.scopeDate, signature.region, signature.product, 'aliyun_v4_request', stringToSign]
  const expected = steps.reduce<Buffer | string>(hmac, `aliyun_v4${accessKeySecret}`)
  return {
    canonicalRequest,
    stringToSign,
    matches: isEqual(Buffer.from(expected).toString('hex'), signature.signature),
  }
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'latin1').digest()
}

function isEqual(expected: string, given: string): boolean {
  return expected.length === given.length && timingSafeEqual(Buffer.from(expected), Buffer.from(given, 'latin1'))
}

function formatCanonicalRequest({ head, target, signature }: Verification, keepEmptyValues: boolean): string {
  return [
    head.method,
    canonicalUri(target),
    canonicalQuery(head.query, keepEmptyValues),
    canonicalHeaders(head.headers, signature.additionalHeaders),
    signature.additionalHeaders.join(';'),
    head.headers['x-oss-content-sha256'] ?? 'UNSIGNED-PAYLOAD',
  ].join('\n')
}

function canonicalUri({ bucket, key }: Target): string {
  if (bucket === undefined) return '/'
  return `/${encodeStrictly(bucket)}/${encodeStrictly(key ?? '').replaceAll('%2F', '/')}`
}

function canonicalQuery(query: readonly QueryParameter[], keepEmptyValues: boolean): string {
  return query
    .filter(({ name }) => name !== 'x-oss-signature')
    .map(({ name, value }) => ({
      name: encodeStrictly(name),
      value: value === undefined ? undefined : encodeStrictly(value),
    }))
    .sort((a, b) => compare(a.name, b.name))
    .map(({ name, value }) => (value === undefined || (value === '' && !keepEmptyValues) ? name : `${name}=${value}`))
    .join('&')
}

function canonicalHeaders(headers: Readonly<Record<string, string>>, additional: readonly string[]): string {
  const names = Object.keys(headers).filter((name) => isAlwaysSigned(name) || additional.includes(name))
  return names
    .sort(compare)
    .map((name) => `${name}:${headers[name]?.trim() ?? ''}\n`)
    .join('')
}

/** Whether V4 signs a header without it being named in AdditionalHeaders. */
export function isAlwaysSigned(name: string): boolean {
  return name === 'content-type' || name === 'content-md5' || name.startsWith('x-oss-')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Percent-encoded but for A-Z a-z 0-9 - _ . ~ */
export function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}
