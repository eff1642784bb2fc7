import { isIP } from 'node:net'
import { OssError } from '../wire/errors.ts'
import { decodePercent, type RequestHead } from '../wire/request.ts'

/** What a request is about: the service, a bucket, or an object in it. */
export interface Target {
  readonly style: 'path' | 'virtual-host' | 'cname'
  readonly bucket?: string
  /** Decoded; absent for the bucket itself. */
  readonly key?: string
  /** The region that the Host header names, if any. */
  readonly hostRegion?: string
  /** The Host is one of the acceleration endpoints, which lead to every region. */
  readonly accelerated: boolean
}

export interface Bindings {
  /** Custom domains: host name → bucket. */
  readonly cnames: ReadonlyMap<string, string>
  /** All buckets. */
  readonly buckets: Iterable<string>
}

const SERVICE_HOST =
  /^(?:(?<bucket>[^.]*)\.)?(?<service>(?:s3\.|vpc100-)?oss-(?<region>[a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com|(?<dual>[a-z]{2}-[a-z0-9-]+)\.oss\.aliyuncs\.com|oss\.aliyuncs\.com|localhost)$/

/**
 * The possible targets of a request's Host and path, the likeliest first.
 *
 * - a host bound as a custom domain (`cnames`): the whole path is the key;
 * - `<bucket>.<service host>`: virtual-host style. Service hosts are `oss-<region>[-internal].aliyuncs.com`,
 *   `<region>.oss.aliyuncs.com`, `oss-accelerate[-overseas].aliyuncs.com` and `localhost`;
 * - a service host alone, or an IP address: path style, `/bucket/key`;
 * - any other host: nothing is bound to it, and it is refused like an unknown bucket.
 *
 * `localhost` is ambiguous: it is the only bucket's domain, a service host, and any bucket's domain, in this order. The
 *  target for which the signature is right is used (a V4 signature names bucket and key whatever the style); for unsigned requests
 *  the first.
 */
export function readTargets(head: RequestHead, bindings: Bindings): readonly [Target, ...Target[]] {
  const bound = bindings.cnames.get(head.hostName)
  const served = isAddress(head.hostName) ? pathTarget(head, {}) : serviceTarget(head)
  const others = head.hostName === 'localhost' ? [...bindings.buckets].map((bucket) => cnameTarget(head, bucket)) : []
  if (bound !== undefined) return [cnameTarget(head, bound), ...(served === undefined ? [] : [served]), ...others]
  return [served ?? virtualHostTarget(head, head.hostName.split('.')[0] ?? ''), ...others]
}

function isAddress(hostName: string): boolean {
  return isIP(hostName.replace(/^\[|\]$/g, '')) !== 0 || hostName === ''
}

function serviceTarget(head: RequestHead): Target | undefined {
  const groups = SERVICE_HOST.exec(head.hostName)?.groups
  if (groups === undefined) return undefined
  const { bucket, dual } = groups
  const region = regionOf(groups.region ?? dual)
  const accelerated = region === 'accelerate' || region === 'accelerate-overseas'
  const place = { accelerated, ...(region === undefined || accelerated ? {} : { hostRegion: region }) }
  // ali-oss leaves the part before the dot empty if a request is not about a bucket.
  return bucket === undefined || bucket === ''
    ? pathTarget(head, place)
    : { ...virtualHostTarget(head, bucket), ...place }
}

/** Hosts of the finance cloud whose names do not follow from the region's ID. https://help.aliyun.com/en/oss/user-guide/regions-and-endpoints */
const FINANCE: Readonly<Record<string, string>> = {
  'cn-hzfinance': 'cn-hangzhou-finance',
  'cn-szfinance': 'cn-shenzhen-finance-1',
  'cn-shanghai-finance-1-pub': 'cn-shanghai-finance-1',
  'cn-beijing-finance-1-pub': 'cn-beijing-finance-1',
}

function regionOf(name: string | undefined): string | undefined {
  return name === undefined ? undefined : (FINANCE[name] ?? name)
}

function cnameTarget(head: RequestHead, bucket: string): Target {
  return { style: 'cname', bucket, accelerated: false, ...keyOf(head.rawPath.slice(1)) }
}

function virtualHostTarget(head: RequestHead, bucket: string): Target {
  return { style: 'virtual-host', bucket, accelerated: false, ...keyOf(head.rawPath.slice(1)) }
}

function pathTarget(head: RequestHead, place: Partial<Target>): Target {
  const path = head.rawPath.slice(1)
  if (path === '') return { style: 'path', accelerated: false, ...place }
  const slash = path.indexOf('/')
  const bucket = decodePercent(slash < 0 ? path : path.slice(0, slash))
  return { style: 'path', bucket, accelerated: false, ...place, ...keyOf(slash < 0 ? '' : path.slice(slash + 1)) }
}

function keyOf(rawKey: string): { readonly key?: string } {
  return rawKey === '' ? {} : { key: decodePercent(rawKey) }
}

/** Throws InvalidBucketName or InvalidObjectName: https://www.alibabacloud.com/help/en/oss/user-guide/object-overview */
export function checkNames(target: Target): void {
  if (target.bucket !== undefined && !/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(target.bucket)) {
    throw new OssError({
      status: 400,
      code: 'InvalidBucketName',
      message: 'The specified bucket is not valid.',
      ec: '0015-00000001',
      details: { BucketName: target.bucket },
    })
  }
  if (target.key !== undefined) checkKey(target.key)
}

/** Throws InvalidObjectName unless the key has 1 to 1,023 bytes and no slash or backslash in front. */
export function checkKey(key: string): void {
  const sizeBytes = Buffer.byteLength(key)
  if (sizeBytes > 0 && sizeBytes <= 1023 && !key.startsWith('/') && !key.startsWith('\\')) return
  throw new OssError({
    status: 400,
    code: 'InvalidObjectName',
    message: 'The specified object is not valid.',
    ec: '0016-00000002',
    details: { ObjectName: key },
  })
}
