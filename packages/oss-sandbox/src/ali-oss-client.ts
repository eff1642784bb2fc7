import { createRequire } from 'node:module'
import { SANDBOX_CREDENTIAL } from './options.ts'

/** An answer of ali-oss; only what the sandbox's tests look at. */
export interface AliOssResult {
  readonly res: {
    readonly status: number
    readonly headers: Readonly<Record<string, string | undefined>>
    readonly data?: Buffer
  }
  readonly [field: string]: unknown
}

type Method =
  | 'abortMultipartUpload'
  | 'append'
  | 'completeMultipartUpload'
  | 'copy'
  | 'delete'
  | 'deleteBucket'
  | 'deleteMulti'
  | 'deleteObjectTagging'
  | 'get'
  | 'getACL'
  | 'getBucketACL'
  | 'getBucketInfo'
  | 'getBucketLocation'
  | 'getBucketVersioning'
  | 'getBucketVersions'
  | 'getObjectMeta'
  | 'getObjectTagging'
  | 'head'
  | 'initMultipartUpload'
  | 'list'
  | 'listBuckets'
  | 'listParts'
  | 'listUploads'
  | 'listV2'
  | 'multipartUpload'
  | 'multipartUploadCopy'
  | 'put'
  | 'putACL'
  | 'putBucket'
  | 'putBucketACL'
  | 'putBucketVersioning'
  | 'putMeta'
  | 'putObjectTagging'
  | 'putStream'
  | 'request'
  | 'uploadPart'
  | 'uploadPartCopy'

/** The methods of ali-oss that the tests call, each with its own arguments. */
export type AliOssClient = Readonly<Record<Method, (...args: readonly unknown[]) => Promise<AliOssResult>>> & {
  readonly signatureUrlV4: (...args: readonly unknown[]) => Promise<string>
}

type AliOssClass = new (options: Readonly<Record<string, unknown>>) => AliOssClient

/** ali-oss as users have it, for tests of the sandbox with a real client. V4, cname, no retries. */
export function createAliOss(endpoint: string, options: Readonly<Record<string, unknown>> = {}): AliOssClient {
  const AliOss = createRequire(import.meta.url)('ali-oss') as AliOssClass
  const { accessKeyId, accessKeySecret } = SANDBOX_CREDENTIAL
  const defaults = {
    accessKeyId,
    accessKeySecret,
    bucket: 'demo',
    region: 'oss-cn-hangzhou',
    cname: true,
    authorizationV4: true,
  }
  return new AliOss({ ...defaults, endpoint, ...options })
}
