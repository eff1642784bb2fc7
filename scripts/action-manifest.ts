/** action.yml as the documents need it: inputs in their groups, and outputs. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

/** The questions that the inputs answer, in the order of the tables. */
export const GROUPS = ['what', 'where', 'who', 'visible', 'readers', 'github', 'speed', 'rarely', 'internal'] as const
export type Group = (typeof GROUPS)[number]

export interface DocumentedInput {
  readonly name: string
  /** As the comment above it in action.yml says; undefined above the first of them. */
  readonly group: Group | undefined
  readonly description: string
  readonly required: boolean
  /** What an enumerated input takes, as action-types.yml has it; empty for others. */
  readonly values: readonly string[]
  readonly default: string | undefined
}

export interface DocumentedOutput {
  readonly name: string
  readonly description: string
}

export interface ActionManifest {
  readonly inputs: readonly DocumentedInput[]
  readonly outputs: readonly DocumentedOutput[]
}

interface ManifestFile {
  readonly inputs: Readonly<
    Record<string, { readonly description: string; readonly required?: boolean; readonly default?: string }>
  >
  readonly outputs: Readonly<Record<string, { readonly description: string }>>
}

interface TypesFile {
  readonly inputs: Readonly<Record<string, { readonly 'allowed-values'?: readonly string[] } | undefined>>
}

/** @returns inputs and outputs in the order of action.yml. */
export function readActionManifest(): ActionManifest {
  const text = readFileSync('action.yml', 'utf8')
  const { inputs, outputs } = parse(text) as ManifestFile
  const groups = groupsOf(text)
  const types = parse(readFileSync('action-types.yml', 'utf8')) as TypesFile
  return {
    inputs: Object.entries(inputs).map(([name, input]) => ({
      name,
      group: groups.get(name),
      description: input.description,
      required: input.required === true,
      values: types.inputs[name]?.['allowed-values'] ?? [],
      default: input.default,
    })),
    outputs: Object.entries(outputs).map(([name, { description }]) => ({ name, description })),
  }
}

/** @returns the group of each input, as the comments of action.yml give it: `# what`, `# where` and so on. */
function groupsOf(text: string): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>()
  let group: Group | undefined
  for (const line of text.split(/\r?\n/)) {
    const title = /^ {2}# (\w+)$/.exec(line)?.[1]
    group = GROUPS.find((known) => known === title) ?? group
    const name = /^ {2}([a-z0-9-]+):$/.exec(line)?.[1]
    if (name !== undefined && group !== undefined) groups.set(name, group)
  }
  return groups
}
