import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'

/** What the runner reads from an `action.yml`. */
export interface ActionManifest {
  readonly name: string
  /** In the order of the file. */
  readonly inputs: readonly ActionInput[]
  readonly main: string
  readonly post: string | undefined
  /** A condition; `always()` unless the file says otherwise. */
  readonly postIf: string
}

export interface ActionInput {
  readonly name: string
  /** May contain `${{ }}`; an input without one is empty. */
  readonly default: string | undefined
  readonly deprecationMessage: string | undefined
}

/**
 * The manifest of the action in this folder. Throws if the action does not run on Node 24.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax
 */
export async function readManifest(folder: string): Promise<ActionManifest> {
  const file: unknown = parse(await readFile(join(folder, 'action.yml'), 'utf8'))
  if (!isRecord(file) || !isRecord(file.runs)) throw new Error('action.yml has no runs')
  const { using, main, post } = file.runs
  if (using !== 'node24') throw new Error(`action.yml runs on ${String(using)}, the sandbox has node24 only`)
  if (typeof main !== 'string') throw new Error('action.yml names no main')
  const inputs = isRecord(file.inputs) ? file.inputs : {}
  return {
    name: String(file.name),
    inputs: Object.entries(inputs).map(([name, input]) => parseInput(name, input)),
    main,
    post: typeof post === 'string' ? post : undefined,
    postIf: text(file.runs['post-if']) ?? 'always()',
  }
}

function parseInput(name: string, input: unknown): ActionInput {
  const fields = isRecord(input) ? input : {}
  return { name, default: text(fields.default), deprecationMessage: text(fields.deprecationMessage) }
}

/** YAML booleans and numbers count as the text that is written. */
function text(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
