/** What is used of ali-oss: its signing, XML and URLs. Its published types lack most of it. */
import OSS from 'ali-oss'
import type { Answer, CallContext, Transport } from './transport.ts'

export interface AliOssResult {
  readonly res: Answer
  readonly data?: unknown
}

interface RequestParameters {
  readonly method: string
  readonly bucket: string
  readonly object: string
  readonly headers: Record<string, string>
  readonly successStatuses: readonly number[]
  readonly ctx: () => CallContext
  readonly subres?: Record<string, string | number> | string
}

interface CallOptions {
  /** A function, since ali-oss copies options deeply, and a copied AbortSignal is none. */
  readonly ctx: () => CallContext
  readonly headers?: Record<string, string>
}

export interface ListResult extends AliOssResult {
  readonly parts: unknown
  readonly isTruncated: unknown
  readonly nextPartNumberMarker: unknown
}

export interface AliOssClient {
  readonly options: Record<string, unknown>
  request(parameters: RequestParameters): Promise<AliOssResult>
  initMultipartUpload(
    key: string,
    options: CallOptions & { readonly mime?: string },
  ): Promise<AliOssResult & { readonly uploadId: unknown }>
  listParts(key: string, uploadId: string, query: Record<string, string>, options: CallOptions): Promise<ListResult>
  completeMultipartUpload(
    key: string,
    uploadId: string,
    parts: readonly { readonly number: number; readonly etag: string }[],
    options: CallOptions,
  ): Promise<AliOssResult>
  abortMultipartUpload(key: string, uploadId: string, options: CallOptions): Promise<AliOssResult>
  head(key: string, options: CallOptions): Promise<AliOssResult>
}

/** @returns a client whose requests go through the transport. It signs V4 with the bucket's own region; keys are set before each request. */
export function createAliOssClient({
  bucket,
  region,
  transport,
}: {
  readonly bucket: string
  readonly region: string
  readonly transport: Transport
}): AliOssClient {
  const options = {
    bucket,
    region: `oss-${region}`,
    // The transport knows the real host. To ali-oss every bucket is a custom domain, so that it changes neither host nor path.
    endpoint: 'http://bucket.invalid',
    cname: true,
    authorizationV4: true,
    headerEncoding: 'latin1',
    accessKeyId: 'unset',
    accessKeySecret: 'unset',
    urllib: transport,
  }
  // The one cast: the published types lack what is used here.
  return new OSS(options as unknown as OSS.Options) as unknown as AliOssClient
}

type PutParameters = Pick<RequestParameters, 'bucket' | 'object' | 'headers' | 'ctx' | 'subres'>

/** @returns the parameters of a GET of a sub-resource: `acl`, `tagging`. */
export function get(parameters: PutParameters): RequestParameters {
  return { method: 'GET', successStatuses: [200], ...parameters }
}

/** @returns the parameters of a PUT. */
export function put(parameters: PutParameters): RequestParameters {
  return { method: 'PUT', successStatuses: [200], ...parameters }
}
