import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createReaders } from '../../../src/adapters/readers/reader.ts'
import { judgeUnanswered } from '../../../src/core/readers/finding.ts'
import type { ReaderQuestion } from '../../../src/ports/readers.ts'
import { localhostCertificate } from '../../sandbox/net/certificates.ts'
import { startLoopbackServer } from '../../sandbox/net/loopback-server.ts'
import { startProxy } from '../../sandbox/net/proxy.ts'

const question = (key: string): ReaderQuestion => ({
  ...{ key, method: 'GET', range: undefined, maxBytes: 1000 },
  signal: new AbortController().signal,
})

function readersOf(base: string, env: NodeJS.ProcessEnv = {}) {
  const readers = createReaders({ base, env, sign: undefined })
  onTestFinished(() => readers.close())
  return readers
}

test('a certificate that readers do not accept is told as that', async () => {
  const server = createServer(localhostCertificate(), (_, response) => void response.end('bytes'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const answer = await readersOf(`https://localhost:${(server.address() as AddressInfo).port}`).ask(question('a'))
  if (answer.kind === 'answer') throw new Error('There was an answer')
  expect(judgeUnanswered(answer)).toMatchObject({ kind: 'certificate' })
})

test('readers come through the proxy of the environment, without credentials', async () => {
  const headers: unknown[] = []
  const server = await startLoopbackServer(async (request, response) => {
    headers.push(request.headers)
    response.end('bytes')
  })
  onTestFinished(() => server.close())
  const proxy = await startProxy({ port: Number(new URL(server.url).port), user: 'me', password: 'fake' })
  onTestFinished(() => proxy.close())
  const readers = readersOf('http://download.example.com', { HTTP_PROXY: proxy.url })
  expect(await readers.ask(question('a'))).toMatchObject({ kind: 'answer', status: 200, readBytes: 5, isWhole: true })
  expect(proxy.hosts).toEqual(['download.example.com'])
  expect(JSON.stringify(headers)).not.toMatch(/authorization/i)
})
