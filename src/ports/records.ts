/** The records of a step, as its job sees them. */
import type { Keeping } from '../core/telling/next-attempt.ts'
import type { CheckpointCache, CheckpointStore } from '../ports.ts'

/** The records of one step's objects, here and in the Actions cache. */
export interface StepRecordsPort {
  open(keys: readonly string[]): { readonly checkpoints: CheckpointStore; readonly cache: CheckpointCache }
  /** Saves what is recorded to the Actions cache; nothing where nothing was opened. */
  save(deadlineMs: number): Promise<void>
  /** @returns what a later attempt can go on from, once they are saved. */
  keeping(): Keeping
  /** Removes records of objects that need none any more. */
  forget(objectIds: readonly string[]): void
  /** Ends what is under way. */
  close(): void
}
