/**
 * One queue of parts for all files: each free request slot takes the next part of the first file that has one. Once none is left, late parts are sent a
 * second time over other connections. The first acknowledgement counts.
 */
import { joinedSize, joinParts, type Part } from '../../core/bytes/parts.ts'
import { addDuration, carriedIn, type Durations, isLate, leftMs, NO_DURATIONS } from '../../core/link/late.ts'
import type { Clock } from '../../ports.ts'
import type { Limiter, Slot } from './limiter.ts'

/** What one try of a part gets. */
export interface PartTry {
  /** Its own to release. */
  readonly slot: Slot
  readonly signal: AbortSignal
  /** To be called with how many bytes of the part the kernel has taken in this try. */
  readonly onTaken: (takenBytes: number) => void
}

interface PartJob<Sent = unknown> {
  readonly parts: readonly Part[]
  /** Whether neighbours may be sent as one part, with the number of the first. */
  readonly mayJoin?: boolean
  /** Ends the job; parts not yet taken are dropped. */
  readonly signal: AbortSignal
  /** Sends one part. A part may be sent twice at once. */
  send(part: Part, attempt: PartTry): Promise<Sent>
  /** Called once for each part that was sent. */
  keep(sent: Sent): void
}

export interface PartQueue {
  /** @returns when every part was sent; rejects with the first failure, after what was in flight of this job has ended. */
  run<Sent>(job: PartJob<Sent>): Promise<void>
}

interface Running {
  readonly job: PartJob
  readonly controller: AbortController
  readonly signal: AbortSignal
  next: number
  /** Size of the parts that are not taken yet. */
  leftBytes: number
  inFlight: number
  failure: { readonly error: unknown } | undefined
  settle(): void
}

/** A part under way. */
interface Flight {
  readonly running: Running
  readonly part: Part
  readonly startedMs: number
  /** Of each try. */
  readonly slots: Slot[]
  readonly tries: AbortController[]
  /** What the kernel took of it in the first try. */
  takenBytes: number
  /** Begins a try with this slot. */
  begin(slot: Slot): void
}

/** Neighbours are joined as far as a connection carries them in this time, and always if it does so in that. */
const JOINED_MS = 500
const QUICK_MS = 100
/** So many more parts are left for each connection: with fewer the last ones end at different times, with more they are small, and connections wait. */
const PARTS_LEFT = 1.75
/** How often parts under way are looked at once no others are left. */
const LOOK_MS = 100

/** @returns a queue for the limiter's slots. It holds at most one waiting slot request, so memory does not grow with the parts. */
export function createPartQueue({
  limiter,
  clock,
}: {
  readonly limiter: Limiter
  readonly clock: Pick<Clock, 'nowMs' | 'every'>
}): PartQueue {
  const jobs = new Set<Running>()
  const flights = new Set<Flight>()
  let durations: Durations = NO_DURATIONS
  let pumping = false
  let endLooking: (() => void) | undefined

  function findNext(): { readonly running: Running; readonly part: Part; readonly count: number } | undefined {
    for (const running of jobs) {
      const { parts, mayJoin = false } = running.job
      const joined = joinParts(parts, { from: running.next, mostBytes: mayJoin ? wantedBytes() : 0 })
      if (joined !== undefined && running.failure === undefined) return { running, ...joined }
    }
    return undefined
  }

  function takeNext(): { readonly running: Running; readonly part: Part } | undefined {
    const found = findNext()
    if (found === undefined) return undefined
    const { running, part, count } = found
    running.next += count
    running.leftBytes -= sizeOf(part)
    running.inFlight += 1
    return { running, part }
  }

  /** How large the next part may be. */
  function wantedBytes(): number {
    let leftBytes = 0
    for (const { leftBytes: ofJob } of jobs) leftBytes += ofJob
    return joinedSize({
      slowlyBytes: carriedIn(durations, JOINED_MS),
      quicklyBytes: carriedIn(durations, QUICK_MS),
      shareBytes: leftBytes / (PARTS_LEFT * limiter.limit),
    })
  }

  function hasWork(): boolean {
    for (const running of jobs) {
      if (running.failure === undefined && running.next < running.job.parts.length) return true
    }
    return false
  }

  function fail(running: Running, error: unknown): void {
    if (running.failure !== undefined) return
    running.failure = { error }
    running.controller.abort(error)
    settleIfOver(running)
  }

  function settleIfOver(running: Running): void {
    const allTaken = running.failure !== undefined || running.next >= running.job.parts.length
    if (!allTaken || running.inFlight > 0) return
    jobs.delete(running)
    running.settle()
  }

  async function sendOne(running: Running, part: Part, slot: Slot): Promise<void> {
    const startedMs = clock.nowMs()
    const { flight, sent } = startFlight({ running, part, startedMs }, slot)
    flights.add(flight)
    lookAfterLast()
    try {
      running.job.keep(await sent)
      durations = addDuration(durations, { sizeBytes: sizeOf(part), elapsedMs: clock.nowMs() - startedMs })
    } catch (error) {
      fail(running, error)
    } finally {
      // Only now: a slot that is free takes the next part, and none of a job that failed.
      for (const held of flight.slots) held.release()
      flights.delete(flight)
      running.inFlight -= 1
      settleIfOver(running)
      lookAfterLast()
    }
  }

  /** Begins to look at the parts under way once no others are left, and ends it once there are. */
  function lookAfterLast(): void {
    const isWanted = flights.size > 0 && !hasWork()
    if (isWanted) endLooking ??= clock.every(LOOK_MS, sendLateAgain)
    if (isWanted || endLooking === undefined) return
    endLooking()
    endLooking = undefined
  }

  /** Sends parts again that are late, those first that need the most time. */
  function sendLateAgain(): void {
    const nowMs = clock.nowMs()
    const lateFlights = [...flights].flatMap((flight) => {
      // What failed before gave its slot back.
      if (flight.tries.length > 1 || flight.slots[0]?.isHeld !== true) return []
      const { startedMs, takenBytes } = flight
      const progress = { sizeBytes: sizeOf(flight.part), takenBytes, elapsedMs: nowMs - startedMs }
      return isLate(durations, progress) ? [{ flight, leftMs: leftMs(progress) }] : []
    })
    for (const { flight } of lateFlights.sort((one, other) => other.leftMs - one.leftMs)) {
      const { running } = flight
      const slot = limiter.tryAcquire(sizeOf(flight.part))
      if (slot === undefined) return
      if (running.failure === undefined) flight.begin(slot)
      else slot.release()
    }
  }

  async function pump(): Promise<void> {
    if (pumping) return
    pumping = true
    try {
      for (let found = findNext(); found !== undefined; found = findNext()) {
        const slot = await limiter.acquire(sizeOf(found.part), new AbortController().signal)
        const next = takeNext()
        if (next === undefined) slot.release()
        else void sendOne(next.running, next.part, slot)
      }
    } finally {
      pumping = false
    }
  }

  return {
    run<Sent>(job: PartJob<Sent>) {
      return new Promise<void>((resolve, reject) => {
        const controller = new AbortController()
        const onAbort = () => fail(running, job.signal.reason)
        const running: Running = {
          job: job as PartJob,
          controller,
          signal: AbortSignal.any([job.signal, controller.signal]),
          next: 0,
          leftBytes: job.parts.reduce((sum, part) => sum + sizeOf(part), 0),
          inFlight: 0,
          failure: undefined,
          settle() {
            job.signal.removeEventListener('abort', onAbort)
            if (running.failure === undefined) resolve()
            else reject(running.failure.error)
          },
        }
        job.signal.addEventListener('abort', onAbort, { once: true })
        jobs.add(running)
        if (job.signal.aborted) onAbort()
        settleIfOver(running)
        void pump()
      })
    },
  }
}

/** Sends a part: `sent` is what the first try that succeeds gives, once the others have ended; it rejects where all of them failed. */
function startFlight(
  facts: Pick<Flight, 'running' | 'part' | 'startedMs'>,
  slot: Slot,
): {
  readonly flight: Flight
  readonly sent: Promise<unknown>
} {
  const { job, signal } = facts.running
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const tries: AbortController[] = []
  const ends: Promise<void>[] = []
  let failures = 0
  const flight: Flight = {
    ...facts,
    slots: [],
    tries,
    takenBytes: 0,
    begin(own) {
      const controller = new AbortController()
      tries.push(controller)
      flight.slots.push(own)
      const isFirst = tries.length === 1
      const sending = job.send(facts.part, {
        slot: own,
        signal: AbortSignal.any([signal, controller.signal]),
        onTaken(takenBytes) {
          if (isFirst) flight.takenBytes = takenBytes
        },
      })
      const succeed = (sent: unknown) => {
        resolve(sent)
        for (const other of tries) if (other !== controller) other.abort(new Error('Another try was faster.'))
      }
      const fail = (error: unknown) => {
        failures += 1
        if (failures === tries.length) reject(error)
      }
      ends.push(sending.then(succeed, fail))
    },
  }
  flight.begin(slot)
  return { flight, sent: promise.finally(() => Promise.all(ends)) }
}

function sizeOf({ startBytes, endBytes }: Part): number {
  return endBytes - startBytes
}
