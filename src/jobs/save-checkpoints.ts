/** Saves the records of a job to the Actions cache before it ends. */
import { stateLine } from '../core/telling/states.ts'
import type { StepCheckpoints } from '../ports/step-checkpoints.ts'
import type { Reporter } from '../ports.ts'

/** How long the records may take to reach the Actions cache, in milliseconds. A runner leaves a cancelled step 7.5 s. */
const SAVE_ON_FAILURE_MS = 20_000
const SAVE_ON_CANCEL_MS = 4_000

/** Saves what is recorded to the Actions cache; if the step is cancelled meanwhile, within the time that the runner leaves it. */
export async function saveCheckpoints({
  records,
  signal,
  reporter,
}: {
  readonly records: StepCheckpoints
  readonly signal: AbortSignal
  readonly reporter: Reporter
}): Promise<void> {
  reporter.debug(stateLine('saving'))
  // A second save shortens the deadline of the one under way.
  const hasten = () => void records.save(SAVE_ON_CANCEL_MS)
  signal.addEventListener('abort', hasten)
  await records.save(signal.aborted ? SAVE_ON_CANCEL_MS : SAVE_ON_FAILURE_MS)
  signal.removeEventListener('abort', hasten)
}
