import { randomBytes } from 'node:crypto'
import { type Claims, parseToken, verifyToken } from '../oidc/jwt.ts'
import {
  brokenIssuer,
  durationOutOfRange,
  missingParameter,
  noSuchRole,
  type StsError,
  stsErrors,
  wrongParameter,
} from './errors.ts'

/** An OIDC identity provider as registered in RAM. */
export interface OidcProvider {
  /** `acs:ram::<account>:oidc-provider/<name>` */
  readonly arn: string
  readonly issuer: string
  /** The audiences (client IDs) that it accepts. */
  readonly audiences: readonly string[]
}

/** A RAM role with the relevant part of its trust policy. */
export interface Role {
  /** `acs:ram::<account>:role/<name>` */
  readonly arn: string
  /** MaxSessionDuration; 3600 unless given. */
  readonly maxSessionSeconds?: number
  /** Which subjects may assume it; all subjects of the provider unless given. */
  readonly trusts?: (claims: Claims) => boolean
}

/** Credentials that STS returns. */
export interface IssuedCredentials {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken: string
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number
  readonly roleArn: string
  readonly sessionName: string
}

export interface AssumedRole {
  readonly credentials: IssuedCredentials
  readonly claims: Claims
}

export interface StsState {
  readonly providers: readonly OidcProvider[]
  readonly roles: readonly Role[]
  readonly now: () => number
  /** Instead of DurationSeconds, for tests of expiry. */
  readonly lifetimeMs: () => number | undefined
}

/** Checks one call in the same order as STS, and returns credentials or an error. */
export async function assumeRoleWithOidc(
  parameters: ReadonlyMap<string, string>,
  state: StsState,
): Promise<AssumedRole | StsError> {
  const call = checkParameters(parameters)
  if ('code' in call) return call
  const provider = state.providers.find(({ arn }) => arn === call.providerArn)
  if (!provider) return stsErrors.noSuchProvider
  const claims = await checkToken(call.token, provider, state.now())
  if ('code' in claims) return claims as StsError
  const role = state.roles.find(({ arn }) => arn === call.roleArn)
  if (!role) return noSuchRole(call.roleArn)
  if (role.trusts && !role.trusts(claims)) return stsErrors.untrusted
  const maxSeconds = role.maxSessionSeconds ?? 3600
  if (call.seconds < 900 || call.seconds > maxSeconds) return durationOutOfRange(maxSeconds)
  const expiresAtMs = state.now() + (state.lifetimeMs() ?? call.seconds * 1000)
  return { credentials: mint(call, expiresAtMs), claims }
}

interface Call {
  readonly providerArn: string
  readonly roleArn: string
  readonly token: string
  readonly sessionName: string
  readonly seconds: number
}

function checkParameters(parameters: ReadonlyMap<string, string>): Call | StsError {
  for (const name of ['OIDCProviderArn', 'RoleArn', 'OIDCToken', 'RoleSessionName'])
    if (!parameters.get(name)) return missingParameter(name)
  const call = {
    providerArn: parameters.get('OIDCProviderArn') ?? '',
    roleArn: parameters.get('RoleArn') ?? '',
    token: parameters.get('OIDCToken') ?? '',
    sessionName: parameters.get('RoleSessionName') ?? '',
    seconds: Number(parameters.get('DurationSeconds') ?? 3600),
  }
  if (!/^acs:ram::\d+:oidc-provider\/[\w.@-]+$/.test(call.providerArn)) return stsErrors.wrongProviderArn
  if (!/^acs:ram::\d+:role\/[\w.@-]+$/.test(call.roleArn)) return wrongParameter('RoleArn')
  if (!/^[\w.@-]{2,64}$/.test(call.sessionName)) return stsErrors.wrongSessionName
  if (call.token.length < 4 || call.token.length > 20_000) return wrongParameter('OIDCToken')
  if (!Number.isInteger(call.seconds)) return wrongParameter('DurationSeconds')
  return call
}

async function checkToken(text: string, provider: OidcProvider, now: number): Promise<Claims | StsError> {
  const token = parseToken(text)
  if (!token) return stsErrors.wrongToken
  const { claims } = token
  if (claims.iss !== provider.issuer) return stsErrors.wrongIssuer
  const keys = await fetchKeys(provider.issuer)
  if (!keys) return brokenIssuer(provider.issuer)
  const key = keys.find(({ kid }) => kid === token.keyId)
  if (!key || !verifyToken(token, key)) return stsErrors.wrongToken
  if (claims.exp * 1000 <= now) return stsErrors.expiredToken
  if (claims.nbf * 1000 > now) return stsErrors.wrongToken
  if (!provider.audiences.includes(claims.aud)) return stsErrors.wrongAudience
  return claims
}

type Key = { readonly kid: string; readonly [name: string]: unknown }

/** The issuer's public keys, found through its discovery document; undefined if it does not return them. */
async function fetchKeys(issuer: string): Promise<readonly Key[] | undefined> {
  try {
    const discovery: unknown = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()
    const { jwks_uri: keysUrl } = discovery as { jwks_uri: string }
    const { keys } = (await (await fetch(keysUrl)).json()) as { keys: readonly Key[] }
    return keys
  } catch {
    return undefined
  }
}

function mint(call: Call, expiresAtMs: number): IssuedCredentials {
  return {
    accessKeyId: `STS.Fake${randomBytes(10).toString('hex')}`,
    accessKeySecret: `fake-sts-secret-${randomBytes(14).toString('hex')}`,
    securityToken: `fake-sts-token-${randomBytes(60).toString('base64')}`,
    expiresAtMs,
    roleArn: call.roleArn,
    sessionName: call.sessionName,
  }
}
