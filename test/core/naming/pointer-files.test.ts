import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { patternsOfUser, pointerFiles } from '../../../src/core/naming/pointer-files.ts'

test('the pointer files are those of action.yml, in its order', () => {
  const manifest = parse(readFileSync('action.yml', 'utf8')) as {
    readonly inputs: Readonly<Record<string, { readonly default?: string }>>
  }
  expect(pointerFiles()).toEqual(manifest.inputs['publish-last']?.default?.split('\n'))
})

test('patterns of the default are none of the user', () => {
  expect(patternsOfUser([...pointerFiles(), 'VERSION.txt'])).toEqual(['VERSION.txt'])
})
