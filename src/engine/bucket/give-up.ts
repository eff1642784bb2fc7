/** Ends the attempt once nothing moved anywhere for `give-up-after`, also where every request merely hangs. */
import type { Engine } from './context.ts'
import { gaveUp } from './requester.ts'

/** @returns what ends the watch */
export function watchForSilence(
  engine: Pick<Engine, 'clock' | 'progress' | 'giveUp'>,
  giveUpAfterMs: number,
): () => void {
  return engine.clock.every(500, () => {
    const { sinceProgressMs, lastFailure } = engine.progress.snapshot()
    if (sinceProgressMs >= giveUpAfterMs) engine.giveUp(gaveUp(sinceProgressMs, lastFailure))
  })
}
