import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Writable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import type { RequestRecord } from '../request-log.ts'
import { readBody } from '../store/bodies.ts'
import { formatError, type OssError } from '../wire/errors.ts'
import type { RequestHead } from '../wire/request.ts'
import type { Answer } from './exchange.ts'

export interface Trickle {
  readonly bytes: number
  readonly everyMs: number
  readonly head?: boolean
}

export interface Sending {
  readonly incoming: IncomingMessage
  readonly response: ServerResponse
  readonly record: RequestRecord
  readonly answer: Answer
  readonly nowMs: number
  readonly serverTimeMs: number
  /** The connection ends after this many bytes of the answer's body. */
  readonly cutAfterBytes?: number
  /** The answer is sent in small pieces: its body, or with `head` all of it. */
  readonly trickle?: Trickle
  /** Reads the rest of a body that is not needed: the exchange ends only after it, or the client might lose the answer. */
  readonly draining?: Promise<void> | undefined
}

/** An error as an answer: XML, and for HEAD, which has no body, the same in the header `x-oss-err`. */
export function errorAnswer(
  error: OssError,
  place: { readonly head: RequestHead; readonly requestId: string },
): Answer {
  const { head, requestId } = place
  const xml = formatError(error, { requestId, hostId: head.host })
  const ec: Record<string, string> = error.ec === undefined ? {} : { 'x-oss-ec': error.ec }
  if (head.method === 'HEAD') {
    return {
      status: error.status,
      headers: { ...error.headers, ...ec, 'x-oss-err': Buffer.from(xml).toString('base64') },
    }
  }
  return { status: error.status, headers: { 'content-type': 'application/xml', ...error.headers, ...ec }, body: xml }
}

/** Sends an answer; returns whether all of it was sent. */
export async function sendAnswer(sending: Sending): Promise<boolean> {
  const { response, record, answer, cutAfterBytes, draining } = sending
  record.status = answer.status
  const gone = new Promise<boolean>((resolve) => response.on('close', () => resolve(response.writableFinished)))
  if (response.destroyed) return false
  if (sending.trickle?.head === true) return trickleAll(sending, sending.trickle)
  response.writeHead(answer.status, answerHeaders(sending))
  await writeBody(sending, gone)
  if (cutAfterBytes !== undefined) {
    response.write('', () => response.socket?.destroy())
    return gone.then(() => false)
  }
  if (draining === undefined) {
    response.end()
    return gone
  }
  response.flushHeaders()
  const isOut = !response.destroyed
  await draining.catch(() => {})
  response.end()
  return isOut
}

function answerHeaders({ answer, record, nowMs, serverTimeMs, incoming }: Sending): Record<string, string> {
  const { body } = answer
  const mayHaveBody = answer.status !== 204 && answer.status !== 304 && incoming.method !== 'HEAD'
  const lengthBytes =
    body === undefined ? 0 : typeof body === 'string' ? Buffer.byteLength(body) : body.range.end - body.range.start
  const marks: Record<string, string> =
    answer.isForeign === true
      ? {}
      : { server: 'AliyunOSS', 'x-oss-request-id': record.requestId, 'x-oss-server-time': `${serverTimeMs}` }
  return {
    date: new Date(nowMs).toUTCString(),
    ...(mayHaveBody ? { 'content-length': `${lengthBytes}` } : {}),
    ...marks,
    ...answer.headers,
  }
}

async function writeBody(
  { response, incoming, answer, cutAfterBytes, trickle }: Sending,
  gone: Promise<boolean>,
): Promise<void> {
  if (answer.body === undefined || incoming.method === 'HEAD') return
  if (trickle !== undefined) {
    await trickleBytes(response, bodyChunks(answer.body), trickle)
    return
  }
  let left = cutAfterBytes ?? Number.POSITIVE_INFINITY
  for await (const chunk of bodyChunks(answer.body)) {
    if (left <= 0 || response.destroyed) return
    const piece = chunk.subarray(0, left)
    left -= piece.length
    if (!response.write(piece)) await Promise.race([gone, new Promise((resolve) => response.once('drain', resolve))])
  }
}

/** Returns whether all bytes were written before the other side closed the connection. */
async function trickleBytes(
  to: Writable,
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  { bytes, everyMs }: Trickle,
): Promise<boolean> {
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += bytes) {
      if (to.destroyed) return false
      to.write(chunk.subarray(start, start + bytes))
      await setTimeout(everyMs)
    }
  }
  return true
}

/** Sends head and body without Node's own writer, and ends the connection; returns whether all of it was sent. */
async function trickleAll(sending: Sending, trickle: Trickle): Promise<boolean> {
  const { incoming, answer } = sending
  const headers = Object.entries({ ...answerHeaders(sending), connection: 'close' })
  const lines = [
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ]
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  const hasBody = answer.body !== undefined && incoming.method !== 'HEAD'
  const isHeadOut = await trickleBytes(incoming.socket, [head], trickle)
  const isBodyOut = !hasBody || (await trickleBytes(incoming.socket, bodyChunks(answer.body ?? ''), trickle))
  incoming.socket.destroySoon()
  return isHeadOut && isBodyOut
}

async function* bodyChunks(body: NonNullable<Answer['body']>): AsyncGenerator<Buffer> {
  if (typeof body === 'string') yield Buffer.from(body)
  else yield* readBody(body.stored, body.range)
}
