/** The bytes of a round's files. */
import { bytesOf } from '../scenarios/stage.ts'
import type { FilePlan } from './plan-round.ts'
import { PART_SIZE_BYTES } from './plan-round.ts'

/** @returns the file's bytes; sparse ones are zeros but for a few bytes, so that many of their parts are alike. */
export function contentOf(file: FilePlan, seed: number): Buffer {
  if (file.content === 'random') return bytesOf(file.sizeBytes, `${seed} ${file.name}`)
  const bytes = Buffer.alloc(file.sizeBytes)
  if (file.sizeBytes > 0) bytes[Math.floor(file.sizeBytes / 2)] = 1
  return bytes
}

/** @returns the bytes as a rebuild makes them: one byte of one part differs. */
export function rebuilt(bytes: Buffer, seed: number): { readonly bytes: Buffer; readonly partNumber: number } {
  const changed = Buffer.from(bytes)
  const place = (seed * 7919) % Math.max(1, bytes.length)
  if (bytes.length > 0) changed[place] = (changed[place] ?? 0) ^ 0x55
  return { bytes: changed, partNumber: Math.floor(place / PART_SIZE_BYTES) + 1 }
}
