import { createHash, randomBytes } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Answer } from '../net/http-faults.ts'

/** The storage of the entries' archives: the part of Azure's block blob protocol that the cache client uses. */
export interface BlobStore {
  /** A URL, signed for one use (upload or download) of one entry's archive. */
  sign(id: number, use: BlobUse): string
  respond(request: BlobRequest): Answer
}

export type BlobUse = 'upload' | 'download'

export interface BlobRequest {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

export interface BlobPorts {
  readonly baseUrl: () => string
  readonly read: (id: number) => Buffer | undefined
  readonly write: (id: number, archive: Buffer) => void
}

const blobPath = /^\/sandboxaccount\/actions-cache\/(\d+)$/

/** True if the path belongs to the blob service, not to the cache service. */
export function isBlobPath(path: string): boolean {
  return blobPath.test(path)
}

export function createBlobStore(ports: BlobPorts): BlobStore {
  const signatures = new Map<string, { readonly id: number; readonly use: BlobUse }>()
  const blocks = new Map<string, Buffer>()
  return {
    sign(id, use) {
      const signature = randomBytes(24).toString('base64')
      signatures.set(signature, { id, use })
      const query = new URLSearchParams({ sv: '2025-01-05', sp: use === 'upload' ? 'cw' : 'r', sig: signature })
      return `${ports.baseUrl()}/sandboxaccount/actions-cache/${id}?${query}`
    },
    respond(request) {
      const id = Number(blobPath.exec(request.url.pathname)?.[1])
      const use = request.method === 'PUT' ? 'upload' : 'download'
      const grant = signatures.get(request.url.searchParams.get('sig') ?? '')
      if (grant?.id !== id || grant.use !== use) return blobError(403, 'AuthenticationFailed')
      switch (request.method) {
        case 'PUT':
          return put(request, id)
        case 'GET':
        case 'HEAD':
          return get(request, ports.read(id))
        default:
          return blobError(405, 'UnsupportedHttpVerb')
      }
    },
  }

  function put(request: BlobRequest, id: number): Answer {
    const md5 = createHash('md5').update(request.body).digest('base64')
    if ((request.headers['content-md5'] ?? md5) !== md5) return blobError(400, 'Md5Mismatch')
    switch (request.url.searchParams.get('comp')) {
      case null:
        if (request.headers['x-ms-blob-type'] !== 'BlockBlob') return blobError(400, 'MissingRequiredHeader')
        ports.write(id, request.body)
        return created(md5)
      case 'block':
        blocks.set(`${id}/${request.url.searchParams.get('blockid')}`, request.body)
        return created(md5)
      case 'blocklist':
        return putBlockList(request, id)
      default:
        return blobError(400, 'InvalidQueryParameterValue')
    }
  }

  function putBlockList(request: BlobRequest, id: number): Answer {
    const named = [...request.body.toString().matchAll(/<(?:Latest|Uncommitted)>([^<]*)</g)].map((match) => match[1])
    const pieces: Buffer[] = []
    for (const name of named) {
      const piece = blocks.get(`${id}/${name}`)
      if (!piece) return blobError(400, 'InvalidBlockList')
      pieces.push(piece)
    }
    ports.write(id, Buffer.concat(pieces))
    return created()
  }
}

function created(md5?: string): Answer {
  return { status: 201, headers: { ...blobHeaders(), ...(md5 === undefined ? {} : { 'content-md5': md5 }) } }
}

function get(request: BlobRequest, archive: Buffer | undefined): Answer {
  if (!archive) return blobError(404, 'BlobNotFound')
  const headers = { ...blobHeaders(), 'accept-ranges': 'bytes', 'content-type': 'application/octet-stream' }
  const wanted = String(request.headers['x-ms-range'] ?? request.headers.range ?? '')
  const range = /^bytes=(\d+)-(\d*)$/.exec(wanted)
  if (!range) return { status: 200, headers: { ...headers, 'x-ms-blob-type': 'BlockBlob' }, body: archive }
  const first = Number(range[1])
  if (first >= archive.length) return blobError(416, 'InvalidRange')
  const last = Math.min(range[2] ? Number(range[2]) : archive.length - 1, archive.length - 1)
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${first}-${last}/${archive.length}` },
    body: archive.subarray(first, last + 1),
  }
}

function blobHeaders(): Record<string, string> {
  return {
    etag: `"0x${randomBytes(8).toString('hex').toUpperCase()}"`,
    'last-modified': new Date(0).toUTCString(),
    'x-ms-request-id': crypto.randomUUID(),
    'x-ms-version': '2025-01-05',
  }
}

function blobError(status: number, code: string): Answer {
  return {
    status,
    headers: { 'content-type': 'application/xml', 'x-ms-error-code': code, 'x-ms-request-id': crypto.randomUUID() },
    body: `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
  }
}
