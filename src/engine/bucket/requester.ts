/** Sends a request until it is acknowledged, or a retry makes no sense. */
import { ActionError, asActionError, faultOf, formatFacts } from '../../core/errors/errors.ts'
import { isBusy, noteEffort, startBusyness } from '../../core/link/busyness.ts'
import type { Failed, Throttled } from '../../core/link/concurrency-state.ts'
import { decideRetry } from '../../core/link/retry.ts'
import { singleLine } from '../../core/text/text.ts'
import type { Sending } from '../../ports/objects.ts'
import type { Clock, Reporter, Signing } from '../../ports.ts'
import type { Limiter, Slot, Weight } from './limiter.ts'
import type { Progress } from './progress.ts'

/** One try of a request. */
export interface Try {
  readonly signal: AbortSignal
  readonly sending: Sending
}

interface Wanted<T> {
  /** For the log: `part 7 of app.exe`. */
  readonly what: string
  readonly weight: Weight
  /** Bytes of its body. */
  readonly sizeBytes: number
  readonly signal: AbortSignal
  /** A slot that the caller holds already; it is used for the first try. */
  readonly slot?: Slot
  /** Called with how many bytes of the body the kernel has taken in this try. */
  readonly onTaken?: (takenBytes: number) => void
  /** @param letGo releases the slot before the request is over, so that another request can be sent then */
  send(attempt: Try, letGo: () => void): Promise<T>
}

export interface Requester {
  /** @returns the answer; throws the last ActionError, the signal's reason, or `gave-up`. */
  run<T>(wanted: Wanted<T>): Promise<T>
}

interface RequesterOptions {
  readonly limiter: Limiter
  readonly progress: Progress
  readonly clock: Clock
  readonly signing: Signing
  readonly reporter: Reporter
  readonly giveUpAfterMs: number
}

interface Tally {
  failures: number
  partFailures: number
  repairs: number
}

/** @returns the sender of all requests of this action: limited, retried by kind of error, counted. */
export function createRequester(options: RequesterOptions): Requester {
  const { limiter, progress, clock } = options
  const effort = () => ({ nowMs: clock.nowMs(), busyMs: clock.busyMs() })
  let busyness = startBusyness(effort())
  let allTakenBytes = 0
  let feeding = 0

  async function once<T>(wanted: Wanted<T>, slot: Slot, furthest: { bytes: number }): Promise<T> {
    const startedMs = clock.nowMs()
    let connectedMs = startedMs
    let isFirst = false
    let takenBytes = 0
    let diskMs = 0
    let isFeeding = false
    let isAcknowledged = false
    const endTry = wanted.sizeBytes > 0 ? progress.trying(wanted.sizeBytes) : undefined
    const endFeeding = () => {
      if (isFeeding) feeding -= 1
      isFeeding = false
    }
    let isOver = false
    const sending: Sending = {
      onConnected(isNew) {
        connectedMs = clock.nowMs()
        isFirst = isNew
      },
      onDiskWait(waitedMs) {
        diskMs += waitedMs
      },
      onSent(sentBytes) {
        // The answer may come a moment before.
        if (isOver) return
        progress.onTheWay(sentBytes - takenBytes)
        allTakenBytes += sentBytes - takenBytes
        takenBytes = sentBytes
        wanted.onTaken?.(sentBytes)
        if (sentBytes >= wanted.sizeBytes) endFeeding()
        else if (!isFeeding) {
          isFeeding = true
          feeding += 1
        }
        const leftBytes = progress.leftBytes()
        limiter.observe({ kind: 'moving', nowMs: clock.nowMs(), takenBytes: allTakenBytes, feeding, leftBytes })
        if (sentBytes <= furthest.bytes) return
        furthest.bytes = sentBytes
        progress.moved()
      },
    }
    try {
      const answer = await wanted.send({ signal: wanted.signal, sending }, () => slot.release())
      isAcknowledged = true
      const { sizeBytes } = wanted
      progress.acknowledged(sizeBytes, clock.nowMs() - startedMs)
      // The wait for the disk did not matter for what was refused.
      progress.waitedForDisk(diskMs)
      // Without a body, what is of interest is the round trip; with one, all that it costs.
      const sinceMs = sizeBytes === 0 ? connectedMs : startedMs
      busyness = noteEffort(busyness, effort())
      const facts = { sizeBytes, isFirst, isBusy: isBusy(busyness, effort()), leftBytes: progress.leftBytes() }
      limiter.observe({ kind: 'acknowledged', ...timesOf(sinceMs), ...facts })
      return answer
    } catch (error) {
      const failure = failureOf(error, slot)
      if (failure !== undefined)
        limiter.observe({ ...failure, ...timesOf(startedMs), inFlight: Math.ceil(limiter.fullLoad) })
      throw wanted.signal.aborted ? wanted.signal.reason : error
    } finally {
      isOver = true
      endFeeding()
      endTry?.(isAcknowledged)
      progress.onTheWay(-takenBytes)
      slot.release()
    }
  }

  function timesOf(startedMs: number) {
    return { startedMs, nowMs: clock.nowMs(), inFlight: Math.ceil(limiter.load) }
  }

  async function run<T>(wanted: Wanted<T>): Promise<T> {
    const tally: Tally = { failures: 0, partFailures: 0, repairs: 0 }
    const furthest = { bytes: 0 }
    let slot = wanted.slot
    for (;;) {
      slot ??= await limiter.acquire(wanted.weight, wanted.signal)
      try {
        return await once(wanted, slot, furthest)
      } catch (error) {
        slot = undefined
        if (wanted.signal.aborted) throw error
        await recover({ ...options, error, tally, wanted })
      }
    }
  }

  return {
    async run(wanted) {
      progress.begin()
      try {
        return await run(wanted)
      } finally {
        progress.end()
      }
    },
  }
}

/** @returns the observation of a failed request for the controller; undefined if it says nothing about connections. */
function failureOf(
  error: unknown,
  { cost }: Pick<Slot, 'cost'>,
): Pick<Throttled, 'kind' | 'retryAfterMs' | 'cost'> | Pick<Failed, 'kind'> | undefined {
  const fault = faultOf(error)
  if (fault === 'busy') return { kind: 'throttled', retryAfterMs: asActionError(error)?.facts.retryAfterMs, cost }
  return fault === 'network' || fault === 'unreachable' ? { kind: 'failed' } : undefined
}

/** Waits or repairs so that the request can be sent again; throws if it must not be. */
async function recover({
  error,
  tally,
  wanted,
  progress,
  clock,
  signing,
  reporter,
  giveUpAfterMs,
}: RequesterOptions & {
  readonly error: unknown
  readonly tally: Tally
  readonly wanted: Wanted<unknown>
}): Promise<void> {
  const known = asActionError(error)
  if (known === undefined) throw error
  tally.failures += 1
  if (known.fault === 'part') tally.partFailures += 1
  if (known.fault === 'clock' || known.fault === 'credentials') tally.repairs += 1
  progress.failed(known)
  const { sinceProgressMs, answeredOnce } = progress.snapshot()
  const decision = decideRetry(
    {
      fault: known.fault,
      ...tally,
      sinceProgressMs,
      giveUpAfterMs,
      answeredOnce,
      canRefreshCredentials: signing.canRefresh,
      retryAfterMs: known.facts.retryAfterMs,
    },
    clock.random(),
  )
  if (decision.kind !== 'fail' && decision.kind !== 'give-up') progress.retried(known)
  switch (decision.kind) {
    case 'fail':
      throw known
    case 'give-up':
      throw gaveUp(sinceProgressMs, known)
    case 'repair-clock':
      if (known.facts.serverTimeMs === undefined) throw known
      signing.correctClock(known.facts.serverTimeMs)
      break
    case 'repair-credentials':
      reporter.debug(`${singleLine(wanted.what)}: ${singleLine(known.message)}; again with fresh credentials`)
      break
    case 'retry':
      reporter.debug(
        `${singleLine(wanted.what)}: ${singleLine(known.message)} ${formatFacts(known.facts)}; again in ${Math.round(decision.delayMs)} ms`,
      )
      await clock.sleep(decision.delayMs, wanted.signal)
      break
  }
}

/** @returns the error of an attempt in which nothing moved for too long. */
export function gaveUp(silentMs: number, cause: unknown): ActionError {
  const known = asActionError(cause)
  const seconds = Math.round(silentMs / 1000)
  return new ActionError({
    code: known?.fault === 'unreachable' ? known.code : 'gave-up',
    message: `Nothing moved for ${seconds} s${known === undefined ? '' : `; the last failure: ${known.message}`}`,
    remedy:
      known?.fault === 'unreachable' && known.remedy !== undefined
        ? known.remedy
        : 'Re-run the failed job when the network and OSS work again. If outages are long here, raise `give-up-after`.',
    facts: known?.facts ?? {},
    cause,
  })
}
