/** What kept an upload from being faster, as far as that can be told. Pure. */

export type Limitation = 'cpu' | 'disk' | 'throttling' | 'link' | 'connections'

export interface LimitFacts {
  /** Time in which requests were wanted, and how much of it this process computed. */
  readonly wantedMs: number
  readonly busyMs: number
  /** Time of all requests with a body, failed ones included, and how much of it nothing could be sent since the disk had not delivered. */
  readonly requestMs: number
  readonly diskMs: number
  /** What last kept the number of connections from rising; undefined where nothing did, or the user set it. */
  readonly limitedBy: LimitedBy | undefined
}

/** What keeps the number of connections from rising: refusals, more of them bringing nothing, or there being as many as are ever opened. */
export type LimitedBy = 'service' | 'link' | 'most'

/** In less time nothing can be told. */
const LEAST_MS = 2000
const MOSTLY_BUSY = 0.9
const MOSTLY_WAITING = 0.5

/** @returns what the upload was limited by; undefined where that cannot be told. */
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

/** @returns the limitation for people: `limited by the link`. */
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
