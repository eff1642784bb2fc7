/** Connections through a proxy to a server that speaks TLS. Node's own tunnel waits for a silent proxy for ever, and fails if the answer comes in pieces. */
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { asConnectionError, ConnectionError } from './connection-error.ts'
import type { ProxyServer, Target } from './proxy.ts'

/** No proxy needs a longer answer to say that the tunnel is open. */
const MAX_HEAD_BYTES = 16 * 1024
const HEAD_END = '\r\n\r\n'
const START = 'HTTP/1.'
/** The end of a head for a server that ends its lines with LF alone. */
const OTHER_END = /\n\n|(?<!\r)\n\r\n/

interface TunnelOptions {
  readonly proxy: ProxyServer
  readonly timeoutMs: number
  /** Ends the attempt, and the socket. */
  readonly signal?: AbortSignal
}

/**
 * @returns a socket to the target once the proxy has opened the tunnel, within `timeoutMs`. Rejects with a ConnectionError: `ERR_PROXY_TUNNEL` with the
 *     proxy's status if it refuses, `UNCONNECTED` if it is silent.
 */
export function openTunnel(target: Target, { proxy, timeoutMs, signal }: TunnelOptions): Promise<Socket> {
  const way = { host: proxy.host, port: proxy.port, ...(signal === undefined ? {} : { signal }) }
  return new Promise((resolve, reject) => {
    const socket: Socket = proxy.isSecure ? connectTls({ ...way, servername: proxy.host }) : connect(way)
    const fail = (error: Error) => {
      clearTimeout(timer)
      socket.destroy()
      reject(asConnectionError(error))
    }
    const timer = setTimeout(() => {
      const silent = `the proxy did not open the tunnel within ${(timeoutMs / 1000).toFixed(1)} s`
      fail(new ConnectionError('UNCONNECTED', silent))
    }, timeoutMs)
    const onEnd = () => fail(new ConnectionError('ERR_PROXY_TUNNEL', 'the proxy closed the connection'))
    const onHead = (head: string, rest: Buffer) => {
      const [status = ''] = head.split('\r\n', 1)
      if (!/^HTTP\/1\.\d 200\b/.test(status)) return fail(new ConnectionError('ERR_PROXY_TUNNEL', status))
      clearTimeout(timer)
      socket.off('data', onData).off('error', fail).off('close', onEnd)
      socket.pause()
      if (rest.length > 0) socket.unshift(rest)
      resolve(socket)
    }
    const onData = collectHead({ onHead, onNoHead: () => fail(new ConnectionError('ERR_PROXY_TUNNEL', 'no tunnel')) })
    socket.on('error', fail).on('close', onEnd).on('data', onData)
    socket.once(proxy.isSecure ? 'secureConnect' : 'connect', () => socket.write(connectHead(target, proxy)))
  })
}

function connectHead({ host, port }: Target, { authorization }: ProxyServer): string {
  const endpoint = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
  const login = authorization === undefined ? '' : `proxy-authorization: ${authorization}\r\n`
  return `CONNECT ${endpoint} HTTP/1.1\r\n${login}proxy-connection: keep-alive\r\nhost: ${endpoint}\r\n\r\n`
}

/** @returns a function that collects the head of an answer from pieces of any size. */
function collectHead(tell: { onHead(head: string, rest: Buffer): void; onNoHead(): void }): (bytes: Buffer) => void {
  let received = Buffer.alloc(0)
  return (bytes) => {
    received = Buffer.concat([received, bytes])
    const end = received.indexOf(HEAD_END)
    if (end >= 0) tell.onHead(received.toString('latin1', 0, end), received.subarray(end + HEAD_END.length))
    else if (received.length > MAX_HEAD_BYTES || !mayBeHead(received.toString('latin1'))) tell.onNoHead()
  }
}

/** @returns whether the end of a head may still come: what is not HTTP has none. */
function mayBeHead(begin: string): boolean {
  return START.startsWith(begin.slice(0, START.length)) && !OTHER_END.test(begin)
}
