/** Whether readers get what was published. */
import type { ActionError } from '../errors/errors.ts'

export type ReadersOutcome =
  /** Readers get every object that was checked. */
  | { readonly kind: 'right'; readonly count: number; readonly waitedMs: number }
  /** Published, but readers do not get it. */
  | { readonly kind: 'wrong'; readonly errors: readonly ActionError[] }
