import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assetHint } from '../../../../src/core/release/github/near-names.ts'

const NAMES = ['App-1.2.3.dmg', 'App-1.2.3-arm64.dmg', 'App.Setup.1.2.3.exe', 'latest.yml', 'SHA256SUMS']

test.for([
  ['App Setup 1.2.3.exe', 'GitHub stores it as `App.Setup.1.2.3.exe`'],
  ['App (Setup) 1.2.3.exe', 'GitHub stores it as `App.Setup.1.2.3.exe`'],
  ['LATEST.YML', 'upper and lower case count: it is `latest.yml`'],
  ['App-1.2.4.dmg', 'similar: `App-1.2.3.dmg`, `App-1.2.3-arm64.dmg`, `App.Setup.1.2.3.exe`'],
  ['App-1.2.*.pkg', 'similar: `App-1.2.3.dmg`'],
  ['latest.yml', 'a line with `!` leaves it out'],
  ['*.AppImage', undefined],
  ['"*.zip"', 'the quotes count as part of the name: leave them out'],
] as const)('a pattern %s that matches nothing: %s', ([pattern, hint]) => {
  if (hint === undefined) expect(assetHint(pattern, NAMES)).toBeUndefined()
  else expect(assetHint(pattern, NAMES)).toContain(hint)
})

test('a release without assets has no similar names', () => {
  expect(assetHint('*', [])).toBe('the release has no assets')
})

test('names of assets are printed safely on one line, at most three', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string({ unit: 'binary' })), (pattern, names) => {
      const hint = assetHint(pattern, names) ?? ''
      expect(hint).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|##\[/u)
      expect(hint.length).toBeLessThan(800)
    }),
  )
})
