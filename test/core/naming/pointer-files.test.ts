import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { keyMatcher } from '../../../src/core/naming/key-pattern.ts'
import { patternsOfUser, pointerFiles } from '../../../src/core/naming/pointer-files.ts'
import { waveOf } from '../../../src/core/plan/waves.ts'

test('the pointer files are those of action.yml, in its order', () => {
  const manifest = parse(readFileSync('action.yml', 'utf8')) as {
    readonly inputs: Readonly<Record<string, { readonly default?: string }>>
  }
  expect(pointerFiles()).toEqual(manifest.inputs['publish-last']?.default?.split('\n'))
})

test('patterns of the default do not count as the user’s', () => {
  expect(patternsOfUser([...pointerFiles(), 'MINE.txt'])).toEqual(['MINE.txt'])
})

test.each([
  ...['latest-mac.yml', 'nightly-linux.yml', 'dev.yml', 'latest.json', 'latest.txt', 'update.json', 'appcast-beta.xml'],
  ...['Setup.appinstaller', 'RELEASES', 'RELEASES-stable', 'releases.win.json', 'assets.win.json', 'VERSION'],
  ...['charts/index.yaml', 'noarch/repodata.json', 'el9/repodata/repomd.xml', 'index.html', 'main/Packages.gz'],
])('%s points to other files', (key) => {
  expect(waveOf(key, pointerFiles().map(keyMatcher))).toBeGreaterThan(0)
})

test('the files of an apt repository are published so that the file that is read first comes last', () => {
  const waves = ['Packages', 'Packages.xz', 'Release', 'Release.gpg', 'InRelease'].map((name) =>
    waveOf(`dists/stable/${name}`, pointerFiles().map(keyMatcher)),
  )
  expect(waves.map((wave) => wave - pointerFiles().length)).toEqual([-3, -3, -2, -1, 0])
})
