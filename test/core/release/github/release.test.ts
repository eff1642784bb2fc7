import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  assetChanges,
  parseAsset,
  parseAssets,
  parseGithubRelease,
  type ReleaseAsset,
} from '../../../../src/core/release/github/release.ts'

const HEX = 'AB'.repeat(32)
const ASSET = {
  ...{ id: 7, name: 'app.exe', size: 12, state: 'uploaded', content_type: 'application/zip' },
  ...{ digest: `sha256:${HEX}`, browser_download_url: 'https://x/app.exe', updated_at: '2030-01-01T00:00:00Z' },
}

describe('a release', () => {
  test('has ID, tag and time of publication', () => {
    const release = { id: 1, tag_name: 'v1', draft: false, published_at: '2030-01-01T00:00:00Z', body: 'x' }
    const publishedAtMs = Date.parse('2030-01-01T00:00:00Z')
    expect(parseGithubRelease(release)).toEqual({ id: 1, tag: 'v1', isDraft: false, publishedAtMs })
    expect(parseGithubRelease({ ...release, draft: true, published_at: null })).toMatchObject({
      ...{ isDraft: true, publishedAtMs: undefined },
    })
  })

  test.for([
    null,
    'x',
    [],
    {},
    { id: 1 },
    { id: '1', tag_name: 'v' },
    { id: 0, tag_name: 'v' },
    { id: 2n ** 60n, tag_name: 'v' },
  ])('is not %s', (value) => {
    expect(parseGithubRelease(value)).toBeUndefined()
  })
})

describe('an asset', () => {
  test('has the relevant fields of the API, its digest in lower case', () => {
    expect(parseAsset(ASSET)).toEqual({
      ...{ id: 7, name: 'app.exe', sizeBytes: 12, state: 'uploaded', contentType: 'application/zip' },
      ...{ sha256: HEX.toLowerCase(), browserUrl: 'https://x/app.exe', updatedAt: '2030-01-01T00:00:00Z' },
    })
  })

  test.for([undefined, null, '', 'sha512:00'])('has no digest if GitHub says %s', (digest) => {
    expect(parseAsset({ ...ASSET, digest })).toMatchObject({ sha256: undefined })
  })

  test.for<readonly [string, object]>([
    ['a digest that cannot be read', { digest: 'sha256:12' }],
    ['a digest that is no text', { digest: 5 }],
    ['a name with a slash', { name: '../x' }],
    ['a name with a backslash', { name: 'a\\b' }],
    ['a name with a line end', { name: 'a\nb' }],
    ['a name that is a folder', { name: '..' }],
    ['no name', { name: '' }],
    ['a negative size', { size: -1 }],
    ['half a byte', { size: 1.5 }],
    ['a size that is no number', { size: '12' }],
    ['no state', { state: undefined }],
    ['an ID beyond what numbers hold', { id: 2 ** 60 }],
  ])('is unreadable with %s, and so is the list', ([, change]) => {
    expect(parseAsset({ ...ASSET, ...change })).toBeUndefined()
    expect(parseAssets([ASSET, { ...ASSET, ...change }])).toBeUndefined()
  })

  test('that was replaced between two pages counts once, as the newer', () => {
    const [newer, other] = [
      { ...ASSET, id: 9 },
      { ...ASSET, id: 8, name: 'b' },
    ]
    expect(parseAssets([ASSET, other, newer])?.map(({ id }) => id)).toEqual([9, 8])
    expect(parseAssets([newer, other, ASSET])?.map(({ id }) => id)).toEqual([9, 8])
  })

  test('never throws for any JSON', () => {
    fc.assert(fc.property(fc.anything(), (value) => void parseAssets([value])))
  })
})

describe('two looks at a release', () => {
  const asset = (change: Partial<ReleaseAsset> = {}): ReleaseAsset => ({
    ...{ id: 1, name: 'a', sizeBytes: 1, state: 'uploaded', sha256: 'aa', contentType: undefined },
    ...{ browserUrl: undefined, updatedAt: '', ...change },
  })

  test('are equal if no bytes changed', () => {
    expect(assetChanges([asset()], [asset({ contentType: 'x', updatedAt: 'later' })])).toEqual([])
    expect(assetChanges([asset({ sha256: undefined })], [asset()])).toEqual([])
  })

  test('differ by ID, digest or size, and by added and removed assets', () => {
    for (const change of [{ id: 2 }, { sha256: 'bb' }, { sizeBytes: 2 }, { sha256: undefined }])
      expect(assetChanges([asset()], [asset(change)])).toMatchObject([{ kind: 'replaced' }])
    expect(assetChanges([asset()], [asset({ name: 'b' })])).toMatchObject([{ kind: 'removed' }, { kind: 'added' }])
  })
})
