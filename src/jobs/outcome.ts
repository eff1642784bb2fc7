/** Where a job hands its result. */
import type { Keeping } from '../core/telling/next-attempt.ts'
import type { RunResult } from '../engine/publish/run-result.ts'

/** Exit code of a step that was cancelled: 128 and SIGINT's number. */
export const CANCELLED = 130

export interface Outcome {
  /**
   * Sets the outputs, also after a failure: what is published is told.
   * @returns what writes log and job summary once it is known what a later attempt can go on from, and returns the exit code
   */
  hand(result: RunResult): Promise<(keeping: Keeping) => Promise<number>>
  /** Sets single outputs. Throws an ActionError where the runner does not take them. */
  set(outputs: Readonly<Record<string, string>>): void
}
