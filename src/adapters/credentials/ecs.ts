/**
 * Credentials of the RAM role of an ECS instance, from its metadata service in token mode.
 * Source: https://help.aliyun.com/en/ecs/user-guide/view-instance-metadata and https://help.aliyun.com/en/ecs/user-guide/attach-an-instance-ram-role-to-an-ecs-instance
 */
import { ActionError } from '../../core/errors/errors.ts'
import type { Credentials } from '../../core/service/credentials.ts'
import { sessionEndMs } from '../../core/service/session-age.ts'
import { isText, singleLine } from '../../core/text/text.ts'
import { ConnectionError } from '../http/connection-error.ts'
import { createHttpCaller, type HttpAnswer, type HttpCall } from '../http/http-call.ts'
import { fieldsOf, serverTimeOf } from '../http/rpc-answer.ts'

/** Fixed by Alibaba Cloud; only instances reach it. */
const ADDRESS = 'http://100.100.100.200'
const ROLES = '/latest/meta-data/ram/security-credentials/'
const TOKEN_SECONDS = 300
const DEADLINE_MS = 5_000
const PROBE_MS = 1_000
/** Sessions last 6 hours at most. */
const LONGEST_MS = 6 * 3_600_000

/** @returns the address of the metadata service: ALIBABA_CLOUD_ECS_METADATA_ENDPOINT may only name another one on this machine. */
function addressIn(env: NodeJS.ProcessEnv): string {
  const url = URL.parse(env.ALIBABA_CLOUD_ECS_METADATA_ENDPOINT ?? '')
  const isLocal = url !== null && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)
  return isLocal ? url.origin : ADDRESS
}

/** @returns a function that asks the metadata service, never through a proxy, which would have no instance role or another one. */
function createAsker(env: NodeJS.ProcessEnv, deadlineMs: number, signal: AbortSignal) {
  const http = createHttpCaller({})
  const address = addressIn(env)
  return (call: Pick<HttpCall, 'method' | 'headers'> & { readonly path: string }): Promise<HttpAnswer> =>
    http.call({ method: call.method, headers: call.headers, url: new URL(call.path, address) }, { deadlineMs, signal })
}

const ASK_TOKEN = {
  method: 'PUT',
  path: '/latest/api/token',
  headers: { 'X-aliyun-ecs-metadata-token-ttl-seconds': String(TOKEN_SECONDS) },
} as const

/** @returns whether a metadata service answers here within a second. It is not asked if ALIBABA_CLOUD_ECS_METADATA_DISABLED is set. */
export async function hasEcsMetadata(env: NodeJS.ProcessEnv): Promise<boolean> {
  if (env.ALIBABA_CLOUD_ECS_METADATA_DISABLED?.toLowerCase() === 'true') return false
  try {
    const { status, text } = await createAsker(env, PROBE_MS, new AbortController().signal)(ASK_TOKEN)
    return status === 200 && isToken(text)
  } catch {
    return false
  }
}

/** @returns the instance's present session; secret and token are secrets. Throws an ActionError that says what is missing. */
export async function readEcsSession({
  env,
  mintedAtMs,
  signal,
}: {
  readonly env: NodeJS.ProcessEnv
  /** Now, by this machine's clock, in milliseconds since the epoch. */
  readonly mintedAtMs: number
  readonly signal: AbortSignal
}): Promise<Credentials & { readonly expiresAtMs: number }> {
  const ask = createAsker(env, DEADLINE_MS, signal)
  try {
    const token = await ask(ASK_TOKEN)
    if (token.status !== 200 || !isToken(token.text)) throw refused(token.status)
    const headers = { 'X-aliyun-ecs-metadata-token': token.text.trim() }
    const roles = await ask({ method: 'GET', path: ROLES, headers })
    const [role = ''] = roles.text.trim().split(/\s+/)
    if (roles.status === 404 || (roles.status === 200 && !/^[\w.-]+$/.test(role))) throw noRole()
    if (roles.status !== 200) throw refused(roles.status)
    const answer = await ask({ method: 'GET', path: ROLES + role, headers })
    const session = answer.status === 200 ? sessionOf(answer, mintedAtMs) : undefined
    if (session === undefined) throw refused(answer.status)
    return session
  } catch (error) {
    if (error instanceof ConnectionError) throw unreachable(error)
    throw error
  }
}

function isToken(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text.trim())
}

function sessionOf(
  answer: HttpAnswer,
  mintedAtMs: number,
): (Credentials & { readonly expiresAtMs: number }) | undefined {
  const { Code, AccessKeyId, AccessKeySecret, SecurityToken, Expiration } = fieldsOf(answer.text) ?? {}
  if (Code !== 'Success' || !isText(AccessKeyId) || !isText(AccessKeySecret) || !isText(SecurityToken)) return undefined
  const expirationMs = isText(Expiration) ? Date.parse(Expiration) : Number.NaN
  const told = {
    expirationMs: Number.isNaN(expirationMs) ? 0 : expirationMs,
    serverTimeMs: serverTimeOf(answer),
  }
  const expiresAtMs = sessionEndMs({ mintedAtMs, askedMs: LONGEST_MS, answer: told })
  return { accessKeyId: AccessKeyId, accessKeySecret: AccessKeySecret, securityToken: SecurityToken, expiresAtMs }
}

function noRole(): ActionError {
  return new ActionError({
    code: 'ecs-without-role',
    message: 'This ECS instance has no RAM role',
    remedy:
      'Attach a RAM role that may write to the bucket to the instance (ECS console → instance → Attach/Detach RAM Role).',
  })
}

function refused(status: number): ActionError {
  return new ActionError({
    code: 'ecs-metadata-refused',
    fault: status >= 500 || status === 429 ? 'busy' : 'permanent',
    message: `The metadata service of this ECS instance gave no credentials (HTTP ${status})`,
    remedy:
      'Check whether the metadata service is switched on for the instance, and whether its RAM role still exists.',
    facts: { status },
  })
}

function unreachable(error: ConnectionError): ActionError {
  return new ActionError({
    code: 'ecs-metadata-unreachable',
    fault: error.code === 'STALLED' || error.code === 'ECONNRESET' ? 'network' : 'permanent',
    message: `The metadata service of ECS cannot be reached (${singleLine(error.code)}): this runner is not an ECS instance, or runs in a container that cannot reach it`,
    remedy:
      '`role-to-assume: ecs` works only on ECS instances with a RAM role. On GitHub-hosted runners write the ARN of a role and `oidc-provider-arn`.',
    cause: error,
  })
}
