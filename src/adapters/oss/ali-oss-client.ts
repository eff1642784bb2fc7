/** Types of the parts of ali-oss that are used: signing, XML and URLs. Its published types lack most of them. Does not load ali-oss. */
import type { Answer, CallContext } from './transport.ts'

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
  /** A function, since ali-oss copies options deeply, which would break an AbortSignal. */
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
  listParts(key: string, uploadId: string, query: Record<string, string>, options: CallOptions): Promise<ListResult>
  abortMultipartUpload(key: string, uploadId: string, options: CallOptions): Promise<AliOssResult>
}

type PutParameters = Pick<RequestParameters, 'bucket' | 'object' | 'headers' | 'ctx' | 'subres'>

/** @returns the parameters of a GET of a sub-resource: `acl`, `tagging`. */
export function subResource(parameters: PutParameters): RequestParameters {
  return { method: 'GET', successStatuses: [200], ...parameters }
}

/** @returns the parameters of a PUT. */
export function put(parameters: PutParameters): RequestParameters {
  return { method: 'PUT', successStatuses: [200], ...parameters }
}
