/** Verifies V3 signatures of Alibaba Cloud's OpenAPI, written from the documentation only: no code of the product is used. */
import { createHash, createHmac } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const MAX_SKEW_MS = 15 * 60_000

/** @returns the code of the refusal, or undefined if the signature is right. */
export function verifyV3(
  request: IncomingMessage,
  body: Buffer,
  {
    accessKeyId,
    accessKeySecret,
    securityToken,
    nowMs,
  }: {
    readonly accessKeyId: string
    readonly accessKeySecret: string
    readonly securityToken?: string | undefined
    readonly nowMs: number
  },
): string | undefined {
  const { headers, url = '/', method = '' } = request
  const form = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/
  const [, id, names = '', signature] = form.exec(headers.authorization ?? '') ?? []
  if (signature === undefined) return 'IncompleteSignature'
  if (id !== accessKeyId) return 'InvalidAccessKeyId.NotFound'
  if (securityToken !== undefined && headers['x-acs-security-token'] !== securityToken)
    return 'InvalidSecurityToken.MismatchWithAccessKey'
  const signed = names.split(';')
  const needed = Object.keys(headers).filter(
    (name) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-'),
  )
  if (needed.some((name) => !signed.includes(name)) || String([...signed].sort()) !== String(signed))
    return 'IncompleteSignature'
  const bodyHash = createHash('sha256').update(body).digest('hex')
  if (headers['x-acs-content-sha256'] !== bodyHash) return 'SignatureDoesNotMatch'
  const timeMs = Date.parse(String(headers['x-acs-date']))
  if (!(Math.abs(timeMs - nowMs) <= MAX_SKEW_MS)) return 'InvalidTimeStamp.Expired'
  const [path = '/', query = ''] = url.split('?')
  const sortedQuery = query === '' ? '' : query.split('&').map(encoded).sort().join('&')
  const lines = signed.map((name) => `${name}:${String(headers[name]).trim()}\n`).join('')
  const canonical = `${method}\n${path}\n${sortedQuery}\n${lines}\n${signed.join(';')}\n${bodyHash}`
  const text = `ACS3-HMAC-SHA256\n${createHash('sha256').update(canonical).digest('hex')}`
  const expected = createHmac('sha256', accessKeySecret).update(text).digest('hex')
  return expected === signature ? undefined : 'SignatureDoesNotMatch'
}

/** A parameter as the service encodes it again: RFC 3986. */
function encoded(parameter: string): string {
  const [name = '', value = ''] = parameter.split('=')
  return [name, value]
    .map((text) =>
      [...Buffer.from(decodeURIComponent(text))]
        .map((byte) =>
          /[\w.~-]/.test(String.fromCharCode(byte)) && byte < 128
            ? String.fromCharCode(byte)
            : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
        )
        .join(''),
    )
    .join('=')
}
