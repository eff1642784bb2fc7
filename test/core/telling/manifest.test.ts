import { describe, expect, test } from 'vitest'
import { formatManifest, formatOutputs, type ManifestEntry } from '../../../src/core/telling/manifest.ts'

const entry: ManifestEntry = {
  ...{ path: 'dist/app.exe', key: 'app.exe', url: 'https://b.example.com/app.exe', size: 7, crc64: '18' },
  ...{ etag: 'E', contentType: 'application/octet-stream' },
  ...{ status: 'uploaded', bytesSent: 7, bytesResumed: 0, bytesReused: 3 },
}
const options = {
  entries: [entry],
  kept: [],
  firstKey: 'app.exe',
  manifestPath: '/t/m.json',
  bytesSent: 7,
  bytesResumed: 0,
  bytesReused: 3,
}

describe('the outputs', () => {
  test('have URLs, manifest and counts', () => {
    const unchanged = { ...entry, key: 'b', url: 'https://b.example.com/b', status: 'unchanged' } as const
    const { outputs, tooLong } = formatOutputs({ ...options, entries: [entry, unchanged] })
    expect(tooLong).toBe(false)
    expect(outputs).toMatchObject({
      url: entry.url,
      urls: `${entry.url}\n${unchanged.url}`,
      'manifest-path': '/t/m.json',
      'files-uploaded': '1',
      'files-unchanged': '1',
      'bytes-sent': '7',
      'bytes-resumed': '0',
      'bytes-reused': '3',
    })
    expect(JSON.parse(outputs.manifest ?? '')).toEqual([entry, unchanged])
  })

  test('have no `url` unless the first object of the run is published', () => {
    expect(formatOutputs({ ...options, firstKey: 'other' }).outputs.url).toBe('')
    expect(formatOutputs({ ...options, entries: [], firstKey: undefined }).outputs.url).toBe('')
  })

  test('have the two long ones empty above 256 Ki characters, and not below', () => {
    const withUrl = (length: number) => ({ ...entry, url: 'u'.repeat(length) })
    const fixed = JSON.stringify([withUrl(0)]).length
    const fits = (256 * 1024 - fixed) / 2
    expect(formatOutputs({ ...options, entries: [withUrl(Math.floor(fits))] }).tooLong).toBe(false)
    const { outputs, tooLong } = formatOutputs({ ...options, entries: [withUrl(Math.floor(fits) + 1)] })
    expect(tooLong).toBe(true)
    expect([outputs.urls, outputs.manifest]).toEqual(['', ''])
    expect(outputs['manifest-path']).toBe('/t/m.json')
  })
})

test.each([0, 1, 1000, 2001])('the manifest file of %i entries is written in pieces', (count) => {
  const entries = Array.from({ length: count }, (_, index) => ({ ...entry, key: `[\n${index}\n]` }))
  const pieces = [...formatManifest(entries)]
  expect(pieces.join('')).toBe(`${JSON.stringify(entries, null, 2)}\n`)
  expect(pieces.length).toBe(Math.ceil(count / 1000) + 1)
})

test('published and unchanged files are counted apart, and exactly 256 Ki characters still fit', () => {
  const unchanged = { ...entry, status: 'unchanged' } as const
  const { outputs } = formatOutputs({ ...options, entries: [entry, unchanged, unchanged] })
  expect([outputs['files-uploaded'], outputs['files-unchanged']]).toEqual(['1', '2'])
  const withUrl = (length: number) => ({ ...entry, url: 'u'.repeat(length), key: 'k'.repeat(length % 2 === 0 ? 7 : 8) })
  const room = 256 * 1024 - JSON.stringify([withUrl(0)]).length
  const fits = withUrl(2 * Math.floor(room / 4))
  const spare = 256 * 1024 - JSON.stringify([fits]).length - fits.url.length
  const exact = { ...fits, key: fits.key + 'k'.repeat(spare) }
  expect(formatOutputs({ ...options, entries: [exact] }).tooLong).toBe(false)
  expect(formatOutputs({ ...options, entries: [{ ...exact, key: `${exact.key}k` }] }).tooLong).toBe(true)
})
