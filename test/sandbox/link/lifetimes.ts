/** @returns a function that returns the lifetime of the next connection in bytes: exponentially distributed, the same for the same seed. */
export function lifetimesBytes(meanBytes: number | undefined, seed: number): () => number {
  if (meanBytes === undefined) return () => Number.POSITIVE_INFINITY
  const random = randomFrom(seed)
  return () => Math.ceil(-Math.log(1 - random()) * meanBytes)
}

/** @returns numbers from 0 to below 1 (xorshift32). */
function randomFrom(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
