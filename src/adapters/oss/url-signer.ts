/** Presigned URLs (V4). Not made by ali-oss, which uses this machine's clock, which may be an hour off. */
import type { Credentials } from '../../core/service/credentials.ts'
import { escapeKey, escapeText } from '../../core/service/urls.ts'
import { ALGORITHM, createSigner, timeOf, UNSIGNED } from './signature.ts'

interface UrlSignerOptions {
  readonly bucket: string
  readonly region: string
  readonly credentials: Credentials
  /** Seconds, 1 to 604,800; no URL is valid longer than the credentials that signed it. */
  readonly expiresSeconds: number
  /** Now by the service's clock, in milliseconds since the epoch. */
  readonly nowMs: number
}

/**
 * @returns a function that turns an object's public URL into one that allows GET to anybody who has it.
 *   Source: https://help.aliyun.com/zh/oss/developer-reference/add-signatures-to-urls
 */
export function createUrlSigner({
  bucket,
  region,
  credentials,
  expiresSeconds,
  nowMs,
}: UrlSignerOptions): (publicUrl: string, key: string) => string {
  const { accessKeyId, accessKeySecret, securityToken } = credentials
  const time = timeOf(nowMs)
  const signer = createSigner({ day: time.slice(0, 8), region, accessKeyId, accessKeySecret })
  const parameters: readonly (readonly [string, string])[] = [
    ['x-oss-credential', signer.credential],
    ['x-oss-date', time],
    ['x-oss-expires', String(expiresSeconds)],
    ...(securityToken === undefined ? [] : [['x-oss-security-token', securityToken] as const]),
    ['x-oss-signature-version', ALGORITHM],
  ]
  const query = parameters.map(([name, value]) => `${name}=${escapeText(value)}`).join('&')
  return (publicUrl, key) => {
    // The host is not part of the signature, and no header is.
    const canonical = ['GET', escapeKey(`/${bucket}/${key}`), query, '', '', UNSIGNED].join('\n')
    return `${publicUrl}?${query}&x-oss-signature=${signer.sign(time, canonical)}`
  }
}

/** How long a URL is valid that only this step uses. */
const READING_SECONDS = 900

/** @returns a function that signs a URL for one check, with the current credentials. */
export function createReadingSigner({
  bucket,
  region,
  credentials,
  nowMs,
}: Pick<UrlSignerOptions, 'bucket' | 'region'> & {
  readonly credentials: { current(signal: AbortSignal): Promise<Credentials> }
  nowMs(): number
}): (publicUrl: string, key: string, signal: AbortSignal) => Promise<string> {
  return async (publicUrl, key, signal) => {
    const signer = { bucket, region, credentials: await credentials.current(signal), expiresSeconds: READING_SECONDS }
    return createUrlSigner({ ...signer, nowMs: nowMs() })(publicUrl, key)
  }
}
