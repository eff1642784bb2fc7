/** The chunks of files, in one pass over each. */
import { MIN_PART_SIZE_BYTES } from '../../core/bytes/parts.ts'
import type { PlannedObject } from '../../core/plan/plan.ts'
import type { ChunkList } from '../../core/reuse/chunk-list.ts'
import { CHUNK_PARAMETERS } from '../../core/reuse/chunk-parameters.ts'
import { createChunker } from '../../core/reuse/chunker.ts'
import type { Engine, FileReader, SourceFile } from '../bucket/context.ts'

const SLICE_BYTES = 256 * 1024

/** By key; undefined if the file cannot be read: the error is reported when it is sent. */
export type Chunks = Map<string, Promise<ChunkList | undefined>>

/**
 * Files are read one after another in the order of the plan, each path once: the first one's plan is ready first. Files of an origin are read
 * once they were fetched to be sent.
 * @returns the chunks of the files of at least 100 KB, by key
 */
export function chunkInTurn(
  engine: FileReader,
  objects: readonly PlannedObject<SourceFile>[],
  onChunk: (path: string, digest: Uint8Array, sizeBytes: number) => void,
): Chunks {
  const byPath = new Map<string, Promise<ChunkList | undefined>>()
  let before: Promise<unknown> = Promise.resolve()
  const chunksOf = (file: SourceFile) => {
    const known = byPath.get(file.path)
    if (known !== undefined) return known
    const tell = (digest: Uint8Array, sizeBytes: number) => onChunk(file.path, digest, sizeBytes)
    const chunks = before.then(() => chunkFile(engine, file, tell)).catch(() => undefined)
    before = chunks
    byPath.set(file.path, chunks)
    return chunks
  }
  const large = objects.filter(({ file }) => file.sizeBytes >= MIN_PART_SIZE_BYTES && !isElsewhere(engine, file))
  return new Map(large.map(({ file }) => [file.key, chunksOf(file)]))
}

/** @returns whether a file is fetched before it is read. */
export function isElsewhere({ origin }: Pick<FileReader, 'origin'>, { path }: Pick<SourceFile, 'path'>): boolean {
  return origin?.facts(path) !== undefined
}

/** @param onChunk gets each chunk as soon as it is known. @returns the file's chunks, read in its turn; every slice counts as progress. Throws an ActionError if it cannot be read. */
export async function chunkFile(
  { files, hashes, signal, disk, progress }: Pick<Engine, 'files' | 'hashes' | 'signal' | 'disk' | 'progress'>,
  { path, sizeBytes }: Pick<SourceFile, 'path' | 'sizeBytes'>,
  onChunk: (digest: Uint8Array, sizeBytes: number) => void = () => {},
): Promise<ChunkList> {
  const turn = await disk.acquire(sizeBytes, signal)
  progress.begin('disk')
  const body = files.body({ path, startBytes: 0, endBytes: sizeBytes, signal })
  const slice = new Uint8Array(SLICE_BYTES)
  const chunker = createChunker((chunk) => {
    const digest = hashes.sha256OfBytes(chunk)
    onChunk(digest, chunk.length)
    return digest
  }, CHUNK_PARAMETERS)
  try {
    for (let left = sizeBytes; left > 0; ) {
      signal.throwIfAborted()
      const size = await body.read(slice)
      chunker.update(slice.subarray(0, size))
      left -= size
      progress.moved()
    }
    return chunker.finish()
  } finally {
    await body.close()
    progress.end('disk')
    turn.release()
  }
}
