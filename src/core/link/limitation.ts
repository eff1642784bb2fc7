/** What limited the rate of an upload, if that is known. Pure. */

/** What kept the rate from being higher. */
export type Limitation = 'cpu' | 'disk' | 'throttling' | 'link' | 'connections'

/** What was measured during an upload. */
export interface LimitFacts {
  /** Time in which there were requests to send, and how much of it requests with a body were under way. */
  readonly wantedMs: number
  readonly sendingMs: number
  /** How much of it the main thread was busy, and for how long it waited for the disk meanwhile. */
  readonly busyMs: number
  readonly blockedMs: number
  /** Time of all requests with a body, of those that failed, and how much of it the others waited for the disk. */
  readonly requestMs: number
  readonly failedMs: number
  readonly diskMs: number
  /** What last kept the number of connections from rising; undefined if nothing did, or the user set it. */
  readonly limitedBy: LimitedBy | undefined
}

/** What keeps the number of connections from rising: refusals of the service, no gain from more of them, or the highest limit. */
export type LimitedBy = 'service' | 'link' | 'most'

/** In less time nothing can be measured. */
const LEAST_MS = 2000
const MOSTLY_BUSY = 0.9
/** A thread that is busier than this answers the disk late itself. */
const RATHER_BUSY = 0.7
const MOSTLY = 0.5

/** @returns what limited the upload; undefined if that is unknown. */
export function findLimitation(facts: LimitFacts): Limitation | undefined {
  const { wantedMs, blockedMs, requestMs } = facts
  if (wantedMs < LEAST_MS) return undefined
  const computedMs = facts.busyMs - blockedMs
  if (computedMs > wantedMs * MOSTLY_BUSY) return 'cpu'
  // What was copied, failed, or waited for its next try says nothing about disk and link.
  const isSending = facts.sendingMs > wantedMs * MOSTLY
  const isDiskSlow = computedMs < wantedMs * RATHER_BUSY && facts.diskMs > requestMs * MOSTLY
  if (isSending && (isDiskSlow || blockedMs > wantedMs * MOSTLY)) return 'disk'
  if (facts.limitedBy === 'service') return 'throttling'
  if (!isSending || facts.failedMs > requestMs * MOSTLY) return undefined
  switch (facts.limitedBy) {
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
