import { expect, test } from 'vitest'
import { publishedEntry } from '../../../src/core/release/published-entry.ts'

const PUBLISHED = {
  file: { displayPath: 'dist/app.exe', key: 'v1/app.exe', sizeBytes: 3, headers: {} },
  object: { crc64: 2n ** 64n - 1n, etag: 'E', versionId: undefined },
  url: 'https://x.example/v1/app.exe',
  sha256: undefined,
}

test('an entry has the CRC64 as OSS writes it, a type, and no unknown fields', () => {
  expect(Object.entries(publishedEntry(PUBLISHED))).toEqual([
    ['path', 'dist/app.exe'],
    ['key', 'v1/app.exe'],
    ['url', 'https://x.example/v1/app.exe'],
    ['size', 3],
    ['crc64', '18446744073709551615'],
    ['etag', 'E'],
    ['contentType', 'application/octet-stream'],
  ])
})

test('an entry has what is known besides', () => {
  const { file, object, ...more } = PUBLISHED
  const known = {
    file: { ...file, headers: { 'content-type': 'text/yaml' }, isRewritten: true },
    object: { ...object, versionId: 'v' },
  }
  expect(publishedEntry({ ...more, ...known, sha256: 'ab' })).toMatchObject({
    ...{ sha256: 'ab', versionId: 'v', contentType: 'text/yaml', rewritten: true },
  })
})
