/**
 * Temporary credentials from the Security Token Service: one RPC call without a signature. Why not a package: docs/decisions/0003.
 * Source: https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-assumerolewithoidc
 */
import type { IdTokenClaims, StsRequest } from '../../core/errors/causes/cause.ts'
import { explainSts } from '../../core/errors/causes/explain.ts'
import type { Credentials, RoleToAssume } from '../../core/service/credentials.ts'
import { sessionEndMs } from '../../core/service/session-age.ts'
import { isText } from '../../core/text/text.ts'
import { ConnectionError } from '../http/connection-error.ts'
import type { HttpCaller } from '../http/http-call.ts'
import { childOf, type Fields, fieldsOf, rpcFactsOf, serverTimeOf } from '../http/rpc-answer.ts'

interface AssumeRoleOptions {
  readonly role: RoleToAssume
  readonly idToken: string
  readonly http: HttpCaller
  /** Now, by this machine's clock, in milliseconds since the epoch. */
  readonly mintedAtMs: number
  /** Now, by the service's clock if that is known. */
  readonly timestampMs: number
  readonly deadlineMs: number
  readonly signal: AbortSignal
}

/** @returns credentials of a new session of the role; secret and token are secrets. Throws an ActionError that says what to change. */
export async function assumeRole(options: AssumeRoleOptions): Promise<Credentials & { readonly expiresAtMs: number }> {
  const { role, http, mintedAtMs, timestampMs, deadlineMs, signal } = options
  const url = new URL(role.stsUrl)
  const claims = claimsOf(options.idToken)
  const request: StsRequest = { ...stsRequest(role), ...(claims === undefined ? {} : { claims }) }
  url.search = String(
    new URLSearchParams({
      Action: 'AssumeRoleWithOIDC',
      Version: '2015-04-01',
      Format: 'JSON',
      Timestamp: new Date(timestampMs).toISOString().replace(/\.\d+Z$/, 'Z'),
    }),
  )
  try {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }
    const call = { method: 'POST', url, headers, body: formOf(options) } as const
    const answer = await http.call(call, { deadlineMs, signal })
    const fields = fieldsOf(answer.text)
    const session = answer.status === 200 ? sessionOf(fields) : undefined
    if (session === undefined) throw explainSts({ request, facts: rpcFactsOf(answer, fields) })
    const { expirationMs, ...keys } = session
    const serverTimeMs = serverTimeOf(answer)
    const askedMs = role.sessionSeconds * 1000
    return { ...keys, expiresAtMs: sessionEndMs({ mintedAtMs, askedMs, answer: { expirationMs, serverTimeMs } }) }
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error
    throw explainSts({ request: { ...request, proxy: http.proxyOf?.(url) }, facts: {}, connection: error })
  }
}

/** @returns what the call is about, for messages and remedies. */
export function stsRequest({ roleArn, providerArn, audience, sessionSeconds, stsUrl }: RoleToAssume): StsRequest {
  return { operation: 'AssumeRoleWithOIDC', host: new URL(stsUrl).host, roleArn, providerArn, audience, sessionSeconds }
}

/** @returns what the token says about the job, for messages only: STS verifies it. Undefined if it cannot be read. */
function claimsOf(idToken: string): IdTokenClaims | undefined {
  const payload = idToken.split('.')[1] ?? ''
  const { iss, sub } = fieldsOf(Buffer.from(payload, 'base64url').toString()) ?? {}
  return isText(iss) && isText(sub) ? { issuer: iss, subject: sub } : undefined
}

/** The token is in the body, since URLs end up in logs. */
function formOf({ role, idToken }: AssumeRoleOptions): string {
  return String(
    new URLSearchParams({
      RoleArn: role.roleArn,
      OIDCProviderArn: role.providerArn,
      OIDCToken: idToken,
      RoleSessionName: role.sessionName,
      DurationSeconds: String(role.sessionSeconds),
    }),
  )
}

function sessionOf(
  fields: Fields | undefined,
): (Omit<Credentials, 'expiresAtMs'> & { expirationMs: number }) | undefined {
  const { AccessKeyId, AccessKeySecret, SecurityToken, Expiration } = childOf(fields, 'Credentials') ?? {}
  if (!isText(AccessKeyId) || !isText(AccessKeySecret) || !isText(SecurityToken)) return undefined
  const expirationMs = isText(Expiration) ? Date.parse(Expiration) : Number.NaN
  return {
    accessKeyId: AccessKeyId,
    accessKeySecret: AccessKeySecret,
    securityToken: SecurityToken,
    expirationMs: Number.isNaN(expirationMs) ? 0 : expirationMs,
  }
}
