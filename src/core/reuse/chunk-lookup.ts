/** Finds the chunks of an index by their IDs, with limits on memory and time that no index can exceed. */
import type { IndexedObject } from './chunk-index.ts'
import { type ChunkList, ID_BYTES } from './chunk-list.ts'

/** Chunks of a file or of an index, with their IDs as words of 32 bits, by which they are compared. */
export interface ChunkTable {
  readonly count: number
  /** Four words for each chunk. */
  readonly words: Uint32Array
  readonly sizes: Uint32Array
  /** Where each chunk begins in its file, in bytes. */
  readonly starts: Float64Array
}

/** The chunks of all objects of an index, numbered consecutively. */
export interface ChunkLookup extends ChunkTable {
  /** Newest first. */
  readonly objects: readonly IndexedObject[]
  /** Which of `objects` each chunk belongs to. */
  readonly owners: Uint32Array
  /** By hash of the ID: the number of the first chunk that has it, plus 1; 0 if there is none. */
  readonly heads: Uint32Array
  /** By number of a chunk: that of the next one with the same ID, plus 1; 0 if there is none. */
  readonly nexts: Uint32Array
}

/**
 * A chunk is left out if there is no free place within this distance. SHA-256 distributes IDs so evenly that this does not happen; with a forged
 *  index it keeps lookups fast.
 */
const MAX_PROBES = 64
const WORDS = ID_BYTES / 4

/** @returns the element; the index is one of the list's. */
export function elementAt<Element>(list: ArrayLike<Element>, index: number): Element {
  return list[index] as Element
}

/** @returns the chunks of one file. */
export function tableOf(chunks: ChunkList): ChunkTable {
  return concatenated([chunks])
}

/** @returns a lookup of the objects, which are given newest first: if several have the same content, the newer one is found first. */
export function createChunkLookup(objects: readonly IndexedObject[]): ChunkLookup {
  const table = concatenated(objects.map(({ chunks }) => chunks))
  const owners = new Uint32Array(table.count)
  let end = 0
  objects.forEach(({ chunks }, owner) => {
    owners.fill(owner, end, end + chunks.count)
    end += chunks.count
  })
  const heads = new Uint32Array(2 ** Math.ceil(Math.log2(2 * table.count + 2)))
  const lookup = { ...table, objects, owners, heads, nexts: new Uint32Array(table.count) }
  for (let chunk = table.count - 1; chunk >= 0; chunk--) {
    if (!repeatsItsNeighbour(lookup, chunk)) insert(lookup, chunk)
  }
  return lookup
}

function concatenated(lists: readonly ChunkList[]): ChunkTable {
  const count = lists.reduce((sum, list) => sum + list.count, 0)
  const ids = new Uint8Array(count * ID_BYTES)
  const sizes = new Uint32Array(count)
  const starts = new Float64Array(count)
  let chunk = 0
  for (const list of lists) {
    ids.set(list.ids, chunk * ID_BYTES)
    let start = 0
    for (const sizeBytes of list.sizes) {
      sizes[chunk] = sizeBytes
      starts[chunk] = start
      start += sizeBytes
      chunk += 1
    }
  }
  return { count, words: new Uint32Array(ids.buffer), sizes, starts }
}

/** Whether a chunk equals the one before: in long runs of a repeated chunk only the first is indexed, since a run from there is the longest. */
function repeatsItsNeighbour({ words, owners }: ChunkLookup, chunk: number): boolean {
  return (
    chunk > 0 &&
    elementAt(owners, chunk) === elementAt(owners, chunk - 1) &&
    hasSameId({ words, chunk, others: words, other: chunk - 1 })
  )
}

function insert({ words, heads, nexts }: ChunkLookup, chunk: number): void {
  const slot = slotOf({ words, heads, of: words, chunk })
  if (slot === undefined) return
  nexts[chunk] = elementAt(heads, slot)
  heads[slot] = chunk + 1
}

/** @returns the position of the ID in `heads`, or a free one for it; undefined if neither is near. */
function slotOf({
  words,
  heads,
  of,
  chunk,
}: {
  readonly words: Uint32Array
  readonly heads: Uint32Array
  readonly of: Uint32Array
  readonly chunk: number
}): number | undefined {
  const wanted = elementAt(of, WORDS * chunk)
  for (let probe = 0; probe < MAX_PROBES; probe++) {
    const slot = (wanted + probe) & (heads.length - 1)
    const head = elementAt(heads, slot)
    if (head === 0 || hasSameId({ words, chunk: head - 1, others: of, other: chunk })) return slot
  }
  return undefined
}

/** @returns the number of the first chunk of the lookup with the ID that `chunk` of `table` has, or undefined. */
export function firstChunk(lookup: ChunkLookup, table: Pick<ChunkTable, 'words'>, chunk: number): number | undefined {
  const { words, heads } = lookup
  const slot = slotOf({ words, heads, of: table.words, chunk })
  return slot === undefined ? undefined : numbered(elementAt(heads, slot))
}

/** @returns the number of the next chunk of the lookup with the same ID, ascending, or undefined. */
export function nextChunk({ nexts }: ChunkLookup, chunk: number): number | undefined {
  return numbered(elementAt(nexts, chunk))
}

function numbered(stored: number): number | undefined {
  return stored === 0 ? undefined : stored - 1
}

/** @returns whether the two chunks have the same ID and size. */
export function isSameChunk({
  lookup,
  known,
  table,
  chunk,
}: {
  readonly lookup: ChunkLookup
  readonly known: number
  readonly table: ChunkTable
  readonly chunk: number
}): boolean {
  return (
    elementAt(lookup.sizes, known) === elementAt(table.sizes, chunk) &&
    hasSameId({ words: lookup.words, chunk: known, others: table.words, other: chunk })
  )
}

function hasSameId({
  words,
  chunk,
  others,
  other,
}: {
  readonly words: Uint32Array
  readonly chunk: number
  readonly others: Uint32Array
  readonly other: number
}): boolean {
  for (let word = 0; word < WORDS; word++) {
    if (words[WORDS * chunk + word] !== others[WORDS * other + word]) return false
  }
  return true
}
