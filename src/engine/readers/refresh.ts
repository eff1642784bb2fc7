/** Asks a CDN to forget objects until it has taken the request, or asking again makes no sense. */
import { ActionError, asActionError } from '../../core/errors/errors.ts'
import { decideRetry } from '../../core/link/retry.ts'
import { plural } from '../../core/text/quantities.ts'
import type { CdnRefresh } from '../../ports/readers.ts'
import type { Engine } from '../bucket/context.ts'

export interface RefreshResult {
  /** What the CDN has taken. */
  readonly refreshed: readonly string[]
  /** Why it has not taken the rest; undefined where it took all. */
  readonly error: ActionError | undefined
}

/** How long a service that is busy or silent is asked again at most: longer than its limits for a minute last. */
const PATIENCE_MS = 180_000

type Asking = Pick<Engine, 'clock' | 'reporter' | 'signal' | 'progress'>

export interface RefreshOptions {
  readonly keys: readonly string[]
  /** How much of the day's quota is kept for what comes later. */
  readonly reserved: number
  /** `give-up-after`, in milliseconds. */
  readonly giveUpAfterMs: number
}

/** @returns what became of the keys; the error counts those that were not refreshed. Rejects with the signal's reason alone. */
export async function refreshKeys(
  engine: Asking,
  cdn: CdnRefresh,
  { keys, reserved, giveUpAfterMs }: RefreshOptions,
): Promise<RefreshResult> {
  const remaining = await cdn.remaining(engine.signal)
  const allowed = remaining === undefined ? keys : keys.slice(0, Math.max(0, remaining - reserved))
  const refreshed: string[] = []
  const patienceMs = Math.min(PATIENCE_MS, giveUpAfterMs)
  let failure: ActionError | undefined
  for (const batch of cdn.batches(allowed)) {
    const error = await refreshBatch(engine, cdn, { batch, patienceMs })
    if (error === undefined) refreshed.push(...batch)
    else failure ??= error
    // What is wrong with these URLs alone need not be wrong with the next ones.
    if (error !== undefined && error.code !== 'cdn-error') break
  }
  const left = keys.length - refreshed.length
  if (left === 0) return { refreshed, error: undefined }
  return { refreshed, error: failure === undefined ? quotaTooSmall(left) : counted(failure, left) }
}

async function refreshBatch(
  engine: Asking,
  cdn: CdnRefresh,
  { batch, patienceMs }: { readonly batch: readonly string[]; readonly patienceMs: number },
): Promise<ActionError | undefined> {
  const { clock, reporter, signal, progress } = engine
  const startedMs = clock.nowMs()
  for (let failures = 1; ; failures += 1) {
    try {
      await cdn.refresh(batch, signal)
      progress.moved()
      return undefined
    } catch (error) {
      signal.throwIfAborted()
      const known = asActionError(error)
      if (known === undefined) throw error
      const delayMs = pauseAfter(known, {
        failures,
        patienceMs,
        sinceMs: clock.nowMs() - startedMs,
        random: clock.random(),
      })
      if (delayMs === undefined) return known
      reporter.debug(`Refreshing again: ${known.message}`)
      progress.moved()
      await clock.sleep(delayMs, signal)
    }
  }
}

/** @returns milliseconds to wait before the next try; undefined where there is none. Clock and credentials were repaired by the adapter. */
function pauseAfter(
  { fault, facts }: ActionError,
  {
    failures,
    patienceMs,
    sinceMs,
    random,
  }: { readonly failures: number; readonly patienceMs: number; readonly sinceMs: number; readonly random: number },
): number | undefined {
  const decision = decideRetry(
    {
      ...{ fault, failures, partFailures: 0, repairs: failures, sinceProgressMs: sinceMs, giveUpAfterMs: patienceMs },
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

function counted({ code, fault, facts, message, remedy, cause }: ActionError, left: number): ActionError {
  return new ActionError({
    code,
    fault,
    facts,
    message: `${message}; ${plural(left, 'object')} could not be refreshed`,
    remedy,
    cause,
  })
}

function quotaTooSmall(left: number): ActionError {
  return new ActionError({
    code: 'cdn-quota',
    message: `The day's quota of the CDN does not suffice: ${plural(left, 'object')} could not be refreshed`,
    remedy:
      'It comes back at midnight (UTC+8), or is raised in the console. Names with a version in them need no refresh.',
  })
}
