/** A bucket in memory: what OSS does with objects and parts, without a network. Its contract: object-store.test.ts. */
import { createHash, randomBytes } from 'node:crypto'
import { crc64 } from '../../src/core/bytes/crc64.ts'
import { MIN_PART_SIZE_BYTES } from '../../src/core/bytes/parts.ts'
import { ActionError, type Fault } from '../../src/core/errors/errors.ts'
import type { Body, Headers, ObjectStore, Request, StoredObject } from '../../src/ports.ts'

export interface MemoryObject {
  readonly bytes: Buffer
  readonly headers: Headers
}

export interface MemoryStore extends ObjectStore {
  /** What everybody can see, by key. */
  readonly objects: ReadonlyMap<string, MemoryObject>
  /** Uploads that are neither completed nor aborted, by upload ID. */
  readonly uploads: ReadonlyMap<string, { readonly key: string; readonly parts: ReadonlyMap<number, Buffer> }>
  /** Called before every operation; what it throws is the operation's failure. */
  before: (operation: keyof ObjectStore, request: Request & { readonly number?: number }) => Promise<void> | void
}

interface Upload {
  readonly key: string
  readonly headers: Headers
  readonly parts: Map<number, Buffer>
}

/** @returns an empty bucket */
export function createMemoryStore(): MemoryStore {
  const objects = new Map<string, MemoryObject>()
  const uploads = new Map<string, Upload>()

  const openUpload = (key: string, uploadId: string): Upload => {
    const upload = uploads.get(uploadId)
    if (upload === undefined || upload.key !== key) throw refusal('upload-gone', 'upload-gone', `no upload of ${key}`)
    return upload
  }
  const source = (key: string): MemoryObject => {
    const object = objects.get(key)
    if (object === undefined) throw refusal('no-such-key', 'missing', `no object ${key}`)
    return object
  }
  const guard = (key: string, headers: Headers) => {
    if (headers['x-oss-forbid-overwrite'] === 'true' && objects.has(key))
      throw refusal('object-exists', 'exists', `${key} exists`)
  }
  const begin = async (operation: keyof ObjectStore, request: Request & { readonly number?: number }) => {
    throwIfAborted(request.signal)
    await store.before(operation, request)
    throwIfAborted(request.signal)
  }

  const store: MemoryStore = {
    objects,
    uploads,
    before() {},
    async putObject(request) {
      const { key, body, headers, signal, sending } = request
      await begin('putObject', request)
      guard(key, headers)
      const bytes = await readAll(body, { signal, onSent: (sentBytes) => sending?.onSent(sentBytes) })
      checkDigest(bytes, headers)
      objects.set(key, { bytes, headers })
      return storedObject(bytes)
    },
    async initiateUpload(request) {
      await begin('initiateUpload', request)
      guard(request.key, request.headers)
      const uploadId = randomBytes(16).toString('hex').toUpperCase()
      uploads.set(uploadId, { key: request.key, headers: request.headers, parts: new Map() })
      return uploadId
    },
    async uploadPart(request) {
      const { key, uploadId, number, body, signal, sending } = request
      await begin('uploadPart', request)
      const upload = openUpload(key, uploadId)
      const bytes = await readAll(body, { signal, onSent: (sentBytes) => sending?.onSent(sentBytes) })
      upload.parts.set(number, bytes)
      return { etag: md5(bytes), crc64: crc64(bytes) }
    },
    async copyPart(request) {
      await begin('copyPart', request)
      const { bytes } = source(request.from.fromKey)
      const copied = bytes.subarray(request.from.startBytes, request.from.endBytes)
      openUpload(request.key, request.uploadId).parts.set(request.number, copied)
      return { etag: md5(copied), crc64: undefined }
    },
    async listParts(request) {
      await begin('listParts', request)
      const parts = [...openUpload(request.key, request.uploadId).parts].sort(([left], [right]) => left - right)
      return parts.map(([number, bytes]) => ({
        number,
        sizeBytes: bytes.length,
        etag: md5(bytes),
        crc64: crc64(bytes),
      }))
    },
    async completeUpload(request) {
      const { key, uploadId, parts, headers } = request
      await begin('completeUpload', request)
      const upload = openUpload(key, uploadId)
      guard(key, headers)
      const bytes = Buffer.concat(parts.map(({ number, etag }) => namedPart(upload, { number, etag })))
      const tooSmall = parts
        .slice(0, -1)
        .some(({ number }) => (upload.parts.get(number)?.length ?? 0) < MIN_PART_SIZE_BYTES)
      if (tooSmall) throw refusal('part-too-small', 'permanent', 'a part is smaller than 100 KB')
      uploads.delete(uploadId)
      objects.set(key, { bytes, headers: upload.headers })
      return { etag: `${md5(bytes)}-${parts.length}`, crc64: crc64(bytes), versionId: undefined }
    },
    async abortUpload(request) {
      await begin('abortUpload', request)
      openUpload(request.key, request.uploadId)
      uploads.delete(request.uploadId)
    },
    async headObject(request) {
      await begin('headObject', request)
      const object = objects.get(request.key)
      if (object === undefined) return undefined
      return { ...storedObject(object.bytes), sizeBytes: object.bytes.length, headers: object.headers }
    },
    async getObjectAcl(request) {
      await begin('getObjectAcl', request)
      return source(request.key).headers['x-oss-object-acl'] ?? 'default'
    },
    async getObjectTagging(request) {
      await begin('getObjectTagging', request)
      return source(request.key).headers['x-oss-tagging'] ?? ''
    },
    async copyObject(request) {
      await begin('copyObject', request)
      guard(request.key, request.headers)
      const { bytes } = source(request.fromKey)
      objects.set(request.key, { bytes, headers: request.headers })
      return storedObject(bytes)
    },
  }
  return store
}

function namedPart(
  { key, parts }: Upload,
  { number, etag }: { readonly number: number; readonly etag: string },
): Buffer {
  const bytes = parts.get(number)
  if (bytes !== undefined && md5(bytes) === etag.toUpperCase()) return bytes
  throw refusal('invalid-part', 'invalid-part', `part ${number} of ${key} is another`)
}

function checkDigest(bytes: Buffer, headers: Headers): void {
  const wanted = headers['content-md5']
  if (wanted === undefined || wanted === createHash('md5').update(bytes).digest('base64')) return
  throw refusal('digest-mismatch', 'part', 'the bytes have another MD5')
}

async function readAll(
  body: Body,
  { signal, onSent }: { readonly signal: AbortSignal; readonly onSent: (sentBytes: number) => void },
): Promise<Buffer> {
  const bytes = Buffer.alloc(body.sizeBytes)
  for (let position = 0; position < body.sizeBytes; ) {
    throwIfAborted(signal)
    position += await body.read(bytes.subarray(position, position + 128 * 1024))
    onSent(position)
  }
  return bytes
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw refusal('aborted', 'aborted', 'the request was ended')
}

function refusal(code: string, fault: Fault, message: string): ActionError {
  return new ActionError({ code, fault, message })
}

function storedObject(bytes: Buffer): StoredObject {
  return { etag: md5(bytes), crc64: crc64(bytes), versionId: undefined }
}

function md5(bytes: Buffer): string {
  return createHash('md5').update(bytes).digest('hex').toUpperCase()
}
