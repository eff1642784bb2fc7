import { randomBytes } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { formatError, OssError } from './errors.ts'

/** Answers 400 to what is not HTTP: a header's value with a control character or a line end in it, say. Nothing of it is kept. */
export function refuseMalformed(error: Error & { readonly code?: string }, socket: Duplex): void {
  const isAnswerable = socket.writable && error.code?.startsWith('HPE_') === true
  if (!isAnswerable) {
    socket.destroy()
    return
  }
  const requestId = randomBytes(12).toString('hex').toUpperCase()
  const refusal = new OssError({ status: 400, code: 'InvalidRequest', message: 'The request is malformed.' })
  const body = formatError(refusal, { requestId, hostId: '' })
  const head = [
    'HTTP/1.1 400 Bad Request',
    'Server: AliyunOSS',
    `x-oss-request-id: ${requestId}`,
    'Content-Type: application/xml',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
