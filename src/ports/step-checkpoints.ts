/** The records of a step, as its job sees them. */
import type { Keeping } from '../core/telling/next-attempt.ts'
import type { CheckpointCache, CheckpointStore } from '../ports.ts'

/** The records of one step's objects, here and in the Actions cache. */
export interface StepCheckpoints {
  open(keys: readonly string[]): { readonly checkpoints: CheckpointStore; readonly cache: CheckpointCache }
  /** Saves what is recorded to the Actions cache; does nothing if none were opened. */
  save(deadlineMs: number): Promise<void>
  /** @returns what a later attempt can continue from, once they are saved. */
  keeping(): Promise<Keeping>
  /** Removes records of objects that no longer need one. */
  forget(objectIds: readonly string[]): void
  /** Ends calls that are under way, and waits until all is written, unless the disk takes too long. */
  close(): Promise<void>
}
