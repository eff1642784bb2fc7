/** Requests in flight: one limit for all of them, moved by the concurrency controller. */
import { type ConcurrencySetting, type Observation, observe, startController } from '../core/concurrency.ts'
import type { HeldBy } from '../core/limitation.ts'

/** The right to have one request in flight; released exactly once. */
export interface Slot {
  release(): void
}

/** `control`: requests without a body, that others wait for. `data`: bytes. Where both wait, they take turns. */
export type Lane = 'control' | 'data'

export interface Limiter {
  /** @returns a slot as soon as one is free; rejects with the signal's reason. */
  acquire(lane: Lane, signal: AbortSignal): Promise<Slot>
  observe(observation: Observation): void
  readonly limit: number
  readonly inFlight: number
  /** The most that were in flight at once. */
  readonly mostInFlight: number
  /** What last kept the limit from rising. */
  readonly heldBy: HeldBy | undefined
}

interface Waiter {
  grant(): void
}

/** @returns a limiter whose limit starts and moves as the setting says. */
export function createLimiter(setting: ConcurrencySetting): Limiter {
  let controller = startController(setting)
  let inFlight = 0
  let mostInFlight = 0
  let lastLane: Lane = 'data'
  const waiting: Readonly<Record<Lane, Set<Waiter>>> = { control: new Set(), data: new Set() }

  function next(): Waiter | undefined {
    const lane: Lane = lastLane === 'data' ? 'control' : 'data'
    for (const candidate of [lane, lastLane]) {
      const [waiter] = waiting[candidate]
      if (waiter === undefined) continue
      waiting[candidate].delete(waiter)
      lastLane = candidate
      return waiter
    }
    return undefined
  }

  function grantFree(): void {
    while (inFlight < controller.limit) {
      const waiter = next()
      if (waiter === undefined) return
      inFlight += 1
      mostInFlight = Math.max(mostInFlight, inFlight)
      waiter.grant()
    }
  }

  function createSlot(): Slot {
    let held = true
    return {
      release() {
        if (!held) return
        held = false
        inFlight -= 1
        grantFree()
      },
    }
  }

  return {
    acquire(lane, signal) {
      return new Promise<Slot>((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason)
        const onAbort = () => {
          waiting[lane].delete(waiter)
          reject(signal.reason)
        }
        const waiter: Waiter = {
          grant() {
            signal.removeEventListener('abort', onAbort)
            resolve(createSlot())
          },
        }
        signal.addEventListener('abort', onAbort, { once: true })
        waiting[lane].add(waiter)
        grantFree()
      })
    },
    observe(observation) {
      controller = observe(controller, observation)
      grantFree()
    },
    get limit() {
      return controller.limit
    },
    get inFlight() {
      return inFlight
    },
    get heldBy() {
      return controller.heldBy
    },
    get mostInFlight() {
      return mostInFlight
    },
  }
}
