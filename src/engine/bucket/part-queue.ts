/** One queue of parts for all files: a free request slot takes the next part of the first file that has one. */
import type { Part } from '../../core/bytes/parts.ts'
import type { Limiter, Slot } from './limiter.ts'

interface PartJob {
  readonly parts: readonly Part[]
  /** Ends the job; parts not yet taken are dropped. */
  readonly signal: AbortSignal
  /** Sends one part, and releases its slot. */
  send(part: Part, slot: Slot, signal: AbortSignal): Promise<void>
}

export interface PartQueue {
  /** Resolves when every part was sent; rejects with the first failure, after the requests of this job in flight have ended. */
  run(job: PartJob): Promise<void>
}

interface Running {
  readonly job: PartJob
  readonly controller: AbortController
  readonly signal: AbortSignal
  next: number
  inFlight: number
  failure: { readonly error: unknown } | undefined
  settle(): void
}

/** @returns a queue over the limiter's data lane. It holds at most one waiting slot request, so memory does not grow with the parts. */
export function createPartQueue(limiter: Limiter): PartQueue {
  const jobs = new Set<Running>()
  let pumping = false

  function takeNext(): { readonly running: Running; readonly part: Part } | undefined {
    for (const running of jobs) {
      const part = running.job.parts[running.next]
      if (part === undefined || running.failure !== undefined) continue
      running.next += 1
      running.inFlight += 1
      return { running, part }
    }
    return undefined
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
    try {
      await running.job.send(part, slot, running.signal)
    } catch (error) {
      fail(running, error)
    } finally {
      slot.release()
      running.inFlight -= 1
      settleIfOver(running)
    }
  }

  async function pump(): Promise<void> {
    if (pumping) return
    pumping = true
    try {
      while (hasWork()) {
        const slot = await limiter.acquire('data', new AbortController().signal)
        const next = takeNext()
        if (next === undefined) slot.release()
        else void sendOne(next.running, next.part, slot)
      }
    } finally {
      pumping = false
    }
  }

  return {
    run(job) {
      return new Promise<void>((resolve, reject) => {
        const controller = new AbortController()
        const onAbort = () => fail(running, job.signal.reason)
        const running: Running = {
          job,
          controller,
          signal: AbortSignal.any([job.signal, controller.signal]),
          next: 0,
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
