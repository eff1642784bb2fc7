/** Where requests to GitHub go, and the token with them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startLoopbackServer } from '../../sandbox/net/loopback-server.ts'
import { startProxy } from '../../sandbox/net/proxy.ts'
import { type GithubStage, NEVER, startGithubStage, TOKEN, V1 } from './github-stage.ts'

const BYTES = Buffer.from('bytes')

let stage: GithubStage
beforeEach(async () => {
  stage = await startGithubStage()
})
afterEach(() => stage.close())

describe('the token', () => {
  test('goes to no other address, whatever the API answers', async () => {
    const seen: string[] = []
    const other = await startLoopbackServer(async (request, response) => {
      seen.push(JSON.stringify(request.headers))
      response.end('{}')
    })
    const release = stage.github.addRelease(stage.app, { tag: 'v1', assets: [{ name: 'a', content: BYTES }] })
    try {
      const link = `<${other.url}/repositories/1/releases/1/assets?page=2>; rel="next"`
      stage.github.faults.add({
        ...{ on: 'listAssets', times: 1 },
        fault: { kind: 'status', status: 200, headers: { link, 'x-github-request-id': 'A' }, body: '[]' },
      })
      await stage.open().assets(await stage.open().find(V1, NEVER), NEVER)
      expect(stage.github.requests.at(-1)?.path).toMatch(/assets\?.*page=2/)
      for (const status of [301, 302, 307, 308])
        stage.github.faults.add({
          on: 'getReleaseByTag',
          times: 1,
          fault: { kind: 'status', status, headers: { location: `${other.url}/x` } },
        })
      expect(await stage.open().find(V1, NEVER)).toMatchObject({ tag: 'v1' })
      await stage.open().address(release.assets[0]?.id ?? 0, NEVER)
      expect(seen).toEqual([])
      const outside = stage.github.requests.filter(({ host }) => host !== 'api')
      expect(outside.map(({ headers }) => headers.authorization)).toEqual([])
      expect(stage.github.requests.every(({ headers }) => headers.authorization === `Bearer ${TOKEN}`)).toBe(true)
    } finally {
      await other.close()
    }
  })

  test('stays here when the repository is on another server than the job', async () => {
    stage.github.addRelease(stage.github.addRepository({ owner: 'octo', name: 'open' }), { tag: 'v1' })
    const repository = { owner: 'octo', name: 'open' }
    await stage.open({ repository, apiUrl: 'https://git.example.com/api/v3' }).find(V1, NEVER)
    expect(stage.github.requests[0]?.headers.authorization).toBeUndefined()
  })

  test('goes to the API however its address is written', async () => {
    stage.github.addRelease(stage.app, { tag: 'v1' })
    const written = stage.github.apiUrl.replace('http://127.0.0.1', 'HTTP://LocalHost').concat('/')
    await stage.open({ baseUrl: written, apiUrl: written }).find(V1, NEVER)
    expect(stage.github.requests[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`)
  })

  test('goes nowhere where there is no address', async () => {
    const open = async () => stage.open({ baseUrl: 'nonsense', apiUrl: 'nonsense' })
    expect(await stage.failure(open())).toMatchObject({ code: 'github-api-insecure' })
  })

  test('goes nowhere over http', async () => {
    const insecure = { baseUrl: 'http://git.example.com/api/v3', apiUrl: 'http://git.example.com/api/v3' }
    expect(await stage.failure(Promise.resolve().then(() => stage.open(insecure)))).toMatchObject({
      code: 'github-api-insecure',
    })
  })

  test('is in no error, nor in any cause of one', async () => {
    stage.github.faults.add({
      on: 'any',
      fault: { kind: 'status', status: 418, headers: { 'x-github-request-id': 'A' } },
    })
    const { caught } = await stage.failure(stage.open().find(V1, NEVER))
    let seen = ''
    for (let error = caught; error instanceof Error; error = error.cause)
      seen += `${error.stack}${JSON.stringify(error, Object.getOwnPropertyNames(error))}`
    expect(seen).not.toContain(TOKEN)
  })
})

describe('a proxy', () => {
  test('is used as everywhere, with its password', async () => {
    stage.github.addRelease(stage.app, { tag: 'v1' })
    const proxy = await startProxy({
      port: Number(new URL(stage.github.apiUrl).port),
      user: 'me',
      password: 'pass word',
    })
    try {
      const url = 'http://github.localhost'
      const behind = stage.open({ baseUrl: url, apiUrl: url, env: { HTTP_PROXY: proxy.url } })
      expect(await behind.find(V1, NEVER)).toMatchObject({ tag: 'v1' })
      expect([proxy.hosts, proxy.refused]).toEqual([['github.localhost'], 0])
    } finally {
      await proxy.close()
    }
  })

  test('whose variable is not a valid address is an error that does not have its password', async () => {
    const env = { HTTP_PROXY: 'http://me:hiddenpassword@proxy:99999' }
    const { code, shown } = await stage.failure(Promise.resolve().then(() => stage.open({ env })))
    expect([code, shown]).toEqual(['bad-proxy', expect.not.stringContaining('hiddenpassword')])
  })
})
