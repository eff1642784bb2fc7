import type { Clock, LocalFiles } from '../../src/ports.ts'
import type { MemoryDisk } from './memory-disk.ts'

export interface HangingDisk {
  readonly files: LocalFiles
  /** Reads that wait for an answer. */
  readonly waiting: ReadonlySet<{ readonly sinceMs: number }>
  /** Answers all reads, also later ones. */
  open(): void
}

/** A disk that does not answer reads of this file, as a network disk that is stuck, until it is opened. */
export function createHangingDisk(
  { disk, clock }: { readonly disk: MemoryDisk; readonly clock: Pick<Clock, 'nowMs'> },
  name: string,
): HangingDisk {
  const opened = Promise.withResolvers<void>()
  const waiting = new Set<{ readonly sinceMs: number }>()

  async function answer<T>(path: string, signal: AbortSignal, read: () => Promise<T>): Promise<T> {
    if (path !== name) return read()
    const request = { sinceMs: clock.nowMs() }
    waiting.add(request)
    const ended = Promise.withResolvers<never>()
    const onAbort = () => ended.reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      signal.throwIfAborted()
      await Promise.race([opened.promise, ended.promise])
      return await read()
    } finally {
      signal.removeEventListener('abort', onAbort)
      waiting.delete(request)
    }
  }

  return {
    waiting,
    open: () => opened.resolve(),
    files: {
      ...disk,
      diskState() {
        const [oldest] = waiting
        return { unansweredMs: oldest === undefined ? 0 : clock.nowMs() - oldest.sinceMs, blockedMs: 0 }
      },
      whole: (file) => answer(file.path, file.signal, () => disk.whole(file)),
      body(range) {
        const body = disk.body(range)
        return { ...body, read: (into) => answer(range.path, range.signal, () => body.read(into)) }
      },
    },
  }
}
