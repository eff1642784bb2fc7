import { formatXml, type XmlValue } from './xml.ts'

export interface OssErrorOptions {
  readonly status: number
  readonly code: string
  readonly message: string
  /** OSS's fine-grained code, `0002-00000040`: https://www.alibabacloud.com/help/en/oss/user-guide/ec-error-codes */
  readonly ec?: string
  /** More elements of the error's body, in order, between HostId and EC. */
  readonly details?: Readonly<Record<string, XmlValue>>
  /** Headers that the answer carries besides the usual ones. */
  readonly headers?: Readonly<Record<string, string>>
}

/** An answer that refuses a request: https://www.alibabacloud.com/help/en/oss/developer-reference/error-responses */
export class OssError extends Error {
  readonly status: number
  readonly code: string
  readonly ec: string | undefined
  readonly details: Readonly<Record<string, XmlValue>>
  readonly headers: Readonly<Record<string, string>>

  constructor(options: OssErrorOptions) {
    super(options.message)
    this.name = 'OssError'
    this.status = options.status
    this.code = options.code
    this.ec = options.ec
    this.details = options.details ?? {}
    this.headers = options.headers ?? {}
  }
}

/** The error's XML as OSS writes it. */
export function formatError(error: OssError, place: { readonly requestId: string; readonly hostId: string }): string {
  return formatXml('Error', {
    Code: error.code,
    Message: error.message,
    RequestId: place.requestId,
    HostId: place.hostId,
    ...error.details,
    EC: error.ec,
    RecommendDoc: error.ec === undefined ? undefined : `https://api.alibabacloud.com/troubleshoot?q=${error.ec}`,
  })
}

/** 400 InvalidArgument, with the argument that it blames. */
export function invalidArgument(
  message: string,
  argument: { readonly name: string; readonly value: string },
  ec?: string,
) {
  return new OssError({
    status: 400,
    code: 'InvalidArgument',
    message,
    ...(ec === undefined ? {} : { ec }),
    details: { ArgumentName: argument.name, ArgumentValue: argument.value },
  })
}

/** 403 AccessDenied. */
export function accessDenied(message: string, ec: string, details: Readonly<Record<string, XmlValue>> = {}): OssError {
  return new OssError({ status: 403, code: 'AccessDenied', message, ec, details })
}

export function noSuchBucket(bucket: string): OssError {
  return new OssError({
    status: 404,
    code: 'NoSuchBucket',
    message: 'The specified bucket does not exist.',
    ec: '0015-00000101',
    details: { BucketName: bucket },
  })
}

/** 404 NoSuchKey; `ec` is that of the operation, and absent where it is not known. */
export function noSuchKey(key: string, ec?: string): OssError {
  return new OssError({
    status: 404,
    code: 'NoSuchKey',
    message: 'The specified key does not exist.',
    ...(ec === undefined ? {} : { ec }),
    details: { Key: key },
  })
}

/** 404 NoSuchUpload; `ec` is that of the operation, and absent where it is not known. */
export function noSuchUpload(uploadId: string, ec?: string): OssError {
  return new OssError({
    status: 404,
    code: 'NoSuchUpload',
    message:
      'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    ...(ec === undefined ? {} : { ec }),
    details: { UploadId: uploadId },
  })
}

export function malformedXml(): OssError {
  return new OssError({
    status: 400,
    code: 'MalformedXML',
    message: 'The XML you provided was not well-formed or did not validate against our published schema.',
    ec: '0042-00000206',
  })
}

export function fileAlreadyExists(): OssError {
  return new OssError({
    status: 409,
    code: 'FileAlreadyExists',
    message: 'The object you specified already exists and can not be overwritten.',
    ec: '0026-00000104',
  })
}

/** 409 FileImmutable: https://www.alibabacloud.com/help/en/oss/user-guide/oss-retention-policies */
export function fileImmutable(): OssError {
  return new OssError({
    status: 409,
    code: 'FileImmutable',
    message: 'The object you specified is immutable.',
    ec: '0026-00000102',
  })
}

export function methodNotAllowed(method: string, resource: string): OssError {
  return new OssError({
    status: 405,
    code: 'MethodNotAllowed',
    message: 'The specified method is not allowed against this resource.',
    ec: '0017-00000201',
    details: { Method: method, ResourceType: resource },
  })
}

/** 400 NotImplemented: https://www.alibabacloud.com/help/en/oss/developer-reference/error-responses */
export function notImplemented(details: Readonly<Record<string, XmlValue>> = {}): OssError {
  return new OssError({
    status: 400,
    code: 'NotImplemented',
    message: 'A header you provided implies functionality that is not implemented.',
    ec: '0017-00000501',
    details,
  })
}
