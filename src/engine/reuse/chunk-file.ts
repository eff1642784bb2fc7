/** The chunks of one file, in one pass over it. */
import type { ChunkList } from '../../core/reuse/chunk-list.ts'
import { CHUNK_PARAMETERS } from '../../core/reuse/chunk-parameters.ts'
import { createChunker } from '../../core/reuse/chunker.ts'
import type { Engine, SourceFile } from '../bucket/context.ts'

const SLICE_BYTES = 256 * 1024

/** @returns the file's chunks, read when it is its turn at the disk; every slice counts as progress. Throws an ActionError where it cannot be read. */
export async function chunkFile(
  { files, hashes, signal, disk, progress }: Pick<Engine, 'files' | 'hashes' | 'signal' | 'disk' | 'progress'>,
  { path, sizeBytes }: Pick<SourceFile, 'path' | 'sizeBytes'>,
): Promise<ChunkList> {
  const turn = await disk.acquire('data', signal)
  progress.begin('disk')
  const body = files.body({ path, startBytes: 0, endBytes: sizeBytes, signal })
  const slice = new Uint8Array(SLICE_BYTES)
  const chunker = createChunker((chunk) => hashes.sha256OfBytes(chunk), CHUNK_PARAMETERS)
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
