import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

test('tests run on the Node on which action.yml runs the action', () => {
  const { runs } = parse(readFileSync('action.yml', 'utf8')) as { readonly runs: { readonly using: string } }
  expect(runs.using).toBe('node24')
  expect(process.version).toMatch(/^v24\./)
})
