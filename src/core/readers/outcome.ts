/** What became of the way to the readers. */
import type { ActionError } from '../errors/errors.ts'

export type ReadersOutcome =
  /** Readers get every object that was asked for. */
  | { readonly kind: 'right'; readonly count: number; readonly waitedMs: number }
  /** Published, and yet readers do not get it. */
  | { readonly kind: 'wrong'; readonly errors: readonly ActionError[] }
