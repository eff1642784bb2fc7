/**
 * A bucket in memory: what OSS does with objects and parts, without a network. Its contract: test/contract/object-store.test.ts. What OSS's
 * clients suffer on the way is struck in by the tests.
 */
import { createHash, randomUUID } from 'node:crypto'
import { crc64 } from '../../src/core/bytes/crc64.ts'
import { MIN_PART_SIZE_BYTES } from '../../src/core/bytes/parts.ts'
import { ActionError, type Fault } from '../../src/core/errors/errors.ts'
import type { Sending } from '../../src/ports/objects.ts'
import type { Body, Headers, ObjectStore } from '../../src/ports.ts'

export type StoreOperation = keyof ObjectStore

/** One request, in the order of arrival. */
export interface StoreCall {
  readonly operation: StoreOperation
  readonly key: string
  readonly number?: number
  readonly uploadId?: string
  /** 1, 2, 3 … among the requests of this operation. */
  readonly nth: number
}

/**
 * What becomes of a request. `done`: it is carried out, then fails, as where the answer is lost. `hang`: there is no answer ever.
 * `damaged`: it is carried out with other bytes.
 */
export type Strike =
  | { readonly kind: 'fail'; readonly error: unknown; readonly done?: boolean }
  | { readonly kind: 'hang' }
  | { readonly kind: 'damaged' }

interface StoredBytes {
  readonly bytes: Buffer
  readonly etag: string
  /** Absent: those that every object of a world has. */
  readonly headers?: Headers
}

const USUAL_HEADERS: Headers = { 'content-type': 'application/octet-stream' }

interface MemoryUpload {
  readonly key: string
  readonly headers: Headers
  readonly parts: Map<number, StoredBytes>
}

/** A request with a body. */
interface Sent {
  readonly key: string
  readonly body: Body
  readonly signal: AbortSignal
  readonly sending?: Sending
}

export interface MemoryStore extends ObjectStore {
  /** Asked about each request. */
  strike: (call: StoreCall) => Strike | undefined
  readonly calls: readonly StoreCall[]
  /** What was told of requests to come: before how many calls, and how many connections they will need. */
  readonly opened: readonly { readonly calls: number; readonly count: number }[]
  readonly objects: Map<string, StoredBytes>
  readonly uploads: Map<string, MemoryUpload>
  /** OSS's own limit for all parts but the last, unless a test needs more parts than memory has room for. */
  smallestPartBytes: number
  partsAPage: number
  /** Bytes of all bodies that were taken whole, by key. */
  sentBytes(key: string): number
}

/** @returns the failure that OSS's answer would be. */
export function failure(fault: Fault, message: string = fault, code: string = fault): ActionError {
  return new ActionError({ code, fault, message, facts: fault === 'network' ? {} : { status: 400 } })
}

/** @returns what fails every request of an operation, for `strike`. */
export function failing(operation: StoreOperation, fault: Fault): MemoryStore['strike'] {
  return (call) => (call.operation === operation ? { kind: 'fail', error: failure(fault) } : undefined)
}

/** A bucket in memory that answers as OSS does. */
export function createMemoryStore(): MemoryStore {
  const calls: StoreCall[] = []
  const opened: { calls: number; count: number }[] = []
  const objects = new Map<string, StoredBytes>()
  const uploads = new Map<string, MemoryUpload>()
  const sent = new Map<string, number>()
  const counts = new Map<StoreOperation, number>()

  async function call<T>(
    operation: StoreOperation,
    request: {
      readonly key: string
      readonly signal: AbortSignal
      readonly number?: number
      readonly uploadId?: string
    },
    carryOut: (isDamaged: boolean) => Promise<T> | T,
  ): Promise<T> {
    const { key, signal, number, uploadId } = request
    const nth = (counts.get(operation) ?? 0) + 1
    counts.set(operation, nth)
    const made = { operation, key, nth, ...(number === undefined ? {} : { number }) }
    calls.push(uploadId === undefined ? made : { ...made, uploadId })
    throwIfAborted(signal)
    const strike = store.strike(made)
    if (strike?.kind === 'hang') return never(signal)
    if (strike?.kind === 'fail' && strike.done !== true) throw strike.error
    throwIfAborted(signal)
    const result = await carryOut(strike?.kind === 'damaged')
    if (strike?.kind === 'fail') throw strike.error
    return result
  }

  async function take({ key, body, signal, sending }: Sent, isDamaged: boolean): Promise<StoredBytes> {
    const pieces: Buffer[] = []
    for (let left = body.sizeBytes; left > 0; ) {
      throwIfAborted(signal)
      const piece = Buffer.alloc(Math.min(left, 64 * 1024))
      const size = await body.read(piece)
      pieces.push(piece.subarray(0, size))
      left -= size
      sending?.onSent(body.sizeBytes - left)
    }
    sent.set(key, (sent.get(key) ?? 0) + body.sizeBytes)
    const bytes = Buffer.concat(pieces)
    if (isDamaged && bytes.length > 0) bytes[0] = (bytes[0] ?? 0) ^ 1
    return storedBytes(bytes)
  }

  function upload({ key, uploadId }: { readonly key: string; readonly uploadId: string }): MemoryUpload {
    const found = uploads.get(uploadId)
    if (found === undefined || found.key !== key) throw failure('upload-gone')
    return found
  }

  function guard({ key, headers }: { readonly key: string; readonly headers: Headers }): void {
    if (headers['x-oss-forbid-overwrite'] === 'true' && objects.has(key)) throw failure('exists')
  }

  function source(key: string): StoredBytes {
    const found = objects.get(key)
    if (found === undefined) throw failure('missing')
    return found
  }

  const store: MemoryStore = {
    strike: () => undefined,
    opened,
    openAhead: (count) => void opened.push({ calls: calls.length, count }),
    smallestPartBytes: MIN_PART_SIZE_BYTES,
    partsAPage: 1000,
    calls,
    objects,
    uploads,
    sentBytes: (key) => sent.get(key) ?? 0,
    putObject: (request) =>
      call('putObject', request, async (isDamaged) => {
        guard(request)
        const stored = await take(request, isDamaged)
        const announced = request.headers['content-md5']
        if (announced !== undefined && announced !== Buffer.from(stored.etag, 'hex').toString('base64'))
          throw failure('part')
        objects.set(request.key, { ...stored, headers: request.headers })
        return answerOf(stored)
      }),
    initiateUpload: (request) =>
      call('initiateUpload', request, () => {
        guard(request)
        const uploadId = randomUUID()
        uploads.set(uploadId, { key: request.key, headers: request.headers, parts: new Map() })
        return uploadId
      }),
    uploadPart: (request) =>
      call('uploadPart', request, async (isDamaged) => {
        const { parts } = upload(request)
        const stored = await take(request, isDamaged)
        parts.set(request.number, stored)
        return answerOf(stored)
      }),
    copyPart: (request) =>
      call('copyPart', request, () => {
        const { fromKey, etag, startBytes, endBytes } = request.from
        const from = source(fromKey)
        if (etag !== undefined && etag !== from.etag) throw failure('permanent', 'PreconditionFailed')
        // A range that the source does not have is not understood: OSS copies all of it.
        const isThere = startBytes < from.bytes.length && endBytes <= from.bytes.length
        const stored = storedBytes(Buffer.from(isThere ? from.bytes.subarray(startBytes, endBytes) : from.bytes))
        upload(request).parts.set(request.number, stored)
        return answerOf(stored)
      }),
    listParts: (request) =>
      call('listParts', request, () => {
        const left = [...upload(request).parts]
          .filter(([number]) => number > (request.after ?? 0))
          .sort(([left], [right]) => left - right)
          .map(([number, { bytes, etag }]) => ({ number, sizeBytes: bytes.length, etag, crc64: crc64(bytes, 0n) }))
        const parts = left.slice(0, store.partsAPage)
        return { parts, next: left.length > parts.length ? parts.at(-1)?.number : undefined }
      }),
    completeUpload: (request) =>
      call('completeUpload', request, () => {
        request.sending?.onConnected(false)
        const { parts, headers } = upload(request)
        guard(request)
        const named = request.parts.map(({ number, etag }) => {
          const part = parts.get(number)
          if (part === undefined || part.etag !== etag.toUpperCase()) throw failure('invalid-part')
          return part.bytes
        })
        if (named.slice(0, -1).some(({ length }) => length < store.smallestPartBytes))
          throw failure('permanent', 'a part is smaller than 100 KB', 'part-too-small')
        const stored = storedBytes(Buffer.concat(named))
        objects.set(request.key, { ...stored, headers })
        uploads.delete(request.uploadId)
        return answerOf(stored)
      }),
    abortUpload: (request) =>
      call('abortUpload', request, () => {
        upload(request)
        uploads.delete(request.uploadId)
      }),
    headObject: (request) =>
      call('headObject', request, () => {
        const found = objects.get(request.key)
        if (found === undefined) return undefined
        return { ...answerOf(found), sizeBytes: found.bytes.length, headers: found.headers ?? USUAL_HEADERS }
      }),
    readObject: (request) =>
      call('readObject', request, () => {
        const found = objects.get(request.key)
        if (found === undefined) return undefined
        if (request.knownEtag === found.etag) return { kind: 'known' }
        return found.bytes.length > request.maxBytes
          ? { kind: 'too-large' }
          : { kind: 'read', bytes: found.bytes, etag: found.etag }
      }),
    getObjectAcl: (request) =>
      call('getObjectAcl', request, () => source(request.key).headers?.['x-oss-object-acl'] ?? 'default'),
    getObjectTagging: (request) =>
      call('getObjectTagging', request, () => source(request.key).headers?.['x-oss-tagging'] ?? ''),
    copyObject: (request) =>
      call('copyObject', request, () => {
        guard(request)
        const stored = source(request.fromKey)
        if (request.etag !== undefined && request.etag !== stored.etag) throw failure('permanent', 'PreconditionFailed')
        objects.set(request.key, { ...stored, headers: request.headers })
        return answerOf(stored)
      }),
  }
  return store
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw failure('aborted')
}

function storedBytes(bytes: Buffer): StoredBytes {
  return { bytes, etag: createHash('md5').update(bytes).digest('hex').toUpperCase() }
}

function answerOf({ bytes, etag }: StoredBytes) {
  return { etag, crc64: crc64(bytes, 0n), versionId: undefined }
}

function never(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(failure('aborted'))
    signal.addEventListener('abort', () => reject(failure('aborted')), { once: true })
  })
}
