/** Sends the body of a request in slices. */
import type { Body } from '../../ports.ts'
import type { Exchange } from '../wire/connection.ts'

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
export async function sendBody(outlet: Exchange, { body, slices, maybeSlow, ...tell }: Delivery): Promise<boolean> {
  const [first, second = first] = slices
  let written: Promise<void> = Promise.resolve()
  let handedBytes = 0
  let idleSinceMs = performance.now()
  let lastHandedMs = idleSinceMs
  let isStepped = maybeSlow
  for (let turn = 0; handedBytes < body.sizeBytes && !outlet.isOver; turn += 1) {
    const slice = turn % 2 === 0 ? first : second
    if (second === first) await written
    const size = await body.read(slice)
    const readMs = performance.now()
    await written
    if (outlet.isOver) break
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
  return outlet.isIdle
}

/** Writes bytes, each step once the kernel took the one before. */
async function writeInSteps(
  outlet: Exchange,
  bytes: Uint8Array,
  {
    stepBytes,
    isLast,
    onTaken,
  }: { readonly stepBytes: number; readonly isLast: boolean; onTaken(takenBytes: number): void },
): Promise<void> {
  for (let at = 0; at < bytes.length && !outlet.isOver; at += stepBytes) {
    const end = Math.min(bytes.length, at + stepBytes)
    const isTaken = await write(outlet, { bytes: bytes.subarray(at, end), isLast: isLast && end === bytes.length })
    if (isTaken) onTaken(end)
  }
}

/** @returns whether the kernel took the bytes, once it did or never will. The last bytes end the request. */
function write(
  outlet: Exchange,
  { bytes, isLast }: { readonly bytes: Uint8Array; readonly isLast: boolean },
): Promise<boolean> {
  return new Promise((resolve) => {
    if (isLast) outlet.finish(bytes, resolve)
    else outlet.write(bytes, resolve)
  })
}
