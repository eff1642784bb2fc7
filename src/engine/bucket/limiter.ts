/** One limit for all requests in flight, set by the concurrency controller. */
import {
  type ConcurrencySetting,
  MOST_TO_BEGIN_WITH,
  type Observation,
  observe,
  startController,
} from '../../core/link/concurrency.ts'
import { MOST } from '../../core/link/limit-trials.ts'
import type { LimitedBy } from '../../core/link/limitation.ts'

/** The right to have one request in flight; released exactly once. */
export interface Slot {
  readonly isHeld: boolean
  /** How much it counts against a limit that was measured, or that the service has set by refusals. */
  readonly cost: number
  release(): void
}

/** `control`: a request without a body, for which others wait; else the size of the body in bytes. If both kinds wait, requests with and without a body take turns. */
export type Weight = 'control' | number

/** About what a new connection sends in two round trips: such a request mostly waits for its answer, and leaves the link to others. */
const SMALL_BODY_BYTES = 48 * 1024
/** What a request counts: a whole number, since fractions would not add up. The first limit is one of bytes that an end would cut off. */
const WHOLE_COST = 1024 ** 2
const WAITING_COST = WHOLE_COST / 2

export interface Limiter {
  /** @returns a slot as soon as one is free; rejects with the signal's reason. */
  acquire(weight: Weight, signal: AbortSignal): Promise<Slot>
  /** @returns a slot where one is free and nobody waits for it */
  tryAcquire(weight: Weight): Slot | undefined
  observe(observation: Observation): void
  readonly limit: number
  /** The highest limit to begin with, if the bucket is far away. */
  readonly mostAtFirst: number
  /** @returns how many bodies of this size may be in flight then */
  mostBodiesAtFirst(bodyBytes: number): number
  /** How much the requests in flight count against the limit; all of it where no more may be in flight. */
  readonly load: number
  /** The sum of what their slots cost, however they count until a body is acknowledged. */
  readonly fullLoad: number
  readonly inFlight: number
  /** The most requests that were in flight at the same time. */
  readonly mostInFlight: number
  /** What last kept the limit from rising. */
  readonly limitedBy: LimitedBy | undefined
  /** What did so for the longest time; undefined unless that was long. */
  readonly mostlyLimitedBy: LimitedBy | undefined
}

interface Waiter {
  readonly weight: Weight
  grant(slot: Slot): void
}

type Queue = 'control' | 'body'

/** @returns a limiter with a limit according to the setting. */
export function createLimiter(setting: ConcurrencySetting): Limiter {
  let controller = startController(setting)
  let load = 0
  let usualLoad = 0
  let controlLoad = 0
  let inFlight = 0
  let mostInFlight = 0
  let lastQueue: Queue = 'body'
  const reasons = createReasons()
  const waiting: Readonly<Record<Queue, Set<Waiter>>> = { control: new Set(), body: new Set() }

  function usualCost(weight: Weight): number {
    if (setting.kind === 'fixed') return WHOLE_COST
    return weight === 'control' || weight <= SMALL_BODY_BYTES ? WAITING_COST : WHOLE_COST
  }

  /** How much a request counts that begins now: until a body was acknowledged or a request refused, by the size of its own. */
  function costNow(weight: Weight, usual: number): number {
    const { hasSentBytes, step } = controller
    if (hasSentBytes || usual === WAITING_COST || weight === 'control' || setting.kind === 'fixed') return usual
    return step.kind === 'throttled' ? usual : firstCost(weight)
  }

  /** A service that refuses requests counts them, and not their bytes. */
  function loadNow(): number {
    return controller.step.kind === 'throttled' ? usualLoad : load
  }

  function isFull(moreCost: number): boolean {
    return usualLoad + moreCost > MOST * WHOLE_COST && setting.kind === 'auto'
  }

  function hasRoom(weight: Weight): boolean {
    const { limit } = controller
    // Of two that count half, one would be refused again and again.
    if (limit === 1) return inFlight === 0
    const usual = usualCost(weight)
    return !isFull(usual) && loadNow() + costNow(weight, usual) <= limit * WHOLE_COST
  }

  /** Bodies that began under a higher limit may take minutes yet: requests without a body do not wait for them. */
  function nextBeside(): Waiter | undefined {
    const mostLoad = controller.limit * WHOLE_COST
    if (loadNow() <= mostLoad || controller.step.kind === 'throttled') return undefined
    const [waiter] = waiting.control
    if (waiter === undefined || controlLoad + usualCost('control') > mostLoad) return undefined
    waiting.control.delete(waiter)
    return waiter
  }

  /** Starts the next waiting request if there is room. */
  function next(): Waiter | undefined {
    const turn: Queue = lastQueue === 'body' ? 'control' : 'body'
    for (const queue of [turn, lastQueue]) {
      const [waiter] = waiting[queue]
      if (waiter === undefined) continue
      if (!hasRoom(waiter.weight)) return undefined
      waiting[queue].delete(waiter)
      lastQueue = queue
      return waiter
    }
    return undefined
  }

  function grantFree(): void {
    while (waiting.control.size + waiting.body.size > 0) {
      const waiter = nextBeside() ?? next()
      if (waiter === undefined) return
      waiter.grant(takeSlot(waiter.weight))
    }
  }

  function takeSlot(weight: Weight): Slot {
    const usual = usualCost(weight)
    const cost = costNow(weight, usual)
    let held = true
    load += cost
    usualLoad += usual
    if (weight === 'control') controlLoad += cost
    inFlight += 1
    mostInFlight = Math.max(mostInFlight, inFlight)
    return {
      cost: usual / WHOLE_COST,
      get isHeld() {
        return held
      },
      release() {
        if (!held) return
        held = false
        load -= cost
        usualLoad -= usual
        if (weight === 'control') controlLoad -= cost
        inFlight -= 1
        grantFree()
      },
    }
  }

  function tryAcquire(weight: Weight): Slot | undefined {
    const isFree = waiting.control.size + waiting.body.size === 0 && hasRoom(weight)
    return isFree ? takeSlot(weight) : undefined
  }

  return {
    mostAtFirst: setting.kind === 'auto' ? MOST_TO_BEGIN_WITH : setting.limit,
    mostBodiesAtFirst(bodyBytes) {
      if (setting.kind === 'fixed') return setting.limit
      return Math.min(MOST, Math.floor((MOST_TO_BEGIN_WITH * WHOLE_COST) / firstCost(bodyBytes)))
    },
    acquire(weight, signal) {
      return new Promise<Slot>((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason)
        const free = tryAcquire(weight)
        if (free !== undefined) return resolve(free)
        const queue = waiting[weight === 'control' ? 'control' : 'body']
        const onAbort = () => {
          queue.delete(waiter)
          reject(signal.reason)
        }
        const waiter: Waiter = {
          weight,
          grant(slot) {
            signal.removeEventListener('abort', onAbort)
            resolve(slot)
          },
        }
        signal.addEventListener('abort', onAbort, { once: true })
        queue.add(waiter)
        grantFree()
      })
    },
    tryAcquire,
    observe(observation) {
      reasons.add(controller.limitedBy, observation.nowMs)
      controller = observe(controller, observation)
      grantFree()
    },
    get limit() {
      return controller.limit
    },
    get load() {
      const counted = loadNow() / WHOLE_COST
      return isFull(WHOLE_COST) ? Math.max(controller.limit, counted) : counted
    },
    get fullLoad() {
      return usualLoad / WHOLE_COST
    },
    get inFlight() {
      return inFlight
    },
    get limitedBy() {
      return controller.limitedBy
    },
    get mostlyLimitedBy() {
      return reasons.longest()
    },
    get mostInFlight() {
      return mostInFlight
    },
  }
}

/** How much a body of this size counts before anything is known of the link. */
function firstCost(bodyBytes: number): number {
  return Math.min(WHOLE_COST, Math.max(WAITING_COST, bodyBytes))
}

/** A reason that held for less of the time does not stand for the whole. */
const LEAST_SHARE = 0.25

/** Sums up how long each reason held. */
function createReasons() {
  const heldMs = new Map<LimitedBy, number>()
  let fromMs: number | undefined
  let lastMs = 0
  return {
    /** Notes the reason that held until now. */
    add(reason: LimitedBy | undefined, nowMs: number): void {
      if (reason !== undefined) heldMs.set(reason, (heldMs.get(reason) ?? 0) + nowMs - lastMs)
      fromMs ??= nowMs
      lastMs = nowMs
    },
    longest(): LimitedBy | undefined {
      const [first] = [...heldMs].toSorted(([, left], [, right]) => right - left)
      const isLong = first !== undefined && first[1] >= (lastMs - (fromMs ?? 0)) * LEAST_SHARE
      return isLong ? first[0] : undefined
    },
  }
}
