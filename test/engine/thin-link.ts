/** A thin link in virtual time: the bodies that are under way share what it carries. */
import type { ObjectStore } from '../../src/ports.ts'
import type { FakeClock } from './fake-clock.ts'
import type { MemoryStore } from './memory-store.ts'

export interface ThinLink {
  /** What it carries at that time. */
  readonly bytesPerSecondAt: (nowMs: number) => number
  /** How much the kernel takes of each connection before it has arrived. */
  readonly bufferBytes?: number
  /** How many times as much some requests get of it as others, at most. */
  readonly unevenness?: number
}

interface Flow {
  readonly sizeBytes: number
  readonly weight: number
  arrivedBytes: number
  onTaken(takenBytes: number): void
  onEnd(): void
}

const STEP_MS = 500
const ROUND_TRIP_MS = 200

/** @returns the store behind such a link: requests take a round trip, and bodies the time that they need. */
export function behindThinLink(
  store: MemoryStore,
  clock: FakeClock,
  { bytesPerSecondAt, bufferBytes = 64 * 1024, unevenness = 1 }: ThinLink,
): ObjectStore {
  const flows = new Set<Flow>()
  let endSteps: (() => void) | undefined
  let seed = 7

  function step(): void {
    const nowMs = clock.nowMs()
    const weights = [...flows].reduce((sum, { weight }) => sum + weight, 0)
    const bytes = (bytesPerSecondAt(nowMs) * STEP_MS) / 1000
    for (const flow of [...flows]) {
      flow.arrivedBytes = Math.min(flow.sizeBytes, flow.arrivedBytes + (bytes * flow.weight) / weights)
      flow.onTaken(Math.min(flow.sizeBytes, Math.floor(flow.arrivedBytes) + bufferBytes))
      if (flow.arrivedBytes >= flow.sizeBytes) flow.onEnd()
    }
    if (flows.size > 0) return
    endSteps?.()
    endSteps = undefined
  }

  function weightOf(): number {
    seed = (seed * 48_271) % 2_147_483_647
    return 1 + ((unevenness - 1) * seed) / 2_147_483_647
  }

  async function carry(request: Parameters<ObjectStore['uploadPart']>[0] | Parameters<ObjectStore['putObject']>[0]) {
    const { signal, body, sending } = request
    await clock.sleep(ROUND_TRIP_MS, signal)
    sending?.onConnected(true)
    await new Promise<void>((resolve, reject) => {
      const flow: Flow = {
        sizeBytes: body.sizeBytes,
        weight: weightOf(),
        arrivedBytes: 0,
        onTaken: (takenBytes) => sending?.onSent(takenBytes),
        onEnd() {
          flows.delete(flow)
          resolve()
        },
      }
      flows.add(flow)
      signal.addEventListener('abort', () => {
        flows.delete(flow)
        reject(signal.reason)
      })
      endSteps ??= clock.every(STEP_MS, step)
    })
  }

  return {
    ...store,
    async initiateUpload(request) {
      await clock.sleep(ROUND_TRIP_MS, request.signal)
      return store.initiateUpload(request)
    },
    async uploadPart(request) {
      await carry(request)
      const { sending: _, ...rest } = request
      return store.uploadPart(rest)
    },
    async putObject(request) {
      await carry(request)
      const { sending: _, ...rest } = request
      return store.putObject(rest)
    },
  }
}
