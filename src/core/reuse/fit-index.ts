/** Which objects an index keeps: on slow links, the index itself costs time. */
import { MIN_PART_SIZE_BYTES } from '../bytes/parts.ts'
import { INDEX_FRAME_BYTES, type IndexedObject, indexedBytes, isRecordable, MAX_INDEX_BYTES } from './chunk-index.ts'
import type { ChunkParameters } from './chunk-parameters.ts'

/** Limit of the bytes for reading and writing it, as a fraction of the bytes of the release. */
const MAX_SHARE = 0.02

/**
 * @returns the size limit of an index that is worth its time: it is read twice and written once, so the limit is a third of the bytes for
 *     reading and writing, and it can be written again with the same size.
 */
export function maxIndexBytes(plannedBytes: number): number {
  return Math.floor(Math.min(MAX_INDEX_BYTES, (plannedBytes * MAX_SHARE) / 3))
}

/**
 * @param plannedBytes bytes of all files of the release
 * @param readBytes bytes of the index that were read so far, every time counted
 * @returns the size limit of the index to be written
 */
export function indexBudget({
  plannedBytes,
  readBytes,
}: {
  readonly plannedBytes: number
  readonly readBytes: number
}): number {
  return Math.max(0, Math.min(MAX_INDEX_BYTES, Math.floor(plannedBytes * MAX_SHARE) - readBytes))
}

/**
 * @param objects in any order
 * @param budgetBytes size limit of the index
 * @returns the objects to write, newest first, up to the first that no longer fits. Objects from which no range can be copied are left out.
 */
export function fitIndex({
  objects,
  parameters,
  budgetBytes,
}: {
  readonly objects: readonly IndexedObject[]
  readonly parameters: ChunkParameters
  readonly budgetBytes: number
}): readonly IndexedObject[] {
  const kept: IndexedObject[] = []
  let left = budgetBytes - INDEX_FRAME_BYTES
  const useful = objects.filter((object) => object.sizeBytes >= MIN_PART_SIZE_BYTES && isRecordable(object, parameters))
  for (const object of newestFirst(useful)) {
    left -= indexedBytes(object, parameters)
    if (left < 0) break
    kept.push(object)
  }
  return kept
}

/**
 * @param published the objects that this run published
 * @param found objects of the index that was read right before writing
 * @param isGone whether the run saw that an object of the index is no longer in the bucket
 * @returns all of them, newest first, one for each key: objects of this run replace others with the same key.
 */
export function mergeIndex({
  published,
  found,
  isGone,
}: {
  readonly published: readonly IndexedObject[]
  readonly found: readonly IndexedObject[]
  readonly isGone: (object: IndexedObject) => boolean
}): readonly IndexedObject[] {
  const byKey = new Map<string, IndexedObject>()
  for (const object of [...published, ...newestFirst(found.filter((object) => !isGone(object)))]) {
    if (!byKey.has(object.key)) byKey.set(object.key, object)
  }
  return newestFirst([...byKey.values()])
}

/**
 * @param shown what this run has made visible, also what is too small for an index
 * @returns whether an object of an index is another one since then
 */
export function replacedBy(
  shown: readonly Pick<IndexedObject, 'key' | 'etag'>[],
): (object: Pick<IndexedObject, 'key' | 'etag'>) => boolean {
  const etags = new Map(shown.map(({ key, etag }) => [key, etag]))
  return ({ key, etag }) => etags.has(key) && etags.get(key) !== etag
}

function newestFirst(objects: readonly IndexedObject[]): readonly IndexedObject[] {
  return objects.toSorted((left, right) => right.publishedMs - left.publishedMs)
}
