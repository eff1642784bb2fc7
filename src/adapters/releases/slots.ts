/** Limits how many run at the same time; the others wait in order. */

export interface Slots {
  /** Resolves when there is room; the returned function makes room again. Throws the signal's reason when it is aborted meanwhile. */
  take(signal: AbortSignal): Promise<() => void>
}

/** @returns room for so many. */
export function createSlots(count: number): Slots {
  const waiting = new Set<() => void>()
  let free = count

  function release(): void {
    const [next] = waiting
    if (next === undefined) {
      free += 1
      return
    }
    waiting.delete(next)
    next()
  }

  return {
    async take(signal) {
      signal.throwIfAborted()
      if (free > 0) {
        free -= 1
        return release
      }
      await new Promise<void>((resolve, reject) => {
        const onAbort = () => {
          waiting.delete(enter)
          reject(signal.reason)
        }
        const enter = () => {
          signal.removeEventListener('abort', onAbort)
          resolve()
        }
        waiting.add(enter)
        signal.addEventListener('abort', onAbort, { once: true })
      })
      return release
    },
  }
}
