/** How connections are opened: with TLS, and through proxies that forward. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { asConnectionError } from '../../../src/adapters/http/connection-error.ts'
import { createTransport } from '../../../src/adapters/oss/transport.ts'
import { CA_FILE, localhostCertificate } from '../../sandbox/net/certificates.ts'

const ending: (() => unknown)[] = []
beforeEach(() => setDefaultCACertificates([readFileSync(CA_FILE, 'utf8')]))
afterEach(async () => {
  setDefaultCACertificates(getCACertificates('bundled'))
  for (const end of ending.splice(0)) await end()
})

async function listen(protocol: 'http' | 'https', serve: RequestListener): Promise<number> {
  const server = protocol === 'http' ? createHttpServer(serve) : createHttpsServer({ ...localhostCertificate() }, serve)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ending.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** @returns what sends a request for `/key`. */
function open(baseUrl: string, env: NodeJS.ProcessEnv = {}) {
  const transport = createTransport({ baseUrl, stallTimeoutMs: 60_000, env })
  ending.push(() => transport.close())
  return (path = '/key') =>
    transport.send({ method: 'HEAD', path, headers: {}, ctx: { signal: new AbortController().signal } })
}

test('a further connection continues the TLS session of an earlier one', async () => {
  const resumed: boolean[] = []
  const port = await listen('https', ({ socket }, response) => {
    resumed.push((socket as TLSSocket).isSessionReused())
    response.setHeader('connection', 'close').end()
  })
  const ask = open(`https://localhost:${port}`)
  for (let turn = 0; turn < 3; turn += 1) expect((await ask()).status).toBe(200)
  expect(resumed).toEqual([false, true, true])
})

test('nothing is sent to a server whose certificate is not for it', async () => {
  let requests = 0
  const port = await listen('https', (_, response) => {
    requests += 1
    response.end()
  })
  await expect(open(`https://127.0.0.2:${port}`)()).rejects.toBeInstanceOf(Error)
  await expect(open(`https://other.localhost:${port}`)()).rejects.toMatchObject({
    code: 'ERR_TLS_CERT_ALTNAME_INVALID',
  })
  expect(requests).toBe(0)
})

test.for(['http', 'https'] as const)(
  'a proxy that is spoken to by %s gets the whole URL of http requests',
  async (protocol) => {
    const seen: Pick<IncomingMessage, 'url' | 'headers'>[] = []
    const port = await listen(protocol, (request, response) => {
      seen.push(request)
      response.end()
    })
    const ask = open('http://bucket.example.com:8080/folder', {
      http_proxy: `${protocol}://us%40er:pw@localhost:${port}`,
    })
    expect((await ask('/a%20b?x=y')).status).toBe(200)
    expect((await ask()).status).toBe(200)
    expect(seen.map(({ url }) => url)).toEqual([
      'http://bucket.example.com:8080/folder/a%20b?x=y',
      'http://bucket.example.com:8080/folder/key',
    ])
    expect(seen[0]?.headers).toMatchObject({
      ...{ host: 'bucket.example.com:8080', 'proxy-connection': 'keep-alive' },
      'proxy-authorization': `Basic ${Buffer.from('us@er:pw').toString('base64')}`,
    })
  },
)

test('a name of which no address can be reached is reported with the message for its first one', () => {
  const each = ['::1', '127.0.0.1'].map((address) => new Error(`connect ECONNREFUSED ${address}:443`))
  const error = asConnectionError(Object.assign(new AggregateError(each, ''), { code: 'ECONNREFUSED' }))
  expect(error).toMatchObject({ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED ::1:443' })
})

test('a name below localhost is this machine', async () => {
  const port = await listen('http', (_, response) => response.end())
  expect((await open(`http://bucket.localhost:${port}`)()).status).toBe(200)
})
