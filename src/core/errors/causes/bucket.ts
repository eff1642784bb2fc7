/** Causes: the bucket, the endpoint that leads to it, and the account that pays for it. */
import { type Cause, type OssRequest, says, saysWith, withYaml } from './cause.ts'

export const BUCKET_CAUSES: readonly Cause<OssRequest>[] = [
  {
    code: 'wrong-region',
    fault: 'permanent',
    when: (failure) =>
      (failure.facts.rightEndpoint !== undefined &&
        says('AccessDenied', 'PermanentRedirect', 'TemporaryRedirect')(failure)) ||
      saysWith(/must be addressed using the specified endpoint/i, 'AccessDenied', 'PermanentRedirect')(failure),
    message: ({ request, facts }) =>
      facts.rightEndpoint === undefined
        ? `Bucket ${request.bucket} is not in the region that ${request.host} serves`
        : `Bucket ${request.bucket} is not in the region that ${request.host} serves: it must be addressed by ${endpointHost(request.bucket, facts.rightEndpoint)}`,
    remedy: ({ request, facts }) => rightEndpointRemedy(request.bucket, facts.rightEndpoint),
  },
  {
    code: 'no-such-bucket',
    fault: 'permanent',
    when: says('NoSuchBucket'),
    message: ({ request }) =>
      request.cname
        ? `${request.host} does not lead to bucket ${request.bucket}`
        : `There is no bucket ${request.bucket} in region ${request.region} (asked at ${request.host})`,
    remedy: ({ request }) =>
      `Check \`bucket\` and \`region\`${request.cname ? ', and to which bucket the custom domain is bound' : ''}; this action does not create buckets.`,
  },
  {
    code: 'invalid-bucket-name',
    fault: 'permanent',
    when: says('InvalidBucketName'),
    message: ({ request }) => `OSS does not accept ${request.bucket} as a bucket name (asked at ${request.host})`,
    remedy: () =>
      'Write the name alone as `bucket`. Where `endpoint` is a custom domain that is bound to the bucket, write `cname: true` as well.',
  },
  {
    code: 'public-endpoint-forbidden',
    fault: 'permanent',
    when: says('PublicEndpointForbidden'),
    message: ({ request }) =>
      `OSS does not let this account upload through the public endpoint ${request.host}; this applies to accounts of 2025-03 and later in mainland China`,
    remedy: () =>
      `Bind a custom domain to the bucket and upload through it:${withYaml('endpoint: https://download.example.com', 'cname: true')}`,
  },
  {
    code: 'custom-domain-not-bound',
    fault: 'permanent',
    when: says('NonStandardHostForbidden', 'SecondLevelDomainForbidden', 'CnameDenied', 'NoSuchCname'),
    message: ({ request }) => `${request.host} is not a domain that OSS has bound to bucket ${request.bucket}`,
    remedy: ({ request }) =>
      request.cname
        ? 'Bind the domain to the bucket in the OSS console, or leave `endpoint` and `cname` out.'
        : `Leave \`endpoint\` out, or say that it is a custom domain:${withYaml(`endpoint: https://${request.host}`, 'cname: true')}`,
  },
  {
    code: 'requester-pays',
    fault: 'permanent',
    when: ({ facts }) => facts.ec === '0003-00000703',
    message: ({ request }) =>
      `The requester pays for requests to bucket ${request.bucket}, and this request did not agree to that`,
    remedy: () =>
      `Agree that your own account pays; the header is sent with every request and is not stored with objects:${withYaml('headers: |', '  x-oss-request-payer: requester')}`,
  },
  {
    code: 'account-overdue',
    fault: 'permanent',
    when: says('UserDisable', 'InDebt', 'InDebtOverdue', 'AbnormalBucketOwnerStatus', 'NotSignedUp'),
    message: ({ request, facts }) =>
      `The account that owns bucket ${request.bucket} is suspended: a payment is overdue, or it was restricted (${facts.serviceCode})`,
    remedy: () =>
      "Look at the account's bills and messages in the console of Alibaba Cloud. Nothing can be uploaded until that is settled.",
  },
  {
    code: 'bucket-disabled',
    fault: 'permanent',
    when: says('BucketDisable', 'BucketDisabled'),
    message: ({ request }) => `Bucket ${request.bucket} is disabled, for security reasons`,
    remedy: () => 'The messages in the console of Alibaba Cloud say why; ask its support.',
  },
  {
    code: 'bucket-in-archive-class',
    fault: 'permanent',
    when: says('InvalidObjectState'),
    message: ({ request }) =>
      `An object of bucket ${request.bucket} that ${request.operation} needs is archived and not restored${request.key === undefined ? '' : ` (for ${request.key})`}`,
    remedy: () =>
      'Publish to a bucket of the class Standard or IA, or set `x-oss-storage-class: Standard` in `headers`: archived objects can be neither downloaded nor copied.',
  },
  {
    code: 'storage-class-refused',
    fault: 'permanent',
    when: (failure) =>
      says('InvalidStorageClass')(failure) ||
      (failure.facts.argumentName ?? '') === 'x-oss-storage-class' ||
      saysWith(/storage class/i, 'InvalidArgument', 'OperationNotSupported')(failure),
    message: ({ request }) => `Bucket ${request.bucket} does not accept the requested storage class`,
    remedy: () =>
      "Use `x-oss-storage-class: Standard`, `IA` or `Archive` in `headers`, or leave it out to use the bucket's own.",
  },
]

/** The endpoint that OSS recommends, without the bucket in front of it. */
function endpointHost(bucket: string, rightEndpoint: string): string {
  return rightEndpoint.startsWith(`${bucket}.`) ? rightEndpoint.slice(bucket.length + 1) : rightEndpoint
}

function rightEndpointRemedy(bucket: string, rightEndpoint: string | undefined): string {
  if (rightEndpoint === undefined) return 'Write the region of the bucket as `region`, as the OSS console shows it.'
  const host = endpointHost(bucket, rightEndpoint)
  const region = /^oss-(.+?)(-internal)?\.aliyuncs\.com$/.exec(host)?.[1]
  if (region === undefined) return `Write:${withYaml(`endpoint: ${host}`)}`
  const internal = host.endsWith('-internal.aliyuncs.com')
  const note = internal
    ? ` (${host} itself is reached from inside Alibaba Cloud in that region only: \`endpoint: internal\`)`
    : ` (or \`endpoint: ${host}\`)`
  return `Write the bucket's region, and no \`endpoint\`${note}:${withYaml(`region: ${region}`)}`
}
