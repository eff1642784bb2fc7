/** Ends the attempt after `give-up-after` without any progress, also if every request only hangs. */
import { ActionError } from '../../core/errors/errors.ts'
import type { Clock } from '../../ports.ts'
import type { Engine } from './context.ts'
import { gaveUp } from './requester.ts'

/** @returns a function that ends the watch */
export function watchForSilence(
  engine: Pick<Engine, 'clock' | 'progress' | 'giveUp'>,
  giveUpAfterMs: number,
): () => void {
  return engine.clock.every(500, () => {
    const { sinceProgressMs, lastFailure, unansweredMs } = engine.progress.snapshot()
    if (sinceProgressMs < giveUpAfterMs) return
    // For most of the time nothing but the disk was waited for.
    const isDisk = unansweredMs > sinceProgressMs / 2
    engine.giveUp(isDisk ? readsHang(sinceProgressMs, unansweredMs) : gaveUp(sinceProgressMs, lastFailure))
  })
}

/** The signal that ends a search for files, and the function that notes its progress. */
interface SearchWatch {
  readonly signal: AbortSignal
  onProgress(): void
}

/** @returns the result of the search. Its signal is aborted with an ActionError once the file system has not answered for `giveUpAfterMs`. */
export async function watchSearch<T>(
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
  giveUpAfterMs: number,
  search: (watch: SearchWatch) => Promise<T>,
): Promise<T> {
  const silence = new AbortController()
  let lastMs = clock.nowMs()
  const end = clock.every(500, () => {
    const silentMs = clock.nowMs() - lastMs
    if (silentMs >= giveUpAfterMs) silence.abort(diskIsSilent(silentMs))
  })
  const onProgress = () => {
    lastMs = clock.nowMs()
  }
  try {
    return await search({ signal: AbortSignal.any([signal, silence.signal]), onProgress })
  } finally {
    end()
  }
}

function diskIsSilent(silentMs: number): ActionError {
  return new ActionError({
    code: 'disk-silent',
    message: `The search for the files of \`path\` got no answer from the file system for ${Math.round(silentMs / 1000)} s`,
    remedy:
      'A network mount below the folders that are searched may be dead: let the lines of `path` begin at folders without it, or mount it again.',
  })
}

function readsHang(silentMs: number, unansweredMs: number): ActionError {
  return new ActionError({
    code: 'disk-silent',
    message: `Nothing moved for ${Math.round(silentMs / 1000)} s: the disk on which the files are has not answered for ${Math.round(unansweredMs / 1000)} s`,
    remedy:
      'The network mount on which the files are may be dead: mount it again, and re-run the failed job. If it is that slow, raise `give-up-after`.',
  })
}
