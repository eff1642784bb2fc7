import type { Target } from '../identity/addressing.ts'
import type { OssOptions } from '../options.ts'
import { accessDenied, OssError } from '../wire/errors.ts'
import { type Exchange, findBucket, type OssState } from './exchange.ts'

/** The region that a request has to be signed for: the endpoint's, or the bucket's if the host serves buckets of any region. */
export function signingRegion(state: OssState, target: Target): string {
  const bucket = state.buckets.get(target.bucket ?? '')
  if (bucket !== undefined && (target.style === 'cname' || target.accelerated)) return bucket.region
  return target.hostRegion ?? state.region
}

/** Throws what OSS answers to a request that reached the bucket by an endpoint that does not serve it. */
export function checkEndpoint(exchange: Exchange, options: OssOptions): void {
  const { identity, operation, state } = exchange
  const { target } = identity
  if (target.bucket === undefined || target.style === 'cname') return
  const mayCreate = operation === 'PutBucket' || operation === 'PutBucketAcl'
  if (mayCreate && !state.buckets.has(target.bucket)) return
  const bucket = findBucket(state, target.bucket)
  if (operation === 'PutBucket') return
  if (!target.accelerated && (target.hostRegion ?? state.region) !== bucket.region) throw wrongEndpoint(bucket.region)
  if (target.key === undefined) return
  if (options.forbidPublicEndpoint === true) throw publicEndpointForbidden()
  if (options.forbidApkDownload === true && operation === 'GetObject' && /\.(apk|ipa)$/i.test(target.key))
    throw apkForbidden()
}

function wrongEndpoint(region: string): OssError {
  const message =
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.'
  return accessDenied(message, '0003-00001403', { Endpoint: `oss-${region}.aliyuncs.com` })
}

function publicEndpointForbidden(): OssError {
  return new OssError({
    status: 400,
    code: 'PublicEndpointForbidden',
    message: 'Using public endpoint to call OSS data api is forbidden, please use custom domain.',
    ec: '0048-00000401',
  })
}

function apkForbidden(): OssError {
  return new OssError({
    status: 400,
    code: 'ApkDownloadForbidden',
    message: 'Forbid to download apk files with the default domain. You can use a custom domain.',
    ec: '0048-00000001',
  })
}
