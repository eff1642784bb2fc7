/** Connections that are open before requests need them. */
import { once } from 'node:events'
import * as http from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { keepReady } from '../../../src/adapters/http/ready-connections.ts'

const ending: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ending.splice(0)) await end()
})

/** An agent whose connections may be open ahead, and a server that holds its answers back until `answer` is called. */
async function scene() {
  const sockets: Socket[] = []
  const held: http.ServerResponse[] = []
  const server = http.createServer((_, response) => held.push(response))
  server.on('connection', (socket) => sockets.push(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const agent = new http.Agent({ keepAlive: true })
  const ready = keepReady(agent)
  ending.push(() => {
    ready.close()
    agent.destroy()
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    ...{ sockets, ready, held, until },
    async ask() {
      const [response] = (await once(http.get({ port, host: '127.0.0.1', agent }), 'response')) as [
        http.IncomingMessage,
      ]
      response.resume()
      await once(response, 'end')
      return response.statusCode
    },
    answer() {
      for (const response of held.splice(0)) response.end()
    },
  }
}

test('are opened beside the first request, and used by the next ones, which need no others', async () => {
  const { ready, sockets, ask, answer, held, until } = await scene()
  ready.open(3)
  expect(sockets).toHaveLength(0)
  const first = ask()
  await until(() => sockets.length === 3 && held.length === 1)
  const others = [ask(), ask()]
  await until(() => held.length === 3)
  answer()
  expect(await Promise.all([first, ...others])).toEqual([200, 200, 200])
  expect(sockets).toHaveLength(3)
})

test('are not opened again while there are enough', async () => {
  const { ready, sockets, ask, answer, held, until } = await scene()
  const first = ask()
  await until(() => held.length === 1)
  ready.open(2)
  ready.open(2)
  await until(() => sockets.length === 2)
  answer()
  await first
  const again = ask()
  await until(() => held.length === 1)
  answer()
  expect([await again, sockets.length]).toEqual([200, 2])
})

test('that broke meanwhile are replaced by others', async () => {
  const { ready, sockets, ask, answer, held, until } = await scene()
  ready.open(2)
  const first = ask()
  await until(() => sockets.length === 2 && held.length === 1)
  const unused = sockets.find((socket) => socket !== held[0]?.req.socket)
  unused?.resetAndDestroy()
  await new Promise((resolve) => setTimeout(resolve, 0))
  await until(() => unused?.destroyed === true)
  const second = ask()
  await until(() => held.length === 2)
  answer()
  expect([await first, await second, sockets.length]).toEqual([200, 200, 3])
})

test('that nothing uses end with `close`', async () => {
  const { ready, sockets, ask, answer, held, until } = await scene()
  ready.open(3)
  const first = ask()
  await until(() => sockets.length === 3 && held.length === 1)
  answer()
  await first
  ready.close()
  await until(() => sockets.filter(({ destroyed }) => destroyed).length === 2)
  ready.open(9)
  expect(sockets).toHaveLength(3)
})
