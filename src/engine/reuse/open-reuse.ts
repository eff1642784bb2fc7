/** Reads and compares the files of a release with the objects of an index, plans the reuse, and logs it. */
import { MIN_PART_SIZE_BYTES } from '../../core/bytes/parts.ts'
import { newPartSize, type PlannedObject } from '../../core/plan/plan.ts'
import type { HeldObject } from '../../core/records/held-object.ts'
import type { IndexedObject } from '../../core/reuse/chunk-index.ts'
import { bytesOfChunks } from '../../core/reuse/chunk-list.ts'
import { replacedBy } from '../../core/reuse/fit-index.ts'
import { singleLine } from '../../core/text/text.ts'
import type { Engine, FileReader, Reuse, SourceFile } from '../bucket/context.ts'
import { type Chunks, chunkInTurn, isElsewhere } from './chunk-file.ts'
import { describeReuse } from './describe-reuse.ts'
import { formatHeldChunks, NO_ETAG } from './held-index.ts'
import { assertIndexKey, type FoundIndex, type IndexObject, openIndex } from './index-object.ts'
import { createKnownNew } from './known-new.ts'
import { createReuse, identity } from './reuse.ts'

/** What the input `reuse-index` asks for. */
export interface ReuseSettings {
  /** Object key of the index. */
  readonly key: string
  /** The version that this step publishes, for messages; empty if unknown. */
  readonly version: string
}

/** An object that this run published. */
interface NewObject {
  readonly file: Pick<SourceFile, 'key' | 'sizeBytes'>
  readonly object: { readonly etag: string; readonly crc64: bigint }
}

/** Reads the index and the files, and writes the index. */
type ReuseFinder = FileReader &
  Pick<
    Engine,
    'beside' | 'clock' | 'epochMs' | 'giveUpAfterMs' | 'isHolding' | 'limiter' | 'progress' | 'reporter' | 'signal'
  >

/** Reuse during one step, from reading the index to writing it. */
export interface OpenReuse {
  readonly reuse: Reuse
  /** Resolves when all planning is done and logged. */
  readonly planned: Promise<void>
  /** @returns the result, whose held objects have the chunks that the job which publishes needs for the index. */
  withChunks<Result extends { readonly held: readonly HeldObject[] | undefined }>(result: Result): Promise<Result>
  /** Begins to read the index again while objects are published, and to write it where all of them are large: that takes as long as publishing them. */
  publishing(): void
  /** Begins to write the index with the published objects, unless more of them follow. */
  published(objects: readonly NewObject[]): void
  /** Writes the index with the published objects, if that was not begun yet. Never throws. */
  finish(objects: readonly NewObject[]): Promise<void>
  /** Ends the pass over the files. */
  close(): void
}

/**
 * Begins to read the index and the files of a plan, without waiting for them.
 * @returns undefined if nothing can be reused. Throws an ActionError if the index has the key of a file.
 */
export function openReuse(
  engine: ReuseFinder,
  objects: readonly PlannedObject<SourceFile>[],
  settings: ReuseSettings,
): OpenReuse | undefined {
  assertIndexKey(
    settings.key,
    objects.map(({ file }) => file.key),
  )
  const sent = objects.filter(({ kind }) => kind === 'multipart' || kind === 'put')
  const plannedBytes = sent.reduce((sum, { file }) => sum + file.sizeBytes, 0)
  if (!sent.some(({ file }) => file.sizeBytes >= MIN_PART_SIZE_BYTES)) return undefined
  const index = openIndex(engine, { key: settings.key, plannedBytes })
  const closed = new AbortController()
  const reader = { ...engine, signal: AbortSignal.any([engine.signal, closed.signal]) }
  const knownNew = createKnownNew()
  const chunks = chunkInTurn(reader, objects, knownNew.chunk)
  const found = index.found().then((one) => {
    // The chunks are not needed if no index is written either.
    if (one.kind === 'none') closed.abort(new Error(one.why))
    return one
  })
  const gone = new Set<string>()
  const reuse = createReuse(reader, { found, chunks, knownNew, onGone: (object) => gone.add(identity(object)) })
  const isGone = (object: IndexedObject) => gone.has(identity(object))
  const writing = createIndexWriting(engine, objects, { index, chunks, isGone, settings })
  return {
    reuse,
    planned: tellPlans(reader, reuse, { found, objects: sent }),
    async withChunks(result) {
      const held = result.held?.map(async (object) => {
        const list = await chunks.get(object.key)
        if (list === undefined || bytesOfChunks(list) !== object.sizeBytes) return object
        return { ...object, chunks: formatHeldChunks(object, { chunks: list, version: settings.version }) }
      })
      return held === undefined ? result : { ...result, held: await Promise.all(held) }
    },
    ...writing,
    close() {
      writing.close()
      closed.abort(new Error('The step is over'))
    },
  }
}

/** @returns how the index is written: ahead while objects are published, at once when all of them are, or at the end. */
function createIndexWriting(
  engine: Pick<Engine, 'epochMs' | 'reporter'>,
  objects: readonly PlannedObject<SourceFile>[],
  {
    index,
    chunks,
    isGone,
    settings,
  }: {
    readonly index: IndexObject
    readonly chunks: Chunks
    readonly settings: Pick<ReuseSettings, 'version'>
    isGone(object: IndexedObject): boolean
  },
): Pick<OpenReuse, 'publishing' | 'published' | 'finish' | 'close'> {
  const entriesOf = (published: readonly NewObject[]) =>
    indexEntries(published, chunks, { version: settings.version, publishedMs: engine.epochMs() })
  const goneBeside = (published: readonly NewObject[]) => {
    const isReplaced = replacedBy(published.map(({ file: { key }, object: { etag } }) => ({ key, etag })))
    return (object: IndexedObject) => isGone(object) || isReplaced(object)
  }
  const shown = Promise.withResolvers<readonly IndexedObject[] | undefined>()
  let ahead: Promise<boolean> | undefined
  let writing: Promise<void> | undefined
  const writeAhead = async () => {
    const wanted = objects.map(({ file }) => ({ file, object: { etag: NO_ETAG, crc64: 0n } }))
    const expected = await entriesOf(wanted)
    return expected.length > 0 && index.writeAhead({ published: expected, isGone: goneBeside(wanted) }, shown.promise)
  }
  const write = async (published: readonly NewObject[]) => {
    try {
      const entries = await entriesOf(published)
      shown.resolve(entries)
      if (entries.length > 0 && (await ahead) !== true)
        await index.write({ published: entries, isGone: goneBeside(published) })
    } catch (error) {
      // All is published: whatever this is, it is not the step's failure.
      engine.reporter.debug(`The index of chunks was not written: ${singleLine(String(error))}`)
    }
  }
  return {
    publishing() {
      index.lookAgain()
      // What is put takes unknown time.
      if (objects.every(({ kind }) => kind === 'multipart' || kind === 'present'))
        ahead = writeAhead().catch(() => false)
    },
    published(visible) {
      const keys = new Set(visible.map(({ file }) => file.key))
      const isMissing = ({ file }: PlannedObject<SourceFile>) =>
        file.sizeBytes >= MIN_PART_SIZE_BYTES && !keys.has(file.key)
      if (!objects.some(isMissing)) writing = write(visible)
    },
    finish: (visible) => writing ?? write(visible),
    close: () => shown.resolve(undefined),
  }
}

/** @returns the entries of the index for objects whose chunks are known. */
async function indexEntries(
  published: readonly NewObject[],
  chunks: Chunks,
  { version, publishedMs }: Pick<IndexedObject, 'version' | 'publishedMs'>,
): Promise<readonly IndexedObject[]> {
  const entries = published.map(async ({ file: { key, sizeBytes }, object: { etag, crc64 } }) => {
    const list = await chunks.get(key)
    if (list === undefined || bytesOfChunks(list) !== sizeBytes) return []
    return [{ key, sizeBytes, etag, crc64, version, publishedMs, chunks: list }]
  })
  return (await Promise.all(entries)).flat()
}

async function tellPlans(
  engine: Pick<Engine, 'isHolding' | 'reporter' | 'signal'> & Pick<FileReader, 'origin'>,
  reuse: Reuse,
  { found, objects }: { readonly found: Promise<FoundIndex>; readonly objects: readonly PlannedObject<SourceFile>[] },
): Promise<void> {
  const index = await found
  if (index.kind === 'none' || index.objects.length === 0) return
  const here = objects.filter(({ file }) => !isElsewhere(engine, file))
  if (here.length < objects.length)
    engine.reporter.info('What earlier releases have of the files is unknown until they are fetched.')
  if (here.length === 0) return
  const files = await Promise.all(
    here.map(async (object) => {
      const partSizeBytes = object.kind === 'multipart' ? newPartSize(object, engine.isHolding) : object.file.sizeBytes
      const plan = await reuse.planFor(object.file, partSizeBytes)
      return { object, plan, whySent: reuse.whySent(object.file) }
    }),
  )
  const text = describeReuse(files)
  if (!engine.signal.aborted && text !== undefined) engine.reporter.info(text)
}
