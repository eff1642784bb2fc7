import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSumsName, parseSums, sumOfAsset } from '../../../../src/core/release/github/sums.ts'

const A = 'a1'.repeat(32)
const B = 'b2'.repeat(32)

function read(text: string, name = 'SHA256SUMS') {
  return Object.fromEntries([...parseSums(text, name)].map(([file, digests]) => [file, [...digests]]))
}

describe('names', () => {
  test.for([
    ...['SHA256SUMS', 'SHA256SUMS.txt', 'sha256sums.txt', 'sha256sum.txt', 'checksums.txt', 'app_1.2.3_checksums.txt'],
    ...[
      'checksums-sha256.txt',
      'checksum.txt',
      'app.exe.sha256',
      'app.exe.sha256sum',
      'app.exe.sha256.txt',
      'sha256.txt',
    ],
  ])('%s has checksums', (name) => {
    expect(isSumsName(name)).toBe(true)
  })

  test.for([
    'SHA256SUMS.sig',
    'checksums.txt.pem',
    'app.exe',
    'sha512sums.txt',
    'sha256-tool.exe',
    'mychecksumsapp.zip',
    'checksums.json',
  ])('%s has none', (name) => {
    expect(isSumsName(name)).toBe(false)
  })
})

describe('a checksums file', () => {
  test.for<readonly [string, string, Record<string, string[]>]>([
    ['of coreutils, as text', `${A}  app.exe\n${B}  app.dmg\n`, { 'app.exe': [A], 'app.dmg': [B] }],
    ['of coreutils, as binary, with CRLF', `${A} *app.exe\r\n`, { 'app.exe': [A] }],
    ['of coreutils, with names in which spaces stand', `${A}  my app (1).exe\n`, { 'my app (1).exe': [A] }],
    ['of coreutils, with an escaped name', `\\${A}  a\\\\b\\nc\n`, { 'b\nc': [A] }],
    ['of BSD', `SHA256 (my app.exe) = ${A}\n`, { 'my app.exe': [A] }],
    ['of BSD, as openssl writes it', `SHA2-256(app.exe)= ${A}\n`, { 'app.exe': [A] }],
    ['of coreutils --tag, escaped', `\\SHA256 (a\\nb) = ${A}\n`, { 'a\nb': [A] }],
    ['with upper-case digits', `${A.toUpperCase()}  a\n`, { a: [A] }],
    ['with folders', `${A}  ./dist/app.exe\n${B}  dist\\b.exe`, { 'app.exe': [A], 'b.exe': [B] }],
    ['with a mark of its encoding', `\uFEFF${A}  a`, { a: [A] }],
    ['with other lines', `# comment\n${'c'.repeat(128)}  long\n${'d'.repeat(32)}  md5\n\n-----BEGIN\n`, {}],
    ['that contradicts itself', `${A}  x/a\n${B}  y/a\n`, { a: [A, B] }],
  ])('%s', ([, text, expected]) => {
    expect(read(text)).toEqual(expected)
  })

  test('of one file has only its digest, or its name beside it', () => {
    expect(read(`${A}\n`, 'app.exe.sha256')).toEqual({ 'app.exe': [A] })
    expect(read(`${A}  app.exe\n`, 'app.exe.sha256')).toEqual({ 'app.exe': [A] })
    expect(read(A, 'app.exe.sha256sum.txt')).toEqual({ 'app.exe': [A] })
  })

  test('has every name as coreutils writes it', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => !/[/\\\r\n]/.test(text) && text === text.trim())
    fc.assert(
      fc.property(name, (text) => {
        expect([...(parseSums(`${A}  ${text}\n`, 'SHA256SUMS').get(text) ?? [])]).toEqual([A])
      }),
    )
  })
})

describe('of an asset', () => {
  const sums = (text: string) => parseSums(text, 'SHA256SUMS')

  test('its exact name counts, in any file of checksums', () => {
    expect(sumOfAsset('b', [sums(`${A}  a`), sums(`${B}  b`)])).toEqual({ kind: 'digest', sha256: B })
    expect(sumOfAsset('c', [sums(`${A}  a`)])).toEqual({ kind: 'none' })
  })

  test('files that agree count once, files that disagree do not count', () => {
    expect(sumOfAsset('a', [sums(`${A}  a`), sums(`${A} *a`)])).toEqual({ kind: 'digest', sha256: A })
    expect(sumOfAsset('a', [sums(`${A}  a`), sums(`${B}  a`)])).toEqual({ kind: 'ambiguous' })
  })

  test('the name before GitHub changed it counts if it is unambiguous', () => {
    expect(sumOfAsset('My.App.1.exe', [sums(`${A}  My App (1).exe`)])).toEqual({ kind: 'digest', sha256: A })
    expect(sumOfAsset('My.App', [sums(`${A}  My App\n${B}  My~App`)])).toEqual({ kind: 'ambiguous' })
    expect(sumOfAsset('My.App', [sums(`${A}  My App\n${B}  My.App`)])).toEqual({ kind: 'digest', sha256: B })
  })
})
