/** Sends the body of a request in slices. */
import type { ClientRequest } from 'node:http'
import type { Body } from '../../ports.ts'

/** What the kernel takes is told in steps of this size where it matters: each costs computing time. */
const STEP_BYTES = 16 * 1024
/** A connection that needs longer for a slice is slow. */
const SLOW_SLICE_MS = 1000

interface Delivery {
  readonly body: Body
  readonly slices: readonly [Buffer, ...Buffer[]]
  /** Whether the connection may be slow. How the kernel takes the first slice in steps also says how fast its window opens. */
  readonly maybeSlow: boolean
  /**
   * Called when bytes are written: from now on the network determines what happens on the connection, not the disk.
   * @param waitedMs how long nothing could be sent before, because the disk had not delivered
   */
  onHanded(waitedMs: number): void
  /** @param sentBytes how many bytes of the body the kernel has taken so far */
  onTaken(sentBytes: number): void
}

/**
 * With two slices one is read while the other is written, so that neither disk nor network waits for the other. Ends early, without an error, if the
 *  request is answered or over before: its answer says why.
 * @returns whether nothing reads from the slices any longer. Throws errors of reading the body.
 */
export async function sendBody(
  request: ClientRequest,
  { body, slices, maybeSlow, ...tell }: Delivery,
): Promise<boolean> {
  const [first, second = first] = slices
  const outlet = openOutlet(request)
  let written: Promise<void> = Promise.resolve()
  let handedBytes = 0
  let idleSinceMs = performance.now()
  let lastHandedMs = idleSinceMs
  let isStepped = maybeSlow
  for (let turn = 0; handedBytes < body.sizeBytes && !outlet.isOver(); turn += 1) {
    const slice = turn % 2 === 0 ? first : second
    if (second === first) await written
    const size = await body.read(slice)
    const readMs = performance.now()
    await written
    if (outlet.isOver()) break
    tell.onHanded(Math.max(0, readMs - idleSinceMs))
    const handedMs = performance.now()
    // Over a slow link the kernel takes a slice in minutes: without steps that would look like silence.
    if (turn > 0) isStepped = handedMs - lastHandedMs > SLOW_SLICE_MS
    lastHandedMs = handedMs
    const stepBytes = isStepped ? STEP_BYTES : size
    const startBytes = handedBytes
    handedBytes += size
    const onTaken = (takenBytes: number) => {
      idleSinceMs = performance.now()
      tell.onTaken(startBytes + takenBytes)
    }
    const isLast = handedBytes === body.sizeBytes
    written = writeInSteps(outlet, slice.subarray(0, size), { stepBytes, isLast, onTaken })
  }
  await written
  return !request.destroyed && outlet.isIdle()
}

/** Sends a body that is in memory at once. Its answer need not wait for what is told. */
export function sendWhole(
  request: ClientRequest,
  { bytes, ...tell }: Pick<Delivery, 'onHanded' | 'onTaken'> & { readonly bytes: Uint8Array },
): void {
  if (request.destroyed) return
  tell.onHanded(0)
  request.end(bytes, (error?: Error | null) => {
    if (error == null) tell.onTaken(bytes.length)
  })
}

/** Writes bytes, each step once the kernel took the one before. */
async function writeInSteps(
  outlet: Outlet,
  bytes: Uint8Array,
  {
    stepBytes,
    isLast,
    onTaken,
  }: { readonly stepBytes: number; readonly isLast: boolean; onTaken(takenBytes: number): void },
): Promise<void> {
  for (let at = 0; at < bytes.length && !outlet.isOver(); at += stepBytes) {
    const end = Math.min(bytes.length, at + stepBytes)
    await outlet.write(bytes.subarray(at, end), {
      isLast: isLast && end === bytes.length,
      onTaken: () => onTaken(end),
    })
  }
}

interface Outlet {
  /** Resolves once the kernel took the bytes, or the request is over. The last bytes end the request. */
  write(bytes: Uint8Array, options: { readonly isLast: boolean; readonly onTaken: () => void }): Promise<void>
  isOver(): boolean
  /** Whether the kernel took everything that was written. */
  isIdle(): boolean
}

function openOutlet(request: ClientRequest): Outlet {
  let isOver = request.destroyed
  let underWay = 0
  let endWait = () => {}
  const end = () => {
    isOver = true
    endWait()
  }
  request.once('response', end)
  request.once('close', end)
  return {
    write(bytes, { isLast, onTaken }) {
      return new Promise((resolve) => {
        endWait = resolve
        underWay += 1
        const settle = (error?: Error | null) => {
          underWay -= 1
          if (error == null) onTaken()
          resolve()
        }
        if (isLast) request.end(bytes, settle)
        else request.write(bytes, settle)
      })
    },
    isOver: () => isOver,
    isIdle: () => underWay === 0,
  }
}
