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

test('an answer that does not come is given up at the deadline', async () => {
  const host = await listen(() => {})
  await expect(call(`http://${host}/`, { deadlineMs: 20 })).rejects.toMatchObject({ code: 'STALLED' })
})

test('a call that is called off ends with the reason of that, before and while it is made', async () => {
  const cancel = new AbortController()
  const host = await listen(() => cancel.abort(new Error('cancelled')))
  await expect(call(`http://${host}/`, { signal: cancel.signal })).rejects.toThrow('cancelled')
  await expect(call(`http://${host}/`, { signal: cancel.signal })).rejects.toThrow('cancelled')
})

test('an answer that is larger than any of theirs is not an answer', async () => {
  const host = await listen((_, response) => void response.end(Buffer.alloc(1024 ** 2)))
  await expect(call(`http://${host}/`)).rejects.toMatchObject({ code: 'EMSGSIZE' })
})

test('an answer that is cut off is not an answer', async () => {
  const host = await listen((_, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('some', () => response.destroy())
  })
  await expect(call(`http://${host}/`)).rejects.toMatchObject({ code: 'ECONNRESET' })
})

test('TLS with a server that speaks none is a connection that broke', async () => {
  const host = await listen((_, response) => void response.end())
  await expect(call(`https://${host}/`)).rejects.toBeInstanceOf(ConnectionError)
})
