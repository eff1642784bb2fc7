/** What goes wrong before OSS answers, or in its place, and what people are told. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { startOss } from '../../packages/oss-sandbox/src/server.ts'
import { explainOss } from '../../src/core/errors/causes/explain.ts'
import { type ActionError, asActionError, formatError } from '../../src/core/errors/errors.ts'
import { localhostCertificate } from '../sandbox/net/certificates.ts'
import { BUCKET, bodyOf, NEVER, openStore, type StoreOptions } from './open-store.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function listen<T extends Server | TcpServer>(server: T): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => {
    if ('closeAllConnections' in server) server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

function webServer(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> {
  return listen(
    createServer((request, response) => {
      request.resume()
      request.on('end', () => handle(request, response))
    }),
  )
}

function open(options: Partial<StoreOptions> & { readonly endpoint: string }) {
  const store = openStore({ cname: true, ...options })
  closers.push(() => store.close())
  const key = 'app.exe'
  return {
    PutObject: () => store.putObject({ key, body: bodyOf('bytes'), headers: {}, signal: NEVER }),
    UploadPart: () => store.uploadPart({ key, uploadId: 'ID', number: 1, body: bodyOf('bytes'), signal: NEVER }),
    InitiateMultipartUpload: () => store.initiateUpload({ key, headers: {}, signal: NEVER }),
    ListParts: () => store.listParts({ key, uploadId: 'ID', signal: NEVER }),
    CompleteMultipartUpload: () =>
      store.completeUpload({ key, uploadId: 'ID', parts: [{ number: 1, etag: 'A' }], headers: {}, signal: NEVER }),
    HeadObject: () => store.headObject({ key, signal: NEVER }),
    CopyObject: () => store.copyObject({ key, fromKey: 'a', headers: {}, signal: NEVER }),
  } as const
}

async function failure(request: Promise<unknown>): Promise<ActionError> {
  const thrown = await request.then(
    (value) => new Error(`succeeded: ${JSON.stringify(value)}`),
    (error: unknown) => error,
  )
  const known = asActionError(thrown)
  if (known === undefined) throw new Error(`not explained: ${String(thrown)}`)
  return known
}

describe('something that answers in place of OSS', () => {
  const page = '<html><body>Please log in to the network</body></html>'
  const operations = [
    ...(['PutObject', 'UploadPart', 'InitiateMultipartUpload', 'ListParts', 'CompleteMultipartUpload'] as const),
    ...(['CopyObject', 'HeadObject'] as const),
  ]

  test.each(operations)('is never taken for the success of %s', async (operation) => {
    const port = await webServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': page.length })
      response.end(page)
    })
    const error = await failure(open({ endpoint: `http://localhost:${port}` })[operation]())
    expect(error).toMatchObject({ code: 'not-the-service', fault: 'unreachable' })
    expect(error.message).toContain(`localhost:${port}`)
  })

  test.each([301, 302, 400, 403, 404, 413])(
    'is distinguished from OSS by the missing mark in its %i',
    async (status) => {
      const port = await webServer((_, response) => {
        response.writeHead(status, { 'content-type': 'text/html', location: 'http://login.example.com/' })
        response.end(page)
      })
      const error = await failure(open({ endpoint: `http://localhost:${port}` }).UploadPart())
      expect(error).toMatchObject({ code: 'not-the-service', fault: 'unreachable' })
    },
  )

  test('is distinguished from an unreadable answer of OSS itself', async () => {
    const port = await webServer((_, response) => {
      response.writeHead(200, { 'x-oss-request-id': '5C3D9175B6FC201293AD4890' })
      response.end('<InitiateMultipartUploadResult>')
    })
    const error = await failure(open({ endpoint: `http://localhost:${port}` }).InitiateMultipartUpload())
    expect(error).toMatchObject({ code: 'unreadable-answer', fault: 'network' })
  })

  test('is the endpoint itself if it only redirects to https', async () => {
    const port = await webServer((request, response) => {
      response.writeHead(301, { location: `https://localhost:8443${request.url}` })
      response.end(page)
    })
    const error = await failure(open({ endpoint: `http://localhost:${port}` }).UploadPart())
    expect(error).toMatchObject({ code: 'endpoint-moved', fault: 'permanent' })
    expect(error.remedy).toContain('endpoint: https://localhost:8443')
    expect(formatError(error)).not.toContain('app.exe')
  })

  test('does not say that an object is missing', async () => {
    const port = await webServer((_, response) => {
      response.writeHead(404, { 'content-type': 'text/html' })
      response.end()
    })
    const error = await failure(open({ endpoint: `http://localhost:${port}` }).HeadObject())
    expect(error.code).toBe('not-the-service')
  })

  test.each([500, 502, 503, 504, 429, 408])('is retried after a %i', async (status) => {
    const port = await webServer((_, response) => {
      response.writeHead(status, { 'content-type': 'text/html' })
      response.end(page)
    })
    const error = await failure(open({ endpoint: `http://localhost:${port}` }).PutObject())
    expect(error.fault).toBe('busy')
  })
})

describe('a connection that fails', () => {
  test('since nothing listens, is unreachable', async () => {
    const port = await listen(createTcpServer())
    await closers.pop()?.()
    const error = await failure(open({ endpoint: `http://localhost:${port}` }).HeadObject())
    expect(error).toMatchObject({ code: 'unreachable', fault: 'unreachable' })
    expect(error.message).toContain('ECONNREFUSED')
  })

  test('by a reset, is lost and retried', async () => {
    const port = await listen(createTcpServer((socket) => socket.once('data', () => socket.resetAndDestroy())))
    const error = await failure(open({ endpoint: `http://localhost:${port}` }).UploadPart())
    expect(error).toMatchObject({ code: 'connection-lost', fault: 'network' })
  })

  test('by silence, is dropped', async () => {
    const port = await listen(createTcpServer(() => {}))
    const error = await failure(open({ endpoint: `http://localhost:${port}`, stallTimeoutMs: 1000 }).HeadObject())
    expect(error).toMatchObject({ code: 'connection-stalled', fault: 'network' })
  })

  test('since the server does not speak HTTP, is given up after a minute', async () => {
    const port = await listen(createTcpServer((socket) => socket.once('data', () => socket.end('SSH-2.0-fake\r\n'))))
    const error = await failure(open({ endpoint: `http://localhost:${port}` }).PutObject())
    expect(error).toMatchObject({ code: 'not-http', fault: 'unreachable' })
  })

  test.each([
    ['lines that end with LF', 'HTTP/1.1 200 OK\nContent-Length: 0\nx-oss-request-id: 5C3D9175B6FC201293AD4890\n\n'],
    ['a head that ends with LF', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\n'],
    ['an alert of TLS', '\x15\x03\x01\x00\x02\x02\x46'],
    ['the settings of HTTP/2', '\0\0\x06\x04\0\0\0\0\0\0\x03\0\0\0\x64'],
    ['a banner of SMTP', '220 mail.example.com ESMTP\r\n'],
  ])('since it carries %s, is known as that at once', async (_, answer) => {
    for (const when of ['data', 'connection']) {
      const port = await listen(
        createTcpServer((socket) => {
          socket.on('error', () => {}).resume()
          if (when === 'connection') socket.write(answer, 'latin1')
          else socket.once('data', () => socket.write(answer, 'latin1'))
        }),
      )
      const store = open({ endpoint: `http://localhost:${port}`, stallTimeoutMs: 3_600_000 })
      const error = await failure(store.PutObject())
      expect(error).toMatchObject({ code: 'not-http', fault: 'unreachable' })
      expect(error.message).toContain(`The answer of localhost:${port} is not HTTP`)
    }
  })

  test('in the middle of an answer, is lost', async () => {
    const port = await listen(
      createTcpServer((socket) =>
        socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nETag: "A"\r\nContent-Length: 100\r\n\r\nhalf')),
      ),
    )
    const error = await failure(open({ endpoint: `http://localhost:${port}` }).PutObject())
    expect(error).toMatchObject({ code: 'connection-lost', fault: 'network' })
  })

  test.each([
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND oss-cn-nowhere.aliyuncs.com', 'unknown-host'],
    ['EAI_AGAIN', 'getaddrinfo EAI_AGAIN oss-cn-nowhere.aliyuncs.com', 'unknown-host'],
    ['EHOSTUNREACH', 'connect EHOSTUNREACH 192.0.2.1:443', 'unreachable'],
    ['ENETUNREACH', 'connect ENETUNREACH 192.0.2.1:443', 'unreachable'],
    ['UNCONNECTED', 'no connection was made within 30.0 s', 'unreachable'],
    ['UNCONNECTED', 'the proxy did not open the tunnel within 30.0 s', 'unreachable'],
  ])('with %s is given up after a minute', (code, message, expected) => {
    const error = explainOss({
      request: someRequest('oss-cn-nowhere.aliyuncs.com'),
      facts: {},
      connection: { code, message },
    })
    expect(error).toMatchObject({ code: expected, fault: 'unreachable' })
    expect(error.message).toContain('oss-cn-nowhere.aliyuncs.com')
  })

  test('to an internal endpoint says who can reach it', () => {
    const host = 'oss-cn-hangzhou-internal.aliyuncs.com'
    const connection = { code: 'UNCONNECTED', message: 'no connection was made within 30.0 s' }
    const error = explainOss({ request: someRequest(host), facts: {}, connection })
    expect(error.remedy).toMatch(/inside Alibaba Cloud .* leave `endpoint` out/)
  })
})

describe('TLS', () => {
  test('an untrusted certificate ends the step at once', async () => {
    const oss = await startOss({ buckets: [{ name: BUCKET }], tls: localhostCertificate() })
    closers.push(() => oss.close())
    const error = await failure(open({ endpoint: oss.endpoint }).PutObject())
    expect(error).toMatchObject({ code: 'certificate', fault: 'permanent' })
    expect(formatError(error)).toMatch(/UNABLE_TO_VERIFY_LEAF_SIGNATURE[\s\S]*NODE_EXTRA_CA_CERTS/)
  })

  test('a server that does not speak TLS is reported as such', async () => {
    const port = await webServer((_, response) => response.end())
    const error = await failure(open({ endpoint: `https://localhost:${port}` }).PutObject())
    expect(error).toMatchObject({ code: 'no-tls', fault: 'permanent' })
  })
})

describe('a proxy', () => {
  const secret = 'pa%3Ass'

  async function proxy(answer: (credentials: string | undefined) => string): Promise<string> {
    const server = createServer((request, response) => {
      const [, status = ''] = answer(request.headers['proxy-authorization']).split(' ')
      response.writeHead(Number(status))
      response.end()
    })
    server.on('connect', (request, socket) => {
      socket.end(`${answer(request.headers['proxy-authorization'])}\r\nContent-Length: 0\r\n\r\n`)
    })
    return `http://us%40er:${secret}@127.0.0.1:${await listen(server)}`
  }

  test.each(['https', 'http'])('that wants other credentials ends the step at once (%s)', async (scheme) => {
    const seen: (string | undefined)[] = []
    const url = await proxy((credentials) => {
      seen.push(credentials)
      return 'HTTP/1.1 407 Proxy Authentication Required'
    })
    const env = { HTTPS_PROXY: url, HTTP_PROXY: url }
    const error = await failure(open({ endpoint: `${scheme}://oss.example.com`, env }).PutObject())
    expect(error).toMatchObject({ code: 'proxy-credentials', fault: 'permanent' })
    expect(formatError(error)).not.toMatch(/pa[:%]/)
    expect(seen).toEqual([`Basic ${Buffer.from('us@er:pa:ss').toString('base64')}`])
  })

  test('that refuses the host is named in the error', async () => {
    const env = { HTTPS_PROXY: await proxy(() => 'HTTP/1.1 403 Forbidden') }
    const error = await failure(open({ endpoint: 'https://oss.example.com', env }).PutObject())
    expect(error).toMatchObject({ code: 'proxy-refused', fault: 'unreachable' })
    expect(error.message).toContain('HTTP/1.1 403 Forbidden')
    expect(error.remedy).toMatch(/NO_PROXY: oss\.example\.com`/)
  })

  test('that cannot be reached is named by its address', async () => {
    const port = await listen(createTcpServer())
    await closers.pop()?.()
    const env = { HTTPS_PROXY: `http://us%40er:${secret}@127.0.0.1:${port}` }
    const error = await failure(open({ endpoint: 'https://oss.example.com', env }).PutObject())
    expect(error).toMatchObject({ code: 'proxy-unreachable', fault: 'unreachable' })
    expect(error.message).toContain(`The proxy 127.0.0.1:${port}`)
    expect(error.remedy).toContain('HTTPS_PROXY')
    expect(error.remedy).toMatch(/NO_PROXY: oss\.example\.com$/)
    expect(formatError(error)).not.toMatch(/pa[:%]/)
    const regions = open({ endpoint: 'https://oss-cn-hangzhou.aliyuncs.com', env })
    expect((await failure(regions.PutObject())).remedy).toMatch(/NO_PROXY: aliyuncs\.com$/)
  })

  test('is not used for hosts that NO_PROXY names', async () => {
    const oss = await startOss({ buckets: [{ name: BUCKET }] })
    closers.push(() => oss.close())
    const env = { HTTP_PROXY: 'http://127.0.0.1:9', NO_PROXY: 'localhost' }
    expect(await open({ endpoint: oss.endpoint, env }).HeadObject()).toBeUndefined()
  })
})

describe('an address that is wrong', () => {
  const connection = { code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND' }

  test('because of an unknown region ends the step at once, and the nearest is named', () => {
    const request = { ...someRequest('b.oss-cn-hangzou.aliyuncs.com'), region: 'cn-hangzou' }
    const error = explainOss({ request, facts: {}, connection })
    expect(error).toMatchObject({ code: 'unknown-region', fault: 'permanent' })
    expect(error.remedy).toContain('region: cn-hangzhou')
    const far = { ...someRequest('b.oss-moon-base-7.aliyuncs.com'), region: 'moon-base-7' }
    expect(explainOss({ request: far, facts: {}, connection }).remedy).not.toContain('cn-hangzhou')
  })

  test('only temporarily, or in a known region, is retried', () => {
    const request = someRequest('b.oss-cn-hangzhou.aliyuncs.com')
    expect(explainOss({ request, facts: {}, connection })).toMatchObject({ code: 'unknown-host', fault: 'unreachable' })
    const elsewhere = { ...someRequest('download.example.com'), region: 'xx-new-1', cname: true }
    expect(explainOss({ request: elsewhere, facts: {}, connection }).code).toBe('unknown-host')
  })

  test('as a custom domain without a certificate in OSS is reported as such', () => {
    const request = { ...someRequest('download.example.com'), cname: true }
    const code = 'ERR_TLS_CERT_ALTNAME_INVALID'
    const names =
      "Hostname/IP does not match certificate's altnames: Host: download.example.com. is not in the cert's altnames: DNS:"
    const own = { code, message: `${names}*.oss-cn-hangzhou.aliyuncs.com, DNS:*.img-cn-hangzhou.aliyuncs.com` }
    const error = explainOss({ request, facts: {}, connection: own })
    expect(error).toMatchObject({ code: 'custom-domain-certificate', fault: 'permanent' })
    expect(error.message).toContain('no certificate is hosted')
    const others = { code, message: `${names}proxy.corp` }
    expect(explainOss({ request, facts: {}, connection: others }).code).toBe('certificate')
  })
})

function someRequest(host: string) {
  return {
    ...{ operation: 'PutObject', host, key: 'app.exe', bucket: BUCKET, region: 'cn-hangzhou', cname: false },
    ramAction: 'oss:PutObject',
    identity: { kind: 'keys', from: 'the inputs' },
    policy: { keyPrefix: '', tags: false, acl: false, kms: false, reads: false },
  } as const
}
