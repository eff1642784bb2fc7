/** The inputs of a release that is built by several jobs: hold, publish what is held, abandon it, divide the files. */

import { holdNameProblem } from '../../core/records/held.ts'
import { type HeldSource, parseHeldSources } from '../../core/records/held-sources.ts'
import { parseShard, type Shard } from '../../core/records/shard.ts'
import { refuseOthers } from './modes.ts'
import type { InputReader } from './reader.ts'

/** What this step is to do. */
type Mode =
  | { readonly kind: 'upload' }
  | { readonly kind: 'hold'; readonly name: string }
  | { readonly kind: 'publish-held'; readonly sources: readonly HeldSource[] }
  | { readonly kind: 'abandon-held'; readonly sources: readonly HeldSource[] }

export interface HeldInputs {
  readonly mode: Mode
  readonly shard: Shard | undefined
  /** GitHub's description of this job within its matrix; undefined: none was passed. */
  readonly jobContext: string | undefined
}

/** @returns what the step is to do; what is wrong with the inputs is in the reader's problems. */
export function readHeldInputs(reader: InputReader): HeldInputs {
  const mode = readMode(reader)
  const shard = readShard(reader)
  const isShare = mode.kind === 'upload' && shard !== undefined && shard.count > 1
  refuseOthers(reader, isShare ? 'shard' : mode.kind)
  return { mode, shard, jobContext: readJobContext(reader) }
}

/** Runners other than GitHub's may leave the contexts of the default empty. */
function readJobContext(reader: InputReader): string | undefined {
  const value = reader.input('job-context')
  return /^\d+\/\d+ /.test(value) ? value : undefined
}

function readMode(reader: InputReader): Mode {
  const modes = (['publish-held', 'abandon-held'] as const).filter((name) => reader.input(name) !== '')
  const [mode] = modes
  if (mode === undefined)
    return reader.input('publish').toLowerCase() === 'hold'
      ? { kind: 'hold', name: readHoldName(reader) }
      : { kind: 'upload' }
  if (modes.length > 1)
    reader.problems.push({
      input: 'abandon-held',
      problem: 'conflicts with `publish-held`',
      write: 'publish-held: linux',
    })
  const { sources, problems } = parseHeldSources(reader.input(mode))
  for (const { line, problem } of problems)
    reader.problems.push({ input: mode, value: line, problem, write: `${mode}: |\n      linux\n      windows` })
  if (sources.length === 0 && problems.length === 0)
    reader.problems.push({ input: mode, problem: 'names no leg', write: `${mode}: linux` })
  return { kind: mode, sources }
}

function readHoldName(reader: InputReader): string {
  const value = reader.input('hold-name')
  const write = 'hold-name: ${{ matrix.os }}'
  const problem =
    value === ''
      ? 'is required with `publish: hold`: a name for this leg that no other leg of the run has'
      : holdNameProblem(value)
  if (problem !== undefined) reader.problems.push({ input: 'hold-name', value, problem, write })
  return value
}

function readShard(reader: InputReader): Shard | undefined {
  const value = reader.input('shard')
  if (value === '') return undefined
  const shard = parseShard(value)
  if (shard === undefined) {
    const problem = 'is not `i/n` with 0 ≤ i < n ≤ 256'
    reader.problems.push({
      input: 'shard',
      value,
      problem,
      write: 'shard: ${{ strategy.job-index }}/${{ strategy.job-total }}',
    })
  }
  return shard
}
