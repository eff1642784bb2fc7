/** Ends the attempt once nothing moved anywhere for `give-up-after`, also where every request merely hangs. */
import { ActionError } from '../../core/errors/errors.ts'
import type { Clock } from '../../ports.ts'
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

/** What a search for files is told: the signal that ends it, and whom to tell that it goes on. */
interface SearchWatch {
  readonly signal: AbortSignal
  onProgress(): void
}

/** @returns what the search finds. Its signal is aborted with an ActionError once the file system has not answered for `giveUpAfterMs`. */
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
