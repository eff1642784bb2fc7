/** Rings for many waits with one timer: a timer for each request would cost more than what it watches. */

export interface Alarm {
  /** Calls `ring` once after the delay, unless that is set again or cleared before. */
  set(ring: () => void, delayMs: number): void
  clear(ring: () => void): void
}

/** @returns an alarm. It does not keep the process running. */
export function createAlarm(): Alarm {
  const dueMs = new Map<() => void, number>()
  let timer: NodeJS.Timeout | undefined
  let armedMs = Number.POSITIVE_INFINITY

  function arm(atMs: number): void {
    clearTimeout(timer)
    armedMs = atMs
    timer = setTimeout(ringDue, Math.max(1, atMs - performance.now()))
    timer.unref()
  }

  function ringDue(): void {
    armedMs = Number.POSITIVE_INFINITY
    const nowMs = performance.now()
    for (const [ring, atMs] of [...dueMs]) {
      if (atMs > nowMs) continue
      dueMs.delete(ring)
      ring()
    }
    const nextMs = Math.min(...dueMs.values())
    if (nextMs < armedMs) arm(nextMs)
  }

  return {
    set(ring, delayMs) {
      const atMs = performance.now() + delayMs
      dueMs.set(ring, atMs)
      if (atMs < armedMs) arm(atMs)
    },
    clear(ring) {
      // The timer then rings in vain, which costs less than to set it again.
      dueMs.delete(ring)
    },
  }
}
