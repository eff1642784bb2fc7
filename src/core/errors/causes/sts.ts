/**
 * Causes of failures to assume a role with GitHub's OIDC token.
 * Source: https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-assumerolewithoidc
 */
import { singleLine } from '../../text/text.ts'
import { type Cause, type StsRequest, says, saysWith, withYaml } from './cause.ts'

const GITHUB: readonly Cause<StsRequest>[] = [
  {
    code: 'github-token-refused',
    fault: 'permanent',
    when: ({ request, facts }) =>
      request.operation === 'GetIdToken' &&
      facts.status !== undefined &&
      facts.status >= 400 &&
      facts.status < 500 &&
      facts.status !== 429,
    message: ({ facts }) => `GitHub gives this job no OIDC token (HTTP ${facts.status})`,
    remedy: () => `Check \`audience\`, and that the job has the permission:\n${ID_TOKEN_YAML}`,
  },
]

/** The permissions that a job needs to get OIDC tokens. */
export const ID_TOKEN_YAML =
  '  permissions:\n    id-token: write   # lets GitHub vouch for this job\n    contents: read'

const PROVIDER: readonly Cause<StsRequest>[] = [
  {
    code: 'oidc-provider-unknown',
    fault: 'permanent',
    when: (failure) =>
      says('EntityNotExist.OIDCProvider', 'InvalidParameter.OIDCProviderArn')(failure) ||
      saysWith(/OIDC ?Provider/i, 'AuthenticationFail.NoPermission')(failure),
    message: ({ request }) => `Alibaba Cloud has no OIDC provider ${request.providerArn}`,
    remedy: () =>
      `Create one in RAM (SSO → Role-based SSO → OIDC) with the issuer https://token.actions.githubusercontent.com, and write its ARN:${withYaml('oidc-provider-arn: acs:ram::<account>:oidc-provider/<provider>')}`,
  },
  {
    code: 'role-not-trusting',
    fault: 'permanent',
    when: says('AuthenticationFail.NoPermission', 'NoPermission'),
    message: ({ request: { roleArn, claims } }) =>
      `The role ${roleArn} does not trust this job${claims === undefined ? '' : `, whose subject is \`${singleLine(claims.subject, 300)}\``}`,
    remedy: ({ request }) =>
      `Let the trust policy of the role name this subject; a \`*\` in it stands for any text, such as any version:\n${trustPolicy(request)}`,
  },
  {
    code: 'oidc-audience',
    fault: 'permanent',
    when: says('AuthenticationFail.OIDCToken.AudienceNotMatch'),
    message: ({ request }) =>
      `The OIDC provider ${request.providerArn} does not accept the audience ${request.audience}`,
    remedy: ({ request }) =>
      `Add ${request.audience} to the client IDs of the provider in RAM, or write one that is there:${withYaml('audience: sts.aliyuncs.com')}`,
  },
  {
    code: 'oidc-issuer',
    fault: 'permanent',
    when: says('AuthenticationFail.OIDCToken.IssuerNotMatch'),
    message: ({ request }) => `The OIDC provider ${request.providerArn} is for another issuer than GitHub`,
    remedy: () =>
      'The provider in RAM must have the issuer https://token.actions.githubusercontent.com (on GitHub Enterprise Server: https://<host>/_services/token).',
  },
  {
    code: 'oidc-issuer-unverified',
    fault: 'permanent',
    when: ({ facts }) =>
      /^AuthenticationFail\.OIDCToken\.(IssuerConfigurationBroken|HttpsUrlInvalid|PublicKeyFingerprintMismatch|GetPublicKeyFailed)/.test(
        facts.serviceCode ?? '',
      ),
    message: ({ request, facts }) =>
      `Alibaba Cloud cannot verify the issuer of the OIDC provider ${request.providerArn} (${facts.serviceCode})`,
    remedy: () =>
      'Renew the fingerprints of the provider in RAM; its issuer must be reachable from the internet over https.',
  },
]

const TOKEN: readonly Cause<StsRequest>[] = [
  {
    code: 'oidc-token-expired',
    // GitHub's tokens last 5 minutes, and each try asks for a new one.
    fault: 'busy',
    when: says('AuthenticationFail.OIDCToken.Expired'),
    message: () => "GitHub's OIDC token had expired when STS saw it",
    remedy: () =>
      'The request took minutes to reach STS. Check the network of the runner, or name a nearer `sts-endpoint`.',
  },
  {
    code: 'oidc-token-invalid',
    fault: 'permanent',
    when: ({ facts }) => (facts.serviceCode ?? '').startsWith('AuthenticationFail.OIDCToken.'),
    message: ({ facts }) => `STS does not accept GitHub's OIDC token (${facts.serviceCode})`,
    remedy: () => 'Check that `oidc-provider-arn` is the provider of this GitHub server, and its fingerprints.',
  },
]

const ROLE: readonly Cause<StsRequest>[] = [
  {
    code: 'role-unknown',
    fault: 'permanent',
    when: says('EntityNotExist.Role', 'InvalidParameter.RoleArn'),
    message: ({ request }) => `There is no role ${request.roleArn}`,
    remedy: () => `Check the account and the name:${withYaml('role-to-assume: acs:ram::<account>:role/<role>')}`,
  },
  {
    code: 'role-session-too-long',
    fault: 'permanent',
    when: says('InvalidParameter.DurationSeconds'),
    message: ({ request }) => `The role ${request.roleArn} does not allow sessions of ${request.sessionSeconds} s`,
    remedy: () =>
      `Raise the role's maximum session duration in RAM, or ask for less; uploads of any length go on with new sessions:${withYaml('role-session-expiration: 3600')}`,
  },
  {
    code: 'role-session-name',
    fault: 'permanent',
    when: says('InvalidParameter.RoleSessionName'),
    message: () => 'STS does not accept this `role-session-name`',
    remedy: () => 'Use 2 to 64 letters, digits and `.@-_`.',
  },
  {
    code: 'sts-wrong-endpoint',
    fault: 'permanent',
    when: says('InvalidAction.NotFound', 'InvalidVersion', 'UnsupportedHTTPMethod'),
    message: ({ request }) => `${request.host} does not know AssumeRoleWithOIDC`,
    remedy: () => `Write the host of a Security Token Service:${withYaml('sts-endpoint: sts.aliyuncs.com')}`,
  },
  {
    code: 'sts-clock-skew',
    fault: 'clock',
    when: ({ facts }) => /^(InvalidTimeStamp|IllegalTimestamp)/.test(facts.serviceCode ?? ''),
    message: () => "The runner's clock and the clock of STS differ by more than 15 minutes",
    remedy: () => 'Set the clock of the runner (NTP).',
  },
]

export const STS_CAUSES: readonly Cause<StsRequest>[] = [...GITHUB, ...PROVIDER, ...TOKEN, ...ROLE]

const NO_CLAIMS = {
  issuer: 'https://token.actions.githubusercontent.com',
  subject: 'repo:<owner>/<repository>:*',
}

function trustPolicy({ providerArn, audience, claims: { issuer, subject } = NO_CLAIMS }: StsRequest): string {
  const Condition = {
    StringEquals: { 'oidc:iss': issuer, 'oidc:aud': audience },
    StringLike: { 'oidc:sub': subject },
  }
  const Statement = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Federated: [providerArn] }, Condition }]
  return JSON.stringify({ Version: '1', Statement }, null, 2)
}
