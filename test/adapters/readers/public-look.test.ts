/** The one look at a published object, as its readers have it. */
import { expect, test } from 'vitest'
import type { Answer, Transport } from '../../../src/adapters/oss/transport.ts'
import { createPublicLook } from '../../../src/adapters/readers/public-look.ts'
import { startLoopbackServer } from '../../sandbox/net/loopback-server.ts'

type Sent = Parameters<Transport['send']>[0]

function uploadsTo(baseUrl: string, status: number) {
  const sent: Sent[] = []
  const send = async (request: Sent): Promise<Answer> => {
    sent.push(request)
    return { status, headers: {}, data: Buffer.alloc(0) }
  }
  return { sent, uploads: { baseUrl, transport: { send } } }
}

test('goes over the connections of the uploads where readers use the same address, without credentials', async () => {
  const { sent, uploads } = uploadsTo('http://127.0.0.1:9/bucket', 403)
  const { signal } = new AbortController()
  const look = createPublicLook({ base: 'http://127.0.0.1:9/bucket', env: {}, signal, uploads })
  look.shown('v1/a b.zip')
  look.shown('v1/other.zip')
  expect(await look.refusedUrl()).toBe('http://127.0.0.1:9/bucket/v1/a%20b.zip')
  expect(sent).toMatchObject([{ method: 'HEAD', path: '/v1/a%20b.zip', headers: {} }])
})

test('goes to the address of the readers where that is another one', async () => {
  const asked: string[] = []
  const server = await startLoopbackServer(async ({ method, url, headers }, response) => {
    asked.push(`${method} ${url} ${headers.authorization ?? 'anonymous'}`)
    response.end()
  })
  const { sent, uploads } = uploadsTo(`${server.url}0`, 403)
  const { signal } = new AbortController()
  const look = createPublicLook({ base: server.url, env: {}, signal, uploads })
  look.shown('a.zip')
  expect([await look.refusedUrl(), asked, sent]).toEqual([undefined, ['HEAD /a.zip anonymous'], []])
  await server.close()
})
