import fc from 'fast-check'
import { createCRC64 } from 'hash-wasm'
import { describe, expect, test } from 'vitest'
import { combineCrc64, crc64, formatCrc64, parseCrc64 } from '../../../src/core/bytes/crc64.ts'
import { buildCrc64Module, CRC_DATA_BYTES, FOLD_DISTANCES, POLYNOMIAL } from '../../../src/core/bytes/crc64-wasm.ts'

const ALL_ONES = 2n ** 64n - 1n
const text = (value: string) => new TextEncoder().encode(value)
const anyCrc = fc.bigInt({ min: 0n, max: ALL_ONES })

/** The definition, bit by bit. */
function referenceCrc64(bytes: Uint8Array): bigint {
  let register = ALL_ONES
  for (const byte of bytes) {
    register ^= BigInt(byte)
    for (let bit = 0; bit < 8; bit++) register = (register & 1n) === 0n ? register >> 1n : (register >> 1n) ^ POLYNOMIAL
  }
  return register ^ ALL_ONES
}

/** Bytes that look random and are the same in every run. */
function madeUpBytes(sizeBytes: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(sizeBytes)
  let state = (seed ^ 0x9e3779b9) >>> 0 || 1
  for (let index = 0; index < sizeBytes; index++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    bytes[index] = state >>> 11
  }
  return bytes
}

async function peerCrc64(bytes: Uint8Array): Promise<bigint> {
  return BigInt(`0x${(await createCRC64()).init().update(bytes).digest()}`)
}

describe('crc64', () => {
  test('gives the check value of CRC-64/XZ', () => {
    expect(crc64(text('123456789')).toString(16)).toBe('995dc9bbdf1939fa')
  })

  test('is zero for no bytes, and unchanged when no bytes are added', () => {
    expect(crc64(new Uint8Array())).toBe(0n)
    fc.assert(fc.property(anyCrc, (previous) => crc64(new Uint8Array(), previous) === previous))
  })

  test('equals the bit-by-bit definition', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => crc64(bytes) === referenceCrc64(bytes)))
  })

  test('equals the bit-by-bit definition at every size near where folding begins', () => {
    const longest = Math.max(...FOLD_DISTANCES)
    for (let sizeBytes = longest; sizeBytes < longest + 200; sizeBytes += 3) {
      const bytes = madeUpBytes(sizeBytes, sizeBytes)
      expect(crc64(bytes), `${sizeBytes} bytes`).toBe(referenceCrc64(bytes))
    }
  })

  test('agrees with hash-wasm at sizes near its step and memory sizes', async () => {
    const sizes = [-65, -64, -1, 0, 1, 15, 16, 2500].flatMap((more) => [
      more + CRC_DATA_BYTES,
      more + 3 * CRC_DATA_BYTES,
    ])
    for (const sizeBytes of [...sizes, 4000, 65_536, 100_003]) {
      const bytes = madeUpBytes(sizeBytes, sizeBytes)
      expect(crc64(bytes), `${sizeBytes} bytes`).toBe(await peerCrc64(bytes))
    }
  })

  test('agrees with hash-wasm for any bytes at any offset of a buffer', async () => {
    const size = fc.oneof(fc.nat(5000), fc.nat(300_000))
    await fc.assert(
      fc.asyncProperty(size, fc.nat(64), fc.integer(), async (sizeBytes, offset, seed) => {
        const bytes = madeUpBytes(sizeBytes + offset, seed).subarray(offset)
        expect(crc64(bytes)).toBe(await peerCrc64(bytes))
      }),
      { numRuns: 50 },
    )
  })

  test('continues a previous CRC, also when streams take turns', () => {
    const pieces = fc.array(fc.nat(9000), { maxLength: 8 })
    fc.assert(
      fc.property(pieces, fc.integer(), (sizes, seed) => {
        const total = sizes.reduce((sum, size) => sum + size, 0)
        const streams = [madeUpBytes(total, seed), madeUpBytes(total, seed + 1)]
        let crcs = [0n, 0n]
        let start = 0
        for (const size of sizes) {
          crcs = streams.map((bytes, index) => crc64(bytes.subarray(start, start + size), crcs[index]))
          start += size
        }
        expect(crcs).toEqual(streams.map((bytes) => crc64(bytes)))
      }),
    )
  })

  test('does not change the bytes that it reads', () => {
    const bytes = madeUpBytes(20_000, 1)
    crc64(bytes, 12_345n)
    expect(bytes).toEqual(madeUpBytes(20_000, 1))
  })
})

describe('combineCrc64', () => {
  test('equals the CRC of the whole for any split', () => {
    const bytes = madeUpBytes(30_000, 7)
    const whole = crc64(bytes)
    fc.assert(
      fc.property(fc.nat(bytes.length), (split) => {
        const [first, second] = [bytes.subarray(0, split), bytes.subarray(split)]
        return combineCrc64(crc64(first), crc64(second), second.length) === whole
      }),
    )
  })

  test('is associative for any CRCs and sizes up to 2^52', () => {
    const size = fc.integer({ min: 0, max: 2 ** 52 - 1 })
    fc.assert(
      fc.property(anyCrc, anyCrc, anyCrc, size, size, (a, b, c, bSize, cSize) => {
        const left = combineCrc64(combineCrc64(a, b, bSize), c, cSize)
        return left === combineCrc64(a, combineCrc64(b, c, cSize), bSize + cSize)
      }),
    )
  })

  test('gives a terabyte of zeros the same CRC, whatever its pieces', () => {
    let doubled = crc64(Uint8Array.of(0))
    for (let size = 1; size < 2 ** 40; size *= 2) doubled = combineCrc64(doubled, doubled, size)
    let byMebibytes = crc64(new Uint8Array(2 ** 20))
    for (let size = 2 ** 20; size < 2 ** 40; size *= 2) byMebibytes = combineCrc64(byMebibytes, byMebibytes, size)
    expect(byMebibytes).toBe(doubled)
  })

  test('refuses an invalid size', () => {
    for (const size of [-1, 0.5, Number.NaN, 2 ** 53]) expect(() => combineCrc64(1n, 2n, size)).toThrow(RangeError)
  })
})

describe('the text of a CRC64', () => {
  test('is an unsigned decimal number', () => {
    expect(formatCrc64(crc64(text('123456789')))).toBe('11051210869376104954')
    expect(formatCrc64(-1n)).toBe('18446744073709551615')
  })

  test('is read back as it was written', () => {
    fc.assert(fc.property(anyCrc, (crc) => parseCrc64(formatCrc64(crc)) === crc))
  })

  test('is refused if it is anything else', () => {
    const wrong = ['', '-1', '+1', ' 1', '1 ', '1\n', '0x1', '1e3', '1n', '18446744073709551616', '9'.repeat(21), '１']
    expect(wrong.map(parseCrc64)).toEqual(wrong.map(() => undefined))
  })
})

describe('the WebAssembly module', () => {
  test('folds by distances whose powers of x add up to one', () => {
    const divideByX = (value: bigint) =>
      value >> 63n === 0n ? value << 1n : (((value ^ POLYNOMIAL) << 1n) & ALL_ONES) | 1n
    let power = 1n << 63n
    let sum = 0n
    for (let distance = 1; distance <= Math.max(...FOLD_DISTANCES); distance++) {
      for (let bit = 0; bit < 8; bit++) power = divideByX(power)
      if (FOLD_DISTANCES.includes(distance)) sum ^= power
    }
    expect(sum).toBe(1n << 63n)
  })

  test('is under a kilobyte and the same every time it is built', () => {
    expect(buildCrc64Module()).toEqual(buildCrc64Module())
    expect(buildCrc64Module().length).toBeLessThan(1024)
  })
})
