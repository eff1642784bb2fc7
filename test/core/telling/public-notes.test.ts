import { describe, expect, test } from 'vitest'
import { forbiddenNote, publicNotes } from '../../../src/core/telling/public-notes.ts'

const OSS = 'https://b.oss-cn-hangzhou.aliyuncs.com'

function notes(key: string, headers: Readonly<Record<string, string>>, base = OSS, signed = false) {
  return publicNotes(
    [
      { key: 'other', headers: {} },
      { key, headers },
    ],
    { base, signed },
  )
}

describe('what may keep readers out', () => {
  test('is a private ACL, unless the URL is signed', () => {
    const acl = { 'x-oss-object-acl': 'private' }
    expect(notes('app.exe', acl)).toEqual([expect.stringContaining('app.exe')])
    expect(notes('app.exe', acl, OSS, true)).toEqual([])
  })

  test("is an app package on one of OSS's own domains, signed or not", () => {
    expect(notes('v1/app.APK', {}, OSS, true)).toEqual([expect.stringContaining('ApkDownloadForbidden')])
    expect(notes('v1/app.ipa', {}, 'https://download.example.com')).toEqual([])
    expect(notes('v1/app.apk.zip', {})).toEqual([])
  })

  test('is an archive storage class', () => {
    expect(notes('a', { 'x-oss-storage-class': 'ColdArchive' })).toEqual([expect.stringContaining('restored')])
    expect(notes('a', { 'x-oss-storage-class': 'IA' })).toEqual([])
  })
})

test('the note about a 403 for an anonymous reader says what to write', () => {
  expect(forbiddenNote(`${OSS}/a`)).toContain('x-oss-object-acl: public-read')
})
