/** Whether copying inside OSS saves time. Pure: measurements are passed in. */
import { joinCopies, type ReusePlan } from './plan-reuse.ts'

/** The work of a file for the link and for OSS. */
interface ReuseWork {
  readonly sentBytes: number
  readonly sentRequests: number
  readonly copiedBytes: number
  readonly copyRequests: number
}

/** Rates as measured in this run, or known from others. */
export interface ReuseRates {
  readonly sentBytesPerSecond: number
  /** Duration of a request without a body, from its start to its answer. */
  readonly requestMs: number
  /** Requests that send at the same time. */
  readonly sendLanes: number
  /** Rate at which OSS copies in one request. */
  readonly copiedBytesPerSecond: number
  /** Simultaneous copies. */
  readonly copyLanes: number
}

/** A smaller fraction of saved time is not worth the cost of copies: permissions, an index to be written, requests that are billed. */
const MIN_GAIN = 0.05

/** @returns the duration of the work in milliseconds: copies are made while others are sent, so the slower of both decides. */
export function reuseMs(work: ReuseWork, rates: ReuseRates): number {
  const { requestMs, sendLanes, copyLanes } = rates
  const sendMs = (1000 * work.sentBytes) / rates.sentBytesPerSecond + (work.sentRequests * requestMs) / sendLanes
  const copyMs = (1000 * work.copiedBytes) / rates.copiedBytesPerSecond + work.copyRequests * requestMs
  // One copy is made by one request, however many there could be.
  return Math.max(sendMs, copyMs / Math.max(1, Math.min(copyLanes, work.copyRequests)))
}

/**
 * @param plan the work with all possible reuse
 * @param whole the work if everything is sent
 * @returns whether the plan saves enough time; false if a rate is not measured yet (not above zero).
 */
export function savesTime({
  plan,
  whole,
  rates,
}: {
  readonly plan: ReuseWork
  readonly whole: ReuseWork
  readonly rates: ReuseRates
}): boolean {
  return reuseMs(plan, rates) < (1 - MIN_GAIN) * reuseMs(whole, rates)
}

/** A file, its plan, and its number of parts if nothing is copied. */
interface PlannedReuse {
  readonly plan: ReusePlan
  readonly sizeBytes: number
  readonly partsWhole: number
  /** Size of a copy that has more than one part. */
  readonly joinedBytes: number
}

/** @returns the work of a file by its plan. An object that is copied whole is copied in one request. */
export function workOf({ plan, sizeBytes, partsWhole, joinedBytes }: PlannedReuse): ReuseWork {
  switch (plan.kind) {
    case 'send':
      return { sentBytes: sizeBytes, sentRequests: partsWhole, copiedBytes: 0, copyRequests: 0 }
    case 'copy-whole':
      return { sentBytes: 0, sentRequests: 0, copiedBytes: sizeBytes, copyRequests: 1 }
    case 'parts': {
      const { copiedBytes } = plan
      const copied = plan.parts.filter((part) => part.kind === 'copy')
      return {
        sentBytes: sizeBytes - copiedBytes,
        sentRequests: plan.parts.length - copied.length,
        copiedBytes,
        copyRequests: joinCopies(copied, joinedBytes).length,
      }
    }
  }
}
