/** What receives the result of a job. */
import type { Keeping } from '../core/telling/next-attempt.ts'
import type { RunResult } from '../engine/publish/run-result.ts'

/** Exit code of a step that was cancelled: 128 and SIGINT's number. */
export const CANCELLED = 130

export interface Outcome {
  /**
   * Sets the outputs, also after a failure: they name what is published.
   * @returns a function that writes log and job summary, once it is known what a later attempt can continue from, and returns the exit code
   */
  setOutputs(result: RunResult): Promise<(keeping: Keeping) => Promise<number>>
  /** Sets single outputs. Throws an ActionError if they cannot be written. */
  set(outputs: Readonly<Record<string, string>>): void
}
