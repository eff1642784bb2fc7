/** Reusable slices of memory for bodies that are being sent. */

interface SlicePool {
  /** @returns one slice, or two if there is room: one can then be filled while the other is sent. */
  take(): readonly [Buffer, ...Buffer[]]
  /** Ends the use of slices that were taken. @param areIdle whether nothing reads from them any longer */
  giveBack(slices: readonly Buffer[], areIdle: boolean): void
}

/** With half the size the work per slice is noticeable, with twice the size it is hardly less. */
const SLICE_BYTES = 128 * 1024
/** Below this number of slices in use there is room for a second one. */
const ROOM = 32

/** @returns an empty pool. */
export function createSlicePool(): SlicePool {
  const spare: Buffer[] = []
  let taken = 0
  const takeOne = () => {
    taken += 1
    return spare.pop() ?? Buffer.allocUnsafeSlow(SLICE_BYTES)
  }

  return {
    take: () => (taken + 2 <= ROOM ? [takeOne(), takeOne()] : [takeOne()]),
    giveBack(slices, areIdle) {
      taken -= slices.length
      if (areIdle) spare.push(...slices)
    },
  }
}
