import { randomBytes } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  type Answer,
  answerThroughFault,
  createFaultScript,
  type FaultScript,
  type HttpFault,
} from '../net/http-faults.ts'
import { startLoopbackServer } from '../net/loopback-server.ts'
import { type BlobStore, createBlobStore, isBlobPath } from './blobs.ts'
import { type CacheEntry, type CacheScope, createEntryStore, type EntryStore, type NewEntry } from './entries.ts'
import { answerCacheMethod, type CacheMethod, parseCacheMethod, parseCacheRequest, twirpError } from './twirp.ts'

export { createGate } from '../net/http-faults.ts'
export { readCacheArchive, writeCacheArchive } from './archive.ts'
export type { CacheEntry, CacheScope } from './entries.ts'

/** The operation of a request to the sandbox; `upload` and `download` move archives. */
export type CacheOperation = CacheMethod | 'upload' | 'download'

/** One request, recorded when it arrives; `status` follows when it is answered. */
export interface CacheRequest {
  readonly operation: CacheOperation
  readonly repository: string | undefined
  readonly ref: string | undefined
  readonly key: string | undefined
  readonly restoreKeys: readonly string[]
  readonly version: string | undefined
  /** The archive's size in a Finalize; 0 otherwise. */
  readonly sizeBytes: number
  readonly bodyBytes: number
  readonly fault: HttpFault['kind'] | undefined
  /** Undefined until it is answered, and if the answer was never sent. */
  readonly status: number | undefined
}

export interface ActionsCache {
  /** For ACTIONS_RESULTS_URL; ends with a slash, like the real one. */
  readonly url: string
  /** A runtime token (ACTIONS_RUNTIME_TOKEN) for a run of this ref; by default it may read and write. */
  token(of: TokenRequest): string
  /** Oldest first, unfinished reservations included. */
  entries(): readonly CacheEntry[]
  /** Adds an entry as another run could have saved it; returns its ID. */
  add(entry: NewEntry): number
  remove(id: number): void
  /** Removes all entries, as GitHub does with those unused for 7 days. */
  evict(): void
  readonly requests: readonly CacheRequest[]
  readonly faults: FaultScript<CacheOperation>
  /** Resolves once the predicate holds; it is checked at every change of requests and entries. */
  waitFor(holds: (cache: ActionsCache) => boolean): Promise<void>
  close(): Promise<void>
}

export interface TokenRequest {
  readonly ref: string
  readonly repository?: string
  readonly baseRef?: string
  readonly defaultRef?: string
  readonly mode?: CacheScope['mode']
}

/** What GitHub answers once the repository's cache storage is used up. */
export const cacheQuotaExceeded: HttpFault = {
  kind: 'status',
  status: 429,
  headers: { 'content-type': 'application/json' },
  body: '{"code":"resource_exhausted","msg":"insufficient usage to create cache entry"}',
}

/** What GitHub answers to the 201st save of a minute. */
export const cacheRateLimited: HttpFault = {
  kind: 'status',
  status: 429,
  headers: { 'content-type': 'application/json', 'retry-after': '30' },
  body: '{"code":"resource_exhausted","msg":"rate limit exceeded"}',
}

/** A refusal of the service other than for a read-only token. */
export const cacheDenied: HttpFault = {
  kind: 'status',
  status: 403,
  headers: { 'content-type': 'application/json' },
  body: '{"code":"permission_denied","msg":"not allowed"}',
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** State that all requests share. */
interface CacheService {
  readonly entries: EntryStore
  readonly blobs: BlobStore
  readonly faults: FaultScript<CacheOperation>
  readonly tokens: Map<string, CacheScope>
  readonly requests: Mutable<CacheRequest>[]
  readonly changes: EventEmitter
}

/** The Actions cache, service v2, on the wire: https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching */
export async function startActionsCache(): Promise<ActionsCache> {
  const service = createService(() => server.url)
  const server = await startLoopbackServer((request, response) => handle(service, request, response))
  const { entries, changes } = service
  const cache: ActionsCache = {
    url: `${server.url}/`,
    token: (of) => issueToken(service.tokens, of),
    entries: entries.list,
    add(entry) {
      const id = entries.add(entry)
      changes.emit('change')
      return id
    },
    remove(id) {
      entries.remove(id)
      changes.emit('change')
    },
    evict() {
      for (const entry of entries.list()) entries.remove(entry.id)
      changes.emit('change')
    },
    requests: service.requests,
    faults: service.faults,
    async waitFor(holds) {
      while (!holds(cache)) await once(changes, 'change')
    },
    close: server.close,
  }
  return cache
}

function createService(baseUrl: () => string): CacheService {
  const entries = createEntryStore()
  return {
    entries,
    blobs: createBlobStore({
      baseUrl,
      read: (id) => entries.get(id)?.archive,
      write: (id, archive) => entries.fill(id, archive),
    }),
    faults: createFaultScript(),
    tokens: new Map(),
    requests: [],
    changes: new EventEmitter().setMaxListeners(0),
  }
}

async function handle(service: CacheService, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://cache')
  const operation = operationOf(request.method ?? '', url)
  if (!operation) {
    await answerThroughFault({ request, response, fault: undefined, respond: () => noSuchRoute(url) })
    return
  }
  const scope = service.tokens.get((request.headers.authorization ?? '').replace(/^Bearer /, ''))
  const fault = service.faults.next(operation)
  const record = newRecord(operation, scope, fault)
  service.requests.push(record)
  service.changes.emit('change')
  const received = (body: Buffer): void => {
    Object.assign(record, { bodyBytes: body.length, ...(isTwirp(operation) ? parseCacheRequest(body) : {}) })
  }
  const respond = (body: Buffer): Answer => {
    if (isTwirp(operation)) return answerTwirp(service, { method: operation, scope, body })
    return service.blobs.respond({ method: request.method ?? '', url, headers: request.headers, body })
  }
  record.status = await answerThroughFault({ request, response, fault, received, respond })
  service.changes.emit('change')
}

function issueToken(tokens: Map<string, CacheScope>, of: TokenRequest): string {
  const scope: CacheScope = {
    repository: 'octo-org/octo-repo',
    defaultRef: 'refs/heads/main',
    mode: 'read-write',
    ...of,
  }
  const claims = Buffer.from(JSON.stringify({ ...scope, nonce: randomBytes(8).toString('hex') })).toString('base64url')
  const token = `fake-runtime.${claims}.${randomBytes(16).toString('base64url')}`
  tokens.set(token, scope)
  return token
}

function operationOf(method: string, url: URL): CacheOperation | undefined {
  if (isBlobPath(url.pathname)) return method === 'PUT' ? 'upload' : 'download'
  return method === 'POST' ? parseCacheMethod(url.pathname) : undefined
}

function newRecord(
  operation: CacheOperation,
  scope: CacheScope | undefined,
  fault: HttpFault | undefined,
): Mutable<CacheRequest> {
  return {
    operation,
    repository: scope?.repository,
    ref: scope?.ref,
    key: undefined,
    restoreKeys: [],
    version: undefined,
    sizeBytes: 0,
    bodyBytes: 0,
    fault: fault?.kind,
    status: undefined,
  }
}

function isTwirp(operation: CacheOperation): operation is CacheMethod {
  return operation !== 'upload' && operation !== 'download'
}

function answerTwirp(
  service: CacheService,
  call: { readonly method: CacheMethod; readonly scope: CacheScope | undefined; readonly body: Buffer },
): Answer {
  const { method, scope, body } = call
  if (!scope) return twirpError(401, 'unauthenticated', 'no such runtime token')
  const fields = parseCacheRequest(body)
  if (!fields) return twirpError(400, 'malformed', 'the body is not a request of this method')
  return answerCacheMethod({ method, scope, fields, entries: service.entries, blobs: service.blobs })
}

function noSuchRoute(url: URL): Answer {
  return twirpError(404, 'bad_route', `no handler for path ${url.pathname}`)
}
