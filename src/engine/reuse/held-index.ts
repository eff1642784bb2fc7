/** The index of chunks in the job that publishes what others hold: their records have the chunks. */
import type { HeldObject } from '../../core/records/held-object.ts'
import type { Engine } from '../bucket/context.ts'
import { indexedHeld } from './held-chunks.ts'
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
  if (indexed.length > 0) await chunkIndex?.write({ published: indexed, isGone: () => false })
}
