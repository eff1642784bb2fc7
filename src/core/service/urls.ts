/** URLs of objects. */
import { bucketUrl, type Endpoint, isLocal, publicEndpoint } from './endpoint.ts'
import { readServiceHost } from './hosts.ts'

/**
 * @returns the base of public URLs, without a slash at the end: `public-url` where set, the custom domain with `cname`, a public
 *   endpoint that took the bytes (over https), else the region's public https endpoint: readers cannot reach internal endpoints, and accelerated ones cost money.
 *     A server on this machine or outside Alibaba Cloud is its own base.
 */
export function publicBase({
  publicUrl,
  endpoint,
  region,
  bucket,
}: {
  readonly publicUrl: string | undefined
  readonly endpoint: Endpoint
  readonly region: string
  readonly bucket: string
}): string {
  if (publicUrl !== undefined) return publicUrl.replace(/\/+$/, '')
  if (endpoint.cname || isLocal(endpoint) || !endpoint.host.endsWith('.aliyuncs.com'))
    return bucketUrl(endpoint, bucket)
  const kind = readServiceHost(endpoint.host)?.kind
  const isPublic = kind === 'public' || kind === 'dual-stack'
  return bucketUrl(isPublic ? { ...endpoint, protocol: 'https:' } : publicEndpoint(region), bucket)
}

/** Characters that are not escaped in a path, and the slash. */
const UNRESERVED = /^[A-Za-z0-9\-._~/]*$/

/** @returns the key as a URL's path: every byte escaped that is not unreserved (RFC 3986), slashes kept. */
export function escapeKey(key: string): string {
  return UNRESERVED.test(key) ? key : escapeText(key).replaceAll('%2F', '/')
}

/** @returns the text as in a URL's query and a signature: every byte escaped that is not unreserved (RFC 3986). */
export function escapeText(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** @returns the public URL of an object. */
export function objectUrl(base: string, key: string): string {
  return `${base}/${escapeKey(key)}`
}
