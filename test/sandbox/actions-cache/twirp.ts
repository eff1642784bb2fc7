import type { Answer } from '../net/http-faults.ts'
import type { BlobStore } from './blobs.ts'
import type { CacheScope, EntryStore } from './entries.ts'

export type CacheMethod = 'CreateCacheEntry' | 'FinalizeCacheEntryUpload' | 'GetCacheEntryDownloadURL'

/** The fields of the three methods; missing ones are empty, as in protobuf. */
export interface CacheRequestFields {
  readonly key: string
  readonly version: string
  readonly restoreKeys: readonly string[]
  readonly sizeBytes: number
}

/** The method that a path of the cache service names, undefined for any other path. */
export function parseCacheMethod(path: string): CacheMethod | undefined {
  switch (path) {
    case '/twirp/github.actions.results.api.v1.CacheService/CreateCacheEntry':
      return 'CreateCacheEntry'
    case '/twirp/github.actions.results.api.v1.CacheService/FinalizeCacheEntryUpload':
      return 'FinalizeCacheEntryUpload'
    case '/twirp/github.actions.results.api.v1.CacheService/GetCacheEntryDownloadURL':
      return 'GetCacheEntryDownloadURL'
    default:
      return undefined
  }
}

/** The request's fields; undefined if the body is not a valid request. */
export function parseCacheRequest(body: Buffer): CacheRequestFields | undefined {
  const value = parseObject(body)
  if (!value || typeof value.key !== 'string' || typeof value.version !== 'string') return undefined
  const restoreKeys = value.restore_keys ?? []
  if (!Array.isArray(restoreKeys) || !restoreKeys.every((key) => typeof key === 'string')) return undefined
  return { key: value.key, version: value.version, restoreKeys, sizeBytes: Number(value.size_bytes ?? 0) }
}

export function answerCacheMethod(call: {
  readonly method: CacheMethod
  readonly scope: CacheScope
  readonly fields: CacheRequestFields
  readonly entries: EntryStore
  readonly blobs: BlobStore
}): Answer {
  const { method, fields } = call
  const keys = [fields.key, ...fields.restoreKeys]
  if (fields.version === '' || keys.some((key) => key === '' || key.length > 512 || key.includes(',')))
    return twirpError(400, 'invalid_argument', 'key or version is malformed')
  switch (method) {
    case 'CreateCacheEntry':
      return createEntry(call)
    case 'FinalizeCacheEntryUpload':
      return finalizeEntry(call)
    case 'GetCacheEntryDownloadURL':
      return locateEntry(call)
  }
}

type Call = Parameters<typeof answerCacheMethod>[0]

function createEntry({ scope, fields, entries, blobs }: Call): Answer {
  if (scope.mode !== 'read-write')
    return json({ ok: false, message: 'cache write denied: the token of this run may not write caches' })
  const id = entries.reserve({ ...scope, key: fields.key, version: fields.version })
  if (id === undefined) return twirpError(409, 'already_exists', 'cache entry with the same key and version exists')
  return json({ ok: true, signed_upload_url: blobs.sign(id, 'upload') })
}

function finalizeEntry({ scope, fields, entries }: Call): Answer {
  const entry = entries.pending(scope, fields)
  if (!entry) return twirpError(404, 'not_found', 'no such reservation')
  if (entry.archive.length !== fields.sizeBytes)
    return twirpError(412, 'failed_precondition', `uploaded ${entry.archive.length}, finalized ${fields.sizeBytes}`)
  entries.finalize(entry.id)
  return json({ ok: true, entry_id: String(entry.id) })
}

function locateEntry({ scope, fields, entries, blobs }: Call): Answer {
  if (scope.mode === 'none')
    return twirpError(403, 'permission_denied', 'cache read denied: the token of this run has no readable scope')
  const entry = entries.find(scope, fields)
  if (!entry) return json({ ok: false })
  return json({ ok: true, signed_download_url: blobs.sign(entry.id, 'download'), matched_key: entry.key })
}

/** https://twitchtv.github.io/twirp/docs/errors.html */
export function twirpError(status: number, code: string, msg: string): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code, msg }) }
}

function json(value: unknown): Answer {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}

function parseObject(body: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
