/** Access to the public address: requests as any reader makes them, without credentials. */
import type { ReaderAnswer } from '../core/readers/finding.ts'

/** One request of a reader. */
export interface ReaderQuestion {
  readonly key: string
  readonly method: 'HEAD' | 'GET'
  /** Undefined: the whole object. */
  readonly range: { readonly startBytes: number; readonly endBytes: number } | undefined
  /** Limit up to which the answer's body is read. */
  readonly maxBytes: number
  readonly signal: AbortSignal
}

export interface Readers {
  /** Whether the URLs are signed, which allows only GET. */
  readonly isSigned: boolean
  /** Asks once, after redirects. Rejects with the signal's reason alone. */
  ask(question: ReaderQuestion): Promise<ReaderAnswer>
  /** @returns the object's URL as it may be shown: without a signature. */
  shownUrl(key: string): string
}

export type TaskState = 'waiting' | 'done' | 'failed'

/** A CDN in front of the bucket that can be asked to refresh objects. */
export interface CdnRefresh {
  /** @returns the keys in groups that one call takes. */
  batches(keys: readonly string[]): readonly (readonly string[])[]
  /**
   * One call, never repeated. Throws an ActionError whose fault says what the failure means; the signal's reason if it is aborted.
   * @returns the tasks that the service created; empty if it names none
   */
  refresh(keys: readonly string[], signal: AbortSignal): Promise<readonly string[]>
  /** @returns how many objects may still be refreshed today; undefined where that is not told. Rejects with the signal's reason alone. */
  remaining(signal: AbortSignal): Promise<number | undefined>
  /** @returns how far these tasks are, by ID; undefined where that is not told. Rejects with the signal's reason alone. */
  taskStates(taskIds: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, TaskState> | undefined>
}
