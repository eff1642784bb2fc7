import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Answer, answerThroughFault, createFaultScript, type FaultScript } from '../net/http-faults.ts'
import { startLoopbackServer } from '../net/loopback-server.ts'
import { type Claims, createSigningKey } from './jwt.ts'
import type { OidcEndpoint, OidcJob } from './oidc-job.ts'

export type OidcOperation = 'token' | 'discovery' | 'jwks'

export interface OidcRequest {
  readonly operation: OidcOperation
  /** The requested audience; undefined: GitHub's default. */
  readonly audience: string | undefined
  readonly status: number | undefined
}

/** GitHub's OIDC issuer, with the endpoint at which jobs get their tokens. */
export interface OidcIssuer extends OidcEndpoint {
  /** The `iss` of its tokens. */
  readonly url: string
  readonly requests: readonly OidcRequest[]
  readonly faults: FaultScript<OidcOperation>
  /** A token with the usual claims, some replaced by the caller's. */
  issue(job: OidcJob, claims?: OtherClaims): string
  /** A forged token: signed with another key under the same key ID. */
  forge(job: OidcJob): string
  close(): Promise<void>
}

/** Claims in place of the usual ones, or beside them. */
export type OtherClaims = Readonly<Record<string, string | number>>

export interface OidcOptions {
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** Five minutes, as GitHub's, unless given. */
  readonly lifetimeSeconds?: number
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** https://docs.github.com/en/actions/reference/security/oidc */
export async function startOidcIssuer(options: OidcOptions = {}): Promise<OidcIssuer> {
  const { now = Date.now, lifetimeSeconds = 300 } = options
  const key = createSigningKey()
  const faults = createFaultScript<OidcOperation>()
  const jobs = new Map<string, OidcJob>()
  const requests: Mutable<OidcRequest>[] = []
  let issuer = ''

  const claimsOf = (job: OidcJob, claims: OtherClaims = {}): Claims => {
    const issuedAt = Math.floor(now() / 1000)
    const times = { iat: issuedAt, nbf: issuedAt - 300, exp: issuedAt + lifetimeSeconds }
    return { ...usualClaims(job), ...times, iss: issuer, ...claims }
  }

  function respond(operation: OidcOperation, request: IncomingMessage, url: URL): Answer {
    switch (operation) {
      case 'discovery':
        return json({
          issuer,
          jwks_uri: `${issuer}/.well-known/jwks`,
          id_token_signing_alg_values_supported: ['RS256'],
        })
      case 'jwks':
        return json({ keys: [key.jwk] })
      case 'token': {
        const job = jobs.get((request.headers.authorization ?? '').replace(/^bearer /i, ''))
        if (!job) return { ...json({ message: 'the request token is not valid' }), status: 401 }
        const audience = url.searchParams.get('audience')
        return json({ count: 1, value: key.sign(claimsOf(job, audience === null ? {} : { aud: audience })) })
      }
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', issuer)
    const operation = request.method === 'GET' ? operationOf(url.pathname) : undefined
    if (!operation) {
      await answerThroughFault({ request, response, fault: undefined, respond: () => ({ status: 404 }) })
      return
    }
    const record = {
      operation,
      audience: url.searchParams.get('audience') ?? undefined,
      status: 0 as number | undefined,
    }
    requests.push(record)
    const fault = faults.next(operation)
    record.status = await answerThroughFault({
      request,
      response,
      fault,
      respond: () => respond(operation, request, url),
    })
  }

  const server = await startLoopbackServer(handle)
  issuer = server.url
  return {
    url: issuer,
    requests,
    faults,
    requestUrlFor(job) {
      const token = `fake-id-request-${randomBytes(16).toString('hex')}`
      jobs.set(token, job)
      return { url: `${issuer}/idtoken?api-version=2.0`, token }
    },
    issue: (job, claims) => key.sign(claimsOf(job, claims)),
    forge(job) {
      const [header = ''] = key.sign(claimsOf(job)).split('.')
      return [header, ...createSigningKey().sign(claimsOf(job)).split('.').slice(1)].join('.')
    },
    close: server.close,
  }
}

function operationOf(path: string): OidcOperation | undefined {
  switch (path) {
    case '/idtoken':
      return 'token'
    case '/.well-known/openid-configuration':
      return 'discovery'
    case '/.well-known/jwks':
      return 'jwks'
    default:
      return undefined
  }
}

function usualClaims(
  job: OidcJob,
): Omit<Claims, 'iss' | 'iat' | 'nbf' | 'exp'> & { readonly sub: string; readonly aud: string } {
  const [owner = ''] = job.repository.split('/')
  const subject = job.eventName === 'pull_request' ? 'pull_request' : `ref:${job.ref}`
  return {
    jti: crypto.randomUUID(),
    sub: `repo:${job.repository}:${subject}`,
    aud: `https://github.com/${owner}`,
    repository: job.repository,
    repository_owner: owner,
    ref: job.ref,
    sha: job.sha,
    run_id: job.runId,
    run_attempt: String(job.runAttempt),
    workflow: job.workflow,
    actor: job.actor,
    event_name: job.eventName,
    runner_environment: 'github-hosted',
  }
}

function json(value: unknown): Answer {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}
