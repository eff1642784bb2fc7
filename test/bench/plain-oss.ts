/**
 * A server that costs little: it takes every upload, answers with the right CRC64, keeps no bytes and checks no signature.
 *   node plain-oss.ts [https|http] [port]
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { combineCrc64, crc64, formatCrc64 } from '../../src/core/bytes/crc64.ts'
import { localhostCertificate } from '../sandbox/net/certificates.ts'

interface StoredPart {
  readonly crc64: bigint
  readonly sizeBytes: number
}

const uploads = new Map<string, Map<number, StoredPart>>()

function answer(response: ServerResponse, { status = 200, crc = 0n, body = '' }): void {
  const headers = {
    ...{
      server: 'AliyunOSS',
      'x-oss-request-id': '5C3D9175B6FC201293AD0000',
      'content-length': Buffer.byteLength(body),
    },
    ...{ etag: `"${crc.toString(16).padStart(32, '0').toUpperCase()}"`, 'x-oss-hash-crc64ecma': formatCrc64(crc) },
  }
  response.writeHead(status, headers).end(body)
}

function begin(): string {
  const uploadId = `U${uploads.size + 1}`
  uploads.set(uploadId, new Map())
  return `<InitiateMultipartUploadResult><Bucket>b</Bucket><Key>k</Key><UploadId>${uploadId}</UploadId></InitiateMultipartUploadResult>`
}

/** @returns the CRC64 of the object that an upload's parts make. */
function complete(uploadId: string): bigint {
  const parts = [...(uploads.get(uploadId) ?? [])].sort(([left], [right]) => left - right)
  return parts.reduce((crc, [, part]) => combineCrc64(crc, part.crc64, part.sizeBytes), 0n)
}

function serve(request: IncomingMessage, response: ServerResponse): void {
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const uploadId = searchParams.get('uploadId')
  let crc = 0n
  let sizeBytes = 0
  request.on('data', (bytes: Buffer) => {
    if (request.method === 'PUT') crc = crc64(bytes, crc)
    sizeBytes += bytes.length
  })
  request.on('end', () => {
    switch (request.method) {
      case 'PUT':
        if (uploadId !== null)
          uploads.get(uploadId)?.set(Number(searchParams.get('partNumber')), { crc64: crc, sizeBytes })
        return answer(response, { crc })
      case 'POST':
        if (uploadId === null) return answer(response, { body: begin() })
        crc = complete(uploadId)
        return answer(response, {
          crc,
          body: '<CompleteMultipartUploadResult><Bucket>b</Bucket><Key>k</Key><ETag>"E"</ETag></CompleteMultipartUploadResult>',
        })
      default:
        return answer(response, { status: 404 })
    }
  })
}

const isSecure = process.argv[2] === 'https'
const options = { highWaterMark: 262_144, keepAliveTimeout: 0, requestTimeout: 0 }
const server = isSecure
  ? createTlsServer({ ...options, ...localhostCertificate() }, serve)
  : createServer(options, serve)
server.listen(Number(process.argv[3] ?? 0), '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  console.log(`${isSecure ? 'https' : 'http'}://localhost:${port}`)
})
// It ends with whoever started it.
process.stdin.resume().on('end', () => process.exit(0))
