/** What OSS answers when it refuses, by the XML that it documents, and what people are told. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { FaultAction } from '../../packages/oss-sandbox/src/faults.ts'
import { type OssServer, startOss } from '../../packages/oss-sandbox/src/server.ts'
import type { ActionError, Fault } from '../../src/core/errors/errors.ts'
import { asActionError, formatError } from '../../src/core/errors/errors.ts'
import { BUCKET, bodyOf, givenCredentials, NEVER, openStore } from './open-store.ts'

let oss: OssServer
let store: ReturnType<typeof openStore>
beforeAll(async () => {
  oss = await startOss({ buckets: [{ name: BUCKET }] })
  store = openStore({ endpoint: oss.endpoint, cname: true, policy: { keyPrefix: 'v1/' } })
})
afterEach(() => oss.reset())
afterAll(async () => {
  store.close()
  await oss.close()
})

type Answer = Omit<Extract<FaultAction, { readonly kind: 'answer' }>, 'kind'>

const requests = {
  PutObject: () => store.putObject({ key: 'v1/app.exe', body: bodyOf('bytes'), headers: {}, signal: NEVER }),
  InitiateMultipartUpload: () => store.initiateUpload({ key: 'v1/app.exe', headers: {}, signal: NEVER }),
  UploadPart: () =>
    store.uploadPart({ key: 'v1/app.exe', uploadId: 'ID', number: 1, body: bodyOf('bytes'), signal: NEVER }),
  CompleteMultipartUpload: () =>
    store.completeUpload({
      ...{ key: 'v1/app.exe', uploadId: 'ID', headers: {}, signal: NEVER },
      parts: [{ number: 1, etag: 'A' }],
    }),
  ListParts: () => store.listParts({ key: 'v1/app.exe', uploadId: 'ID', signal: NEVER }),
  AbortMultipartUpload: () => store.abortUpload({ key: 'v1/app.exe', uploadId: 'ID', signal: NEVER }),
  HeadObject: () => store.headObject({ key: 'v1/app.exe', signal: NEVER }),
  CopyObject: () => store.copyObject({ key: 'v1/app.exe', fromKey: 'v1/a', headers: {}, signal: NEVER }),
} as const

async function failureOf(operation: keyof typeof requests, answer: Answer): Promise<ActionError> {
  oss.faults.add({ when: { operation }, action: { kind: 'answer', at: 'after-body', ...answer } })
  const error = await requests[operation]().then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  const known = asActionError(error)
  if (known === undefined) throw new Error(`not explained: ${String(error)}`)
  return known
}

interface Row {
  readonly code: string
  readonly fault: Fault
  readonly of?: keyof typeof requests
  readonly answer: Answer
  /** In what people read. */
  readonly says: readonly RegExp[]
}

const TABLE: readonly Row[] = [
  // Who asks
  {
    code: 'clock-skew',
    fault: 'clock',
    answer: {
      ...{ status: 403, code: 'RequestTimeTooSkewed', ec: '0002-00000504' },
      message: 'The difference between the request time and the current time is too large.',
      details: { MaxAllowedSkewMilliseconds: 900000, ServerTime: '2030-01-01T00:00:00.000Z' },
    },
    says: [/clock/],
  },
  {
    code: 'credentials-expired',
    fault: 'credentials',
    answer: { status: 403, code: 'SecurityTokenExpired', message: 'The security token you provided has expired.' },
    says: [/have expired/, /role-to-assume: /],
  },
  {
    code: 'security-token-invalid',
    fault: 'credentials',
    answer: { status: 403, code: 'InvalidSecurityToken', message: 'The security token you provided is invalid.' },
    says: [/security token/],
  },
  {
    code: 'access-key-disabled',
    fault: 'permanent',
    answer: {
      ...{ status: 403, code: 'InvalidAccessKeyId', ec: '0002-00000904' },
      message: 'The OSS Access Key Id you provided is disabled.',
    },
    says: [/is disabled/, /RAM console/],
  },
  {
    code: 'invalid-access-key-id',
    fault: 'permanent',
    answer: {
      ...{ status: 403, code: 'InvalidAccessKeyId', ec: '0002-00000902' },
      message: 'The OSS Access Key Id you provided does not exist in our records.',
    },
    says: [/does not know the access key ID/, /the inputs access-key-id and access-key-secret/],
  },
  {
    code: 'signature-does-not-match',
    fault: 'permanent',
    answer: {
      ...{ status: 403, code: 'SignatureDoesNotMatch', ec: '0002-00000201' },
      message:
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    },
    says: [/does not belong to the access key ID/, /EC: 0002-00000201/],
  },
  {
    code: 'wrong-signing-region',
    fault: 'permanent',
    answer: {
      ...{ status: 400, code: 'InvalidArgument', ec: '0002-00000228' },
      message: 'Invalid signing region in Authorization header.',
      details: { ArgumentName: 'Authorization', ArgumentValue: 'OSS4-HMAC-SHA256 …' },
    },
    says: [/cn-hangzhou is not the region of bucket release-bucket/, /region: /],
  },
  // What they may do
  {
    code: 'access-denied',
    fault: 'denied',
    answer: {
      ...{ status: 403, code: 'AccessDenied', ec: '0003-00000001' },
      message: 'You have no right to access this object because of bucket acl.',
      details: {
        AccessDeniedDetail: {
          PolicyType: 'AccountLevelIdentityBasedPolicy',
          NoPermissionType: 'ImplicitDeny',
          AuthAction: 'oss:PutObjectTagging',
        },
      },
    },
    says: [
      /no policy allows `oss:PutObjectTagging` on `/,
      /"oss:PutObject",\s+"oss:PutObjectTagging"/,
      /"acs:oss:\*:\*:release-bucket\/v\*"/,
      /troubleshoot\?q=0003-00000001/,
    ],
  },
  {
    code: 'access-denied',
    fault: 'denied',
    of: 'ListParts',
    answer: { status: 403, code: 'AccessDenied', message: 'AccessDenied' },
    says: [/no policy allows `oss:ListParts` on `/, /"oss:ListParts"/],
  },
  {
    code: 'access-denied',
    fault: 'denied',
    of: 'HeadObject',
    answer: { status: 403, code: 'AccessDenied', message: 'AccessDenied', ec: '0003-00000001' },
    says: [/no policy allows `oss:GetObject` on `/, /EC: 0003-00000001/],
  },
  {
    code: 'explicitly-denied',
    fault: 'denied',
    answer: {
      ...{ status: 403, code: 'AccessDenied', ec: '0003-00000201', message: 'Access denied by bucket policy.' },
      details: {
        AccessDeniedDetail: {
          PolicyType: 'AccountLevelIdentityBasedPolicy',
          AuthPrincipalType: 'SubUser',
          NoPermissionType: 'ExplicitDeny',
          AuthAction: 'oss:PutObject',
        },
      },
    },
    says: [/A `Deny` in a RAM policy forbids oss:PutObject/, /no `Allow` overrides/],
  },
  {
    code: 'explicitly-denied',
    fault: 'denied',
    answer: { status: 403, code: 'AccessDenied', message: 'Access denied by VPC endpoint policy.' },
    says: [/VPC endpoint/],
  },
  {
    code: 'block-public-access',
    fault: 'permanent',
    answer: {
      ...{ status: 403, code: 'AccessDenied', ec: '0016-00000906' },
      message: 'Put public object acl is not allowed',
    },
    says: [/blocks public access/, /signed-url-expires/],
  },
  {
    code: 'foreign-bucket',
    fault: 'denied',
    answer: { status: 403, code: 'AccessDenied', message: 'The bucket you access does not belong to you.' },
    says: [/belongs to another account/],
  },
  {
    code: 'referer-denied',
    fault: 'denied',
    answer: { status: 403, code: 'AccessDenied', message: 'You are denied by bucket referer policy.' },
    says: [/hotlink/],
  },
  {
    code: 'kms-denied',
    fault: 'denied',
    answer: { status: 403, code: 'AccessDenied', message: 'This request is forbidden by kms.' },
    says: [/KMS does not let/, /"kms:Decrypt",\s+"kms:GenerateDataKey"/],
  },
  {
    code: 'kms-key-unusable',
    fault: 'permanent',
    answer: {
      ...{ status: 409, code: 'KeyDisabled', ec: '0005-00000214' },
      message: 'The request was rejected because the key state is Disabled.',
    },
    says: [/KeyDisabled/, /KMS console/],
  },
  {
    code: 'kms-not-activated',
    fault: 'permanent',
    answer: { status: 403, code: 'UbsmsInvalidBid', message: 'Your account partner does not have KMS Service.' },
    says: [/has no KMS/],
  },
  // Bucket, endpoint, account
  {
    code: 'wrong-region',
    fault: 'permanent',
    answer: {
      ...{ status: 403, code: 'AccessDenied', ec: '0003-00001403' },
      message:
        'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
      details: { Bucket: BUCKET, Endpoint: 'oss-cn-shanghai.aliyuncs.com' },
    },
    says: [/must be addressed by oss-cn-shanghai\.aliyuncs\.com/, /region: cn-shanghai/],
  },
  {
    code: 'wrong-region',
    fault: 'permanent',
    answer: {
      ...{ status: 403, code: 'AccessDenied', ec: '0003-00001403' },
      message: 'The bucket you are attempting to access must be addressed using the specified endpoint.',
      details: { Endpoint: `${BUCKET}.oss-cn-shanghai-internal.aliyuncs.com` },
    },
    says: [/region: cn-shanghai/, /inside Alibaba Cloud in that region only/],
  },
  {
    code: 'no-such-bucket',
    fault: 'permanent',
    answer: {
      ...{ status: 404, code: 'NoSuchBucket', ec: '0015-00000101' },
      message: 'The specified bucket does not exist.',
      details: { BucketName: BUCKET },
    },
    says: [/does not lead to bucket release-bucket/],
  },
  {
    code: 'invalid-bucket-name',
    fault: 'permanent',
    answer: {
      ...{ status: 400, code: 'InvalidBucketName', ec: '0015-00000001' },
      message: 'The specified bucket is not valid.',
    },
    says: [/cname: true/],
  },
  {
    code: 'public-endpoint-forbidden',
    fault: 'permanent',
    answer: {
      ...{ status: 400, code: 'PublicEndpointForbidden', ec: '0048-00000401' },
      message: 'Using public endpoint to call OSS data api is forbidden, please use custom domain.',
    },
    says: [/endpoint: https:\/\/download\.example\.com\n\s+cname: true/],
  },
  {
    code: 'custom-domain-not-bound',
    fault: 'permanent',
    answer: {
      ...{ status: 403, code: 'NonStandardHostForbidden' },
      message: 'Your host is invalid. Please use Open Storage Service standard host.',
    },
    says: [/is not a domain that OSS has bound/],
  },
  {
    code: 'account-overdue',
    fault: 'permanent',
    answer: { status: 403, code: 'UserDisable', message: 'UserDisable', ec: '0003-00000801' },
    says: [/payment is overdue/, /UserDisable/],
  },
  {
    code: 'account-overdue',
    fault: 'permanent',
    answer: { status: 403, code: 'InDebt', message: 'Current user is indebted' },
    says: [/payment is overdue/],
  },
  {
    code: 'bucket-disabled',
    fault: 'permanent',
    answer: { status: 403, code: 'BucketDisable', message: 'BucketDisable' },
    says: [/is disabled/],
  },
  {
    code: 'bucket-in-archive-class',
    fault: 'permanent',
    of: 'CopyObject',
    answer: {
      ...{ status: 403, code: 'InvalidObjectState', ec: '0041-00000001' },
      message: "The operation is not valid for the object's state",
    },
    says: [/archived/, /Standard/],
  },
  {
    code: 'storage-class-refused',
    fault: 'permanent',
    of: 'InitiateMultipartUpload',
    answer: {
      ...{ status: 400, code: 'InvalidArgument', ec: '0013-00000104' },
      message: 'The storage class is not supported.',
      details: { ArgumentName: 'x-oss-storage-class', ArgumentValue: 'ColdArchive' },
    },
    says: [/storage class/],
  },
  // Objects and parts
  {
    code: 'upload-gone',
    fault: 'upload-gone',
    of: 'UploadPart',
    answer: {
      ...{ status: 404, code: 'NoSuchUpload', ec: '0042-00000002' },
      message:
        'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    },
    says: [/no longer knows the upload of v1\/app\.exe/],
  },
  {
    code: 'invalid-part',
    fault: 'invalid-part',
    of: 'CompleteMultipartUpload',
    answer: {
      ...{ status: 400, code: 'InvalidPart', ec: '0042-00000204' },
      message:
        'One or more of the specified parts could not be found or the specified entity tag might not have matched.',
    },
    says: [/parts of v1\/app\.exe/],
  },
  {
    code: 'part-too-small',
    fault: 'permanent',
    of: 'CompleteMultipartUpload',
    answer: {
      ...{ status: 400, code: 'EntityTooSmall', ec: '0042-00000205' },
      message: 'Your proposed upload smaller than the minimum allowed size.',
    },
    says: [/smaller than 100 KB/],
  },
  {
    code: 'malformed-xml',
    fault: 'permanent',
    of: 'CompleteMultipartUpload',
    answer: {
      ...{ status: 400, code: 'MalformedXML', ec: '0042-00000206' },
      message: 'The XML you provided was not well-formed or did not validate against our published schema.',
    },
    says: [/list of parts/],
  },
  {
    code: 'too-large',
    fault: 'permanent',
    answer: {
      ...{ status: 400, code: 'EntityTooLarge' },
      message: 'Your proposed upload exceeds the maximum allowed object size.',
    },
    says: [/larger than OSS accepts/],
  },
  {
    code: 'digest-mismatch',
    fault: 'part',
    answer: {
      ...{ status: 400, code: 'InvalidDigest', ec: '0017-00000101' },
      message: 'The Content-MD5 you specified was invalid.',
    },
    says: [/changed on their way/],
  },
  {
    code: 'request-timeout',
    fault: 'part',
    of: 'UploadPart',
    answer: {
      ...{ status: 400, code: 'RequestTimeout' },
      message:
        'Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.',
    },
    says: [/timed out waiting/],
  },
  {
    code: 'object-exists',
    fault: 'exists',
    answer: {
      ...{ status: 409, code: 'FileAlreadyExists', ec: '0026-00000104' },
      message: 'The object you specified already exists and can not be overwritten.',
    },
    says: [/v1\/app\.exe exists already/],
  },
  {
    code: 'requester-pays',
    fault: 'permanent',
    answer: {
      ...{ status: 403, code: 'AccessDenied', ec: '0003-00000703' },
      message: 'Bucket is configured with pay by requester mode',
    },
    says: [/x-oss-request-payer: requester/],
  },
  {
    code: 'no-such-key',
    fault: 'missing',
    of: 'CopyObject',
    answer: {
      ...{ status: 404, code: 'NoSuchKey', ec: '0026-00000001' },
      message: 'The specified key does not exist.',
      details: { Key: 'v1/a' },
    },
    says: [/There is no object/],
  },
  {
    code: 'precondition-failed',
    fault: 'permanent',
    answer: {
      ...{ status: 409, code: 'ObjectNotAppendable' },
      message: 'The object is not appendable',
    },
    says: [/forbids PutObject/],
  },
  {
    code: 'parts-unlisted',
    fault: 'denied',
    of: 'ListParts',
    answer: { status: 501, code: 'NotImplemented', message: 'A header you provided implies functionality.' },
    says: [/does not list the parts/, /`uploadId`/],
  },
  {
    code: 'parts-unlisted',
    fault: 'denied',
    of: 'ListParts',
    answer: { status: 405, code: 'MethodNotAllowed', message: 'The specified method is not allowed.' },
    says: [/does not list the parts/],
  },
  {
    code: 'request-altered',
    fault: 'permanent',
    answer: { status: 411, code: 'MissingContentLength', message: 'You must provide the Content-Length HTTP header.' },
    says: [/did not reach .* as it was sent/],
  },
  {
    code: 'object-immutable',
    fault: 'exists',
    answer: { status: 409, code: 'FileImmutable', message: 'The object you specified is immutable.' },
    says: [/retention policy/],
  },
  {
    code: 'invalid-object-name',
    fault: 'permanent',
    answer: {
      ...{ status: 400, code: 'InvalidObjectName', ec: '0016-00000002' },
      message: 'The specified object is not valid.',
    },
    says: [/1 to 1023 bytes/],
  },
  {
    code: 'invalid-tags',
    fault: 'permanent',
    answer: { status: 400, code: 'InvalidTag', message: 'The tag key/value provided is not valid.' },
    says: [/At most 10 tags/],
  },
  {
    code: 'invalid-encryption',
    fault: 'permanent',
    answer: {
      ...{ status: 400, code: 'InvalidEncryptionAlgorithmError' },
      message: 'The Encryption request you specified is not valid. Supported value: AES256/KMS.',
    },
    says: [/AES256/],
  },
  {
    code: 'invalid-header',
    fault: 'permanent',
    answer: {
      ...{ status: 400, code: 'InvalidArgument', message: 'Invalid Argument.' },
      details: { ArgumentName: 'x-oss-object-acl', ArgumentValue: 'public' },
    },
    says: [/value of x-oss-object-acl/],
  },
  // Too much for now
  {
    code: 'request-rate-limit',
    fault: 'busy',
    answer: { status: 429, code: 'QpsLimitExceeded', message: 'Please reduce your request rate.' },
    says: [/limits how many requests/],
  },
  {
    code: 'request-rate-limit',
    fault: 'busy',
    answer: { status: 503, code: 'TotalQpsLimitExceeded', message: 'Max total qps limit is exceeded.' },
    says: [/limits how many requests/],
  },
  {
    code: 'bandwidth-limit',
    fault: 'busy',
    answer: {
      ...{ status: 503, code: 'UploadTrafficRateLimitExceeded' },
      message: 'Please reduce your upload request traffic.',
    },
    says: [/bandwidth/],
  },
  {
    code: 'service-busy',
    fault: 'busy',
    answer: {
      ...{ status: 503, code: 'ServiceUnavailable', ec: '0010-00000101' },
      message: 'Please reduce your request rate.',
    },
    says: [/ServiceUnavailable/],
  },
  {
    code: 'service-busy',
    fault: 'busy',
    answer: { status: 500, code: 'InternalError', message: 'We encountered an internal error. Please try again.' },
    says: [/InternalError/],
  },
]

/** What takes from people what they have: no answer of OSS is a reason to tell them so. */
const DESTRUCTIVE = /overwrite: (always|if-changed)|\b(delete|remove|empty) (the|this|that|these) /i

describe('a refusal of OSS', () => {
  test.each(TABLE)('$answer.code is reported as $code', async ({ code, fault, of = 'PutObject', answer, says }) => {
    const error = await failureOf(of, answer)
    expect({ code: error.code, fault: error.fault }).toEqual({ code, fault })
    const text = formatError(error)
    for (const words of says) expect(text).toMatch(words)
    expect(error.remedy).not.toMatch(DESTRUCTIVE)
    // What a support ticket needs.
    expect(text).toContain(`HTTP: ${answer.status}`)
    expect(text).toContain(`Code: ${answer.code}`)
    expect(text).toMatch(/RequestId: [0-9A-F]{24}/)
    expect(text).toMatch(/HostId: localhost/)
    expect(text).not.toContain('undefined')
  })

  test('with an unknown code is shown with OSS’s own message, and not retried', async () => {
    const error = await failureOf('PutObject', {
      ...{ status: 400, code: 'SomethingNew', message: 'A rule of tomorrow.', ec: '0099-00000001' },
    })
    expect(error).toMatchObject({ code: 'oss-error', fault: 'permanent' })
    expect(formatError(error)).toMatch(/SomethingNew: A rule of tomorrow\.\n.*troubleshoot\?q=0099-00000001/)
  })

  test('of a key from STS is a reason to mint another', async () => {
    const role = 'acs:ram::1234567890123456:role/publisher'
    const discarded: unknown[] = []
    const credentials = {
      ...givenCredentials({ accessKeyId: 'STS.gone', accessKeySecret: 'fake', securityToken: 'fake-token' }),
      identity: { kind: 'role', roleArn: role } as const,
      discard: (refused: unknown) => discarded.push(refused),
    }
    const minted = openStore({ endpoint: oss.endpoint, cname: true, credentials })
    await expect(minted.headObject({ key: 'a', signal: NEVER })).rejects.toMatchObject({
      code: 'minted-key-unknown',
      fault: 'credentials',
    })
    expect(discarded).toEqual([expect.objectContaining({ accessKeyId: 'STS.gone' })])
    minted.close()
  })

  test('that is only a 403, as HEAD may return, is a denial', async () => {
    const error = await failureOf('HeadObject', { status: 403, headers: {} })
    expect(error).toMatchObject({ code: 'access-denied', fault: 'denied' })
  })

  test('in a 200 of Complete is a refusal', async () => {
    oss.faults.add({
      when: { operation: 'CompleteMultipartUpload' },
      action: { kind: 'error-in-200', code: 'InternalError', message: 'Please try again.' },
    })
    await expect(requests.CompleteMultipartUpload()).rejects.toMatchObject({ code: 'service-busy', fault: 'busy' })
  })

  test('for a missing object is a normal answer to HEAD', async () => {
    expect(await requests.HeadObject()).toBeUndefined()
  })

  test('for a missing bucket is an error of HEAD', async () => {
    const answer = { status: 404, code: 'NoSuchBucket', message: 'The specified bucket does not exist.' }
    expect(await failureOf('HeadObject', answer)).toMatchObject({ code: 'no-such-bucket' })
  })

  test('names the source of the keys that were used', async () => {
    const credentials = givenCredentials(
      { accessKeyId: 'LTAIother', accessKeySecret: 'fake', securityToken: 'fake-token' },
      'the environment variables OSS_ACCESS_KEY_ID, OSS_ACCESS_KEY_SECRET and OSS_SESSION_TOKEN',
    )
    const other = openStore({ endpoint: oss.endpoint, cname: true, credentials })
    await expect(other.headObject({ key: 'a', signal: NEVER })).rejects.toMatchObject({
      code: 'invalid-access-key-id',
      message: expect.stringContaining('OSS_SESSION_TOKEN'),
    })
    other.close()
  })
})

test('a bucket rule against overwriting is distinguished from `overwrite: never`', async () => {
  const always = openStore({ endpoint: oss.endpoint, cname: true, overwrite: 'always' })
  oss.faults.add({
    when: { operation: 'PutObject' },
    action: { kind: 'answer', at: 'after-body', status: 409, code: 'FileAlreadyExists', message: 'exists' },
  })
  const put = always.putObject({ key: 'v1/app.exe', body: bodyOf('bytes'), headers: {}, signal: NEVER })
  const error = asActionError(await put.catch((thrown: unknown) => thrown))
  always.close()
  expect(error).toMatchObject({ code: 'overwrite-forbidden', fault: 'exists' })
  expect(error?.message).toMatch(/forbids overwriting, or a folder has that name/)
})

test('`x-oss-request-payer` is sent and signed with every request', async () => {
  const payer = { 'x-oss-request-payer': 'requester' }
  const paid = openStore({ endpoint: oss.endpoint, cname: true, requestHeaders: payer })
  const object = { key: 'a.bin', headers: {}, signal: NEVER }
  await paid.putObject({ ...object, body: bodyOf('bytes') })
  const uploadId = await paid.initiateUpload(object)
  const part = await paid.uploadPart({ ...object, uploadId, number: 1, body: bodyOf('bytes') })
  await paid.listParts({ ...object, uploadId })
  await paid
    .copyPart({ ...object, uploadId, number: 2, from: { fromKey: 'a.bin', startBytes: 0, endBytes: 5 } })
    .catch(() => {})
  await paid.abortUpload({ ...object, uploadId })
  const second = await paid.initiateUpload(object)
  const { etag } = await paid.uploadPart({ ...object, uploadId: second, number: 1, body: bodyOf('bytes') })
  await paid.completeUpload({ ...object, uploadId: second, parts: [{ number: 1, etag }] })
  await paid.headObject(object)
  await paid.copyObject({ ...object, key: 'b.bin', fromKey: 'a.bin' })
  paid.close()
  expect(part.etag).toBe(etag)
  expect(oss.requests.length).toBeGreaterThanOrEqual(11)
  expect(oss.requests.filter(({ headers }) => headers['x-oss-request-payer'] !== 'requester')).toEqual([])
})
