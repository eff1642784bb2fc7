/** The proxy that https requests go through, as a server to be connected to. */
import { proxyFor } from '../../core/service/proxy.ts'

export interface ProxyServer {
  /** Whether the way to the proxy itself is encrypted. */
  readonly isSecure: boolean
  readonly host: string
  readonly port: number
  /** Value of `proxy-authorization`; undefined where the proxy wants none. */
  readonly authorization: string | undefined
}

export interface Target {
  readonly host: string
  readonly port: number
}

/** @returns the proxy for https to a host, or undefined where it is reached directly. Throws an ActionError where the variable holds no URL. */
export function httpsProxyFor({ host, port }: Target, env: NodeJS.ProcessEnv): ProxyServer | undefined {
  const proxy = proxyFor(new URL(`https://${host.includes(':') ? `[${host}]` : host}:${port}`), env)
  if (proxy === undefined) return undefined
  const { protocol, hostname, port: proxyPort, username, password } = new URL(proxy.url)
  const isSecure = protocol === 'https:'
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return {
    isSecure,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(proxyPort || (isSecure ? 443 : 80)),
    authorization: login === ':' ? undefined : `Basic ${Buffer.from(login).toString('base64')}`,
  }
}
