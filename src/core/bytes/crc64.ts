import { buildCrc64Module, CRC_DATA_ADDRESS, CRC_DATA_BYTES, POLYNOMIAL, TABLES_ADDRESS } from './crc64-wasm.ts'
import { loadKernel, type WithMemory } from './wasm-kernel.ts'

/** What the module of crc64-wasm.ts exports. */
interface Kernel extends WithMemory {
  update(sizeBytes: number, crc: bigint): bigint
  multiply(a: bigint, b: bigint): bigint
}

/** The polynomial x^8: bit 63 is x^0. */
const X_TO_THE_8TH = 1n << 55n

interface Loaded {
  readonly kernel: Kernel
  /** Where the kernel reads bytes from. Its content between two calls is meaningless. */
  readonly data: Uint8Array
}

let loaded: Loaded | undefined

/**
 * @returns the CRC-64/XZ (OSS's `x-oss-hash-crc64ecma`, ECMA-182 polynomial, reflected, inverted) of what `previous` is the CRC of, followed by `bytes`;
 * of `bytes` alone without `previous`. That number is the whole state, so any number of streams may take turns.
 * See https://www.alibabacloud.com/help/en/oss/developer-reference/data-integrity-check
 */
export function crc64(bytes: Uint8Array, previous = 0n): bigint {
  const { kernel, data } = load()
  let crc = previous
  for (let start = 0; start < bytes.length; start += CRC_DATA_BYTES) {
    const slice = bytes.subarray(start, start + CRC_DATA_BYTES)
    data.set(slice)
    crc = kernel.update(slice.length, crc)
  }
  return BigInt.asUintN(64, crc)
}

/**
 * @returns the CRC64 of two byte sequences joined, from the CRC64 of each and the size of the second alone.
 * @throws RangeError unless `secondSizeBytes` is an integer from 0 to 2^53 − 1.
 */
export function combineCrc64(first: bigint, second: bigint, secondSizeBytes: number): bigint {
  if (!Number.isSafeInteger(secondSizeBytes) || secondSizeBytes < 0) {
    throw new RangeError(`Not a size in bytes: ${secondSizeBytes}`)
  }
  const { kernel } = load()
  let shifted = first
  // x^(8·2^k) modulo P: what multiplies a CRC when 2^k bytes follow.
  let power = X_TO_THE_8TH
  for (let rest = secondSizeBytes; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) shifted = kernel.multiply(shifted, power)
    power = kernel.multiply(power, power)
  }
  return BigInt.asUintN(64, shifted ^ second)
}

/** @returns the CRC64 as OSS writes it: an unsigned decimal number. */
export function formatCrc64(crc: bigint): string {
  return BigInt.asUintN(64, crc).toString()
}

/** @returns the CRC64 that OSS wrote as an unsigned decimal number, or undefined if the text is not a number below 2^64. */
export function parseCrc64(text: string): bigint | undefined {
  if (!/^[0-9]{1,20}$/.test(text)) return undefined
  const crc = BigInt(text)
  return crc < 2n ** 64n ? crc : undefined
}

/** The kernel is made at first use: a run that sends nothing does not pay for it. */
function load(): Loaded {
  if (loaded === undefined) {
    const kernel = loadKernel<Kernel>(buildCrc64Module())
    fillTables(new DataView(kernel.memory.buffer, TABLES_ADDRESS, 8 * 256 * 8))
    const data = new Uint8Array(kernel.memory.buffer, CRC_DATA_ADDRESS, CRC_DATA_BYTES)
    loaded = { kernel, data }
  }
  return loaded
}

/** Entry 256·k + b becomes what a byte b adds to the CRC when it is read k bytes before the last one: b·x^(64 + 8·k), and the highest bit of b is x^0. */
function fillTables(tables: DataView): void {
  const entry = (index: number) => tables.getBigUint64(8 * index, true)
  let power = POLYNOMIAL
  for (let start = 0; start < 8 * 256; start += 256) {
    const ofBit: bigint[] = []
    for (let bit = 7; bit >= 0; bit--) {
      ofBit[bit] = power
      power = timesX(power)
    }
    ofBit.forEach((value, bit) => {
      const first = start + 2 ** bit
      for (let low = 0; low < 2 ** bit; low++) {
        tables.setBigUint64(8 * (first + low), value ^ entry(start + low), true)
      }
    })
  }
}

function timesX(value: bigint): bigint {
  return (value & 1n) === 0n ? value >> 1n : (value >> 1n) ^ POLYNOMIAL
}
