/** Connections that are kept, and those that are open before requests need them. */
import { once } from 'node:events'
import * as http from 'node:http'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createCaller } from '../../../src/adapters/wire/call.ts'
import { createConnections } from '../../../src/adapters/wire/connections.ts'
import { createDialler } from '../../../src/adapters/wire/dial.ts'

const ending: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ending.splice(0)) await end()
})

const NEVER = new AbortController().signal
const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve))
}

/** @returns connections to a port of this machine, and what sends a request. */
function open(port: number, protocol: 'http' | 'https' = 'http') {
  const url = new URL(`${protocol}://127.0.0.1:${port}`)
  const ready = createConnections(createDialler({ url, env: {}, connectTimeoutMs: 60_000 }))
  ending.push(() => ready.close())
  const createCall = createCaller(ready)
  const ask = async (signal = NEVER) => {
    const limitOf = () => ({ maxBytes: 1024, onLarger: 'fail' }) as const
    const call = createCall({
      ...{ signal, limitOf, onAnswered() {} },
      onConnected: (exchange) => exchange.finish(undefined, () => {}),
    })
    return (await call.ask({ head: 'GET / HTTP/1.1\r\nhost: localhost\r\n\r\n', isHead: false })).status
  }
  return { ready, ask }
}

/** A server that holds its answers back until `answer` is called. */
async function scene() {
  const sockets: Socket[] = []
  const held: http.ServerResponse[] = []
  const server = http.createServer((_, response) => held.push(response))
  server.on('connection', (socket) => sockets.push(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ending.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    ...{ sockets, held, ...open((server.address() as AddressInfo).port) },
    answer(headers: http.OutgoingHttpHeaders = {}) {
      for (const response of held.splice(0)) response.writeHead(200, headers).end()
    },
  }
}

test('are opened beside the first request, and used by the next ones, which need no others', async () => {
  const { ready, sockets, ask, answer, held } = await scene()
  ready.openAhead(3)
  expect(sockets).toHaveLength(0)
  const first = ask()
  await until(() => sockets.length === 3 && held.length === 1)
  const others = [ask(), ask()]
  await until(() => held.length === 3)
  answer()
  expect(await Promise.all([first, ...others])).toEqual([200, 200, 200])
  expect(sockets).toHaveLength(3)
})

test('that are being opened ahead are waited for', async () => {
  const { ready, sockets, ask, answer, held } = await scene()
  ready.openAhead(3)
  const all = [ask(), ask(), ask()]
  await until(() => held.length === 3)
  answer()
  expect(await Promise.all(all)).toEqual([200, 200, 200])
  expect(sockets).toHaveLength(3)
})

test('are not opened again while there are enough', async () => {
  const { ready, sockets, ask, answer, held } = await scene()
  const first = ask()
  await until(() => held.length === 1)
  ready.openAhead(2)
  ready.openAhead(2)
  await until(() => sockets.length === 2)
  answer()
  await first
  const again = ask()
  await until(() => held.length === 1)
  answer()
  expect([await again, sockets.length]).toEqual([200, 2])
})

test('that broke meanwhile are replaced by others', async () => {
  const { ready, sockets, ask, answer, held } = await scene()
  ready.openAhead(2)
  const first = ask()
  await until(() => sockets.length === 2 && held.length === 1)
  const unused = sockets.find((socket) => socket !== held[0]?.req.socket)
  unused?.resetAndDestroy()
  // Both ends are in this process: after some turns of its loop the other one knows.
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  const second = ask()
  await until(() => held.length === 2)
  answer()
  expect([await first, await second, sockets.length]).toEqual([200, 200, 3])
})

test('that nothing uses end with `close`', async () => {
  const { ready, sockets, ask, answer, held } = await scene()
  ready.openAhead(3)
  const first = ask()
  await until(() => sockets.length === 3 && held.length === 1)
  answer()
  await first
  ready.close()
  await until(() => sockets.filter(({ destroyed }) => destroyed).length === 3)
  ready.openAhead(9)
  await expect(ask()).rejects.toMatchObject({ code: expect.any(String) })
  expect(sockets).toHaveLength(3)
})

test.for([
  { of: 'that the server ends after its answer', headers: { connection: 'close' }, connections: 2 },
  { of: 'that the server is about to end', headers: { 'keep-alive': 'timeout=1' }, connections: 2 },
  { of: 'that the server keeps', headers: { 'keep-alive': 'timeout=60' }, connections: 1 },
])('$of are used for $connections requests of two', async ({ headers, connections }) => {
  const { sockets, ask, answer, held } = await scene()
  for (let turn = 0; turn < 2; turn += 1) {
    const asked = ask()
    await until(() => held.length === 1)
    answer(headers)
    expect(await asked).toBe(200)
  }
  expect(sockets).toHaveLength(connections)
})

test('that the server ended while they were idle are not used', async () => {
  const { sockets, ask, answer, held } = await scene()
  const first = ask()
  await until(() => held.length === 1)
  answer()
  await first
  sockets[0]?.end()
  await until(() => sockets[0]?.destroyed === true)
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  const second = ask()
  await until(() => held.length === 1)
  answer()
  expect([await second, sockets.length]).toEqual([200, 2])
})

/** A server that answers nothing by itself. */
async function silentServer() {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    socket.on('error', () => {}).resume()
    sockets.push(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ending.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { sockets, port: (server.address() as AddressInfo).port }
}

test('are not used again once the server sent what it was not asked for', async () => {
  const { sockets, port } = await silentServer()
  const { ask } = open(port)
  const first = ask()
  await until(() => sockets.length === 1)
  sockets[0]?.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')
  expect(await first).toBe(200)
  sockets[0]?.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')
  await until(() => sockets[0]?.destroyed === true)
  const second = ask()
  await until(() => sockets.length === 2)
  sockets[1]?.write('HTTP/1.1 403 No\r\ncontent-length: 0\r\n\r\n')
  expect(await second).toBe(403)
})

test('that a request gave up while they were opened are ended', async () => {
  const { sockets, port } = await silentServer()
  const { ask } = open(port, 'https')
  const giveUp = new AbortController()
  const asked = ask(giveUp.signal)
  await until(() => sockets.length === 1)
  giveUp.abort()
  await expect(asked).rejects.toMatchObject({ code: 'ABORTED' })
  await until(() => sockets[0]?.destroyed === true)
})
