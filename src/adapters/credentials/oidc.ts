/** GitHub's OIDC token for this job. Source: https://docs.github.com/en/actions/reference/security/oidc */
import type { StsRequest } from '../../core/errors/causes/cause.ts'
import { explainSts } from '../../core/errors/causes/explain.ts'
import { ID_TOKEN_YAML } from '../../core/errors/causes/sts.ts'
import { ActionError } from '../../core/errors/errors.ts'
import { ConnectionError } from '../http/connection-error.ts'
import type { HttpCaller } from '../http/http-call.ts'

interface IdTokenOptions {
  readonly env: NodeJS.ProcessEnv
  readonly http: HttpCaller
  readonly request: Omit<StsRequest, 'operation' | 'host'>
  readonly deadlineMs: number
  readonly signal: AbortSignal
}

/**
 * @returns a fresh OIDC token for the audience; it is a secret. Throws an ActionError: `no-id-token-permission` where the job may not ask for one.
 *   (@actions/core has this call too, without deadline and cancellation.)
 */
export async function requestIdToken({ env, http, request, deadlineMs, signal }: IdTokenOptions): Promise<string> {
  const url = URL.parse(env.ACTIONS_ID_TOKEN_REQUEST_URL ?? '')
  const requestToken = env.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? ''
  if (url === null || requestToken === '') throw noPermission()
  url.searchParams.set('audience', request.audience)
  const context: StsRequest = { ...request, operation: 'GetIdToken', host: url.host }
  const headers = { authorization: `Bearer ${requestToken}`, accept: 'application/json; api-version=2.0' }
  try {
    const { status, text } = await http.call({ method: 'GET', url, headers }, { deadlineMs, signal })
    if (status !== 200) throw explainSts({ request: context, facts: { status } })
    const token = tokenOf(text)
    if (token === undefined) throw explainSts({ request: context, facts: { status, foreign: true } })
    return token
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error
    throw explainSts({ request: { ...context, proxy: http.proxyOf?.(url) }, facts: {}, connection: error })
  }
}

function noPermission(): ActionError {
  return new ActionError({
    code: 'no-id-token-permission',
    message: 'This job may not ask GitHub for an OIDC token, and without one the role cannot be assumed',
    remedy: `Give the job the permission (pull requests from forks and by Dependabot never have it):\n${ID_TOKEN_YAML}`,
  })
}

function tokenOf(text: string): string | undefined {
  try {
    const { value } = JSON.parse(text) as { readonly value?: unknown }
    return typeof value === 'string' && value !== '' ? value : undefined
  } catch {
    return undefined
  }
}
