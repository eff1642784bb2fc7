import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareVersions, parseVersion } from '../../../src/core/release/version.ts'

function order(left: string, right: string): number | undefined {
  const [one, other] = [parseVersion(left), parseVersion(right)]
  if (one === undefined || other === undefined) throw new Error(`${left} or ${right} is not understood`)
  return compareVersions(one, other)
}

describe('what is understood as a version', () => {
  test.each(['1.2.3', 'v1.2.3', '1.2.3-beta.1', 'v1.0.0-rc.1+build.5', '0.0.0', '2026.03', '2026.01.05', '1.2.3.4'])(
    '%s is a version',
    (text) => expect(parseVersion(text)?.text).toBe(text),
  )

  test.each([
    '',
    '1',
    'main',
    'release-1.2.3',
    '1.2.3.4.5',
    '1.2.3-',
    '1.2.3-01',
    '1.2-beta',
    'v1.2.3 ',
    '1..2',
    '-1.2',
  ])('%s is not a version', (text) => expect(parseVersion(text)).toBeUndefined())

  test('a very long text is not a version', () => {
    expect(parseVersion(`1.2.${'3'.repeat(200)}`)).toBeUndefined()
  })
})

describe('which is newer', () => {
  // Source: https://semver.org/#spec-item-11
  const ascending = [
    ...[
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
    ],
    ...['1.0.0', 'v1.0.9', '1.0.10', '1.9.0', 'v1.10.0', '2.0.0'],
  ]

  test('follows Semantic Versioning, with and without v', () => {
    for (const [index, older] of ascending.entries())
      for (const newer of ascending.slice(index + 1)) {
        expect(order(older, newer), `${older} < ${newer}`).toBe(-1)
        expect(order(newer, older), `${newer} > ${older}`).toBe(1)
      }
    expect(order('v1.2.3', '1.2.3')).toBe(0)
    expect(order('1.2.3+a', '1.2.3+b')).toBe(0)
  })

  test('dotted numbers are compared one by one, whatever zeros lead', () => {
    expect(order('2026.09.30', '2026.10.10')).toBe(-1)
    expect(order('2026.03', '2026.3')).toBe(0)
    expect(order('1.2.3.10', '1.2.3.9')).toBe(1)
    expect(order('1.2', '1.2.0.1')).toBe(-1)
  })

  test('a pre-release and four numbers cannot be compared', () => {
    expect(order('1.2.3-beta', '1.2.3.4')).toBeUndefined()
    expect(order('1.2', '1.2.3-beta')).toBeUndefined()
  })

  test('comparing in reverse gives the reverse order', () => {
    const part = fc.nat(12)
    const version = fc
      .tuple(part, part, part, fc.constantFrom('', '-alpha', '-alpha.2', '-1', '-beta.11'))
      .map(([major, minor, patch, pre]) => `${major}.${minor}.${patch}${pre}`)
    fc.assert(
      fc.property(version, version, (left, right) => {
        expect((order(left, right) ?? 2) + (order(right, left) ?? 2)).toBe(0)
      }),
    )
  })
})
