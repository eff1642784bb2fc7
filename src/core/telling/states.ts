/** What a step may be busy with. Every state can be cancelled; a test sends the signal in each of this list. */
export const STATES = [
  'starting',
  'searching',
  'signing',
  'restoring',
  'looking',
  'aborting',
  'transferring',
  'publishing',
  'refreshing',
  'checking',
  'holding',
  'collecting',
  'abandoning',
  'telling',
  'saving',
] as const

export type State = (typeof STATES)[number]

/** @returns what the debug log says as a state begins, so that a log shows where a step was when it was ended. */
export function stateLine(state: State): string {
  return `State: ${state}.`
}
