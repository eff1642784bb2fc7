/** The index of chunks as an object of the bucket: a failure with it only means that more bytes are sent. */
import { ActionError, asActionError, faultOf } from '../../core/errors/errors.ts'
import {
  type BegunIndex,
  beginIndex,
  formatIndex,
  type IndexedObject,
  parseIndex,
} from '../../core/reuse/chunk-index.ts'
import { CHUNK_PARAMETERS } from '../../core/reuse/chunk-parameters.ts'
import { fitIndex, indexBudget, maxIndexBytes, mergeIndex } from '../../core/reuse/fit-index.ts'
import { formatDuration, formatSize, plural } from '../../core/text/quantities.ts'
import { singleLine } from '../../core/text/text.ts'
import type { Engine } from '../bucket/context.ts'
import { aside, patienceMs, sendingMs } from './aside.ts'
import { observeRoundTrip } from './round-trip.ts'
import { putBegunIndex, putIndex } from './write-index.ts'

/** Deadline for reading the index, and for writing it. */
const DEADLINE_MS = 30_000
/** An index that was read this recently is not read again before it is written. */
const FRESH_MS = 5000
/** How long what is written ahead may take until it ends, and how long for sending it: on a slow link it is not sent twice. */
const AHEAD_MS = 5000
const SOON_MS = 1000

/** An index of this size arrives with the first bytes of the answer. */
const SMALL_BYTES = 64 * 1024

type IndexReader = Pick<Engine, 'beside' | 'clock' | 'giveUpAfterMs' | 'limiter' | 'progress' | 'signal' | 'reporter'>

/** Throws an ActionError if the index has the key of a file of the release. */
export function assertIndexKey(key: string | undefined, keys: readonly string[]): void {
  if (key === undefined || !keys.includes(key)) return
  throw new ActionError({
    code: 'bad-input',
    message: `\`reuse-index\` is ${singleLine(key)}, which is also the key of a file of this release`,
    remedy: 'Give the index a key that no file has, such as `reuse-index: desktop/.chunks`. Nothing was sent.',
  })
}

/** What was found under the key of the index. */
export type FoundIndex =
  /** Empty if there is none yet, or none that can be used. */
  | {
      readonly kind: 'index'
      readonly objects: readonly IndexedObject[]
      readonly readBytes: number
      /** Duration of the request, from its start to the last byte. */
      readonly requestMs: number
    }
  /** The index must not be written either. */
  | { readonly kind: 'none'; readonly why: string }

/** The index during one step: read at its beginning, written at its end. */
export interface IndexObject {
  /** @returns the content of the index when it was opened; logs once if it cannot be used. Never throws. */
  found(): Promise<FoundIndex>
  /** Begins to read it again, unless that was done recently: it is about to be written. */
  lookAgain(): void
  /** Writes it again, with the objects of this run and those that another run wrote meanwhile. Never throws. */
  write(update: IndexUpdate): Promise<void>
  /**
   * Begins to write it while the objects are published, whose ETags and CRC64s are still unknown: these end it. The object is not there before.
   * @param shown all of the objects once they are published; undefined if one is not
   * @returns whether it was written; false if it is to be written as a whole. Never throws
   */
  writeAhead(update: IndexUpdate, shown: Promise<readonly IndexedObject[] | undefined>): Promise<boolean>
}

interface IndexUpdate {
  readonly published: readonly IndexedObject[]
  /** Whether an object was found to be gone, or to differ from the index. */
  readonly isGone: (object: IndexedObject) => boolean
}

type Look =
  | (Extract<FoundIndex, { readonly kind: 'index' }> & {
      /** Undefined if there is no such object. */
      readonly etag: string | undefined
      /** Why its content cannot be used; undefined if it can. */
      readonly unusable: string | undefined
    })
  | Extract<FoundIndex, { readonly kind: 'none' }>

/**
 * Begins to read the index: it has its own deadline, and only callers of `found` wait for it.
 * @param plannedBytes bytes of all files of the release, which limit the size of the index
 * @returns the index
 */
export function openIndex(
  engine: IndexReader,
  { key, plannedBytes }: { readonly key: string; readonly plannedBytes: number },
): IndexObject {
  let readBytes = 0
  const read = async (known?: Look): Promise<Look> => {
    const look = await lookAt(engine, { key, plannedBytes, known })
    if (look.kind === 'index') readBytes += look.readBytes
    return look
  }
  const first = read()
  let last = { atMs: engine.clock.nowMs(), look: first }
  const lookAgain = () => {
    if (engine.clock.nowMs() - last.atMs <= FRESH_MS) return
    last = { atMs: engine.clock.nowMs(), look: first.then(read) }
  }
  let isTold = false
  const budgetBytes = () => indexBudget({ plannedBytes, readBytes })
  const fitting = (look: Extract<Look, { kind: 'index' }>, { published, isGone }: IndexUpdate) => {
    const merged = mergeIndex({ published, found: look.objects.map(noLaterThan(published)), isGone })
    return fitIndex({ objects: merged, parameters: CHUNK_PARAMETERS, budgetBytes: budgetBytes() })
  }
  return {
    lookAgain,
    async found() {
      const look = await first
      if (!isTold) tell(engine, key, look)
      isTold = true
      return look
    },
    async write(update) {
      if (isTold && (await first).kind === 'none') return
      lookAgain()
      const look = await last.look
      if (engine.signal.aborted) return
      if (look.kind === 'none') return tellUnwritten(engine, look.why)
      const kept = fitting(look, update)
      if (kept.length > 0) await writeAnew(engine, key, kept)
    },
    async writeAhead(update, shown) {
      lookAgain()
      const look = await last.look
      if (engine.signal.aborted || look.kind === 'none') return false
      const unproven = new Set(update.published)
      const isProven = (object: IndexedObject) => !unproven.has(object)
      const kept = fitting(look, update)
      const begun = beginIndex(kept, { parameters: CHUNK_PARAMETERS, isProven })
      // If it does not end as expected, it is sent twice.
      const isCheap = 2 * begun.sizeBytes <= budgetBytes() && (sendingMs(engine, begun.sizeBytes) ?? SOON_MS) < SOON_MS
      const rest = shown.then((objects = []) => {
        const byKey = new Map(objects.map((object) => [object.key, object]))
        return begun.end(kept.flatMap((object) => (isProven(object) ? object : (byKey.get(object.key) ?? []))))
      })
      return isCheap && writeBegun(engine, key, { begun, count: kept.length, rest })
    },
  }
}

function tell({ reporter, signal }: Pick<Engine, 'reporter' | 'signal'>, key: string, look: Look): void {
  const title = 'Nothing is reused'
  if (signal.aborted) return
  if (look.kind === 'none') reporter.notice(`${look.why}. All bytes are sent.`, title)
  else if (look.unusable !== undefined)
    reporter.notice(`The index ${singleLine(key)} cannot be used (${look.unusable}); it is replaced.`, title)
}

function tellUnwritten({ reporter }: Pick<Engine, 'reporter'>, why: string): void {
  reporter.notice(`${why}. The next release reuses nothing of this one.`, 'Not indexed')
}

async function lookAt(
  engine: IndexReader,
  {
    key,
    plannedBytes,
    known,
  }: { readonly key: string; readonly plannedBytes: number; readonly known: Look | undefined },
): Promise<Look> {
  const startedMs = engine.clock.nowMs()
  const knownEtag = known?.kind === 'index' && known.etag !== undefined ? { knownEtag: known.etag } : {}
  try {
    const found = await aside(engine, { mostMs: DEADLINE_MS, signal: engine.signal }, (bucket) =>
      bucket.readObject({ key, maxBytes: maxIndexBytes(plannedBytes), ...knownEtag }),
    )
    const requestMs = engine.clock.nowMs() - startedMs
    // It may be the first answer of all.
    if (found?.kind !== 'read' || found.bytes.length <= SMALL_BYTES) observeRoundTrip(engine, startedMs)
    if (found === undefined)
      return { kind: 'index', objects: [], readBytes: 0, requestMs, etag: undefined, unusable: undefined }
    switch (found.kind) {
      case 'too-large': {
        const why = `${singleLine(key)} is too large to be worth its time for ${formatSize(plannedBytes)}`
        return { kind: 'none', why }
      }
      case 'known':
        return known?.kind === 'index'
          ? { ...known, readBytes: 0 }
          : { kind: 'none', why: 'OSS answered 304 to no condition' }
      case 'read':
        return usable(key, { ...found, requestMs })
    }
  } catch (error) {
    return { kind: 'none', why: problemOf(engine, error, 'read') }
  }
}

function usable(
  key: string,
  { bytes, etag, requestMs }: { readonly bytes: Uint8Array; readonly etag: string; readonly requestMs: number },
): Look {
  const parsed = parseIndex(bytes, CHUNK_PARAMETERS)
  const about = { readBytes: bytes.length, requestMs, etag }
  if (parsed.kind === 'index') return { ...parsed, ...about, unusable: undefined }
  // Another object under this key must not be replaced.
  if (parsed.why === 'not-an-index')
    return {
      kind: 'none',
      why: `${singleLine(key)} is not an index of chunks; give \`reuse-index\` a key of its own`,
    }
  return { kind: 'index', objects: [], ...about, unusable: parsed.why }
}

function problemOf(engine: Pick<Engine, 'giveUpAfterMs'>, error: unknown, verb: 'read' | 'written'): string {
  const known = asActionError(error)
  if (known === undefined)
    return `The index of chunks could not be ${verb} within ${formatDuration(patienceMs(engine, DEADLINE_MS))}`
  const right =
    verb === 'read' ? '`oss:GetObject`' : '`oss:PutObject` and `oss:PutObjectAcl` (it is written as private)'
  const needs = faultOf(error) === 'denied' ? `; reuse needs ${right}` : ''
  return `The index of chunks could not be ${verb} (${singleLine(known.message)})${needs}`
}

async function writeAnew(engine: IndexReader, key: string, objects: readonly IndexedObject[]): Promise<void> {
  const bytes = formatIndex(objects, CHUNK_PARAMETERS)
  try {
    await aside(engine, { mostMs: DEADLINE_MS, signal: engine.signal }, (bucket) => putIndex(bucket, key, bytes))
    tellWritten(engine, key, { count: objects.length, sizeBytes: bytes.length })
  } catch (error) {
    if (!engine.signal.aborted) tellUnwritten(engine, problemOf(engine, error, 'written'))
  }
}

async function writeBegun(
  engine: IndexReader,
  key: string,
  {
    begun,
    count,
    rest,
  }: { readonly begun: BegunIndex; readonly count: number; readonly rest: Promise<Uint8Array | undefined> },
): Promise<boolean> {
  try {
    await aside(engine, { mostMs: AHEAD_MS, signal: engine.signal }, (bucket) =>
      putBegunIndex(bucket, key, { ...begun, rest }),
    )
    tellWritten(engine, key, { count, sizeBytes: begun.sizeBytes })
    return true
  } catch {
    return false
  }
}

function tellWritten(
  { reporter }: Pick<Engine, 'reporter'>,
  key: string,
  { count, sizeBytes }: { readonly count: number; readonly sizeBytes: number },
): void {
  reporter.debug(`${singleLine(key)}: ${plural(count, 'object')}, ${formatSize(sizeBytes)}`)
}

/** Otherwise objects with a time in the future would take the room of those that were just published. */
function noLaterThan(published: readonly IndexedObject[]): (object: IndexedObject) => IndexedObject {
  const nowMs = Math.max(...published.map(({ publishedMs }) => publishedMs))
  return (object) => ({ ...object, publishedMs: Math.min(object.publishedMs, nowMs) })
}
