/** Which objects an index keeps: on the links that it is for, the index itself costs time. */
import { MIN_PART_SIZE_BYTES } from '../bytes/parts.ts'
import { INDEX_FRAME_BYTES, type IndexedObject, indexedBytes, isRecordable, MAX_INDEX_BYTES } from './chunk-index.ts'
import type { ChunkParameters } from './chunk-parameters.ts'

/** Reading and writing it together take at most so much of the bytes that the release has. */
const MAX_SHARE = 0.02

/**
 * @returns how large an index may be to be worth its time: it is read twice and written once, so that it takes a third of what reading and writing may take
 *   together, and can be written again as large as it is.
 */
export function maxIndexBytes(plannedBytes: number): number {
  return Math.floor(Math.min(MAX_INDEX_BYTES, (plannedBytes * MAX_SHARE) / 3))
}

/**
 * @param plannedBytes bytes of all files of the release
 * @param readBytes bytes of the index that were read so far, every time counted
 * @returns bytes that the index to be written may have
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
 * @param budgetBytes what the index may have
 * @returns the objects to write, newest first: those before the first that has no room any more. Objects from which no range can be copied are left out.
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
 * @param found what the index has that was read right before writing
 * @param isGone whether the run saw that an object of the index is no longer in the bucket
 * @returns all of them, newest first, one for each key: what this run published has taken the place of what had its key.
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

function newestFirst(objects: readonly IndexedObject[]): readonly IndexedObject[] {
  return objects.toSorted((left, right) => right.publishedMs - left.publishedMs)
}
