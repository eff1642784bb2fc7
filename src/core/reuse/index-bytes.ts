/** Encoding of the numbers and texts of an index. What is read is untrusted. */

/** Longest form of a whole number below 2^53: seven bits a byte. */
const MAX_NUMBER_BYTES = 8

/** @returns the number, seven bits a byte, the lowest first; all bytes but the last have their highest bit set. */
export function encodeNumber(value: number): readonly number[] {
  return value < 0x80 ? [value] : [0x80 | (value % 0x80), ...encodeNumber(Math.floor(value / 0x80))]
}

/** @returns the bytes with their count in front. */
export function encodeBytes(bytes: Iterable<number>): readonly number[] {
  const all = [...bytes]
  return [...encodeNumber(all.length), ...all]
}

/** Reads from the start. A read beyond the end returns zero or no bytes, and makes the reader permanently invalid. */
export interface IndexReader {
  /** @returns a whole number from 0 to 2^53 − 1. */
  number(): number
  /** @returns this many bytes, not copied. */
  bytes(count: number): Uint8Array
  /** @returns well-formed text of at most this many bytes in UTF-8. */
  text(maxBytes: number): string
  /** @returns whether all reads so far were within the data. */
  isWhole(): boolean
  /** @returns whether nothing but zeros is left. */
  isRestZero(): boolean
}

/** @returns a reader of `bytes`, which it does not copy. */
export function createIndexReader(bytes: Uint8Array): IndexReader {
  let at = 0
  let whole = true
  const take = (count: number) => {
    whole &&= count <= bytes.length - at
    const taken = bytes.subarray(at, whole ? at + count : at)
    at += taken.length
    return taken
  }
  const number = () => {
    let value = 0
    for (let place = 0; place < MAX_NUMBER_BYTES; place++) {
      const byte = take(1)[0] ?? 0
      value += (byte & 0x7f) * 0x80 ** place
      if (byte < 0x80) break
      whole &&= place + 1 < MAX_NUMBER_BYTES
    }
    whole &&= Number.isSafeInteger(value)
    return whole ? value : 0
  }
  const text = (maxBytes: number) => {
    const sizeBytes = number()
    whole &&= sizeBytes <= maxBytes
    const decoded = decode(take(sizeBytes))
    whole &&= decoded !== undefined
    return decoded ?? ''
  }
  return {
    number,
    bytes: take,
    text,
    isWhole: () => whole,
    isRestZero: () => bytes.subarray(at).every((byte) => byte === 0),
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** @returns the size of `count` packed numbers of `bits` bits, in bytes. */
export function packedBytes(count: number, bits: number): number {
  return Math.ceil((count * bits) / 8)
}

/** @returns the numbers, `bits` bits each (at most 24), the lowest bit first. */
export function packNumbers(numbers: Uint32Array | readonly number[], bits: number): Uint8Array {
  const packed = new Uint8Array(packedBytes(numbers.length, bits))
  let at = 0
  let held = 0
  let heldBits = 0
  for (const value of numbers) {
    held |= value << heldBits
    for (heldBits += bits; heldBits >= 8; heldBits -= 8) {
      packed[at] = held
      at += 1
      held >>>= 8
    }
  }
  if (heldBits > 0) packed[at] = held
  return packed
}

/** @returns the numbers that `packNumbers` packed. */
export function unpackNumbers(packed: Uint8Array, bits: number, count: number): Uint32Array {
  const numbers = new Uint32Array(count)
  let filled = 0
  let held = 0
  let heldBits = 0
  for (const byte of packed) {
    held |= byte << heldBits
    heldBits += 8
    for (; heldBits >= bits && filled < count; heldBits -= bits) {
      numbers[filled] = held & (2 ** bits - 1)
      filled += 1
      held >>>= bits
    }
  }
  return numbers
}
