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

/** How long a service that is busy is asked again: longer than its limits for a minute last. */
const PATIENCE_MS = 180_000

type Asking = Pick<Engine, 'clock' | 'reporter' | 'signal' | 'progress'>

/** @param reserved how much of the day's quota is kept for what comes later @returns what became of the keys. Rejects with the signal's reason alone. */
export async function refreshKeys(
  engine: Asking,
  cdn: CdnRefresh,
  { keys, reserved }: { readonly keys: readonly string[]; readonly reserved: number },
): Promise<RefreshResult> {
  const remaining = await cdn.remaining(engine.signal)
  const allowed = remaining === undefined ? keys : keys.slice(0, Math.max(0, remaining - reserved))
  const refreshed: string[] = []
  for (const batch of cdn.batches(allowed)) {
    const error = await refreshBatch(engine, cdn, batch)
    if (error !== undefined) return { refreshed, error }
    refreshed.push(...batch)
  }
  const left = keys.length - allowed.length
  return { refreshed, error: left === 0 ? undefined : quotaTooSmall(left) }
}

async function refreshBatch(
  engine: Asking,
  cdn: CdnRefresh,
  batch: readonly string[],
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
      const delayMs = pauseAfter(known, { failures, sinceMs: clock.nowMs() - startedMs, random: clock.random() })
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
  { failures, sinceMs, random }: { readonly failures: number; readonly sinceMs: number; readonly random: number },
): number | undefined {
  const decision = decideRetry(
    {
      ...{ fault, failures, partFailures: 0, repairs: failures, sinceProgressMs: sinceMs, giveUpAfterMs: PATIENCE_MS },
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

function quotaTooSmall(left: number): ActionError {
  return new ActionError({
    code: 'cdn-quota',
    message: `The day's quota of the CDN does not suffice: ${plural(left, 'object')} could not be refreshed`,
    remedy:
      'It comes back at midnight (UTC+8), or is raised in the console. Names with a version in them need no refresh.',
  })
}
