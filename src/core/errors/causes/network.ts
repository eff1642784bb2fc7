/** Causes: no answer, or an answer from something that is not the service. They are the same for every service. */
import { type AnyRequest, type Cause, type Failure, withYaml } from './cause.ts'
import { hasNoName, hasNoRoute, isCertificateProblem } from './connection-codes.ts'

type NetworkCause = Cause<AnyRequest>

const CONNECTION: readonly NetworkCause[] = [
  {
    code: 'certificate',
    fault: 'permanent',
    when: ({ connection }) => isCertificateProblem(connection?.code),
    message: ({ request, connection }) =>
      `The TLS certificate of ${request.host} was not accepted (${connection?.code}: ${connection?.message})`,
    remedy: () =>
      'If a proxy or a private endpoint has its own certificate authority, name its PEM file:\n  env:\n    NODE_EXTRA_CA_CERTS: /path/to/ca.pem\nOtherwise check the clock of the runner and that `endpoint` is a name in its certificate.',
  },
  {
    code: 'no-tls',
    fault: 'permanent',
    when: ({ connection }) =>
      /^(EPROTO|ERR_SSL_\w+)$/.test(connection?.code ?? '') &&
      /wrong version number|packet length too long|http request/i.test(connection?.message ?? ''),
    message: ({ request }) => `${request.host} does not speak TLS`,
    remedy: ({ request }) =>
      `Check the port in \`endpoint\`, which means https unless it says otherwise. Only a server on your own machine should be written as \`http://${request.host}\`.`,
  },
  {
    code: 'not-http',
    fault: 'unreachable',
    when: ({ connection }) => /^HPE_/.test(connection?.code ?? ''),
    message: ({ request, connection }) => `The answer of ${request.host} is not HTTP (${connection?.message})`,
    remedy: () => 'Check host and port in `endpoint`: a server that speaks https must not be written as `http://`.',
  },
  {
    code: 'proxy-credentials',
    fault: 'permanent',
    when: ({ connection, facts }) =>
      facts.status === 407 || (isTunnel(connection) && /\b407\b/.test(connection.message)),
    message: ({ request }) => `The proxy on the way to ${request.host} wants other credentials (HTTP 407)`,
    remedy: ({ request }) =>
      `Write user and password, percent-encoded, into the proxy variable, or exclude the host:\n  env:\n    HTTPS_PROXY: http://user:password@proxy.example.com:3128\n    ${noProxy(request)}`,
  },
  {
    code: 'proxy-refused',
    fault: 'unreachable',
    when: ({ connection }) => isTunnel(connection),
    message: ({ request, connection }) =>
      `The proxy does not connect to ${request.host} (${statusOfTunnel(connection?.message)})`,
    remedy: ({ request }) => `Let the proxy allow that host on port 443, or exclude it: \`${noProxy(request)}\`.`,
  },
  {
    code: 'proxy-unreachable',
    fault: 'unreachable',
    when: ({ request, connection }) =>
      request.proxy !== undefined && (hasNoName(connection?.code) || hasNoRoute(connection?.code)),
    message: ({ request, connection }) =>
      `The proxy ${request.proxy?.host} on the way to ${request.host} cannot be reached (${connection?.code})`,
    remedy: ({ request }) =>
      `Check the environment variable ${request.proxy?.variable}, and whether this runner can reach that proxy; or exclude the host:\n  env:\n    ${noProxy(request)}`,
  },
  {
    code: 'unknown-host',
    fault: 'unreachable',
    when: ({ connection }) => hasNoName(connection?.code),
    message: ({ request, connection }) =>
      `The name ${nameOf(connection?.message) ?? request.host} cannot be resolved (${connection?.code})`,
    remedy: ({ request }) => reachRemedy(request.host),
  },
  {
    code: 'unreachable',
    fault: 'unreachable',
    when: ({ connection }) => hasNoRoute(connection?.code),
    message: ({ request, connection }) => `${request.host} cannot be reached (${connection?.message})`,
    remedy: ({ request }) => reachRemedy(request.host),
  },
  {
    code: 'connection-stalled',
    fault: 'network',
    when: ({ connection }) => connection?.code === 'STALLED',
    message: ({ request, connection }) =>
      `${request.host} fell silent during ${request.operation}: ${connection?.message}`,
    remedy: () => 'Run the step again. If the link is that slow, `stall-timeout: 2m` allows longer silence.',
  },
  {
    code: 'connection-lost',
    fault: 'network',
    when: ({ connection }) => connection !== undefined,
    message: ({ request, connection }) =>
      `The connection to ${request.host} broke during ${request.operation} (${connection?.code}: ${connection?.message})`,
    remedy: () => 'The network between the runner and the service is unstable; run the step again.',
  },
]

const FOREIGN: readonly NetworkCause[] = [
  {
    code: 'endpoint-moved',
    fault: 'permanent',
    when: (failure) => failure.facts.serviceCode === undefined && movedTo(failure) !== undefined,
    message: (failure) =>
      `${failure.request.host} redirects ${failure.request.operation} to ${movedTo(failure)} (HTTP ${failure.facts.status}), and a signed request cannot follow`,
    remedy: (failure) => `Write:${withYaml(`endpoint: ${movedTo(failure)}`)}`,
  },
  {
    code: 'unreadable-answer',
    fault: 'network',
    when: ({ facts }) => facts.foreign !== true && isSuccess(facts.status) && facts.serviceCode === undefined,
    message: ({ request }) => `${request.host} answered ${request.operation} with something that cannot be read`,
    remedy: () => 'If this repeats, a proxy on the way changes answers.',
  },
  {
    code: 'not-the-service',
    fault: 'unreachable',
    when: ({ facts }) =>
      facts.foreign === true && (facts.status ?? 0) < 500 && facts.status !== 408 && facts.status !== 429,
    message: ({ request, facts }) =>
      `Something else answers in place of ${request.host} (HTTP ${facts.status} to ${request.operation}, without any mark of the service)`,
    remedy: () =>
      'A proxy, a firewall or a captive portal is on the way, or `endpoint` names a server that does not belong to OSS. Run `curl -i` against that host on the runner to see who answers.',
  },
]

export const NETWORK_CAUSES: readonly NetworkCause[] = [...CONNECTION, ...FOREIGN]

/**
 * @returns where a host redirects to itself, such as from http to https: protocol and host, since the rest may hold object keys. A redirect to
 *     another host is usually a captive portal's.
 */
function movedTo({ request, facts }: Failure<AnyRequest>): string | undefined {
  const { status = 0, location = '' } = facts
  const target = URL.parse(location)
  const isSame = target !== null && target.hostname === URL.parse(`https://${request.host}`)?.hostname
  return isSame && status >= 300 && status < 400 && /^https?:$/.test(target.protocol) ? target.origin : undefined
}

type Connection = NonNullable<Failure<AnyRequest>['connection']>

function isSuccess(status: number | undefined): boolean {
  return status !== undefined && status >= 200 && status < 300
}

function isTunnel(connection: Connection | undefined): connection is Connection {
  if (connection === undefined || connection.code === 'UNCONNECTED') return false
  return connection.code === 'ERR_PROXY_TUNNEL' || /tunnel/i.test(connection.message)
}

/** Node's message names the proxy with its credentials: only the status may be shown. */
function statusOfTunnel(message: string | undefined): string {
  return /HTTP\/1\.\d \d{3}[^\r\n"]*/.exec(message ?? '')?.[0] ?? 'no tunnel'
}

/** The name that was looked up, which is the proxy's where there is one. */
function nameOf(message: string | undefined): string | undefined {
  return /^getaddrinfo \w+ (\S+)$/.exec(message ?? '')?.[1]
}

/** @returns the exception from the proxy for a host: all of Alibaba Cloud, or a custom domain. */
function noProxy({ host }: AnyRequest): string {
  const name = host.replace(/:\d+$/, '')
  return `NO_PROXY: ${/(^|\.)aliyuncs\.com$/.test(name) ? 'aliyuncs.com' : name}`
}

function reachRemedy(host: string): string {
  if (host.endsWith('-internal.aliyuncs.com') || /-internal\.aliyuncs\.com:/.test(host)) {
    return `${host} can be resolved only inside Alibaba Cloud in that region. Elsewhere, GitHub's own runners included, leave \`endpoint\` out.`
  }
  return 'Check `endpoint` and `region`, and whether this runner can reach that host (DNS, firewall; behind a proxy set HTTPS_PROXY).'
}
