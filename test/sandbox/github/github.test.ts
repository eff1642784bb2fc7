/** The sandbox answers as GitHub's documentation says, and refuses what GitHub refuses. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Github, startGithub } from './github.ts'
import { type Release, type Repository, sha256Of } from './state.ts'

const START_MS = Date.parse('2030-01-01T00:00:00Z')
const TOKEN = 'ghs_test'
const BYTES = Buffer.from('0123456789'.repeat(10_000))

let nowMs: number
let github: Github
let app: Repository
let release: Release

beforeEach(async () => {
  nowMs = START_MS
  github = await startGithub({ now: () => nowMs })
  app = github.addRepository({ owner: 'octo', name: 'app', isPrivate: true })
  github.addToken(TOKEN, { 'octo/app': 'read' })
  release = github.addRelease(app, { tag: 'v1', assets: [{ name: 'app (x64).exe', content: BYTES }] })
})
afterEach(() => github.close())

const HEADERS = { 'user-agent': 'test', authorization: `token ${TOKEN}` }

async function ask(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${github.apiUrl}${path}`, { headers: { ...HEADERS, ...headers }, redirect: 'manual' })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, json: text === '' ? undefined : JSON.parse(text) }
}

const octets = { accept: 'application/octet-stream' }

async function addressOf(id: number): Promise<string> {
  return (await ask(`/repos/octo/app/releases/assets/${id}`, octets)).headers.get('location') ?? ''
}

describe('releases', () => {
  test('are found by tag, with names as GitHub stores them and the digest of the bytes', async () => {
    const { json } = await ask('/repos/octo/app/releases/tags/v1')
    const [asset] = release.assets
    expect(json).toMatchObject({ tag_name: 'v1', draft: false, published_at: '2030-01-01T00:00:00Z' })
    expect(json.assets[0]).toMatchObject({
      ...{ name: 'app.x64.exe', state: 'uploaded', size: BYTES.length },
      digest: asset === undefined ? '' : `sha256:${sha256Of(asset.content)}`,
    })
  })

  test.for(['web/app@1.2.3', 'web%2Fapp%401.2.3'])('are found by a tag with a slash, written %s', async (written) => {
    github.addRelease(app, { tag: 'web/app@1.2.3' })
    expect((await ask(`/repos/octo/app/releases/tags/${written}`)).json.tag_name).toBe('web/app@1.2.3')
  })

  test('latest is the newest that is neither draft nor pre-release', async () => {
    github.addRelease(app, { tag: 'v2', publishedAtMs: START_MS + 1 })
    github.addRelease(app, { tag: 'v3-rc', prerelease: true, publishedAtMs: START_MS + 2 })
    github.addRelease(app, { tag: 'v4', draft: true, publishedAtMs: START_MS + 3 })
    expect((await ask('/repos/octo/app/releases/latest')).json.tag_name).toBe('v2')
  })

  test('drafts are listed only with permission to write, and not found by their tag', async () => {
    github.addRelease(app, { tag: 'v2', draft: true })
    expect((await ask('/repos/octo/app/releases')).json).toHaveLength(1)
    github.addToken(TOKEN, { 'octo/app': 'write' })
    expect((await ask('/repos/octo/app/releases')).json).toHaveLength(2)
    expect((await ask('/repos/octo/app/releases/tags/v2')).status).toBe(404)
  })

  test('assets come in pages with a Link to the next', async () => {
    for (let number = 0; number < 250; number += 1)
      github.addAsset(release, { name: `part-${number}`, content: Buffer.from('x') })
    const first = await ask(`/repos/octo/app/releases/${release.id}/assets?per_page=100`)
    expect(first.json).toHaveLength(100)
    expect(first.headers.get('link')).toMatch(/[?&]page=2>; rel="next", <[^>]*[?&]page=3>; rel="last"$/)
    const last = await ask(`/repos/octo/app/releases/${release.id}/assets?per_page=100&page=3`)
    expect([last.json.length, last.headers.get('link')]).toEqual([51, expect.not.stringContaining('rel="next"')])
  })

  test('a tag exists without a release', async () => {
    github.addTag(app, 'v9')
    expect((await ask('/repos/octo/app/git/ref/tags/v9')).status).toBe(200)
    expect((await ask('/repos/octo/app/releases/tags/v9')).status).toBe(404)
  })

  test('a renamed repository redirects', async () => {
    github.rename(app, 'program')
    github.addToken(TOKEN, { 'octo/program': 'read' })
    const moved = await ask('/repos/octo/app/releases/tags/v1')
    expect([moved.status, moved.headers.get('location')]).toEqual([
      301,
      `${github.apiUrl}/repos/octo/program/releases/tags/v1`,
    ])
  })
})

describe('a client without permission', () => {
  test('sees no repository, and with `metadata` no contents', async () => {
    github.addToken('ghs_other', {})
    github.addToken('ghs_meta', { 'octo/app': 'metadata' })
    const other = { authorization: 'Bearer ghs_other' }
    const meta = { authorization: 'Bearer ghs_meta' }
    expect((await ask('/repos/octo/app', other)).status).toBe(404)
    expect((await ask('/repos/octo/app', meta)).status).toBe(200)
    expect((await ask('/repos/octo/app/releases/tags/v1', meta)).status).toBe(403)
    expect((await ask('/repos/octo/app', { authorization: 'token wrong' })).status).toBe(401)
  })

  test('gets the rate limit in headers, and is refused at its end until the reset', async () => {
    github.rateLimit.set({ remaining: 1 })
    expect((await ask('/repos/octo/app')).headers.get('x-ratelimit-remaining')).toBe('0')
    const refused = await ask('/repos/octo/app')
    expect([refused.status, refused.headers.get('x-ratelimit-reset')]).toEqual([403, String(START_MS / 1000 + 3600)])
    nowMs += 3_600_000
    expect((await ask('/repos/octo/app')).status).toBe(200)
  })

  test('gets 304 for an unchanged answer, which does not count', async () => {
    const first = await ask('/repos/octo/app')
    const { remaining } = github.rateLimit.state
    const again = await ask('/repos/octo/app', { 'if-none-match': first.headers.get('etag') ?? '' })
    expect([again.status, github.rateLimit.state.remaining]).toEqual([304, remaining])
  })
})

describe('the bytes of an asset', () => {
  test('are on another host, as a whole and in ranges', async () => {
    const url = await addressOf(release.assets[0]?.id ?? 0)
    expect(new URL(url).origin).toBe(github.storageUrl)
    expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(BYTES)
    const part = await fetch(url, { headers: { range: 'bytes=10-14' } })
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      ...[206, `bytes 10-14/${BYTES.length}`, '01234'],
    ])
    expect((await fetch(url, { headers: { range: `bytes=${BYTES.length}-` } })).status).toBe(416)
  })

  test('are refused once the address has expired, at other addresses, and with a token', async () => {
    const url = await addressOf(release.assets[0]?.id ?? 0)
    expect((await fetch(url, { headers: HEADERS })).status).toBe(400)
    expect((await fetch(`${url}x`)).status).toBe(403)
    nowMs += 300_000
    expect((await fetch(url)).status).toBe(403)
  })

  test('are limited per address if that is set', async () => {
    github.addresses.set({ bytes: 65_536 })
    const url = await addressOf(release.assets[0]?.id ?? 0)
    await expect(fetch(url).then((answer) => answer.arrayBuffer())).rejects.toThrow()
    expect((await fetch(url)).status).toBe(403)
  })

  test('are missing until their upload has ended', async () => {
    const late = github.addAsset(release, { name: 'late', content: BYTES, state: 'starter' })
    expect((await ask(`/repos/octo/app/releases/assets/${late.id}`, octets)).status).toBe(404)
    expect((await ask(`/repos/octo/app/releases/assets/${late.id}`)).json).toMatchObject({ size: 0, digest: null })
    github.finishAsset(release, 'late')
    const finished = release.assets.find(({ name }) => name === 'late')
    expect((await ask(`/repos/octo/app/releases/assets/${finished?.id}`, octets)).status).toBe(302)
  })

  test('have another ID after a replacement, and the former ID is gone', async () => {
    const before = release.assets[0]?.id ?? 0
    github.before('getAsset', 2, () => github.replaceAsset(release, { name: 'app.x64.exe', content: BYTES }))
    expect((await ask(`/repos/octo/app/releases/assets/${before}`, octets)).status).toBe(302)
    expect((await ask(`/repos/octo/app/releases/assets/${before}`, octets)).status).toBe(404)
    expect(release.assets[0]?.id).not.toBe(before)
  })

  test.for([
    ['cut', { kind: 'cut', afterBytes: 100 }],
    ['reset', { kind: 'reset' }],
  ] as const)('are sent over a connection that is %s as scripted, once', async ([, fault]) => {
    github.byteFaults.add({ fault, times: 1 })
    const url = await addressOf(release.assets[0]?.id ?? 0)
    await expect(fetch(url).then((answer) => answer.arrayBuffer())).rejects.toThrow()
    expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(BYTES.length)
  })

  test('are wrong, in small pieces, of another range or without ranges as scripted', async () => {
    const url = await addressOf(release.assets[0]?.id ?? 0)
    github.byteFaults.add({ fault: { kind: 'wrong-bytes', atByte: 3 }, times: 1 })
    github.byteFaults.add({ fault: { kind: 'trickle', pieceBytes: 1000 }, times: 1 })
    github.byteFaults.add({ fault: { kind: 'other-range', shiftBytes: 1 }, times: 1 })
    github.byteFaults.add({ fault: { kind: 'no-ranges' }, times: 1 })
    expect((await (await fetch(url)).text()).slice(0, 5)).toBe(`012${String.fromCharCode(0x33 ^ 0x20)}4`)
    expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(BYTES.length)
    const range = { headers: { range: 'bytes=0-4' } }
    expect((await fetch(url, range)).headers.get('content-range')).toBe(`bytes 1-5/${BYTES.length}`)
    expect((await fetch(url, range)).status).toBe(200)
  })
})

test('GitHub Enterprise Server has its API below a path, and may return bytes itself, with the token', async () => {
  const server = await startGithub({ basePath: '/api/v3', delivery: 'direct' })
  try {
    const tool = server.addRepository({ owner: 'octo', name: 'tool' })
    const { assets } = server.addRelease(tool, { tag: 'v1', assets: [{ name: 'a', content: Buffer.from('abc') }] })
    expect(server.apiUrl).toMatch(/\/api\/v3$/)
    const url = `${server.apiUrl}/repos/octo/tool/releases/assets/${assets[0]?.id}`
    const answer = await fetch(url, { headers: { ...octets, range: 'bytes=1-2' } })
    expect([answer.status, await answer.text()]).toEqual([206, 'bc'])
    expect((await fetch(`${server.serverUrl}/repos/octo/tool`)).status).toBe(404)
  } finally {
    await server.close()
  }
})

test('every request is recorded with its headers and its status', async () => {
  await ask('/repos/octo/app')
  expect(github.requests).toMatchObject([
    {
      host: 'api',
      operation: 'getRepository',
      path: '/repos/octo/app',
      status: 200,
      headers: { authorization: `token ${TOKEN}` },
    },
  ])
})
