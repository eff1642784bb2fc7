import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatChecksums } from '../../../src/core/plan/checksums.ts'

const [A, B] = ['a'.repeat(64), 'b'.repeat(64)]

function format(sumsKey: string, sums: Readonly<Record<string, string>>): string {
  return formatChecksums(new Map(Object.entries(sums)), sumsKey)
}

describe('SHA256SUMS', () => {
  test('has names relative to its folder, sorted', () => {
    expect(format('v1/SHA256SUMS', { 'v1/b.exe': B, 'v1/a.exe': A })).toBe(`${A}  a.exe\n${B}  b.exe\n`)
    expect(format('SHA256SUMS', { 'v1/b.exe': B, 'a.exe': A })).toBe(`${A}  a.exe\n${B}  v1/b.exe\n`)
  })

  test('leaves out files of other folders', () => {
    expect(format('v1/SHA256SUMS', { 'latest.yml': A, 'v1/app.exe': B, 'latest/app.exe': B })).toBe(`${B}  app.exe\n`)
    expect(format('v1/SHA256SUMS', { v1: A, 'v1x/a': B })).toBe('')
  })

  test('escapes names as coreutils does', () => {
    expect(format('S', { 'a\\b\n\rc': A })).toBe(`\\${A}  a\\\\b\\n\\rc\n`)
  })

  test('names lead from its folder to exactly the key, and never out of the folder', () => {
    const keys = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 5 }).map((all) => all.join('/'))
    fc.assert(
      fc.property(keys, keys, (key, sumsKey) => {
        const name = format(sumsKey, { [key]: A }).slice(66, -1)
        const folder = new URL('.', `https://x.example/${sumsKey}`).pathname
        if (!`/${key}`.startsWith(folder)) expect(name).toBe('')
        else expect(new URL(name, `https://x.example/${sumsKey}`).pathname).toBe(`/${key}`)
      }),
    )
  })
})
