/** Opens connections to one server: directly or through a proxy, with TLS or without. */
import { connect, isIP, type Socket, type TcpNetConnectOpts } from 'node:net'
import {
  type ConnectionOptions,
  connect as connectTls,
  createSecureContext,
  DEFAULT_CIPHERS,
  type SecureContext,
} from 'node:tls'
import { asConnectionError, ConnectionError } from '../http/connection-error.ts'
import { lookup } from '../http/lookup.ts'
import { type ProxyServer, proxyServerFor, type Target } from '../http/proxy.ts'
import { openTunnel } from '../http/tunnel.ts'

interface Dialling {
  /** Receives what the server sends; the memory of the bytes is used again after the call. */
  onBytes(bytes: Buffer): void
  /** Ends the attempt; afterwards the socket. */
  readonly signal: AbortSignal
}

export interface Dialler {
  /** The proxy that requests are sent to, with the whole URL; one that only opens tunnels is not named here. */
  readonly forwarder: ProxyServer | undefined
  readonly isProxied: boolean
  /** @returns a socket that is connected and, with TLS, whose certificate was accepted. Rejects with a ConnectionError. */
  dial(dialling: Dialling): Promise<Socket>
}

interface DiallerOptions {
  readonly url: URL
  /** The environment with the proxy settings. */
  readonly env: NodeJS.ProcessEnv
  /** How long a proxy may take to open a tunnel, and the server behind it to agree on keys. */
  readonly connectTimeoutMs: number
}

/** Answers are small. All connections share it, since bytes are handed on before others are read. */
const READ_BUFFER_BYTES = 64 * 1024
/** After so long without traffic the kernel asks whether the other side is still there. */
const PROBE_AFTER_MS = 1000

/** @returns what opens connections to the URL's server; none is opened yet. Throws an ActionError if the variable of the proxy is not a URL. */
export function createDialler({ url, env, connectTimeoutMs }: DiallerOptions): Dialler {
  const isSecure = url.protocol === 'https:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const target: Target = { host, port: Number(url.port || (isSecure ? 443 : 80)) }
  const proxy = proxyServerFor(url, env)
  const secure = createSecurity(host)
  let buffer: Buffer | undefined

  function plain({ host, port }: Target, { onBytes, signal }: Dialling): TcpNetConnectOpts {
    buffer ??= Buffer.allocUnsafeSlow(READ_BUFFER_BYTES)
    const onread = { buffer, callback: (size: number, bytes: Uint8Array) => hand(onBytes, bytes, size) }
    return { host, port, lookup, noDelay: true, keepAlive: true, keepAliveInitialDelay: PROBE_AFTER_MS, signal, onread }
  }

  async function throughTunnel(through: ProxyServer, { onBytes, signal }: Dialling): Promise<Socket> {
    const timeoutMs = connectTimeoutMs
    const socket = await openTunnel(target, { proxy: through, timeoutMs, signal })
    const options = { ...secure.options(), socket, signal }
    const secured = connectTls(options)
    secured.on('data', onBytes)
    const error = new ConnectionError('UNCONNECTED', 'the server behind the proxy is silent')
    const timer = setTimeout(() => secured.destroy(error), timeoutMs)
    return opened(secure.watch(secured), 'secureConnect').finally(() => clearTimeout(timer))
  }

  return {
    isProxied: proxy !== undefined,
    forwarder: isSecure ? undefined : proxy,
    dial(dialling) {
      if (!isSecure) {
        if (proxy?.isSecure !== true) return opened(connect(plain(proxy ?? target, dialling)), 'connect')
        return opened(connectTls({ ...plain(proxy, dialling), servername: nameOf(proxy.host) }), 'secureConnect')
      }
      if (proxy !== undefined) return throughTunnel(proxy, dialling)
      return opened(secure.watch(connectTls({ ...plain(target, dialling), ...secure.options() })), 'secureConnect')
    },
  }
}

interface Security {
  /** @returns what a connection to the server agrees on its keys with; a further one continues the session of an earlier one. */
  options(): ConnectionOptions
  /** Remembers the socket's session. */
  watch(socket: Socket): Socket
}

function createSecurity(host: string): Security {
  // To read the certificates takes milliseconds.
  let secureContext: SecureContext | undefined
  let session: Buffer | undefined
  return {
    options() {
      secureContext ??= createSecureContext({ ciphers: DEFAULT_CIPHERS })
      return {
        ...{ secureContext, servername: nameOf(host), host, ALPNProtocols: ['http/1.1'] },
        ...(session === undefined ? {} : { session }),
      }
    },
    watch(socket) {
      socket.on('session', (latest: Buffer) => {
        session = latest
      })
      return socket.once('close', (hadError) => {
        if (hadError) session = undefined
      })
    },
  }
}

/** An address has no name to be sent. */
function nameOf(host: string): string {
  return isIP(host) === 0 ? host : ''
}

function hand(onBytes: (bytes: Buffer) => void, bytes: Uint8Array, size: number): boolean {
  onBytes(Buffer.from(bytes.buffer, bytes.byteOffset, size))
  return true
}

function opened(socket: Socket, event: 'connect' | 'secureConnect'): Promise<Socket> {
  return new Promise((resolve, reject) => {
    // It stays: an error that nobody listens to would end the process.
    socket.on('error', (error) => reject(asConnectionError(error)))
    socket.once('close', () => reject(new ConnectionError('ECONNRESET', 'the connection ended before it was open')))
    socket.once(event, () => resolve(socket))
  })
}
