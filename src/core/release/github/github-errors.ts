/** Failures of GitHub's API → their meaning in one sentence, and a remedy. */
import { type AnyRequest, withYaml } from '../../errors/causes/cause.ts'
import { NETWORK_CAUSES } from '../../errors/causes/network.ts'
import { ActionError, type Fault, type ServiceFacts } from '../../errors/errors.ts'
import { plural } from '../../text/quantities.ts'
import { singleLine } from '../../text/text.ts'
import type { LimitHit } from './rate-limit.ts'

/** What a request was about, for messages and remedies. */
export interface GithubCall {
  /** The request in words, to follow "while": `finding the release v1`. */
  readonly doing: string
  /** `owner/name` */
  readonly repository: string
  readonly host: string
  /** Whether it was sent with a token. */
  readonly hasToken: boolean
  /** Why GitHub withholds secrets from this run, if known. */
  readonly secretsWithheld: 'fork' | 'dependabot' | undefined
}

interface GithubRefusal {
  readonly status: number
  readonly message: string
  readonly requestId: string | undefined
  readonly limit: LimitHit | undefined
  /** When the limit ends, in milliseconds since the epoch by this machine's clock. */
  readonly limitEndsAtMs: number | undefined
}

/** The permission that a job needs to read releases. */
const CONTENTS_YAML = '\n  permissions:\n    contents: read   # releases and their assets'
const TOKEN_YAML = withYaml('github-token: ${{ secrets.RELEASES_TOKEN }}')

/** @returns a refusal of the API as an error; `github-missing` for every 404, whose cause is found by further requests. */
export function explainRefusal(call: GithubCall, refusal: GithubRefusal): ActionError {
  const { status, message, requestId, limit } = refusal
  const facts: ServiceFacts = {
    status,
    ...(message === '' ? {} : { serviceMessage: singleLine(message, 300) }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(limit === undefined ? {} : { retryAfterMs: limit.retryAfterMs }),
  }
  if (limit !== undefined) return rateLimited(call, { limit, endsAtMs: refusal.limitEndsAtMs, facts })
  if (status === 401) return badToken(call, facts)
  if (requestId === undefined && status < 500 && status !== 408) return foreign(call, facts)
  if (status === 403) return permissionMissing(call, facts)
  if (status === 404) return missing(call, facts)
  const isBusy = status >= 500 || status === 408
  return new ActionError({
    code: isBusy ? 'github-busy' : 'github-refused',
    message: `${call.host} refused ${call.doing} (HTTP ${status}).`,
    remedy: isBusy
      ? 'GitHub is failing on its side (https://www.githubstatus.com). Run the step again later.'
      : 'If this repeats, ask GitHub Support with the request ID.',
    fault: isBusy ? 'busy' : 'permanent',
    facts,
  })
}

function rateLimited(
  call: GithubCall,
  hit: { readonly limit: LimitHit; readonly endsAtMs: number | undefined; readonly facts: ServiceFacts },
): ActionError {
  const { kind, limit } = hit.limit
  const until = hit.endsAtMs === undefined ? '' : ` until ${timeText(hit.endsAtMs)}`
  const what =
    kind === 'primary'
      ? `GitHub's limit${limit === undefined ? '' : ` of ${plural(limit, 'request')} an hour`} is used up${until}`
      : `GitHub asks to wait${until} (secondary rate limit)`
  return new ActionError({
    code: 'github-rate-limit',
    message: `${what}, met while ${call.doing}.`,
    remedy: call.hasToken
      ? 'Run the step again then, wait longer with `give-up-after: 1h`, or write a token with its own limit as `github-token`.'
      : `Without a token GitHub allows 60 requests an hour. Leave \`github-token\` at its default.${withheldHint(call)}`,
    fault: 'busy',
    facts: hit.facts,
  })
}

/** @returns `14:05:30 UTC`, with the date if it is another day. */
function timeText(epochMs: number): string {
  return new Date(epochMs)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC')
}

function badToken(call: GithubCall, facts: ServiceFacts): ActionError {
  return new ActionError({
    code: 'github-credentials',
    message: `GitHub does not accept \`github-token\` (HTTP 401 while ${call.doing}).`,
    remedy: `Leave it out, and the job's own token is used; or renew the secret that it has:${TOKEN_YAML}`,
    facts,
  })
}

/** @returns the error of a token that sees the repository but not its releases. */
export function permissionMissing(call: GithubCall, facts: ServiceFacts = {}): ActionError {
  const who = call.hasToken ? 'The token' : 'A request without a token'
  return new ActionError({
    code: 'github-permission',
    message: `${who} may not read the releases of ${call.repository}.`,
    remedy: `Give the job the permission:${CONTENTS_YAML}\nor, for another private repository, a token that may read it:${TOKEN_YAML}${withheldHint(call)}`,
    fault: 'denied',
    facts,
  })
}

function missing(call: GithubCall, facts: ServiceFacts): ActionError {
  const message = `GitHub found nothing while ${call.doing}.`
  return new ActionError({ code: 'github-missing', message, fault: 'missing', facts })
}

function foreign(call: GithubCall, facts: ServiceFacts): ActionError {
  return new ActionError({
    code: 'not-github',
    message: `Something answers in place of ${call.host} (HTTP ${facts.status}, without GitHub's request ID).`,
    remedy: 'A proxy or a firewall is on the way. Run `curl -i` against that host on the runner to see who answers.',
    fault: 'unreachable',
    facts: { ...facts, foreign: true },
  })
}

/** @returns the error of an answer that is not one of the API. */
export function unreadableAnswer(call: GithubCall): ActionError {
  return new ActionError({
    code: 'github-unreadable',
    message: `${call.host} answered with something that cannot be read while ${call.doing}.`,
    remedy: 'If this repeats, a proxy on the way changes answers.',
    // Retried, but not as long as after an answer that the service is busy.
    fault: 'part',
  })
}

/** @returns the error of an address that is not followed. @param reason does not contain the address, which may be a secret */
export function addressRefused({ host }: Pick<GithubCall, 'host'>, reason: string): ActionError {
  return new ActionError({
    code: 'asset-address-refused',
    message: `${host} redirects ${reason} for the bytes of an asset.`,
    remedy:
      'Bytes are fetched only over https. If GitHub redirects differently elsewhere, something on the way changes its answers.',
  })
}

/** @returns a connection that failed, with a remedy for this host. It contains only the host of an address. */
export function explainConnection(
  { doing, host }: Pick<GithubCall, 'doing' | 'host'>,
  connection: { readonly code: string; readonly message: string; readonly cause?: unknown },
): ActionError {
  const request: AnyRequest = { operation: doing, host }
  const failure = { request, facts: {}, connection }
  const known = NETWORK_CAUSES.find(({ when }) => when(failure))
  const fault: Fault = known?.fault ?? 'network'
  return new ActionError({
    code: known?.code ?? 'connection-lost',
    message: `${known?.message(failure) ?? `The connection to ${host} broke (${connection.code})`}.`,
    remedy: connectionRemedy(known?.code, host),
    fault,
    cause: connection,
  })
}

function connectionRemedy(code: string | undefined, host: string): string {
  if (code === 'certificate')
    return 'If a proxy or the server has its own certificate authority, name its PEM file:\n  env:\n    NODE_EXTRA_CA_CERTS: /path/to/ca.pem'
  if (code === 'proxy-credentials' || code === 'proxy-refused')
    return `Let the proxy allow ${host}, write user and password into HTTPS_PROXY, or exclude the host: \`NO_PROXY: ${host}\`.`
  return `Check that this runner can reach ${host} (DNS, firewall; behind a proxy set HTTPS_PROXY), and run the step again.`
}

/** @returns why a run has no token, if known; else empty. */
function withheldHint({ hasToken, secretsWithheld }: GithubCall): string {
  if (hasToken || secretsWithheld === undefined) return ''
  return secretsWithheld === 'fork'
    ? '\nGitHub withholds secrets from pull requests of forks:\n  if: github.event.pull_request.head.repo.full_name == github.repository'
    : "\nGitHub withholds the secrets of Actions from runs that Dependabot starts:\n  if: github.actor != 'dependabot[bot]'"
}
