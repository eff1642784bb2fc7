/**
 * The signature of Alibaba Cloud's OpenAPI, version 3. Pure: hash functions are passed in.
 * Source: https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature
 */
import type { Credentials } from './credentials.ts'
import { escapeText } from './urls.ts'

const ALGORITHM = 'ACS3-HMAC-SHA256'

/** Both return lower-case hex. */
export interface SigningHashes {
  sha256(text: string): string
  hmacSha256(key: string, text: string): string
}

interface UnsignedCall {
  readonly host: string
  readonly action: string
  readonly version: string
  readonly query: Readonly<Record<string, string>>
  readonly body: string
  /** Undefined if there is no body. */
  readonly contentType: string | undefined
  /** Now by the service's clock, in milliseconds since the epoch. */
  readonly epochMs: number
  readonly nonce: string
}

interface SignedCall {
  /** Without a question mark; empty if there is no query. */
  readonly search: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
}

/** @returns query and headers of a signed POST to `/`. */
export function signV3(
  call: UnsignedCall,
  credentials: Omit<Credentials, 'expiresAtMs'>,
  hashes: SigningHashes,
): SignedCall {
  const { accessKeyId, accessKeySecret, securityToken } = credentials
  const bodyHash = hashes.sha256(call.body)
  const headers = {
    ...(call.contentType === undefined ? {} : { 'content-type': call.contentType }),
    host: call.host,
    'x-acs-action': call.action,
    'x-acs-content-sha256': bodyHash,
    'x-acs-date': new Date(call.epochMs).toISOString().replace(/\.\d+Z$/, 'Z'),
    ...(securityToken === undefined ? {} : { 'x-acs-security-token': securityToken }),
    'x-acs-signature-nonce': call.nonce,
    'x-acs-version': call.version,
  }
  const sorted = Object.entries(headers).sort(([left], [right]) => (left < right ? -1 : 1))
  const search = canonicalQuery(call.query)
  const names = sorted.map(([name]) => name).join(';')
  const canonical = [
    ...['POST', '/', search],
    ...[sorted.map(([name, value]) => `${name}:${value.trim()}\n`).join(''), names, bodyHash],
  ].join('\n')
  const signature = hashes.hmacSha256(accessKeySecret, `${ALGORITHM}\n${hashes.sha256(canonical)}`)
  const authorization = `${ALGORITHM} Credential=${accessKeyId},SignedHeaders=${names},Signature=${signature}`
  return { search, headers: { ...headers, authorization } }
}

function canonicalQuery(query: Readonly<Record<string, string>>): string {
  return Object.entries(query)
    .map(([name, value]) => `${escapeText(name)}=${escapeText(value)}`)
    .sort()
    .join('&')
}
