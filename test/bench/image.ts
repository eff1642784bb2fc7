/** An image that is made up as it is read: its next release has 1 % changed, in 50 places. */
export const PLACES = 50
const MIB = 1024 ** 2

export interface Image {
  readonly sizeMib: number
  /** @returns the MiB of that number; valid until the next call */
  slice(number: number, isNext: boolean): Uint8Array
}

/** @returns an image in which no two places are alike. */
export function createImage(sizeMib: number): Image {
  const words = new Uint32Array(MIB / 4)
  const every = Math.floor(sizeMib / PLACES)
  const changedBytes = 4 * Math.round(((sizeMib / 100 / PLACES) * MIB) / 4)
  const makeUp = (number: number, release: number, bytes: number) => {
    let state = Math.imul(2 * number + release + 1, 0x9e3779b9) >>> 0
    for (let index = 0; index < bytes / 4; index += 1) {
      state ^= state << 13
      state ^= state >>> 17
      state ^= state << 5
      words[index] = state
    }
  }
  return {
    sizeMib,
    slice(number, isNext) {
      makeUp(number, 0, MIB)
      if (isNext && number % every === 1) makeUp(number, 1, changedBytes)
      return new Uint8Array(words.buffer)
    },
  }
}
