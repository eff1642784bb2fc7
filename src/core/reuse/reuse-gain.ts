/** Whether copying inside OSS saves time. Pure: everything that was measured comes in. */
import type { ReusePlan } from './plan-reuse.ts'

/** What a release asks of the link and of OSS. */
interface ReuseWork {
  readonly sentBytes: number
  readonly sentRequests: number
  readonly copiedBytes: number
  readonly copyRequests: number
}

/** As measured in this run, or as known from others. */
export interface ReuseRates {
  readonly sentBytesPerSecond: number
  /** Of a request without a body, from its start to its answer. */
  readonly requestMs: number
  /** Requests that send at once. */
  readonly sendLanes: number
  /** What OSS copies on one request. */
  readonly copiedBytesPerSecond: number
  /** Copies at once. */
  readonly copyLanes: number
}

/** Less than so much of the time is not worth what copies bring with them: permissions, an index to be written, requests that are billed. */
const MIN_GAIN = 0.05

/** @returns milliseconds that the work takes: copies are made beside sending, so that the slower of both decides. */
export function reuseMs(work: ReuseWork, rates: ReuseRates): number {
  const { requestMs, sendLanes, copyLanes } = rates
  const sendMs = (1000 * work.sentBytes) / rates.sentBytesPerSecond + (work.sentRequests * requestMs) / sendLanes
  const copyMs = (1000 * work.copiedBytes) / rates.copiedBytesPerSecond + work.copyRequests * requestMs
  // One copy is made by one request, however many there could be.
  return Math.max(sendMs, copyMs / Math.max(1, Math.min(copyLanes, work.copyRequests)))
}

/**
 * @param plan the work with everything reused that can be
 * @param whole the work where everything is sent
 * @param extraMs what reuse costs beside: reading files before they are sent, reading and writing the index
 * @returns whether the plan saves time worth its while. Where something is not measured yet (a rate that is not above zero) it does not.
 */
export function savesTime({
  plan,
  whole,
  rates,
  extraMs,
}: {
  readonly plan: ReuseWork
  readonly whole: ReuseWork
  readonly rates: ReuseRates
  readonly extraMs: number
}): boolean {
  const withReuseMs = reuseMs(plan, rates) + extraMs
  return withReuseMs < (1 - MIN_GAIN) * reuseMs(whole, rates)
}

/** A file, the plan for it, and in how many parts it is sent where nothing is copied. */
interface PlannedReuse {
  readonly plan: ReusePlan
  readonly sizeBytes: number
  readonly partsWhole: number
}

/** @returns the work of all files by their plans. An object that is copied whole is copied in one request. */
export function workOf(files: readonly PlannedReuse[]): ReuseWork {
  return files.map(workOfFile).reduce(
    (sum, work) => ({
      sentBytes: sum.sentBytes + work.sentBytes,
      sentRequests: sum.sentRequests + work.sentRequests,
      copiedBytes: sum.copiedBytes + work.copiedBytes,
      copyRequests: sum.copyRequests + work.copyRequests,
    }),
    { sentBytes: 0, sentRequests: 0, copiedBytes: 0, copyRequests: 0 },
  )
}

function workOfFile({ plan, sizeBytes, partsWhole }: PlannedReuse): ReuseWork {
  switch (plan.kind) {
    case 'send':
      return { sentBytes: sizeBytes, sentRequests: partsWhole, copiedBytes: 0, copyRequests: 0 }
    case 'copy-whole':
      return { sentBytes: 0, sentRequests: 0, copiedBytes: sizeBytes, copyRequests: 1 }
    case 'parts': {
      const copyRequests = plan.parts.filter(({ kind }) => kind === 'copy').length
      const { copiedBytes } = plan
      return {
        sentBytes: sizeBytes - copiedBytes,
        sentRequests: plan.parts.length - copyRequests,
        copiedBytes,
        copyRequests,
      }
    }
  }
}
