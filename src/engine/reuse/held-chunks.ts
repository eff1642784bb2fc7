/** The chunks of what is held, in the records of its legs: the job that publishes has no files to read. */
import type { HeldObject } from '../../core/records/held-object.ts'
import { formatIndex, type IndexedObject, parseIndex } from '../../core/reuse/chunk-index.ts'
import type { ChunkList } from '../../core/reuse/chunk-list.ts'
import { CHUNK_PARAMETERS } from '../../core/reuse/chunk-parameters.ts'

/** What stands for the ETag of an object that does not show yet. */
const NO_ETAG = '-'

/** @returns the chunks of a held object as the text of an index that knows it alone. */
export function formatHeldChunks(
  { key, sizeBytes, crc64 }: HeldObject,
  { chunks, version }: { readonly chunks: ChunkList; readonly version: string },
): string {
  const object = { key, sizeBytes, etag: NO_ETAG, crc64, version, publishedMs: 0, chunks }
  return Buffer.from(formatIndex([object], CHUNK_PARAMETERS)).toString('base64')
}

/** @returns what a held object is to be in the index once it shows with this ETag; nothing where its record says nothing fit. */
export function indexedHeld(
  { key, sizeBytes, chunks }: HeldObject,
  { etag, crc64, publishedMs }: Pick<IndexedObject, 'etag' | 'crc64' | 'publishedMs'>,
): readonly IndexedObject[] {
  if (chunks === undefined) return []
  const parsed = parseIndex(Buffer.from(chunks, 'base64'), CHUNK_PARAMETERS)
  const [object] = parsed.kind === 'index' ? parsed.objects : []
  if (object === undefined || object.sizeBytes !== sizeBytes) return []
  return [{ ...object, key, etag, crc64, publishedMs }]
}
