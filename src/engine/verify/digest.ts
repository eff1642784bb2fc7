/** Digests of local bytes. */
import { crc64 } from '../../core/bytes/crc64.ts'
import type { LocalDigest } from '../../core/plan/reconcile.ts'
import type { Body, Hashes, LocalFiles } from '../../ports.ts'
import type { FileReader } from '../bucket/context.ts'
import { fetchBytes } from './fetch-bytes.ts'

const SLICE_BYTES = 256 * 1024

interface DigestOptions {
  readonly files: LocalFiles
  readonly hashes: Hashes
  readonly path: string
  readonly startBytes: number
  readonly endBytes: number
  readonly md5: boolean
  readonly sha256: boolean
  readonly signal: AbortSignal
  /** Called for every slice that was read. */
  onRead?(bytes: number): void
  /** Takes the bytes of every slice. */
  readonly tap?: ((bytes: Uint8Array) => void) | undefined
}

export interface FileDigest extends LocalDigest {
  /** Lower-case hex, where asked for. */
  readonly sha256: string | undefined
}

/** @returns digests of bytes `[startBytes, endBytes)` of a file, read once in slices. Throws an ActionError where they cannot be read. */
export async function digestRange(options: DigestOptions): Promise<FileDigest> {
  const { files, hashes, path, startBytes, endBytes, signal } = options
  const md5 = options.md5 ? hashes.md5() : undefined
  const sha256 = options.sha256 ? hashes.sha256() : undefined
  const body = files.body({ path, startBytes, endBytes, signal })
  const slice = new Uint8Array(Math.min(SLICE_BYTES, Math.max(1, endBytes - startBytes)))
  let crc = 0n
  try {
    for (let left = endBytes - startBytes; left > 0; ) {
      signal.throwIfAborted()
      const size = await body.read(slice)
      const bytes = slice.subarray(0, size)
      crc = crc64(bytes, crc)
      md5?.update(bytes)
      sha256?.update(bytes)
      options.tap?.(bytes)
      left -= size
      options.onRead?.(size)
    }
  } finally {
    await body.close()
  }
  return { crc64: crc, md5: md5?.hex(), sha256: sha256?.hex().toLowerCase() }
}

/** A body that computes the CRC64 of what is read from it. */
export interface ChecksummedBody extends Body {
  /** CRC64 of the bytes read so far. */
  crc64(): bigint
}

/**
 * @param tap takes the bytes, too
 * @returns the body, with the CRC64 of what is read from it
 */
export function withCrc64(body: Body, tap?: (bytes: Uint8Array) => void): ChecksummedBody {
  let crc = 0n
  return {
    sizeBytes: body.sizeBytes,
    async read(into) {
      const size = await body.read(into)
      crc = crc64(into.subarray(0, size), crc)
      tap?.(into.subarray(0, size))
      return size
    },
    close: () => body.close(),
    crc64: () => crc,
  }
}

/** What is needed to read a file for its digests, in turn with other readers. */
interface DigestFileOptions {
  readonly path: string
  readonly startBytes: number
  readonly endBytes: number
  readonly md5?: boolean
  readonly sha256?: boolean
}

/** @returns digests of a range, read when it is this file's turn at the disk; every slice counts as progress. */
export async function digestInTurn(
  { files, hashes, signal, disk, progress, samples, origin }: FileReader,
  { md5 = false, sha256 = false, ...range }: DigestFileOptions,
): Promise<FileDigest> {
  // Before it is this file's turn: fetching may have to wait for other files that need a turn themselves.
  const held = await fetchBytes({ origin, progress, signal }, range.path)
  const turn = await disk.acquire(range.endBytes - range.startBytes, signal)
  progress.begin('disk')
  try {
    const tap = samples?.tap(range.path, range)
    return await digestRange({ files, hashes, signal, md5, sha256, ...range, tap, onRead: () => progress.moved() })
  } finally {
    progress.end('disk')
    turn.release()
    held?.release()
  }
}
