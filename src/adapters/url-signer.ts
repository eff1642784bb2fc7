/** Presigned URLs (V4), by ali-oss. */
import OSS from 'ali-oss'
import type { Credentials } from '../core/credentials.ts'

export interface UrlSignerOptions {
  readonly bucket: string
  readonly region: string
  readonly credentials: Credentials
  /** Seconds, 1 to 604,800; OSS lets no URL live longer than the credentials that signed it. */
  readonly expiresSeconds: number
}

/** The one call that is used. The published types have it not. */
interface Client {
  readonly options: Record<string, unknown>
  signatureUrlV4(method: 'GET', expiresSeconds: number, request: object, key: string): Promise<string>
}

/**
 * @returns what turns an object's public URL into one that whoever has it may GET.
 *   Source: https://help.aliyun.com/zh/oss/developer-reference/add-signatures-to-urls
 */
export function createUrlSigner({
  bucket,
  region,
  credentials,
  expiresSeconds,
}: UrlSignerOptions): (publicUrl: string, key: string) => Promise<string> {
  const { accessKeyId, accessKeySecret, securityToken } = credentials
  const options = {
    bucket,
    region: `oss-${region}`,
    endpoint: 'http://bucket.invalid',
    cname: true,
    authorizationV4: true,
    accessKeyId,
    accessKeySecret,
  }
  const client = new OSS(options as unknown as OSS.Options) as unknown as Client
  if (securityToken !== undefined) Object.assign(client.options, { stsToken: securityToken })
  return async (publicUrl, key) => {
    const signed = await client.signatureUrlV4('GET', expiresSeconds, {}, key)
    // The host is not part of the signature: only the query is taken over.
    return `${publicUrl}${signed.slice(signed.indexOf('?'))}`
  }
}
