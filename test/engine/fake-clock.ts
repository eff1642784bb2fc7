import type { Clock } from '../../src/ports.ts'

interface Timer {
  atMs: number
  readonly fire: () => void
}

export interface FakeClock extends Clock {
  /** Stops the time. */
  end(): void
}

/** A clock whose time jumps to the next timer whenever nothing else is left to do. */
export function createFakeClock(): FakeClock {
  const timers = new Set<Timer>()
  let nowMs = 0
  let isPumping = false

  function add(timer: Timer): void {
    timers.add(timer)
    if (isPumping) return
    isPumping = true
    setImmediate(pump)
  }

  function pump(): void {
    const [next] = [...timers].sort((left, right) => left.atMs - right.atMs)
    if (next === undefined) {
      isPumping = false
      return
    }
    nowMs = Math.max(nowMs, next.atMs)
    next.fire()
    setImmediate(pump)
  }

  return {
    nowMs: () => nowMs,
    busyMs: () => 0,
    epochMs: () => 1_700_000_000_000 + nowMs,
    sleep(delayMs, signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason)
        const onAbort = () => {
          timers.delete(timer)
          reject(signal.reason)
        }
        const timer: Timer = {
          atMs: nowMs + delayMs,
          fire() {
            timers.delete(timer)
            signal.removeEventListener('abort', onAbort)
            resolve()
          },
        }
        signal.addEventListener('abort', onAbort, { once: true })
        add(timer)
      })
    },
    every(periodMs, tick) {
      const timer: Timer = {
        atMs: nowMs + periodMs,
        fire() {
          timer.atMs += periodMs
          tick()
        },
      }
      add(timer)
      return () => timers.delete(timer)
    },
    random: () => 0.5,
    end: () => timers.clear(),
  }
}
