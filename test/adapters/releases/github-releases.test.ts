/** Releases and their assets, found through octokit; what is not found is told apart. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { GithubOptions } from '../../sandbox/github/github.ts'
import { type GithubStage, LATEST, NEVER, startGithubStage, TOKEN, V1 } from './github-stage.ts'

const BYTES = Buffer.from('bytes')

let stage: GithubStage
beforeEach(async () => {
  stage = await startGithubStage()
})
afterEach(() => stage.close())

async function restart(options: GithubOptions): Promise<void> {
  await stage.close()
  stage = await startGithubStage(options)
}

const operations = () => stage.github.requests.map(({ operation }) => operation)

describe('a release', () => {
  test.for(['v1', 'web/app@1.2.3', 'ünï%20+x'])('is found by its tag %s, as it is', async (tag) => {
    const { id } = stage.github.addRelease(stage.app, { tag })
    expect(await stage.open().find({ kind: 'tag', tag }, NEVER)).toMatchObject({ id, tag, isDraft: false })
    expect(stage.github.requests).toHaveLength(1)
  })

  test('latest is the newest, and says which tag it has', async () => {
    stage.github.addRelease(stage.app, { tag: 'v1' })
    stage.github.addRelease(stage.app, { tag: 'v2-rc', prerelease: true, publishedAtMs: stage.clock.epochMs() + 1000 })
    expect(await stage.open().find(LATEST, NEVER)).toMatchObject({ tag: 'v1' })
  })

  test('latest is an error where a tag has that name too, unless it is the address of a page', async () => {
    stage.github.addRelease(stage.app, { tag: 'v1' })
    stage.github.addTag(stage.app, 'latest')
    const { code, shown } = await stage.failure(stage.open().find(LATEST, NEVER))
    expect(code).toBe('release-ambiguous')
    expect(shown).toContain('https://github.com/octo/app/releases/tag/latest')
    expect(await stage.open().find({ kind: 'latest', isWord: false }, NEVER)).toMatchObject({ tag: 'v1' })
  })

  test('that is a draft is found by listing all pages, by those who may write', async () => {
    stage.github.addToken(TOKEN, { 'octo/app': 'write' })
    const { id } = stage.github.addRelease(stage.app, { tag: 'v1', draft: true, publishedAtMs: 0 })
    for (let number = 0; number < 120; number += 1) stage.github.addRelease(stage.app, { tag: `v0.${number}` })
    expect(await stage.open().find(V1, NEVER)).toMatchObject({ id, isDraft: true, publishedAtMs: undefined })
    expect(operations()).toEqual(['getReleaseByTag', 'listReleases', 'listReleases'])
  })

  test('of a repository that was renamed is found under its former name', async () => {
    stage.github.addRelease(stage.app, { tag: 'v1' })
    stage.github.rename(stage.app, 'program')
    stage.github.addToken(TOKEN, { 'octo/program': 'read' })
    expect(await stage.open().find(V1, NEVER)).toMatchObject({ tag: 'v1' })
  })

  test('of a public repository needs no token', async () => {
    stage.github.addRelease(stage.github.addRepository({ owner: 'octo', name: 'open' }), { tag: 'v1' })
    const repository = { owner: 'octo', name: 'open' }
    expect(await stage.open({ repository, token: undefined }).find(V1, NEVER)).toMatchObject({ tag: 'v1' })
    expect(stage.github.requests[0]?.headers.authorization).toBeUndefined()
  })

  test('at GitHub Enterprise Server is below its path', async () => {
    await restart({ basePath: '/api/v3' })
    stage.github.addRelease(stage.app, { tag: 'v1' })
    expect(await stage.open().find(V1, NEVER)).toMatchObject({ tag: 'v1' })
    expect(stage.github.requests[0]?.path).toMatch(/^\/api\/v3\/repos\/octo\/app\//)
  })
})

describe('a 404 says which kind it is', () => {
  test('no such tag', async () => {
    expect(await stage.failure(stage.open().find(V1, NEVER))).toMatchObject({
      code: 'release-tag-missing',
      shown: expect.stringContaining('octo/app has neither a release nor a tag v1'),
    })
  })

  test('a tag without a release', async () => {
    stage.github.addTag(stage.app, 'v1')
    expect(await stage.failure(stage.open().find(V1, NEVER))).toMatchObject({ code: 'release-missing' })
  })

  test('no latest release', async () => {
    stage.github.addRelease(stage.app, { tag: 'v1', prerelease: true })
    expect(await stage.failure(stage.open().find(LATEST, NEVER))).toMatchObject({
      code: 'release-missing',
      shown: expect.stringContaining('from-release: v1.2.3-rc.1'),
    })
  })

  test.for([V1, LATEST])('no such repository, or none that the token sees: %o', async (choice) => {
    stage.github.addToken(TOKEN, {})
    expect(await stage.failure(stage.open().find(choice, NEVER))).toMatchObject({ code: 'release-repository-missing' })
  })

  test.for([403, 404] as const)('no permission for contents, told as %i', async (deniedStatus) => {
    await restart({ deniedStatus })
    stage.github.addToken(TOKEN, { 'octo/app': 'metadata' })
    expect(await stage.failure(stage.open().find(V1, NEVER))).toMatchObject({
      code: 'github-permission',
      shown: expect.stringContaining('permissions:\n    contents: read'),
    })
  })

  test('a token that is not valid', async () => {
    expect(await stage.failure(stage.open({ token: 'ghs_other' }).find(V1, NEVER))).toMatchObject({
      code: 'github-credentials',
    })
  })

  test.for([
    ['fork', 'head.repo.full_name'],
    ['dependabot', "github.actor != 'dependabot[bot]'"],
  ] as const)('the error for a run of a %s without secrets says so', async ([secretsWithheld, hint]) => {
    stage.github.faults.add({
      on: 'getReleaseByTag',
      fault: { kind: 'status', status: 403, headers: { 'x-github-request-id': 'A' } },
    })
    const { shown } = await stage.failure(stage.open({ token: undefined, secretsWithheld }).find(V1, NEVER))
    expect(shown).toContain(hint)
  })
})

describe('the assets of a release', () => {
  test('come with all their pages, and with those that are not uploaded yet', async () => {
    const release = stage.github.addRelease(stage.app, { tag: 'v1' })
    for (let number = 0; number < 230; number += 1)
      stage.github.addAsset(release, {
        name: `asset-${number}`,
        content: BYTES,
        state: number === 229 ? 'starter' : 'uploaded',
      })
    const assets = await stage.open().assets(await stage.open().find(V1, NEVER), NEVER)
    expect([assets.length, assets.at(-1)?.state, assets[0]?.sha256?.length]).toEqual([230, 'starter', 64])
    expect(operations().filter((operation) => operation === 'listAssets')).toHaveLength(3)
  })

  test('have no digest where GitHub has none', async () => {
    stage.github.addRelease(stage.app, {
      ...{ tag: 'v1' },
      assets: [
        { name: 'a', content: BYTES, digest: 'null' },
        { name: 'b', content: BYTES, digest: 'absent' },
      ],
    })
    const assets = await stage.open().assets(await stage.open().find(V1, NEVER), NEVER)
    expect(assets.map(({ sha256 }) => sha256)).toEqual([undefined, undefined])
  })

  test('that cannot be read are an error', async () => {
    stage.github.addRelease(stage.app, {
      tag: 'v1',
      assets: [{ name: 'a', content: BYTES, digest: { text: 'sha256:short' } }],
    })
    const release = await stage.open().find(V1, NEVER)
    expect(await stage.failure(stage.open().assets(release, NEVER))).toMatchObject({ code: 'github-unreadable' })
  })

  test('of a release that was deleted meanwhile are gone', async () => {
    stage.github.addRelease(stage.app, { tag: 'v1' })
    const release = await stage.open().find(V1, NEVER)
    stage.app.releases.length = 0
    expect(await stage.failure(stage.open().assets(release, NEVER))).toMatchObject({ code: 'release-changed' })
  })
})

describe('the address of an asset', () => {
  test('is on another host, and takes no token along', async () => {
    const asset = stage.github.addAsset(stage.github.addRelease(stage.app, { tag: 'v1' }), {
      name: 'a',
      content: BYTES,
    })
    const { url, headers } = await stage.open().address(asset.id, NEVER)
    expect([url.origin, headers]).toEqual([stage.github.storageUrl, {}])
  })

  test('is the API itself where that gives the bytes, and only then has the token', async () => {
    await restart({ delivery: 'direct' })
    const asset = stage.github.addAsset(stage.github.addRelease(stage.app, { tag: 'v1' }), {
      name: 'a',
      content: BYTES,
    })
    const { url, headers } = await stage.open().address(asset.id, NEVER)
    expect([url.origin, headers.authorization]).toEqual([stage.github.serverUrl, `Bearer ${TOKEN}`])
    expect(await (await fetch(url, { headers })).text()).toBe('bytes')
  })

  test('of an asset that was replaced is gone', async () => {
    const release = stage.github.addRelease(stage.app, { tag: 'v1' })
    const asset = stage.github.addAsset(release, { name: 'a', content: BYTES })
    stage.github.replaceAsset(release, { name: 'a', content: BYTES })
    expect(await stage.failure(stage.open().address(asset.id, NEVER))).toMatchObject({ code: 'release-changed' })
  })

  test('is refused where it is none, and shown to nobody', async () => {
    const asset = stage.github.addAsset(stage.github.addRelease(stage.app, { tag: 'v1' }), {
      name: 'a',
      content: BYTES,
    })
    const headers = { location: 'ftp://storage.example/x?sig=verysecret' }
    stage.github.faults.add({ on: 'getAsset', fault: { kind: 'status', status: 302, headers } })
    const { code, shown } = await stage.failure(stage.open().address(asset.id, NEVER))
    expect([code, shown]).toEqual(['asset-address-refused', expect.not.stringMatching(/verysecret|storage\.example/)])
  })
})
