/** A queue whose items can be taken a fixed time after they were added. */
export interface DelayLine<T> {
  readonly push: (item: T, dueMs: number) => void
  /** @returns what is due by then, oldest first. */
  readonly take: (nowMs: number) => T[]
  readonly clear: () => void
  readonly isEmpty: () => boolean
}

export function createDelayLine<T>(): DelayLine<T> {
  let entries: { item: T; dueMs: number }[] = []
  return {
    push: (item, dueMs) => {
      entries.push({ item, dueMs })
    },
    take: (nowMs) => {
      const late = entries.findIndex((entry) => entry.dueMs > nowMs)
      return entries.splice(0, late === -1 ? entries.length : late).map((entry) => entry.item)
    },
    clear: () => {
      entries = []
    },
    isEmpty: () => entries.length === 0,
  }
}
