/** A proxy in front of a server that changes its answers, to imitate servers that are correct but differ from the sandbox. */
import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An answer, to be changed in place. */
export interface PassingAnswer {
  readonly method: string
  readonly url: string
  status: number
  /** Headers as they are sent, without those of the connection. */
  headers: [name: string, value: string][]
  body: string
  /** Sent in chunks, without a length. */
  chunked: boolean
  /** Whether the connection ends after it. */
  last: boolean
}

export interface AlteringProxy {
  /** For `endpoint`, with `cname`. */
  readonly endpoint: string
  close(): void
}

const OF_CONNECTION = /^(connection|keep-alive|transfer-encoding)$/i

/** Starts a proxy on this machine. Requests are not changed. */
export async function startAlteringProxy(port: number, alter: (answer: PassingAnswer) => void): Promise<AlteringProxy> {
  const server = createServer((incoming, response) => {
    const { method = '', url = '', headers } = incoming
    const onward = httpRequest({ port, method, path: url, headers: { ...headers, host: `localhost:${port}` } })
    onward.on('error', () => response.destroy())
    onward.on('response', (answer) => void pass(answer, { method, url, response, alter }))
    incoming.pipe(onward)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    endpoint: `http://localhost:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

interface Passage {
  readonly method: string
  readonly url: string
  readonly response: ServerResponse
  readonly alter: (answer: PassingAnswer) => void
}

async function pass(answer: IncomingMessage, { method, url, response, alter }: Passage): Promise<void> {
  const body = Buffer.concat(await answer.toArray()).toString()
  const headers = Object.entries(answer.headers)
    .filter(([name]) => !OF_CONNECTION.test(name))
    .map(([name, value]): [string, string] => [name, String(value)])
  const passing = { method, url, status: answer.statusCode ?? 0, headers, body, chunked: false, last: false }
  alter(passing)
  response.sendDate = false
  for (const [name, value] of passing.headers) {
    if (method === 'HEAD' || name.toLowerCase() !== 'content-length') response.appendHeader(name, value)
  }
  if (passing.last) response.setHeader('connection', 'close')
  if (!passing.chunked && method !== 'HEAD') response.setHeader('content-length', Buffer.byteLength(passing.body))
  response.writeHead(passing.status)
  response.end(method === 'HEAD' ? undefined : passing.body)
}
