/** Whether this process computes nearly all the time: more requests in flight then bring nothing, but cost connections and memory. Pure. */

/** Time that has passed, and how much of it this process computed, in milliseconds. */
interface Effort {
  readonly nowMs: number
  readonly busyMs: number
}

/** What a moment is compared with: where the last span began, and where the next one will. */
interface Busyness {
  readonly since: Effort
  readonly next: Effort
}

/** In less time nothing can be told; a longer one would remember how long the start of the program computed. */
const SPAN_MS = 50
/** With more than this, more requests could at most be answered 1.4 times as fast. */
const MOSTLY = 0.7

/** @returns what moments are compared with from now on. */
export function startBusyness(effort: Effort): Busyness {
  return { since: effort, next: effort }
}

/** @returns what the next moment is compared with: the last one or two spans. */
export function noteEffort(busyness: Busyness, effort: Effort): Busyness {
  return effort.nowMs - busyness.next.nowMs < SPAN_MS ? busyness : { since: busyness.next, next: effort }
}

/** @returns whether this process computed nearly all the time lately; true as long as nothing can be told. */
export function isBusy({ since }: Busyness, { nowMs, busyMs }: Effort): boolean {
  const elapsedMs = nowMs - since.nowMs
  return elapsedMs < SPAN_MS || busyMs - since.busyMs > elapsedMs * MOSTLY
}
