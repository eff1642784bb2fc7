/** The way to https through proxies that do not do what they should. */
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createHttpCaller } from '../../../src/adapters/http/http-call.ts'
import { type CallContext, createTransport, type Transport } from '../../../src/adapters/oss/transport.ts'
import { CA_FILE, localhostCertificate } from '../../sandbox/net/certificates.ts'
import { type HttpProxy, startProxy, type TunnelFault } from '../../sandbox/net/proxy.ts'

let server: Server
let port: number
let proxy: HttpProxy | undefined
let transport: Transport | undefined

beforeEach(async () => {
  setDefaultCACertificates([readFileSync(CA_FILE, 'utf8')])
  server = createServer(localhostCertificate(), (_, response) => void response.end('hello'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
})

afterEach(async () => {
  setDefaultCACertificates(getCACertificates('bundled'))
  transport?.close()
  await proxy?.close()
  server.closeAllConnections()
  await new Promise<void>((resolve) => server.close(() => resolve()))
})

async function start(tunnelFault: (number: number) => TunnelFault | undefined, stallTimeoutMs = 3_600_000) {
  proxy = await startProxy({ port, tunnelFault })
  const env = { HTTPS_PROXY: proxy.url }
  transport = createTransport({ baseUrl: `https://localhost:${port}`, stallTimeoutMs, env })
  return env
}

function get(signal = new AbortController().signal) {
  if (transport === undefined) throw new Error('start first')
  const ctx: CallContext = { signal }
  return transport.request('http://placeholder/key', { method: 'GET', headers: {}, ctx: () => ctx })
}

test.for(['silent', 'silent-after', 'endless'] as const)('a proxy that is %s is a failed connection', async (fault) => {
  // The second request has to agree on keys within that time, also on a busy machine.
  await start((number) => (number === 1 ? fault : undefined), fault === 'endless' ? undefined : 750)
  await expect(get()).rejects.toMatchObject({ code: fault === 'endless' ? 'ERR_PROXY_TUNNEL' : 'UNCONNECTED' })
  expect((await get()).data.toString()).toBe('hello')
})

test.for([
  'SSH-2.0-OpenSSH_9.6\r\n',
  '220 mail.example.com ESMTP\r\n',
  'HTTP/1.1 200 OK\n\n',
  '\x15\x03\x01\x00\x02\x02\x46',
])('a proxy that answers %j has no tunnel, which is not waited for', async (answer) => {
  const other = createTcpServer((socket) => socket.once('data', () => socket.write(answer, 'latin1')))
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const env = { HTTPS_PROXY: `http://127.0.0.1:${(other.address() as AddressInfo).port}` }
  transport = createTransport({ baseUrl: `https://localhost:${port}`, stallTimeoutMs: 3_600_000, env })
  await expect(get()).rejects.toMatchObject({ code: 'ERR_PROXY_TUNNEL' })
  await new Promise((resolve) => other.close(resolve))
})

test('an answer to CONNECT that comes byte by byte opens the tunnel', async () => {
  await start(() => 'trickle')
  expect((await get()).data.toString()).toBe('hello')
})

test.for(['silent', 'silent-after'] as const)(
  'a request that is aborted while the proxy is %s ends at once',
  async (fault) => {
    const cancel = new AbortController()
    await start(() => {
      setImmediate(() => cancel.abort(new Error('cancelled')))
      return fault
    })
    await expect(get(cancel.signal)).rejects.toMatchObject({ code: 'ABORTED' })
  },
)

test.for(['silent', 'silent-after'] as const)('a small call ends at its deadline if the proxy is %s', async (fault) => {
  const http = createHttpCaller(await start(() => fault))
  const call = { method: 'GET', url: new URL(`https://localhost:${port}/`), headers: {} } as const
  const { signal } = new AbortController()
  await expect(http.call(call, { deadlineMs: 50, signal })).rejects.toMatchObject({
    code: expect.stringMatching(/^(STALLED|UNCONNECTED)$/),
  })
})

test('a small call goes through the proxy', async () => {
  const http = createHttpCaller(await start(() => undefined))
  const call = { method: 'GET', url: new URL(`https://localhost:${port}/`), headers: {} } as const
  const { signal } = new AbortController()
  expect(await http.call(call, { deadlineMs: 60_000, signal })).toMatchObject({ status: 200, text: 'hello' })
})
