/** Parameters that decide where chunks end, besides the numbers of the rolling hash. Only lists of chunks with the same parameters can be compared. */
export interface ChunkParameters {
  /** No chunk but a file's last is smaller. */
  readonly minBytes: number
  /** Up to this size a chunk ends only where the rolling hash has `strictBits` zeros, beyond it where it has `looseBits`. */
  readonly normalBytes: number
  /** No chunk is larger. */
  readonly maxBytes: number
  readonly strictBits: number
  readonly looseBits: number
}

/** About 32 KiB on average, measured in docs/decisions/0013-content-defined-chunks.md. Any change makes existing indexes useless. */
export const CHUNK_PARAMETERS: ChunkParameters = {
  minBytes: 8 * 1024,
  normalBytes: 20 * 1024,
  maxBytes: 128 * 1024,
  strictBits: 16,
  looseBits: 14,
}
