import { hash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { md5OfAll } from '../../../src/core/bytes/md5-lanes.ts'
import { MD5_LANES, MD5_SLICE_BYTES } from '../../../src/core/bytes/md5-wasm.ts'

const hex = (digests: readonly Uint8Array[]) => digests.map((digest) => Buffer.from(digest).toString('hex'))
const one = (message: Uint8Array) => hash('md5', message, 'buffer')
const byNode = (messages: readonly Uint8Array[]) => hex(messages.map(one))

/** Fails where messages would be hashed one after another. */
function together(messages: readonly Uint8Array[]): readonly string[] {
  const refuse = () => {
    throw new Error('hashed alone')
  }
  return hex(md5OfAll(messages, refuse))
}

/** Bytes that differ from message to message. */
function messageOf(sizeBytes: number, seed: number): Uint8Array {
  return Uint8Array.from({ length: sizeBytes }, (_, index) => (index * 31 + seed * 7 + (index >> 8)) & 255)
}

/** Lengths where the bit, the zeros and the length that follow a message need one block more, or a slice ends. */
const EDGES = [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, MD5_SLICE_BYTES - 1, MD5_SLICE_BYTES]
const MORE_EDGES = [MD5_SLICE_BYTES + 1, MD5_SLICE_BYTES + 55, MD5_SLICE_BYTES + 56, 2 * MD5_SLICE_BYTES]

describe('MD5 of several messages', () => {
  test.for([...EDGES.slice(1), ...MORE_EDGES])('of %i bytes each equals that of Node', (sizeBytes) => {
    const messages = [...Array(MD5_LANES).keys()].map((seed) => messageOf(sizeBytes, seed))
    expect(together(messages)).toEqual(byNode(messages))
  })

  test('of unequal lengths equals that of Node, whichever of them are hashed at once', () => {
    const edge = fc.constantFrom(...EDGES, ...MORE_EDGES)
    const size = fc.oneof(edge, fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 3 * MD5_SLICE_BYTES }))
    fc.assert(
      fc.property(fc.array(size, { maxLength: 20 }), (sizes) => {
        const messages = sizes.map(messageOf)
        expect(hex(md5OfAll(messages, one))).toEqual(byNode(messages))
      }),
      { numRuns: 60 },
    )
  })

  test('the shortest may end in the last block of a slice while the others go on, also before fewer of them', () => {
    const short = MD5_SLICE_BYTES - 6
    const long = 2 * MD5_SLICE_BYTES + 100
    const messages = [...Array(MD5_LANES - 1).fill(long), short].map(messageOf)
    expect(together(messages)).toEqual(byNode(messages))
    const fewer = [long, long, long, long, long].map(messageOf)
    expect(together(fewer)).toEqual(byNode(fewer))
  })

  test('of nearly equal lengths are hashed at once, and keep their order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 60, max: 80 }), { minLength: 6, maxLength: MD5_LANES }), (sizes) => {
        const messages = sizes.map(messageOf)
        expect(together(messages)).toEqual(byNode(messages))
      }),
      { numRuns: 100 },
    )
  })

  test('one that is much longer than the others is hashed alone', () => {
    const alone: number[] = []
    const messages = [1000, 20, 20, 20, 20, 20].map(messageOf)
    const digests = md5OfAll(messages, (message) => {
      alone.push(message.length)
      return one(message)
    })
    expect([alone, hex(digests)]).toEqual([[1000], byNode(messages)])
  })
})
