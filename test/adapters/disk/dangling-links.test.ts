import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { mayPassOver, pointsNowhere } from '../../../src/adapters/disk/dangling-links.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'links-'))
  mkdirSync(join(folder, 'deep'))
  writeFileSync(join(folder, 'deep', 'a.bin'), '')
  symlinkSync('a.bin', join(folder, 'deep', 'link.bin'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('folders whose links all point somewhere need no second search', () => {
  expect(mayPassOver([folder], 100)).toBe(false)
  expect(pointsNowhere(join(folder, 'deep', 'link.bin'))).toBe(false)
})

test.for([
  ['nowhere', 'gone.bin'],
  ['in a circle', 'other.bin'],
] as const)('a link that leads %s needs one', ([, target]) => {
  symlinkSync(target, join(folder, 'deep', 'other.bin'))
  expect(pointsNowhere(join(folder, 'deep', 'other.bin'))).toBe(true)
  expect(mayPassOver([folder], 100)).toBe(true)
})

test('so do folders with more entries than are worth looking at, and what is no folder', () => {
  expect(mayPassOver([folder], 2)).toBe(true)
  expect(mayPassOver([join(folder, 'deep', 'a.bin')], 100)).toBe(true)
})
