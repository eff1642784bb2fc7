import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodeHashes } from '../../../src/adapters/process/hashes.ts'
import { EDGE_SIZE_BYTES, WHOLE_SIZE_BYTES } from '../../../src/core/bytes/sample.ts'
import { createSamples } from '../../../src/engine/verify/samples.ts'
import { bytesOf } from '../world.ts'

const LARGE = bytesOf(WHOLE_SIZE_BYTES + 100_001)

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Reads the parts of a file in slices, in this order. */
function read(
  bytes: Buffer,
  { partBytes, order, sliceBytes }: { partBytes: number; order: number; sliceBytes: number },
) {
  const samples = createSamples(nodeHashes)
  samples.expect('a', bytes.length)
  const starts = Array.from({ length: Math.ceil(bytes.length / partBytes) }, (_, index) => index * partBytes)
  starts.sort((left, right) => ((left * order) % 7919) - ((right * order) % 7919))
  for (const startBytes of starts) {
    const endBytes = Math.min(bytes.length, startBytes + partBytes)
    const tap = samples.tap('a', { startBytes, endBytes })
    for (let at = startBytes; at < endBytes; at += sliceBytes)
      tap?.(bytes.subarray(at, Math.min(endBytes, at + sliceBytes)))
  }
  return samples.of('a')
}

test('a sample is the same for any parts and any order in which the file is read', () => {
  const sizes = fc.constantFrom(1, 1000, EDGE_SIZE_BYTES, 200_000, WHOLE_SIZE_BYTES, WHOLE_SIZE_BYTES + 1, LARGE.length)
  const ways = fc.record({
    partBytes: fc.integer({ min: 100_000, max: 1_200_000 }),
    order: fc.integer({ min: 1, max: 9999 }),
    sliceBytes: fc.integer({ min: 30_000, max: 300_000 }),
  })
  fc.assert(
    fc.property(sizes, ways, (size, way) => {
      const bytes = LARGE.subarray(0, size)
      const edges = { head: sha256(bytes.subarray(0, EDGE_SIZE_BYTES)), tail: sha256(bytes.subarray(-EDGE_SIZE_BYTES)) }
      const expected = size <= WHOLE_SIZE_BYTES ? { kind: 'whole', sha256: sha256(bytes) } : { kind: 'edges', ...edges }
      expect(read(bytes, way)).toEqual(expected)
    }),
    { numRuns: 60 },
  )
})

test('an empty file has a sample at once, and one whose bytes were not all read has none', () => {
  const samples = createSamples(nodeHashes)
  samples.expect('empty', 0)
  samples.expect('half', 10)
  samples.tap('half', { startBytes: 0, endBytes: 10 })?.(bytesOf(5))
  expect(samples.of('empty')).toEqual({ kind: 'whole', sha256: sha256(Buffer.alloc(0)) })
  expect(samples.of('half')).toBeUndefined()
  expect(samples.of('unknown')).toBeUndefined()
})
