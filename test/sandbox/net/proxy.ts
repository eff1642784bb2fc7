/** A proxy as in companies: it may require a password, and connects all hosts to one port of this machine. */
import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'

export interface ProxyOptions {
  /** Target of all connections, on 127.0.0.1. */
  readonly port: number
  readonly user?: string
  readonly password?: string
  /** The fault of a tunnel by its number, counted from 1. */
  readonly tunnelFault?: (number: number) => TunnelFault | undefined
}

/**
 * `silent`: no answer to CONNECT. `silent-after`: nothing is sent after the 200. `trickle`: the 200 is sent byte by byte.
 * `endless`: a head without an end.
 */
export type TunnelFault = 'silent' | 'silent-after' | 'trickle' | 'endless'

export interface HttpProxy {
  /** For HTTP_PROXY and HTTPS_PROXY, user and password in it. */
  readonly url: string
  /** The requested hosts, with port, in order. */
  readonly hosts: readonly string[]
  /** How many requests had other credentials. */
  readonly refused: number
  close(): Promise<void>
}

/** Starts a proxy for `CONNECT` (https) and for absolute URLs (http). */
export async function startProxy({ port, user, password, tunnelFault }: ProxyOptions): Promise<HttpProxy> {
  const hosts: string[] = []
  const sockets = new Set<Socket>()
  let refused = 0
  let tunnels = 0
  const expected = user === undefined ? undefined : `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

  const admits = ({ headers }: IncomingMessage, host: string): boolean => {
    hosts.push(host)
    if (expected === undefined || headers['proxy-authorization'] === expected) return true
    refused += 1
    return false
  }

  const server = createServer((incoming, response) => {
    const url = new URL(incoming.url ?? '')
    if (admits(incoming, url.host)) forward(incoming, response, { url, port })
    else response.writeHead(407, { 'proxy-authenticate': 'Basic' }).end()
  })
  server.on('connect', (incoming, socket: Socket) => {
    socket.on('error', () => socket.destroy())
    if (!admits(incoming, incoming.url ?? '')) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n')
      return
    }
    tunnels += 1
    sockets.add(socket)
    const fault = tunnelFault?.(tunnels)
    if (fault === 'silent') return
    if (fault === 'silent-after') return void socket.write(OPEN)
    if (fault === 'endless') return void socket.write(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(64 * 1024)}`)
    const onward = connect(port, '127.0.0.1', async () => {
      if (fault === 'trickle') await trickle(socket, OPEN)
      else socket.write(OPEN)
      socket.pipe(onward).pipe(socket)
    })
    onward.on('error', () => socket.destroy())
    sockets.add(onward)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port: own } = server.address() as AddressInfo
  const login = user === undefined ? '' : `${encodeURIComponent(user)}:${encodeURIComponent(password ?? '')}@`
  return {
    url: `http://${login}127.0.0.1:${own}`,
    hosts,
    get refused() {
      return refused
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const OPEN = 'HTTP/1.1 200 Connection established\r\nvia: 1.1 proxy.example\r\n\r\n'

/** Sends each byte in its own segment. */
async function trickle(socket: Socket, text: string): Promise<void> {
  socket.setNoDelay(true)
  for (const byte of text) {
    await new Promise((resolve) => socket.write(byte, resolve))
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function forward(
  incoming: IncomingMessage,
  response: ServerResponse,
  { url, port }: { readonly url: URL; readonly port: number },
): void {
  const { 'proxy-authorization': _, 'proxy-connection': __, ...headers } = incoming.headers
  const path = `${url.pathname}${url.search}`
  const onward = httpRequest({ host: '127.0.0.1', port, method: incoming.method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  incoming.pipe(onward)
}
