/** How far away the bucket is, as an answer without a body shows: it decides over how many connections bytes are sent at first. */
import type { Engine } from '../bucket/context.ts'

/** @param startedMs when the request was begun, which had to open its connection */
export function observeRoundTrip({ clock, limiter }: Pick<Engine, 'clock' | 'limiter'>, startedMs: number): void {
  const nowMs = clock.nowMs()
  // It took one round trip for the connection and one for the answer.
  const answer = { startedMs: (startedMs + nowMs) / 2, nowMs, sizeBytes: 0, isFirst: true }
  limiter.observe({ kind: 'acknowledged', ...answer, inFlight: Math.ceil(limiter.load) })
}
