/** The index of chunks as an object of the bucket: whatever goes wrong with it costs bytes that could have been copied, and nothing else. */
import { crc64 } from '../../core/bytes/crc64.ts'
import { ActionError, asActionError, faultOf } from '../../core/errors/errors.ts'
import { formatIndex, type IndexedObject, parseIndex } from '../../core/reuse/chunk-index.ts'
import { CHUNK_PARAMETERS } from '../../core/reuse/chunk-parameters.ts'
import { fitIndex, indexBudget, maxIndexBytes, mergeIndex } from '../../core/reuse/fit-index.ts'
import { formatDuration, formatSize, plural } from '../../core/text/quantities.ts'
import { singleLine } from '../../core/text/text.ts'
import type { Bucket } from '../bucket/bucket.ts'
import type { Engine } from '../bucket/context.ts'
import { inMemory } from '../verify/in-memory.ts'
import { aside, patienceMs } from './aside.ts'

/** Reading the index may take so long, and so may writing it. */
const DEADLINE_MS = 30_000
/** What was read so lately is not read again before the index is written. */
const FRESH_MS = 5000

type IndexReader = Pick<Engine, 'beside' | 'clock' | 'giveUpAfterMs' | 'signal' | 'reporter'>

/** Throws an ActionError where the index would lie where a file of the release does. */
export function assertIndexKey(key: string | undefined, keys: readonly string[]): void {
  if (key === undefined || !keys.includes(key)) return
  throw new ActionError({
    code: 'bad-input',
    message: `\`reuse-index\` is ${singleLine(key)}, which is also the key of a file of this release`,
    remedy: 'Give the index a key that no file has, such as `reuse-index: desktop/.chunks`. Nothing was sent.',
  })
}

export type FoundIndex =
  /** Empty where there is none yet, or none that can be used. */
  | {
      readonly kind: 'index'
      readonly objects: readonly IndexedObject[]
      readonly readBytes: number
      /** What the request took, from its start to the last byte. */
      readonly requestMs: number
    }
  /** It is not to be written either. */
  | { readonly kind: 'none'; readonly why: string }

export interface IndexObject {
  /** @returns what the index knew when it was opened; says once where it cannot be used. Never throws. */
  found(): Promise<FoundIndex>
  /** Begins to read it again, unless that was done lately: it is about to be written. */
  lookAgain(): void
  /** Writes it anew, with what this run published and what another run wrote meanwhile. Never throws. */
  write(update: IndexUpdate): Promise<void>
}

interface IndexUpdate {
  readonly published: readonly IndexedObject[]
  /** Objects that were found to be gone, or to be other ones than the index says. */
  readonly isGone: (object: IndexedObject) => boolean
}

type Look =
  | (Extract<FoundIndex, { readonly kind: 'index' }> & {
      /** Undefined where there is no such object. */
      readonly etag: string | undefined
      /** Why what was read cannot be used; undefined where it can. */
      readonly unusable: string | undefined
    })
  | Extract<FoundIndex, { readonly kind: 'none' }>

/** Begins to read the index: its deadline is its own, and nothing waits for it but what asks. */
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
  return {
    lookAgain,
    async found() {
      const look = await first
      if (!isTold) tell(engine, key, look)
      isTold = true
      return look
    },
    async write({ published, isGone }) {
      if (isTold && (await first).kind === 'none') return
      lookAgain()
      const look = await last.look
      if (engine.signal.aborted) return
      if (look.kind === 'none') return tellUnwritten(engine, look.why)
      const merged = mergeIndex({ published, found: look.objects.map(noLaterThan(published)), isGone })
      const budgetBytes = indexBudget({ plannedBytes, readBytes })
      const kept = fitIndex({ objects: merged, parameters: CHUNK_PARAMETERS, budgetBytes })
      if (kept.length > 0) await writeAnew(engine, key, kept)
    },
  }
}

function tell({ reporter, signal }: Pick<Engine, 'reporter' | 'signal'>, key: string, look: Look): void {
  const title = 'Nothing is reused'
  if (signal.aborted) return
  if (look.kind === 'none') reporter.notice(`${look.why}. All bytes are sent.`, title)
  else if (look.unusable !== undefined)
    reporter.notice(`The index ${singleLine(key)} cannot be used (${look.unusable}); it is written anew.`, title)
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
  // An object that is something else is nobody's to replace.
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
    engine.reporter.debug(`${singleLine(key)}: ${plural(objects.length, 'object')}, ${formatSize(bytes.length)}`)
  } catch (error) {
    if (!engine.signal.aborted) tellUnwritten(engine, problemOf(engine, error, 'written'))
  }
}

/** What says that it is of the future must not take the room of what was published now. */
function noLaterThan(published: readonly IndexedObject[]): (object: IndexedObject) => IndexedObject {
  const nowMs = Math.max(...published.map(({ publishedMs }) => publishedMs))
  return (object) => ({ ...object, publishedMs: Math.min(object.publishedMs, nowMs) })
}

/** It names files that may not be announced yet, and hashes of what they hold: it is private whatever the bucket is. */
const HEADERS = { 'content-type': 'application/octet-stream', 'x-oss-object-acl': 'private' }

async function putIndex(bucket: Bucket, key: string, bytes: Uint8Array): Promise<void> {
  const expected = crc64(bytes)
  await bucket.putObject<void>({
    // It is no byte of the release, and is not counted as one.
    ...{ key, headers: HEADERS, sizeBytes: 0 },
    async prepare() {
      return {
        body: inMemory(bytes),
        // What nobody may overwrite are the objects of the release.
        headers: { 'x-oss-forbid-overwrite': 'false' },
        accept({ crc64: stored = expected }) {
          if (stored !== expected) throw damaged(key)
        },
      }
    },
  })
}

function damaged(key: string): ActionError {
  const message = `${singleLine(key)} was damaged on its way: OSS took other bytes than were sent`
  return new ActionError({ code: 'index-damaged', fault: 'part', message })
}
