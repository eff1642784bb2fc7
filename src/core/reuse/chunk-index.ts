/**
 * The index of the chunks that objects in the bucket have: a compact file in the bucket itself. What is parsed here is untrusted: anybody who can write to
 *  the bucket may have written it. It can cause more bytes to be sent; it is never proof of any byte.
 *
 *     magic, version, parameters of the chunks, count of objects
 *     of each object: key, size, version, time, count of chunks, their IDs (16 bytes each), their sizes (17 bits each, the last left out)
 *     of each object: ETag, CRC64; they come late, since OSS gives them when it completes an upload
 *     zeros, as many as there may be
 *     CRC64 of all bytes before
 */
import { crc64 } from '../bytes/crc64.ts'
import { MAX_OBJECT_SIZE_BYTES } from '../bytes/parts.ts'
import { keyProblem, MAX_KEY_BYTES } from '../naming/object-key.ts'
import { singleLine } from '../text/text.ts'
import { bytesOfChunks, type ChunkList, ID_BYTES } from './chunk-list.ts'
import type { ChunkParameters } from './chunk-parameters.ts'
import {
  createIndexReader,
  encodeBytes,
  encodeNumber,
  type IndexReader,
  packedBytes,
  packNumbers,
  unpackNumbers,
} from './index-bytes.ts'

/** An object in the bucket, and its chunks. */
export interface IndexedObject {
  readonly key: string
  readonly sizeBytes: number
  /** As OSS gave it, quotes removed: a copy is made only while the object still has it (`x-oss-copy-source-if-match`). */
  readonly etag: string
  /** Undefined if OSS returned none. */
  readonly crc64: bigint | undefined
  /** The release that it belongs to, for messages; empty if unknown. */
  readonly version: string
  /** When it was published, milliseconds since the epoch. */
  readonly publishedMs: number
  readonly chunks: ChunkList
}

type ParsedIndex =
  | { readonly kind: 'index'; readonly objects: readonly IndexedObject[] }
  | {
      readonly kind: 'unusable'
      readonly why: 'too-large' | 'not-an-index' | 'damaged' | 'other-version' | 'other-parameters'
    }

/** About 900,000 chunks, whose lookup needs less than 60 MiB of memory. */
export const MAX_INDEX_BYTES = 16 * 1024 ** 2
/** More objects than bytes suggest take half a gigabyte of memory and seconds: only a forged index has so many. */
export const MAX_INDEX_OBJECTS = 65_536

const MAGIC = [...'OSSCHUNK'].map((letter) => letter.charCodeAt(0))
const VERSION = 2
const CHECKSUM_BYTES = 8
const MAX_VERSION_BYTES = 256
/** Room for a CRC64 and an ETag that are not known yet; OSS gives uploads one of about 36 characters. */
const PROOF_ROOM_BYTES = 80
const ETAG = /^[\x21\x23-\x7e]{1,128}$/

/**
 * @returns the file of an index. Objects are kept in their order, newest first; those that no reader would accept (a key that OSS does not allow, chunks of
 *   other parameters, no chunks, one object too many) are left out.
 */
export function formatIndex(objects: readonly IndexedObject[], parameters: ChunkParameters): Uint8Array {
  const kept = objects.filter((object) => isRecordable(object, parameters)).slice(0, MAX_INDEX_OBJECTS)
  return seal([...formatBeginning(kept, parameters), ...kept.map(formatProof)])
}

/** What OSS tells of an object when it is published. */
type IndexedProof = Pick<IndexedObject, 'etag' | 'crc64'>

/** The file of an index, which can be sent before all ETags are known. */
export interface BegunIndex {
  readonly sizeBytes: number
  /** Its first bytes, which are nearly all. */
  readonly beginning: Uint8Array
  /** @param proofs of all objects, in their order. @returns the other bytes; undefined if one is missing, or has no room. */
  end(proofs: readonly IndexedProof[]): Uint8Array | undefined
}

/**
 * @param isProven whether the ETag and the CRC64 of an object are known
 * @returns the file of an index with all of these objects
 */
export function beginIndex(
  objects: readonly IndexedObject[],
  { parameters, isProven }: { readonly parameters: ChunkParameters; isProven(object: IndexedObject): boolean },
): BegunIndex {
  const beginning = joined(formatBeginning(objects, parameters))
  const rooms = objects.map((object) => (isProven(object) ? formatProof(object).length : PROOF_ROOM_BYTES))
  const roomBytes = rooms.reduce((sum, bytes) => sum + bytes, 0)
  const sizeBytes = beginning.length + roomBytes + CHECKSUM_BYTES
  return {
    ...{ sizeBytes, beginning },
    end(proofs) {
      const known = joined(proofs.map(formatProof))
      if (proofs.length !== objects.length || known.length > roomBytes || proofs.some(({ etag }) => !ETAG.test(etag)))
        return undefined
      return seal([beginning, known, new Uint8Array(roomBytes - known.length)]).subarray(beginning.length)
    },
  }
}

/** @returns the pieces, and the CRC64 of them. */
function seal(pieces: readonly Uint8Array[]): Uint8Array {
  const file = joined([...pieces, new Uint8Array(CHECKSUM_BYTES)])
  const end = file.length - CHECKSUM_BYTES
  new DataView(file.buffer).setBigUint64(end, crc64(file.subarray(0, end)), true)
  return file
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

/** @returns the size of an object in an index, in bytes. */
export function indexedBytes(object: IndexedObject, parameters: ChunkParameters): number {
  const pieces = [...formatObject(object, parameters), formatProof(object)]
  return pieces.reduce((sum, { length }) => sum + length, 0)
}

/** Limit of the size of an index besides its objects. */
export const INDEX_FRAME_BYTES = 64

/** @returns the content of the file, or why it cannot be used. IDs of chunks are views of `file`, which must not change. */
export function parseIndex(file: Uint8Array, parameters: ChunkParameters): ParsedIndex {
  if (file.length > MAX_INDEX_BYTES) return { kind: 'unusable', why: 'too-large' }
  const end = Math.max(0, file.length - CHECKSUM_BYTES)
  const reader = createIndexReader(file.subarray(0, end))
  if (!isEqual(reader.bytes(MAGIC.length), MAGIC)) return { kind: 'unusable', why: 'not-an-index' }
  const checksum = new DataView(file.buffer, file.byteOffset + end).getBigUint64(0, true)
  if (checksum !== crc64(file.subarray(0, end))) return { kind: 'unusable', why: 'damaged' }
  if (reader.number() !== VERSION) return { kind: 'unusable', why: 'other-version' }
  const expected = parameterNumbers(parameters)
  const found = expected.map(() => reader.number())
  if (!isEqual(found, expected)) return { kind: 'unusable', why: 'other-parameters' }
  const objects = parseObjects(reader, parameters)
  return objects === undefined ? { kind: 'unusable', why: 'damaged' } : { kind: 'index', objects }
}

function parseObjects(reader: IndexReader, parameters: ChunkParameters): readonly IndexedObject[] | undefined {
  const unproven: UnprovenObject[] = []
  const count = reader.number()
  if (count > MAX_INDEX_OBJECTS) return undefined
  for (let left = count; left > 0; left--) {
    const object = parseObject(reader, parameters)
    if (!reader.isWhole()) return undefined
    unproven.push(object)
  }
  const objects: IndexedObject[] = []
  for (const { key, sizeBytes, ...more } of unproven) {
    const object = { key, sizeBytes, etag: reader.text(128), crc64: parseCrc(reader.bytes(reader.number())), ...more }
    if (!reader.isWhole() || !isRecordable(object, parameters)) return undefined
    objects.push(object)
  }
  return reader.isWhole() && reader.isRestZero() ? objects : undefined
}

type UnprovenObject = Omit<IndexedObject, keyof IndexedProof>

function parseObject(reader: IndexReader, parameters: ChunkParameters): UnprovenObject {
  const key = reader.text(MAX_KEY_BYTES)
  const sizeBytes = reader.number()
  const version = reader.text(MAX_VERSION_BYTES)
  const publishedMs = reader.number()
  return { key, sizeBytes, version, publishedMs, chunks: parseChunks({ reader, sizeBytes, parameters }) }
}

function parseChunks({
  reader,
  sizeBytes,
  parameters,
}: {
  readonly reader: IndexReader
  readonly sizeBytes: number
  readonly parameters: ChunkParameters
}): ChunkList {
  const bits = sizeBits(parameters)
  const ids = reader.bytes(reader.number() * ID_BYTES)
  // Missing data has no bytes: nothing larger than the file is allocated.
  const count = ids.length / ID_BYTES
  const packed = reader.bytes(packedBytes(Math.max(0, count - 1), bits))
  const sizes = new Uint32Array(count)
  let rest = sizeBytes
  unpackNumbers(packed, bits, Math.max(0, count - 1)).forEach((more, index) => {
    sizes[index] = parameters.minBytes + more
    rest -= parameters.minBytes + more
  })
  // A size that is out of range becomes 0, which no chunk may have.
  if (count > 0) sizes[count - 1] = rest > 0 && rest <= parameters.maxBytes ? rest : 0
  return { count, ids, sizes }
}

/** @returns all but what OSS tells of the objects. */
function formatBeginning(objects: readonly IndexedObject[], parameters: ChunkParameters): readonly Uint8Array[] {
  return [formatHead(objects.length, parameters), ...objects.flatMap((object) => formatObject(object, parameters))]
}

function formatHead(count: number, parameters: ChunkParameters): Uint8Array {
  const numbers = [VERSION, ...parameterNumbers(parameters), count]
  return Uint8Array.from([...MAGIC, ...numbers.flatMap(encodeNumber)])
}

function formatObject(object: IndexedObject, parameters: ChunkParameters): readonly Uint8Array[] {
  const { chunks } = object
  const head = [
    ...[...encodeText(object.key), ...encodeNumber(object.sizeBytes), ...encodeText(object.version)],
    ...[...encodeNumber(object.publishedMs), ...encodeNumber(chunks.count)],
  ]
  const sizes = chunks.sizes.subarray(0, -1).map((size) => size - parameters.minBytes)
  return [Uint8Array.from(head), chunks.ids, packNumbers(sizes, sizeBits(parameters))]
}

function formatProof({ etag, crc64 }: IndexedProof): Uint8Array {
  return Uint8Array.from([...encodeText(etag), ...encodeBytes(formatCrc(crc64))])
}

function encodeText(value: string): readonly number[] {
  return encodeBytes(new TextEncoder().encode(value))
}

function formatCrc(crc: bigint | undefined): Uint8Array {
  if (crc === undefined) return new Uint8Array()
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, crc, true)
  return bytes
}

/** @returns the CRC64, or undefined if there is none; for another length, an impossible value. */
function parseCrc(bytes: Uint8Array): bigint | undefined {
  if (bytes.length === 0) return undefined
  return bytes.length === 8 ? new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true) : -1n
}

function parameterNumbers(parameters: ChunkParameters): readonly number[] {
  const { minBytes, normalBytes, maxBytes, strictBits, looseBits } = parameters
  return [minBytes, normalBytes, maxBytes, strictBits, looseBits]
}

/** Bits for the size of a chunk beyond the smallest size. */
function sizeBits({ minBytes, maxBytes }: ChunkParameters): number {
  return 32 - Math.clz32(maxBytes - minBytes)
}

/** @returns whether a reader accepts the object: OSS allows its key, and its chunks have these parameters and add up to its size. */
export function isRecordable(object: IndexedObject, parameters: ChunkParameters): boolean {
  const { sizeBytes, etag, version, publishedMs, chunks } = object
  if (keyProblem(object.key) !== undefined || !ETAG.test(etag)) return false
  if (singleLine(version) !== version || new TextEncoder().encode(version).length > MAX_VERSION_BYTES) return false
  if (object.crc64 !== undefined && BigInt.asUintN(64, object.crc64) !== object.crc64) return false
  if (!isWholeUpTo(publishedMs, Number.MAX_SAFE_INTEGER) || !isWholeUpTo(sizeBytes, MAX_OBJECT_SIZE_BYTES)) return false
  return hasFittingChunks(chunks, parameters) && bytesOfChunks(chunks) === sizeBytes
}

function hasFittingChunks({ count, sizes }: ChunkList, { minBytes, maxBytes }: ChunkParameters): boolean {
  return count > 0 && sizes.every((size, index) => size <= maxBytes && size >= (index < count - 1 ? minBytes : 1))
}

function isWholeUpTo(value: number, max: number): boolean {
  return Number.isSafeInteger(value) && value >= 0 && value <= max
}

function isEqual(left: ArrayLike<number>, right: readonly number[]): boolean {
  return left.length === right.length && right.every((value, index) => left[index] === value)
}
