/** Agents for http and https, through a proxy if the environment names one. */
import * as http from 'node:http'
import * as https from 'node:https'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import { proxyVariables } from '../../core/service/proxy.ts'
import { lookup } from './lookup.ts'
import { httpsProxyFor } from './proxy.ts'
import { openTunnel } from './tunnel.ts'

interface AgentSettings {
  /** The target of the requests. */
  readonly url: URL
  /** The environment with the proxy settings. */
  readonly env: NodeJS.ProcessEnv
  readonly keepAlive: boolean
  /** How long a proxy may take to open a tunnel. */
  readonly connectTimeoutMs: number
}

/** @returns the agent; `destroy` ends its connections, also those to a proxy whose tunnel is not open yet. */
export function createAgent({ url, env, keepAlive, connectTimeoutMs }: AgentSettings): http.Agent {
  const options = { keepAlive, noDelay: true, lookup }
  if (url.protocol === 'https:') return new TunnellingAgent(options, { env, connectTimeoutMs })
  // `proxyEnv` exists from Node 24.5; older ones ignore it.
  return new http.Agent({ ...options, proxyEnv: proxyVariables(url, env) } as http.AgentOptions)
}

type Created = (error: Error | null, stream: Duplex) => void

class TunnellingAgent extends https.Agent {
  readonly #settings: Pick<AgentSettings, 'env' | 'connectTimeoutMs'>
  readonly #opening = new Set<Duplex>()

  constructor(options: https.AgentOptions, settings: Pick<AgentSettings, 'env' | 'connectTimeoutMs'>) {
    super(options)
    this.#settings = settings
  }

  override createConnection(options: https.RequestOptions, created?: Created): Duplex | null | undefined {
    const { env, connectTimeoutMs: timeoutMs } = this.#settings
    const target = { host: options.host ?? 'localhost', port: Number(options.port ?? 443) }
    const proxy = httpsProxyFor(target, env)
    if (proxy === undefined) return super.createConnection(options, created)
    const secure = (socket: Socket) =>
      super.createConnection({ ...options, socket } as https.RequestOptions) as TLSSocket
    const fail = (error: Error) => (created as ((error: Error) => void) | undefined)?.(error)
    openTunnel(target, { proxy, timeoutMs }).then(
      (socket) => this.#shakeHands(secure(socket), { created, timeoutMs }),
      fail,
    )
    return undefined
  }

  /** The connection is returned once the server's certificate was accepted. */
  #shakeHands(
    secured: TLSSocket,
    { created, timeoutMs }: { readonly created: Created | undefined; readonly timeoutMs: number },
  ): void {
    this.#opening.add(secured)
    const settle = (error: Error | null) => {
      clearTimeout(timer)
      if (!this.#opening.delete(secured)) return
      secured.off('error', settle)
      created?.(error, secured)
    }
    const timer = setTimeout(() => secured.destroy(new Error('the server behind the proxy is silent')), timeoutMs)
    secured.once('error', settle).once('secureConnect', () => settle(null))
  }

  override destroy(): void {
    for (const socket of this.#opening) socket.destroy()
    super.destroy()
  }
}
