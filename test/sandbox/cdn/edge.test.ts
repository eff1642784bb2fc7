import { expect, onTestFinished, test } from 'vitest'
import { startLoopbackServer } from '../net/loopback-server.ts'
import { type EdgeRules, startEdge } from './edge.ts'

async function scene(rules: Partial<EdgeRules> = {}) {
  let content: string | undefined = 'one'
  let nowMs = 0
  const origin = await startLoopbackServer(async (_, response) => {
    if (content === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': 'text/plain', 'x-oss-hash-crc64ecma': '1' }).end(content)
  })
  const edge = await startEdge({ origin: origin.url, nowMs: () => nowMs, rules })
  onTestFinished(async () => {
    await edge.close()
    await origin.close()
  })
  return {
    edge,
    get: (path = '/a', headers: Readonly<Record<string, string>> = {}) => fetch(`${edge.url}${path}`, { headers }),
    publish: (text: string | undefined) => {
      content = text
    },
    pass: (ms: number) => {
      nowMs += ms
    },
  }
}

test('a cached answer is served with its age until it expires or is refreshed', async () => {
  const { get, publish, pass, edge } = await scene({ ttlMs: 10_000 })
  await get()
  publish('two')
  pass(5000)
  const hit = await get()
  expect([await hit.text(), hit.headers.get('age')]).toEqual(['one', '5'])
  pass(5000)
  expect(await (await get()).text()).toBe('two')
  publish('three')
  edge.refresh('/a')
  expect(await (await get()).text()).toBe('three')
})

test('a 404 is cached if the rules say so', async () => {
  const { get, publish, pass } = await scene({ missTtlMs: 1000 })
  publish(undefined)
  expect((await get()).status).toBe(404)
  publish('one')
  expect((await get()).status).toBe(404)
  pass(1000)
  expect((await get()).status).toBe(200)
})

test('headers are dropped, ranges cut, and text is compressed for clients that accept it', async () => {
  const { get } = await scene({ dropped: ['x-oss-hash-crc64ecma'], gzip: true })
  const whole = await get('/a', { 'accept-encoding': 'gzip' })
  expect([whole.headers.get('content-encoding'), whole.headers.get('x-oss-hash-crc64ecma')]).toEqual(['gzip', null])
  expect(await whole.text()).toBe('one')
  const range = await get('/a', { range: 'bytes=1-5', 'accept-encoding': 'identity' })
  expect([range.status, range.headers.get('content-range'), await range.text()]).toEqual([206, 'bytes 1-2/3', 'ne'])
})

test('the query is part of the cache key if the rules say so', async () => {
  const { get, publish } = await scene({ keepsQuery: false })
  await get('/a?sig=1')
  publish('two')
  expect(await (await get('/a?sig=2')).text()).toBe('one')
})
