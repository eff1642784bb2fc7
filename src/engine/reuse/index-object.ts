/** The index of chunks as an object of the bucket: whatever goes wrong with it costs bytes that could have been copied, and nothing else. */
import { crc64 } from '../../core/bytes/crc64.ts'
import { ActionError, asActionError, faultOf } from '../../core/errors/errors.ts'
import { formatIndex, type IndexedObject, parseIndex } from '../../core/reuse/chunk-index.ts'
import { CHUNK_PARAMETERS } from '../../core/reuse/chunk-parameters.ts'
import { fitIndex, indexBudget, maxIndexBytes, mergeIndex } from '../../core/reuse/fit-index.ts'
import { formatSize, plural } from '../../core/text/quantities.ts'
import { singleLine } from '../../core/text/text.ts'
import type { Engine } from '../bucket/context.ts'
import { within } from '../bucket/within.ts'
import { inMemory } from '../verify/in-memory.ts'

/** Reading the index may take so long, and so may reading it again and writing it. */
const DEADLINE_MS = 30_000
const TITLE = 'Nothing is reused'

type Asking = Pick<Engine, 'bucket' | 'clock' | 'signal' | 'reporter'>

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

/** @returns what the index knows; says so where it cannot be read. Throws only where the step itself ends. */
export async function readIndex(
  engine: Asking,
  { key, plannedBytes }: { readonly key: string; readonly plannedBytes: number },
): Promise<FoundIndex> {
  const startedMs = engine.clock.nowMs()
  try {
    const found = await within(engine.clock, { deadlineMs: DEADLINE_MS, signal: engine.signal }, (signal) =>
      engine.bucket.readObject({ key, maxBytes: maxIndexBytes(plannedBytes), signal }),
    )
    const requestMs = engine.clock.nowMs() - startedMs
    if (found === undefined) return { kind: 'index', objects: [], readBytes: 0, requestMs }
    if (found.kind === 'too-large')
      return none(engine, `${singleLine(key)} is too large to be worth its time for ${formatSize(plannedBytes)}`)
    return usable(engine, key, { bytes: found.bytes, requestMs })
  } catch (error) {
    engine.signal.throwIfAborted()
    return none(engine, problemOf(error, 'read'))
  }
}

function usable(
  engine: Asking,
  key: string,
  { bytes, requestMs }: { readonly bytes: Uint8Array; readonly requestMs: number },
): FoundIndex {
  const parsed = parseIndex(bytes, CHUNK_PARAMETERS)
  const readBytes = bytes.length
  if (parsed.kind === 'index') return { ...parsed, readBytes, requestMs }
  // An object that is something else is nobody's to replace.
  if (parsed.why === 'not-an-index')
    return none(engine, `${singleLine(key)} is not an index of chunks; give \`reuse-index\` a key of its own`)
  engine.reporter.notice(`The index ${singleLine(key)} cannot be used (${parsed.why}); it is written anew.`, TITLE)
  return { kind: 'index', objects: [], readBytes, requestMs }
}

function none({ reporter }: Pick<Engine, 'reporter'>, why: string): FoundIndex {
  reporter.notice(`${why}. All bytes are sent.`, TITLE)
  return { kind: 'none', why }
}

function problemOf(error: unknown, verb: 'read' | 'written'): string {
  const known = asActionError(error)
  if (known === undefined) return `The index of chunks could not be ${verb} within ${DEADLINE_MS / 1000} s`
  const right =
    verb === 'read' ? '`oss:GetObject`' : '`oss:PutObject` and `oss:PutObjectAcl` (it is written as private)'
  const needs = faultOf(error) === 'denied' ? `; reuse needs ${right}` : ''
  return `The index of chunks could not be ${verb} (${singleLine(known.message)})${needs}`
}

interface IndexUpdate {
  readonly key: string
  readonly published: readonly IndexedObject[]
  readonly plannedBytes: number
  /** Bytes of the index that were read before. */
  readonly readBytes: number
  /** Objects that were found to be gone, or to be other ones than the index says. */
  readonly isGone: (object: IndexedObject) => boolean
}

/** Writes the index anew, with what this run published; it is read again before, so that what another run wrote meanwhile stays. Never throws. */
export async function writeIndex(engine: Asking, update: IndexUpdate): Promise<void> {
  const { key, published, plannedBytes, isGone } = update
  if (engine.signal.aborted) return
  const found = await readIndex(engine, { key, plannedBytes }).catch(() => undefined)
  if (found?.kind !== 'index') return
  const budgetBytes = indexBudget({ plannedBytes, readBytes: update.readBytes + found.readBytes })
  const merged = mergeIndex({ published, found: found.objects, isGone })
  const kept = fitIndex({ objects: merged, parameters: CHUNK_PARAMETERS, budgetBytes })
  if (kept.length === 0) return
  const bytes = formatIndex(kept, CHUNK_PARAMETERS)
  try {
    await within(engine.clock, { deadlineMs: DEADLINE_MS, signal: engine.signal }, (signal) =>
      putIndex(engine, { key, bytes, signal }),
    )
    engine.reporter.debug(`${singleLine(key)}: ${plural(kept.length, 'object')}, ${formatSize(bytes.length)}`)
  } catch (error) {
    if (engine.signal.aborted) return
    engine.reporter.notice(
      `${problemOf(error, 'written')}. The next release reuses nothing of this one.`,
      'Not indexed',
    )
  }
}

/** It names files that may not be announced yet, and hashes of what they hold: it is private whatever the bucket is. */
const HEADERS = { 'content-type': 'application/octet-stream', 'x-oss-object-acl': 'private' }

async function putIndex(
  { bucket }: Pick<Engine, 'bucket'>,
  { key, bytes, signal }: { readonly key: string; readonly bytes: Uint8Array; readonly signal: AbortSignal },
): Promise<void> {
  const expected = crc64(bytes)
  await bucket.putObject<boolean>({
    // It is no byte of the release, and is not counted as one.
    ...{ key, headers: HEADERS, sizeBytes: 0, until: signal },
    async prepare() {
      return {
        body: inMemory(bytes),
        // What nobody may overwrite are the objects of the release.
        headers: { 'x-oss-forbid-overwrite': 'false' },
        // A damaged index has a checksum that tells.
        accept: ({ crc64: stored }) => stored === expected,
      }
    },
  })
}
