/** Time and random numbers, from Node. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../../ports.ts'

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  epochMs: () => Date.now(),
  async sleep(delayMs, signal) {
    try {
      await delay(delayMs, undefined, { signal })
    } catch (error) {
      throw signal.aborted ? signal.reason : error
    }
  },
  every(periodMs, tick) {
    const timer = setInterval(tick, periodMs)
    timer.unref()
    return () => clearInterval(timer)
  },
  random: () => Math.random(),
  busyMs: () => performance.eventLoopUtilization().active,
}
