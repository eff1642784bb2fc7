/** Proxies, as servers to connect to. */
import { proxyFor } from '../../core/service/proxy.ts'

export interface ProxyServer {
  /** Whether the connection to the proxy itself is encrypted. */
  readonly isSecure: boolean
  readonly host: string
  readonly port: number
  /** Value of `proxy-authorization`; undefined if the proxy needs none. */
  readonly authorization: string | undefined
}

export interface Target {
  readonly host: string
  readonly port: number
}

/** @returns the proxy for https to a host, or undefined where it is reached directly. Throws an ActionError if the variable is not a URL. */
export function httpsProxyFor({ host, port }: Target, env: NodeJS.ProcessEnv): ProxyServer | undefined {
  return proxyServerFor(new URL(`https://${host.includes(':') ? `[${host}]` : host}:${port}`), env)
}

/** @returns the proxy for requests to the URL, like `httpsProxyFor`. */
export function proxyServerFor(url: URL, env: NodeJS.ProcessEnv): ProxyServer | undefined {
  const proxy = proxyFor(url, env)
  if (proxy === undefined) return undefined
  const { protocol, hostname, port, username, password } = new URL(proxy.url)
  const isSecure = protocol === 'https:'
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return {
    isSecure,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || (isSecure ? 443 : 80)),
    authorization: login === ':' ? undefined : `Basic ${Buffer.from(login).toString('base64')}`,
  }
}
