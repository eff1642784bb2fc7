/** Which inputs each kind of step takes: one table, from which inputs are refused and the documents are generated. */
import { patternsOfUser } from '../../core/naming/pointer-files.ts'
import { type InputReader, readLines } from './reader.ts'

/** `shard`: publishes only its share of the files, without `publish: hold`. */
export type StepKind = 'upload' | 'shard' | 'hold' | 'publish-held' | 'abandon-held'

/** All kinds, in the order in which the documents show them. */
export const STEPS: readonly StepKind[] = ['upload', 'shard', 'hold', 'publish-held', 'abandon-held']

interface Row {
  /** Steps in which it has an effect. */
  readonly takes: readonly StepKind[]
  /** Steps in which it is allowed and has no effect, so that jobs which share their inputs need not leave it out. */
  readonly ignores?: readonly StepKind[]
  /** Default in action.yml: an input with this value was not written by the user. */
  readonly unwritten?: string
}

const FILES = ['upload', 'shard', 'hold'] as const
const RELEASES = ['upload', 'shard', 'publish-held'] as const

const ROWS = {
  path: { takes: FILES },
  'from-release': { takes: FILES },
  'feed-urls': { takes: FILES, unwritten: 'keep' },
  layout: { takes: FILES, unwritten: 'pattern-root' },
  'if-no-files-found': { takes: FILES, unwritten: 'error' },
  'include-hidden-files': { takes: FILES, unwritten: 'false' },
  'follow-symbolic-links': { takes: FILES, unwritten: 'true' },
  'part-size': { takes: FILES, ignores: ['publish-held', 'abandon-held'], unwritten: 'auto' },
  shard: { takes: FILES },
  publish: { takes: FILES, unwritten: 'together' },
  'hold-name': { takes: ['hold'], ignores: ['upload', 'shard'] },
  'key-prefix': { takes: [...FILES, 'publish-held'], ignores: ['abandon-held'] },
  overwrite: { takes: [...FILES, 'publish-held'], unwritten: 'always' },
  headers: { takes: [...FILES, 'publish-held', 'abandon-held'] },
  checksums: { takes: ['upload', 'publish-held'], ignores: ['hold'] },
  'manifest-key': { takes: ['upload', 'publish-held'] },
  'publish-last': { takes: [...FILES, 'publish-held'] },
  version: { takes: ['upload', 'hold', 'publish-held'] },
  'allow-older': { takes: ['upload', 'publish-held'], unwritten: 'false' },
  'reuse-index': { takes: [...FILES, 'publish-held'] },
  'check-public': { takes: RELEASES, ignores: ['hold'], unwritten: 'note' },
  'cdn-refresh': { takes: RELEASES, ignores: ['hold'] },
  'cdn-endpoint': { takes: RELEASES, ignores: ['hold'] },
  'public-url': { takes: [...RELEASES, 'hold'] },
  'signed-url-expires': { takes: RELEASES, ignores: ['hold'] },
  resume: { takes: FILES, ignores: ['publish-held', 'abandon-held'], unwritten: 'true' },
  'checkpoint-dir': { takes: FILES, ignores: ['publish-held', 'abandon-held'] },
} as const satisfies Readonly<Record<string, Row>>

/** @returns the inputs of the table, in its order. All others say how a step reaches the bucket, and every step takes them. */
export function inputsOfSteps(): readonly string[] {
  return Object.keys(ROWS)
}

/** @returns what a kind of step does with an input of the table. */
export function useOf(input: string, step: StepKind): 'takes' | 'ignores' | 'refuses' {
  const row = rowOf(input)
  if (row === undefined || row.takes.includes(step)) return 'takes'
  return row.ignores?.includes(step) === true ? 'ignores' : 'refuses'
}

function rowOf(input: string): Row | undefined {
  return new Map<string, Row>(Object.entries(ROWS)).get(input)
}

/** Notes each input that this kind of step refuses. */
export function refuseOthers(reader: InputReader, step: StepKind): void {
  for (const input of inputsOfSteps()) {
    if (useOf(input, step) !== 'refuses' || !isWritten(reader, input)) continue
    reader.problems.push({ input, problem: problemOf(input, step), write: writeOf(input, step) })
  }
}

function isWritten(reader: InputReader, input: string): boolean {
  if (input === 'publish-last') return patternsOfUser(readLines(reader, input)).length > 0
  const value = reader.input(input)
  return value !== '' && value.toLowerCase() !== rowOf(input)?.unwritten
}

function problemOf(input: string, step: StepKind): string {
  if (step === 'hold') return 'conflicts with `publish: hold`: it belongs to the step that publishes'
  if (step === 'shard')
    return 'conflicts with `shard` without `publish: hold`: each runner would publish its share as if it were the whole release'
  const isOfFiles = rowOf(input)?.takes.includes('publish-held') !== true && input !== 'allow-older'
  return `conflicts with \`${step}\`${isOfFiles ? ', which needs no files' : ''}`
}

function writeOf(input: string, step: StepKind): string {
  return step === 'shard' ? 'publish: hold\n    hold-name: part-${{ strategy.job-index }}' : `# without \`${input}\``
}
