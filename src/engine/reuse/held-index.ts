/** The index of chunks and what is held: the records of the legs have the chunks, since the job that publishes has no files to read. */
import type { HeldObject } from '../../core/records/held-object.ts'
import { formatIndex, type IndexedObject, parseIndex } from '../../core/reuse/chunk-index.ts'
import type { ChunkList } from '../../core/reuse/chunk-list.ts'
import { CHUNK_PARAMETERS } from '../../core/reuse/chunk-parameters.ts'
import { replacedBy } from '../../core/reuse/fit-index.ts'
import type { Engine } from '../bucket/context.ts'
import { type IndexObject, openIndex } from './index-object.ts'

/** An object that is now visible. */
interface ShownObject {
  readonly file: { readonly key: string }
  readonly object: { readonly etag: string; readonly crc64: bigint }
}

/**
 * Begins to read the index.
 * @param key undefined: no index is wanted
 * @returns undefined also where nothing that is held could be in it
 */
export function openHeldIndex(
  engine: Parameters<typeof openIndex>[0],
  objects: readonly HeldObject[],
  key: string | undefined,
): IndexObject | undefined {
  if (key === undefined || objects.every(({ chunks }) => chunks === undefined)) return undefined
  const plannedBytes = objects.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  return openIndex(engine, { key, plannedBytes })
}

/** Lets later releases reuse what is now visible. */
export async function indexHeld(
  engine: Pick<Engine, 'epochMs'>,
  {
    objects,
    published,
    chunkIndex,
  }: {
    readonly objects: readonly HeldObject[]
    readonly published: readonly ShownObject[]
    readonly chunkIndex: IndexObject | undefined
  },
): Promise<void> {
  const publishedMs = engine.epochMs()
  const byKey = new Map(objects.map((object) => [object.key, object]))
  const indexed = published.flatMap(({ file, object: { etag, crc64 } }) => {
    const held = byKey.get(file.key)
    return held === undefined ? [] : indexedHeld(held, { etag, crc64, publishedMs })
  })
  const shown = published.map(({ file: { key }, object: { etag } }) => ({ key, etag }))
  if (indexed.length > 0) await chunkIndex?.write({ published: indexed, isGone: replacedBy(shown) })
}

/** Placeholder for the ETag of an object that is not visible yet. */
export const NO_ETAG = '-'

/** @returns the chunks of a held object, as the text of an index of only this object. */
export function formatHeldChunks(
  { key, sizeBytes, crc64 }: HeldObject,
  { chunks, version }: { readonly chunks: ChunkList; readonly version: string },
): string {
  const object = { key, sizeBytes, etag: NO_ETAG, crc64, version, publishedMs: 0, chunks }
  return Buffer.from(formatIndex([object], CHUNK_PARAMETERS)).toString('base64')
}

/** @returns the entry of a held object for the index, once it is visible with this ETag; empty if its record has no valid chunks. */
function indexedHeld(
  { key, sizeBytes, chunks }: HeldObject,
  { etag, crc64, publishedMs }: Pick<IndexedObject, 'etag' | 'crc64' | 'publishedMs'>,
): readonly IndexedObject[] {
  if (chunks === undefined) return []
  const parsed = parseIndex(Buffer.from(chunks, 'base64'), CHUNK_PARAMETERS)
  const [object] = parsed.kind === 'index' ? parsed.objects : []
  if (object === undefined || object.sizeBytes !== sizeBytes) return []
  return [{ ...object, key, etag, crc64, publishedMs }]
}
