/** Causes: who asks, and what they may do. */
import { formatRamPolicy, neededActions } from '../../service/ram-policy.ts'
import { singleLine } from '../../text/text.ts'
import { type Cause, type Failure, type OssRequest, says, saysWith, withYaml } from './cause.ts'

/** Clocks, keys and tokens: OSS does not accept who the request says it is from. */
const IDENTITY: readonly Cause<OssRequest>[] = [
  {
    code: 'clock-skew',
    fault: 'clock',
    when: (failure) => says('RequestTimeTooSkewed')(failure) || failure.facts.ec === '0002-00000504',
    message: () => "The runner's clock and the clock of OSS differ by more than 15 minutes",
    remedy: () => 'Set the clock of the runner (NTP).',
  },
  {
    code: 'credentials-expired',
    fault: 'credentials',
    when: says('SecurityTokenExpired'),
    message: ({ request }) => `The temporary credentials from ${sourceOf(request)} have expired`,
    remedy: refreshRemedy,
  },
  {
    code: 'security-token-invalid',
    fault: 'credentials',
    when: says('InvalidSecurityToken', 'AccessKeyIdAndSecurityTokenNotMatch'),
    message: ({ request }) => `OSS does not accept the security token from ${sourceOf(request)}`,
    remedy: (failure) =>
      `The three values must be from the same session, complete, and not expired: access key ID, access key secret and security token. ${refreshRemedy(failure)}`,
  },
  {
    code: 'minted-key-unknown',
    fault: 'credentials',
    when: (failure) => failure.request.identity.kind === 'role' && says('InvalidAccessKeyId')(failure),
    message: ({ request }) => `OSS does not know the access key that STS gave for ${sourceOf(request)}`,
    remedy: () => 'Check that role and bucket are in the same site of Alibaba Cloud (aliyun.com or alibabacloud.com).',
  },
  {
    code: 'access-key-disabled',
    fault: 'permanent',
    when: (failure) =>
      saysWith(/disabled|inactive/i, 'InvalidAccessKeyId')(failure) || failure.facts.ec === '0002-00000904',
    message: ({ request }) =>
      `The access key from ${sourceOf(request)} is disabled, or not allowed from this network address`,
    remedy: () => 'Enable the access key in the RAM console, or put another key into the secret.',
  },
  {
    code: 'invalid-access-key-id',
    fault: 'permanent',
    when: says('InvalidAccessKeyId'),
    message: ({ request }) => `OSS does not know the access key ID from ${sourceOf(request)}`,
    remedy: ({ request }) =>
      `Check ${sourceOf(request)}: the key may have been deleted or belong to another site of Alibaba Cloud; an ID that begins with \`STS.\` also needs its security token.`,
  },
  {
    code: 'signature-does-not-match',
    fault: 'permanent',
    when: says('SignatureDoesNotMatch'),
    message: ({ request }) =>
      `OSS computes another signature: the access key secret from ${sourceOf(request)} does not belong to the access key ID`,
    remedy: ({ request }) =>
      `Set the secret behind ${sourceOf(request)} again, without quotes, spaces and line ends. A proxy that changes headers has the same effect.`,
  },
  {
    code: 'wrong-signing-region',
    fault: 'permanent',
    when: (failure) =>
      saysWith(/signing region/i, 'InvalidArgument', 'AccessDenied', 'SignatureDoesNotMatch')(failure) ||
      failure.facts.ec === '0002-00000228',
    message: ({ request }) => `${request.region} is not the region of bucket ${request.bucket}`,
    remedy: () =>
      `Write the bucket's own region, whatever the endpoint is:${withYaml('region: cn-hangzhou   # as the OSS console shows it for the bucket')}`,
  },
]

/** OSS knows who is asking, and refuses. */
const PERMISSION: readonly Cause<OssRequest>[] = [
  {
    code: 'kms-not-activated',
    fault: 'permanent',
    when: says('UbsmsInvalidBid', 'KmsServiceNotEnabled'),
    message: ({ request }) => `Objects of bucket ${request.bucket} are encrypted by KMS, and the account has no KMS`,
    remedy: () => 'Activate KMS for the account, or encrypt with `x-oss-server-side-encryption: AES256`.',
  },
  {
    code: 'kms-key-unusable',
    fault: 'permanent',
    when: ({ facts }) =>
      /^(Key(Disabled|PendingDeletion|NotFound|Unavailable)|KmsKey\w+)$/.test(facts.serviceCode ?? ''),
    message: ({ request, facts }) =>
      `The KMS key that encrypts objects of bucket ${request.bucket} cannot be used (${facts.serviceCode})`,
    remedy: () => 'Enable the key in the KMS console, or name another one (`x-oss-server-side-encryption-key-id`).',
  },
  {
    code: 'kms-denied',
    fault: 'denied',
    when: (failure) =>
      saysWith(/\bkms\b/i, 'AccessDenied')(failure) || (failure.facts.deniedAction ?? '').startsWith('kms:'),
    message: ({ request }) => `KMS does not let ${sourceOf(request)} use the key that encrypts objects here`,
    remedy: ({ request, facts }) => policyRemedy({ request, facts }, { kms: true }),
  },
  {
    code: 'block-public-access',
    fault: 'permanent',
    when: (failure) =>
      failure.facts.ec === '0016-00000901' || saysWith(/public.{0,20}acl|block ?public/i, 'AccessDenied')(failure),
    message: ({ request }) => `Bucket ${request.bucket} blocks public access, so that no object may get a public ACL`,
    remedy: () =>
      'Leave `x-oss-object-acl` out of `headers` and hand out signed URLs (`signed-url-expires: 12h`), or switch Block Public Access off for the bucket. Then run the step again: what is in OSS is not sent again.',
  },
  {
    code: 'referer-denied',
    fault: 'denied',
    when: saysWith(/referer/i, 'AccessDenied'),
    message: ({ request }) => `The hotlink protection of bucket ${request.bucket} refuses requests without a Referer`,
    remedy: () => 'Allow an empty Referer in the hotlink protection of the bucket.',
  },
  {
    code: 'foreign-bucket',
    fault: 'denied',
    when: (failure) =>
      says('BucketNotBelongTo')(failure) || saysWith(/does not belong to you/i, 'AccessDenied')(failure),
    message: ({ request }) => `Bucket ${request.bucket} belongs to another account than ${sourceOf(request)}`,
    remedy: ({ request, facts }) =>
      `Check \`bucket\`. If it is the right bucket, its owner has to allow ${facts.deniedAction ?? request.ramAction} to this account in the bucket's policy.`,
  },
  {
    code: 'explicitly-denied',
    fault: 'denied',
    when: (failure) =>
      failure.facts.noPermissionType === 'ExplicitDeny' ||
      /^0003-0000020\d$/.test(failure.facts.ec ?? '') ||
      saysWith(/denied by (bucket|vpc endpoint|control) policy/i, 'AccessDenied')(failure),
    message: ({ request, facts }) =>
      `A \`Deny\` in ${policyName(facts.policyType, facts.serviceMessage)} forbids ${facts.deniedAction ?? request.ramAction} on ${resourceOf(request)}`,
    remedy: () =>
      'Exclude these credentials from that statement, or take it out of the policy: no `Allow` overrides a `Deny`.',
  },
  {
    code: 'access-denied',
    fault: 'denied',
    // Some answers to HEAD have no code at all.
    when: (failure) =>
      says('AccessDenied', 'NoPermission', 'Forbidden')(failure) ||
      (failure.facts.status === 403 && failure.facts.serviceCode === undefined),
    message: ({ request, facts }) =>
      `${sourceName(request)} may not do ${request.operation}: no policy allows \`${facts.deniedAction ?? request.ramAction}\` on \`${policyResourceOf(request)}\``,
    remedy: (failure) => `${accelerationNote(failure.request)}${policyRemedy(failure, {})}`,
  },
]

export const ACCESS_CAUSES: readonly Cause<OssRequest>[] = [...IDENTITY, ...PERMISSION]

function sourceOf({ identity }: OssRequest): string {
  return identity.kind === 'role' ? `the role ${identity.roleArn}` : identity.from
}

function sourceName(request: OssRequest): string {
  return request.identity.kind === 'role' ? `The role ${request.identity.roleArn}` : `The user of ${sourceOf(request)}`
}

function resourceOf({ bucket, key }: OssRequest): string {
  return key === undefined ? `bucket ${bucket}` : `oss://${bucket}/${singleLine(key)}`
}

/** As a policy names it. */
function policyResourceOf({ bucket, key }: OssRequest): string {
  return key === undefined ? bucket : `${bucket}/${singleLine(key)}`
}

function refreshRemedy({ request }: Failure<OssRequest>): string {
  const { identity } = request
  if (identity.kind === 'role') return 'Fresh ones were refused as well. Check the role and the clock of the runner.'
  return `Credentials that are passed in cannot be renewed. For uploads of any length let this action mint its own:${withYaml(
    'role-to-assume: acs:ram::<account>:role/<role>',
    'oidc-provider-arn: acs:ram::<account>:oidc-provider/<provider>',
  )}`
}

function policyRemedy(
  { request, facts }: Pick<Failure<OssRequest>, 'request' | 'facts'>,
  more: { readonly kms?: boolean },
): string {
  const needs = { ...request.policy, ...more }
  const actions = neededActions(needs, facts.deniedAction ?? request.ramAction)
  const policy = formatRamPolicy({ bucket: request.bucket, keyPrefix: needs.keyPrefix, actions })
  const grantee = request.identity.kind === 'role' ? 'the role' : 'that RAM user'
  return `Attach this policy to ${grantee}; it is the least that these inputs need:\n${policy}`
}

/** If acceleration is off for the bucket, OSS denies all requests to its endpoints. */
function accelerationNote({ host }: OssRequest): string {
  return /\boss-accelerate/.test(host) ? 'Check whether transfer acceleration is on for the bucket. ' : ''
}

/** The policy's kind, as OSS's `PolicyType` or message names it. */
function policyName(policyType: string | undefined, message: string | undefined): string {
  const text = `${policyType ?? ''} ${message ?? ''}`
  if (/AccountLevelIdentityBasedPolicy|ResourceGroupLevelIdentityBasedPolicy/.test(text)) return 'a RAM policy'
  if (/ControlPolicy|control policy/i.test(text)) return "the organization's control policy"
  if (/VPC|VpcEndpoint/i.test(text)) return 'the policy of the VPC endpoint'
  if (/SessionPolicy|AssumeRolePolicy/.test(text)) return "the role's session policy"
  return 'the bucket policy'
}
