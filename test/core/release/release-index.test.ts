import { expect, test } from 'vitest'
import { formatReleaseIndex } from '../../../src/core/release/release-index.ts'

const FILE = {
  ...{ path: 'dist/app.exe', key: 'v1/app.exe', url: 'https://x.example/v1/app.exe', size: 3, crc64: '18' },
  ...{ sha256: 'a'.repeat(64), etag: 'E', contentType: 'application/x-msdownload' },
}

test('the index has the version and all files, and a line end', () => {
  const text = formatReleaseIndex('v1.2.3', [FILE])
  expect(text.endsWith('}\n')).toBe(true)
  expect(JSON.parse(text)).toEqual({ version: 'v1.2.3', files: [FILE] })
})

test('the index of a release without version has none', () => {
  expect(JSON.parse(formatReleaseIndex(undefined, []))).toEqual({ files: [] })
})
