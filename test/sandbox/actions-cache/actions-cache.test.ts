import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type ActionsCache,
  cacheDenied,
  cacheQuotaExceeded,
  createGate,
  readCacheArchive,
  startActionsCache,
  type TokenRequest,
  writeCacheArchive,
} from './actions-cache.ts'

const clientScript = fileURLToPath(new URL('./fixtures/cache-client.ts', import.meta.url))
const run = promisify(execFile)

let cache: ActionsCache
let folder: string
beforeEach(async () => {
  cache = await startActionsCache()
  folder = await mkdtemp(join(tmpdir(), 'cache-test-'))
})
afterEach(async () => {
  await cache.close()
  await rm(folder, { recursive: true, force: true })
})

/** A machine's staging folder with `checkpoints/a`, and the client's environment there. */
async function machine(name: string, token: TokenRequest, content?: string) {
  const staging = join(folder, name)
  await mkdir(join(staging, 'checkpoints'), { recursive: true })
  if (content !== undefined) await writeFile(join(staging, 'checkpoints', 'a'), content)
  const env = {
    PATH: process.env.PATH,
    RUNNER_TEMP: staging,
    GITHUB_WORKSPACE: staging,
    GITHUB_SERVER_URL: 'https://github.com',
    ACTIONS_CACHE_SERVICE_V2: 'True',
    ACTIONS_RESULTS_URL: cache.url,
    ACTIONS_RUNTIME_TOKEN: cache.token(token),
  }
  const call = async (...words: string[]): Promise<{ result: unknown; stdout: string }> => {
    const { stdout } = await run(process.execPath, [clientScript, ...words], { cwd: staging, env })
    return { result: JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? ''), stdout }
  }
  return {
    save: (key: string) => call('save', key),
    restore: (key: string, ...restoreKeys: string[]) => call('restore', key, ...restoreKeys),
    content: () => readFile(join(staging, 'checkpoints', 'a'), 'utf8'),
  }
}

const main = { ref: 'refs/heads/main' }

describe('the real cache client against the sandbox', { timeout: 30_000 }, () => {
  it('restores on a second machine what the first one saved', async () => {
    const first = await machine('first', main, 'progress')
    const second = await machine('second', main)
    expect((await first.save('k-r1-a1')).result).toBe(1)
    expect((await second.restore('k-r1-a2', 'k-r1-')).result).toBe('k-r1-a1')
    expect(await second.content()).toBe('progress')
    expect(cache.requests.map((request) => request.operation)).toEqual([
      'CreateCacheEntry',
      'upload',
      'FinalizeCacheEntryUpload',
      'GetCacheEntryDownloadURL',
      'download',
    ])
    const [entry] = cache.entries()
    expect((await readCacheArchive(entry?.archive ?? Buffer.alloc(0))).get('checkpoints/a')?.toString()).toBe(
      'progress',
    )
  })

  it('never replaces an entry', async () => {
    const first = await machine('first', main, 'one')
    await first.save('k')
    expect((await first.save('k')).result).toBe(-1)
    expect(cache.requests.filter((request) => request.status === 409)).toHaveLength(1)
    expect(cache.entries()).toHaveLength(1)
  })

  it('returns the newest entry for a prefix, and for the run of a tag its own before the default branch’s', async () => {
    const onMain = await machine('main', main, 'main')
    const onTag = await machine('tag', { ref: 'refs/tags/v1' }, 'tag')
    const onOtherTag = await machine('other', { ref: 'refs/tags/v2' })
    await onMain.save('k-1')
    await onTag.save('k-2')
    await onMain.save('k-3')
    expect((await onTag.restore('k-9', 'k-')).result).toBe('k-2')
    expect((await onOtherTag.restore('k-9', 'k-')).result).toBe('k-3')
    expect((await onMain.restore('k-9', 'k-')).result).toBe('k-3')
    expect((await onOtherTag.restore('k-2')).result).toBeNull()
  })

  it('refuses read-only tokens, denied and over-quota writes as the client expects', async () => {
    const reader = await machine('reader', { ...main, mode: 'read' }, 'x')
    const refused = await reader.save('k')
    expect(refused.result).toBe(-1)
    expect(refused.stdout).toContain('cache write denied')
    const writer = await machine('writer', main, 'x')
    cache.faults.add({ on: 'CreateCacheEntry', fault: cacheQuotaExceeded, times: 1 })
    cache.faults.add({ on: 'CreateCacheEntry', fault: cacheDenied, times: 1 })
    expect((await writer.save('k')).result).toBe(-1)
    expect((await writer.save('k')).result).toBe(-1)
    expect(cache.entries()).toEqual([])
    expect((await writer.save('k')).result).toBe(1)
  })

  it('returns an entry that somebody else saved', async () => {
    const victim = await machine('victim', main, 'x')
    await victim.save('probe')
    const version = cache.entries()[0]?.version ?? ''
    const archive = await writeCacheArchive(new Map([['checkpoints/a', 'poison']]))
    cache.add({ repository: 'octo-org/octo-repo', ref: 'refs/heads/main', key: 'k-evil', version, archive })
    expect((await victim.restore('k-none', 'k-')).result).toBe('k-evil')
    expect(await victim.content()).toBe('poison')
  })
})

describe('the cache service', () => {
  const method = (name: string) => `${cache.url}twirp/github.actions.results.api.v1.CacheService/${name}`
  const post = async (name: string, body: unknown, token = cache.token(main)) =>
    await fetch(method(name), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  it('accepts an archive in blocks and serves ranges of it', async () => {
    const created = (await (await post('CreateCacheEntry', { key: 'k', version: 'v' })).json()) as Record<
      string,
      string
    >
    const upload = created.signed_upload_url ?? ''
    await fetch(`${upload}&comp=block&blockid=QQ==`, { method: 'PUT', body: 'hello ' })
    await fetch(`${upload}&comp=block&blockid=Qg==`, { method: 'PUT', body: 'world' })
    const list = '<BlockList><Latest>QQ==</Latest><Latest>Qg==</Latest></BlockList>'
    expect((await fetch(`${upload}&comp=blocklist`, { method: 'PUT', body: list })).status).toBe(201)
    expect((await post('FinalizeCacheEntryUpload', { key: 'k', version: 'v', size_bytes: '10' })).status).toBe(412)
    expect((await post('FinalizeCacheEntryUpload', { key: 'k', version: 'v', size_bytes: '11' })).status).toBe(200)
    const found = await (await post('GetCacheEntryDownloadURL', { key: 'k', version: 'v' })).json()
    const download = (found as Record<string, string>).signed_download_url ?? ''
    const part = await fetch(download, { headers: { range: 'bytes=6-8' } })
    expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([206, 'wor', 'bytes 6-8/11'])
    expect((await fetch(download, { method: 'HEAD' })).headers.get('content-length')).toBe('11')
    expect((await fetch(download.replace(/sig=[^&]*/, 'sig=forged'))).status).toBe(403)
  })

  it('keeps repositories, versions and unfinished entries apart', async () => {
    const archive = Buffer.from('x')
    cache.add({ repository: 'other/repo', ref: main.ref, key: 'k', version: 'v', archive })
    cache.add({ repository: 'octo-org/octo-repo', ref: main.ref, key: 'k', version: 'other', archive })
    await post('CreateCacheEntry', { key: 'k', version: 'v' })
    expect(await (await post('GetCacheEntryDownloadURL', { key: 'k', version: 'v' })).json()).toEqual({ ok: false })
    expect((await post('GetCacheEntryDownloadURL', { key: 'k', version: 'v' }, 'forged')).status).toBe(401)
    expect((await post('CreateCacheEntry', { key: 'a,b', version: 'v' })).status).toBe(400)
  })

  it('holds a request at a gate, hangs, resets and evicts as scripted', async () => {
    const gate = createGate()
    cache.faults.add({ on: 'CreateCacheEntry', fault: { kind: 'gate', gate }, times: 1 })
    const held = post('CreateCacheEntry', { key: 'k', version: 'v' })
    await gate.reached
    expect(cache.entries()).toEqual([])
    gate.open()
    expect((await held).status).toBe(200)

    const lost = cache.faults.add({ on: 'CreateCacheEntry', fault: { kind: 'lost-answer' }, times: 1 })
    await expect(post('CreateCacheEntry', { key: 'k2', version: 'v' })).rejects.toThrow()
    expect([lost.hits, cache.entries().length]).toEqual([1, 2])

    cache.faults.add({ on: 'any', fault: { kind: 'hang' } })
    const giveUp = new AbortController()
    const hanging = fetch(method('CreateCacheEntry'), { method: 'POST', body: '{}', signal: giveUp.signal })
    await cache.waitFor(({ requests }) => requests.at(-1)?.fault === 'hang')
    giveUp.abort()
    await expect(hanging).rejects.toThrow()
  })
})
