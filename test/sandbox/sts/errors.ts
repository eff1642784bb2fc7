/** An error of the STS, from its documentation and reports of users. */
export interface StsError {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly accessDeniedDetail?: Readonly<Record<string, string>>
}

/**
 * The errors of AssumeRoleWithOIDC.
 * https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-assumerolewithoidc
 * https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/use-rrsa-to-authorize-pods-to-access-different-cloud-services
 */
export const stsErrors = {
  noSuchApi: {
    status: 404,
    code: 'InvalidAction.NotFound',
    message: 'Specified api is not found, please check your url and method.',
  },
  wrongVersion: { status: 400, code: 'InvalidVersion', message: 'Specified parameter Version is not valid.' },
  wrongSessionName: {
    status: 400,
    code: 'InvalidParameter.RoleSessionName',
    message: 'The parameter RoleSessionName is wrongly formed.',
  },
  wrongToken: { status: 400, code: 'AuthenticationFail.OIDCToken.Invalid', message: 'This JsonWebToken is invalid.' },
  expiredToken: { status: 400, code: 'AuthenticationFail.OIDCToken.Expired', message: 'This JsonWebToken is expired.' },
  wrongAudience: { status: 400, code: 'AuthenticationFail.OIDCToken.AudienceNotMatch', message: 'Invalid audience.' },
  wrongIssuer: {
    status: 400,
    code: 'AuthenticationFail.OIDCToken.IssuerNotMatch',
    message: "The issuer in the OIDC Token doesn't match the OIDC Provider registered.",
  },
  wrongProviderArn: {
    status: 403,
    code: 'AuthenticationFail.NoPermission',
    message: 'Parameter OIDCProviderArn is not valid',
  },
  noSuchProvider: {
    status: 403,
    code: 'AuthenticationFail.NoPermission',
    message: 'No such OIDC Provider registered.',
  },
  untrusted: {
    status: 403,
    code: 'AuthenticationFail.NoPermission',
    message: 'There is no permission',
    accessDeniedDetail: {
      AuthAction: 'sts:AssumeRole',
      NoPermissionType: 'ImplicitDeny',
      PolicyType: 'AssumeRolePolicy',
    },
  },
  throttled: { status: 400, code: 'Throttling.User', message: 'Request was denied due to user flow control.' },
  unavailable: {
    status: 503,
    code: 'ServiceUnavailable',
    message: 'The request has failed due to a temporary failure of the server.',
  },
  internal: {
    status: 500,
    code: 'InternalError',
    message: 'The request processing has failed due to some unknown error, exception or failure.',
  },
} as const satisfies Readonly<Record<string, StsError>>

export function missingParameter(name: string): StsError {
  return { status: 400, code: `Missing${name}`, message: `${name} is mandatory for this action.` }
}

export function wrongParameter(name: string): StsError {
  return { status: 400, code: `InvalidParameter.${name}`, message: `The parameter ${name} is wrongly formed.` }
}

export function noSuchRole(arn: string): StsError {
  return { status: 404, code: 'EntityNotExist.Role', message: `The role not exists: ${arn}. ` }
}

export function durationOutOfRange(maxSeconds: number): StsError {
  const hours = maxSeconds / 3600
  const message = `The Min/Max value of DurationSeconds is 15min/${hours}hr.`
  return { status: 400, code: 'InvalidParameter.DurationSeconds', message }
}

export function brokenIssuer(issuer: string): StsError {
  const message = `Get public keys from OIDC Provider failed, the issuer is ${issuer}.`
  return { status: 400, code: 'AuthenticationFail.OIDCToken.IssuerConfigurationBroken', message }
}
