/** The states of a step. Every state can be cancelled; a test sends the signal in each of them. */
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

/** @returns the line of the debug log when a state begins: the last one shows where the step was when it ended. */
export function stateLine(state: State): string {
  return `State: ${state}.`
}
