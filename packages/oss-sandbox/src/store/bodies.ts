import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IncomingBody } from '../wire/incoming-body.ts'
import { type Crc64, combineCrc64, EMPTY_CRC64, startCrc64, startGivenCrc64 } from './crc64.ts'

type Segment =
  | { readonly kind: 'memory'; readonly chunks: readonly Buffer[]; readonly sizeBytes: number }
  | { readonly kind: 'disk'; readonly path: string; readonly sizeBytes: number }
  | { readonly kind: 'discarded'; readonly sizeBytes: number }

/** Bytes that the server keeps, with the digests that it computed while receiving them. */
export interface StoredBody {
  readonly sizeBytes: number
  readonly crc64: bigint
  /** Upper case; made from the CRC64 if digests are off. */
  readonly md5Hex: string
  readonly segments: readonly Segment[]
}

/** Keeps bodies in memory, on disk or not at all. */
export interface BodyStore {
  /** Stores a whole body; rejects, and keeps nothing, if the connection is lost before its end. */
  receive(body: IncomingBody): Promise<StoredBody>
  store(bytes: Buffer): Promise<StoredBody>
  /** Removes everything. */
  close(): Promise<void>
}

export interface BodyStoreOptions {
  readonly storage: 'memory' | 'disk' | 'discard'
  readonly digests: boolean
  /** Computes CRC64s instead of the store's own code. */
  readonly crc64?: Crc64
}

/** A store for bodies; `disk` makes a new folder in the system's temporary folder. */
export async function openBodyStore({ storage, digests, crc64: given }: BodyStoreOptions): Promise<BodyStore> {
  const folder = storage === 'disk' ? await mkdtemp(join(tmpdir(), 'sandbox-oss-')) : undefined
  let files = 0
  const openSink = (): Sink => {
    if (storage === 'discard') return discardingSink()
    return folder === undefined ? memorySink() : diskSink(join(folder, `${++files}`))
  }
  const receive = async (
    feed: (take: (chunk: Buffer) => void | Promise<void>) => Promise<void>,
  ): Promise<StoredBody> => {
    const sink = openSink()
    const crc64 = given === undefined ? await startCrc64() : startGivenCrc64(given)
    const md5 = digests ? createHash('md5') : undefined
    let sizeBytes = 0
    try {
      await feed((chunk) => {
        sizeBytes += chunk.length
        crc64.update(chunk)
        md5?.update(chunk)
        return sink.take(chunk)
      })
      const segment = await sink.end(sizeBytes)
      const crc = crc64.finish()
      const md5Hex = md5?.digest('hex').toUpperCase() ?? crc.toString(16).padStart(32, '0').toUpperCase()
      return { sizeBytes, crc64: crc, md5Hex, segments: [segment] }
    } catch (error) {
      crc64.drop()
      await sink.drop()
      throw error
    }
  }
  return {
    receive: (body) => receive((take) => body.consume(take)),
    store: (bytes) => receive(async (take) => void (await take(bytes))),
    close: async () => {
      if (folder !== undefined) await rm(folder, { recursive: true, force: true })
    },
  }
}

interface Sink {
  take(chunk: Buffer): void | Promise<void>
  end(sizeBytes: number): Promise<Segment>
  drop(): Promise<void>
}

function memorySink(): Sink {
  const chunks: Buffer[] = []
  return {
    take: (chunk) => void chunks.push(chunk),
    end: async (sizeBytes) => ({ kind: 'memory', chunks, sizeBytes }),
    drop: async () => {},
  }
}

function discardingSink(): Sink {
  return { take: () => {}, end: async (sizeBytes) => ({ kind: 'discarded', sizeBytes }), drop: async () => {} }
}

function diskSink(path: string): Sink {
  const file = createWriteStream(path, { highWaterMark: 1024 * 1024 })
  file.on('error', () => {})
  return {
    take: (chunk) => (file.write(chunk) ? undefined : new Promise<void>((resolve) => file.once('drain', resolve))),
    end: async (sizeBytes) => {
      await endFile(file)
      return { kind: 'disk', path, sizeBytes }
    },
    drop: async () => {
      await endFile(file)
      await rm(path, { force: true })
    },
  }
}

function endFile(file: WriteStream): Promise<void> {
  return new Promise((resolve) => file.end(resolve))
}

/** Several bodies as one, in order; nothing is copied. The MD5 is left empty: see `withMd5`. */
export function joinBodies(bodies: readonly StoredBody[]): StoredBody {
  return {
    sizeBytes: bodies.reduce((sum, body) => sum + body.sizeBytes, 0),
    crc64: bodies.reduce((crc64, body) => combineCrc64(crc64, body), EMPTY_CRC64),
    md5Hex: '',
    segments: bodies.flatMap((body) => body.segments),
  }
}

export interface ByteRange {
  /** First byte. */
  readonly start: number
  /** One past the last byte. */
  readonly end: number
}

/** The bytes of the range in order; throws if they were discarded. */
export async function* readBody(body: StoredBody, range: ByteRange): AsyncGenerator<Buffer> {
  let offset = 0
  for (const segment of body.segments) {
    const start = Math.max(range.start - offset, 0)
    const end = Math.min(range.end - offset, segment.sizeBytes)
    offset += segment.sizeBytes
    if (start < end) yield* readSegment(segment, { start, end })
  }
}

async function* readSegment(segment: Segment, range: ByteRange): AsyncGenerator<Buffer> {
  if (segment.kind === 'discarded') throw new Error('the bytes of this body were discarded')
  if (segment.kind === 'memory') {
    let offset = 0
    for (const chunk of segment.chunks) {
      const piece = chunk.subarray(Math.max(range.start - offset, 0), Math.max(range.end - offset, 0))
      offset += chunk.length
      if (piece.length > 0) yield piece
    }
    return
  }
  for await (const piece of createReadStream(segment.path, {
    start: range.start,
    end: range.end - 1,
    highWaterMark: 262_144,
  })) {
    yield piece as Buffer
  }
}

/** The body with its MD5, which joined bodies do not have yet; unchanged if its bytes were not kept. */
export async function withMd5(body: StoredBody): Promise<StoredBody> {
  if (body.md5Hex !== '' || body.segments.some(({ kind }) => kind === 'discarded')) return body
  const md5 = createHash('md5')
  for await (const piece of readBody(body, { start: 0, end: body.sizeBytes })) md5.update(piece)
  return { ...body, md5Hex: md5.digest('hex').toUpperCase() }
}

/** All bytes of a body in one buffer. */
export async function bodyBytes(body: StoredBody): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of readBody(body, { start: 0, end: body.sizeBytes })) pieces.push(piece)
  return Buffer.concat(pieces)
}
