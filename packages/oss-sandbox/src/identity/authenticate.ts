import type { Credential } from '../options.ts'
import { accessDenied, invalidArgument, OssError } from '../wire/errors.ts'
import { hasQuery, queryValue, type RequestHead } from '../wire/request.ts'
import { formatTime } from '../wire/xml.ts'
import type { Target } from './addressing.ts'
import { type ComputedSignature, isAlwaysSigned, type SignatureV4, verifySignature } from './signature-v4.ts'

/** Who sends a request; `credential` is undefined for the public. */
export interface Identity {
  readonly credential: Credential | undefined
  readonly via: 'header' | 'query' | 'anonymous'
  /** The target for which the signature is right. */
  readonly target: Target
}

export interface Authentication {
  readonly head: RequestHead
  readonly targets: readonly [Target, ...Target[]]
  readonly credentials: ReadonlyMap<string, Credential>
  /** The region that a target's requests have to be signed for. */
  readonly regionOf: (target: Target) => string
  readonly nowMs: number
}

const MAX_SKEW_MS = 15 * 60_000
const MAX_EXPIRES_SECONDS = 7 * 24 * 3600

/** The sender; throws the OssError that OSS answers to a signature that it does not accept. */
export function authenticate(authentication: Authentication): Identity {
  const { head, targets } = authentication
  const signature = readSignature(head)
  if (signature === undefined) return { credential: undefined, via: 'anonymous', target: targets[0] }
  checkTime(signature, authentication.nowMs)
  const credential = findCredential(signature, authentication)
  const target = checkSignature(signature, credential, authentication)
  checkRegion(signature, head, authentication.regionOf(target))
  checkToken(signature, credential, authentication.nowMs)
  return { credential, via: signature.via, target }
}

function readSignature(head: RequestHead): SignatureV4 | undefined {
  const authorization = head.headers.authorization
  const inQuery = hasQuery(head, 'x-oss-signature') || hasQuery(head, 'x-oss-signature-version')
  if (authorization !== undefined) return readHeaderSignature(head, authorization)
  if (inQuery) return readQuerySignature(head)
  if (hasQuery(head, 'OSSAccessKeyId') || hasQuery(head, 'Signature')) throw signatureVersionRefused()
  return undefined
}

/** V1, and any other version but V4: new accounts and new buckets have only V4. */
function signatureVersionRefused(): OssError {
  return accessDenied('The signature version is not supported. Please use OSS4-HMAC-SHA256.', '0002-00000080')
}

const AUTHORIZATION = /^OSS4-HMAC-SHA256\s+(.*)$/s

function readHeaderSignature(head: RequestHead, authorization: string): SignatureV4 {
  if (/^OSS2?\s/.test(authorization)) throw signatureVersionRefused()
  const wrong = (message: string, ec: string) =>
    invalidArgument(message, { name: 'Authorization', value: authorization }, ec)
  const list = AUTHORIZATION.exec(authorization)?.[1]
  if (list === undefined) throw wrong('Authorization header is invalid.', '0002-00000061')
  const fields = new Map(list.split(',').map((field) => splitField(field.trim())))
  const credential = fields.get('Credential')
  const signature = fields.get('Signature')
  if (credential === undefined || signature === undefined)
    throw wrong('Authorization header is invalid.', '0002-00000202')
  const scope = parseCredential(credential)
  if (scope === undefined) throw wrong('Invalid Credential in Authorization header.', '0002-00000213')
  const additional = fields.get('AdditionalHeaders')
  if (additional === '') throw wrong('Invalid AdditionalHeaders in Authorization header.', '0002-00000209')
  checkPayloadHeader(head)
  return {
    via: 'header',
    ...scope,
    additionalHeaders: parseAdditionalHeaders(head, additional),
    signature,
    ...readTime(head),
    ...optional('securityToken', head.headers['x-oss-security-token']),
  }
}

function splitField(field: string): [string, string] {
  const equals = field.indexOf('=')
  return equals < 0 ? [field, ''] : [field.slice(0, equals), field.slice(equals + 1)]
}

function optional<Name extends string>(name: Name, value: string | undefined) {
  return (value === undefined ? {} : { [name]: value }) as { [key in Name]?: string }
}

function parseCredential(text: string) {
  const match = /^([^/]+)\/(\d{8})\/([^/]+)\/(oss)\/aliyun_v4_request$/.exec(text)
  if (match === null) return undefined
  const [, accessKeyId = '', scopeDate = '', region = '', product = ''] = match
  return { accessKeyId, scopeDate, region, product }
}

function checkPayloadHeader(head: RequestHead): void {
  const value = head.headers['x-oss-content-sha256']
  if (value === 'UNSIGNED-PAYLOAD') return
  throw invalidArgument(
    'x-oss-content-sha256 header is invalid or missing, only UNSIGNED-PAYLOAD is supported.',
    { name: 'x-oss-content-sha256', value: value ?? '' },
    '0002-00000240',
  )
}

function parseAdditionalHeaders(head: RequestHead, text: string | undefined): readonly string[] {
  if (text === undefined) return []
  const names = text.split(';')
  const isOrdered = names.every((name, index) => index === 0 || (names[index - 1] ?? '') < name)
  const isValid = names.every((name) => name !== '' && name === name.toLowerCase() && !isAlwaysSigned(name))
  if (isOrdered && isValid && names.every((name) => head.headers[name] !== undefined)) return names
  throw invalidArgument('Invalid AdditionalHeaders.', { name: 'AdditionalHeaders', value: text }, '0002-00000210')
}

function readTime({ headers }: RequestHead): Pick<SignatureV4, 'timestamp' | 'signedTime'> {
  const text = headers['x-oss-date'] ?? headers.date
  const timestamp = text === undefined ? undefined : normaliseTimestamp(text)
  if (text !== undefined && timestamp !== undefined) {
    return { timestamp, signedTime: headers['x-oss-date'] === undefined ? text : timestamp }
  }
  throw accessDenied('OSS authentication requires a valid Date.', '0002-00000505')
}

function normaliseTimestamp(text: string): string | undefined {
  if (/^\d{8}T\d{6}Z$/.test(text)) return text
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? undefined : formatTimestamp(ms)
}

/** yyyymmddThhmmssZ */
function formatTimestamp(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '')
}

function timestampMs(timestamp: string): number {
  return Date.parse(timestamp.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'))
}

function readQuerySignature(head: RequestHead): SignatureV4 {
  const value = (name: string): string => queryValue(head, name) ?? ''
  const version = value('x-oss-signature-version')
  if (version !== 'OSS4-HMAC-SHA256') throw signatureVersionRefused()
  const credential = parseCredential(value('x-oss-credential'))
  if (credential === undefined) throw refusedParameter(head, 'x-oss-credential', '0002-00000224')
  const timestamp = value('x-oss-date')
  if (!/^\d{8}T\d{6}Z$/.test(timestamp)) throw refusedParameter(head, 'x-oss-date', '0002-00000233')
  const expires = value('x-oss-expires')
  const expiresSeconds = Number(expires)
  if (!/^\d+$/.test(expires) || expiresSeconds < 1 || expiresSeconds > MAX_EXPIRES_SECONDS) {
    throw refusedParameter(head, 'x-oss-expires', expires === '' ? '0002-00000215' : '0002-00000232')
  }
  if (value('x-oss-signature') === '') throw refusedParameter(head, 'x-oss-signature', '0002-00000219')
  const additional = queryValue(head, 'x-oss-additional-headers')
  if (additional === '') throw refusedParameter(head, 'x-oss-additional-headers', '0002-00000076')
  return {
    via: 'query',
    ...credential,
    additionalHeaders: parseAdditionalHeaders(head, additional),
    signature: value('x-oss-signature'),
    timestamp,
    signedTime: timestamp,
    expiresSeconds,
    ...optional('securityToken', queryValue(head, 'x-oss-security-token')),
  }
}

function refusedParameter(head: RequestHead, name: string, ec: string): OssError {
  return invalidArgument(`Invalid ${name} parameter.`, { name, value: queryValue(head, name) ?? '' }, ec)
}

function checkTime(signature: SignatureV4, nowMs: number): void {
  const signedMs = timestampMs(signature.timestamp)
  if (signature.expiresSeconds !== undefined) checkExpiry({ signedMs, nowMs, expiresSeconds: signature.expiresSeconds })
  else if (Math.abs(nowMs - signedMs) > MAX_SKEW_MS) throw requestTimeTooSkewed(signedMs, nowMs)
}

function checkExpiry(time: {
  readonly signedMs: number
  readonly nowMs: number
  readonly expiresSeconds: number
}): void {
  const endMs = time.signedMs + time.expiresSeconds * 1000
  const details = { Expires: formatTime(endMs), ServerTime: formatTime(time.nowMs) }
  if (time.nowMs > endMs) throw accessDenied('Request has expired.', '0002-00000069', details)
  if (time.signedMs - time.nowMs > MAX_SKEW_MS)
    throw accessDenied('Request is not valid yet.', '0002-00000235', details)
}

function requestTimeTooSkewed(signedMs: number, nowMs: number): OssError {
  return new OssError({
    status: 403,
    code: 'RequestTimeTooSkewed',
    message: 'The difference between the request time and the current time is too large.',
    ec: '0002-00000504',
    details: {
      MaxAllowedSkewMilliseconds: MAX_SKEW_MS,
      RequestTime: formatTime(signedMs),
      ServerTime: formatTime(nowMs),
    },
  })
}

function findCredential(signature: SignatureV4, { credentials }: Authentication): Credential {
  const credential = credentials.get(signature.accessKeyId)
  const isTokenMissing = credential?.securityToken !== undefined && signature.securityToken === undefined
  if (credential !== undefined && !isTokenMissing) return credential
  throw new OssError({
    status: 403,
    code: 'InvalidAccessKeyId',
    message: 'The OSS Access Key Id you provided does not exist in our records.',
    ec: '0002-00000902',
    details: { OSSAccessKeyId: signature.accessKeyId },
  })
}

function checkSignature(signature: SignatureV4, credential: Credential, { head, targets }: Authentication): Target {
  let first: ComputedSignature | undefined
  for (const target of targets) {
    const computed = verifySignature({ head, target, signature, accessKeySecret: credential.accessKeySecret })
    if (computed.matches && signature.timestamp.startsWith(signature.scopeDate)) return target
    first ??= computed
  }
  const stringToSign = first?.stringToSign ?? ''
  throw new OssError({
    status: 403,
    code: 'SignatureDoesNotMatch',
    message:
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    ec: '0002-00000201',
    details: {
      OSSAccessKeyId: signature.accessKeyId,
      SignatureProvided: signature.signature,
      StringToSign: stringToSign,
      StringToSignBytes: hexBytes(stringToSign),
      CanonicalRequest: Buffer.from(first?.canonicalRequest ?? '', 'latin1').toString(),
      CanonicalRequestBytes: hexBytes(first?.canonicalRequest ?? ''),
    },
  })
}

function hexBytes(text: string): string {
  return (Buffer.from(text, 'latin1').toString('hex').match(/../g) ?? []).join(' ').toUpperCase()
}

function checkRegion(signature: SignatureV4, head: RequestHead, region: string): void {
  if (signature.region === region) return
  if (signature.via === 'query') {
    const blamed = { name: 'x-oss-credential', value: queryValue(head, 'x-oss-credential') ?? '' }
    throw invalidArgument('Invalid signing region in credential.', blamed, '0002-00000228')
  }
  const blamed = { name: 'Authorization', value: head.headers.authorization ?? '' }
  throw invalidArgument('Invalid signing region in Authorization header.', blamed, '0002-00000226')
}

function checkToken(signature: SignatureV4, credential: Credential, nowMs: number): void {
  if (credential.securityToken !== signature.securityToken) {
    throw new OssError({
      status: 403,
      code: 'InvalidSecurityToken',
      message: 'The security token you provided is invalid.',
      ec: '0002-00000008',
    })
  }
  if (credential.expiresAtMs === undefined || nowMs < credential.expiresAtMs) return
  throw new OssError({
    status: 403,
    code: 'SecurityTokenExpired',
    message: 'The security token you provided has expired.',
    ec: '0002-00000007',
  })
}
