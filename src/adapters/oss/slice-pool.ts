/** Memory for bodies under way: slices that are used again and again. */

interface SlicePool {
  /** @returns one slice, or two where there is room: one can then be filled while the other is sent. */
  take(): readonly [Buffer, ...Buffer[]]
  /** Ends the use of slices that were taken. @param areIdle whether nobody reads from them any more */
  giveBack(slices: readonly Buffer[], areIdle: boolean): void
}

/** At half of it the work for each slice shows, at twice it is hardly less. */
const SLICE_BYTES = 128 * 1024
/** So many slices under way leave room for a second one. */
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
