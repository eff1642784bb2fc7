/** Other bytes with the CRC64 of given ones: CRC64 is linear, so that eight bytes decide it. */
import { crc64 } from '../../src/core/bytes/crc64.ts'

const BITS = 64

/** @returns bytes that begin like `wanted` does not, have its length, and have its CRC64 */
export function forgeCrc64(wanted: Buffer): Buffer {
  const forged = Buffer.from(wanted)
  forged.fill('forged! ', 0, Math.min(4096, forged.length - 8))
  const tail = forged.length - 8
  forged.writeBigUInt64LE(0n, tail)
  const zero = crc64(forged, 0n)
  const rows = Array.from({ length: BITS }, (_, bit) => {
    forged.writeBigUInt64LE(1n << BigInt(bit), tail)
    return { effect: crc64(forged, 0n) ^ zero, bits: 1n << BigInt(bit) }
  })
  forged.writeBigUInt64LE(solve(rows, crc64(wanted, 0n) ^ zero), tail)
  return forged
}

/** Gaussian elimination over single bits. @returns which bits together have the effect */
function solve(rows: { effect: bigint; bits: bigint }[], wanted: bigint): bigint {
  let left = wanted
  let bits = 0n
  for (let place = BigInt(BITS - 1); place >= 0n; place -= 1n) {
    const has = (effect: bigint) => (effect >> place) % 2n === 1n
    const pivot = rows.find(({ effect }) => has(effect))
    if (pivot === undefined) continue
    for (const row of rows) {
      if (row === pivot || !has(row.effect)) continue
      row.effect ^= pivot.effect
      row.bits ^= pivot.bits
    }
    if (has(left)) {
      left ^= pivot.effect
      bits ^= pivot.bits
    }
    rows.splice(rows.indexOf(pivot), 1)
  }
  return bits
}
