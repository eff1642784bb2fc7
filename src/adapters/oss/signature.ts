/** V4 signatures, of URLs and of requests. */
import { createHmac, hash } from 'node:crypto'
import type { Credentials } from '../../core/service/credentials.ts'
import { escapeKey, escapeText } from '../../core/service/urls.ts'
import type { Headers } from '../../ports.ts'

/** Name of the algorithm, in each signature. */
export const ALGORITHM = 'OSS4-HMAC-SHA256'
export const UNSIGNED = 'UNSIGNED-PAYLOAD'

/** The common part of all signatures of a day, a region and a key. */
interface SigningScope {
  /** `20260102`. */
  readonly day: string
  readonly region: string
  readonly accessKeyId: string
  readonly accessKeySecret: string
}

/** Signs for one scope. */
interface Signer {
  /** `LTAI…/20260102/cn-hangzhou/oss/aliyun_v4_request`. */
  readonly credential: string
  /** @param time as `timeOf` writes it @returns the signature of a canonical request, in hex */
  sign(time: string, canonicalRequest: string): string
}

/** @returns a time in the format of signatures: `20260102T030405Z`. */
export function timeOf(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/[-:]|\.\d+/g, '')
}

/** @returns the signer of a scope. Source: https://help.aliyun.com/zh/oss/developer-reference/recommend-to-use-signature-version-4 */
export function createSigner({ day, region, accessKeyId, accessKeySecret }: SigningScope): Signer {
  const scope = [day, region, 'oss', 'aliyun_v4_request']
  const key = scope.reduce<Buffer>(
    (key, text) => createHmac('sha256', key).update(text).digest(),
    Buffer.from(`aliyun_v4${accessKeySecret}`),
  )
  const hmac = hmacWith(key)
  const place = scope.join('/')
  return {
    credential: `${accessKeyId}/${place}`,
    sign: (time, canonical) => hmac(`${ALGORITHM}\n${time}\n${place}\n${hash('sha256', canonical)}`),
  }
}

/** In bytes, of SHA-256. */
const BLOCK_SIZE = 64

/** @returns a function for the HMAC-SHA256 of texts, in hex (RFC 2104). It prepares the key once: Node's own costs more than twice as much for each text. */
function hmacWith(key: Buffer): (text: string) => string {
  const padded = (pad: number) => Buffer.alloc(BLOCK_SIZE, pad).map((byte, at) => byte ^ (key[at] ?? 0))
  const inner = padded(0x36)
  const outer = padded(0x5c)
  const second = Buffer.concat([outer, Buffer.alloc(BLOCK_SIZE / 2)])
  return (text) => {
    const first = Buffer.allocUnsafe(BLOCK_SIZE + Buffer.byteLength(text))
    first.set(inner)
    first.write(text, BLOCK_SIZE)
    second.set(hash('sha256', first, 'buffer'), BLOCK_SIZE)
    return hash('sha256', second)
  }
}

export interface RequestToSign {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST'
  readonly key: string
  /** With an empty value only the name is sent. */
  readonly query?: Readonly<Record<string, string | number>>
  /** Values as text; names in lower case. */
  readonly headers: Headers
  readonly credentials: Credentials
  /** Now by the service's clock, in milliseconds since the epoch. */
  readonly nowMs: number
}

interface SignedRequest {
  /** Path and query after the bucket's address. */
  readonly path: string
  /** Each character of a value is sent as one byte. */
  readonly headers: Headers
}

/** @returns a function that signs requests for a bucket's objects as ali-oss does; the key of a day is computed once. */
export function createRequestSigner({
  bucket,
  region,
}: {
  readonly bucket: string
  readonly region: string
}): (request: RequestToSign) => SignedRequest {
  let current: (SigningScope & { readonly signer: Signer }) | undefined
  let now = { second: Number.NaN, time: '' }
  const secondOf = (nowMs: number) => {
    const second = Math.floor(nowMs / 1000)
    if (second !== now.second) now = { second, time: timeOf(second * 1000) }
    return now.time
  }
  const signerOf = (scope: SigningScope): Signer => {
    const { day, accessKeyId, accessKeySecret } = scope
    const isSame = current?.day === day && current.accessKeyId === accessKeyId
    if (current !== undefined && isSame && current.accessKeySecret === accessKeySecret) return current.signer
    current = { ...scope, signer: createSigner(scope) }
    return current.signer
  }

  const signedNames = createNameSorter()

  return ({ method, key, query, headers, credentials, nowMs }) => {
    const { accessKeyId, accessKeySecret, securityToken } = credentials
    const time = secondOf(nowMs)
    const signer = signerOf({ day: time.slice(0, 8), region, accessKeyId, accessKeySecret })
    const all: Record<string, string> = { ...headers, 'x-oss-content-sha256': UNSIGNED, 'x-oss-date': time }
    if (securityToken !== undefined) all['x-oss-security-token'] = securityToken
    const canonicalQuery = query === undefined ? '' : sortedQuery(query)
    const escapedKey = escapeKey(key)
    let canonical = `${method}\n/${bucket}/${escapedKey}\n${canonicalQuery}\n`
    for (const name of signedNames(all)) canonical += `${name}:${all[name]?.trim()}\n`
    canonical += `\n\n${UNSIGNED}`
    const signature = signer.sign(time, canonical)
    for (const name in headers) all[name] = asBytes(headers[name] ?? '')
    if (securityToken !== undefined) all['x-oss-security-token'] = asBytes(securityToken)
    all.authorization = asBytes(`${ALGORITHM} Credential=${signer.credential},Signature=${signature}`)
    return { path: `/${escapedKey}${canonicalQuery === '' ? '' : `?${canonicalQuery}`}`, headers: all }
  }
}

function sortedQuery(query: Readonly<Record<string, string | number>>): string {
  return Object.entries(query)
    .map(([name, value]) => (value === '' ? escapeText(name) : `${escapeText(name)}=${escapeText(String(value))}`))
    .sort()
    .join('&')
}

/** @returns a function for the names of the headers that a signature covers, sorted. Most requests of a step have the same headers: it remembers the last ones. */
function createNameSorter(): (headers: Headers) => readonly string[] {
  let names: readonly string[] = []
  let signed: readonly string[] = []
  return (headers) => {
    let count = 0
    let isSame = true
    for (const name in headers) {
      if (names[count] !== name) isSame = false
      count += 1
    }
    if (isSame && count === names.length) return signed
    names = Object.keys(headers)
    signed = names
      .filter((name) => name.startsWith('x-oss-') || name === 'content-type' || name === 'content-md5')
      .sort()
    return signed
  }
}

const PLAIN = /^[\0-\x7f]*$/

/** Node writes the low byte of each character, and OSS reads UTF-8: each byte of a value's UTF-8 becomes a character. */
function asBytes(value: string): string {
  return PLAIN.test(value) ? value : Buffer.from(value, 'utf8').toString('latin1')
}
