/** What limited the rate of an upload, if that is known. Pure. */

export type Limitation = 'cpu' | 'disk' | 'throttling' | 'link' | 'connections'

export interface LimitFacts {
  /** Time in which there were requests to send, and how much of it this process computed. */
  readonly wantedMs: number
  readonly busyMs: number
  /** Time of all requests with a body, including failed ones, and how much of it they waited for the disk. */
  readonly requestMs: number
  readonly diskMs: number
  /** What last kept the number of connections from rising; undefined if nothing did, or the user set it. */
  readonly limitedBy: LimitedBy | undefined
}

/** What keeps the number of connections from rising: refusals of the service, no gain from more of them, or the highest limit. */
export type LimitedBy = 'service' | 'link' | 'most'

/** In less time nothing can be measured. */
const LEAST_MS = 2000
const MOSTLY_BUSY = 0.9
const MOSTLY_WAITING = 0.5

/** @returns what limited the upload; undefined if that is unknown. */
export function findLimitation(facts: LimitFacts): Limitation | undefined {
  if (facts.wantedMs < LEAST_MS) return undefined
  if (facts.busyMs > facts.wantedMs * MOSTLY_BUSY) return 'cpu'
  if (facts.diskMs > facts.requestMs * MOSTLY_WAITING) return 'disk'
  switch (facts.limitedBy) {
    case 'service':
      return 'throttling'
    case 'link':
      return 'link'
    case 'most':
      return 'connections'
    case undefined:
      return undefined
  }
}

/** @returns the limitation in words: `limited by the link`. */
export function formatLimitation(limitation: Limitation): string {
  switch (limitation) {
    case 'cpu':
      return "limited by this machine's CPU"
    case 'disk':
      return 'limited by the disk'
    case 'throttling':
      return 'limited by OSS, which asked for fewer requests'
    case 'link':
      return 'limited by the link'
    case 'connections':
      return 'limited by what so many connections carry'
  }
}
