/** History of acknowledged bytes, with few numbers for any duration. Pure. */

/** More bins than this are merged in pairs. */
const MAX_BINS = 60

export interface RateHistory {
  readonly binMs: number
  /** Bytes of each bin, from the start on. */
  readonly bins: readonly number[]
}

export const NO_HISTORY: RateHistory = { binMs: 500, bins: [] }

/**
 * @param transfer bytes of one acknowledgement, and when they were sent and acknowledged, in milliseconds from the start
 * @returns the history with these bytes spread evenly over their time.
 */
export function addTransfer(
  history: RateHistory,
  { fromMs, toMs, sizeBytes }: { readonly fromMs: number; readonly toMs: number; readonly sizeBytes: number },
): RateHistory {
  const { binMs, bins } = history
  const last = Math.floor(toMs / binMs)
  if (last >= MAX_BINS) return addTransfer(halve(history), { fromMs, toMs, sizeBytes })
  const lengthMs = Math.max(toMs - fromMs, 1)
  const next = [...bins]
  while (next.length <= last) next.push(0)
  for (let index = Math.max(0, Math.floor((toMs - lengthMs) / binMs)); index <= last; index += 1) {
    const overlapMs = Math.min(toMs, (index + 1) * binMs) - Math.max(toMs - lengthMs, index * binMs)
    next[index] = (next[index] ?? 0) + (sizeBytes * Math.max(0, overlapMs)) / lengthMs
  }
  return { binMs, bins: next }
}

function halve({ binMs, bins }: RateHistory): RateHistory {
  const pairs = Array.from({ length: Math.ceil(bins.length / 2) }, (_, index) => bins.slice(2 * index, 2 * index + 2))
  return { binMs: 2 * binMs, bins: pairs.map((pair) => pair.reduce((sum, bytes) => sum + bytes, 0)) }
}

/** @returns bytes per second for each bin; the last bin counts only up to the elapsed time. */
export function ratesOf({ binMs, bins }: RateHistory, elapsedMs: number): readonly number[] {
  return bins.map((bytes, index) => (bytes * 1000) / Math.min(binMs, Math.max(binMs / 10, elapsedMs - index * binMs)))
}
