/** The chunks of held objects, in the records of their legs: the job that publishes has no files to read. */
import type { HeldObject } from '../../core/records/held-object.ts'
import { formatIndex, type IndexedObject, parseIndex } from '../../core/reuse/chunk-index.ts'
import type { ChunkList } from '../../core/reuse/chunk-list.ts'
import { CHUNK_PARAMETERS } from '../../core/reuse/chunk-parameters.ts'

/** Placeholder for the ETag of an object that is not visible yet. */
const NO_ETAG = '-'

/** @returns the chunks of a held object, as the text of an index of only this object. */
export function formatHeldChunks(
  { key, sizeBytes, crc64 }: HeldObject,
  { chunks, version }: { readonly chunks: ChunkList; readonly version: string },
): string {
  const object = { key, sizeBytes, etag: NO_ETAG, crc64, version, publishedMs: 0, chunks }
  return Buffer.from(formatIndex([object], CHUNK_PARAMETERS)).toString('base64')
}

/** @returns the entry of a held object for the index, once it is visible with this ETag; empty if its record has no valid chunks. */
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
