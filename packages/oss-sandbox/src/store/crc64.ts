import { createCRC64, type IHasher } from 'hash-wasm'

/** CRC-64/XZ, the one that OSS uses, with its bits reversed as in table-driven implementations. */
const POLYNOMIAL = 0xc96c5795d7870f42n
const X_TO_THE_0 = 1n << 63n
const X_TO_THE_8 = 1n << 55n

/** The CRC64 of no bytes. */
export const EMPTY_CRC64 = 0n

const idle: IHasher[] = []

/** A running CRC64 taken from a pool: each is a WebAssembly instance, which is too expensive to make for every part. */
export interface RunningCrc64 {
  update(bytes: Uint8Array): void
  /** The CRC64 of everything so far; gives the instance back, so it can be called only once. */
  finish(): bigint
  /** Gives the instance back without an answer. */
  drop(): void
}

/** A CRC64 over bytes that are still to come, by hash-wasm. */
export async function startCrc64(): Promise<RunningCrc64> {
  const hasher = idle.pop() ?? (await createCRC64())
  hasher.init()
  return {
    update: (bytes) => void hasher.update(bytes),
    finish: () => {
      const crc = BigInt(`0x${hasher.digest('hex')}`)
      idle.push(hasher)
      return crc
    },
    drop: () => void idle.push(hasher),
  }
}

/** @returns the CRC64 of what `previous` is the CRC64 of, followed by `bytes`. */
export type Crc64 = (bytes: Uint8Array, previous: bigint) => bigint

/** The same with the given function, for benches in which the server must not be the bottleneck. */
export function startGivenCrc64(crc64: Crc64): RunningCrc64 {
  let crc = EMPTY_CRC64
  return {
    update: (bytes) => {
      crc = crc64(bytes, crc)
    },
    finish: () => crc,
    drop: () => {},
  }
}

/** The CRC64 of bytes in memory. */
export async function crc64Of(...pieces: readonly Uint8Array[]): Promise<bigint> {
  const running = await startCrc64()
  for (const piece of pieces) running.update(piece)
  return running.finish()
}

const shifts = new Map<number, bigint>()

/** The CRC64 of A followed by B, from the CRC64 of each and the length of B in bytes. */
export function combineCrc64(a: bigint, b: { readonly crc64: bigint; readonly sizeBytes: number }): bigint {
  let shift = shifts.get(b.sizeBytes)
  if (shift === undefined) {
    shift = power(X_TO_THE_8, b.sizeBytes)
    shifts.set(b.sizeBytes, shift)
  }
  return multiply(shift, a) ^ b.crc64
}

function power(base: bigint, exponent: number): bigint {
  let result = X_TO_THE_0
  let square = base
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = multiply(result, square)
    square = multiply(square, square)
  }
  return result
}

/** The product of two polynomials over GF(2) modulo the CRC's own. */
function multiply(a: bigint, b: bigint): bigint {
  let product = 0n
  let shifted = b
  for (let bit = X_TO_THE_0; bit > 0n; bit >>= 1n) {
    if ((a & bit) !== 0n) product ^= shifted
    shifted = (shifted & 1n) === 1n ? (shifted >> 1n) ^ POLYNOMIAL : shifted >> 1n
  }
  return product
}
