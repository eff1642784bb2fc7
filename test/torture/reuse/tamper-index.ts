/** An index as somebody left it who may write to the bucket, and means no good or did not take care. */
import { crc64 } from '../../../src/core/bytes/crc64.ts'
import { formatIndex, type IndexedObject, parseIndex } from '../../../src/core/reuse/chunk-index.ts'
import type { ChunkList } from '../../../src/core/reuse/chunk-list.ts'
import { CHUNK_PARAMETERS } from '../../../src/core/reuse/chunk-parameters.ts'
import { chunksOf } from './chunks-of.ts'
import type { Tampering } from './plan-reuse-round.ts'

const CHECKSUM_BYTES = 8
/** Where the version and the first of the parameters lie in the file. */
const VERSION_AT = 8
const PARAMETERS_AT = 9

export interface Tampered {
  readonly tampering: Tampering
  readonly seed: number
  /** The files that are about to be published. */
  readonly contents: ReadonlyMap<string, Buffer>
}

/** @returns the file of the index as it is left; undefined where it is removed. */
export function tamperedIndex(file: Buffer, { tampering, seed, contents }: Tampered): Buffer | undefined {
  const place = (seed * 7919) % Math.max(1, file.length)
  switch (tampering) {
    case 'removed':
      return undefined
    case 'torn':
      return file.subarray(0, place)
    case 'flipped':
      return replaced(file, place, 0xff)
    case 'other-version':
      return checked(replaced(file, VERSION_AT, 0x7f))
    case 'other-parameters':
      return checked(replaced(file, PARAMETERS_AT, 0x01))
    case 'foreign':
      return Buffer.from('{"somebody": "needs this"}')
    case 'many':
      return checked(Buffer.concat([file.subarray(0, -CHECKSUM_BYTES), Buffer.alloc(500, 0xff), Buffer.alloc(8)]))
    default:
      return rewritten(file, (objects) => lies(objects, tampering, contents))
  }
}

type Lie = Exclude<
  Tampering,
  'removed' | 'torn' | 'flipped' | 'other-version' | 'other-parameters' | 'foreign' | 'many'
>

function lies(
  objects: readonly IndexedObject[],
  lie: Lie,
  contents: ReadonlyMap<string, Buffer>,
): readonly IndexedObject[] {
  const files = [...contents]
  return objects.map((object, index) => {
    const next = objects[(index + 1) % objects.length] ?? object
    const [name = '', bytes = Buffer.alloc(0)] = files[index % Math.max(1, files.length)] ?? []
    return lieOf(object, { lie, next, name, bytes })
  })
}

interface Material {
  readonly lie: Lie
  /** Another object of the index. */
  readonly next: IndexedObject
  /** A file that is about to be published. */
  readonly name: string
  readonly bytes: Buffer
}

function lieOf(object: IndexedObject, { lie, next, name, bytes }: Material): IndexedObject {
  switch (lie) {
    case 'other-keys':
      return { ...object, key: next.key }
    case 'own-keys':
      return { ...object, key: name }
    case 'other-etags':
      return { ...object, etag: next.etag }
    case 'moved':
      return { ...object, chunks: backwards(object.chunks) }
    case 'lying':
      return claiming(object, bytes)
    case 'larger':
      return claiming(object, Buffer.concat([bytes, bytes, bytes]))
    case 'smaller':
      return claiming(object, bytes.subarray(0, Math.ceil(bytes.length / 2)))
  }
}

/** The object is said to have these bytes. */
function claiming(object: IndexedObject, bytes: Buffer): IndexedObject {
  return bytes.length === 0 ? object : { ...object, sizeBytes: bytes.length, chunks: chunksOf(bytes) }
}

/** All chunks but the last, which alone may be small, in the opposite order: where they are said to begin is wrong. */
function backwards({ count, ids, sizes }: ChunkList): ChunkList {
  const order = [...Array.from({ length: count - 1 }, (_, index) => count - 2 - index), count - 1]
  const idBytes = ids.length / count
  return {
    count,
    ids: Uint8Array.from(order.flatMap((chunk) => [...ids.subarray(chunk * idBytes, (chunk + 1) * idBytes)])),
    sizes: Uint32Array.from(order.map((chunk) => sizes[chunk] ?? 0)),
  }
}

function rewritten(file: Buffer, change: (objects: readonly IndexedObject[]) => readonly IndexedObject[]): Buffer {
  const parsed = parseIndex(file, CHUNK_PARAMETERS)
  return parsed.kind === 'index' ? Buffer.from(formatIndex(change(parsed.objects), CHUNK_PARAMETERS)) : file
}

function replaced(file: Buffer, place: number, mask: number): Buffer {
  const changed = Buffer.from(file)
  if (place < changed.length) changed[place] = (changed[place] ?? 0) ^ mask
  return changed
}

/** @returns the file with a checksum that is right again. */
function checked(file: Buffer): Buffer {
  const end = file.length - CHECKSUM_BYTES
  if (end >= 0) file.writeBigUInt64LE(crc64(file.subarray(0, end)), end)
  return file
}
