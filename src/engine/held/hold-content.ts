/** Records contain the bytes of small objects: the job that publishes may merge them or give them a version, and parts of an open upload cannot be read. */
import { crc64 } from '../../core/bytes/crc64.ts'
import { type HeldObject, MAX_CONTENT_BYTES } from '../../core/records/held-object.ts'
import type { FileReader, SourceFile } from '../bucket/context.ts'
import { changed } from '../verify/changed.ts'
import { readWhole } from '../verify/in-memory.ts'

/** Limit for all content of one record: it has to fit into the Actions cache, and into the memory of the job that publishes. */
const MAX_RECORD_BYTES = 8 * 1024 ** 2

interface Contents {
  /** @returns the content of a small object; nothing where it or the record is too large. Throws if the file no longer has this CRC64 */
  of(file: SourceFile, expectedCrc64: bigint): Promise<Pick<HeldObject, 'content'>>
}

/** @returns the reader of content for one record. */
export function createContents(engine: Pick<FileReader, 'files' | 'signal'>): Contents {
  let leftBytes = MAX_RECORD_BYTES
  return {
    async of(file, expectedCrc64) {
      if (file.sizeBytes > Math.min(leftBytes, MAX_CONTENT_BYTES)) return {}
      leftBytes -= file.sizeBytes
      const bytes = await readWhole(engine, file.path, file.sizeBytes)
      if (crc64(bytes) !== expectedCrc64) throw changed(file)
      return { content: bytes.toString('base64') }
    },
  }
}
