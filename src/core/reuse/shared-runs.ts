/** Finds common content of a new file and objects in the bucket. */
import { MIN_PART_SIZE_BYTES } from '../bytes/parts.ts'
import type { IndexedObject } from './chunk-index.ts'
import { type ChunkList, ID_BYTES } from './chunk-list.ts'
import {
  type ChunkLookup,
  type ChunkTable,
  elementAt,
  firstChunk,
  isSameChunk,
  nextChunk,
  tableOf,
} from './chunk-lookup.ts'

/** Bytes `[startBytes, endBytes)` of the new file that an object has in one piece, from `sourceStartBytes` on. */
export interface SharedRun {
  readonly startBytes: number
  readonly endBytes: number
  readonly source: IndexedObject
  readonly sourceStartBytes: number
}

/** Limit of positions with the same chunk that are compared: repeated content must not take for ever. */
const MAX_CANDIDATES = 32

/** Chunks `[from, to)` of the file, which are in the lookup from `known` on. */
interface ChunkRun {
  readonly from: number
  readonly to: number
  readonly known: number
}

/** The search for a file in a lookup. */
interface Search {
  readonly lookup: ChunkLookup
  readonly table: ChunkTable
}

/**
 * @returns the runs of at least 100 KB that the file shares with objects of the lookup, in the order of the file, none overlapping. At each position the longest
 *     is used, and of equally long runs the one in the newest object.
 */
export function findSharedRuns(chunks: ChunkList, lookup: ChunkLookup): readonly SharedRun[] {
  const search = { lookup, table: tableOf(chunks) }
  const runs: SharedRun[] = []
  let taken = 0
  let chunk = 0
  while (chunk < chunks.count) {
    const longest = longestRun(search, chunk)
    const run = longest === undefined ? undefined : toBytes(search, extendedBack(search, { run: longest, taken }))
    if (longest !== undefined && run !== undefined && run.endBytes - run.startBytes >= MIN_PART_SIZE_BYTES) {
      runs.push(run)
      taken = longest.to
      chunk = longest.to
    } else {
      chunk += 1
    }
  }
  return runs
}

function longestRun(search: Search, from: number): ChunkRun | undefined {
  const { lookup, table } = search
  let longest: ChunkRun | undefined
  let known = firstChunk(lookup, table, from)
  for (let tried = 0; known !== undefined && tried < MAX_CANDIDATES; tried++) {
    const to = from + sharedLength(search, { from, known })
    if (to > (longest?.to ?? from)) longest = { from, to, known }
    known = nextChunk(lookup, known)
  }
  return longest
}

/** @returns how many chunks are the same from here on, within one object. */
function sharedLength(
  { lookup, table }: Search,
  { from, known }: { readonly from: number; readonly known: number },
): number {
  const owner = elementAt(lookup.owners, known)
  const most = Math.min(table.count - from, lookup.count - known)
  let length = 0
  while (
    length < most &&
    elementAt(lookup.owners, known + length) === owner &&
    isSameChunk({ lookup, known: known + length, table, chunk: from + length })
  ) {
    length += 1
  }
  return length
}

/** @returns the run, extended backwards as far as `taken` allows. */
function extendedBack(
  { lookup, table }: Search,
  { run, taken }: { readonly run: ChunkRun; readonly taken: number },
): ChunkRun {
  let { from, known } = run
  while (
    from > taken &&
    known > 0 &&
    elementAt(lookup.owners, known - 1) === elementAt(lookup.owners, run.known) &&
    isSameChunk({ lookup, known: known - 1, table, chunk: from - 1 })
  ) {
    from -= 1
    known -= 1
  }
  return { from, to: run.to, known }
}

function toBytes({ lookup, table }: Search, { from, to, known }: ChunkRun): SharedRun {
  return {
    startBytes: elementAt(table.starts, from),
    endBytes: elementAt(table.starts, to - 1) + elementAt(table.sizes, to - 1),
    source: elementAt(lookup.objects, elementAt(lookup.owners, known)),
    sourceStartBytes: elementAt(lookup.starts, known),
  }
}

/** How many of a file's first bytes are not shared, while its chunks become known one after another. */
export interface NewBytes {
  /** Takes the next chunk. Only the first 16 bytes of the digest count. */
  add(digest: Uint8Array, sizeBytes: number): void
  /** No run of at least 100 KB begins in this many bytes of the file's beginning. */
  readonly bytes: number
}

/** @returns the counter for a file without any known chunk yet. */
export function createNewBytes(lookup: ChunkLookup): NewBytes {
  let at = 0
  /** Where the run of known chunks begins that the last chunk belongs to. */
  let knownFrom: number | undefined
  let isShared = false
  return {
    add(digest, sizeBytes) {
      if (isShared) return
      const words = new Uint32Array(digest.slice(0, ID_BYTES).buffer)
      if (firstChunk(lookup, { words }, 0) === undefined) knownFrom = undefined
      else knownFrom ??= at
      at += sizeBytes
      isShared = knownFrom !== undefined && at - knownFrom >= MIN_PART_SIZE_BYTES
    },
    get bytes() {
      return knownFrom ?? at
    },
  }
}
