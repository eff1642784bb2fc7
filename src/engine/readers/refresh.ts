/** Asks a CDN to refresh objects until it accepts the request, or a retry makes no sense. */
import { ActionError, asActionError } from '../../core/errors/errors.ts'
import { decideRetry } from '../../core/link/retry.ts'
import { formatDuration, plural } from '../../core/text/quantities.ts'
import type { CdnRefresh } from '../../ports/readers.ts'
import type { Engine } from '../bucket/context.ts'
import type { Patience } from './patience.ts'

interface RefreshOptions {
  readonly keys: readonly string[]
  /** How many of them the day's quota allows. */
  readonly allowed: number
  readonly patience: Patience
}

interface RefreshResult {
  /** Keys that the CDN accepted. */
  readonly refreshed: readonly string[]
  /** Tasks that the CDN made for them. */
  readonly taskIds: readonly string[]
  /** Why it did not accept the rest, and how many that are; undefined if it accepted all. */
  readonly error: ActionError | undefined
}

export type Refresher = Pick<Engine, 'clock' | 'reporter' | 'signal' | 'progress'>

/** @returns what became of the keys. Rejects with the signal's reason alone. */
export async function refreshKeys(
  engine: Refresher,
  cdn: CdnRefresh,
  { keys, allowed, patience }: RefreshOptions,
): Promise<RefreshResult> {
  const refreshed: string[] = []
  const taskIds: string[] = []
  let failure: ActionError | undefined
  for (const batch of cdn.batches(keys.slice(0, Math.max(0, allowed)))) {
    const result = await refreshBatch(engine, cdn, { batch, patience })
    if (result.kind === 'taken') {
      refreshed.push(...batch)
      taskIds.push(...result.taskIds)
    } else {
      failure ??= result.error
      if (concernsAll(result.error)) break
    }
  }
  const left = keys.length - refreshed.length
  return { refreshed, taskIds, error: left === 0 ? undefined : notTaken(failure ?? quotaTooSmall(), left) }
}

/** Whether a refusal is the same for every batch: one that is not understood may be caused by a single URL. */
function concernsAll({ code }: ActionError): boolean {
  return code !== 'cdn-error'
}

type BatchResult =
  | { readonly kind: 'taken'; readonly taskIds: readonly string[] }
  | { readonly kind: 'refused'; readonly error: ActionError }

async function refreshBatch(
  engine: Refresher,
  cdn: CdnRefresh,
  { batch, patience }: { readonly batch: readonly string[]; readonly patience: Patience },
): Promise<BatchResult> {
  const { clock, reporter, signal } = engine
  const watch = patience.begin(signal)
  let last: ActionError | undefined
  try {
    for (let failures = 1; ; failures += 1) {
      try {
        const taskIds = await cdn.refresh(batch, watch.signal)
        watch.answered()
        return { kind: 'taken', taskIds }
      } catch (error) {
        watch.signal.throwIfAborted()
        last = asActionError(error)
        if (last === undefined) throw error
        const sinceMs = watch.spentMs()
        const delayMs = pauseAfter(last, { failures, sinceMs, limitMs: patience.limitMs, random: clock.random() })
        if (delayMs === undefined) return { kind: 'refused', error: last }
        reporter.debug(`Refreshing again: ${last.message}`)
        await clock.sleep(delayMs, watch.signal)
      }
    }
  } catch (error) {
    signal.throwIfAborted()
    if (!watch.signal.aborted) throw error
    return { kind: 'refused', error: last ?? silent(patience.limitMs) }
  } finally {
    watch.end()
  }
}

interface Waited {
  readonly failures: number
  readonly sinceMs: number
  readonly limitMs: number
  readonly random: number
}

/** @returns milliseconds to wait before the next try; undefined where there is none. The adapter has already corrected clock and credentials. */
function pauseAfter({ fault, facts }: ActionError, { failures, sinceMs, limitMs, random }: Waited): number | undefined {
  const decision = decideRetry(
    {
      ...{ fault, failures, partFailures: 0, repairs: failures, sinceProgressMs: sinceMs, giveUpAfterMs: limitMs },
      ...{ answeredOnce: false, canRefreshCredentials: true, retryAfterMs: facts.retryAfterMs },
    },
    random,
  )
  switch (decision.kind) {
    case 'retry':
      return decision.delayMs
    case 'repair-clock':
    case 'repair-credentials':
      return 0
    case 'fail':
    case 'give-up':
      return undefined
  }
}

function quotaTooSmall(): ActionError {
  return new ActionError({
    code: 'cdn-quota',
    message: "The day's quota of the CDN does not suffice",
    remedy:
      'It is reset at midnight (UTC+8), and can be raised in the console. Names with a version in them need no refresh.',
  })
}

function silent(limitMs: number): ActionError {
  return new ActionError({
    code: 'cdn-silent',
    fault: 'network',
    message: `The CDN's API did not answer within ${formatDuration(limitMs)}`,
    remedy: 'Check `cdn-endpoint`, and whether this runner can reach it.',
  })
}

function notTaken(error: ActionError, left: number): ActionError {
  const { code, fault, facts, message, remedy } = error
  const counted = `${message}; ${plural(left, 'object')} could not be refreshed`
  return new ActionError({ code, fault, facts, message: counted, remedy, cause: error })
}
