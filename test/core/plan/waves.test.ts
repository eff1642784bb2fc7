import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keyMatcher } from '../../../src/core/naming/key-pattern.ts'
import { type Making, orderWaves, waveOf } from '../../../src/core/plan/waves.ts'

const last = ['latest*.yml', 'index.html'].map(keyMatcher)

function item(kind: Making, key: string) {
  return { kind, file: { key } }
}

function keysOf(waves: readonly (readonly { readonly file: { readonly key: string } }[])[]) {
  return waves.map((wave) => wave.map(({ file }) => file.key))
}

describe('waves', () => {
  test('put what is small, complete what is large, copy, and then each pattern in turn', () => {
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

  test('of nothing are none', () => {
    expect(orderWaves([], last)).toEqual({ first: [], last: [] })
  })

  test('hold each object once, and no pointer file among the first', () => {
    const keys = fc.constantFrom('a', 'b/latest.yml', 'index.html', 'latest-mac.yml')
    const items = fc.array(
      fc.record({ kind: fc.constantFrom<Making>('put', 'transferred', 'copy'), file: fc.record({ key: keys }) }),
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
