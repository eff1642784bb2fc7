/** One connection, and a server that does with it what the test says. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AnswerHead } from '../../../src/adapters/wire/answer-head.ts'
import { type Connection, createConnection, type Exchange } from '../../../src/adapters/wire/connection.ts'

const HEAD = 'PUT /key HTTP/1.1\r\nhost: localhost\r\n\r\n'
const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'

let server: Server
let there: Socket
let connection: Connection
let freed: number
let closed: Promise<void>

const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve))
}

beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1')
  const accepted = once(server, 'connection')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  await once(socket, 'connect')
  there = ((await accepted) as [Socket])[0].on('error', () => {})
  freed = 0
  const { promise, resolve } = Promise.withResolvers<void>()
  closed = promise
  const onFree = () => {
    freed += 1
  }
  connection = createConnection(socket, { onFree, onClosed: () => resolve() })
  socket.on('data', connection.receive)
})

afterEach(() => {
  connection.socket.destroy()
  there.destroy()
  server.close()
})

/** A request that is begun, and all that is told of it. */
function begin(isHead = false) {
  const told: string[] = []
  let head: AnswerHead | undefined
  const over = Promise.withResolvers<string>()
  const exchange = connection.begin({
    ...{ head: HEAD, isHead },
    receiver: {
      onHead(begun) {
        head = begun
        told.push(`head ${begun.status}`)
      },
      onBody: (bytes) => void told.push(`body ${bytes.toString()}`),
      onEnd() {
        told.push('end')
        over.resolve('end')
      },
      onFail(error) {
        const { code = error.message } = error as NodeJS.ErrnoException
        told.push(`fail ${code}`)
        over.resolve(`fail ${code}`)
      },
    },
  })
  return { exchange, told, over: over.promise, head: () => head }
}

/** Sends bytes; resolves once the kernel took them or never will. */
function finish(exchange: Exchange, bytes: Uint8Array | string | undefined = undefined): Promise<boolean> {
  return new Promise((resolve) => exchange.finish(bytes, resolve))
}

test('a request and its body leave together, and the connection is free after the answer', async () => {
  const { exchange, told, over } = begin()
  expect(connection.isNew).toBe(false)
  const received = once(there, 'data')
  expect(await finish(exchange, 'body')).toBe(true)
  expect(String((await received)[0])).toBe(`${HEAD}body`)
  there.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok')
  await over
  expect([told, freed, exchange.isIdle]).toEqual([['head 200', 'body ok', 'end'], 1, true])
})

test('a body in pieces follows its head', async () => {
  const { exchange, over } = begin()
  let received = ''
  there.on('data', (bytes) => {
    received += bytes
  })
  for (const piece of ['one ', 'two ']) await new Promise((resolve) => exchange.write(Buffer.from(piece), resolve))
  await finish(exchange, 'three')
  await until(() => received === `${HEAD}one two three`)
  there.write(OK)
  expect([await over, freed]).toEqual(['end', 1])
})

test('one request follows the other, and what ends the first one later does not touch the second', async () => {
  const first = begin()
  void finish(first.exchange)
  there.write(OK)
  await first.over
  const second = begin()
  first.exchange.drop(new Error('too late'))
  expect(await finish(first.exchange, 'stray')).toBe(false)
  const received = once(there, 'data')
  void finish(second.exchange, 'body')
  expect(String((await received)[0])).toContain('PUT')
  there.write(OK)
  expect([await second.over, freed, first.told]).toEqual(['end', 2, ['head 200', 'end']])
})

describe('an answer before the end of the body', () => {
  test('is told at once, and ends the connection', async () => {
    const { exchange, told, over } = begin()
    await new Promise((resolve) => exchange.write(Buffer.from('half'), resolve))
    there.write('HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\n\r\nno')
    await over
    await closed
    expect([told, exchange.isOver, exchange.isIdle, freed]).toEqual([['head 403', 'body no', 'end'], true, false, 0])
  })

  test('ends the connection also where its last bytes do not leave', async () => {
    const { exchange, over } = begin()
    there.pause()
    const taken = finish(exchange, Buffer.alloc(64 * 1024 * 1024))
    there.write(OK)
    expect(await over).toBe('end')
    await closed
    expect([await taken, freed]).toEqual([false, 0])
  })
})

describe('a connection breaks', () => {
  test.for([
    { how: 'by a reset before the answer', end: () => there.resetAndDestroy(), told: ['fail ECONNRESET'] },
    { how: 'by its end before the answer', end: () => there.end(), told: ['fail ECONNRESET'] },
    { how: 'by its end in the head', end: () => there.end('HTTP/1.1 200 O'), told: ['fail ECONNRESET'] },
    {
      how: 'by its end in the body',
      end: () => there.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf'),
      told: ['head 200', 'body half', 'fail ECONNRESET'],
    },
    { how: 'by what is not HTTP', end: () => there.end('220 smtp\r\n'), told: ['fail HPE_INVALID_CONSTANT'] },
    {
      how: 'by another protocol',
      end: () => there.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'),
      told: ['fail EPROTO'],
    },
  ])('$how', async ({ end, told }) => {
    const asked = begin()
    await finish(asked.exchange, 'body')
    end()
    await asked.over
    await closed
    expect([asked.told, freed, asked.exchange.isOver]).toEqual([told, 0, true])
  })

  test('while a body is being sent', async () => {
    const { exchange, over } = begin()
    const taken = finish(exchange, Buffer.alloc(64 * 1024 * 1024))
    there.once('data', () => there.resetAndDestroy())
    expect(await over).toMatch(/^fail (ECONNRESET|EPIPE)$/)
    expect([await taken, freed]).toEqual([false, 0])
  })

  test('by the end of the request', async () => {
    const { exchange, told, over } = begin()
    exchange.drop(Object.assign(new Error('enough'), { code: 'ABORTED' }))
    await over
    await closed
    expect([told, freed, await finish(exchange, 'more')]).toEqual([['fail ABORTED'], 0, false])
  })

  test('once the server sends what it was not asked for', async () => {
    there.write(OK)
    await closed
    expect(freed).toBe(0)
  })
})

test('an answer that ends with the connection is whole', async () => {
  const { exchange, told, over } = begin()
  await finish(exchange)
  there.end('HTTP/1.1 200 OK\r\n\r\nall')
  await over
  await closed
  expect([told, freed]).toEqual([['head 200', 'body all', 'end'], 0])
})

test('an answer to HEAD has no body, and the next answer follows it', async () => {
  const first = begin(true)
  await finish(first.exchange)
  there.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n')
  await first.over
  const second = begin()
  await finish(second.exchange)
  there.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok')
  await second.over
  expect([first.told, second.told, first.head()?.headers['content-length'], freed]).toEqual([
    ['head 200', 'end'],
    ['head 200', 'body ok', 'end'],
    '9',
    2,
  ])
})
