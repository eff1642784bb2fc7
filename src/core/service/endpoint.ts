/** Endpoints: the host for uploads, and the base of public URLs. */
import { readServiceHost } from './hosts.ts'
import { internalLabel, publicLabel, regionOfLabel } from './regions.ts'

/** Where requests go. */
export interface Endpoint {
  /** `http:` or `https:`. */
  readonly protocol: 'http:' | 'https:'
  /** Host, with the port if one is written. */
  readonly host: string
  /** Whether the host is a domain of the bucket; else the bucket's name is put before it. */
  readonly cname: boolean
}

type EndpointResult =
  | { readonly kind: 'endpoint'; readonly endpoint: Endpoint }
  /** `write`: the correction, if it is known. */
  | { readonly kind: 'problem'; readonly problem: string; readonly write?: string }

/** @returns the region's ID (`cn-hangzhou`), also if `oss-` is before it or its host has another name (`oss-cn-hzfinance`); undefined if it is not one. */
export function parseRegion(text: string): string | undefined {
  return regionOfLabel(`oss-${text.trim().toLowerCase().replace(/^oss-/, '')}`)
}

/** @returns whether the name is one that OSS gives. Source: https://help.aliyun.com/zh/oss/user-guide/bucket-naming-conventions */
export function isBucketName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name)
}

/** @returns the region's own public endpoint, over https. */
export function publicEndpoint(region: string): Endpoint {
  return { protocol: 'https:', host: `${publicLabel(region)}.aliyuncs.com`, cname: false }
}

/**
 * @param text a host, a URL, or `internal`, `accelerate`, `accelerate-overseas`; empty for the region's public endpoint
 * @returns the endpoint, or what is wrong with it. https unless `http://` is written.
 */
export function parseEndpoint({
  text,
  region,
  bucket,
  cname,
}: {
  readonly text: string
  readonly region: string
  readonly bucket: string
  readonly cname: boolean
}): EndpointResult {
  const trimmed = text.trim()
  if (trimmed === '') {
    if (cname) return problem('is needed with `cname: true`: the custom domain that is bound to the bucket')
    return found(publicEndpoint(region))
  }
  const word = wordEndpoint(trimmed, region)
  if (word !== undefined) {
    return cname
      ? problem("is one of OSS's own; `cname: true` needs the custom domain that is bound to the bucket")
      : found(word)
  }
  const meant = nearWord(trimmed, region)
  if (meant !== undefined && !cname) return problem('is neither a known word nor a host', meant)
  return urlEndpoint(trimmed, bucket, cname)
}

/** @returns what a word was likely meant as: one of the words, or the public endpoint; undefined for what may be a host. */
function nearWord(word: string, region: string): string | undefined {
  const plain = word.toLowerCase().replace(/^oss-|[^a-z]/g, '')
  if (/^accelerat(?:e|ion|ed)?(?:-|oversea|intl|international)+s?$/.test(plain)) return 'accelerate-overseas'
  if (/^(?:transfer)?accelerat(?:e|ion|ed|or)$/.test(plain)) return 'accelerate'
  if (/^(?:internal|intranet|vpc|private|inner|lan|classic)(?:network|net|endpoint)?$/.test(plain)) return 'internal'
  if (/^(?:public|external|extranet|internet|default|auto|none|null|true|false|oss)$/.test(plain))
    return `https://${publicEndpoint(region).host}`
  return undefined
}

function wordEndpoint(word: string, region: string): Endpoint | undefined {
  const hosts: Readonly<Record<string, string>> = {
    internal: `${internalLabel(region)}.aliyuncs.com`,
    accelerate: 'oss-accelerate.aliyuncs.com',
    'accelerate-overseas': 'oss-accelerate-overseas.aliyuncs.com',
  }
  const host = hosts[word.toLowerCase()]
  return host === undefined ? undefined : { protocol: 'https:', host, cname: false }
}

function urlEndpoint(text: string, bucket: string, cname: boolean): EndpointResult {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${bareHost(text)}`
  const url = URL.parse(withScheme)
  if (url === null || url.hostname === '') return problem('is neither a host nor a URL')
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return problem(`has the scheme \`${url.protocol}\`, and only https and http are supported`)
  if (url.username !== '' || url.password !== '')
    return problem('contains credentials; write them as `access-key-id` and `access-key-secret`', url.origin)
  if (!/^\/*$/.test(url.pathname) || url.search !== '' || url.hash !== '') {
    return problem(
      'has a path or a query; write the host only, and `key-prefix` for a folder in the bucket',
      url.origin,
    )
  }
  return found({ protocol: url.protocol, host: cname ? url.host : serviceHost(url.host, bucket), cname })
}

/** Adds the brackets that an IPv6 address needs. */
function bareHost(text: string): string {
  return /^[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*$/i.test(text) ? `[${text}]` : text
}

const GEOGRAPHY = '(?:cn|us|eu|ap|me|sa|na|af)-[a-z0-9-]+'

/** @returns the host that serves the region: without the bucket in front, and completed if only the region's name is written, with or without `oss-`. */
function serviceHost(host: string, bucket: string): string {
  const port = /:\d+$/.exec(host)?.[0] ?? ''
  const known = readServiceHost(host)
  // Another bucket in front is reported by endpointProblem.
  if (known !== undefined && (known.bucket === undefined || known.bucket === bucket)) return known.host + port
  const service = host.replace(/\.$/, '').replace(new RegExp(`^${escapeRegExp(bucket)}\\.(?=oss-|localhost\\b)`), '')
  const region = new RegExp(`^(?:oss-)?(${GEOGRAPHY})(?:\\.aliyuncs\\.com)?$`).exec(service)?.[1]
  return region === undefined ? service : `${publicLabel(region)}.aliyuncs.com`
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function found(endpoint: Endpoint): EndpointResult {
  return { kind: 'endpoint', endpoint }
}

function problem(text: string, write?: string): EndpointResult {
  return { kind: 'problem', problem: text, ...(write === undefined ? {} : { write }) }
}

/** @returns the host name without port, and without the brackets of IPv6. */
export function hostName(endpoint: Endpoint): string {
  return endpoint.host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1')
}

/** @returns whether the host is this machine, so that plain http is safe. */
export function isLocal(endpoint: Endpoint): boolean {
  const name = hostName(endpoint)
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127\./.test(name)
}

/** @returns whether the host is an IP address, before which a bucket name cannot be put. */
export function isAddress(endpoint: Endpoint): boolean {
  const name = hostName(endpoint)
  return /^\d+\.\d+\.\d+\.\d+$/.test(name) || name.includes(':')
}

/** @returns the URL of a bucket at an endpoint: the base of its objects' URLs, without a slash at the end. */
export function bucketUrl(endpoint: Endpoint, bucket: string): string {
  if (endpoint.cname) return `${endpoint.protocol}//${endpoint.host}`
  if (isAddress(endpoint)) return `${endpoint.protocol}//${endpoint.host}/${bucket}`
  return `${endpoint.protocol}//${bucket}.${endpoint.host}`
}
