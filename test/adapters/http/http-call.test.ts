/** Calls to STS and GitHub that come to no good end. */
import { createServer, type RequestListener, type Server } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { ConnectionError } from '../../../src/adapters/http/connection-error.ts'
import { createHttpCaller } from '../../../src/adapters/http/http-call.ts'

let server: Server | undefined

afterEach(async () => {
  server?.closeAllConnections()
  await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())))
})

async function listen(onRequest: RequestListener): Promise<string> {
  server = createServer(onRequest)
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

function call(url: string, { deadlineMs = 60_000, signal = new AbortController().signal } = {}) {
  return createHttpCaller({}).call({ method: 'GET', url: new URL(url), headers: {} }, { deadlineMs, signal })
}

test('a call without an answer fails at the deadline', async () => {
  const host = await listen(() => {})
  await expect(call(`http://${host}/`, { deadlineMs: 20 })).rejects.toMatchObject({ code: 'STALLED' })
})

test('an aborted call rejects with the reason of the signal, before and during the request', async () => {
  const cancel = new AbortController()
  const host = await listen(() => cancel.abort(new Error('cancelled')))
  await expect(call(`http://${host}/`, { signal: cancel.signal })).rejects.toThrow('cancelled')
  await expect(call(`http://${host}/`, { signal: cancel.signal })).rejects.toThrow('cancelled')
})

test('an answer above the limit is an error', async () => {
  const host = await listen((_, response) => void response.end(Buffer.alloc(1024 ** 2)))
  await expect(call(`http://${host}/`)).rejects.toMatchObject({ code: 'EMSGSIZE' })
})

test('an answer that is cut off is an error', async () => {
  const host = await listen((_, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('some', () => response.destroy())
  })
  await expect(call(`http://${host}/`)).rejects.toMatchObject({ code: 'ECONNRESET' })
})

test('TLS with a server that does not speak it is a broken connection', async () => {
  const host = await listen((_, response) => void response.end())
  await expect(call(`https://${host}/`)).rejects.toBeInstanceOf(ConnectionError)
})
