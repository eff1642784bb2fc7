/** Warnings about the connection to OSS, before anything is sent over it. */
import { ActionError } from '../errors/errors.ts'
import { type Endpoint, isLocal } from '../service/endpoint.ts'

/** The first Node version whose agents take proxies from the environment. Source: https://nodejs.org/api/http.html#built-in-proxy-support */
const FIRST_WITH_PROXIES = [24, 5] as const
/** Of plain http alone: connections with TLS need no such agent, and requests to OSS have a client of their own. */
const PROXY_VARIABLES = ['HTTP_PROXY', 'http_proxy'] as const

interface Connection {
  readonly endpoint: Endpoint
  /** URL of the STS that assumes the role, if a role is assumed. */
  readonly stsUrl: string | undefined
  /** Reads an environment variable, empty where it is not set. */
  readonly environment: (name: string) => string
  /** `24.1.0` */
  readonly nodeVersion: string
}

/** @returns warnings with their titles. */
export function connectionWarnings(
  connection: Connection,
): readonly { readonly title: string; readonly text: string }[] {
  const { endpoint, stsUrl } = connection
  const sts = stsUrl === undefined ? undefined : new URL(stsUrl)
  const token = sts?.protocol === 'http:' && !isLocal({ protocol: 'http:', host: sts.host, cname: false })
  const warnings = token ? [plainToken(sts.host)] : []
  return isLocal(endpoint) ? warnings : [...warnings, ...plainHttp(endpoint), ...unknownProxies(connection)]
}

/** Throws an ActionError if certificates would not be checked: anybody on the network path could read keys and change bytes. */
export function refuseOpenTls(environment: (name: string) => string): void {
  if (environment('NODE_TLS_REJECT_UNAUTHORIZED') !== '0') return
  throw new ActionError({
    code: 'tls-unchecked',
    message:
      'NODE_TLS_REJECT_UNAUTHORIZED is 0: certificates would not be checked, and anybody on the network path could read and change what is sent',
    remedy:
      'Remove that variable. If a proxy or a private endpoint has its own certificate authority, name its PEM file:\n  env:\n    NODE_EXTRA_CA_CERTS: /path/to/ca.pem',
  })
}

function plainToken(host: string): { readonly title: string; readonly text: string } {
  const text = `GitHub's token goes to ${host} over plain http: anybody on the network path can assume the role with it. Write \`sts-endpoint: https://${host}\`.`
  return { title: 'Not encrypted', text }
}

function plainHttp({ protocol, host }: Endpoint): readonly { readonly title: string; readonly text: string }[] {
  if (protocol === 'https:') return []
  const text = `Requests to ${host} go over plain http: anybody on the network path can read the files, and reuse signed requests for minutes. Write \`endpoint: https://${host}\`.`
  return [{ title: 'Not encrypted', text }]
}

function unknownProxies({ environment, nodeVersion }: Connection) {
  const variable = PROXY_VARIABLES.find((name) => environment(name) !== '')
  if (variable === undefined || knowsProxies(nodeVersion)) return []
  const text = `${variable} is set, and this runner's Node ${nodeVersion} does not support proxies for plain http (24.5 and later do): such requests go out directly, except those to OSS. https and uploads use the proxy. Update the runner to 2.328 or later.`
  return [{ title: 'Proxy not used for plain http', text }]
}

function knowsProxies(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > FIRST_WITH_PROXIES[0] || (major === FIRST_WITH_PROXIES[0] && minor >= FIRST_WITH_PROXIES[1])
}
