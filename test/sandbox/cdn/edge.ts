/** An edge of a CDN in front of an origin: it caches by its rules, and changes answers like such services do. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { startLoopbackServer } from '../net/loopback-server.ts'

export interface EdgeRules {
  /** How long 200 answers are cached, whatever their `Cache-Control`: a rule of the edge. */
  ttlMs: number
  /** How long a 404 is cached. */
  missTtlMs: number
  /** Headers of the origin that are removed. */
  dropped: readonly string[]
  /** Whether text is compressed for clients that accept gzip; it has no length then. */
  gzip: boolean
  /** Whether the query is part of the cache key. */
  keepsQuery: boolean
  /** Answers in place of the cache and the origin; undefined: no override. */
  override: (path: string) => OverriddenAnswer | undefined
}

export interface OverriddenAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface EdgeRequest {
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly status: number
  readonly hit: boolean
}

export interface Edge {
  readonly url: string
  readonly rules: EdgeRules
  readonly requests: readonly EdgeRequest[]
  /** Drops the cached answer for a path, with its query if `keepsQuery` is set. */
  refresh(path: string): void
  close(): Promise<void>
}

interface Cached {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly storedMs: number
}

/** @param nowMs the edge's clock */
export async function startEdge({
  origin,
  rules = {},
  nowMs = () => Date.now(),
}: {
  readonly origin: string
  readonly rules?: Partial<EdgeRules>
  readonly nowMs?: () => number
}): Promise<Edge> {
  const cache = new Map<string, Cached>()
  const requests: EdgeRequest[] = []
  const all: EdgeRules = {
    ...{ ttlMs: 3_600_000, missTtlMs: 0, dropped: [], gzip: false, keepsQuery: true, override: () => undefined },
    ...rules,
  }

  async function lookUp(path: string): Promise<{ readonly answer: Cached; readonly hit: boolean }> {
    const name = all.keepsQuery ? path : path.replace(/\?.*/, '')
    const known = cache.get(name)
    const ttlMs = known?.status === 404 ? all.missTtlMs : all.ttlMs
    if (known !== undefined && nowMs() - known.storedMs < ttlMs) return { answer: known, hit: true }
    const response = await fetch(`${origin}${path}`, { redirect: 'manual', headers: { 'accept-encoding': 'identity' } })
    const answer = {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
      storedMs: nowMs(),
    }
    if (answer.status === 200 || answer.status === 404) cache.set(name, answer)
    return { answer, hit: false }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '/', headers } = request
    const record = (status: number, hit: boolean) => requests.push({ method, path, headers, status, hit })
    const overridden = all.override(path)
    if (overridden !== undefined) {
      record(overridden.status, false)
      response.writeHead(overridden.status, overridden.headers).end(method === 'HEAD' ? undefined : overridden.body)
      return
    }
    const { answer, hit } = await lookUp(path)
    const sent = serve(request, answer, all)
    record(sent.status, hit)
    const age = hit ? { age: String(Math.floor((nowMs() - answer.storedMs) / 1000)) } : {}
    response.writeHead(sent.status, { ...sent.headers, ...age, 'x-cache': hit ? 'HIT TCP_MEM_HIT' : 'MISS TCP_MISS' })
    response.end(method === 'HEAD' ? undefined : sent.body)
  }

  const server = await startLoopbackServer(handle)
  return {
    url: server.url,
    rules: all,
    requests,
    refresh(path) {
      cache.delete(all.keepsQuery ? path : path.replace(/\?.*/, ''))
    },
    close: () => server.close(),
  }
}

/** @returns the answer as the client gets it: the requested range, compressed if a rule says so. */
function serve(
  { headers: asked }: IncomingMessage,
  { status, headers: origin, body }: Cached,
  { dropped, gzip }: EdgeRules,
): { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Buffer } {
  const skipped = new Set([...dropped, 'connection', 'keep-alive', 'transfer-encoding', 'content-length', 'date'])
  const headers = Object.fromEntries(Object.entries(origin).filter(([name]) => !skipped.has(name)))
  const range = /^bytes=(\d+)-(\d+)$/.exec(asked.range ?? '')
  if (status === 200 && range !== null) {
    const part = body.subarray(Number(range[1]), Number(range[2]) + 1)
    const contentRange = `bytes ${range[1]}-${Number(range[1]) + part.length - 1}/${body.length}`
    return {
      status: 206,
      headers: { ...headers, 'content-range': contentRange, 'content-length': String(part.length) },
      body: part,
    }
  }
  if (gzip && /\bgzip\b/.test(String(asked['accept-encoding'] ?? '')))
    return { status, headers: { ...headers, 'content-encoding': 'gzip' }, body: gzipSync(body) }
  return { status, headers: { ...headers, 'content-length': String(body.length) }, body }
}
