/** Small files that are read whole, with their digests: those that are put one after another are read and hashed several at once. */
import { crc64 } from '../../core/bytes/crc64.ts'
import type { FileStamp, Hashes } from '../../ports.ts'
import type { FileReader, SourceFile } from '../bucket/context.ts'

type Reader = Pick<FileReader, 'files' | 'hashes' | 'signal'>

/** A file up to this size is read once, into memory. */
const WHOLE_BYTES = 256 * 1024
/** A smaller file is hashed so fast that reading it ahead would cost as much as it saves. */
const AHEAD_BYTES = 16 * 1024
/** Limits of what is read at once. */
const FILES_AT_ONCE = 8
const BYTES_AT_ONCE = 1024 ** 2

/** A file in memory. */
export interface DigestedWhole {
  readonly bytes: Uint8Array
  /** State of the file after it was read. */
  readonly stamp: FileStamp
  readonly crc64: bigint
  readonly md5: Buffer
  readonly sha256: Buffer
  /** Frees the memory. */
  release?(): void
}

export interface ReadAhead {
  /** @returns the file, which is read unless it was already; undefined if it is not among these files, or was taken before. Throws an ActionError if it cannot be read. */
  take(file: SourceFile): Promise<DigestedWhole> | undefined
  /** Frees the memory of all files that were not taken. */
  end(): void
}

/**
 * @param hasCompany whether other files are read at the same time
 * @returns the file with its digests; undefined if it is too large to be read whole
 */
export function readDigested(reader: Reader, file: SourceFile, hasCompany = false): Promise<DigestedWhole> | undefined {
  const { files, hashes } = reader
  if (file.sizeBytes > WHOLE_BYTES || files.whole === undefined) return undefined
  return digestWhole(reader, { file, read: files.whole, md5Of: hasCompany ? hashes.md5Soon : hashes.md5OfBytes })
}

async function digestWhole(
  { hashes, signal }: Reader,
  {
    file: { path, sizeBytes },
    read,
    md5Of,
  }: {
    readonly file: SourceFile
    readonly read: NonNullable<Reader['files']['whole']>
    readonly md5Of: Hashes['md5Soon'] | Hashes['md5OfBytes']
  },
): Promise<DigestedWhole> {
  const { bytes, stamp, release } = await read({ path, sizeBytes, signal })
  const crc = crc64(bytes)
  const sha256 = Buffer.from(hashes.sha256OfBytes(bytes))
  const md5 = Buffer.from(await md5Of(bytes))
  return { bytes, stamp, crc64: crc, sha256, md5, ...(release === undefined ? {} : { release }) }
}

/**
 * @param wave the files that are put, in this order; those of other sizes are left out
 * @returns the files, of which none is read yet
 */
export function createReadAhead(reader: Reader, wave: readonly SourceFile[]): ReadAhead {
  const files = wave.filter(({ sizeBytes }) => sizeBytes >= AHEAD_BYTES && sizeBytes <= WHOLE_BYTES)
  const places = new Map(files.map(({ objectId }, index) => [objectId, index]))
  const begun = new Set<string>()
  const ready = new Map<string, Promise<DigestedWhole>>()

  function begin(file: SourceFile): void {
    begun.add(file.objectId)
    const reading = readDigested(reader, file, files.length > 1)
    // The one that takes it is told.
    reading?.catch(() => {})
    if (reading !== undefined) ready.set(file.objectId, reading)
  }

  function beginFrom(place: number): void {
    let bytes = 0
    for (const file of files.slice(place, place + FILES_AT_ONCE)) {
      bytes += file.sizeBytes
      if (begun.has(file.objectId) || (bytes > BYTES_AT_ONCE && bytes > file.sizeBytes)) return
      begin(file)
    }
  }

  return {
    take({ objectId }) {
      const place = places.get(objectId)
      if (place !== undefined && !begun.has(objectId)) beginFrom(place)
      const reading = ready.get(objectId)
      ready.delete(objectId)
      return reading
    },
    end() {
      for (const reading of ready.values())
        reading.then(
          (whole) => whole.release?.(),
          () => {},
        )
      ready.clear()
    },
  }
}
