/** Which ranges of a new file are copied from objects in the bucket, and which are sent. Pure. */
import { MAX_PART_SIZE_BYTES, MAX_PARTS, MIN_PART_SIZE_BYTES, type Part } from '../bytes/parts.ts'
import type { IndexedObject } from './chunk-index.ts'
import { bytesOfChunks, type ChunkList, isSameList } from './chunk-list.ts'
import type { ChunkLookup } from './chunk-lookup.ts'
import { fitRuns } from './fit-runs.ts'
import { findSharedRuns, type SharedRun } from './shared-runs.ts'

/** A part that OSS copies from an object in the bucket. */
export type CopiedPart = Part & {
  readonly kind: 'copy'
  readonly source: IndexedObject
  /** Offset of the part's bytes in the source. */
  readonly sourceStartBytes: number
}

/** A part of a new file. */
export type ReusePart = (Part & { readonly kind: 'send' }) | CopiedPart

interface PartSettings {
  readonly partSizeBytes: number
  readonly mayJoin?: boolean
}

/** What is to be copied of a new file. */
export type ReusePlan =
  /** Nothing is to be copied. */
  | { readonly kind: 'send' }
  /** An object in the bucket equals the file; it may even have the key that the file is to get. */
  | { readonly kind: 'copy-whole'; readonly source: IndexedObject }
  | {
      readonly kind: 'parts'
      /** In the order of the file; they cover every byte once. */
      readonly parts: readonly ReusePart[]
      readonly copiedBytes: number
      /** All that could be copied: more than the parts have where their number is limited. */
      readonly runs: readonly SharedRun[]
    }

/** Limit of the size of a copy. */
const COPY_PART_BYTES = 32 * 1024 ** 2
/** A copy is at most as large as this many parts, which are sent if it is not right. */
export const SENT_PARTS_A_COPY = 8

/** @returns the largest size of a copy for a part size, both in bytes; never less than one part. */
export function largestCopy(partSizeBytes: number): number {
  return Math.max(Math.min(COPY_PART_BYTES, SENT_PARTS_A_COPY * partSizeBytes), partSizeBytes)
}

/**
 * @param chunks of the whole file
 * @param partSizeBytes size at which sent ranges are cut; 100 KB to 5 GB. A sent part is larger only if it could not be cut into two of 100 KB.
 * @param mayJoin whether neighbours may be copied as one part, see joinCopies: then copied ranges are cut as sent ones, so that a range that
 *   OSS does not copy right is not sent in one large request, which never gets through on a link that breaks often
 * @returns the plan. Parts obey OSS's limits: 100 KB (but for the last part) to 5 GB, at most 10,000; if there were more, the smallest runs are sent.
 *   Source: https://help.aliyun.com/zh/oss/developer-reference/uploadpartcopy
 */
export function planReuse({
  chunks,
  lookup,
  ...settings
}: PartSettings & {
  readonly chunks: ChunkList
  readonly lookup: ChunkLookup
}): ReusePlan {
  const sizeBytes = bytesOfChunks(chunks)
  const source = lookup.objects.find((object) => object.sizeBytes === sizeBytes && isSameList(object.chunks, chunks))
  if (source !== undefined) return { kind: 'copy-whole', source }
  return planParts({ runs: findSharedRuns(chunks, lookup), sizeBytes, ...settings })
}

/**
 * @param runs what can be copied: in the order of the file, none overlapping, each of at least 100 KB
 * @returns the plan, like `planReuse`
 */
export function planParts({
  runs,
  sizeBytes,
  partSizeBytes,
  mayJoin = false,
}: PartSettings & {
  readonly runs: readonly SharedRun[]
  readonly sizeBytes: number
}): ReusePlan {
  const most = Math.max(largestCopy(partSizeBytes), Math.ceil((2 * sizeBytes) / MAX_PARTS))
  const mostBytes = Math.min(MAX_PART_SIZE_BYTES, most)
  const partsOf = (kept: readonly SharedRun[]) => {
    const fitted = fitRuns(kept)
    for (let copyPartBytes = mayJoin ? partSizeBytes : mostBytes; ; copyPartBytes *= 2) {
      const cut = { runs: fitted, sizeBytes, partSizeBytes, copyPartBytes: Math.min(copyPartBytes, mostBytes) }
      const parts = cutParts(cut)
      if (parts.length <= MAX_PARTS || copyPartBytes >= mostBytes) return parts
    }
  }
  const parts = mostValuable(runs, partsOf)
  const copiedBytes = parts.reduce((sum, part) => sum + (part.kind === 'copy' ? part.endBytes - part.startBytes : 0), 0)
  return copiedBytes === 0 ? { kind: 'send' } : { kind: 'parts', parts, copiedBytes, runs }
}

/** @returns the parts, without as many of the smallest runs as the limit of 10,000 parts requires. */
function mostValuable(
  runs: readonly SharedRun[],
  partsOf: (kept: readonly SharedRun[]) => readonly ReusePart[],
): readonly ReusePart[] {
  const all = partsOf(runs)
  if (all.length <= MAX_PARTS) return all
  const smallestFirst = runs.toSorted((left, right) => sizeOf(left) - sizeOf(right))
  const without = (count: number) => {
    const dropped = new Set(smallestFirst.slice(0, count))
    return partsOf(runs.filter((run) => !dropped.has(run)))
  }
  let tooFew = 0
  let enough = runs.length
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2)
    if (without(middle).length <= MAX_PARTS) enough = middle
    else tooFew = middle
  }
  return without(enough)
}

function cutParts({
  runs,
  sizeBytes,
  partSizeBytes,
  copyPartBytes,
}: {
  readonly runs: readonly SharedRun[]
  readonly sizeBytes: number
  readonly partSizeBytes: number
  readonly copyPartBytes: number
}): readonly ReusePart[] {
  const parts: ReusePart[] = []
  let at = 0
  const send = (until: number) => {
    const isLast = until === sizeBytes
    for (const endBytes of sentEnds({ startBytes: at, endBytes: until, partSizeBytes, isLast })) {
      parts.push({ kind: 'send', number: parts.length + 1, startBytes: at, endBytes })
      at = endBytes
    }
  }
  for (const run of runs) {
    send(run.startBytes)
    const count = Math.min(Math.ceil(sizeOf(run) / copyPartBytes), Math.floor(sizeOf(run) / MIN_PART_SIZE_BYTES))
    for (let piece = 1; piece <= count; piece++) {
      const endBytes = run.startBytes + Math.floor((sizeOf(run) * piece) / count)
      const sourceStartBytes = run.sourceStartBytes + at - run.startBytes
      const { source } = run
      parts.push({ kind: 'copy', number: parts.length + 1, startBytes: at, endBytes, source, sourceStartBytes })
      at = endBytes
    }
  }
  send(sizeBytes)
  return parts
}

/** @returns the ends of the parts of a sent range. Its last is at least 100 KB large, unless it is the file's last part. */
function sentEnds({
  startBytes,
  endBytes,
  partSizeBytes,
  isLast,
}: {
  readonly startBytes: number
  readonly endBytes: number
  readonly partSizeBytes: number
  readonly isLast: boolean
}): readonly number[] {
  const ends: number[] = []
  for (let at = startBytes + partSizeBytes; at < endBytes; at += partSizeBytes) ends.push(at)
  const lastStart = ends.at(-1)
  if (lastStart !== undefined && !isLast && endBytes - lastStart < MIN_PART_SIZE_BYTES) {
    ends.pop()
    // Two equal parts for the rest, or one if two would be too small.
    const left = endBytes - (lastStart - partSizeBytes)
    if (left >= 2 * MIN_PART_SIZE_BYTES) ends.push(endBytes - Math.floor(left / 2))
  }
  return startBytes === endBytes ? ends : [...ends, endBytes]
}

/**
 * @param parts of a layout that an earlier attempt recorded
 * @param runs that the current index shares with the file
 * @returns the parts of the layout: to be copied if one run has all their bytes, else to be sent
 */
export function planOver(parts: readonly Part[], runs: readonly SharedRun[]): readonly ReusePart[] {
  let next = 0
  return parts.map((part) => {
    while ((runs[next]?.endBytes ?? Number.POSITIVE_INFINITY) < part.endBytes) next += 1
    const run = runs[next]
    const isShared = run !== undefined && run.startBytes <= part.startBytes
    if (!isShared || part.endBytes - part.startBytes < MIN_PART_SIZE_BYTES) return { ...part, kind: 'send' }
    const sourceStartBytes = run.sourceStartBytes + part.startBytes - run.startBytes
    return { ...part, kind: 'copy', source: run.source, sourceStartBytes }
  })
}

/** One copy. It has the number of the first of its parts. */
export type JoinedCopy = CopiedPart & {
  /** What is sent if it is not copied right. */
  readonly parts: readonly Part[]
}

/**
 * @param parts in the order of the file
 * @param mostBytes size of a copy that has more than one part
 * @returns the copies: parts that follow each other in the file and in their source are one, as far as there is room
 */
export function joinCopies(parts: readonly CopiedPart[], mostBytes: number): readonly JoinedCopy[] {
  const copies: JoinedCopy[] = []
  for (const { kind, source, sourceStartBytes, ...part } of parts) {
    const before = copies.at(-1)
    const sizeBytes = part.endBytes - (before?.startBytes ?? 0)
    const isNext =
      before !== undefined &&
      before.number + before.parts.length === part.number &&
      before.endBytes === part.startBytes &&
      before.source === source &&
      before.sourceStartBytes + before.endBytes - before.startBytes === sourceStartBytes
    if (isNext && sizeBytes <= mostBytes)
      copies[copies.length - 1] = { ...before, endBytes: part.endBytes, parts: [...before.parts, part] }
    else copies.push({ kind, source, sourceStartBytes, ...part, parts: [part] })
  }
  return copies
}

function sizeOf({ startBytes, endBytes }: SharedRun): number {
  return endBytes - startBytes
}
