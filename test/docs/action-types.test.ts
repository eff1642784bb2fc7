import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readActionManifest } from '../../scripts/action-manifest.ts'
import { readInputs } from '../../src/action/inputs/inputs.ts'
import { asActionError } from '../../src/core/errors/errors.ts'

/** https://github.com/typesafegithub/github-actions-typing */
interface Typing {
  readonly type: 'string' | 'boolean' | 'integer' | 'float' | 'enum' | 'list'
  readonly 'allowed-values'?: readonly string[]
}

const types = parse(readFileSync('action-types.yml', 'utf8')) as {
  readonly inputs: Readonly<Record<string, Typing>>
  readonly outputs: Readonly<Record<string, Typing>>
}
const manifest = readActionManifest()

test('every input and output of action.yml has a type, in the same order', () => {
  expect(Object.keys(types.inputs)).toEqual(manifest.inputs.map(({ name }) => name))
  expect(Object.keys(types.outputs)).toEqual(manifest.outputs.map(({ name }) => name))
})

test('defaults are of their type', () => {
  const withDefaults = manifest.inputs.filter(({ default: value }) => value !== undefined)
  expect(withDefaults.length).toBeGreaterThan(10)
  for (const { name, default: value } of withDefaults) {
    const { type, 'allowed-values': allowed } = types.inputs[name] ?? { type: 'string' }
    if (type === 'boolean') expect(['true', 'false']).toContain(value)
    if (type === 'integer') expect(value).toMatch(/^\d+$/)
    if (type === 'enum') expect(allowed).toContain(value)
  }
})

test('the action accepts each allowed value of an enum, and no other', () => {
  const enums = Object.entries(types.inputs).filter(([, { type }]) => type === 'enum')
  expect(enums.map(([name]) => name)).toEqual(expect.arrayContaining(['overwrite', 'publish', 'layout', 'resume']))
  for (const [name, { 'allowed-values': allowed = [] }] of enums) {
    for (const value of allowed) expect(`${name}: ${problemOf(name, value)}`).not.toContain(`\`${name}\` (`)
    expect(problemOf(name, 'neither-of-them')).toContain(`\`${name}\` (`)
  }
})

/** @returns what the action says of the inputs if this one has this value and the others are empty. */
function problemOf(name: string, value: string): string {
  try {
    readInputs({ input: (asked) => (asked === name ? value : ''), environment: () => '' })
    return ''
  } catch (error) {
    return asActionError(error)?.message ?? String(error)
  }
}
