/** A first-in, first-out queue of bytes, which are taken in any sizes without copying. */
export interface ByteQueue {
  readonly push: (bytes: Buffer) => void
  /** @returns the first `sizeBytes` bytes, which must be in the queue, in the pieces in which they were added. */
  readonly take: (sizeBytes: number) => Buffer[]
  readonly clear: () => void
  readonly sizeBytes: () => number
}

export function createByteQueue(): ByteQueue {
  let pieces: Buffer[] = []
  let total = 0
  return {
    push: (bytes) => {
      pieces.push(bytes)
      total += bytes.length
    },
    take: (sizeBytes) => {
      const taken: Buffer[] = []
      let missing = sizeBytes
      while (missing > 0) {
        const piece = pieces[0]
        if (piece === undefined) throw new RangeError(`${missing} bytes more than there are were requested`)
        if (piece.length <= missing) pieces.shift()
        else pieces[0] = piece.subarray(missing)
        taken.push(piece.subarray(0, missing))
        missing -= Math.min(missing, piece.length)
      }
      total -= sizeBytes
      return taken
    },
    clear: () => {
      pieces = []
      total = 0
    },
    sizeBytes: () => total,
  }
}
