/** The inputs that say what is done for those who read what is published. */
import { parseDuration } from '../../core/text/quantities.ts'
import type { InputReader } from './reader.ts'

/** Whether the step asks for its objects as anybody would. */
export type CheckPublic =
  /** One look at one object, which at most makes a notice. */
  | { readonly kind: 'note' }
  | { readonly kind: 'off' }
  /** Pointer files wait until readers get everything else right. */
  | { readonly kind: 'wait'; readonly durationMs: number }

export interface ReadersInputs {
  readonly checkPublic: CheckPublic
}

const DEFAULT_WAIT_MS = 600_000
const MIN_WAIT_MS = 1000
const MAX_WAIT_MS = 86_400_000

/** @returns the inputs; what is wrong with them is in the reader's problems. */
export function readReadersInputs(reader: InputReader): ReadersInputs {
  return { checkPublic: readCheckPublic(reader) }
}

function readCheckPublic(reader: InputReader): CheckPublic {
  const value = reader.input('check-public').toLowerCase()
  if (value === '' || value === 'note') return { kind: 'note' }
  if (value === 'false') return { kind: 'off' }
  if (value === 'true') return { kind: 'wait', durationMs: DEFAULT_WAIT_MS }
  const durationMs = parseDuration(value)
  const name = { input: 'check-public', value }
  if (durationMs === undefined) {
    const problem = 'is none of `note`, `true`, `false`, and no duration such as `10m`'
    reader.problems.push({ ...name, problem, write: 'check-public: true' })
  } else if (durationMs < MIN_WAIT_MS || durationMs > MAX_WAIT_MS) {
    const nearest = durationMs < MIN_WAIT_MS ? '1s' : '24h'
    reader.problems.push({ ...name, problem: 'is outside 1s to 24h', write: `check-public: ${nearest}` })
  }
  return { kind: 'wait', durationMs: durationMs ?? DEFAULT_WAIT_MS }
}
