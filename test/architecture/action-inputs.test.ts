import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readInputs } from '../../src/action/inputs/inputs.ts'
import type { InputSource } from '../../src/ports.ts'

const manifest = parse(readFileSync('action.yml', 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>
}

/** @returns the names of the inputs that are read where these are set. */
function inputsRead(values: Readonly<Record<string, string>>): ReadonlySet<string> {
  const names = new Set<string>()
  const source: InputSource = {
    input: (name) => {
      names.add(name)
      return values[name] ?? ''
    },
    environment: () => '',
  }
  try {
    readInputs(source)
  } catch {
    // What is wrong with the inputs is told only after all were read.
  }
  return names
}

test('the action reads exactly the inputs that action.yml has', () => {
  const read = new Set([
    // Taken out of the environment before any other is read.
    'github-token',
    ...inputsRead({}),
    ...inputsRead({ 'access-key-id': 'LTAIfake', 'access-key-secret': 'not-a-secret' }),
    ...inputsRead({ publish: 'hold' }),
    ...inputsRead({ 'role-to-assume': 'acs:ram::1234567890123456:role/upload' }),
  ])
  expect([...read].sort()).toEqual(Object.keys(manifest.inputs).sort())
})

test('defaults of action.yml are values that the action takes', () => {
  const defaults = Object.entries(manifest.inputs).map(([name, { default: value = '' }]) => [name, value])
  const needed = {
    path: 'app.exe',
    bucket: 'my-bucket',
    region: 'cn-hangzhou',
    'access-key-id': 'LTAIfake',
    'access-key-secret': 'not-a-secret',
  }
  const values: Readonly<Record<string, string>> = { ...Object.fromEntries(defaults), ...needed }
  expect(() => readInputs({ input: (name) => values[name] ?? '', environment: () => '' })).not.toThrow()
})
