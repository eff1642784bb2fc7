/** A few digests of an object's bytes, to check a reader's copy without reading all of it. */

/** How many bytes at the start and at the end of a large object are compared. */
export const EDGE_SIZE_BYTES = 64 * 1024
/** Objects up to this size are compared whole. */
export const WHOLE_SIZE_BYTES = 1024 ** 2

/** SHA-256, lower-case hex. */
export type ContentSample =
  | { readonly kind: 'whole'; readonly sha256: string }
  /** Of the first and the last `EDGE_SIZE_BYTES`. */
  | { readonly kind: 'edges'; readonly head: string; readonly tail: string }

/** A range of an object's bytes whose digest belongs to its sample. */
export interface SampleWindow {
  readonly startBytes: number
  readonly endBytes: number
}

/** @returns the ranges by which an object of this size is compared, in order: the whole, or its two edges. */
export function sampleWindows(sizeBytes: number): readonly SampleWindow[] {
  if (sizeBytes <= WHOLE_SIZE_BYTES) return [{ startBytes: 0, endBytes: sizeBytes }]
  return [
    { startBytes: 0, endBytes: EDGE_SIZE_BYTES },
    { startBytes: sizeBytes - EDGE_SIZE_BYTES, endBytes: sizeBytes },
  ]
}

/** @returns the sample from the digests of `sampleWindows`; undefined if one is unknown. */
export function sampleOf(digests: readonly (string | undefined)[]): ContentSample | undefined {
  const [first, second] = digests
  if (first === undefined) return undefined
  if (digests.length === 1) return { kind: 'whole', sha256: first }
  return second === undefined ? undefined : { kind: 'edges', head: first, tail: second }
}

/** Samples of the files of this attempt, taken while their bytes are read for something else. */
export interface Samples {
  /** Requests a sample of the file. */
  expect(path: string, sizeBytes: number): void
  /** @returns a function that receives the bytes of a range as they are read, in order; undefined if none of them is needed. */
  tap(path: string, range: SampleWindow): ((bytes: Uint8Array) => void) | undefined
  /** @returns the sample; undefined until all its bytes were read. */
  of(path: string): ContentSample | undefined
}
