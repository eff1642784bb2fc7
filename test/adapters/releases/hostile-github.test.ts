/** Answers that GitHub never gives: each ends in a clear error, soon. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type GithubStage, NEVER, startGithubStage, V1 } from './github-stage.ts'

let stage: GithubStage
beforeEach(async () => {
  stage = await startGithubStage()
  stage.github.addRelease(stage.app, { tag: 'v1' })
})
afterEach(() => stage.close())

const ASSET = { id: 1, name: 'a.exe', size: 5, state: 'uploaded', digest: null, updated_at: '2026-01-01T00:00:00Z' }
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...ASSET, id: index + 1, name: `${index}` }))

/** @returns the code of the failure to list assets, where GitHub answers so. */
async function listing(fault: Parameters<GithubStage['github']['faults']['add']>[0]['fault']) {
  stage.github.faults.add({ on: 'listAssets', fault })
  const source = stage.open({ giveUpAfterMs: 60_000 })
  const { code } = await stage.failure(source.assets(await source.find(V1, NEVER), NEVER))
  return code
}

test.for<readonly [string, unknown]>([
  ['no list', { assets: [] }],
  ['nothing', null],
  ['text', 'assets'],
  ['a list of text', ['a.exe']],
  ['a name that climbs', [{ ...ASSET, name: '..' }]],
  ['a name with a folder', [{ ...ASSET, name: 'a/b' }]],
  ['a name of Windows with a folder', [{ ...ASSET, name: 'a\\b' }]],
  ['no name', [{ ...ASSET, name: '' }]],
  ['a name that is a number', [{ ...ASSET, name: 5 }]],
  ['a name that ends a line', [{ ...ASSET, name: 'a\n::error::b' }]],
  ['a name without end', [{ ...ASSET, name: 'a'.repeat(5000) }]],
  ['a size below nothing', [{ ...ASSET, size: -1 }]],
  ['a size that no disk has', [{ ...ASSET, size: 1e300 }]],
  ['a size in text', [{ ...ASSET, size: '5' }]],
  ['half a byte', [{ ...ASSET, size: 0.5 }]],
  ['a number that is none', [{ ...ASSET, id: '../../user' }]],
  ['no state', [{ ...ASSET, state: null }]],
  ['a digest that is none', [{ ...ASSET, digest: `sha256:${'z'.repeat(64)}` }]],
  ['a digest that is an object', [{ ...ASSET, digest: { sha256: 'a' } }]],
  ['more on a page than was asked for', many(101)],
  ['all at once', many(5_000)],
])('assets with %s cannot be read', async ([, body]) => {
  expect(await listing({ kind: 'json', body })).toBe('github-unreadable')
})

test('pages without end are given up', async () => {
  const link = `<${stage.github.apiUrl}/repos/octo/app/releases/1/assets?page=1>; rel="next"`
  const body = JSON.stringify(many(100))
  expect(await listing({ kind: 'status', status: 200, headers: { link }, body })).toBe('github-unreadable')
  expect(stage.github.requests.length).toBeLessThan(25)
})

test.for([
  ['HTTP 600', { kind: 'status', status: 600 }, 'connection-lost'],
  ['HTTP 999', { kind: 'status', status: 999 }, 'connection-lost'],
  ['another protocol', { kind: 'switch-protocols' }, 'connection-lost'],
  ['more than any list has', { kind: 'status', status: 200, body: ' '.repeat(33 * 1024 ** 2) }, 'connection-lost'],
] as const)('an API that answers with %s is given up after the patience', async ([, fault, code]) => {
  expect(await listing(fault)).toBe(code)
})

test('a redirect to itself ends', async () => {
  stage.github.faults.add({
    on: 'listAssets',
    fault: {
      kind: 'status',
      status: 301,
      headers: { location: `${stage.github.apiUrl}/repos/octo/app/releases/1/assets` },
    },
  })
  const source = stage.open()
  expect(await stage.failure(source.assets(await source.find(V1, NEVER), NEVER))).toMatchObject({
    code: 'github-unreadable',
  })
})

test('a digest of another algorithm is none, and of two assets with one name the newer counts', async () => {
  const assets = [
    { ...ASSET, digest: 'md5:d41d8cd98f00b204e9800998ecf8427e' },
    { ...ASSET, id: 7, state: 'unheard-of' },
  ]
  stage.github.faults.add({ on: 'listAssets', fault: { kind: 'json', body: assets } })
  const source = stage.open()
  expect(await source.assets(await source.find(V1, NEVER), NEVER)).toMatchObject([
    { id: 7, sha256: undefined, state: 'unheard-of' },
  ])
})
