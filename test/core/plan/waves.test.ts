import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keyMatcher } from '../../../src/core/naming/key-pattern.ts'
import { type Making, orderWaves, waveOf } from '../../../src/core/plan/waves.ts'

const last = ['latest*.yml', 'index.html'].map(keyMatcher)

const KIB = 1024

function item(kind: Making, key: string, sizeBytes = 65 * KIB) {
  return { kind, file: { key, sizeBytes } }
}

function keysOf(waves: readonly (readonly { readonly file: { readonly key: string } }[])[]) {
  return waves.map((wave) => wave.map(({ file }) => file.key))
}

describe('waves', () => {
  test('put small objects, complete large ones, copy, and then publish each pattern in turn', () => {
    const items = [
      item('put', 'index.html'),
      item('copy', 'c'),
      item('transferred', 'latest-big.yml'),
      item('transferred', 't'),
      item('put', 'v1/latest.yml'),
      item('put', 'p'),
      item('put', 'latest-mac.yml'),
    ]
    const waves = orderWaves(items, last)
    expect(keysOf(waves.first)).toEqual([['p'], ['t'], ['c']])
    expect(keysOf(waves.last)).toEqual([['v1/latest.yml', 'latest-mac.yml'], ['latest-big.yml'], ['index.html']])
  })

  test('publish objects up to 64 KiB after larger ones, also within a pattern, since pointer files are small', () => {
    const items = [
      item('put', 'notes.json', 64 * KIB),
      item('copy', 'notes-copy.json', 64 * KIB),
      item('transferred', 'app.exe', 90_000 * KIB),
      item('put', 'app.msi', 64 * KIB + 1),
      item('transferred', 'resumed.json', 2 * KIB),
      item('copy', 'app-copy.exe', 90_000 * KIB),
      item('put', 'latest.yml', 1),
      item('put', 'latest-all.yml', 65 * KIB),
    ]
    const waves = orderWaves(items, last)
    const small = [['notes.json'], ['resumed.json'], ['notes-copy.json']]
    expect(keysOf(waves.first)).toEqual([['app.msi'], ['app.exe'], ['app-copy.exe'], ...small])
    expect(keysOf(waves.last)).toEqual([['latest-all.yml'], ['latest.yml']])
  })

  test('are empty without objects', () => {
    expect(orderWaves([], last)).toEqual({ first: [], last: [] })
  })

  test('have each object once, and no pointer file in the first', () => {
    const keys = fc.constantFrom('a', 'b/latest.yml', 'index.html', 'latest-mac.yml')
    const items = fc.array(
      fc.record({
        kind: fc.constantFrom<Making>('put', 'transferred', 'copy'),
        file: fc.record({ key: keys, sizeBytes: fc.nat(100 * KIB) }),
      }),
    )
    fc.assert(
      fc.property(items, (some) => {
        const waves = orderWaves(some, last)
        expect(new Set([...waves.first, ...waves.last].flat())).toEqual(new Set(some))
        expect(waves.first.flat().every(({ file }) => waveOf(file.key, last) === 0)).toBe(true)
        expect(waves.last.flat().every(({ file }) => waveOf(file.key, last) > 0)).toBe(true)
      }),
    )
  })
})
